//! A request that is checked and complete: what is the same in each attempt to send it.

use super::{client::ServiceClient, compose::Composed, payload::Measured, request::Request, secrets::Hidden};
use crate::{
    config::Endpoint,
    outcome::{Attempt, Error},
    tables::Operation,
};
use http::HeaderMap;
use std::{sync::Arc, time::Duration};

/// A request that is in order, with everything that is the same in each attempt to send it.
pub(crate) struct Prepared {
    pub(crate) client: ServiceClient,
    pub(crate) operation: &'static Operation,
    pub(crate) endpoint: Endpoint,
    pub(crate) region: Option<Arc<str>>,
    /// What the header `host` says.
    pub(crate) host: String,
    pub(crate) composed: Composed,
    pub(crate) hidden: Hidden,
    /// Those that the caller adds.
    pub(crate) headers: HeaderMap,
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    /// Whether the body of the answer is taken piece by piece.
    pub(crate) streamed: bool,
}

impl Prepared {
    /// `payload` is that of the request.
    pub(crate) fn new(request: Request, payload: Option<Measured>) -> Result<Self, Error> {
        let (client, operation) = (request.client().clone(), request.operation());
        let (endpoint, headers) = (
            request.options().resolve(client.service(), client.config(), client.endpoint())?,
            request.options().headers()?,
        );
        let (connect_timeout, read_timeout) = request.options().connection_limits(client.config())?;
        let region = request.options().region_of(client.config());
        let streamed = request.is_streamed();
        let hidden = request.hidden();
        let composed = Composed::new(operation, &request.prepare()?, payload)?;
        let (endpoint, host) = match &composed.host_label {
            Some(label) => (endpoint.below(label), format!("{label}.{}", endpoint.authority())),
            None => (endpoint.clone(), endpoint.authority()),
        };
        Ok(Self {
            client,
            operation,
            endpoint,
            region,
            host,
            composed,
            hidden,
            headers,
            connect_timeout,
            read_timeout,
            streamed,
        })
    }

    /// What interceptors are told of the attempt with this number.
    pub(crate) fn attempt(&self, number: u32) -> Attempt<'_> {
        Attempt::new(self.operation, number, self.composed.names())
    }
}
