//! The transport that clients use unless they bring their own: reqwest over rustls with ring.

mod bodies;
mod builder;
mod failure;
mod proxies;
mod settings;
mod waits;

pub use builder::ReqwestTransportBuilder;

use super::{
    carry::{BoxFuture, HttpRequest, HttpResponse, Transport},
    connections::Connections,
    error::{TransportError, TransportErrorKind},
    pieces::Pieces,
};
use bodies::{Download, Uploading};
use bytes::{Bytes, BytesMut};
use failure::{Peer, innermost, unsent};
use settings::Settings;
use std::{
    fmt,
    sync::{Arc, OnceLock, atomic::AtomicBool},
    time::Duration,
};
use waits::Waits;

/// HTTP/1.1 with pooled connections, TLS certificates checked as the platform does, and no redirects.
///
/// Clones share the pool. It needs a running Tokio runtime with its network and timer drivers. It installs no process-wide TLS
/// provider.
///
/// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in capitals or not, are respected, except by
/// [direct](HttpRequest::direct) requests. An address that cannot be one is an error of the first request. `NO_PROXY` lists hosts,
/// domains with all below them (`aliyuncs.com`, `.aliyuncs.com` or `*.aliyuncs.com`), addresses and networks (`10.0.0.0/8`), or `*`.
///
/// [`builder`](Self::builder) is for a proxy with a password, certificates of one's own, or other limits, and
/// [`from_client`](Self::from_client) for a client that the program has already.
#[derive(Clone)]
pub struct ReqwestTransport {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    // Built at the first request, so that making a client neither reads certificates nor fails.
    client: OnceLock<Result<reqwest::Client, String>>,
    // The same for requests that avoid proxies.
    direct: OnceLock<Result<reqwest::Client, String>>,
    /// Whether `client` is the program's own.
    is_foreign: bool,
}

impl ReqwestTransport {
    /// With the settings that a [`Config`](crate::Config) has by default.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Connections::default())
    }

    /// `connect_timeout` bounds name resolution, TCP and TLS together. `read_timeout` bounds the wait for the
    /// beginning of the answer, once there is a connection, and for each further piece of it. Both are for requests that
    /// name no limits of their own.
    #[must_use]
    pub fn with_timeouts(connect_timeout: Duration, read_timeout: Duration) -> Self {
        let (connect_timeout, read_timeout) = (Some(connect_timeout), Some(read_timeout));
        Self::with(Connections { connect_timeout, read_timeout, ..Connections::default() })
    }

    /// With a client that the program has already, and with its pool, proxies, certificates and whatever else it was
    /// given. [Direct](HttpRequest::direct) requests, which no proxy may see, go through a client of this crate's own.
    ///
    /// Make it with `redirect(Policy::none())`: a client that follows redirects sends the signed headers to whatever host
    /// an answer names. That cannot be seen before it happens; a call that was led astray is an error.
    ///
    /// The time limit for connecting is the client's own, since reqwest takes none for a single request, and connecting
    /// counts as a part of the wait for the answer to begin. A limit of the client that comes first ends the request.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::{Config, transport::ReqwestTransport};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let provider = rustls::crypto::ring::default_provider();
    /// # let tls = rustls::ClientConfig::builder_with_provider(provider.into())
    /// #     .with_safe_default_protocol_versions()?
    /// #     .with_root_certificates(rustls::RootCertStore::empty())
    /// #     .with_no_client_auth();
    /// let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    /// # let builder = builder.tls_backend_preconfigured(tls);
    /// let client = builder.build()?;
    /// let transport = ReqwestTransport::from_client(client);
    /// let config = Config::builder().region("cn-hangzhou").transport(transport).build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        let (client, direct) = (OnceLock::from(Ok(client)), OnceLock::new());
        Self { inner: Arc::new(Inner { settings: Settings::default(), client, direct, is_foreign: true }) }
    }

    pub(crate) fn with(connections: Connections) -> Self {
        Self::with_settings(Settings { connections, ..Settings::default() })
    }

    fn with_settings(settings: Settings) -> Self {
        let (client, direct) = (OnceLock::new(), OnceLock::new());
        Self { inner: Arc::new(Inner { settings, client, direct, is_foreign: false }) }
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What a client shows of itself may hold headers of every request.
        let mut shown = f.debug_struct("ReqwestTransport");
        if !self.inner.is_foreign {
            shown.field("settings", &self.inner.settings);
        }
        shown.finish_non_exhaustive()
    }
}

impl Default for ReqwestTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(self.inner.send(request))
    }

    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Pieces>, TransportError>> {
        Box::pin(self.inner.open(request))
    }

    fn streams_uploads(&self) -> bool {
        true
    }
}

impl Inner {
    async fn send(&self, mut request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let (mut response, peer) = self.head(&mut request).await?;
        let body = collect(&mut response, request.max_response_bytes, &peer).await;
        let body = body.map_err(|error| error.with_head(response.status(), response.headers()))?;
        Ok(answer(&mut response, body))
    }

    async fn open(&self, mut request: HttpRequest) -> Result<http::Response<Pieces>, TransportError> {
        let (mut response, peer) = self.head(&mut request).await?;
        let head = answer(&mut response, ());
        Ok(head.map(|()| Pieces::new(Download::new(response, peer))))
    }

    /// An answer of which the head is there.
    async fn head(&self, request: &mut HttpRequest) -> Result<(reqwest::Response, Peer), TransportError> {
        // Without a runtime reqwest would panic.
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(unsent(
                "there is no Tokio runtime; call from within one, or use wait() of the feature blocking",
            ));
        }
        let client = self.client(request.direct)?;
        let is_foreign = self.is_foreign && !request.direct;
        let peer = Peer { waits: self.waits(request), target: request.place(), is_foreign };
        let outgoing = std::mem::take(&mut request.request);
        let mut outgoing = reqwest::Request::try_from(outgoing).map_err(|error| peer.failed(error))?;
        let asked = outgoing.url().clone();
        let progress = Arc::<AtomicBool>::default();
        if let Some(upload) = request.upload.take() {
            *outgoing.body_mut() = Some(reqwest::Body::wrap(Uploading::new(upload, Arc::clone(&progress))));
        }
        let head = peer.waits.head(client.execute(outgoing), &progress).await;
        let response = head.ok_or_else(|| peer.too_slow())?.map_err(|error| peer.failed(error))?;
        request.head_arrived(response.status(), response.headers());
        if *response.url() != asked {
            return Err(peer.led_astray().with_head(response.status(), response.headers()));
        }
        Ok((response, peer))
    }

    fn waits(&self, request: &HttpRequest) -> Waits {
        let own = self.settings.connections;
        Waits {
            connect: request.connect_timeout.or(own.connect_timeout).unwrap_or(Connections::CONNECT_TIMEOUT),
            read: request.read_timeout.or(own.read_timeout).unwrap_or(Connections::READ_TIMEOUT),
        }
    }

    fn client(&self, direct: bool) -> Result<&reqwest::Client, TransportError> {
        let client = if direct { &self.direct } else { &self.client };
        let make = || self.settings.client(direct).map_err(|error| innermost(error.as_ref()));
        let client = client.get_or_init(make).as_ref();
        client.map_err(|error| {
            let message = format!("the HTTP client could not be built: {error}");
            TransportError::new(TransportErrorKind::Configuration, message)
        })
    }
}

/// The head of a response, which loses its headers, and a body.
fn answer<B>(response: &mut reqwest::Response, body: B) -> http::Response<B> {
    let mut answer = http::Response::new(body);
    *answer.status_mut() = response.status();
    *answer.version_mut() = response.version();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    answer
}

async fn collect(
    response: &mut reqwest::Response,
    limit: usize,
    peer: &Peer,
) -> Result<Bytes, TransportError> {
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(TransportError::too_large(limit));
    }
    let mut body = BytesMut::new();
    match fill(&mut body, response, limit, peer).await {
        Ok(()) => Ok(body.freeze()),
        Err(error) => Err(error.with_beginning(&body)),
    }
}

async fn fill(
    body: &mut BytesMut,
    response: &mut reqwest::Response,
    limit: usize,
    peer: &Peer,
) -> Result<(), TransportError> {
    loop {
        let chunk = peer.waits.piece(response.chunk()).await.ok_or_else(|| peer.too_slow())?;
        let Some(chunk) = chunk.map_err(|error| peer.failed(error))? else { return Ok(()) };
        if chunk.len() > limit.saturating_sub(body.len()) {
            return Err(TransportError::too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
}
