//! A request in the making: the one struct that all generated request builders wrap.

use crate::{
    call::Call,
    check::check,
    client::ServiceClient,
    decode::decode,
    error::{Error, ErrorKind},
    exchange::{Answer, decoded, exchange, random_hex},
    flatten::{comma_separated, flatten},
    operation::{Operation, Parameter},
    page::{Items, Paged, Pages},
    record::{Element, Record, Wire},
    response::Response,
};
use serde_json::Value;
use std::fmt;

/// An operation and the values of its parameters. `Debug` shows the names of the parameters only.
#[derive(Clone)]
pub struct Request {
    client: ServiceClient,
    operation: &'static Operation,
    /// One place for each parameter of the operation.
    values: Vec<Option<Value>>,
}

impl Request {
    /// A request without parameters.
    #[must_use]
    pub fn new(client: &ServiceClient, operation: &'static Operation) -> Self {
        Self { client: client.clone(), operation, values: vec![None; operation.parameters.len()] }
    }

    /// Sets the parameter at `index` of the operation's table; a value set before is replaced.
    #[must_use]
    pub fn with<E: Element>(self, index: usize, value: &E) -> Self {
        let wire = match self.operation.parameters.get(index).map(|parameter| parameter.wire) {
            // Joined or written as JSON when it is sent: limits are about the items, not about the text.
            Some(Wire::CommaSeparated | Wire::Json) | None => Wire::Plain,
            Some(wire) => wire,
        };
        self.with_value(index, value.encode(wire))
    }

    /// Sends the request and decodes the answer.
    pub fn send<R: Record + Send + 'static>(self) -> Call<R> {
        Call::new(exchange(self), |answer| Ok(decoded(&answer, decode::<R>)?.value))
    }

    /// The same with request id, status, headers and departures.
    pub fn send_detailed<R: Record + Send + 'static>(self) -> Call<Response<R>> {
        Call::new(exchange(self), detailed)
    }

    /// All pages from the first, or from the one that the request names.
    pub fn pages<R: Paged>(self) -> Pages<R> {
        Pages::new(self)
    }

    /// The items of all pages.
    pub fn items<R: Paged>(self) -> Items<R> {
        Items::new(self)
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(crate) fn client(&self) -> &ServiceClient {
        &self.client
    }

    pub(crate) fn with_value(mut self, index: usize, value: Value) -> Self {
        debug_assert!(index < self.values.len(), "{} has no parameter {index}", self.operation.name);
        if let Some(slot) = self.values.get_mut(index) {
            *slot = Some(value);
        }
        self
    }

    /// Sets a parameter by its name; a name that the operation does not have is ignored.
    pub(crate) fn with_named(self, name: &str, value: Value) -> Self {
        match self.operation.parameters.iter().position(|parameter| parameter.name == name) {
            Some(index) => self.with_value(index, value),
            None => self,
        }
    }

    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.entries().find(|(parameter, _)| parameter.name == name).map(|(_, value)| value)
    }

    /// Checks the parameters, fills in idempotency tokens and gives what is to be sent.
    pub(crate) fn prepare(mut self) -> Result<Vec<(String, String)>, Error> {
        self.fill_tokens()?;
        check(self.operation, &self.values)
            .map_err(|message| Error::new(ErrorKind::InvalidRequest, message))?;
        let sent: Vec<(&str, Value)> = self
            .entries()
            .map(|(parameter, value)| (parameter.name, on_the_wire(parameter, value)))
            .collect();
        Ok(flatten(&sent))
    }

    fn fill_tokens(&mut self) -> Result<(), Error> {
        for (parameter, slot) in self.operation.parameters.iter().zip(&mut self.values) {
            if parameter.idempotency_token && slot.is_none() {
                *slot = Some(Value::String(random_hex()?));
            }
        }
        Ok(())
    }

    fn entries(&self) -> impl Iterator<Item = (&'static Parameter, &Value)> {
        let pairs = self.operation.parameters.iter().zip(&self.values);
        pairs.filter_map(|(parameter, value)| value.as_ref().map(|value| (parameter, value)))
    }
}

/// A text is taken for a finished document: nobody means a JSON text inside a JSON parameter.
fn on_the_wire(parameter: &Parameter, value: &Value) -> Value {
    match (parameter.wire, value) {
        (Wire::CommaSeparated, list) => comma_separated(list),
        (Wire::Json, Value::Null | Value::String(_)) => value.clone(),
        (Wire::Json, document) => Value::String(document.to_string()),
        _ => value.clone(),
    }
}

fn detailed<R: Record>(answer: Answer) -> Result<Response<R>, Error> {
    let decoded = decoded(&answer, decode::<R>)?;
    Ok(Response {
        value: decoded.value,
        request_id: answer.request_id(),
        status: answer.status.as_u16(),
        headers: answer.headers,
        departures: decoded.departures,
    })
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.entries().map(|(parameter, _)| parameter.name).collect();
        f.debug_struct("Request")
            .field("operation", &self.operation.name)
            .field("parameters", &names)
            .finish()
    }
}
