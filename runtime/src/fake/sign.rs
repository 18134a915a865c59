//! The signature that requests are checked against.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// What of a request is signed.
pub(super) struct CanonicalRequest<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a [(String, String)],
    pub(super) headers: &'a [(&'a str, &'a str)],
    pub(super) payload_sha256: &'a str,
}

impl CanonicalRequest<'_> {
    pub(super) fn text(&self) -> String {
        let mut headers = self.headers.to_vec();
        headers.sort_unstable();
        let mut text = format!("{}\n{}\n{}\n", self.method, self.path, canonical_query(self.query));
        for (name, value) in headers {
            let _ = writeln!(text, "{name}:{}", value.trim());
        }
        let _ = write!(text, "\n{}\n{}", self.signed_headers(), self.payload_sha256);
        text
    }

    pub(super) fn signed_headers(&self) -> String {
        let mut names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.join(";")
    }

    pub(super) fn string_to_sign(&self) -> String {
        format!("ACS3-HMAC-SHA256\n{}", sha256_hex(self.text().as_bytes()))
    }

    pub(super) fn signature(&self, secret: &str) -> String {
        Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .map(|mut mac| {
                mac.update(self.string_to_sign().as_bytes());
                hex(&mac.finalize().into_bytes())
            })
            .unwrap_or_default()
    }
}

fn canonical_query(parameters: &[(String, String)]) -> String {
    let mut pairs: Vec<_> = parameters.iter().collect();
    pairs.sort_unstable();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)))
        .collect();
    pairs.join("&")
}

fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
