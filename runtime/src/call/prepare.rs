//! A request that is checked and complete: what is the same in each attempt to send it.

use super::{client::ServiceClient, request::Request};
use crate::{
    config::Endpoint,
    observe::{Attempt, Error},
    tables::Operation,
};
use http::HeaderMap;
use std::time::Duration;

/// A request that is in order, with everything that is the same in each attempt to send it.
pub(crate) struct Prepared {
    pub(crate) client: ServiceClient,
    pub(crate) operation: &'static Operation,
    pub(crate) endpoint: Endpoint,
    pub(crate) parameters: Vec<(String, String)>,
    /// Those that the caller adds.
    pub(crate) headers: HeaderMap,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
}

impl Prepared {
    pub(crate) fn new(request: Request) -> Result<Self, Error> {
        let (client, operation) = (request.client().clone(), request.operation());
        let (endpoint, headers) = (
            request.options().resolve(client.service(), client.config(), client.endpoint())?,
            request.options().headers()?,
        );
        let (connect_timeout, read_timeout) = request.options().connection_limits(client.config())?;
        let parameters = request.prepare()?;
        Ok(Self { client, operation, endpoint, parameters, headers, connect_timeout, read_timeout })
    }

    /// What interceptors are told of the attempt with this number.
    pub(crate) fn attempt(&self, number: u32) -> Attempt<'_> {
        Attempt::new(self.operation, number, &self.parameters)
    }
}
