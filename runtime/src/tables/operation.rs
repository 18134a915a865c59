//! What a product and its operations are to the runtime: static tables that the generator writes.
//!
//! Everything here is data. Nothing here checks, encodes or sends.

use super::{endpoints::Endpoints, parameter::Parameter};

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
/// use alibabacloud_runtime::codegen::{Effect, Endpoints, Method, Operation, Parameter, Place, Service};
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
    /// The parameters; [`Request::with`](crate::codegen::Request::with) takes indices into this table.
    pub parameters: &'static [Parameter],
    /// Sets of parameters of which a request must carry exactly one.
    pub exactly_one: &'static [&'static [&'static str]],
    /// How the operation divides a list into pages; `None` if it does not.
    pub pagination: Option<Pagination>,
    /// How a body with status 200 reports an error; `None` if it never does.
    pub envelope: Option<Envelope>,
    /// The permission that a caller needs, where it is documented.
    pub ram: Option<Ram>,
    /// Whether an answer may have what is never shown, so that no error has an excerpt of it.
    pub sensitive_answer: bool,
    /// Whether anybody may call it: no credentials are asked for, and nothing is signed.
    pub anonymous: bool,
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
            ram: None,
            sensitive_answer: false,
            anonymous: false,
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

    /// Needs this permission.
    #[must_use]
    pub const fn ram(mut self, ram: Ram) -> Self {
        self.ram = Some(ram);
        self
    }

    /// Answers with what is never shown.
    #[must_use]
    pub const fn sensitive_answer(mut self) -> Self {
        self.sensitive_answer = true;
        self
    }

    /// May be called by anybody.
    #[must_use]
    pub const fn anonymous(mut self) -> Self {
        self.anonymous = true;
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
#[cfg_attr(any(feature = "dynamic", feature = "fake-cloud"), derive(serde::Deserialize))]
#[cfg_attr(any(feature = "dynamic", feature = "fake-cloud"), serde(rename_all = "UPPERCASE"))]
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
#[cfg_attr(any(feature = "dynamic", feature = "fake-cloud"), derive(serde::Deserialize))]
#[cfg_attr(any(feature = "dynamic", feature = "fake-cloud"), serde(rename_all = "lowercase"))]
pub enum Media {
    /// `application/x-www-form-urlencoded`. In the RPC style, parameters of the query that do not fit into a URL
    /// travel in the form too.
    Form,
    /// `application/json`.
    Json,
    /// `application/octet-stream`.
    Bytes,
}

/// What an operation does to what the service keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing, however often it is asked.
    Read,
    /// Something, perhaps again with each request.
    Write,
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
    /// Pages begin at an item, counted from 0.
    Offset {
        /// The parameter with the number of items to leave out.
        offset: &'static str,
        /// The parameter with the number of items on a page.
        size: &'static str,
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

/// How a body with status 200 reports an error: `success` is false, or `code` is none of a success where there is no such field.
/// A name is empty where the answer has no such field. What is inside of an object has a path, `Data/Success`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The field that is `false` or `0`, or a text that says so, on failure.
    pub success: &'static str,
    /// The field with the error code; empty, if there is none.
    pub code: &'static str,
    /// The field with the explanation.
    pub message: &'static str,
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
