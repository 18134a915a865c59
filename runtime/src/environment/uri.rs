//! Credentials that a server hands out at an address.

use super::{
    json::Json,
    provider_config::{FAR, ProviderConfig},
    temporary::{SERVICE, temporary},
};
use crate::{
    signing::{
        Cached, CachedCredentials, Credentials, CredentialsError, ProvideCredentials, provide_from_cache,
    },
    transport::BoxFuture,
};
use bytes::Bytes;
use std::{net::IpAddr, sync::Arc};

const URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";

/// Temporary credentials from the address in `ALIBABA_CLOUD_CREDENTIALS_URI`, kept as [`CachedCredentials`] describes.
///
/// The address is sent a GET and answers with JSON: `AccessKeyId`, `AccessKeySecret`, `SecurityToken`, `Expiration` and,
/// if there is one, a `Code` that is `Success`. It may be `https`. Plain `http` is accepted only where nobody else can
/// listen: `localhost` and loopback addresses, the link-local addresses `169.254.0.0/16` and `fe80::/10` at which hosts
/// serve their containers, and the metadata service `100.100.100.200`. Such requests use no proxy. Redirects are not
/// followed. Errors name the host only, since the rest of the address may be a secret.
#[derive(Debug)]
pub struct UriCredentials {
    cached: Cached,
}

provide_from_cache!(UriCredentials);

impl UriCredentials {
    /// What the variable of `config` says.
    #[must_use]
    pub fn new(config: &ProviderConfig) -> Self {
        let fetch = UriSource { uri: None, config: config.clone() };
        Self { cached: CachedCredentials::new(Arc::new(fetch), config.clock.clone()) }
    }
}

/// Asks the server each time that it is asked.
pub(super) struct UriSource {
    /// Without it, the variable is read.
    pub(super) uri: Option<String>,
    pub(super) config: ProviderConfig,
}

impl UriSource {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let uri = self.uri.clone().or_else(|| self.config.env.get(URI));
        let uri = uri.ok_or_else(|| CredentialsError::absent(format!("{URI} is not set")))?;
        let Address { uri, direct, shown } = Address::parse(&uri)?;
        let what = format!("the server of credentials at {shown}");
        let request = http::Request::get(uri).header("accept", "application/json").body(Bytes::new());
        let request = request.map_err(|error| CredentialsError::new(format!("{what}: {error}")))?;
        let sent = self.config.send(request, direct, FAR).await;
        let answer = sent.map_err(|error| error.about(&format!("{what} gave no answer")))?;
        if answer.status != 200 {
            return Err(CredentialsError::new(format!("{what} says HTTP {}", answer.status)));
        }
        let what = format!("the answer of {what}");
        let json =
            Json::parse(&answer.body.0).map_err(|error| CredentialsError::new(format!("{what} {error}")))?;
        match json.text("Code") {
            None | Some("Success") => temporary(&json, &SERVICE, &what),
            Some(_) => Err(CredentialsError::new(format!("{what} has a Code that is not Success"))),
        }
    }
}

impl ProvideCredentials for UriSource {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.fetch())
    }
}

impl std::fmt::Debug for UriSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UriSource").finish_non_exhaustive()
    }
}

/// An address that may be asked.
struct Address {
    uri: http::Uri,
    /// It is near, so no proxy is asked.
    direct: bool,
    /// Scheme, host and port.
    shown: String,
}

impl Address {
    fn parse(text: &str) -> Result<Self, CredentialsError> {
        let refuse = |why: &str| CredentialsError::new(format!("the address in {URI} cannot be used: {why}"));
        let uri: http::Uri = text.parse().map_err(|_| refuse("it is not a URL"))?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(refuse("it has no scheme or no host"));
        };
        if authority.as_str().contains('@') {
            return Err(refuse("it must not hold a user or a password"));
        }
        let shown = format!("{scheme}://{authority}");
        let direct = match scheme {
            "https" => false,
            "http" if is_near(authority.host()) => true,
            "http" => {
                let why = format!("{shown} is not on this machine or its host, so it must be https");
                return Err(refuse(&why));
            }
            _ => return Err(refuse("the scheme must be https or http")),
        };
        Ok(Self { uri, direct, shown })
    }
}

/// Whether what is sent to a host stays on this machine, its host or its link.
fn is_near(host: &str) -> bool {
    if host.eq_ignore_ascii_case("localhost") {
        return true;
    }
    match host.trim_start_matches('[').trim_end_matches(']').parse() {
        Ok(IpAddr::V4(address)) => {
            address.is_loopback() || address.is_link_local() || address.octets() == [100, 100, 100, 200]
        }
        Ok(IpAddr::V6(address)) => address.is_loopback() || address.is_unicast_link_local(),
        Err(_) => false,
    }
}
