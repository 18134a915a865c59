//! What the HTTP client is made of: limits, proxy, certificates.

use super::{proxies, waits};
use crate::transport::connections::Connections;
use reqwest::{Client, ClientBuilder, Proxy, redirect, retry};
use rustls::{
    ClientConfig,
    client::ResolvesClientCert,
    crypto::{CryptoProvider, ring},
    pki_types::CertificateDer,
    sign::{CertifiedKey, SingleCertAndKey},
};
use rustls_platform_verifier::Verifier;
use std::{error::Error, fmt, sync::Arc};
use tower::util::MapFutureLayer;

/// `Debug` shows neither the proxy, which may have a password, nor the key.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) connections: Connections,
    pub(super) proxy: Option<Proxy>,
    /// Beside those of the platform.
    pub(super) roots: Vec<CertificateDer<'static>>,
    pub(super) identity: Option<Arc<CertifiedKey>>,
}

impl Settings {
    pub(super) fn client(&self, direct: bool) -> Result<Client, Box<dyn Error + Send + Sync>> {
        let proxies = match &self.proxy {
            _ if direct => Vec::new(),
            Some(proxy) => vec![proxy.clone()],
            None => proxies::of_environment()?,
        };
        let builder = proxies.into_iter().fold(Client::builder().no_proxy(), ClientBuilder::proxy);
        let client = builder
            .tls_backend_preconfigured(self.tls()?)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .connector_layer(MapFutureLayer::new(waits::connecting))
            .pool_idle_timeout(self.connections.pool_idle_timeout)
            .pool_max_idle_per_host(self.connections.pool_max_idle_per_host)
            .build()?;
        Ok(client)
    }

    fn tls(&self) -> Result<ClientConfig, rustls::Error> {
        let provider = provider();
        let verifier = self.verifier(Arc::clone(&provider))?;
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        Ok(match &self.identity {
            Some(identity) => builder.with_client_cert_resolver(resolver(identity)),
            None => builder.with_no_client_auth(),
        })
    }

    /// The platform's, with further roots.
    #[cfg(not(target_os = "android"))]
    fn verifier(&self, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
        Verifier::new_with_extra_roots(self.roots.iter().cloned(), provider)
    }

    #[cfg(target_os = "android")]
    fn verifier(&self, provider: Arc<CryptoProvider>) -> Result<Verifier, rustls::Error> {
        match self.roots.is_empty() {
            true => Verifier::new(provider),
            false => {
                Err(rustls::Error::General("on Android, root certificates belong to the system".to_owned()))
            }
        }
    }
}

pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn resolver(identity: &Arc<CertifiedKey>) -> Arc<dyn ResolvesClientCert> {
    Arc::new(SingleCertAndKey::from(Arc::clone(identity)))
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("connections", &self.connections)
            .field("proxy", &self.proxy.is_some())
            .field("roots", &self.roots.len())
            .field("identity", &self.identity.is_some())
            .finish()
    }
}
