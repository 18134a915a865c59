//! How a configuration is filled in, and what is looked for where nothing is given.

use super::{
    chain::DefaultCredentialsChain, profile_file, provider_config::ProviderConfig, variables::EnvCredentials,
};
use crate::{
    config::{Config, Endpoint, Env, Network, RetryPolicy, Settings},
    outcome::{Error, ErrorKind, Intercept},
    signing::ProvideCredentials,
    transport::Transport,
};
use std::{fmt, sync::Arc, time::Duration};

const REGION: &str = "ALIBABA_CLOUD_REGION_ID";

impl Config {
    /// Everything from the environment: the region as [`ConfigBuilder::region`] says, and the credentials that the
    /// [`DefaultCredentialsChain`](crate::credentials::DefaultCredentialsChain) finds, which are looked for at the first call, not here.
    ///
    /// # Errors
    ///
    /// If there is no region, or if it, the file that it is looked for in, or the credentials in the environment cannot be
    /// used.
    ///
    /// ```no_run
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::Config;
    ///
    /// let config = Config::from_env()?;
    /// println!("calling {}", config.region().unwrap_or("an endpoint"));
    /// # Ok::<(), alibabacloud_backup::Error>(())
    /// ```
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// A configuration to fill in; what is left out comes from the environment.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder {
            settings: Settings::default(),
            endpoint: None,
            credentials: None,
            transport: None,
            env: Env::process(),
        }
    }

    /// The same configuration, to change. The pool of connections stays shared unless its settings change.
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder {
            settings: self.settings().clone(),
            endpoint: self.endpoint().map(ToString::to_string),
            credentials: Some(self.shared_credentials()),
            transport: Some(self.shared_transport()),
            env: Env::process(),
        }
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
    /// The region, such as `cn-hangzhou`. Without it, the first of these:
    ///
    /// 1. the variable `ALIBABA_CLOUD_REGION_ID`
    /// 2. unless there is an [endpoint](Self::endpoint), which needs none: the `region_id` of the profile in
    ///    `~/.aliyun/config.json` that [`CliProfileCredentials`](crate::credentials::CliProfileCredentials) would use
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
    /// own is [told](crate::transport::HttpRequest::connect_timeout) it.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.settings.connections.connect_timeout = Some(connect_timeout);
        self
    }

    /// The longest wait for an answer to begin, once there is a connection, and for each further piece of it; 10 seconds
    /// by default. A transport of your own is [told](crate::transport::HttpRequest::read_timeout) it.
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
    /// an access key or one that cannot be used. The message about the region says what was looked at. That there are no credentials at all is found out at the first call.
    pub fn build(mut self) -> Result<Config, Error> {
        let endpoint = self.endpoint.as_deref().map(Endpoint::parse).transpose()?;
        self.settings.region = self.settings.region.or_else(|| self.env.get(REGION));
        if self.settings.region.is_none() && endpoint.is_none() {
            self.settings.region = Some(region_of_profile(&self.env)?);
        }
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
        Config::new(self.settings, endpoint, credentials, transport)
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

fn region_of_profile(env: &Env) -> Result<String, Error> {
    // Nothing is sent, so no transport is needed.
    let found = profile_file::region(&ProviderConfig::default().env(env.clone()));
    found.map_err(|error| {
        let message = format!(
            "there is no region; set {REGION}, or give a region to Config::builder() (the profiles of the command \
             line have none: {error})"
        );
        Error::new(ErrorKind::Configuration, message)
    })
}

#[cfg(feature = "reqwest")]
fn built_in_transport(settings: &Settings) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::transport::ReqwestTransport::with(settings.connections)))
}

#[cfg(not(feature = "reqwest"))]
fn built_in_transport(_: &Settings) -> Result<Arc<dyn Transport>, Error> {
    let message = "there is no transport; give one to Config::builder(), or turn on the feature reqwest";
    Err(Error::new(ErrorKind::Configuration, message))
}
