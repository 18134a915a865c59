//! An access key: what a request is signed with.

use super::error::CredentialsError;
use crate::values::Timestamp;
use std::{fmt, sync::Arc};
use zeroize::Zeroizing;

/// An access key, with a security token if it is temporary.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::credentials::Credentials;
///
/// let credentials = Credentials::new("an id", "a secret");
/// assert!(!format!("{credentials:?}").contains("a secret"));
/// ```
#[derive(Clone)]
pub struct Credentials(Arc<Key>);

#[derive(Clone)]
struct Key {
    access_key_id: String,
    access_key_secret: Zeroizing<String>,
    security_token: Option<Zeroizing<String>>,
    expires_at: Option<Timestamp>,
}

impl Credentials {
    /// A long-lived access key.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<String>) -> Self {
        Self(Arc::new(Key {
            access_key_id: access_key_id.into(),
            access_key_secret: Zeroizing::new(access_key_secret.into()),
            security_token: None,
            expires_at: None,
        }))
    }

    /// A temporary access key with its security token.
    pub fn with_token(
        access_key_id: impl Into<String>,
        access_key_secret: impl Into<String>,
        security_token: impl Into<String>,
    ) -> Self {
        let mut credentials = Self::new(access_key_id, access_key_secret);
        Arc::make_mut(&mut credentials.0).security_token = Some(Zeroizing::new(security_token.into()));
        credentials
    }

    /// The same with the moment from which a service refuses them.
    #[must_use]
    pub fn expiring_at(mut self, moment: Timestamp) -> Self {
        Arc::make_mut(&mut self.0).expires_at = Some(moment);
        self
    }

    /// The id, which is not secret.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.0.access_key_id
    }

    /// The secret.
    #[must_use]
    pub fn access_key_secret(&self) -> &str {
        &self.0.access_key_secret
    }

    /// The security token of a temporary access key.
    #[must_use]
    pub fn security_token(&self) -> Option<&str> {
        self.0.security_token.as_ref().map(|token| token.as_str())
    }

    /// The moment from which a service refuses them, if it is known.
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.0.expires_at
    }

    /// Whether a service cannot tell them apart.
    pub(crate) fn same_key(&self, other: &Self) -> bool {
        self.access_key_id() == other.access_key_id()
            && self.access_key_secret() == other.access_key_secret()
            && self.security_token() == other.security_token()
    }

    /// Refuses what can only be a mistake made when pasting, which the service would answer with an unclear
    /// error.
    ///
    /// # Errors
    ///
    /// Which part is empty or holds white space, a control character or a character outside ASCII, and where.
    pub fn validate(&self) -> Result<(), CredentialsError> {
        validate("access key id", self.access_key_id())?;
        validate("access key secret", self.access_key_secret())?;
        self.security_token().map_or(Ok(()), |token| validate("security token", token))
    }

    /// Replaces the secret and the token wherever a text repeats them, as a service's answer may.
    pub(crate) fn redact(&self, text: &str) -> String {
        let secrets = [Some(self.access_key_secret()), self.security_token()];
        secrets.into_iter().flatten().filter(|secret| !secret.is_empty()).fold(
            text.to_owned(),
            |text, secret| {
                let encoded = crate::codec::percent_encode(secret);
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
            .field("access_key_id", &self.access_key_id())
            .field("access_key_secret", &"[redacted]")
            .field("security_token", &self.security_token().map(|_| "[redacted]"))
            .field("expires_at", &self.expires_at())
            .finish()
    }
}
