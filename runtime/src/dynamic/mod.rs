//! Operations that are known only at run time: called by a model of their product instead of by generated code.
//!
//! Everything that happens to such a call is what happens to a generated one, by the same code: checks, signature, retries,
//! errors, decoding. The model is what `alibabacloud_codegen::call_model` gives for a specification.

mod model;
mod preview;
mod schema;
mod tables;
mod value;

pub use preview::{Preview, SignedWith};
pub use schema::{Kind, Schema};

use crate::{
    call::{self, ByteStream, Call, Payload, ServiceClient, detailed},
    codec::{DecodeError, Decoded, Departure, DepartureKind},
    config::CallOptions,
    outcome::{Error, Response},
    tables::{MASK, Parameter, Sensitive, Service, Wire},
    transport::BoxFuture,
};
use bytes::Bytes;
use serde_json::Value;
use std::{error, fmt};
pub(crate) use tables::Entry;

/// One version of a product, read from its model.
///
/// Its tables live as long as the process, as those of generated code do: read a model once, not for each call.
///
/// ```
/// use alibabacloud_runtime::{dynamic::Product, Value};
///
/// # fn send(client: &alibabacloud_runtime::codegen::ServiceClient, model: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let product = Product::from_model(model)?;
/// let operation = product.operation("DescribeBackups").ok_or("no such operation")?;
/// let mut request = operation.request(client);
/// request.set("DBInstanceId", &Value::from("rm-uf6wjk5"))?;
/// let call = request.send(); // await it
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Product {
    service: &'static Service,
    entries: &'static [Entry],
}

impl Product {
    /// Reads a model.
    ///
    /// # Errors
    ///
    /// If the text is not a model.
    pub fn from_model(json: &str) -> Result<Self, ModelError> {
        let model = serde_json::from_str(json).map_err(|error| ModelError(error.to_string()))?;
        let (service, entries) = tables::tables(model).map_err(ModelError)?;
        Ok(Self { service, entries })
    }

    /// What a [`ServiceClient`] needs to know.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// The operations in the order of the model.
    pub fn operations(&self) -> impl Iterator<Item = Operation> {
        self.entries.iter().map(|entry| Operation { entry })
    }

    /// The operation of this name.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<Operation> {
        self.operations().find(|operation| operation.table().name == name)
    }
}

/// A text that is not a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError(String);

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is not a model: {}", self.0)
    }
}

impl error::Error for ModelError {}

/// An operation of a [`Product`].
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    entry: &'static Entry,
}

impl Operation {
    /// The table, as generated code would have it.
    #[must_use]
    pub fn table(self) -> &'static crate::tables::Operation {
        self.entry.operation
    }

    /// The parameters, in the order of the table, under the names by which [`Request::set`] knows them.
    pub fn parameters(self) -> impl Iterator<Item = (&'static str, Schema)> {
        let Entry { operation, names, parameters, types, .. } = self.entry;
        let named = names.iter().zip(operation.parameters).zip(parameters);
        named.map(|((name, table), r#type)| (name.as_str(), Schema { types, r#type, wire: table.wire }))
    }

    /// The answer.
    #[must_use]
    pub fn response(self) -> Schema {
        Schema { types: self.entry.types, r#type: &self.entry.response, wire: Wire::Plain }
    }

    /// The documented error codes, each with the HTTP status that comes with it.
    pub fn errors(self) -> impl Iterator<Item = (&'static str, u16)> {
        self.entry.errors.iter().map(|error| (error.code.as_str(), error.status))
    }

    /// Decodes the body of an answer that was received in another way.
    ///
    /// # Errors
    ///
    /// Those of [`decode`](crate::codegen::decode()).
    pub fn decode(self, body: &[u8]) -> Result<Decoded<Value>, DecodeError> {
        value::answer(self.entry, body)
    }

    /// A request without parameters.
    #[must_use]
    pub fn request(self, client: &ServiceClient) -> Request {
        Request { entry: self.entry, request: call::Request::new(client, self.entry.operation) }
    }
}

/// A request of an [`Operation`]. `Debug` shows what is not sensitive.
#[derive(Clone)]
pub struct Request {
    entry: &'static Entry,
    request: call::Request,
}

impl Request {
    /// Sets a parameter. The value is read as tolerantly as an answer: a number or a boolean may be a text, a time may be
    /// RFC 3339 whatever the wire does, an enum's value may be an undocumented one. Gives what was read differently from
    /// how it stands there. Limits are checked when the request is sent.
    ///
    /// Where several parameters have one name, `path/Name`, `query/Name`, `form/Name`, `header/Name`, `body/Name` or
    /// `host/Name` says which.
    ///
    /// # Errors
    ///
    /// If the operation has no such parameter or several of them, or if a part of the value could not be used.
    pub fn set(&mut self, name: &str, value: &Value) -> Result<Vec<Departure>, ArgumentError> {
        let (position, table, r#type) = self.parameter(name)?;
        if matches!(r#type, model::Type::Bytes) {
            return Err(ArgumentError::Bytes(name.to_owned()));
        }
        let mut read = value::argument(self.entry, r#type, table.wire, value).map_err(ArgumentError::Json)?;
        if table.sensitive == Sensitive::All {
            read.departures.iter_mut().for_each(|departure| departure.found = MASK.to_owned());
        }
        // An answer may leave things empty in many ways; who sets a parameter means something.
        let is_loss = |departure: &Departure| {
            use DepartureKind::{EmptySpelling, Null, UnknownField, Unusable};
            matches!(departure.kind, EmptySpelling | Null | Unusable | UnknownField)
        };
        let (mut lost, rest): (Vec<_>, Vec<_>) = read.departures.into_iter().partition(is_loss);
        // The innermost place says it best, and comes first.
        let mut inner = Vec::new();
        lost.retain(|departure| {
            let holds =
                inner.iter().any(|known: &String| known.starts_with(&format!("{}/", departure.pointer)));
            inner.push(departure.pointer.clone());
            !holds
        });
        match read.value {
            Some(value) if lost.is_empty() => {
                self.request = self.request.clone().with(position, &value);
                Ok(rest)
            }
            _ => Err(ArgumentError::Unusable(lost)),
        }
    }

    /// Sets the parameter that is a body of bytes.
    ///
    /// # Errors
    ///
    /// If the operation has no such parameter, or if it is not bytes.
    pub fn set_payload(&mut self, name: &str, payload: Payload) -> Result<(), ArgumentError> {
        let (position, _, r#type) = self.parameter(name)?;
        if !matches!(r#type, model::Type::Bytes) {
            return Err(ArgumentError::NotBytes(name.to_owned()));
        }
        self.request = self.request.clone().with_payload(position, payload);
        Ok(())
    }

    /// The parameter that a name means: its position, its table and its type.
    fn parameter(
        &self,
        name: &str,
    ) -> Result<(usize, &'static Parameter, &'static model::Type), ArgumentError> {
        let Entry { operation, names, parameters, .. } = self.entry;
        let position = names.iter().position(|known| known == name);
        let found = position.and_then(|at| Some((at, operation.parameters.get(at)?, parameters.get(at)?)));
        found.ok_or_else(|| {
            let ends = |known: &&String| known.rsplit_once('/').is_some_and(|(_, end)| end == name);
            let meant: Vec<String> = names.iter().filter(ends).cloned().collect();
            if meant.is_empty() {
                ArgumentError::Unknown(name.to_owned())
            } else {
                ArgumentError::Ambiguous(meant)
            }
        })
    }

    /// Settings for this request alone.
    #[must_use]
    pub fn configure(self, options: CallOptions) -> Self {
        Self { request: self.request.configure(options), ..self }
    }

    /// Sends the request and gives the body of the answer piece by piece.
    pub fn stream(self) -> Call<Response<ByteStream>> {
        self.request.stream()
    }

    /// Sends the request and decodes the answer.
    pub fn send(self) -> Call<Response<Answer>> {
        let entry = self.entry;
        Call::dynamic(self.request, move |answer, watch| {
            let decode = |_: &'static str, body: &Bytes| value::answer(entry, body);
            let body = answer.body.clone();
            let response = detailed(answer, watch, &decode)?;
            Ok(response.map(|value| Answer { value, body }))
        })
    }

    /// Checks and signs the request, and gives what would be sent. Nothing is, except by providers of credentials; and
    /// interceptors are not asked.
    #[must_use]
    pub fn preview(self, with: SignedWith) -> BoxFuture<'static, Result<Preview, Error>> {
        Box::pin(preview::preview(self.request, with))
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

/// An answer: what was decoded, and what it was decoded from.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    value: Value,
    body: Bytes,
}

impl Answer {
    /// The declared fields, spelled as the specification declares them; null if the answer is no JSON.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The body as it was received.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Why a parameter could not be set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArgumentError {
    /// The operation has no parameter of this name.
    Unknown(String),
    /// The operation has several parameters of this name; these names say which.
    Ambiguous(Vec<String>),
    /// The parameter of this name is bytes, for [`Request::set_payload`].
    Bytes(String),
    /// The parameter of this name is not bytes.
    NotBytes(String),
    /// These parts of the value could not be used.
    Unusable(Vec<Departure>),
    /// The value as a whole could not be read.
    Json(DecodeError),
}

impl fmt::Display for ArgumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "there is no parameter {name:?}"),
            Self::Ambiguous(names) => write!(f, "there are several; write {}", names.join(" or ")),
            Self::Bytes(name) => write!(f, "{name:?} is bytes, not a JSON value"),
            Self::NotBytes(name) => write!(f, "{name:?} is a JSON value, not bytes"),
            Self::Unusable(departures) => f.write_str(&crate::codec::list(departures, 0)),
            Self::Json(error) => error.fmt(f),
        }
    }
}

impl error::Error for ArgumentError {}
