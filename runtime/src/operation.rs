//! What a product and its operations are to the runtime: static tables that the generator writes.
//!
//! Everything here is data. Nothing here checks, encodes or sends.

use crate::{endpoint::Endpoints, limits::Limits, record::Wire};

/// One version of one product.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// The product code, such as `Rds`.
    pub product: &'static str,
    /// The API version, such as `2014-08-15`; sent as `x-acs-version`.
    pub version: &'static str,
    /// Where the product answers.
    pub endpoints: Endpoints,
}

/// One operation of a [`Service`].
///
/// ```
/// use alibabacloud_runtime::{Effect, Endpoints, Method, Operation, Parameter, Place, Service};
///
/// static SERVICE: Service = Service {
///     product: "Demo",
///     version: "2024-01-01",
///     endpoints: Endpoints { rule: "demo.{region}.aliyuncs.com", vpc_rule: None, regions: &[] },
/// };
/// static LIST: Operation = Operation::new("ListThings", &SERVICE).reads();
/// static DELETE: Operation = Operation::new("DeleteThing", &SERVICE)
///     .at(Method::Delete, "/things/{ThingId}")
///     .parameters(&[Parameter::new("ThingId").place(Place::Path).required()]);
/// assert_eq!((LIST.method, LIST.path, LIST.effect), (Method::Post, "/", Effect::Read));
/// assert!(!DELETE.is_repeatable());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The name, such as `DescribeBackups`; sent as `x-acs-action`.
    pub name: &'static str,
    /// The product version that it belongs to.
    pub service: &'static Service,
    /// The HTTP method.
    pub method: Method,
    /// The path, in which `{Name}` stands for the value of a parameter; `/` in the RPC style.
    pub path: &'static str,
    /// What a body of the request is; `None` if there is none.
    pub media: Option<Media>,
    /// What it does to what the service keeps.
    pub effect: Effect,
    /// The parameters; [`Request::with`](crate::Request::with) takes indices into this table.
    pub parameters: &'static [Parameter],
    /// Sets of parameters of which a request must carry exactly one.
    pub exactly_one: &'static [&'static [&'static str]],
    /// How the operation divides a list into pages; `None` if it does not.
    pub pagination: Option<Pagination>,
    /// How a body with status 200 reports an error; `None` if it never does.
    pub envelope: Option<Envelope>,
    /// The documented error codes.
    pub errors: &'static [ErrorCode],
    /// The permission that a caller needs, where it is documented.
    pub ram: Option<Ram>,
}

impl Operation {
    /// An operation of the RPC style (`POST /`) that may change something and has no parameters.
    #[must_use]
    pub const fn new(name: &'static str, service: &'static Service) -> Self {
        Self {
            name,
            service,
            method: Method::Post,
            path: "/",
            media: None,
            effect: Effect::Write,
            parameters: &[],
            exactly_one: &[],
            pagination: None,
            envelope: None,
            errors: &[],
            ram: None,
        }
    }

    /// Is called with this method at this path.
    #[must_use]
    pub const fn at(mut self, method: Method, path: &'static str) -> Self {
        self.method = method;
        self.path = path;
        self
    }

    /// Takes a body.
    #[must_use]
    pub const fn media(mut self, media: Media) -> Self {
        self.media = Some(media);
        self
    }

    /// Changes nothing.
    #[must_use]
    pub const fn reads(mut self) -> Self {
        self.effect = Effect::Read;
        self
    }

    /// Has these parameters.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Needs exactly one parameter of each of these sets.
    #[must_use]
    pub const fn exactly_one(mut self, sets: &'static [&'static [&'static str]]) -> Self {
        self.exactly_one = sets;
        self
    }

    /// Divides a list into pages.
    #[must_use]
    pub const fn pagination(mut self, pagination: Pagination) -> Self {
        self.pagination = Some(pagination);
        self
    }

    /// Reports errors inside of answers with status 200.
    #[must_use]
    pub const fn envelope(mut self, envelope: Envelope) -> Self {
        self.envelope = Some(envelope);
        self
    }

    /// Has these documented error codes.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [ErrorCode]) -> Self {
        self.errors = errors;
        self
    }

    /// Needs this permission.
    #[must_use]
    pub const fn ram(mut self, ram: Ram) -> Self {
        self.ram = Some(ram);
        self
    }

    /// Whether a request that was sent twice has the effect of one: the operation reads, or its requests carry
    /// an idempotency token. Only such requests are repeated.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        self.effect == Effect::Read || self.parameters.iter().any(|parameter| parameter.idempotency_token)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `DELETE`.
    Delete,
    /// `PATCH`.
    Patch,
    /// `HEAD`.
    Head,
}

impl Method {
    /// The method as it is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Patch => "PATCH",
            Self::Head => "HEAD",
        }
    }
}

/// What the body of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Media {
    /// `application/x-www-form-urlencoded`. In the RPC style, parameters of the query that do not fit into a URL
    /// travel in the form too.
    Form,
    /// `application/json`.
    Json,
    /// `application/octet-stream`.
    Bytes,
}

/// Where a parameter is in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the query, lists and objects flattened: `Name.1.Key`.
    Query,
    /// In a form body, flattened as in the query.
    Form,
    /// In the path, in place of `{Name}`.
    Path,
    /// A header.
    Header,
    /// The whole body.
    Body,
    /// A field of the JSON object that is the body.
    BodyField,
    /// The first label of the host.
    Host,
}

/// What an operation does to what the service keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing, however often it is asked.
    Read,
    /// Something, perhaps again with each request.
    Write,
}

/// One parameter of an [`Operation`], or one field of a parameter that is an object.
///
/// ```
/// use alibabacloud_runtime::{Parameter, Wire};
///
/// static PARAMETERS: &[Parameter] = &[
///     Parameter::new("DBInstanceId").required(),
///     Parameter::new("StartTime").wire(Wire::Iso8601Minutes),
///     Parameter::new("PageSize").values(&[30, 50, 100]),
///     Parameter::new("Filters")
///         .items(None, Some(5))
///         .fields(&[Parameter::new("Values").items(None, Some(500))]),
/// ];
/// assert!(PARAMETERS[0].is_required());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) wildcard: bool,
    pub(crate) wire: Wire,
    pub(crate) required: bool,
    pub(crate) idempotency_token: bool,
    pub(crate) limits: Limits,
    pub(crate) fields: &'static [Parameter],
}

impl Parameter {
    /// An optional parameter of the query without limits that travels as JSON writes its type.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Query,
            wildcard: false,
            wire: Wire::Plain,
            required: false,
            idempotency_token: false,
            limits: Limits::NONE,
            fields: &[],
        }
    }

    /// Must be present and not empty.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Is in this place of the request.
    #[must_use]
    pub const fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// May have slashes in its value, which divide the path.
    #[must_use]
    pub const fn wildcard(mut self) -> Self {
        self.wildcard = true;
        self
    }

    /// Travels as `wire` says.
    #[must_use]
    pub const fn wire(mut self, wire: Wire) -> Self {
        self.wire = wire;
        self
    }

    /// The smallest and the largest number accepted, both included.
    #[must_use]
    pub const fn range(mut self, minimum: Option<i64>, maximum: Option<i64>) -> Self {
        self.limits.minimum = minimum;
        self.limits.maximum = maximum;
        self
    }

    /// The only numbers accepted.
    #[must_use]
    pub const fn values(mut self, values: &'static [i64]) -> Self {
        self.limits.values = values;
        self
    }

    /// The smallest and the largest number of list items accepted, both included.
    #[must_use]
    pub const fn items(mut self, minimum: Option<usize>, maximum: Option<usize>) -> Self {
        self.limits.min_items = minimum;
        self.limits.max_items = maximum;
        self
    }

    /// The smallest and the largest number of characters accepted, both included.
    #[must_use]
    pub const fn length(mut self, minimum: Option<usize>, maximum: Option<usize>) -> Self {
        self.limits.min_length = minimum;
        self.limits.max_length = maximum;
        self
    }

    /// Only ASCII characters are accepted.
    #[must_use]
    pub const fn ascii(mut self) -> Self {
        self.limits.ascii = true;
        self
    }

    /// The fields of an object, or of the objects in a list.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [Parameter]) -> Self {
        self.fields = fields;
        self
    }

    /// Makes a repeated request have one effect; filled with 32 random lower-case hexadecimal digits when it
    /// is absent.
    #[must_use]
    pub const fn idempotency_token(mut self) -> Self {
        self.idempotency_token = true;
        self
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether a request without it is refused.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// What is accepted.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }
}

/// How an operation divides a list into pages.
///
/// Names are those of top-level parameters and fields; a `/` descends into a field of the answer
/// (`PageInfo/Total`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pagination {
    /// Pages have numbers.
    PageNumber {
        /// The parameter with the number of the page.
        page: &'static str,
        /// The parameter with the number of items on a page.
        size: &'static str,
        /// The number of the first page: 0 or 1.
        first: i64,
        /// The field of the answer with the number of items on all pages.
        total: Option<&'static str>,
    },
    /// Each page names the next one.
    Token {
        /// The parameter that takes the token.
        request: &'static str,
        /// The field of the answer with the token of the next page.
        response: &'static str,
        /// The parameter with the number of items on a page.
        size: Option<&'static str>,
    },
}

/// How a body with status 200 reports an error: `success` is false, and the other two fields say why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The field that is `false`, or the text `"false"`, on failure.
    pub success: &'static str,
    /// The field with the error code.
    pub code: &'static str,
    /// The field with the explanation.
    pub message: &'static str,
}

/// A documented error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code, such as `InvalidDBInstanceId.NotFound`.
    pub code: &'static str,
    /// The HTTP status that comes with it.
    pub status: u16,
}

impl ErrorCode {
    /// A code and the HTTP status that comes with it.
    #[must_use]
    pub const fn new(code: &'static str, status: u16) -> Self {
        Self { code, status }
    }
}

/// The permission that a caller of an operation needs, in the terms of Resource Access Management.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ram {
    /// The action, such as `rds:DescribeBackups`.
    pub action: &'static str,
    /// The kind of access, such as `get` or `list`.
    pub access: &'static str,
    /// The type of resource, such as `DBInstance`.
    pub resource: &'static str,
}
