//! The transport that clients use unless they bring their own: reqwest over rustls with ring.

mod bodies;
mod failure;
mod waits;

use super::{
    carry::{BoxFuture, HttpRequest, HttpResponse, Transport},
    connections::Connections,
    error::TransportError,
    pieces::Pieces,
};
use bodies::{Download, Uploading};
use bytes::{Bytes, BytesMut};
use failure::{Peer, innermost, unsent};
use rustls_platform_verifier::BuilderVerifierExt;
use std::{
    error::Error,
    sync::{Arc, OnceLock, atomic::AtomicBool},
    time::Duration,
};
use tower::util::MapFutureLayer;
use waits::Waits;

/// HTTP/1.1 with pooled connections, TLS certificates checked as the platform does, and no redirects.
///
/// Clones share the pool. It needs a running Tokio runtime with its network and timer drivers. `HTTP_PROXY`,
/// `HTTPS_PROXY` and `NO_PROXY` are respected, except by [direct](HttpRequest::direct) requests. It installs no process-wide TLS provider.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    connections: Connections,
    // Built at the first request, so that making a client neither reads certificates nor fails.
    client: OnceLock<Result<reqwest::Client, String>>,
    // The same for requests that avoid proxies.
    direct: OnceLock<Result<reqwest::Client, String>>,
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

    pub(crate) fn with(connections: Connections) -> Self {
        let (client, direct) = (OnceLock::new(), OnceLock::new());
        Self { inner: Arc::new(Inner { connections, client, direct }) }
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
        let own = self.connections;
        let waits = Waits {
            connect: request.connect_timeout.or(own.connect_timeout).unwrap_or(Connections::CONNECT_TIMEOUT),
            read: request.read_timeout.or(own.read_timeout).unwrap_or(Connections::READ_TIMEOUT),
        };
        let peer = Peer { waits, target: request.target().into() };
        let client = self.client(request.direct)?;
        let outgoing = std::mem::take(&mut request.request);
        let mut outgoing = reqwest::Request::try_from(outgoing).map_err(|error| peer.failed(error))?;
        let progress = Arc::<AtomicBool>::default();
        if let Some(upload) = request.upload.take() {
            *outgoing.body_mut() = Some(reqwest::Body::wrap(Uploading::new(upload, Arc::clone(&progress))));
        }
        let head = waits.head(client.execute(outgoing), &progress).await.ok_or_else(|| peer.too_slow())?;
        let response = head.map_err(|error| peer.failed(error))?;
        request.head_arrived(response.status(), response.headers());
        Ok((response, peer))
    }

    fn client(&self, direct: bool) -> Result<&reqwest::Client, TransportError> {
        let client = if direct { &self.direct } else { &self.client };
        let client = client.get_or_init(|| self.build(direct).map_err(|error| innermost(error.as_ref())));
        client.as_ref().map_err(|error| unsent(&format!("the HTTP client could not be built: {error}")))
    }

    fn build(&self, direct: bool) -> Result<reqwest::Client, Box<dyn Error + Send + Sync>> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        let builder = reqwest::Client::builder();
        let builder = if direct { builder.no_proxy() } else { builder };
        let client = builder
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connector_layer(MapFutureLayer::new(waits::connecting))
            .pool_idle_timeout(self.connections.pool_idle_timeout)
            .pool_max_idle_per_host(self.connections.pool_max_idle_per_host)
            .build()?;
        Ok(client)
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
    loop {
        let chunk = peer.waits.piece(response.chunk()).await.ok_or_else(|| peer.too_slow())?;
        let Some(chunk) = chunk.map_err(|error| peer.failed(error))? else {
            return Ok(body.freeze());
        };
        if chunk.len() > limit.saturating_sub(body.len()) {
            return Err(TransportError::too_large(limit));
        }
        body.extend_from_slice(&chunk);
    }
}
