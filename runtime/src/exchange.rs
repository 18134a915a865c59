//! From a request to its answer: check, fill in, flatten, sign, send, and tell errors from results.

use crate::{
    body,
    client::ServiceClient,
    credentials::{Credentials, ProvideCredentials},
    decode::{DecodeError, Decoded, Departure},
    error::{Error, ErrorKind},
    operation::Operation,
    request::Request,
    service_error::{response_error, service_error},
    sign::{CanonicalRequest, canonical_query, hex, is_signed_header, sha256_hex},
    transport::{HttpRequest, HttpResponse},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

const METHOD: http::Method = http::Method::POST;
const PATH: &str = "/";
const NO_BODY: Bytes = Bytes::new();
/// How the codes begin by which a service refuses credentials that may be out of date.
const REFUSALS: [&str; 2] = ["InvalidSecurityToken", "InvalidAccessKeyId"];
const SECURITY_TOKEN: &str = "x-acs-security-token";

/// An answer of status 2xx, with what its errors are to be made from.
pub(crate) struct Answer {
    pub(crate) operation: &'static Operation,
    pub(crate) credentials: Credentials,
    pub(crate) strict: bool,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn request_id(&self) -> Option<String> {
        self.request_id_header().or_else(|| body::top_level_scalar(&self.body, "RequestId"))
    }

    pub(crate) fn request_id_header(&self) -> Option<String> {
        let value = self.headers.get("x-acs-request-id")?.to_str().ok()?;
        (!value.is_empty()).then(|| value.to_owned())
    }
}

/// The answer to a request, if it is not an error.
pub(crate) async fn exchange(request: Request) -> Result<Answer, Error> {
    let operation = request.operation();
    signed_exchange(request).await.map_err(|error| error.of(operation))
}

/// If the service refuses the credentials, they are renewed, and the request is sent once more with the new ones.
async fn signed_exchange(request: Request) -> Result<Answer, Error> {
    let (operation, client) = (request.operation(), request.client().clone());
    let parameters = request.prepare()?;
    let provider = client.config().credentials();
    let credentials = provider.credentials().await?;
    let refused = credentials.clone();
    let result = judge(attempt(operation, &client, &parameters, credentials).await?);
    let Err(error) = result else { return result };
    match renewed(&error, provider, &refused).await {
        Some(credentials) => judge(attempt(operation, &client, &parameters, credentials).await?),
        None => Err(error),
    }
}

fn judge(answer: Answer) -> Result<Answer, Error> {
    match service_error(&answer) {
        Some(error) => Err(error),
        None => Ok(answer),
    }
}

/// Other credentials, if the service refused these as unknown or expired and there are any.
async fn renewed(
    error: &Error,
    provider: &dyn ProvideCredentials,
    refused: &Credentials,
) -> Option<Credentials> {
    let code = error.code()?;
    if !REFUSALS.iter().any(|prefix| code.starts_with(prefix)) {
        return None;
    }
    provider.invalidate(refused);
    // If there are none, what the service said is the better explanation.
    provider.credentials().await.ok().filter(|new| !new.same_key(refused))
}

/// Decodes an answer; in strict mode a departure from the specification is an error.
pub(crate) fn decoded<R>(
    answer: &Answer,
    decode: fn(&'static str, &[u8]) -> Result<Decoded<R>, DecodeError>,
) -> Result<Decoded<R>, Error> {
    let decoded =
        decode(answer.operation.name, &answer.body).map_err(|error| response_error(answer, &error))?;
    if answer.strict && !decoded.departures.is_empty() {
        return Err(departure_error(answer, &decoded.departures, decoded.omitted));
    }
    Ok(decoded)
}

fn departure_error(answer: &Answer, departures: &[Departure], omitted: usize) -> Error {
    let message = format!("the answer departs from the specification: {}", list(departures, omitted));
    Error::new(ErrorKind::Departure, message).of(answer.operation).with(|inner| {
        inner.status = Some(answer.status.as_u16());
        inner.request_id = answer.request_id();
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
async fn attempt(
    operation: &'static Operation,
    client: &ServiceClient,
    parameters: &[(String, String)],
    credentials: Credentials,
) -> Result<Answer, Error> {
    let config = client.config();
    credentials.validate()?;
    let stamp = Stamp { date: now(), nonce: random_hex()? };
    let signed = sign(
        operation,
        &client.endpoint().authority(),
        config.user_agent(),
        parameters,
        &credentials,
        &stamp,
    )?;
    let request = http_request(&client.endpoint().to_string(), parameters, signed)?;
    let response = config.transport().send(HttpRequest::new(request, config.max_response_bytes())).await?;
    let (parts, body) = HttpResponse::into_parts(response);
    Ok(Answer {
        operation,
        credentials,
        strict: config.is_strict(),
        status: parts.status,
        headers: parts.headers,
        body,
    })
}

/// What makes each attempt different.
struct Stamp {
    date: String,
    nonce: String,
}

/// All headers, with the signature.
fn sign(
    operation: &Operation,
    host: &str,
    user_agent: &str,
    parameters: &[(String, String)],
    credentials: &Credentials,
    stamp: &Stamp,
) -> Result<HeaderMap, Error> {
    let payload_sha256 = sha256_hex(&NO_BODY);
    let mut headers = vec![
        ("host", host),
        ("accept", "application/json"),
        ("user-agent", user_agent),
        ("x-acs-action", operation.name),
        ("x-acs-version", operation.service.version),
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
        query: parameters,
        headers: &chosen,
        payload_sha256: &payload_sha256,
    };
    let authorization = canonical.authorization(credentials.access_key_id(), credentials.access_key_secret());
    headers.push(("authorization", &authorization));
    headers.into_iter().map(|(name, value)| header(name, value)).collect()
}

fn header(name: &'static str, value: &str) -> Result<(header::HeaderName, HeaderValue), Error> {
    let unusable =
        || Error::new(ErrorKind::Configuration, format!("the header {name} has a value that cannot be sent"));
    let mut value = HeaderValue::from_str(value).map_err(|_| unusable())?;
    value.set_sensitive(name == SECURITY_TOKEN || name == "authorization");
    Ok((header::HeaderName::from_static(name), value))
}

fn http_request(
    endpoint: &str,
    parameters: &[(String, String)],
    headers: HeaderMap,
) -> Result<http::Request<Bytes>, Error> {
    let query = canonical_query(parameters);
    let uri =
        if query.is_empty() { format!("{endpoint}{PATH}") } else { format!("{endpoint}{PATH}?{query}") };
    let uri: http::Uri = uri.parse().map_err(|error| {
        let message = format!("the parameters do not fit into a URL ({} bytes): {error}", uri.len());
        Error::new(ErrorKind::InvalidRequest, message)
    })?;
    let mut request = http::Request::new(NO_BODY);
    *request.method_mut() = METHOD;
    *request.uri_mut() = uri;
    *request.headers_mut() = headers;
    Ok(request)
}

fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// 128 random bits in 32 lower-case hexadecimal digits.
pub(crate) fn random_hex() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::new(ErrorKind::Configuration, format!("the system gives no random numbers: {error}"))
    })?;
    Ok(hex(&bytes))
}
