//! From a request to its answer, once: check, fill in, flatten, sign, send; and from the answer to its value.

use crate::{
    body,
    client::ServiceClient,
    clock,
    credentials::Credentials,
    deadline::TimeLimits,
    decode::{DecodeError, Decoded, Departure},
    endpoint::Endpoint,
    error::{Error, ErrorKind},
    intercept::Attempt,
    operation::Operation,
    request::Request,
    service_error::{REQUEST_ID, name, response_error, without_secrets},
    sign::{CanonicalRequest, canonical_query, hex, is_signed_header, sha256_hex},
    transport::{Head, HttpRequest, HttpResponse},
    watch::Watch,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::time::Duration;

const METHOD: http::Method = http::Method::POST;
const PATH: &str = "/";
const NO_BODY: Bytes = Bytes::new();
const SECURITY_TOKEN: &str = "x-acs-security-token";

/// A request that is in order, with everything that is the same in each attempt to send it.
pub(crate) struct Prepared {
    pub(crate) client: ServiceClient,
    pub(crate) operation: &'static Operation,
    pub(crate) endpoint: Endpoint,
    pub(crate) parameters: Vec<(String, String)>,
    /// Those that the caller adds.
    pub(crate) headers: HeaderMap,
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
}

impl Prepared {
    pub(crate) fn new(request: Request) -> Result<Self, Error> {
        let (client, operation) = (request.client().clone(), request.operation());
        let (endpoint, headers) = (request.options().resolve(&client)?, request.options().headers()?);
        let (connect_timeout, read_timeout) = request.options().connection_limits(client.config())?;
        let parameters = request.prepare()?;
        Ok(Self { client, operation, endpoint, parameters, headers, connect_timeout, read_timeout })
    }
}

/// An answer of status 2xx, with what its errors are to be made from.
pub(crate) struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) credentials: Credentials,
    pub(crate) strict: bool,
    /// How many requests it took.
    pub(crate) attempts: u32,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn request_id(&self) -> Option<String> {
        self.request_id_header().or_else(|| body::top_level_scalar(&self.body, "RequestId"))
    }

    pub(crate) fn request_id_header(&self) -> Option<String> {
        let value = self.headers.get(REQUEST_ID)?.to_str().ok()?;
        (!value.is_empty()).then(|| value.to_owned())
    }
}

/// What reads the body of an operation's answer.
pub(crate) type Decode<'d, R> = &'d dyn Fn(&'static str, &[u8]) -> Result<Decoded<R>, DecodeError>;

/// Decodes an answer; in strict mode a departure from the specification is an error.
pub(crate) fn decoded<R>(answer: &Answer, watch: &Watch, decode: Decode<'_, R>) -> Result<Decoded<R>, Error> {
    let mut decoded =
        decode(answer.operation.name, &answer.body).map_err(|error| response_error(answer, &error))?;
    decoded.departures.iter_mut().for_each(|departure| conceal(departure, &answer.credentials));
    watch.departures(&decoded.departures, decoded.omitted);
    if answer.strict && !decoded.departures.is_empty() {
        return Err(departure_error(answer, &decoded.departures, decoded.omitted));
    }
    Ok(decoded)
}

/// Takes out a secret that the service repeats, in a value or in a name.
fn conceal(departure: &mut Departure, credentials: &Credentials) {
    departure.found = credentials.redact(&departure.found);
    let names = departure.pointer.replace("~1", "/").replace("~0", "~");
    let harmless = credentials.redact(&names);
    if harmless != names {
        departure.pointer = harmless;
    }
}

fn departure_error(answer: &Answer, departures: &[Departure], omitted: usize) -> Error {
    let message = format!("the answer departs from the specification: {}", list(departures, omitted));
    Error::new(ErrorKind::Departure, message).of(answer.operation).with(|inner| {
        inner.status = Some(answer.status.as_u16());
        inner.request_id = answer.request_id().map(|id| name(answer, &id));
        inner.departures = departures.to_vec();
    })
}

/// The first ten departures in words, and how many more there are with those that were `omitted` before.
pub(crate) fn list(departures: &[Departure], omitted: usize) -> String {
    let shown: Vec<String> = departures
        .iter()
        .take(10)
        .map(|one| format!("{}: expected {}, found {}", one.pointer, one.expected, one.found))
        .collect();
    match departures.len().saturating_sub(shown.len()).saturating_add(omitted) {
        0 => shown.join("; "),
        more => format!("{}; and {more} more", shown.join("; ")),
    }
}

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
    let (interceptors, facts) = (config.interceptors(), Attempt::new(prepared, *sent + 1));
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

/// What makes each attempt different.
pub(crate) struct Stamp {
    pub(crate) date: String,
    pub(crate) nonce: String,
}

/// All headers, with the signature.
pub(crate) fn sign(
    prepared: &Prepared,
    credentials: &Credentials,
    stamp: &Stamp,
) -> Result<HeaderMap, Error> {
    canonical(prepared, credentials, stamp, |canonical, headers| {
        let (id, secret) = (credentials.access_key_id(), credentials.access_key_secret());
        let authorization = canonical.authorization(id, secret);
        let headers = headers.into_iter().map(|(name, value)| header(name, value));
        headers.chain([header("authorization", &authorization)]).collect()
    })
}

/// What is signed, and all headers but the signature.
pub(crate) fn canonical<T>(
    prepared: &Prepared,
    credentials: &Credentials,
    stamp: &Stamp,
    give: impl FnOnce(&CanonicalRequest<'_>, Vec<(&'static str, &str)>) -> T,
) -> T {
    let payload_sha256 = sha256_hex(&NO_BODY);
    let authority = prepared.endpoint.authority();
    let mut headers = vec![
        ("host", authority.as_str()),
        ("accept", "application/json"),
        ("user-agent", prepared.client.config().user_agent()),
        ("x-acs-action", prepared.operation.name),
        ("x-acs-version", prepared.operation.service.version),
        ("x-acs-date", stamp.date.as_str()),
        ("x-acs-signature-nonce", stamp.nonce.as_str()),
        ("x-acs-content-sha256", payload_sha256.as_str()),
    ];
    if let Some(token) = credentials.security_token() {
        headers.push(("x-acs-accesskey-id", credentials.access_key_id()));
        headers.push((SECURITY_TOKEN, token));
    }
    let chosen: Vec<(&str, &str)> =
        headers.iter().copied().filter(|(name, _)| is_signed_header(name)).collect();
    let canonical = CanonicalRequest {
        method: METHOD.as_str(),
        path: PATH,
        query: &prepared.parameters,
        headers: &chosen,
        payload_sha256: &payload_sha256,
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
    let (endpoint, query) = (&prepared.endpoint, canonical_query(&prepared.parameters));
    let uri =
        if query.is_empty() { format!("{endpoint}{PATH}") } else { format!("{endpoint}{PATH}?{query}") };
    let uri: http::Uri = uri.parse().map_err(|error| {
        let message = format!("the parameters do not fit into a URL ({} bytes): {error}", uri.len());
        Error::new(ErrorKind::InvalidRequest, message)
    })?;
    let mut request = http::Request::new(NO_BODY);
    *request.method_mut() = METHOD;
    *request.uri_mut() = uri;
    headers.extend(signed);
    *request.headers_mut() = headers;
    Ok(request)
}

/// 128 random bits in 32 lower-case hexadecimal digits.
pub(crate) fn random_hex() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::new(ErrorKind::Configuration, format!("the system gives no random numbers: {error}"))
    })?;
    Ok(hex(&bytes))
}
