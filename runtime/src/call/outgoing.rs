//! A prepared request as it is signed and sent.

use super::{compose::Composed, prepare::Prepared};
use crate::{
    codec::canonical_query,
    outcome::{Error, ErrorKind},
    signing::{CanonicalRequest, Credentials, SHA256_OF_NOTHING, is_signed_header},
    tables::Method,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Uri, header};

const SECURITY_TOKEN: &str = "x-acs-security-token";

/// What makes each attempt different.
pub(crate) struct Stamp {
    pub(crate) date: String,
    pub(crate) nonce: String,
}

/// All headers, with the signature if there is something to sign with.
pub(crate) fn sign(
    prepared: &Prepared,
    credentials: Option<&Credentials>,
    stamp: &Stamp,
) -> Result<HeaderMap, Error> {
    canonical(prepared, credentials, stamp, |canonical, headers| {
        let authorization = credentials
            .map(|key| canonical.authorization(key.access_key_id(), key.access_key_secret()))
            .map(|authorization| header("authorization", &authorization));
        headers.into_iter().map(|(name, value)| header(name, value)).chain(authorization).collect()
    })
}

/// What is signed, and all headers but the signature.
pub(crate) fn canonical<T>(
    prepared: &Prepared,
    credentials: Option<&Credentials>,
    stamp: &Stamp,
    give: impl FnOnce(&CanonicalRequest<'_>, Vec<(&'static str, &str)>) -> T,
) -> T {
    let composed = &prepared.composed;
    let body = composed.body.as_ref();
    let payload_sha256 = body.map_or(SHA256_OF_NOTHING, |body| body.content.sha256.as_str());
    let mut headers = vec![
        ("host", prepared.host.as_str()),
        ("accept", "application/json"),
        ("user-agent", prepared.client.config().user_agent()),
        ("x-acs-action", prepared.operation.name),
        ("x-acs-version", prepared.operation.service.version),
        ("x-acs-date", stamp.date.as_str()),
        ("x-acs-signature-nonce", stamp.nonce.as_str()),
        ("x-acs-content-sha256", payload_sha256),
    ];
    if let Some((key, token)) = credentials.and_then(|key| Some((key, key.security_token()?))) {
        headers.push(("x-acs-accesskey-id", key.access_key_id()));
        headers.push((SECURITY_TOKEN, token));
    }
    if let Some(body) = body {
        headers.push(("content-type", body.content_type));
    }
    let parameters = composed.headers.iter();
    let parameters = parameters.filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let all = headers.iter().copied().chain(parameters);
    let chosen: Vec<(&str, &str)> = all.filter(|(name, _)| is_signed_header(name)).collect();
    let canonical = CanonicalRequest {
        method: prepared.operation.method.as_str(),
        path: &composed.path,
        query: &composed.query,
        headers: &chosen,
        payload_sha256,
    };
    give(&canonical, headers)
}

fn header(name: &'static str, value: &str) -> Result<(header::HeaderName, HeaderValue), Error> {
    let unusable =
        || Error::new(ErrorKind::Configuration, format!("the header {name} has a value that cannot be sent"));
    let mut value = HeaderValue::from_str(value).map_err(|_| unusable())?;
    value.set_sensitive(name == SECURITY_TOKEN || name == "authorization");
    Ok((header::HeaderName::from_static(name), value))
}

pub(crate) fn http_request(
    prepared: &Prepared,
    mut headers: HeaderMap,
    signed: HeaderMap,
) -> Result<http::Request<Bytes>, Error> {
    let Composed { path, query, body, .. } = &prepared.composed;
    let query = canonical_query(query);
    let separator = if query.is_empty() { "" } else { "?" };
    let endpoint = &prepared.endpoint;
    let uri = [endpoint.scheme(), &endpoint.authority(), path, separator, &query].concat();
    let length = uri.len();
    let uri = Uri::from_maybe_shared(Bytes::from(uri)).map_err(|error| {
        let message = format!("the parameters do not fit into a URL ({length} bytes): {error}");
        Error::new(ErrorKind::InvalidRequest, message)
    })?;
    let in_memory = body.as_ref().and_then(|body| body.content.bytes());
    let mut request = http::Request::new(in_memory.cloned().unwrap_or_default());
    *request.method_mut() = method(prepared.operation.method);
    *request.uri_mut() = uri;
    headers.extend(prepared.composed.headers.iter().cloned());
    if headers.is_empty() {
        headers = signed;
    } else {
        headers.extend(signed);
    }
    *request.headers_mut() = headers;
    Ok(request)
}

fn method(method: Method) -> http::Method {
    match method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
        Method::Put => http::Method::PUT,
        Method::Delete => http::Method::DELETE,
        Method::Patch => http::Method::PATCH,
        Method::Head => http::Method::HEAD,
    }
}
