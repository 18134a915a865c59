//! Who a request is signed for, and where that comes from.
//!
//! Secrets are wiped from memory when they are dropped and never appear in `Debug` output or in errors.

use crate::{env::Env, transport::BoxFuture};
use std::{error, fmt, sync::Arc};
use zeroize::Zeroizing;

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

/// An access key, with a security token if it is temporary.
///
/// ```
/// use alibabacloud_runtime::Credentials;
///
/// let credentials = Credentials::new("an id", "a secret");
/// assert!(!format!("{credentials:?}").contains("a secret"));
/// ```
#[derive(Clone)]
pub struct Credentials {
    access_key_id: String,
    access_key_secret: Zeroizing<String>,
    security_token: Option<Zeroizing<String>>,
}

impl Credentials {
    /// A long-lived access key.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<String>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            access_key_secret: Zeroizing::new(access_key_secret.into()),
            security_token: None,
        }
    }

    /// A temporary access key with its security token.
    pub fn with_token(
        access_key_id: impl Into<String>,
        access_key_secret: impl Into<String>,
        security_token: impl Into<String>,
    ) -> Self {
        Self {
            security_token: Some(Zeroizing::new(security_token.into())),
            ..Self::new(access_key_id, access_key_secret)
        }
    }

    /// The id, which is not secret.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// The secret.
    #[must_use]
    pub fn access_key_secret(&self) -> &str {
        &self.access_key_secret
    }

    /// The security token of a temporary access key.
    #[must_use]
    pub fn security_token(&self) -> Option<&str> {
        self.security_token.as_ref().map(|token| token.as_str())
    }

    /// Refuses what can only be a mistake made when pasting, which the service would answer with an unclear
    /// error.
    ///
    /// # Errors
    ///
    /// Which part is empty or holds white space, a control character or a character outside ASCII, and where.
    pub fn validate(&self) -> Result<(), CredentialsError> {
        validate("access key id", &self.access_key_id)?;
        validate("access key secret", &self.access_key_secret)?;
        self.security_token().map_or(Ok(()), |token| validate("security token", token))
    }

    /// Replaces the secret and the token wherever a text repeats them, as a service's answer may.
    pub(crate) fn redact(&self, text: &str) -> String {
        let secrets = [Some(self.access_key_secret()), self.security_token()];
        secrets.into_iter().flatten().filter(|secret| !secret.is_empty()).fold(
            text.to_owned(),
            |text, secret| {
                let encoded = crate::sign::percent_encode(secret);
                text.replace(secret, "[redacted]").replace(&encoded, "[redacted]")
            },
        )
    }
}

fn validate(what: &str, text: &str) -> Result<(), CredentialsError> {
    if text.is_empty() {
        return Err(CredentialsError::new(format!("the {what} is empty")));
    }
    let Some(position) = text.chars().position(|c| !c.is_ascii_graphic()) else {
        return Ok(());
    };
    let kind = match text.chars().nth(position) {
        Some('\n' | '\r') => "a line break",
        Some(c) if c.is_whitespace() => "white space",
        Some(c) if c.is_control() => "a control character",
        _ => "a character outside ASCII",
    };
    Err(CredentialsError::new(format!("the {what} has {kind} at character {}", position + 1)))
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("access_key_secret", &"[redacted]")
            .field("security_token", &self.security_token.as_ref().map(|_| "[redacted]"))
            .finish()
    }
}

/// Why there are no credentials.
#[derive(Debug)]
pub struct CredentialsError {
    message: String,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

impl CredentialsError {
    /// An error that says `message`; it must not hold a secret.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), source: None }
    }

    /// The same with its cause.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    pub(crate) fn into_source(self) -> Option<Box<dyn error::Error + Send + Sync>> {
        self.source
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for CredentialsError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}

/// Where credentials come from. Asked once per call, so that temporary ones can be renewed.
pub trait ProvideCredentials: Send + Sync + fmt::Debug {
    /// The credentials to sign the next request with.
    ///
    /// # Errors
    ///
    /// If there are none.
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>>;
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        (**self).credentials()
    }
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

/// Credentials from `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, if they are
/// temporary, `ALIBABA_CLOUD_SECURITY_TOKEN`. A variable that is empty counts as absent. They are read again
/// for each call.
#[derive(Clone, Debug, Default)]
pub struct EnvCredentials {
    env: Env,
}

impl EnvCredentials {
    /// Reads the environment of the process.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads `env` instead.
    #[must_use]
    pub fn with_env(env: Env) -> Self {
        Self { env }
    }

    /// What the environment holds now.
    ///
    /// # Errors
    ///
    /// If the id or the secret is absent, or a value cannot be one.
    pub fn load(&self) -> Result<Credentials, CredentialsError> {
        let required = |name| {
            let hint = "set it, or give credentials to Config::builder()";
            self.env.get(name).ok_or_else(|| CredentialsError::new(format!("{name} is not set; {hint}")))
        };
        let (id, secret) = (required(ID)?, required(SECRET)?);
        let credentials = match self.env.get(TOKEN) {
            Some(token) => Credentials::with_token(id, secret, token),
            None => Credentials::new(id, secret),
        };
        credentials.validate()?;
        Ok(credentials)
    }
}

impl ProvideCredentials for EnvCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::ready(self.load()))
    }
}
