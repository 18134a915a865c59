//! How an answer that is no result becomes an [`Error`]: by its status, by its envelope, or because it is
//! unreadable.
//!
//! Errors with a status of 400 or more and errors inside a body with status 200 look the same to the caller.

use super::{answer::Answer, secrets::Secrets};
use crate::{
    codec::{DecodeError, body, excerpt, printable},
    outcome::{Error, ErrorKind},
    tables::{Envelope, shortened},
    transport::headers_that_matter,
};
use http::{HeaderMap, HeaderValue, header};
use serde_json::{Map, Value};

/// The spellings in use, compared without regard to case.
const CODES: [&str; 3] = ["code", "errcode", "errorcode"];
const MESSAGES: [&str; 3] = ["message", "errmessage", "errormessage"];

/// As many characters as are kept of an explanation, and of a code or an id.
const MESSAGE_CHARACTERS: usize = 2000;
const NAME_CHARACTERS: usize = 200;

/// What a service says about a failure.
#[derive(Default)]
struct Fault {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
}

/// The error in an answer that is not to be decoded.
pub(crate) fn service_error(answer: &Answer) -> Option<Error> {
    let status = answer.status.as_u16();
    let envelope = answer.operation.envelope.as_ref();
    match status {
        200..=299 if envelope.is_some_and(|envelope| says_failure(&answer.body, envelope)) => {
            Some(from_fault(answer, Fault::read(&answer.body, envelope)))
        }
        200..=299 => None,
        300..=399 => Some(redirect(answer)),
        400.. => Some(from_fault(answer, Fault::read(&answer.body, envelope))),
        _ => Some(unreadable(answer, "the status is neither success nor failure")),
    }
}

/// The error for a body of status 2xx that is not what the operation declares.
pub(crate) fn response_error(answer: &Answer, error: &DecodeError) -> Error {
    let hint = match answer.body.trim_ascii_start().first() {
        Some(b'<') => "; it looks like HTML or XML, perhaps from a proxy",
        _ => "",
    };
    unreadable(answer, &format!("{error}{hint}")).with(|inner| inner.cut_off = error.ends_too_early())
}

fn from_fault(answer: &Answer, fault: Fault) -> Error {
    let message = fault.message.unwrap_or_else(|| match fault.code {
        Some(_) => "the service gave no explanation".to_owned(),
        None => "the service reported a failure without an error code".to_owned(),
    });
    describe(answer, ErrorKind::Service, &message, fault.request_id)
        .with(|inner| inner.code = fault.code.map(|code| name(answer, &code)))
}

fn redirect(answer: &Answer) -> Error {
    let location = answer.headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let host = location.and_then(|location| location.parse::<http::Uri>().ok()?.host().map(shortened));
    let target = host.map(|host| format!(" (this one leads to {host})")).unwrap_or_default();
    describe(answer, ErrorKind::Response, &format!("redirects are not followed{target}"), None)
}

fn unreadable(answer: &Answer, message: &str) -> Error {
    let request_id = body::find_text(&answer.body, "requestid");
    describe(answer, ErrorKind::Response, message, request_id)
}

fn describe(answer: &Answer, kind: ErrorKind, message: &str, request_id: Option<String>) -> Error {
    let message = printable(&answer.secrets.redact(message), MESSAGE_CHARACTERS);
    Error::new(kind, message).of(answer.operation).with(|inner| {
        inner.status = Some(answer.status.as_u16());
        let request_id = request_id.or_else(|| answer.request_id_header());
        inner.request_id = request_id.map(|id| name(answer, &id));
        if !answer.operation.sensitive_answer {
            inner.body_excerpt = excerpt(&answer.body, |text| answer.secrets.redact(text));
        }
        inner.headers = without_secrets(headers_that_matter(&answer.headers), &answer.secrets);
    })
}

/// A code or an id as it is shown.
pub(crate) fn name(answer: &Answer, name: &str) -> String {
    printable(&answer.secrets.redact(name), NAME_CHARACTERS)
}

/// Without the headers in which the service repeats a secret.
pub(crate) fn without_secrets(headers: HeaderMap, secrets: &Secrets) -> HeaderMap {
    let is_harmless = |value: &HeaderValue| {
        let text = String::from_utf8_lossy(value.as_bytes());
        secrets.redact(&text) == text
    };
    let named = headers.into_iter().filter_map(|(name, value)| Some((name?, value)));
    named.filter(|(_, value)| is_harmless(value)).collect()
}

/// Whether the envelope's field is `false` or a text that says so. A code alone proves nothing: successes
/// carry one too.
fn says_failure(body: &[u8], envelope: &Envelope) -> bool {
    body::top_level_scalar(body, envelope.success).is_some_and(|value| value.eq_ignore_ascii_case("false"))
}

impl Fault {
    fn read(body: &[u8], envelope: Option<&Envelope>) -> Self {
        match serde_json::from_slice(body::without_bom(body)) {
            Ok(Value::Object(object)) => Self::from_object(&object, envelope),
            Ok(_) => Self::default(),
            Err(_) => Self::from_text(body),
        }
    }

    fn from_object(object: &Map<String, Value>, envelope: Option<&Envelope>) -> Self {
        let declared =
            |name: fn(&Envelope) -> &'static str| envelope.and_then(|e| text(object.get(name(e))?));
        let any = |names: &[&str]| names.iter().find_map(|name| named(object, name));
        Self {
            code: declared(|e| e.code).or_else(|| any(&CODES)),
            message: declared(|e| e.message).or_else(|| any(&MESSAGES)),
            request_id: named(object, "requestid"),
        }
    }

    /// From XML, or from JSON that is cut off.
    fn from_text(text: &[u8]) -> Self {
        let any = |names: &[&str]| names.iter().find_map(|name| body::find_text(text, name));
        Self { code: any(&CODES), message: any(&MESSAGES), request_id: any(&["requestid"]) }
    }
}

/// The first non-empty text under a name, without regard to case.
fn named(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).find_map(|(_, value)| text(value))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
