//! The one error of all calls.

use super::{body::Body, denied::AccessDenied};
use crate::{
    codec::{Departure, printable, unsaid},
    signing::CredentialsError,
    tables::Operation,
    transport::{Head, ID_CHARACTERS, TransportError, TransportErrorKind, request_id_header},
};
use bytes::Bytes;
use http::HeaderMap;
use std::{error, fmt};

/// What kind an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A parameter is missing or outside its limits; nothing was sent.
    InvalidRequest,
    /// The configuration is incomplete or wrong, or the call does not suit the thread that makes it; nothing was sent.
    Configuration,
    /// There are no usable credentials; nothing was sent.
    Credentials,
    /// An [`Intercept`](crate::observe::Intercept) ended the call before this attempt was sent;
    /// [`interceptor_error`](Error::interceptor_error) is its own error.
    Interceptor,
    /// There is no complete answer.
    Transport,
    /// There is no complete answer in time, or the whole call took too long.
    Timeout,
    /// The service answered with an error.
    Service,
    /// The answer is not one of the operation: not JSON, not of its shape, or a redirect.
    Response,
    /// The answer departs from the specification, and the configuration is strict.
    Departure,
    /// The pages of a list cannot be followed any further.
    Pagination,
}

/// Why a call has no result. One pointer wide; holds no secret. Its message, and those of its causes, say each thing once.
///
/// Displayed as `Code: message (HTTP 400, request id …, DescribeBackups, 3 attempts)`, without the parts that
/// are not known, and with a word if it is unknown whether the request had its effect.
pub struct Error(Box<Inner>);

pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) operation: Option<&'static str>,
    pub(crate) code: Option<String>,
    pub(crate) message: String,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) body_excerpt: Option<String>,
    pub(crate) body: Body,
    pub(crate) recommend: Option<String>,
    pub(crate) diagnostic: Option<String>,
    pub(crate) denied: Option<AccessDenied>,
    pub(crate) headers: HeaderMap,
    pub(crate) departures: Vec<Departure>,
    pub(crate) attempts: u32,
    pub(crate) outcome_unknown: bool,
    /// The answer ends too early.
    pub(crate) cut_off: bool,
    pub(crate) transport: Option<TransportError>,
    pub(crate) source: Option<Box<dyn error::Error + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            code: None,
            message: message.into(),
            status: None,
            request_id: None,
            body_excerpt: None,
            body: Body::default(),
            recommend: None,
            diagnostic: None,
            denied: None,
            headers: HeaderMap::new(),
            departures: Vec::new(),
            attempts: 0,
            outcome_unknown: false,
            cut_off: false,
            transport: None,
            source: None,
        }))
    }

    pub(crate) fn of(mut self, operation: &Operation) -> Self {
        self.0.operation = Some(operation.name);
        self
    }

    /// Fills in what is known beyond kind and message.
    pub(crate) fn with(mut self, fill: impl FnOnce(&mut Inner)) -> Self {
        fill(&mut self.0);
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The error code of the service, such as `InvalidDBInstanceId.NotFound`; `None` if the service gave
    /// none.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The error code as an enum, such as that of the operation's documented codes; `None` if the service
    /// gave none.
    #[must_use]
    pub fn code_as<C: for<'a> From<&'a str>>(&self) -> Option<C> {
        self.code().map(C::from)
    }

    /// The explanation: the service's own if it gave one.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The HTTP status, if there was an answer. It is 200 where a service reports errors in the body.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The id by which the vendor's support finds the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The beginning of the body that was received: printable, at most 300 characters.
    #[must_use]
    pub fn body_excerpt(&self) -> Option<&str> {
        self.0.body_excerpt.as_deref()
    }

    /// The whole body that was received, for a kind of [`Service`](ErrorKind::Service) or [`Response`](ErrorKind::Response);
    /// otherwise it is empty. It is no larger than the [limit](crate::ConfigBuilder::max_response_bytes) for answers, and
    /// lives as long as the error. A secret of the caller that the service repeats is replaced; what else is in it is the
    /// service's. Neither `Debug` nor `Display` show it.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.0.body.0
    }

    /// Where the vendor explains the error, mostly an address of its diagnosis pages; `None` if the service gave none.
    #[must_use]
    pub fn recommend(&self) -> Option<&str> {
        self.0.recommend.as_deref()
    }

    /// What access control says about a request that it refused; `None` if the service gave nothing.
    #[must_use]
    pub fn access_denied(&self) -> Option<&AccessDenied> {
        self.0.denied.as_ref()
    }

    /// The decision of access control, encrypted, wherever the service gave it: `DecodeDiagnosticMessage` of RAM shows it to
    /// those who may see it.
    #[must_use]
    pub fn encoded_diagnostic_message(&self) -> Option<&str> {
        self.0.diagnostic.as_deref()
    }

    /// The headers of the answer that help to understand it, such as `content-type`, `retry-after` and
    /// `server`, without those longer than 2,000 bytes.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The operation that was called, such as `DescribeBackups`.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// Where the answer departs from the specification.
    #[must_use]
    pub fn departures(&self) -> &[Departure] {
        &self.0.departures
    }

    /// How many requests were sent: 0 if the error came before the first, more than 1 if the request was
    /// repeated (see [`RetryPolicy`](crate::RetryPolicy)).
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the operation may have had its effect in spite of the error: it changes something, a request was
    /// sent, and no answer says what became of it. Find out before you send it again. Always false for an
    /// operation that reads.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        self.0.outcome_unknown
    }

    pub(crate) fn is_cut_off(&self) -> bool {
        self.0.cut_off
    }

    /// What the transport said.
    #[must_use]
    pub fn transport_error(&self) -> Option<&TransportError> {
        self.0.transport.as_ref()
    }

    /// What the interceptor that ended the call said, in its own type.
    #[must_use]
    pub fn interceptor_error(&self) -> Option<&(dyn error::Error + Send + Sync + 'static)> {
        let is_its_own = self.0.kind == ErrorKind::Interceptor;
        self.0.source.as_deref().filter(|_| is_its_own)
    }
}

impl Inner {
    /// What is known of an answer that is not complete.
    pub(crate) fn set_head(&mut self, (status, headers): Head) {
        self.status = Some(status.as_u16());
        self.request_id = request_id_header(&headers);
        self.headers = headers;
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        if let Some(code) = &inner.code {
            write!(f, "{code}: ")?;
        }
        f.write_str(&inner.message)?;
        // A code says enough; without one, what was received is the best hint.
        if let (None, Some(excerpt)) = (&inner.code, &inner.body_excerpt) {
            write!(f, "; the body begins: {excerpt}")?;
        }
        if inner.outcome_unknown {
            f.write_str("; whether it took effect is unknown")?;
        }
        let status = inner.status.map(|status| format!("HTTP {status}"));
        let request_id = inner.request_id.as_ref().map(|id| format!("request id {id}"));
        let operation = inner.operation.map(str::to_owned);
        let attempts = (inner.attempts > 1).then(|| format!("{} attempts", inner.attempts));
        let known: Vec<String> = [status, request_id, operation, attempts].into_iter().flatten().collect();
        if known.is_empty() { Ok(()) } else { write!(f, " ({})", known.join(", ")) }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("operation", &inner.operation)
            .field("code", &inner.code)
            .field("message", &inner.message)
            .field("status", &inner.status)
            .field("request_id", &inner.request_id)
            .field("body_excerpt", &inner.body_excerpt)
            .field("headers", &inner.headers)
            .field("departures", &inner.departures)
            .field("attempts", &inner.attempts)
            .field("outcome_unknown", &inner.outcome_unknown)
            .field("source", &error::Error::source(self))
            .finish()
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        let source = match &self.0.transport {
            Some(transport) => transport.source(),
            None => self.0.source.as_ref().map(|source| source.as_ref() as _),
        };
        unsaid(&self.0.message, source)
    }
}

impl From<TransportError> for Error {
    fn from(mut error: TransportError) -> Self {
        let kind = match error.kind() {
            TransportErrorKind::Timeout | TransportErrorKind::ConnectTimeout => ErrorKind::Timeout,
            TransportErrorKind::Configuration => ErrorKind::Configuration,
            _ => ErrorKind::Transport,
        };
        Self::new(kind, error.to_string()).with(|inner| {
            if let Some(head) = error.take_head() {
                inner.set_head(head);
            }
            let request_id = error.take_request_id().map(|id| printable(&id, ID_CHARACTERS));
            inner.request_id = inner.request_id.take().or(request_id);
            inner.transport = Some(error);
        })
    }
}

impl From<CredentialsError> for Error {
    fn from(error: CredentialsError) -> Self {
        let message = error.to_string();
        Self::new(ErrorKind::Credentials, message).with(|inner| inner.source = error.into_source())
    }
}
