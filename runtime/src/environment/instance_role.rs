//! The RAM role of the ECS instance that the program runs on, from the instance's metadata service.
//!
//! Nothing here leaves the machine's host, so all requests avoid proxies and wait for a second at most.

use super::{
    json::Json,
    provider_config::{Fetched, NEAR, ProviderConfig, SendError},
    temporary::{SERVICE, temporary},
};
use crate::{
    codec::percent_encode,
    signing::{
        Cached, CachedCredentials, Credentials, CredentialsError, ProvideCredentials, provide_from_cache,
    },
    transport::{BoxFuture, TransportErrorKind},
};
use bytes::Bytes;
use std::sync::Arc;
use zeroize::Zeroizing;

const ENDPOINT: &str = "http://100.100.100.200";
const ROLES: &str = "/latest/meta-data/ram/security-credentials/";
const TOKEN: &str = "x-aliyun-ecs-metadata-token";
/// A token is asked for with each renewal, so it need not outlive one.
const TOKEN_SECONDS: &str = "60";

const ROLE: &str = "ALIBABA_CLOUD_ECS_METADATA";
const DISABLED: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
const V1_DISABLED: &str = "ALIBABA_CLOUD_IMDSV1_DISABLED";

/// Temporary credentials of the RAM role that is attached to the ECS instance, from the metadata service at
/// `http://100.100.100.200`, kept as [`CachedCredentials`] describes.
///
/// `ALIBABA_CLOUD_ECS_METADATA` names the role; without it, the service is asked. The service's version 2 is used, with
/// a token. Only where it gives no token, or refuses (401, 403) the one it gave, version 1 is used, as the vendor's SDKs do, unless
/// `ALIBABA_CLOUD_IMDSV1_DISABLED` is `true`. The provider is absent if `ALIBABA_CLOUD_ECS_METADATA_DISABLED` is `true`,
/// if nothing answers, or if the instance has no role. Each request waits for one second at most and uses no proxy.
#[derive(Debug)]
pub struct EcsRamRoleCredentials {
    cached: Cached,
}

provide_from_cache!(EcsRamRoleCredentials);

impl EcsRamRoleCredentials {
    /// What the variables of `config` say.
    #[must_use]
    pub fn new(config: &ProviderConfig) -> Self {
        Self::from_role(None, config)
    }

    /// The role of this name, whatever the variables say.
    pub fn with_role(role_name: impl Into<String>, config: &ProviderConfig) -> Self {
        Self::from_role(Some(role_name.into()), config)
    }

    fn from_role(role_name: Option<String>, config: &ProviderConfig) -> Self {
        let fetch = InstanceRole { role_name, config: config.clone() };
        Self { cached: CachedCredentials::new(Arc::new(fetch), config.clock.clone()) }
    }
}

/// Asks the metadata service each time that it is asked.
#[derive(Debug)]
pub(super) struct InstanceRole {
    pub(super) role_name: Option<String>,
    pub(super) config: ProviderConfig,
}

/// What the service says to a token, or to none.
enum Answered {
    Key(Credentials),
    Refused(String),
}

fn is_refusal(answer: &Fetched) -> bool {
    matches!(answer.status, 401 | 403)
}

type Token = Option<Zeroizing<String>>;

impl InstanceRole {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        if self.config.is_true(DISABLED) {
            return Err(CredentialsError::absent(format!("{DISABLED} is true")));
        }
        let token = self.token().await?;
        match self.key_with(&token).await? {
            Answered::Key(key) => Ok(key),
            Answered::Refused(_) if token.is_some() && !self.config.is_true(V1_DISABLED) => {
                match self.key_with(&None).await? {
                    Answered::Key(key) => Ok(key),
                    Answered::Refused(said) => {
                        Err(self.says(&format!("{said}, with a token and without one")))
                    }
                }
            }
            Answered::Refused(said) => Err(self.says(&said)),
        }
    }

    async fn key_with(&self, token: &Token) -> Result<Answered, CredentialsError> {
        let role = match self.role_name.clone().or_else(|| self.config.env.get(ROLE)) {
            Some(role) => role,
            None => {
                let answer = self.get(ROLES, token).await?;
                if is_refusal(&answer) {
                    let said = format!("HTTP {} when asked for the role", answer.status);
                    return Ok(Answered::Refused(said));
                }
                self.attached_role(&answer)?
            }
        };
        let answer = self.get(&format!("{ROLES}{}", percent_encode(&role)), token).await?;
        match answer.status {
            200 => key(&answer, &role).map(Answered::Key),
            status if is_refusal(&answer) => {
                Ok(Answered::Refused(format!("HTTP {status} for the role {role}")))
            }
            status => Err(self.says(&format!("HTTP {status} for the role {role}"))),
        }
    }

    /// The token of version 2; `None` if there is none, and version 1 may be used.
    async fn token(&self) -> Result<Token, CredentialsError> {
        let request = http::Request::put(format!("{}/latest/api/token", self.endpoint()))
            .header("x-aliyun-ecs-metadata-token-ttl-seconds", TOKEN_SECONDS)
            .body(Bytes::new());
        let v1 = !self.config.is_true(V1_DISABLED);
        match self.send(request).await {
            Ok(answer) if answer.status == 200 => {
                let token = std::str::from_utf8(&answer.body.0).ok().map(str::trim);
                let token =
                    token.filter(|token| !token.is_empty() && token.chars().all(|c| c.is_ascii_graphic()));
                match token {
                    Some(token) => Ok(Some(Zeroizing::new(token.to_owned()))),
                    None => Err(self.says("something that is not a token")),
                }
            }
            Ok(_) if v1 => Ok(None),
            Ok(answer) => {
                let said = format!("HTTP {} instead of a token, and {V1_DISABLED} is true", answer.status);
                Err(self.says(&said))
            }
            // In a container, the answer to PUT may not come through, while that to GET does.
            Err(SendError::Transport(error)) if v1 && error.kind() == TransportErrorKind::Timeout => Ok(None),
            Err(error) => Err(self.silent(error)),
        }
    }

    fn attached_role(&self, answer: &Fetched) -> Result<String, CredentialsError> {
        match answer.status {
            200 => {}
            404 => return Err(CredentialsError::absent("the instance has no RAM role")),
            status => return Err(self.says(&format!("HTTP {status} when asked for the role"))),
        }
        let text = String::from_utf8_lossy(&answer.body.0);
        let role = text.lines().next().unwrap_or_default().trim();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
        match role {
            "" => Err(CredentialsError::absent("the instance has no RAM role")),
            role if role.len() <= 64 && role.chars().all(allowed) => Ok(role.to_owned()),
            _ => Err(self.says("something that is not the name of a role")),
        }
    }

    async fn get(&self, path: &str, token: &Token) -> Result<Fetched, CredentialsError> {
        let mut request = http::Request::get(format!("{}{path}", self.endpoint()));
        if let Some(token) = token {
            let value = http::HeaderValue::from_str(token).map(|mut value| {
                value.set_sensitive(true);
                value
            });
            request = match value {
                Ok(value) => request.header(TOKEN, value),
                Err(_) => return Err(self.says("something that is not a token")),
            };
        }
        self.send(request.body(Bytes::new())).await.map_err(|error| self.silent(error))
    }

    async fn send(&self, request: http::Result<http::Request<Bytes>>) -> Result<Fetched, SendError> {
        let request = request.map_err(|error| {
            SendError::NoTransport(CredentialsError::new(format!("the request cannot be made: {error}")))
        })?;
        self.config.send(request, true, NEAR).await
    }

    fn endpoint(&self) -> String {
        self.config.metadata_endpoint.as_ref().map_or_else(|| ENDPOINT.to_owned(), ToString::to_string)
    }

    fn says(&self, what: &str) -> CredentialsError {
        CredentialsError::new(format!("the metadata service at {} says {what}", self.endpoint()))
    }

    /// Where nothing answers, there is no instance.
    fn silent(&self, error: SendError) -> CredentialsError {
        match error {
            SendError::NoTransport(error) => error,
            SendError::Transport(error) => {
                let message = format!("the metadata service at {} does not answer: {error}", self.endpoint());
                CredentialsError::absent(message).with_source(error)
            }
        }
    }
}

fn key(answer: &Fetched, role: &str) -> Result<Credentials, CredentialsError> {
    let what = format!("the metadata of the role {role}");
    let json =
        Json::parse(&answer.body.0).map_err(|error| CredentialsError::new(format!("{what} {error}")))?;
    match json.text("Code") {
        None | Some("Success") => temporary(&json, &SERVICE, &what),
        Some(code) => {
            let code = crate::codec::printable(code, 100);
            Err(CredentialsError::new(format!("{what} has the code {code} instead of Success")))
        }
    }
}

impl ProvideCredentials for InstanceRole {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.fetch())
    }
}
