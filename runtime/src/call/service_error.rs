//! How an answer that is no result becomes an [`Error`]: by its status, by its envelope, or because it is
//! unreadable.
//!
//! Errors with a status of 400 or more and errors inside a body with status 200 look the same to the caller.

use super::{
    answer::Answer,
    fault::{Fault, is_of_success},
    secrets::Secrets,
};
use crate::{
    codec::{DecodeError, DecodeErrorKind, body, excerpt, outline::plain, printable},
    outcome::{Body, Error, ErrorKind},
    tables::{Envelope, shortened},
    transport::headers_that_matter,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};

/// As many characters as are kept of an explanation, and of a code or an id.
const MESSAGE_CHARACTERS: usize = 2000;
const NAME_CHARACTERS: usize = 200;

/// The error in an answer that is not to be decoded.
pub(crate) fn service_error(answer: &Answer) -> Option<Error> {
    let fault = || Fault::read(&answer.body, answer.operation.envelope.as_ref());
    match answer.status.as_u16() {
        200..=299 if says_failure(answer) => Some(from_fault(answer, fault())),
        200..=299 => Fault::alone(&answer.body).map(|fault| from_fault(answer, fault)),
        300..=399 => Some(redirect(answer)),
        400.. => Some(from_fault(answer, fault())),
        _ => Some(unreadable(answer, "the status is neither success nor failure")),
    }
}

/// Whether the envelope says that the operation failed. Beside a field for success a code proves nothing, since successes carry
/// one too; without such a field, a code that no success has is all there is.
fn says_failure(answer: &Answer) -> bool {
    match answer.operation.envelope {
        Some(Envelope { success: "", code, .. }) => {
            let (body, code) = body::inside(&answer.body, code);
            let code = body::top_level_text(body, &plain(code));
            code.is_some_and(|code| !is_of_success(&code))
        }
        Some(envelope) => {
            let (body, success) = body::inside(&answer.body, envelope.success);
            body::flag(body, success) == Some(false)
        }
        None => false,
    }
}

/// The error for a body of status 2xx that is not what the operation declares: what the service says about a failure, or that
/// it cannot be read.
pub(crate) fn response_error(answer: &Answer, error: &DecodeError) -> Error {
    use DecodeErrorKind::{NoKnownField, NotAnObject, Syntax, WrongType};
    let is_xml = answer.body.trim_ascii_start().starts_with(b"<");
    let may_be_fault = match error.kind() {
        NoKnownField | NotAnObject | WrongType => true,
        Syntax { .. } => is_xml,
        _ => false,
    };
    if may_be_fault {
        let fault = Fault::read(&answer.body, answer.operation.envelope.as_ref());
        if fault.is_certain() || (is_xml && fault.code.is_some()) {
            return from_fault(answer, fault);
        }
    }
    let hint = match encoding(answer) {
        Some(encoding) => format!("; it is encoded as {encoding}, which was not asked for"),
        None if is_xml => "; it looks like HTML or XML, perhaps from a proxy".to_owned(),
        None => String::new(),
    };
    unreadable(answer, &format!("{error}{hint}")).with(|inner| inner.cut_off = error.ends_too_early())
}

fn from_fault(answer: &Answer, fault: Fault) -> Error {
    let message = fault.message.unwrap_or_else(|| match (&fault.code, encoding(answer)) {
        (Some(_), _) => "the service gave no explanation".to_owned(),
        (None, None) => "the service reported a failure without an error code".to_owned(),
        (None, Some(encoding)) => {
            format!("the service reported a failure in a body that is encoded as {encoding}, which was not asked for")
        }
    });
    let shown = |text: String| printable(&answer.secrets.redact(&text), MESSAGE_CHARACTERS);
    let whole = |text: String| printable(&answer.secrets.redact(&text), usize::MAX);
    describe(answer, ErrorKind::Service, &message, fault.request_id).with(|inner| {
        inner.code = fault.code.map(|code| name(answer, &code));
        inner.recommend = fault.recommend.map(shown);
        inner.diagnostic = fault.diagnostic.map(whole);
        inner.denied = fault.denied.map(|denied| denied.map(whole));
    })
}

fn redirect(answer: &Answer) -> Error {
    let location = answer.headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let host = location.and_then(|location| location.parse::<http::Uri>().ok()?.host().map(shortened));
    let target = host.map(|host| format!(" (this one leads to {host})")).unwrap_or_default();
    describe(answer, ErrorKind::Response, &format!("redirects are not followed{target}"), None)
}

fn unreadable(answer: &Answer, message: &str) -> Error {
    let request_id = Fault::read(&answer.body, None).request_id;
    describe(answer, ErrorKind::Response, message, request_id)
}

fn describe(answer: &Answer, kind: ErrorKind, message: &str, request_id: Option<String>) -> Error {
    let message = printable(&answer.secrets.redact(message), MESSAGE_CHARACTERS);
    Error::new(kind, message).of(answer.operation).with(|inner| {
        inner.status = Some(answer.status.as_u16());
        let request_id = request_id.or_else(|| answer.request_id_header());
        inner.request_id = request_id.map(|id| name(answer, &id));
        // Nobody can read a beginning that is compressed.
        if encoding(answer).is_none() && !answer.operation.sensitive_answer {
            inner.body_excerpt = excerpt(&answer.body, |text| answer.secrets.redact(text));
        }
        inner.body = without_echo(&answer.body, &answer.secrets);
        inner.headers = without_secrets(headers_that_matter(&answer.headers), &answer.secrets);
    })
}

/// The body without the secrets that the service repeats.
pub(crate) fn without_echo(body: &Bytes, secrets: &Secrets) -> Body {
    let text = String::from_utf8_lossy(body);
    let harmless = secrets.redact(&text);
    Body(if harmless == text { body.clone() } else { harmless.into() })
}

/// How a body is encoded that is no text, by its first bytes or else by the header.
fn encoding(answer: &Answer) -> Option<String> {
    if std::str::from_utf8(&answer.body).is_ok() {
        return None;
    }
    let named = answer.headers.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let named = named.filter(|named| !named.eq_ignore_ascii_case("identity"));
    match &*answer.body {
        [0x1f, 0x8b, ..] => Some("gzip".to_owned()),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some("zstd".to_owned()),
        _ => named.map(|named| printable(named, NAME_CHARACTERS)),
    }
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
