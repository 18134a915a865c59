//! A configuration applied to one product.

use super::{budget::Budget, clock::Clock};
use crate::{
    config::{Config, Endpoint},
    observe::Error,
    tables::Service,
};
use std::sync::Arc;

/// What every generated client holds. Cheap to clone; clones share what calls teach the client: how far its
/// clock is off, and how many repetitions it may still send.
#[derive(Clone, Debug)]
pub struct ServiceClient {
    service: &'static Service,
    config: Config,
    endpoint: Endpoint,
    lessons: Arc<Lessons>,
}

#[derive(Debug, Default)]
struct Lessons {
    clock: Clock,
    budget: Budget,
}

impl ServiceClient {
    /// A client of `service`.
    ///
    /// # Errors
    ///
    /// If the service has no endpoint in the configuration's region and network.
    pub fn new(service: &'static Service, config: &Config) -> Result<Self, Error> {
        let endpoint = service.endpoints.resolve(config.endpoint(), config.region(), config.network())?;
        Ok(Self { service, config: config.clone(), endpoint, lessons: Arc::default() })
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

    pub(crate) fn clock(&self) -> &Clock {
        &self.lessons.clock
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.lessons.budget
    }
}
