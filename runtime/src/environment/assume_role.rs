//! Roles that are taken on with other credentials.

use super::{
    provider_config::ProviderConfig,
    sts::{Role, assume_role},
};
use crate::{
    config::Endpoint,
    signing::{
        Cached, CachedCredentials, Clock, Credentials, CredentialsError, CredentialsReport,
        ProvideCredentials, provide_from_cache,
    },
    transport::BoxFuture,
};
use std::{sync::Arc, time::Duration};

/// Temporary credentials of a RAM role, obtained from STS (`AssumeRole`) with the credentials of another provider and
/// kept as [`CachedCredentials`] describes.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::credentials::{AssumeRoleCredentials, Credentials, ProviderConfig, StaticCredentials};
/// use std::time::Duration;
///
/// let user = StaticCredentials::new(Credentials::new("an id", "a secret"));
/// let auditor = AssumeRoleCredentials::builder(user, "acs:ram::123456789012****:role/auditor")
///     .session_name("nightly-audit")
///     .duration(Duration::from_secs(1800))
///     .region("cn-hangzhou")
///     .build(&ProviderConfig::new())?;
/// # Ok::<(), alibabacloud_backup::credentials::CredentialsError>(())
/// ```
#[derive(Debug)]
pub struct AssumeRoleCredentials {
    cached: Cached,
}

provide_from_cache!(AssumeRoleCredentials);

impl AssumeRoleCredentials {
    /// The role `role_arn`, such as `acs:ram::<account>:role/<name>`, to take on with what `source` gives.
    pub fn builder(
        source: impl ProvideCredentials + 'static,
        role_arn: impl Into<String>,
    ) -> AssumeRoleCredentialsBuilder {
        let role = Role { arn: role_arn.into(), ..Role::default() };
        AssumeRoleCredentialsBuilder { source: Arc::new(source), role }
    }
}

/// [`AssumeRoleCredentials`] in the making.
#[derive(Debug)]
#[must_use = "a builder does nothing until it is built"]
pub struct AssumeRoleCredentialsBuilder {
    source: Arc<dyn ProvideCredentials>,
    role: Role,
}

impl AssumeRoleCredentialsBuilder {
    /// What the vendor's audit logs call the session; 2 to 64 characters, `alibabacloud-rust` by default.
    pub fn session_name(mut self, session_name: impl Into<String>) -> Self {
        self.role.session_name = Some(session_name.into());
        self
    }

    /// How long the credentials are valid: 900 to 43,200 seconds and no longer than the role allows; 3,600 by default.
    /// Fractions of a second are dropped.
    pub fn duration(mut self, duration: Duration) -> Self {
        self.role.duration_seconds = Some(i64::try_from(duration.as_secs()).unwrap_or(i64::MAX));
        self
    }

    /// A policy in JSON that narrows what the role may do; 1 to 2,048 characters.
    pub fn policy(mut self, policy: impl Into<String>) -> Self {
        self.role.policy = Some(policy.into());
        self
    }

    /// The id by which the owner of the role recognises who asks; 2 to 1,224 characters.
    pub fn external_id(mut self, external_id: impl Into<String>) -> Self {
        self.role.external_id = Some(external_id.into());
        self
    }

    /// The region whose STS is asked. Without it: `ALIBABA_CLOUD_STS_REGION`, or else the central one.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.role.region = Some(region.into());
        self
    }

    /// Whether the STS of the region is asked inside a virtual private cloud. It needs a region, without which there is an error
    /// when credentials are asked for. Without it: `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED`.
    pub fn vpc(mut self, vpc: bool) -> Self {
        self.role.vpc = Some(vpc);
        self
    }

    /// The endpoint of STS, in place of that of a region.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.role.endpoint = Some(endpoint);
        self
    }

    /// The provider. Nothing is sent until it is asked for credentials.
    ///
    /// # Errors
    ///
    /// If the role is empty, or a setting is outside its range.
    pub fn build(self, config: &ProviderConfig) -> Result<AssumeRoleCredentials, CredentialsError> {
        self.role.check()?;
        let clock: Clock = config.clock.clone();
        let fetch = AssumeRole { source: self.source, role: self.role, config: config.clone() };
        Ok(AssumeRoleCredentials { cached: CachedCredentials::new(Arc::new(fetch), clock) })
    }
}

/// Takes the role on each time that it is asked.
#[derive(Debug)]
pub(super) struct AssumeRole {
    pub(super) source: Arc<dyn ProvideCredentials>,
    pub(super) role: Role,
    pub(super) config: ProviderConfig,
}

impl ProvideCredentials for AssumeRole {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(assume_role(&self.role, Arc::clone(&self.source), &self.config))
    }

    fn report(&self) -> CredentialsReport {
        let mut report = self.source.report();
        report.warnings.extend(self.role.warning(&self.config));
        report
    }
}
