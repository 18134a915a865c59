//! What clients share: region, credentials, transport and limits.

use crate::{
    connections::Connections,
    credentials::{
        CredentialsReport, DefaultCredentialsChain, EnvCredentials, ProvideCredentials, ProviderConfig,
    },
    deadline::validate_limit,
    endpoint::{Endpoint, Network, validate_region},
    env::Env,
    error::{Error, ErrorKind},
    intercept::{Intercept, Interceptors},
    retry::RetryPolicy,
    transport::Transport,
};
use std::{fmt, sync::Arc, time::Duration};

const REGION: &str = "ALIBABA_CLOUD_REGION_ID";

/// What clients share. Cheap to clone; clients made from one configuration, for whichever products, share its
/// pool of connections. `Debug` shows no secrets.
///
/// ```
/// use alibabacloud_runtime::{Config, Credentials, StaticCredentials};
///
/// # #[cfg(feature = "reqwest")] {
/// let config = Config::builder()
///     .region("cn-hangzhou")
///     .credentials(StaticCredentials::new(Credentials::new("an id", "a secret")))
///     .build()?;
/// let abroad = config.to_builder().region("eu-central-1").build()?; // the same pool
/// assert_eq!(abroad.region(), Some("eu-central-1"));
/// # }
/// # Ok::<(), alibabacloud_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Config {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    endpoint: Option<Endpoint>,
    credentials: Arc<dyn ProvideCredentials>,
    transport: Arc<dyn Transport>,
    user_agent: String,
}

#[derive(Clone, Debug)]
struct Settings {
    region: Option<String>,
    network: Network,
    connections: Connections,
    retry: RetryPolicy,
    attempt_timeout: Duration,
    call_timeout: Duration,
    list_timeout: Option<Duration>,
    max_response_bytes: usize,
    strict: bool,
    user_agent_suffix: String,
    interceptors: Interceptors,
    /// Whether the transport is the built-in one, which the connections belong to.
    own_transport: bool,
}

impl Config {
    /// The longest time for connecting unless another is set: 5 seconds.
    pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
    /// The longest wait for the next bytes of an answer unless another is set: 10 seconds.
    pub const READ_TIMEOUT: Duration = Duration::from_secs(10);
    /// The longest time for one request and its answer unless another is set: 30 seconds. An answer that comes
    /// steadily, but slowly, is cut off by nothing else.
    pub const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
    /// The longest time for a whole call unless another is set: 60 seconds, which is the time after which no
    /// further attempt begins and the time that the last one may take.
    pub const CALL_TIMEOUT: Duration = Duration::from_secs(60);
    /// How long an unused connection is kept unless another time is set: 30 seconds. Servers and what stands before
    /// them close connections that are idle for long, and a request may meet that.
    pub const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(30);
    /// How many unused connections to a host are kept unless another number is set: 100.
    pub const POOL_MAX_IDLE_PER_HOST: usize = 100;
    /// The largest answer accepted unless another size is set: 16 MiB.
    pub const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

    /// Everything from the environment: `ALIBABA_CLOUD_REGION_ID` and the credentials that the
    /// [`DefaultCredentialsChain`] finds. They are looked for at the first call, not here.
    ///
    /// # Errors
    ///
    /// If the region is absent, or if it or the credentials in the environment cannot be used.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// A configuration to fill in; what is left out comes from the environment.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder {
            settings: Settings {
                region: None,
                network: Network::default(),
                connections: Connections::default(),
                retry: RetryPolicy::default(),
                attempt_timeout: Self::ATTEMPT_TIMEOUT,
                call_timeout: Self::CALL_TIMEOUT,
                list_timeout: None,
                max_response_bytes: Self::MAX_RESPONSE_BYTES,
                strict: false,
                user_agent_suffix: String::new(),
                interceptors: Interceptors::default(),
                own_transport: true,
            },
            endpoint: None,
            credentials: None,
            transport: None,
            env: Env::process(),
        }
    }

    /// The same configuration, to change. The pool of connections stays shared unless its settings change.
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder {
            settings: self.inner.settings.clone(),
            endpoint: self.inner.endpoint.as_ref().map(ToString::to_string),
            credentials: Some(Arc::clone(&self.inner.credentials)),
            transport: Some(Arc::clone(&self.inner.transport)),
            env: Env::process(),
        }
    }

    /// The region; `None` is possible only with an explicit endpoint.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.inner.settings.region.as_deref()
    }

    /// From which network the endpoints are called.
    #[must_use]
    pub fn network(&self) -> Network {
        self.inner.settings.network
    }

    /// The explicit endpoint.
    #[must_use]
    pub fn endpoint(&self) -> Option<&Endpoint> {
        self.inner.endpoint.as_ref()
    }

    /// How requests are repeated.
    pub fn retry(&self) -> RetryPolicy {
        self.inner.settings.retry
    }

    /// The longest time for connecting, if one is set.
    #[must_use]
    pub fn connect_timeout(&self) -> Option<Duration> {
        self.inner.settings.connections.connect_timeout
    }

    /// The longest wait for the next bytes of an answer, if one is set.
    #[must_use]
    pub fn read_timeout(&self) -> Option<Duration> {
        self.inner.settings.connections.read_timeout
    }

    /// The longest time for one request and its answer.
    #[must_use]
    pub fn attempt_timeout(&self) -> Duration {
        self.inner.settings.attempt_timeout
    }

    /// The longest time for a whole call.
    #[must_use]
    pub fn call_timeout(&self) -> Duration {
        self.inner.settings.call_timeout
    }

    /// The longest time for a whole list, if one is set.
    #[must_use]
    pub fn list_timeout(&self) -> Option<Duration> {
        self.inner.settings.list_timeout
    }

    /// Whether a departure from the specification is an error.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.inner.settings.strict
    }

    /// The largest answer accepted.
    #[must_use]
    pub fn max_response_bytes(&self) -> usize {
        self.inner.settings.max_response_bytes
    }

    /// What requests say they come from: `alibabacloud-rust/<version> (<os>; <arch>)` and the suffix.
    #[must_use]
    pub fn user_agent(&self) -> &str {
        &self.inner.user_agent
    }

    /// What a person who operates the program should know about its credentials: where they come from, warnings, and
    /// why they could not be renewed.
    ///
    /// ```
    /// # fn check(config: &alibabacloud_runtime::Config) {
    /// let report = config.credentials_report();
    /// for warning in &report.warnings {
    ///     eprintln!("warning: {warning}");
    /// }
    /// if let Some(error) = &report.last_error {
    ///     eprintln!("the credentials could not be renewed: {error}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn credentials_report(&self) -> CredentialsReport {
        self.inner.credentials.report()
    }

    pub(crate) fn credentials(&self) -> &dyn ProvideCredentials {
        &*self.inner.credentials
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }

    pub(crate) fn interceptors(&self) -> &Interceptors {
        &self.inner.settings.interceptors
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The provider and the transport are the caller's types: what their Debug shows is not known to be
        // harmless.
        f.debug_struct("Config")
            .field("settings", &self.inner.settings)
            .field("endpoint", &self.inner.endpoint)
            .field("user_agent", &self.inner.user_agent)
            .finish_non_exhaustive()
    }
}

/// A [`Config`] in the making.
#[must_use = "a builder does nothing until it is built"]
pub struct ConfigBuilder {
    settings: Settings,
    endpoint: Option<String>,
    credentials: Option<Arc<dyn ProvideCredentials>>,
    transport: Option<Arc<dyn Transport>>,
    env: Env,
}

impl ConfigBuilder {
    /// The region, such as `cn-hangzhou`. Without it: `ALIBABA_CLOUD_REGION_ID`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = Some(region.into());
        self
    }

    /// From which network the endpoints are called; public by default.
    pub fn network(mut self, network: Network) -> Self {
        self.settings.network = network;
        self
    }

    /// The one endpoint for all clients of the configuration, as [`Endpoint::parse`] reads it. Use `http` for
    /// a server on the same machine only: it sends the security token in the clear.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Where credentials come from. Without it: the [`DefaultCredentialsChain`], which uses the environment and the
    /// transport of this configuration, and is asked at the first call.
    pub fn credentials(mut self, credentials: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(Arc::new(credentials));
        self
    }

    /// What carries the requests. Without it: `ReqwestTransport`, if the feature `reqwest` is on.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self.settings.own_transport = false;
        self
    }

    /// The longest time for connecting: name resolution, TCP and TLS together; 5 seconds by default. A transport of your
    /// own is [told](crate::HttpRequest::connect_timeout) it.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.settings.connections.connect_timeout = Some(connect_timeout);
        self
    }

    /// The longest wait for an answer to begin, once there is a connection, and for each further piece of it; 10 seconds
    /// by default. A transport of your own is [told](crate::HttpRequest::read_timeout) it.
    pub fn read_timeout(mut self, read_timeout: Duration) -> Self {
        self.settings.connections.read_timeout = Some(read_timeout);
        self
    }

    /// How long an unused connection is kept; 30 seconds by default. It concerns the built-in transport only.
    pub fn pool_idle_timeout(mut self, pool_idle_timeout: Duration) -> Self {
        self.settings.connections.pool_idle_timeout = pool_idle_timeout;
        self.renew_own_transport()
    }

    /// How many unused connections to a host are kept; 100 by default, 0 for none. It concerns the built-in transport
    /// only.
    pub fn pool_max_idle_per_host(mut self, pool_max_idle_per_host: usize) -> Self {
        self.settings.connections.pool_max_idle_per_host = pool_max_idle_per_host;
        self.renew_own_transport()
    }

    /// How requests are repeated; see [`RetryPolicy`] for what happens by default. Outside of a Tokio runtime, which
    /// only a transport of your own can do without, there is no waiting, and so no repetition.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// The longest time for one request and its answer, connecting included; 30 seconds by default. Outside of a Tokio
    /// runtime it is not observed; inside, the runtime's timer must be on.
    pub fn attempt_timeout(mut self, attempt_timeout: Duration) -> Self {
        self.settings.attempt_timeout = attempt_timeout;
        self
    }

    /// The longest time for a whole call: getting credentials, all attempts, and the waits between them; 60 seconds by
    /// default. Of a list, each page is a call; [`list_timeout`](Self::list_timeout) is for all of them. Outside of a
    /// Tokio runtime it is not observed; inside, the runtime's timer must be on.
    pub fn call_timeout(mut self, call_timeout: Duration) -> Self {
        self.settings.call_timeout = call_timeout;
        self
    }

    /// The longest time for a whole list, from when its first page is asked for: all calls, and what the program does with the
    /// items in between. By default there is no such limit. A list that it ends can be
    /// [continued](crate::Items::next_page). Outside of a Tokio runtime it is not observed.
    pub fn list_timeout(mut self, list_timeout: Duration) -> Self {
        self.settings.list_timeout = Some(list_timeout);
        self
    }

    /// The largest answer accepted, in bytes; 16 MiB by default.
    pub fn max_response_bytes(mut self, max_response_bytes: usize) -> Self {
        self.settings.max_response_bytes = max_response_bytes;
        self
    }

    /// Whether every departure of an answer from the specification is an error; false by default.
    pub fn strict(mut self, strict: bool) -> Self {
        self.settings.strict = strict;
        self
    }

    /// What to add to the header `user-agent`, such as `my-tool/1.2`; printable ASCII.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.settings.user_agent_suffix = suffix.into();
        self
    }

    /// What looks at the calls and may add headers to their requests, after those that were given before.
    pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
        self.settings.interceptors.push(interceptor);
        self
    }

    /// Where to look for what is left out; the environment of the process by default.
    pub fn env(mut self, env: Env) -> Self {
        self.env = env;
        self
    }

    /// The configuration.
    ///
    /// # Errors
    ///
    /// If a setting cannot be used, if there is neither a region nor an endpoint, or if the environment holds half of
    /// an access key or one that cannot be used. That there are no credentials at all is found out at the first call.
    pub fn build(mut self) -> Result<Config, Error> {
        let endpoint = self.endpoint.as_deref().map(Endpoint::parse).transpose()?;
        self.settings.region = self.settings.region.or_else(|| self.env.get(REGION));
        match &self.settings.region {
            Some(region) => validate_region(region)?,
            None if endpoint.is_none() => {
                let hint = format!("set {REGION}, or give a region to Config::builder()");
                return Err(Error::new(ErrorKind::Configuration, format!("there is no region; {hint}")));
            }
            None => {}
        }
        for (name, limit) in [
            ("connect_timeout", self.settings.connections.connect_timeout),
            ("read_timeout", self.settings.connections.read_timeout),
            ("attempt_timeout", Some(self.settings.attempt_timeout)),
            ("call_timeout", Some(self.settings.call_timeout)),
            ("list_timeout", self.settings.list_timeout),
        ] {
            limit.map_or(Ok(()), |limit| validate_limit(name, limit))?;
        }
        let user_agent = user_agent(&self.settings.user_agent_suffix)?;
        if self.credentials.is_none() {
            refuse_unusable_variables(&self.env)?;
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => built_in_transport(&self.settings)?,
        };
        let credentials = self.credentials.unwrap_or_else(|| {
            let around = ProviderConfig::new().env(self.env).shared_transport(Arc::clone(&transport));
            Arc::new(DefaultCredentialsChain::new(&around))
        });
        let settings = self.settings;
        Ok(Config { inner: Arc::new(Inner { settings, endpoint, credentials, transport, user_agent }) })
    }

    fn renew_own_transport(mut self) -> Self {
        if self.settings.own_transport {
            self.transport = None;
        }
        self
    }
}

impl fmt::Debug for ConfigBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfigBuilder").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// A mistake in the environment is known now; everything else is looked at when it is needed.
fn refuse_unusable_variables(env: &Env) -> Result<(), Error> {
    match EnvCredentials::with_env(env.clone()).load() {
        Err(error) if !error.is_absent() => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(feature = "reqwest")]
fn built_in_transport(settings: &Settings) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::reqwest_transport::ReqwestTransport::with(settings.connections)))
}

#[cfg(not(feature = "reqwest"))]
fn built_in_transport(_: &Settings) -> Result<Arc<dyn Transport>, Error> {
    let message = "there is no transport; give one to Config::builder(), or turn on the feature reqwest";
    Err(Error::new(ErrorKind::Configuration, message))
}

fn user_agent(suffix: &str) -> Result<String, Error> {
    if !suffix.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        let message = "the suffix of the user agent must be printable ASCII";
        return Err(Error::new(ErrorKind::Configuration, message));
    }
    let (version, os, arch) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    Ok(format!("alibabacloud-rust/{version} ({os}; {arch}) {}", suffix.trim()).trim_end().to_owned())
}
