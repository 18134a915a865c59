//! What carries a signed request to a host: a trait, so that tests and proxies can bring their own.
//!
//! A transport sends exactly what it is given, once, and knows nothing of Alibaba Cloud.

use super::head::{Head, headers_that_matter};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::{
    error, fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// A future on the heap that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An answer with its whole body.
pub type HttpResponse = http::Response<Bytes>;

/// A signed request. `Debug` shows the method, the host and the names of the headers only.
#[non_exhaustive]
pub struct HttpRequest {
    /// What to send. The URI is absolute.
    pub request: http::Request<Bytes>,
    /// The largest body to accept; a larger one is [`TransportErrorKind::TooLarge`].
    pub max_response_bytes: usize,
    /// The request must not go through a proxy, because it is about this machine: it asks the metadata service or a
    /// local server for credentials. False unless it is set.
    pub direct: bool,
    /// The longest time for connecting, if the call or its client sets one; otherwise the transport's own is meant.
    pub connect_timeout: Option<Duration>,
    /// The longest wait for the answer to begin, once there is a connection, and for each further piece of it, if the
    /// call or its client sets one; otherwise the transport's own is meant.
    pub read_timeout: Option<Duration>,
    head: Arc<OnceLock<Head>>,
}

impl HttpRequest {
    /// A request whose answer may have `max_response_bytes` at most.
    #[must_use]
    pub fn new(request: http::Request<Bytes>, max_response_bytes: usize) -> Self {
        Self {
            request,
            max_response_bytes,
            direct: false,
            connect_timeout: None,
            read_timeout: None,
            head: Arc::default(),
        }
    }

    /// Takes note that the head of the answer is there and its body is still to come. Should the body not come in time,
    /// the error of the call has its status and the request id all the same. The first note counts; a transport that
    /// makes none works as well.
    pub fn head_arrived(&self, status: StatusCode, headers: &HeaderMap) {
        self.head.get_or_init(|| (status, headers_that_matter(headers)));
    }

    /// Where to find what is noted, even after the transport's future was dropped.
    pub(crate) fn head(&self) -> Arc<OnceLock<Head>> {
        Arc::clone(&self.head)
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", self.request.method())
            .field("host", &self.request.uri().host())
            .field("headers", &self.request.headers().keys().collect::<Vec<_>>())
            .field("max_response_bytes", &self.max_response_bytes)
            .field("direct", &self.direct)
            .field("connect_timeout", &self.connect_timeout)
            .field("read_timeout", &self.read_timeout)
            .finish_non_exhaustive()
    }
}

/// Sends requests. Must not follow redirects, since the signature names the host, and must not retry.
///
/// ```
/// use alibabacloud_runtime::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
///
/// #[derive(Debug)]
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
///         Box::pin(std::future::ready(Ok(HttpResponse::new("{}".into()))))
///     }
/// }
/// ```
pub trait Transport: Send + Sync + fmt::Debug {
    /// The answer, whatever its status.
    ///
    /// # Errors
    ///
    /// If there is no complete answer.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        (**self).send(request)
    }
}

/// What kind a [`TransportError`] is. It decides what becomes of the call.
///
/// | kind | is repeated, if the operation allows it | may have had its effect |
/// |---|---|---|
/// | `Connect`, `ConnectTimeout` | yes | no |
/// | `Timeout`, `Interrupted` | yes | yes |
/// | `TooLarge`, `Other` | no | yes |
/// | `Unsent` | no | no |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection; nothing was sent.
    Connect,
    /// There was no connection in time; nothing was sent.
    ConnectTimeout,
    /// The time for an answer ran out.
    Timeout,
    /// The answer is larger than is accepted.
    TooLarge,
    /// The connection broke after the request was sent, wholly or in part.
    Interrupted,
    /// The request cannot be sent, and nothing was.
    Unsent,
    /// Everything else.
    Other,
}

/// Why there is no complete answer. Never holds a URL or a body, and of the headers of an answer that broke off only
/// those that help to understand it.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    // In a box, since most errors have none.
    head: Option<Box<Head>>,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

impl TransportError {
    /// An error that says `message`; it must not hold a secret.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), head: None, source: None }
    }

    /// The same with its cause.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// The same for an answer whose head did arrive, so that the caller learns its status and the request id.
    #[must_use]
    pub fn with_head(self, status: StatusCode, headers: &HeaderMap) -> Self {
        Self { head: Some(Box::new((status, headers_that_matter(headers)))), ..self }
    }

    /// The answer is larger than `limit` bytes.
    #[must_use]
    pub fn too_large(limit: usize) -> Self {
        Self::new(TransportErrorKind::TooLarge, format!("the answer is larger than {limit} bytes"))
    }

    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The status of the answer, and the headers that help to understand it, if its head did arrive.
    pub(crate) fn take_head(&mut self) -> Option<Head> {
        self.head.take().map(|head| *head)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for TransportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}
