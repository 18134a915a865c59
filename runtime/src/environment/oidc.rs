//! Roles that are taken on with the token of an OIDC identity provider, as pods of a cluster do.

use super::{
    file,
    provider_config::ProviderConfig,
    sts::{Role, assume_role_with_oidc},
};
use crate::{
    signing::{
        Cached, CachedCredentials, Credentials, CredentialsError, CredentialsReport, ProvideCredentials,
        provide_from_cache,
    },
    transport::BoxFuture,
};
use std::{path::Path, sync::Arc};

const TOKEN_FILE: &str = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
const ROLE: &str = "ALIBABA_CLOUD_ROLE_ARN";
const PROVIDER: &str = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
const SESSION: &str = "ALIBABA_CLOUD_ROLE_SESSION_NAME";

/// Temporary credentials of the role in `ALIBABA_CLOUD_ROLE_ARN`, obtained from STS (`AssumeRoleWithOIDC`, which is not
/// signed) with the token in the file `ALIBABA_CLOUD_OIDC_TOKEN_FILE` of the identity provider
/// `ALIBABA_CLOUD_OIDC_PROVIDER_ARN`, and kept as [`CachedCredentials`] describes.
///
/// `ALIBABA_CLOUD_ROLE_SESSION_NAME` names the session. The variables and the file, whose content is replaced from time
/// to time, are read again for each renewal. Without any of the three variables the provider is absent; with some of
/// them it fails.
#[derive(Debug)]
pub struct OidcRoleCredentials {
    cached: Cached,
}

provide_from_cache!(OidcRoleCredentials);

impl OidcRoleCredentials {
    /// What the variables of `config` say.
    #[must_use]
    pub fn new(config: &ProviderConfig) -> Self {
        let fetch = FromVariables { config: config.clone() };
        Self { cached: CachedCredentials::new(Arc::new(fetch), config.clock.clone()) }
    }
}

#[derive(Debug)]
struct FromVariables {
    config: ProviderConfig,
}

impl FromVariables {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let names = [TOKEN_FILE, ROLE, PROVIDER];
        let values = names.map(|name| self.config.env.get(name));
        let [Some(token_file), Some(arn), Some(provider_arn)] = values.clone() else {
            let missing = names.iter().zip(&values).filter(|(_, value)| value.is_none());
            let missing: Vec<&str> = missing.map(|(name, _)| *name).collect();
            // A role alone is no sign of OIDC: other providers take their role from the same variable.
            let begun = values.iter().zip(names).any(|(value, name)| value.is_some() && name != ROLE);
            let verb = if missing.len() == 1 { "is" } else { "are" };
            let message = format!("{} {verb} not set", missing.join(", "));
            return Err(match begun {
                true => CredentialsError::new(message),
                false => CredentialsError::absent(message),
            });
        };
        let role = Role { arn, session_name: self.config.env.get(SESSION), ..Role::default() };
        let config = self.config.clone();
        OidcRole { role, provider_arn, token_file, config }.fetch().await
    }
}

impl ProvideCredentials for FromVariables {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.fetch())
    }

    fn report(&self) -> CredentialsReport {
        let warnings = Role::default().warning(&self.config).into_iter().collect();
        CredentialsReport { warnings, ..CredentialsReport::default() }
    }
}

/// Takes the role on each time that it is asked.
#[derive(Debug)]
pub(super) struct OidcRole {
    pub(super) role: Role,
    pub(super) provider_arn: String,
    pub(super) token_file: String,
    pub(super) config: ProviderConfig,
}

impl OidcRole {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let path = Path::new(&self.token_file);
        // That the file is named makes its absence a failure.
        let token = file::read(path)
            .map_err(|error| CredentialsError::new(format!("there is no OIDC token: {error}")))?;
        let usable = std::str::from_utf8(&token).ok().map(str::trim);
        let usable = usable.filter(|token| !token.is_empty() && token.chars().all(|c| c.is_ascii_graphic()));
        let token = usable.ok_or_else(|| {
            CredentialsError::new(format!("there is no OIDC token: {} does not hold one", path.display()))
        })?;
        assume_role_with_oidc(&self.role, &self.provider_arn, token, &self.config).await
    }
}

impl ProvideCredentials for OidcRole {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.fetch())
    }

    fn report(&self) -> CredentialsReport {
        let warnings = self.role.warning(&self.config).into_iter().collect();
        CredentialsReport { warnings, ..CredentialsReport::default() }
    }
}
