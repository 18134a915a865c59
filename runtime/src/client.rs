//! A configuration applied to one product.

use crate::{config::Config, endpoint::Endpoint, error::Error, operation::Service};

/// What every generated client holds. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ServiceClient {
    service: &'static Service,
    config: Config,
    endpoint: Endpoint,
}

impl ServiceClient {
    /// A client of `service`.
    ///
    /// # Errors
    ///
    /// If the service has no endpoint in the configuration's region and network.
    pub fn new(service: &'static Service, config: &Config) -> Result<Self, Error> {
        let endpoint = service.endpoints.resolve(config.endpoint(), config.region(), config.network())?;
        Ok(Self { service, config: config.clone(), endpoint })
    }

    /// The product version that it calls.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// The configuration that it was made with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The endpoint that it calls.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }
}
