//! What providers need of the world outside: environment, HTTP, time. All of it is replaceable.

use crate::{
    config::{Endpoint, Env},
    signing::{Clock, CredentialsError},
    transport::{HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind},
};
use bytes::Bytes;
use std::{fmt, path::PathBuf, sync::Arc, time::Duration};
use zeroize::Zeroize;

/// Which profile of the command line, or section of the credentials file, is asked for.
pub(super) const PROFILE: &str = "ALIBABA_CLOUD_PROFILE";
/// Where the command line keeps its profiles, below the home directory.
pub(super) const CLI_FILE: &str = ".aliyun/config.json";
/// The credentials file, below the home directory.
pub(super) const INI_FILE: &str = ".alibabacloud/credentials.ini";
/// The largest answer that a provider reads, in bytes.
pub(super) const MAX_ANSWER: usize = 64 * 1024;
/// How long an answer of the machine itself or of its host may take.
pub(super) const NEAR: Duration = Duration::from_secs(1);
/// How long an answer over the network may take.
pub(super) const FAR: Duration = Duration::from_secs(10);

/// What providers of credentials need of the world outside. Cheap to clone. `Debug` shows no secrets.
///
/// Requests of providers have time limits: 1 second for the metadata service, 10 seconds otherwise. They use Tokio's
/// timers; without a Tokio runtime, the transport's own limits have to do.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::{Env, credentials::{DefaultCredentialsChain, ProviderConfig}};
///
/// let env = Env::from_pairs([("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")]);
/// let chain = DefaultCredentialsChain::new(&ProviderConfig::new().env(env));
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct ProviderConfig {
    pub(super) env: Env,
    pub(super) clock: Clock,
    pub(super) metadata_endpoint: Option<Endpoint>,
    pub(super) sts_endpoint: Option<Endpoint>,
    transport: Option<Arc<dyn Transport>>,
}

impl ProviderConfig {
    /// The environment of the process, the built-in transport if the feature `reqwest` is on, and the clock of the
    /// system.
    pub fn new() -> Self {
        #[cfg(feature = "reqwest")]
        let transport = Some(Arc::new(crate::transport::ReqwestTransport::new()) as _);
        #[cfg(not(feature = "reqwest"))]
        let transport = None;
        Self { transport, ..Self::default() }
    }

    /// Where to look for variables, and with them for files: the home directory is `HOME`, or `USERPROFILE` on
    /// Windows.
    pub fn env(mut self, env: Env) -> Self {
        self.env = env;
        self
    }

    /// What carries the requests of providers. Those to the metadata service and to plain-text addresses are
    /// [direct](HttpRequest::direct).
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What decides whether credentials have expired.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Where the metadata service of an instance answers; `http://100.100.100.200` by default.
    pub fn metadata_endpoint(mut self, endpoint: Endpoint) -> Self {
        self.metadata_endpoint = Some(endpoint);
        self
    }

    /// Where STS answers, unless a provider has an endpoint of its own; by default the host of the region in
    /// `ALIBABA_CLOUD_STS_REGION`, or else `sts.aliyuncs.com`.
    pub fn sts_endpoint(mut self, endpoint: Endpoint) -> Self {
        self.sts_endpoint = Some(endpoint);
        self
    }

    pub(crate) fn shared_transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    pub(super) fn get_transport(&self) -> Result<&Arc<dyn Transport>, CredentialsError> {
        let message = "there is no transport for providers of credentials; give one to ProviderConfig, or turn on \
                       the feature reqwest";
        self.transport.as_ref().ok_or_else(|| CredentialsError::new(message))
    }

    /// Whether a variable says `true`, in any case.
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.env.get(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// A file below the home directory.
    pub(super) fn in_home(&self, path: &str) -> Result<PathBuf, CredentialsError> {
        let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        let home = self.env.get(name).ok_or_else(|| {
            CredentialsError::absent(format!("{name} is not set, so there is no ~/{path} to look for"))
        })?;
        Ok(PathBuf::from(home).join(path))
    }

    /// Sends one request and waits for its answer, `limit` at most.
    pub(super) async fn send(
        &self,
        request: http::Request<Bytes>,
        direct: bool,
        limit: Duration,
    ) -> Result<Fetched, SendError> {
        let mut request = HttpRequest::new(request, MAX_ANSWER);
        request.direct = direct;
        let sending = self.get_transport().map_err(SendError::NoTransport)?.send(request);
        let response = match tokio::runtime::Handle::try_current() {
            Ok(_) => tokio::time::timeout(limit, sending).await.unwrap_or_else(|_| Err(too_late(limit))),
            // Without Tokio there are no timers, and the transport's own limits have to do.
            Err(_) => sending.await,
        };
        let (head, body) = HttpResponse::into_parts(response.map_err(SendError::Transport)?);
        if body.len() > MAX_ANSWER {
            return Err(SendError::Transport(TransportError::too_large(MAX_ANSWER)));
        }
        Ok(Fetched { status: head.status.as_u16(), body: Wiped(body) })
    }
}

fn too_late(limit: Duration) -> TransportError {
    TransportError::new(TransportErrorKind::Timeout, format!("no answer within {limit:?}"))
}

impl fmt::Debug for ProviderConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The transport is the caller's type: what its Debug shows is not known to be harmless.
        f.debug_struct("ProviderConfig")
            .field("metadata_endpoint", &self.metadata_endpoint)
            .field("sts_endpoint", &self.sts_endpoint)
            .finish_non_exhaustive()
    }
}

/// Why there is no answer.
pub(super) enum SendError {
    NoTransport(CredentialsError),
    Transport(TransportError),
}

impl SendError {
    /// The same as an error about `what`, which begins a sentence.
    pub(super) fn about(self, what: &str) -> CredentialsError {
        match self {
            Self::NoTransport(error) => error,
            Self::Transport(error) => CredentialsError::new(format!("{what}: {error}")).with_source(error),
        }
    }
}

/// An answer that may hold secrets.
pub(super) struct Fetched {
    pub(super) status: u16,
    pub(super) body: Wiped,
}

/// Bytes that are overwritten when they are dropped, if nobody else holds them.
pub(super) struct Wiped(pub(super) Bytes);

impl Drop for Wiped {
    fn drop(&mut self) {
        if let Ok(mut bytes) = std::mem::take(&mut self.0).try_into_mut() {
            bytes.as_mut().zeroize();
        }
    }
}
