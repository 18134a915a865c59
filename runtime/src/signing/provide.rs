//! The trait of all providers, what they report, and the simplest of them.

use super::{error::CredentialsError, key::Credentials};
use crate::transport::BoxFuture;
use std::{fmt, sync::Arc};

/// Where credentials come from. Asked once per call, so that temporary ones can be renewed.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::{credentials::{Credentials, CredentialsError, ProvideCredentials}, transport::BoxFuture};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl ProvideCredentials for Vault {
///     fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
///         Box::pin(async { Ok(Credentials::new("an id", "a secret")) })
///     }
/// }
/// ```
pub trait ProvideCredentials: Send + Sync + fmt::Debug {
    /// The credentials to sign the next request with.
    ///
    /// # Errors
    ///
    /// If there are none.
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>>;

    /// Says that a service refused `refused` as unknown or expired. A provider that keeps credentials looks for new
    /// ones the next time that it is asked, if these are still the ones it has. Does nothing by default.
    fn invalidate(&self, refused: &Credentials) {
        let _ = refused;
    }

    /// What a person who operates the program should know. Nothing by default.
    fn report(&self) -> CredentialsReport {
        CredentialsReport::default()
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        (**self).credentials()
    }

    fn invalidate(&self, refused: &Credentials) {
        (**self).invalidate(refused);
    }

    fn report(&self) -> CredentialsReport {
        (**self).report()
    }
}

/// What a person who operates the program should know about its credentials. Holds no secret.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CredentialsReport {
    /// The provider of a chain that gave the credentials, such as `environment`; `None` if none has yet.
    pub provider: Option<String>,
    /// What works but should not stay as it is, such as a file with secrets that other users can read.
    pub warnings: Vec<String>,
    /// Why the last attempt to renew the credentials failed, while the previous ones stay in use; `None` if it
    /// succeeded.
    pub last_error: Option<CredentialsError>,
}

/// The same credentials always.
#[derive(Clone, Debug)]
pub struct StaticCredentials {
    credentials: Credentials,
}

impl StaticCredentials {
    /// Always `credentials`.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials }
    }
}

impl From<Credentials> for StaticCredentials {
    fn from(credentials: Credentials) -> Self {
        Self::new(credentials)
    }
}

impl ProvideCredentials for StaticCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::ready(Ok(self.credentials.clone())))
    }
}
