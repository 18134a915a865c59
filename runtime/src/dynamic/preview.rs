//! What would be sent: a request that is signed and goes nowhere.

use crate::{
    call::{Prepared, Request, Secrets, Stamp, canonical, clock, http_request, random_hex, sign},
    outcome::Error,
    signing::{Credentials, sha256_hex},
};
use bytes::Bytes;
use http::HeaderMap;
use std::fmt;

/// A request as it would be sent. Nothing here shows a secret; `Debug` shows no values of parameters or headers.
#[derive(Clone)]
pub struct Preview {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Bytes>,
    canonical_request: String,
    canonical_request_sha256: String,
    string_to_sign: String,
}

/// What a request is signed with besides the key; without them, the present and random digits.
#[derive(Clone, Debug, Default)]
pub struct SignedWith {
    /// The value of `x-acs-date`, such as `2023-10-26T10:22:32Z`.
    pub date: Option<String>,
    /// The value of `x-acs-signature-nonce`.
    pub nonce: Option<String>,
}

impl Preview {
    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The URL with all parameters; in place of sensitive values stands `[redacted]`, here and in all else.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Names and values of the headers, `authorization` with the signature among them, unless anybody may call the
    /// operation; in place of the security token stands `[redacted]`.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The body, if there is one and it is not a stream.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }

    /// The canonical request, in which `[redacted]` stands in place of the security token; empty if nothing is signed.
    #[must_use]
    pub fn canonical_request(&self) -> &str {
        &self.canonical_request
    }

    /// The SHA-256 of the canonical request as it is signed, with the security token.
    #[must_use]
    pub fn canonical_request_sha256(&self) -> &str {
        &self.canonical_request_sha256
    }

    /// What the key is applied to; empty if nothing is signed.
    #[must_use]
    pub fn string_to_sign(&self) -> &str {
        &self.string_to_sign
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Preview").field("method", &self.method).finish_non_exhaustive()
    }
}

/// Checks, signs and gives what would be sent. Interceptors are not asked.
pub(super) async fn preview(request: Request, with: SignedWith) -> Result<Preview, Error> {
    let operation = request.operation();
    sign_only(request, with).await.map_err(|error| error.of(operation))
}

async fn sign_only(mut request: Request, with: SignedWith) -> Result<Preview, Error> {
    let payload = match request.take_payload() {
        Some(payload) => Some(payload.measure().await?),
        None => None,
    };
    let operation = request.operation();
    let prepared = Prepared::new(request, payload)?;
    let credentials = match operation.anonymous {
        true => None,
        false => Some(prepared.client.config().credentials().credentials().await?),
    };
    credentials.as_ref().map_or(Ok(()), Credentials::validate)?;
    let nonce = with.nonce.map_or_else(random_hex, Ok)?;
    let stamp = Stamp { date: with.date.unwrap_or_else(|| clock::date(0)), nonce };
    let signed = sign(&prepared, credentials.as_ref(), &stamp)?;
    let key = credentials.as_ref();
    let (canonical_request, string_to_sign) = match key {
        Some(_) => canonical(&prepared, key, &stamp, |request, _| (request.text(), request.string_to_sign())),
        None => (String::new(), String::new()),
    };
    let request = http_request(&prepared, prepared.headers.clone(), signed)?;
    let secrets = Secrets::new(credentials, prepared.hidden.clone());
    let redact = |text: &str| secrets.redact(text);
    Ok(Preview {
        method: request.method().to_string(),
        url: redact(&request.uri().to_string()),
        headers: shown(request.headers(), redact),
        body: prepared.composed.body.as_ref().and_then(|body| body.content.bytes()).map(|bytes| {
            // What is no text is shown as a number of bytes at most.
            std::str::from_utf8(bytes).map_or_else(|_| bytes.clone(), |text| redact(text).into())
        }),
        canonical_request_sha256: sha256_hex(canonical_request.as_bytes()),
        canonical_request: redact(&canonical_request),
        string_to_sign,
    })
}

fn shown(headers: &HeaderMap, redact: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| redact(&String::from_utf8_lossy(value.as_bytes()));
    headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}
