//! Signature version 3 (`ACS3-HMAC-SHA256`): pure functions from a request to the text that is signed.
//!
//! Nothing here chooses headers, reads the clock or knows where credentials come from.

use crate::codec::canonical_query;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::{self, Write};

/// The algorithm's name as it is sent.
const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// The [`sha256_hex`] of no bytes, which most requests have.
pub(crate) const SHA256_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The SHA-256 of some bytes in lower-case hexadecimal digits.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Some bytes in lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
    let mut text = String::with_capacity(2 * bytes.len());
    text.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]));
    text
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
        self.text_with(&self.sorted_headers(), &self.signed_headers())
    }

    fn text_with(&self, headers: &[(Cow<'_, str>, &str)], signed_headers: &str) -> String {
        let path = if self.path.is_empty() { "/" } else { self.path };
        let query = canonical_query(self.query);
        let around = self.method.len() + path.len() + query.len() + self.payload_sha256.len() + 5;
        let lines: usize = headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
        let mut text = String::with_capacity(around + lines + signed_headers.len());
        let _ = write!(text, "{}\n{path}\n{query}\n", self.method);
        for (name, value) in headers {
            let _ = writeln!(text, "{name}:{}", value.trim());
        }
        let _ = write!(text, "\n{signed_headers}\n{}", self.payload_sha256);
        text
    }

    /// The names of the headers, sorted, joined with `;`.
    #[must_use]
    pub fn signed_headers(&self) -> String {
        joined(&self.sorted_headers())
    }

    /// What the key is applied to.
    #[must_use]
    pub fn string_to_sign(&self) -> String {
        string_to_sign(&self.text())
    }

    /// The signature in lower-case hexadecimal digits.
    #[must_use]
    pub fn signature(&self, access_key_secret: &str) -> String {
        signature(&self.text(), access_key_secret)
    }

    /// The value of the header `authorization`.
    #[must_use]
    pub fn authorization(&self, access_key_id: &str, access_key_secret: &str) -> String {
        let headers = self.sorted_headers();
        let names = joined(&headers);
        let signature = signature(&self.text_with(&headers, &names), access_key_secret);
        format!("{ALGORITHM} Credential={access_key_id},SignedHeaders={names},Signature={signature}")
    }

    fn sorted_headers(&self) -> Vec<(Cow<'_, str>, &str)> {
        let mut headers: Vec<_> =
            self.headers.iter().map(|(name, value)| (lower_case(name), *value)).collect();
        headers.sort_unstable();
        headers
    }
}

fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        name.to_ascii_lowercase().into()
    } else {
        name.into()
    }
}

/// The names of headers with `;` between them.
fn joined(headers: &[(Cow<'_, str>, &str)]) -> String {
    let mut names = String::with_capacity(headers.iter().map(|(name, _)| name.len() + 1).sum());
    for (name, _) in headers {
        if !names.is_empty() {
            names.push(';');
        }
        names.push_str(name);
    }
    names
}

fn string_to_sign(text: &str) -> String {
    format!("{ALGORITHM}\n{}", sha256_hex(text.as_bytes()))
}

fn signature(text: &str, access_key_secret: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(access_key_secret.as_bytes())
        .expect("HMAC is defined for keys of every length");
    mac.update(string_to_sign(text).as_bytes());
    hex(&mac.finalize().into_bytes())
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
