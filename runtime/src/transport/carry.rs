//! What carries a signed request to a host: a trait, so that tests and proxies can bring their own.
//!
//! A transport sends exactly what it is given, once, and knows nothing of Alibaba Cloud.

use super::{
    error::TransportError,
    head::{Head, headers_that_matter},
    pieces::{Pieces, Upload},
};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri};
use std::{
    fmt,
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
    /// The body, instead of the empty one of `request`, if it is sent piece by piece; only a transport that says
    /// [`streams_uploads`](Transport::streams_uploads) is given one.
    pub upload: Option<Upload>,
    /// The largest body to accept; a larger one is [`TooLarge`](crate::transport::TransportErrorKind::TooLarge).
    pub max_response_bytes: usize,
    /// The request must not go through a proxy, because it is about this machine: it asks the metadata service or a
    /// local server for credentials. False unless it is set.
    pub direct: bool,
    /// The longest time for connecting, if the call or its client sets one; otherwise the transport's own is meant.
    pub connect_timeout: Option<Duration>,
    /// The longest wait for the answer to begin, once there is a connection, and for each further piece of it, if the
    /// call or its client sets one; otherwise the transport's own is meant.
    pub read_timeout: Option<Duration>,
    region: Option<Arc<str>>,
    head: Arc<OnceLock<Head>>,
}

impl HttpRequest {
    /// A request whose answer may have `max_response_bytes` at most.
    #[must_use]
    pub fn new(request: http::Request<Bytes>, max_response_bytes: usize) -> Self {
        Self {
            request,
            upload: None,
            max_response_bytes,
            direct: false,
            connect_timeout: None,
            read_timeout: None,
            region: None,
            head: Arc::default(),
        }
    }

    /// What errors are to call the place it goes to, such as `rds.aliyuncs.com (region cn-hangzhou)`: the host, the port if
    /// there is one in the URI, and the region if one is known.
    #[must_use]
    pub fn target(&self) -> String {
        self.place().to_string()
    }

    /// The same, to be written out when it is needed.
    pub(crate) fn place(&self) -> Target {
        Target { uri: self.request.uri().clone(), region: self.region.clone() }
    }

    pub(crate) fn in_region(self, region: Option<Arc<str>>) -> Self {
        Self { region, ..self }
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

/// The place that a request goes to, as errors call it.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    uri: Uri,
    region: Option<Arc<str>>,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.uri.host().unwrap_or("a host without a name"))?;
        if let Some(port) = self.uri.port_u16() {
            write!(f, ":{port}")?;
        }
        self.region.as_ref().map_or(Ok(()), |region| write!(f, " (region {region})"))
    }
}

/// Sends requests. Must not follow redirects, since the signature names the host, and must not retry.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
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

    /// The answer as soon as its head is there, and its body piece by piece, without a limit for its size. Unless it is
    /// implemented, [`send`](Self::send) gets the whole.
    ///
    /// # Errors
    ///
    /// If there is no head of an answer. What breaks off later is an error of a piece.
    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Pieces>, TransportError>> {
        let sending = self.send(request);
        Box::pin(async { Ok(sending.await?.map(Pieces::whole)) })
    }

    /// Whether it sends [`HttpRequest::upload`]. To one that does not, the body is given in one piece, which is then in
    /// memory as a whole.
    fn streams_uploads(&self) -> bool {
        false
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        (**self).send(request)
    }

    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Pieces>, TransportError>> {
        (**self).open(request)
    }

    fn streams_uploads(&self) -> bool {
        (**self).streams_uploads()
    }
}
