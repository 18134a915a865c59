//! What the server knows, and how it comes to an answer.

use std::collections::{HashMap, VecDeque};
use std::fmt::Write;
use std::sync::atomic::AtomicUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, StatusCode};
use jiff::Timestamp;
use serde_json::Value;

use super::{
    answer::answer,
    authorization::Gate,
    given::Given,
    misbehavior::{Misbehavior, MisbehaviorQueue},
    model::{AnswerBody, Catalogue, Operation},
    parameters,
    received::{Incoming, ReceivedRequest},
    refusal::Refusal,
    rules::{Chosen, Rules},
};

/// How many requests are kept; older ones are forgotten.
const MAX_RECEIVED: usize = 10_000;

/// How many bytes the bodies of the requests that are kept may have together.
const MAX_RECEIVED_BYTES: usize = 256 << 20;

/// What a connection does for a request.
pub(super) struct Outcome {
    pub(super) delay: Duration,
    pub(super) reply: Reply,
}

pub(super) enum Reply {
    Whole(http::Response<Bytes>),
    /// The connection ends after half of the body.
    Half(http::Response<Bytes>),
    /// The connection ends.
    None,
    /// The connection ends as if the server had crashed.
    Reset,
}

/// The state of the server, shared by its connections and the test that holds it.
pub(super) struct Cloud {
    catalogue: Catalogue,
    gate: Mutex<Gate>,
    items: Mutex<HashMap<String, usize>>,
    misbehaviors: Mutex<MisbehaviorQueue>,
    rules: Mutex<Rules>,
    received: Mutex<VecDeque<ReceivedRequest>>,
    pub(super) connections: AtomicUsize,
    /// The largest body of a request.
    pub(super) max_request_bytes: usize,
}

impl Cloud {
    pub(super) fn new(
        catalogue: Catalogue,
        gate: Gate,
        items: HashMap<String, usize>,
        max_request_bytes: usize,
    ) -> Self {
        Self {
            catalogue,
            gate: Mutex::new(gate),
            items: Mutex::new(items),
            misbehaviors: Mutex::default(),
            rules: Mutex::default(),
            received: Mutex::default(),
            connections: AtomicUsize::new(0),
            max_request_bytes,
        }
    }

    pub(super) fn items(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        lock(&self.items)
    }

    pub(super) fn misbehaviors(&self) -> MutexGuard<'_, MisbehaviorQueue> {
        lock(&self.misbehaviors)
    }

    pub(super) fn rules(&self) -> MutexGuard<'_, Rules> {
        lock(&self.rules)
    }

    pub(super) fn received(&self) -> Vec<ReceivedRequest> {
        lock(&self.received).iter().cloned().collect()
    }

    fn record(&self, request: ReceivedRequest) {
        let mut received = lock(&self.received);
        received.push_back(request);
        let mut bytes: usize = received.iter().map(|request| request.body.len()).sum();
        while received.len() > 1 && (received.len() > MAX_RECEIVED || bytes > MAX_RECEIVED_BYTES) {
            bytes -= received.pop_front().map_or(0, |request| request.body.len());
        }
    }

    /// The answer to a request, whatever it is.
    pub(super) fn serve(&self, request: &Incoming) -> Outcome {
        self.record(request.record());
        let request_id = request_id();
        let mut delay = Duration::ZERO;
        let mut half = false;
        if let Err(refusal) = self.admit(request) {
            return whole(self.refuse(request, &refusal, &request_id));
        }
        let misbehavior = self.misbehaviors().next(request.header("x-acs-action"));
        match misbehavior {
            Some(Misbehavior::Drop) => {
                return Outcome { delay, reply: Reply::None };
            }
            Some(Misbehavior::Reset) => {
                return Outcome { delay, reply: Reply::Reset };
            }
            Some(Misbehavior::Respond { status, headers, body }) => {
                return whole(respond(status, &headers, body));
            }
            Some(Misbehavior::Throttle) => {
                return whole(self.refuse(request, &throttled(), &request_id));
            }
            Some(Misbehavior::ServerError(status)) => {
                return whole(self.refuse(request, &server_error(status), &request_id));
            }
            Some(Misbehavior::Refuse { code, message }) => {
                return whole(self.refuse_in_operation(request, &code, &message, &request_id));
            }
            Some(Misbehavior::Delay(time)) => delay = time,
            Some(Misbehavior::TruncateBody) => half = true,
            None => {}
        }
        let response = match self.perform(request, &request_id) {
            Ok(response) => response,
            Err(refusal) => self.refuse(request, &refusal, &request_id),
        };
        Outcome { delay, reply: if half { Reply::Half(response) } else { Reply::Whole(response) } }
    }

    fn admit(&self, request: &Incoming) -> Result<(), Refusal> {
        let is_usual = request.method == Method::GET || request.method == Method::POST;
        if !is_usual && !self.catalogue.has_method(&request.method) {
            return Err(Refusal::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "UnsupportedHTTPMethod",
                "This http method is not supported.",
            ));
        }
        // The vendor looks at no signature where it needs none.
        if self.operation(request).is_ok_and(|(_, operation)| operation.anonymous) {
            return Ok(());
        }
        lock(&self.gate).admit(request, Timestamp::now())
    }

    fn perform(&self, request: &Incoming, request_id: &str) -> Result<http::Response<Bytes>, Refusal> {
        let (_, operation) = self.operation(request)?;
        let given = Given::new(operation, request)?;
        parameters::check(operation, &given)?;
        let chosen = self.rules().next(&request.record());
        match chosen {
            Some(Chosen::Value(value)) => {
                return Ok(json_response(StatusCode::OK, request_id, &with_request_id(value, request_id)));
            }
            Some(Chosen::Refusal { code, message }) => {
                return Ok(self.refuse_in_operation(request, &code, &message, request_id));
            }
            None => {}
        }
        let items = self.items().get(&operation.name).copied();
        Ok(match operation.answer {
            AnswerBody::Json => {
                let body = answer(operation, &given, items, request_id);
                json_response(StatusCode::OK, request_id, &body)
            }
            AnswerBody::Empty => response(StatusCode::NO_CONTENT, request_id, Bytes::new()),
            AnswerBody::Bytes => bytes_response(operation, request_id),
        })
    }

    fn operation(&self, request: &Incoming) -> Result<(&str, &Operation), Refusal> {
        let version = request.header("x-acs-version");
        if !self.catalogue.has_version(version) {
            return Err(Refusal::bad_request("InvalidVersion", "Specified parameter Version is not valid."));
        }
        let found = self.catalogue.find(version, request.header("x-acs-action"));
        found.filter(|(_, operation)| operation.is_at(&request.method, &request.path)).ok_or_else(|| {
            Refusal::new(
                StatusCode::NOT_FOUND,
                "InvalidAction.NotFound",
                "Specified api is not found, please check your url and method.",
            )
        })
    }

    fn refuse(&self, request: &Incoming, refusal: &Refusal, request_id: &str) -> http::Response<Bytes> {
        let found = self.catalogue.find(request.header("x-acs-version"), request.header("x-acs-action"));
        let product = found.map_or("", |(product, _)| product);
        let host = request.header("host");
        json_response(refusal.status, request_id, &refusal.body(request_id, host, product))
    }

    fn refuse_in_operation(
        &self,
        request: &Incoming,
        code: &str,
        message: &str,
        request_id: &str,
    ) -> http::Response<Bytes> {
        let operation = self.operation(request).ok().map(|(_, operation)| operation);
        if let Some(envelope) = operation.and_then(|operation| operation.envelope.as_ref()) {
            let says = [
                (&envelope.success, false.into()),
                (&envelope.code, code.into()),
                (&envelope.message, message.into()),
            ];
            let says = says.into_iter().filter(|(field, _)| !field.is_empty());
            let mut body = serde_json::Map::from_iter([("RequestId".to_owned(), request_id.into())]);
            says.for_each(|(path, value)| put(&mut body, path, value));
            let body = Value::Object(body);
            return json_response(StatusCode::OK, request_id, &body);
        }
        let documented =
            operation.and_then(|operation| operation.errors.iter().find(|error| error.code == code));
        let status = documented.and_then(|error| StatusCode::from_u16(error.status).ok());
        let refusal = Refusal::new(status.unwrap_or(StatusCode::BAD_REQUEST), code, message);
        self.refuse(request, &refusal, request_id)
    }
}

/// Puts a value where a path of names joined with `/` leads.
fn put(object: &mut serde_json::Map<String, Value>, path: &str, value: Value) {
    match path.split_once('/') {
        None => drop(object.insert(path.to_owned(), value)),
        Some((name, rest)) => {
            let inner = object.entry(name).or_insert_with(|| Value::Object(serde_json::Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// What a panic of another thread left behind is still consistent: every change is one call.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn whole(response: http::Response<Bytes>) -> Outcome {
    Outcome { delay: Duration::ZERO, reply: Reply::Whole(response) }
}

fn throttled() -> Refusal {
    Refusal::bad_request("Throttling.User", "Request was denied due to user flow control.")
}

fn server_error(status: u16) -> Refusal {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let code = if status == StatusCode::SERVICE_UNAVAILABLE { "ServiceUnavailable" } else { "InternalError" };
    Refusal::new(status, code, "The request has failed due to a temporary failure of the server.")
}

/// The answer to what cannot even be read as a request.
pub(super) fn unreadable(refusal: &Refusal, host: &str) -> http::Response<Bytes> {
    let request_id = request_id();
    json_response(refusal.status, &request_id, &refusal.body(&request_id, host, ""))
}

fn json_response(status: StatusCode, request_id: &str, body: &Value) -> http::Response<Bytes> {
    let response = response(status, request_id, Bytes::from(body.to_string()));
    with_type("application/json;charset=utf-8", response)
}

fn with_request_id(mut value: Value, request_id: &str) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.entry("RequestId").or_insert_with(|| request_id.into());
    }
    value
}

fn bytes_response(operation: &Operation, request_id: &str) -> http::Response<Bytes> {
    let bytes = operation.sample.as_str().unwrap_or_default().to_owned();
    with_type("application/octet-stream", response(StatusCode::OK, request_id, Bytes::from(bytes)))
}

fn response(status: StatusCode, request_id: &str, body: Bytes) -> http::Response<Bytes> {
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    if let Ok(value) = HeaderValue::from_str(request_id) {
        response.headers_mut().insert("x-acs-request-id", value);
    }
    response
}

fn with_type(content_type: &'static str, mut response: http::Response<Bytes>) -> http::Response<Bytes> {
    response.headers_mut().insert(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

fn respond(status: u16, headers: &[(String, String)], body: Bytes) -> http::Response<Bytes> {
    let mut response = http::Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// A random UUID in upper case, as the vendor writes it.
fn request_id() -> String {
    let mut bytes = [0_u8; 16];
    // Without randomness the id is the same every time, which no answer depends on.
    let _ = getrandom::fill(&mut bytes);
    let mut number = u128::from_be_bytes(bytes);
    number = number & !(0xf << 76) | 0x4 << 76;
    number = number & !(0x3 << 62) | 0x2 << 62;
    let digits = format!("{number:032X}");
    let mut id = String::with_capacity(36);
    for (index, digit) in digits.char_indices() {
        let dash = if matches!(index, 8 | 12 | 16 | 20) { "-" } else { "" };
        let _ = write!(id, "{dash}{digit}");
    }
    id
}
