//! A request in the making: the one struct that all generated request builders wrap.

use super::{
    check::check, client::ServiceClient, payload::Payload, random::random_hex, secrets::Hidden, shown::Shown,
};
use crate::{
    codec::{Element, IntoOptional, decode_text},
    config::CallOptions,
    outcome::{Error, ErrorKind},
    tables::{Operation, Parameter, Place, Wire},
};
use serde_json::Value;
use std::fmt;

/// An operation and the values of its parameters. `Debug` shows what is not sensitive.
#[derive(Clone)]
pub struct Request {
    client: ServiceClient,
    operation: &'static Operation,
    /// One place for each parameter of the operation.
    values: Vec<Option<Given>>,
    payload: Option<Payload>,
    /// Whether the body of the answer is taken piece by piece.
    streamed: bool,
    options: CallOptions,
}

/// Whether the same would be asked of the same operation, by whichever client.
impl PartialEq for Request {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.operation, other.operation)
            && self.values == other.values
            && self.payload == other.payload
            && self.streamed == other.streamed
            && self.options == other.options
    }
}

/// The value of a parameter.
#[derive(Clone, PartialEq)]
struct Given {
    /// What the limits are about.
    value: Value,
    /// What is sent instead, where a list is joined or a document is written into one text.
    text: Option<Value>,
}

impl Given {
    fn plain(value: Value) -> Self {
        Self { value, text: None }
    }

    fn new<E: Element>(value: &E, wire: Wire) -> Self {
        if structured(wire) == wire {
            return Self::plain(value.encode(wire));
        }
        let structured = value.encode(Wire::Plain);
        // Joined, an empty list would be an empty text, which some operations take for a value.
        let nothing = wire.separator().is_some() && structured == Value::Array(Vec::new());
        let text = if nothing { Value::Null } else { value.encode(wire) };
        Self { value: structured, text: Some(text) }
    }

    fn into_sent(self) -> Value {
        self.text.unwrap_or(self.value)
    }
}

/// How a value is kept that travels as `wire`: before it is joined or written into a text.
fn structured(wire: Wire) -> Wire {
    if wire == Wire::Json || wire.separator().is_some() { Wire::Plain } else { wire }
}

impl Request {
    /// A request without parameters.
    #[must_use]
    pub fn new(client: &ServiceClient, operation: &'static Operation) -> Self {
        let values = vec![None; operation.parameters.len()];
        Self {
            client: client.clone(),
            operation,
            values,
            payload: None,
            streamed: false,
            options: CallOptions::new(),
        }
    }

    /// Sets the parameter at `index` of the operation's table; a value set before is replaced.
    #[must_use]
    pub fn with<E: Element>(self, index: usize, value: &E) -> Self {
        let wire = self.wire(index);
        self.given(index, Some(Given::new(value, wire)))
    }

    /// Sets the parameter at `index` of the operation's table, or with `None` takes its value away.
    #[must_use]
    pub fn set<E: Element>(self, index: usize, value: impl IntoOptional<E>) -> Self {
        match value.into_optional() {
            Some(value) => self.with(index, &value),
            None => self.given(index, None),
        }
    }

    /// The value of the parameter at `index` of the operation's table, as it will be sent.
    #[must_use]
    pub fn get<E: Element>(&self, index: usize) -> Option<E> {
        let given = self.values.get(index)?.as_ref()?;
        let decoded =
            decode_text(self.operation.name, &given.value.to_string(), structured(self.wire(index)));
        decoded.ok()?.value
    }

    /// Sets the parameter at `index` of the operation's table, which is a body of bytes.
    #[must_use]
    pub fn with_payload(self, index: usize, payload: Payload) -> Self {
        // That it is there is all that can be checked.
        let request = self.given(index, Some(Given::plain(Value::Bool(true))));
        Self { payload: Some(payload), ..request }
    }

    /// Sets the parameter at `index` of the operation's table, which is a body of bytes, or takes it away.
    #[must_use]
    pub fn set_payload(self, index: usize, payload: impl IntoOptional<Payload>) -> Self {
        match payload.into_optional() {
            Some(payload) => self.with_payload(index, payload),
            None => Self { payload: None, ..self.given(index, None) },
        }
    }

    /// The body of bytes.
    #[must_use]
    pub fn payload(&self) -> Option<Payload> {
        self.payload.clone()
    }

    /// Settings for this request alone. What they do not set stays as it was before.
    #[must_use]
    pub fn configure(self, options: CallOptions) -> Self {
        Self { options: options.or(self.options), ..self }
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(crate) fn client(&self) -> &ServiceClient {
        &self.client
    }

    pub(crate) fn options(&self) -> &CallOptions {
        &self.options
    }

    fn wire(&self, index: usize) -> Wire {
        self.operation.parameters.get(index).map_or(Wire::Plain, |parameter| parameter.wire)
    }

    fn given(mut self, index: usize, given: Option<Given>) -> Self {
        debug_assert!(index < self.values.len(), "{} has no parameter {index}", self.operation.name);
        if let Some(slot) = self.values.get_mut(index) {
            *slot = given;
        }
        self
    }

    /// Sets a parameter by its name; a name that the operation does not have is ignored.
    pub(crate) fn with_named(self, name: &str, value: Value) -> Self {
        match self.operation.parameters.iter().position(|parameter| parameter.name == name) {
            Some(index) => self.given(index, Some(Given::plain(value))),
            None => self,
        }
    }

    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.entries().find(|(parameter, _)| parameter.name == name).map(|(_, given)| &given.value)
    }

    pub(crate) fn take_payload(&mut self) -> Option<Payload> {
        self.payload.take()
    }

    pub(crate) fn is_streamed(&self) -> bool {
        self.streamed
    }

    pub(crate) fn streamed(self) -> Self {
        Self { streamed: true, ..self }
    }

    /// The sensitive values.
    pub(crate) fn hidden(&self) -> Hidden {
        Hidden::new(self.entries().map(|(parameter, given)| (parameter, &given.value)))
    }

    /// Checks the parameters, fills in idempotency tokens and gives what is to be sent.
    pub(crate) fn prepare(mut self) -> Result<Vec<(&'static Parameter, Value)>, Error> {
        self.fill_tokens()?;
        let values: Vec<Option<&Value>> =
            self.values.iter().map(|given| given.as_ref().map(|given| &given.value)).collect();
        check(self.operation, &values).map_err(|message| Error::new(ErrorKind::InvalidRequest, message))?;
        let given = self.operation.parameters.iter().zip(self.values);
        Ok(given.filter_map(|(parameter, given)| Some((parameter, given?.into_sent()))).collect())
    }

    fn fill_tokens(&mut self) -> Result<(), Error> {
        for (parameter, slot) in self.operation.parameters.iter().zip(&mut self.values) {
            if parameter.idempotency_token && slot.is_none() {
                *slot = Some(Given::plain(Value::String(random_hex()?)));
            }
        }
        Ok(())
    }

    fn entries(&self) -> impl Iterator<Item = (&'static Parameter, &Given)> {
        let pairs = self.operation.parameters.iter().zip(&self.values);
        pairs.filter_map(|(parameter, given)| given.as_ref().map(|given| (parameter, given)))
    }
}

impl Request {
    /// Writes a request as `name`, with the values that it has. `names` are those of the parameters in Rust, between
    /// spaces.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    pub fn debug(&self, name: &str, names: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(name, names.split(' '), f)
    }

    fn show<'n>(
        &self,
        name: &str,
        names: impl Iterator<Item = &'n str>,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let mut shown = f.debug_struct(name);
        for ((name, parameter), given) in names.zip(self.operation.parameters).zip(&self.values) {
            match (given, &self.payload) {
                (None, _) => {}
                (Some(_), Some(payload)) if parameter.place == Place::Body => {
                    shown.field(name, payload);
                }
                (Some(given), _) => {
                    shown.field(name, &Shown::new(&given.value, parameter.sensitive));
                }
            }
        }
        shown.finish_non_exhaustive()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(self.operation.name, self.operation.parameters.iter().map(|parameter| parameter.name), f)
    }
}

/// Makes the method that reads a parameter, a body of bytes, or a choice between parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! getter {
    ($name:ident, $payload:ty) => {
        /// The body that is given, if any.
        #[must_use]
        pub fn $name(&self) -> ::std::option::Option<$payload> {
            self.request.payload()
        }
    };
    ($name:ident, $index:literal, $type:ty) => {
        /// The value that is given, if any.
        #[must_use]
        pub fn $name(&self) -> ::std::option::Option<$type> {
            self.request.get($index)
        }
    };
    ($name:ident, $choice:ident, $($index:literal => $variant:ident),+) => {
        /// The one that is given.
        #[must_use]
        pub fn $name(&self) -> ::std::option::Option<$choice> {
            ::std::option::Option::None
                $(.or_else(|| self.request.get($index).map($choice::$variant)))+
        }
    };
}

/// Implements `Debug` for what wraps a [`Request`](crate::codegen::Request).
#[doc(hidden)]
#[macro_export]
macro_rules! request {
    ($builder:ident, $names:literal) => {
        impl ::std::fmt::Debug for $builder {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.request.debug(stringify!($builder), $names, f)
            }
        }
    };
}

/// Implements `Debug` for a choice between parameters of which one is sensitive.
#[doc(hidden)]
#[macro_export]
macro_rules! hidden {
    ($choice:ident) => {
        impl ::std::fmt::Debug for $choice {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(concat!(stringify!($choice), "([redacted])"))
            }
        }
    };
}
