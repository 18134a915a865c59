//! One signed request and its answer. Whatever is to happen more than once happens around it.

use super::{
    answer::Answer,
    clock,
    outgoing::{Stamp, http_request, sign},
    prepare::Prepared,
    random::random_hex,
    secrets::Secrets,
    service_error::without_secrets,
};
use crate::{
    config::TimeLimits,
    outcome::Error,
    signing::Credentials,
    transport::{Head, HttpRequest, Pieces, TransportError},
};
use bytes::Bytes;
use std::pin::pin;

pub(crate) async fn attempt(
    prepared: &Prepared,
    limits: &TimeLimits,
    credentials: Option<Credentials>,
    correction: i64,
    sent: &mut u32,
) -> Result<Answer, Error> {
    let config = prepared.client.config();
    credentials.as_ref().map_or(Ok(()), Credentials::validate)?;
    let (interceptors, facts) = (config.interceptors(), prepared.attempt(*sent + 1));
    let further = interceptors.before_signing(facts, prepared.headers.clone())?;
    let stamp = Stamp { date: clock::date(correction), nonce: random_hex()? };
    let request = http_request(prepared, further, sign(prepared, credentials.as_ref(), &stamp)?)?;
    interceptors.before_sending(facts, &request)?;
    let mut request =
        HttpRequest::new(request, config.max_response_bytes()).in_region(prepared.region.clone());
    (request.connect_timeout, request.read_timeout) = (prepared.connect_timeout, prepared.read_timeout);
    let head = request.head();
    *sent += 1;
    let target = request.place();
    let secrets = Secrets::new(credentials, prepared.hidden.clone());
    let response = limits.within_attempt(&target, pin!(exchange(prepared, request))).await;
    let response = response.and_then(|response| response.map_err(Error::from));
    let response = response.map_err(|error| broken_off(error, head.get(), &secrets))?;
    let (parts, (body, pieces)) = http::Response::into_parts(response);
    Ok(Answer {
        operation: prepared.operation,
        secrets,
        strict: config.is_strict(),
        attempts: *sent,
        status: parts.status,
        headers: parts.headers,
        body,
        pieces,
    })
}

/// Sends a request with its body, and takes the body of the answer as a whole or piece by piece.
async fn exchange(
    prepared: &Prepared,
    mut request: HttpRequest,
) -> Result<http::Response<(Bytes, Option<Pieces>)>, TransportError> {
    let transport = prepared.client.config().transport();
    if let Some(upload) = prepared.composed.body.as_ref().and_then(|body| body.content.upload()) {
        if transport.streams_uploads() {
            request.upload = Some(upload);
        } else {
            *request.request.body_mut() = upload.pieces.collect(usize::MAX).await?;
        }
    }
    if !prepared.streamed {
        return Ok(transport.send(request).await?.map(|body| (body, None)));
    }
    let limit = request.max_response_bytes;
    let (head, pieces) = transport.open(request).await?.into_parts();
    if head.status.is_success() {
        return Ok(http::Response::from_parts(head, (Bytes::new(), Some(pieces))));
    }
    let body = pieces.collect(limit).await.map_err(|error| error.with_head(head.status, &head.headers))?;
    Ok(http::Response::from_parts(head, (body, None)))
}

/// The error of an attempt, with what is known of its answer, be it from the transport or because the head had arrived
/// when a time limit ended the transport's work.
fn broken_off(error: Error, head: Option<&Head>, secrets: &Secrets) -> Error {
    error.with(|inner| {
        if let (None, Some(head)) = (inner.status, head) {
            inner.set_head(head.clone());
        }
        inner.request_id = inner.request_id.take().map(|id| secrets.redact(&id));
        inner.headers = without_secrets(std::mem::take(&mut inner.headers), secrets);
    })
}
