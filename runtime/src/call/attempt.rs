//! One signed request and its answer. Whatever is to happen more than once happens around it.

use super::{
    answer::Answer,
    clock,
    outgoing::{Stamp, http_request, sign},
    prepare::Prepared,
    random::random_hex,
    service_error::without_secrets,
};
use crate::{
    config::TimeLimits,
    credentials::Credentials,
    observe::Error,
    transport::{Head, HttpRequest, HttpResponse},
};

/// One signed request and its answer. Whatever is to happen more than once happens around this function.
pub(crate) async fn attempt(
    prepared: &Prepared,
    limits: &TimeLimits,
    credentials: Credentials,
    correction: i64,
    sent: &mut u32,
) -> Result<Answer, Error> {
    let config = prepared.client.config();
    credentials.validate()?;
    let (interceptors, facts) = (config.interceptors(), prepared.attempt(*sent + 1));
    let further = interceptors.before_signing(facts, prepared.headers.clone())?;
    let stamp = Stamp { date: clock::date(correction), nonce: random_hex()? };
    let request = http_request(prepared, further, sign(prepared, &credentials, &stamp)?)?;
    interceptors.before_sending(facts, &request)?;
    let mut request = HttpRequest::new(request, config.max_response_bytes());
    (request.connect_timeout, request.read_timeout) = (prepared.connect_timeout, prepared.read_timeout);
    let head = request.head();
    *sent += 1;
    let response = limits.within_attempt(config.transport().send(request)).await;
    let response = response.and_then(|response| response.map_err(Error::from));
    let response = response.map_err(|error| broken_off(error, head.get(), &credentials))?;
    let (parts, body) = HttpResponse::into_parts(response);
    Ok(Answer {
        operation: prepared.operation,
        credentials,
        strict: config.is_strict(),
        attempts: *sent,
        status: parts.status,
        headers: parts.headers,
        body,
    })
}

/// The error of an attempt, with what is known of its answer, be it from the transport or because the head had arrived
/// when a time limit ended the transport's work.
fn broken_off(error: Error, head: Option<&Head>, credentials: &Credentials) -> Error {
    error.with(|inner| {
        if let (None, Some(head)) = (inner.status, head) {
            inner.set_head(head.clone());
        }
        inner.request_id = inner.request_id.take().map(|id| credentials.redact(&id));
        inner.headers = without_secrets(std::mem::take(&mut inner.headers), credentials);
    })
}
