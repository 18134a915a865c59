//! What clients share: region, credentials, transport and limits.

use super::{
    deadline::validate_limit,
    endpoint::{Endpoint, Network, validate_region},
    policy::RetryPolicy,
};
use crate::{
    outcome::{Error, ErrorKind, Interceptors},
    signing::{CredentialsReport, ProvideCredentials},
    transport::{Connections, Transport},
};
use std::{fmt, sync::Arc, time::Duration};

/// What clients share. Cheap to clone; clients made from one configuration, for whichever products, share its
/// pool of connections. `Debug` shows region and endpoint.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::{Config, credentials::{Credentials, StaticCredentials}};
///
/// # #[cfg(feature = "reqwest")] {
/// let config = Config::builder()
///     .region("cn-hangzhou")
///     .credentials(StaticCredentials::new(Credentials::new("an id", "a secret")))
///     .build()?;
/// let abroad = config.to_builder().region("eu-central-1").build()?; // the same pool
/// assert_eq!(abroad.region(), Some("eu-central-1"));
/// # }
/// # Ok::<(), alibabacloud_backup::Error>(())
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
pub(crate) struct Settings {
    pub(crate) region: Option<String>,
    pub(crate) network: Network,
    pub(crate) connections: Connections,
    pub(crate) retry: RetryPolicy,
    pub(crate) attempt_timeout: Duration,
    pub(crate) call_timeout: Duration,
    pub(crate) list_timeout: Option<Duration>,
    pub(crate) max_response_bytes: usize,
    pub(crate) strict: bool,
    pub(crate) user_agent_suffix: String,
    pub(crate) interceptors: Interceptors,
    /// Whether the transport is the built-in one, which the connections belong to.
    pub(crate) own_transport: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            region: None,
            network: Network::default(),
            connections: Connections::default(),
            retry: RetryPolicy::default(),
            attempt_timeout: Config::ATTEMPT_TIMEOUT,
            call_timeout: Config::CALL_TIMEOUT,
            list_timeout: None,
            max_response_bytes: Config::MAX_RESPONSE_BYTES,
            strict: false,
            user_agent_suffix: String::new(),
            interceptors: Interceptors::default(),
            own_transport: true,
        }
    }
}

impl Settings {
    fn validate(&self, endpoint: Option<&Endpoint>) -> Result<(), Error> {
        match &self.region {
            Some(region) => validate_region(region)?,
            None if endpoint.is_none() => {
                let message =
                    "there is no region; set ALIBABA_CLOUD_REGION_ID, or give a region to Config::builder()";
                return Err(Error::new(ErrorKind::Configuration, message));
            }
            None => {}
        }
        [
            ("connect_timeout", self.connections.connect_timeout),
            ("read_timeout", self.connections.read_timeout),
            ("attempt_timeout", Some(self.attempt_timeout)),
            ("call_timeout", Some(self.call_timeout)),
            ("list_timeout", self.list_timeout),
        ]
        .into_iter()
        .try_for_each(|(name, limit)| limit.map_or(Ok(()), |limit| validate_limit(name, limit)))
    }
}

impl Config {
    /// The longest time for connecting unless another is set: 5 seconds.
    pub const CONNECT_TIMEOUT: Duration = Connections::CONNECT_TIMEOUT;
    /// The longest wait for the next bytes of an answer unless another is set: 10 seconds.
    pub const READ_TIMEOUT: Duration = Connections::READ_TIMEOUT;
    /// The longest time for one request and its answer unless another is set: 30 seconds. An answer that comes
    /// steadily, but slowly, is cut off by nothing else.
    pub const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
    /// The longest time for a whole call unless another is set: 60 seconds, which is the time after which no
    /// further attempt begins and the time that the last one may take.
    pub const CALL_TIMEOUT: Duration = Duration::from_secs(60);
    /// How long an unused connection is kept unless another time is set: 30 seconds. Servers and what stands before
    /// them close connections that are idle for long, and a request may meet that.
    pub const POOL_IDLE_TIMEOUT: Duration = Connections::POOL_IDLE_TIMEOUT;
    /// How many unused connections to a host are kept unless another number is set: 100.
    pub const POOL_MAX_IDLE_PER_HOST: usize = Connections::POOL_MAX_IDLE_PER_HOST;
    /// The largest answer accepted unless another size is set: 16 MiB.
    pub const MAX_RESPONSE_BYTES: usize = 16 * 1024 * 1024;

    /// A configuration of what is given.
    ///
    /// # Errors
    ///
    /// If a setting cannot be used, or there is neither a region nor an endpoint.
    pub(crate) fn new(
        settings: Settings,
        endpoint: Option<Endpoint>,
        credentials: Arc<dyn ProvideCredentials>,
        transport: Arc<dyn Transport>,
    ) -> Result<Self, Error> {
        settings.validate(endpoint.as_ref())?;
        let user_agent = user_agent(&settings.user_agent_suffix)?;
        Ok(Self { inner: Arc::new(Inner { settings, endpoint, credentials, transport, user_agent }) })
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
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// # fn check(config: &alibabacloud_backup::Config) {
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

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    pub(crate) fn shared_credentials(&self) -> Arc<dyn ProvideCredentials> {
        Arc::clone(&self.inner.credentials)
    }

    pub(crate) fn shared_transport(&self) -> Arc<dyn Transport> {
        Arc::clone(&self.inner.transport)
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
        // One line, since it is a part of much else; what the rest is, its methods say.
        let mut shown = f.debug_struct("Config");
        if let Some(region) = self.region() {
            shown.field("region", &region);
        }
        if let Some(endpoint) = self.endpoint() {
            shown.field("endpoint", &format_args!("{endpoint}"));
        }
        shown.finish_non_exhaustive()
    }
}

fn user_agent(suffix: &str) -> Result<String, Error> {
    if !suffix.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
        let message = "the suffix of the user agent must be printable ASCII";
        return Err(Error::new(ErrorKind::Configuration, message));
    }
    let (version, os, arch) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH);
    Ok(format!("alibabacloud-rust/{version} ({os}; {arch}) {}", suffix.trim()).trim_end().to_owned())
}
