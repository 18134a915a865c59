//! Signature version 3 (`ACS3-HMAC-SHA256`): pure functions from a request to the text that is signed.
//!
//! Nothing here chooses headers, reads the clock or knows where credentials come from.

use crate::codec::canonical_query;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};

/// The algorithm's name as it is sent.
const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The SHA-256 of some bytes in lower-case hexadecimal digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Some bytes in lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether the runtime signs a header of this lower-case name: `host`, `content-type` and all `x-acs-…`.
#[must_use]
pub fn is_signed_header(name: &str) -> bool {
    name == "host" || name == "content-type" || name.starts_with("x-acs-")
}

/// A request as the signature sees it.
///
/// The headers are those to sign, in any order and case, each name once; see [`is_signed_header`]. `Debug`
/// shows no header values, since one of them may be a security token.
#[derive(Clone, Copy)]
pub struct CanonicalRequest<'a> {
    /// The method in upper case.
    pub method: &'a str,
    /// The path as it is sent, already encoded; empty means `/`.
    pub path: &'a str,
    /// The parameters before encoding, in any order.
    pub query: &'a [(String, String)],
    /// The headers to sign.
    pub headers: &'a [(&'a str, &'a str)],
    /// The [`sha256_hex`] of exactly the bytes of the body.
    pub payload_sha256: &'a str,
}

impl CanonicalRequest<'_> {
    /// The canonical request. It may hold a security token.
    #[must_use]
    pub fn text(&self) -> String {
        let path = if self.path.is_empty() { "/" } else { self.path };
        let mut text = format!("{}\n{path}\n{}\n", self.method, canonical_query(self.query));
        for (name, value) in self.sorted_headers() {
            let _ = writeln!(text, "{name}:{}", value.trim());
        }
        let _ = write!(text, "\n{}\n{}", self.signed_headers(), self.payload_sha256);
        text
    }

    /// The names of the headers, sorted, joined with `;`.
    #[must_use]
    pub fn signed_headers(&self) -> String {
        let names: Vec<String> = self.sorted_headers().into_iter().map(|(name, _)| name).collect();
        names.join(";")
    }

    /// What the key is applied to.
    #[must_use]
    pub fn string_to_sign(&self) -> String {
        format!("{ALGORITHM}\n{}", sha256_hex(self.text().as_bytes()))
    }

    /// The signature in lower-case hexadecimal digits.
    #[must_use]
    pub fn signature(&self, access_key_secret: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(access_key_secret.as_bytes())
            .expect("HMAC is defined for keys of every length");
        mac.update(self.string_to_sign().as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// The value of the header `authorization`.
    #[must_use]
    pub fn authorization(&self, access_key_id: &str, access_key_secret: &str) -> String {
        let signature = self.signature(access_key_secret);
        format!(
            "{ALGORITHM} Credential={access_key_id},SignedHeaders={},Signature={signature}",
            self.signed_headers()
        )
    }

    fn sorted_headers(&self) -> Vec<(String, &str)> {
        let mut headers: Vec<(String, &str)> =
            self.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), *value)).collect();
        headers.sort();
        headers
    }
}

impl fmt::Debug for CanonicalRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CanonicalRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("signed_headers", &self.signed_headers())
            .finish_non_exhaustive()
    }
}
