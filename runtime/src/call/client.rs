//! A configuration applied to one product.

use super::{budget::Budget, clock::Clock};
use crate::{
    config::{Config, Endpoint},
    outcome::Error,
    tables::Service,
};
use std::{fmt, sync::Arc};

/// What every generated client holds. Cheap to clone; clones share what calls teach the client: how far its
/// clock is off, and how many repetitions it may still send. `Debug` shows product, region and endpoint.
#[derive(Clone)]
pub struct ServiceClient {
    service: &'static Service,
    config: Config,
    endpoint: Endpoint,
    lessons: Arc<Lessons>,
}

#[derive(Default)]
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

    /// The region that it calls; `None` is possible only with an explicit endpoint.
    ///
    /// ```
    /// # #[cfg(feature = "reqwest")] {
    /// use alibabacloud_runtime::{Config, codegen::{Endpoints, Service, ServiceClient}};
    ///
    /// static RDS: Service = Service {
    ///     product: "Rds",
    ///     version: "2014-08-15",
    ///     endpoints: Endpoints { rule: "rds.{region}.aliyuncs.com", vpc_rule: None, regions: &[] },
    /// };
    /// let client = ServiceClient::new(&RDS, &Config::builder().region("eu-central-1").build()?)?;
    /// assert_eq!(client.region(), Some("eu-central-1"));
    /// # }
    /// # Ok::<(), alibabacloud_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.config.region()
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

impl fmt::Debug for ServiceClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceClient")
            .field("product", &self.service.product)
            .field("version", &self.service.version)
            .field("region", &format_args!("{}", self.region().unwrap_or("none")))
            .field("endpoint", &format_args!("{}", self.endpoint))
            .finish_non_exhaustive()
    }
}
