//! Credentials that stand in environment variables.

use crate::{
    config::Env,
    signing::{Credentials, CredentialsError, ProvideCredentials},
    transport::BoxFuture,
};

const ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

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
    /// If the id or the secret is absent, or a value cannot be one. The error
    /// [is absent](CredentialsError::is_absent) if none of the three variables is set.
    pub fn load(&self) -> Result<Credentials, CredentialsError> {
        let [id, secret, token] = [ID, SECRET, TOKEN].map(|name| self.env.get(name));
        let credentials = match (id, secret, token) {
            (None, None, None) => {
                return Err(CredentialsError::absent(format!("{ID} and {SECRET} are not set")));
            }
            (None, ..) => return Err(missing(ID)),
            (_, None, _) => return Err(missing(SECRET)),
            (Some(id), Some(secret), Some(token)) => Credentials::with_token(id, secret, token),
            (Some(id), Some(secret), None) => Credentials::new(id, secret),
        };
        credentials.validate()?;
        Ok(credentials)
    }
}

fn missing(name: &str) -> CredentialsError {
    CredentialsError::new(format!("{name} is not set; set it, or give credentials to Config::builder()"))
}

impl ProvideCredentials for EnvCredentials {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::ready(self.load()))
    }
}
