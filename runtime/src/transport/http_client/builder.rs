//! How the transport is given what a program's network asks for.

use super::{
    ReqwestTransport,
    proxies::{exceptions, is_address},
    settings::{Settings, provider},
};
use crate::transport::error::{TransportError, TransportErrorKind};
use reqwest::{Proxy, Url};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    sign::CertifiedKey,
};
use std::{fmt, sync::Arc, time::Duration};
use zeroize::Zeroizing;

impl ReqwestTransport {
    /// A transport to fill in. What is left out is as in [`new`](Self::new).
    ///
    /// ```no_run
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::{Config, transport::ReqwestTransport};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let transport = ReqwestTransport::builder()
    ///     .proxy("http://proxy.example.com:3128")
    ///     .proxy_credentials("me", std::env::var("PROXY_PASSWORD")?)
    ///     .root_certificates_pem(std::fs::read("/etc/company/roots.pem")?)
    ///     .build()?;
    /// let config = Config::builder().region("cn-hangzhou").transport(transport).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder::default()
    }
}

/// A [`ReqwestTransport`] in the making. Redirects and repetitions by the HTTP client stay off, whatever is set. `Debug` shows
/// no secrets.
#[derive(Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ReqwestTransportBuilder {
    settings: Settings,
    proxy: Option<Zeroizing<String>>,
    proxy_credentials: Option<(String, Zeroizing<String>)>,
    roots: Vec<Encoded>,
    identity: Option<(Vec<u8>, Zeroizing<Vec<u8>>)>,
}

/// Certificates as they were given.
enum Encoded {
    Pem(Vec<u8>),
    Der(Vec<u8>),
}

impl ReqwestTransportBuilder {
    /// The proxy for all requests but [direct](crate::transport::HttpRequest::direct) ones and those to hosts that `NO_PROXY` names:
    /// `http://` or `https://`, a host and perhaps a port. `HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY` have no meaning then. A user and a
    /// password may stand in the address, encoded as in any URL.
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.proxy = Some(Zeroizing::new(address.into()));
        self
    }

    /// Who uses the [proxy](Self::proxy): sent to it as basic authentication, and to nobody else.
    pub fn proxy_credentials(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.proxy_credentials = Some((user.into(), Zeroizing::new(password.into())));
        self
    }

    /// Certificates of authorities to trust beside those of the platform, one or more in PEM. It may be called again.
    pub fn root_certificates_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(Encoded::Pem(pem.into()));
        self
    }

    /// The certificate of an authority to trust beside those of the platform, in DER. It may be called again.
    pub fn root_certificate_der(mut self, der: impl Into<Vec<u8>>) -> Self {
        self.roots.push(Encoded::Der(der.into()));
        self
    }

    /// Who the program is to servers and proxies that ask for a certificate: its certificate, followed by those in between
    /// if there are any, and its private key (PKCS#8, PKCS#1 or SEC1, not encrypted), both in PEM.
    pub fn identity_pem(mut self, certificates: impl Into<Vec<u8>>, private_key: impl Into<Vec<u8>>) -> Self {
        self.identity = Some((certificates.into(), Zeroizing::new(private_key.into())));
        self
    }

    /// The longest time for connecting: name resolution, TCP and TLS together; 5 seconds by default. It is for requests
    /// whose client and call set none.
    pub fn connect_timeout(mut self, connect_timeout: Duration) -> Self {
        self.settings.connections.connect_timeout = Some(connect_timeout);
        self
    }

    /// The longest wait for an answer to begin, once there is a connection, and for each further piece of it; 10 seconds
    /// by default. It is for requests whose client and call set none.
    pub fn read_timeout(mut self, read_timeout: Duration) -> Self {
        self.settings.connections.read_timeout = Some(read_timeout);
        self
    }

    /// How long an unused connection is kept; 30 seconds by default.
    pub fn pool_idle_timeout(mut self, pool_idle_timeout: Duration) -> Self {
        self.settings.connections.pool_idle_timeout = pool_idle_timeout;
        self
    }

    /// How many unused connections to a host are kept; 100 by default, 0 for none.
    pub fn pool_max_idle_per_host(mut self, pool_max_idle_per_host: usize) -> Self {
        self.settings.connections.pool_max_idle_per_host = pool_max_idle_per_host;
        self
    }

    /// The transport. Neither the network nor the certificates of the platform are looked at before the first request.
    ///
    /// # Errors
    ///
    /// Of the kind [`Configuration`](TransportErrorKind::Configuration): if the address of the proxy cannot be one, there
    /// are credentials for a proxy and no proxy, a certificate or the key cannot be read, or the key is another one's. None
    /// repeats what was given.
    pub fn build(mut self) -> Result<ReqwestTransport, TransportError> {
        self.settings.proxy = proxy(self.proxy, self.proxy_credentials)?;
        self.settings.roots = roots(&self.roots)?;
        self.settings.identity =
            self.identity.map(|(certificates, key)| identity(&certificates, &key)).transpose()?;
        Ok(ReqwestTransport::with_settings(self.settings))
    }
}

impl fmt::Debug for ReqwestTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransportBuilder")
            .field("connections", &self.settings.connections)
            .field("proxy", &self.proxy.is_some())
            .field("roots", &self.roots.len())
            .field("identity", &self.identity.is_some())
            .finish()
    }
}

type Credentials = (String, Zeroizing<String>);

fn proxy(
    address: Option<Zeroizing<String>>,
    credentials: Option<Credentials>,
) -> Result<Option<Proxy>, TransportError> {
    let Some(address) = address else {
        let refused = credentials.map(|_| Err(refusal("there are credentials for a proxy, but no proxy")));
        return refused.unwrap_or(Ok(None));
    };
    let proxy = Url::parse(&address).ok().filter(is_address).and_then(|url| Proxy::all(url).ok());
    let proxy = proxy.ok_or_else(|| {
        refusal("the address of the proxy is not one such as http://proxy.example.com:3128")
    })?;
    let proxy = match credentials {
        Some((user, password)) => proxy.basic_auth(&user, &password),
        None => proxy,
    };
    Ok(Some(proxy.no_proxy(exceptions())))
}

fn roots(encoded: &[Encoded]) -> Result<Vec<CertificateDer<'static>>, TransportError> {
    let mut roots = Vec::new();
    for encoded in encoded {
        match encoded {
            Encoded::Pem(pem) => roots.append(&mut certificates(pem, "the root certificates")?),
            Encoded::Der(der) => roots.push(CertificateDer::from(der.clone())),
        }
    }
    let mut store = RootCertStore::empty();
    for root in &roots {
        let unusable = |error| refusal(&format!("a root certificate cannot be used: {error}"));
        store.add(root.clone()).map_err(unusable)?;
    }
    Ok(roots)
}

fn certificates(pem: &[u8], what: &str) -> Result<Vec<CertificateDer<'static>>, TransportError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    found
        .ok()
        .filter(|found| !found.is_empty())
        .ok_or_else(|| refusal(&format!("{what} are not certificates in PEM")))
}

fn identity(pem: &[u8], key: &[u8]) -> Result<Arc<CertifiedKey>, TransportError> {
    let certificates = certificates(pem, "the certificates of the identity")?;
    let key = PrivateKeyDer::from_pem_slice(key)
        .map_err(|_| refusal("the key of the identity is not an unencrypted private key in PEM"))?;
    let certified = CertifiedKey::from_der(certificates, key, &provider());
    certified.map(Arc::new).map_err(|error| refusal(&format!("the identity cannot be used: {error}")))
}

fn refusal(message: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Configuration, message)
}
