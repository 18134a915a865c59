//! A request as it came in, and what of it is kept for the tests to see.

use bytes::Bytes;
use http::{HeaderMap, Method, request::Parts};

use super::refusal::Refusal;

/// A request that the server has received, in the order in which [`FakeCloud::requests`](super::FakeCloud::requests)
/// lists them. Requests that were refused are listed too.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The HTTP method.
    pub method: String,
    /// The path, encoded as it was sent.
    pub path: String,
    /// The operation that it names, or nothing.
    pub action: String,
    /// The version that it names, or nothing.
    pub version: String,
    /// The parameters of the query and then those of a form body, decoded, in the order that they were sent in.
    pub parameters: Vec<(String, String)>,
    /// The headers, names in lower case. The values of those that grant access are replaced by `<redacted>`.
    pub headers: Vec<(String, String)>,
    /// The body as it was sent.
    pub body: Bytes,
}

impl ReceivedRequest {
    /// The value of the first parameter of this name. Nested ones are named as on the wire: `Filters.1.Key`.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        value_of(&self.parameters, name)
    }

    /// The value of the first header of this name, which must be in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        value_of(&self.headers, name)
    }
}

fn value_of<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

const SECRET_HEADERS: &[&str] = &[
    "authorization",
    "cookie",
    "proxy-authorization",
    "x-acs-accesskey-secret",
    "x-acs-bearer-token",
    "x-acs-security-token",
];

/// A request whose parameters are decoded and about which nothing else is known yet.
pub(super) struct Incoming {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) query: Vec<(String, String)>,
    pub(super) form: Vec<(String, String)>,
    pub(super) body: Bytes,
}

impl Incoming {
    pub(super) fn new(parts: Parts, body: Bytes) -> Result<Self, Refusal> {
        let query = decode_pairs(parts.uri.query().unwrap_or_default().as_bytes())?;
        let is_form = content_type(&parts.headers) == "application/x-www-form-urlencoded";
        let form = if is_form { decode_pairs(&body)? } else { Vec::new() };
        Ok(Self {
            method: parts.method,
            path: parts.uri.path().to_owned(),
            headers: parts.headers,
            query,
            form,
            body,
        })
    }

    /// The header's text, or nothing if it is not there or not text.
    pub(super) fn header(&self, name: &str) -> &str {
        text_header(&self.headers, name)
    }

    /// The type of the body in lower case, without what may follow it, or nothing.
    pub(super) fn content_type(&self) -> String {
        content_type(&self.headers)
    }

    pub(super) fn record(&self) -> ReceivedRequest {
        ReceivedRequest {
            method: self.method.to_string(),
            path: self.path.clone(),
            action: self.header("x-acs-action").to_owned(),
            version: self.header("x-acs-version").to_owned(),
            parameters: self.query.iter().chain(&self.form).cloned().collect(),
            headers: self
                .headers
                .iter()
                .map(|(name, value)| (name.to_string(), shown(name.as_str(), value)))
                .collect(),
            body: self.body.clone(),
        }
    }
}

fn content_type(headers: &HeaderMap) -> String {
    let value = text_header(headers, "content-type");
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub(super) fn text_header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| std::str::from_utf8(value.as_bytes()).ok()).unwrap_or_default()
}

fn shown(name: &str, value: &http::HeaderValue) -> String {
    if SECRET_HEADERS.contains(&name) {
        "<redacted>".to_owned()
    } else {
        String::from_utf8_lossy(value.as_bytes()).into_owned()
    }
}

fn decode_pairs(text: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let pairs = text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode_word(halves.next().unwrap_or_default())?;
            let value = decode_word(halves.next().unwrap_or_default())?;
            Some((name, value))
        })
        .collect::<Option<_>>()
        .ok_or_else(|| {
            Refusal::bad_request("InvalidParameter", "The parameters are not percent-encoded UTF-8.")
        })
}

/// In queries and forms a space may be a plus.
fn decode_word(text: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    decode(&spaced)
}

/// The text of what is percent-encoded, if it is UTF-8.
pub(super) fn decode(text: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex_digit(rest.next()?)? << 4 | hex_digit(rest.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
