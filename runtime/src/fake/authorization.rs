//! Who may ask: the V3 signature of every request is checked as the vendor checks it.
//!
//! The checks come in the order of [`Gate::admit`]; the first that fails decides the answer.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use http::{HeaderName, StatusCode};
use jiff::Timestamp;

use super::{received::Incoming, refusal::Refusal};
use crate::signing::{CanonicalRequest, is_signed_header, sha256_hex};

/// How far a request's date may be from the server's clock, either way.
const CLOCK_SKEW: Duration = Duration::from_secs(15 * 60);

/// What a request must have beside `Authorization`, and what the vendor calls it in a refusal.
const MANDATORY: &[(&str, &str)] = &[
    ("host", "Host"),
    ("x-acs-action", "Action"),
    ("x-acs-version", "Version"),
    ("x-acs-date", "Timestamp"),
    ("x-acs-signature-nonce", "SignatureNonce"),
    ("x-acs-content-sha256", "ContentSha256"),
];

#[derive(Clone)]
struct AccessKey {
    secret: String,
    token: Option<String>,
}

/// The access keys that are accepted.
#[derive(Clone, Default)]
pub(super) struct AccessKeys {
    keys: HashMap<String, AccessKey>,
}

impl AccessKeys {
    pub(super) fn add(&mut self, id: String, secret: String, token: Option<String>) {
        self.keys.insert(id, AccessKey { secret, token });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    fn check_token(&self, key: &AccessKey, sent: &str) -> Result<(), Refusal> {
        match &key.token {
            Some(token) if token == sent => Ok(()),
            None if sent.is_empty() => Ok(()),
            Some(_) if sent.is_empty() => Err(Refusal::missing("SecurityToken")),
            _ if self.keys.values().any(|other| other.token.as_deref() == Some(sent)) => {
                Err(Refusal::bad_request(
                    "InvalidSecurityToken.MismatchWithAccessKey",
                    "Specified SecurityToken does not belong to the access key.",
                ))
            }
            _ => Err(Refusal::bad_request(
                "InvalidSecurityToken.Malformed",
                "Specified SecurityToken is malformed.",
            )),
        }
    }
}

/// Nonces of the last half hour; older ones cannot come with a date that is accepted.
#[derive(Default)]
struct Nonces {
    seen: HashSet<String>,
    by_age: VecDeque<(Timestamp, String)>,
}

impl Nonces {
    /// Whether the nonce is new.
    fn spend(&mut self, nonce: &str, now: Timestamp) -> bool {
        while self
            .by_age
            .front()
            .is_some_and(|(seen, _)| now.duration_since(*seen).unsigned_abs() > CLOCK_SKEW * 2)
        {
            if let Some((_, old)) = self.by_age.pop_front() {
                self.seen.remove(&old);
            }
        }
        let new = self.seen.insert(nonce.to_owned());
        if new {
            self.by_age.push_back((now, nonce.to_owned()));
        }
        new
    }
}

/// Lets signed requests in, each once.
#[derive(Default)]
pub(super) struct Gate {
    keys: AccessKeys,
    nonces: Nonces,
}

impl Gate {
    pub(super) fn new(keys: AccessKeys) -> Self {
        Self { keys, nonces: Nonces::default() }
    }

    pub(super) fn admit(&mut self, request: &Incoming, now: Timestamp) -> Result<(), Refusal> {
        let authorization = Authorization::parse(request.header("authorization"))?;
        check_headers(request, &authorization)?;
        check_date(request.header("x-acs-date"), now)?;
        let key = self.keys.keys.get(authorization.key_id).ok_or_else(|| {
            Refusal::new(
                StatusCode::NOT_FOUND,
                "InvalidAccessKeyId.NotFound",
                "Specified access key is not found.",
            )
        })?;
        self.keys.check_token(key, request.header("x-acs-security-token"))?;
        check_signature(request, &authorization, &key.secret)?;
        if self.nonces.spend(request.header("x-acs-signature-nonce"), now) {
            Ok(())
        } else {
            Err(Refusal::bad_request("SignatureNonceUsed", "Specified signature nonce was used already."))
        }
    }
}

struct Authorization<'a> {
    key_id: &'a str,
    signed_headers: Vec<&'a str>,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    fn parse(header: &'a str) -> Result<Self, Refusal> {
        if header.is_empty() {
            return Err(Refusal::missing("AccessKeyId"));
        }
        let fields = header.strip_prefix("ACS3-HMAC-SHA256 ").ok_or_else(|| {
            incomplete("Authorization must be ACS3-HMAC-SHA256 Credential=…,SignedHeaders=…,Signature=…")
        })?;
        let field = |name: &str| {
            let found = fields.split(',').filter_map(|field| field.trim().split_once('='));
            found.into_iter().find(|(other, _)| *other == name).map(|(_, value)| value)
        };
        let (Some(key_id), Some(signed), Some(signature)) =
            (field("Credential"), field("SignedHeaders"), field("Signature"))
        else {
            return Err(incomplete("Authorization must have Credential, SignedHeaders and Signature"));
        };
        Ok(Self { key_id, signed_headers: signed.split(';').collect(), signature })
    }
}

fn incomplete(why: &str) -> Refusal {
    Refusal::bad_request(
        "IncompleteSignature",
        format!("The request signature does not conform to the vendor's standards: {why}."),
    )
}

fn check_headers(request: &Incoming, authorization: &Authorization<'_>) -> Result<(), Refusal> {
    if let Some((_, name)) = MANDATORY.iter().find(|(header, _)| request.header(header).is_empty()) {
        return Err(Refusal::missing(name));
    }
    let signed = &authorization.signed_headers;
    let must_be_signed = |name: &&HeaderName| is_signed_header(name.as_str());
    if let Some(name) =
        request.headers.keys().filter(must_be_signed).find(|name| !signed.contains(&name.as_str()))
    {
        return Err(incomplete(&format!("SignedHeaders lacks {name}")));
    }
    match signed.iter().find(|name| !request.headers.contains_key(**name)) {
        Some(name) => Err(incomplete(&format!("SignedHeaders has {name}, which was not sent"))),
        None => Ok(()),
    }
}

fn check_date(date: &str, now: Timestamp) -> Result<(), Refusal> {
    let is_utc_with_seconds = date.len() == "2026-01-31T00:00:00Z".len() && date.ends_with('Z');
    let sent: Option<Timestamp> = date.parse().ok().filter(|_| is_utc_with_seconds);
    let sent = sent.ok_or_else(|| {
        Refusal::bad_request(
            "InvalidTimeStamp.Format",
            "Specified time stamp or date value is not well formatted.",
        )
    })?;
    if now.duration_since(sent).unsigned_abs() > CLOCK_SKEW {
        return Err(Refusal::bad_request(
            "InvalidTimeStamp.Expired",
            "Specified time stamp or date value is expired.",
        ));
    }
    Ok(())
}

fn check_signature(
    request: &Incoming,
    authorization: &Authorization<'_>,
    secret: &str,
) -> Result<(), Refusal> {
    let payload_sha256 = sha256_hex(&request.body);
    let headers: Vec<_> =
        authorization.signed_headers.iter().map(|name| (*name, request.header(name))).collect();
    let canonical = CanonicalRequest {
        method: request.method.as_str(),
        path: &request.path,
        query: &request.query,
        headers: &headers,
        payload_sha256: &payload_sha256,
    };
    let hash_agrees = request.header("x-acs-content-sha256") == payload_sha256;
    if hash_agrees && canonical.signature(secret) == authorization.signature {
        return Ok(());
    }
    let to_sign = canonical.string_to_sign();
    let why = if hash_agrees { "" } else { " (x-acs-content-sha256 is not the hash of the body)" };
    Err(Refusal::bad_request(
        "SignatureDoesNotMatch",
        format!(
            "Specified signature is not matched with our calculation. server string to sign is:{to_sign}{why}"
        ),
    ))
}
