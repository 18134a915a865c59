//! Several providers, asked one after the other until one of them is there.

use super::{
    cli_profile::CliProfileCredentials, credentials_file::FileCredentials,
    instance_role::EcsRamRoleCredentials, oidc::OidcRoleCredentials, provider_config::ProviderConfig,
    uri::UriCredentials, variables::EnvCredentials,
};
use crate::{
    signing::{Credentials, CredentialsError, CredentialsReport, ProvideCredentials},
    transport::BoxFuture,
};
use std::{
    fmt::Write,
    sync::{Arc, OnceLock},
};

/// Asks providers in order until one gives credentials, and from then on only that one, so that a program does not
/// change its identity while it runs.
///
/// A provider that is [absent](CredentialsError::is_absent) is passed over. One that is set up but fails ends the
/// search: going on could sign requests as somebody else. The error lists what each provider looked at.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::credentials::{CredentialsChain, EcsRamRoleCredentials, EnvCredentials, ProviderConfig};
///
/// let config = ProviderConfig::new();
/// let chain = CredentialsChain::new()
///     .or("environment", EnvCredentials::new())
///     .or("instance role", EcsRamRoleCredentials::new(&config));
/// ```
#[derive(Debug, Default)]
pub struct CredentialsChain {
    links: Vec<Link>,
    /// The position of the provider that gave credentials first.
    chosen: OnceLock<usize>,
}

#[derive(Debug)]
struct Link {
    name: String,
    provider: Arc<dyn ProvideCredentials>,
}

impl CredentialsChain {
    /// A chain of no providers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a provider at the end; `name` is what errors and reports call it.
    #[must_use]
    pub fn or(mut self, name: impl Into<String>, provider: impl ProvideCredentials + 'static) -> Self {
        self.links.push(Link { name: name.into(), provider: Arc::new(provider) });
        self
    }

    fn chosen(&self) -> Option<&Link> {
        self.links.get(*self.chosen.get()?)
    }

    async fn get(&self) -> Result<Credentials, CredentialsError> {
        if let Some(link) = self.chosen() {
            return link.provider.credentials().await;
        }
        let mut failures = Vec::new();
        for (position, link) in self.links.iter().enumerate() {
            match link.provider.credentials().await {
                Ok(credentials) => {
                    // Concurrent first callers find the same one, and the first of them decides otherwise.
                    let _ = self.chosen.set(position);
                    return Ok(credentials);
                }
                Err(error) => {
                    let goes_on = error.is_absent();
                    failures.push((link.name.as_str(), error));
                    if !goes_on {
                        break;
                    }
                }
            }
        }
        Err(self.failure(failures))
    }

    fn failure(&self, mut failures: Vec<(&str, CredentialsError)>) -> CredentialsError {
        let mut message = "there are no credentials; these providers were asked, in this order:".to_owned();
        for (name, error) in &failures {
            // Writing to a String cannot fail.
            let _ = write!(message, "\n  {name}: {error}");
        }
        let rest: Vec<&str> = self.links.iter().skip(failures.len()).map(|link| link.name.as_str()).collect();
        if !rest.is_empty() {
            let _ = write!(message, "\n  not asked, because the one before is set up: {}", rest.join(", "));
        }
        match failures.pop() {
            Some((_, last)) if !last.is_absent() => CredentialsError::new(message).with_source(last),
            _ => CredentialsError::absent(message),
        }
    }
}

impl ProvideCredentials for CredentialsChain {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.get())
    }

    fn invalidate(&self, refused: &Credentials) {
        if let Some(link) = self.chosen() {
            link.provider.invalidate(refused);
        }
    }

    fn report(&self) -> CredentialsReport {
        match self.chosen() {
            Some(link) => {
                let provider = Some(link.name.clone());
                CredentialsReport { provider, ..link.provider.report() }
            }
            None => {
                let warnings = self.links.iter().flat_map(|link| link.provider.report().warnings).collect();
                CredentialsReport { warnings, ..CredentialsReport::default() }
            }
        }
    }
}

/// Where the vendor's own SDKs look for credentials, in their order. What a [`Config`](crate::Config) uses unless it is
/// given something else.
///
/// 1. [`EnvCredentials`]: environment variables
/// 2. [`OidcRoleCredentials`]: a role, taken on with an OIDC token
/// 3. [`CliProfileCredentials`]: a profile of the vendor's command line
/// 4. [`FileCredentials`]: the credentials file
/// 5. [`EcsRamRoleCredentials`]: the role of the ECS instance
/// 6. [`UriCredentials`]: a server that hands out credentials
///
/// It behaves as [`CredentialsChain`] describes. Nothing is read or sent before it is asked.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::{Config, Env, credentials::{DefaultCredentialsChain, ProviderConfig}};
///
/// # #[cfg(feature = "reqwest")] {
/// let env = Env::from_pairs([("HOME", "/nonexistent"), ("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")]);
/// let chain = DefaultCredentialsChain::new(&ProviderConfig::new().env(env));
/// let config = Config::builder().region("cn-hangzhou").credentials(chain).build()?;
/// # }
/// # Ok::<(), alibabacloud_backup::Error>(())
/// ```
#[derive(Debug)]
pub struct DefaultCredentialsChain {
    chain: CredentialsChain,
}

impl DefaultCredentialsChain {
    /// All of it, looking where `config` says.
    #[must_use]
    pub fn new(config: &ProviderConfig) -> Self {
        let chain = CredentialsChain::new()
            .or("environment", EnvCredentials::with_env(config.env.clone()))
            .or("OIDC role", OidcRoleCredentials::new(config))
            .or("CLI profile", CliProfileCredentials::new(config))
            .or("credentials file", FileCredentials::new(config))
            .or("instance role", EcsRamRoleCredentials::new(config))
            .or("credentials URI", UriCredentials::new(config));
        Self { chain }
    }
}

impl Default for DefaultCredentialsChain {
    fn default() -> Self {
        Self::new(&ProviderConfig::new())
    }
}

impl ProvideCredentials for DefaultCredentialsChain {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.chain.credentials()
    }

    fn invalidate(&self, refused: &Credentials) {
        self.chain.invalidate(refused);
    }

    fn report(&self) -> CredentialsReport {
        self.chain.report()
    }
}
