//! The model text as it is written: nothing here is checked or resolved.

use crate::tables::{Limits, Media, Method, Place};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One version of one product.
#[derive(Deserialize)]
pub(super) struct Model {
    pub(super) product: String,
    pub(super) version: String,
    pub(super) endpoints: Endpoints,
    pub(super) operations: Vec<Operation>,
    pub(super) types: BTreeMap<String, Definition>,
}

#[derive(Deserialize)]
pub(super) struct Endpoints {
    pub(super) rule: String,
    pub(super) vpc_rule: Option<String>,
    pub(super) regions: Vec<Region>,
}

#[derive(Deserialize)]
pub(super) struct Region {
    pub(super) region: String,
    pub(super) public: String,
    pub(super) vpc: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Operation {
    pub(super) name: String,
    pub(super) method: Option<Method>,
    pub(super) path: Option<String>,
    pub(super) media: Option<Media>,
    pub(super) effect: Effect,
    pub(super) parameters: Vec<Parameter>,
    pub(super) exactly_one: Vec<Vec<String>>,
    pub(super) pagination: Option<Pagination>,
    pub(super) envelope: Option<Envelope>,
    pub(super) errors: Vec<ErrorCode>,
    pub(super) ram: Option<Ram>,
    pub(super) response: Type,
    #[serde(default)]
    pub(super) sensitive_answer: bool,
    #[serde(default)]
    pub(super) anonymous: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Effect {
    Read,
    Write,
}

#[derive(Deserialize)]
pub(super) struct Parameter {
    #[serde(flatten)]
    pub(super) rules: Rules,
    pub(super) r#type: Type,
    pub(super) wire: Wire,
    pub(super) r#in: Option<Place>,
    #[serde(default)]
    pub(super) wildcard: bool,
    #[serde(default)]
    pub(super) sensitive: Sensitive,
    pub(super) idempotency_token: bool,
}

/// What of a value is never shown.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Sensitive {
    All(bool),
    Fields(Vec<String>),
}

impl Default for Sensitive {
    fn default() -> Self {
        Self::All(false)
    }
}

/// What a parameter, or a field inside of one, must keep to.
#[derive(Deserialize)]
pub(super) struct Rules {
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) limits: Limits<Vec<i64>>,
    pub(super) fields: Vec<Rules>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Pagination {
    PageNumber { page: String, size: String, first: i64, total: Option<String> },
    Offset { offset: String, size: String, total: Option<String> },
    Token { request: String, response: String, size: Option<String> },
}

#[derive(Deserialize)]
pub(super) struct Envelope {
    pub(super) success: String,
    pub(super) code: String,
    pub(super) message: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ErrorCode {
    pub(super) code: String,
    pub(super) status: u16,
}

#[derive(Deserialize)]
pub(super) struct Ram {
    pub(super) action: String,
    pub(super) access: String,
    pub(super) resource: String,
}

/// The type of a parameter, a field or an element.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Type {
    String,
    Bool,
    I32,
    I64,
    F32,
    F64,
    Timestamp,
    Percent,
    Json,
    Embedded(Box<Type>),
    List(Box<Type>),
    Map(Box<Type>),
    Named(String),
    /// A body that is not JSON.
    Bytes,
    /// No body.
    Empty,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Definition {
    Record(Vec<Field>),
    Enum(List),
}

#[derive(Deserialize)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) r#type: Type,
    pub(super) wire: Wire,
    pub(super) required: bool,
    pub(super) nullable: bool,
    #[serde(default)]
    pub(super) sensitive: bool,
}

/// The documented values of an enum; an integer's decimal digits.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    pub(super) values: Vec<String>,
    pub(super) integer: bool,
    pub(super) closed: bool,
    pub(super) ignore_case: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wire {
    Plain,
    Quoted,
    UnixSeconds,
    UnixMillis,
    Iso8601,
    Iso8601Minutes,
    Percent,
    PercentQuoted,
    PercentSigned,
    PercentHundredths,
    Json,
    CommaSeparated,
    SpaceSeparated,
    PipeSeparated,
    Wrapped(String),
}
