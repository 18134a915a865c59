//! What a product's operations take and give, as read from the model text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{error::FakeCloudError, template, times::TimeForm};
use crate::tables::{Limits, Media, Method, Place};

/// One version of one product.
#[derive(Debug, Deserialize)]
pub(super) struct Model {
    pub(super) product: String,
    pub(super) version: String,
    #[serde(default)]
    operations: Vec<Operation>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Operation {
    pub(super) name: String,
    #[serde(default = "post")]
    method: Method,
    /// The path, in which `{Name}` stands for the value of a parameter; `/` in the RPC style.
    #[serde(default = "root")]
    path: String,
    /// What a body of the request is.
    pub(super) media: Option<Media>,
    /// Whether anybody may call it.
    #[serde(default)]
    pub(super) anonymous: bool,
    #[serde(default)]
    pub(super) answer: AnswerBody,
    #[serde(default)]
    pub(super) parameters: Vec<Parameter>,
    #[serde(default)]
    pub(super) exactly_one: Vec<Vec<String>>,
    pub(super) pagination: Option<Pagination>,
    pub(super) envelope: Option<Envelope>,
    #[serde(default)]
    pub(super) errors: Vec<DocumentedError>,
    /// The fields of items that hold times.
    #[serde(default)]
    pub(super) times: BTreeMap<String, TimeForm>,
    /// The documents' sample of an answer, or null where they have none.
    #[serde(default)]
    pub(super) sample: Value,
}

fn post() -> Method {
    Method::Post
}

fn root() -> String {
    "/".to_owned()
}

/// What the body of an answer is.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum AnswerBody {
    #[default]
    Json,
    /// Nothing.
    Empty,
    /// The sample's text.
    Bytes,
}

impl Operation {
    /// Whether it is called in the RPC style: by name alone.
    pub(super) fn is_rpc(&self) -> bool {
        self.template() == "/" && matches!(self.method, Method::Get | Method::Post)
    }

    /// Whether it is called with this method at this path.
    pub(super) fn is_at(&self, method: &http::Method, path: &str) -> bool {
        let either = self.is_rpc() && (method == http::Method::GET || method == http::Method::POST);
        (either || method.as_str() == self.method.as_str()) && self.path_values(path).is_some()
    }

    /// The values in a path, as they were sent; `None` if it is another operation's.
    pub(super) fn path_values<'a>(&'a self, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
        let wildcard = |name: &str| {
            self.parameters_at(Place::Path).any(|parameter| parameter.name == name && parameter.wildcard)
        };
        template::values(self.template(), path, &wildcard)
    }

    /// Fragments tell apart operations of one path, and are not sent.
    fn template(&self) -> &str {
        self.path.split('#').next().unwrap_or_default()
    }

    pub(super) fn parameters_at(&self, place: Place) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |parameter| parameter.place == place)
    }

    pub(super) fn parameters_named(&self, name: &str) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |parameter| parameter.name == name)
    }

    /// Whether a flattened name is of a parameter at this place.
    pub(super) fn owns(&self, place: Place, name: &str) -> bool {
        let rest_of = |parameter: &Parameter| name.strip_prefix(parameter.name.as_str());
        self.parameters_at(place).filter_map(rest_of).any(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// A parameter, an element of an array parameter (which has no name), or a field of an object parameter.
#[derive(Debug, Deserialize)]
pub(super) struct Parameter {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) required: bool,
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) limits: Limits<Vec<i64>>,
    #[serde(default = "query", rename = "in")]
    pub(super) place: Place,
    /// Whether the value may span several segments of the path.
    #[serde(default)]
    wildcard: bool,
    /// What stands between the elements of a list that travels as one text.
    pub(super) separator: Option<char>,
    #[serde(default)]
    pub(super) json: bool,
    #[serde(default)]
    pub(super) items: Option<Box<Parameter>>,
    #[serde(default)]
    pub(super) fields: Option<Vec<Parameter>>,
}

fn query() -> Place {
    Place::Query
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
    Any,
}

/// Paging, by page number (`page`, from `first`), by the number of items to leave out (`offset`), or by token (`token` in the request, `next` in the answer, where it is
/// empty on the last page). From `items` on, JSON pointers into the answer.
#[derive(Debug, Deserialize)]
pub(super) struct Pagination {
    pub(super) page: Option<String>,
    pub(super) offset: Option<String>,
    #[serde(default = "first_page")]
    pub(super) first: u64,
    pub(super) token: Option<String>,
    pub(super) size: Option<String>,
    pub(super) default_size: Option<u64>,
    pub(super) items: String,
    pub(super) total: Option<String>,
    pub(super) page_echo: Option<String>,
    pub(super) size_echo: Option<String>,
    pub(super) count_echo: Option<String>,
    pub(super) pages: Option<String>,
    pub(super) next: Option<String>,
}

fn first_page() -> u64 {
    1
}

/// Where a product says in an answer of status 200 that the operation failed.
#[derive(Debug, Deserialize)]
pub(super) struct Envelope {
    pub(super) success: String,
    pub(super) code: String,
    pub(super) message: String,
}

impl Envelope {
    pub(super) fn has(&self, field: &str) -> bool {
        [&self.success, &self.code, &self.message].into_iter().any(|name| name == field)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct DocumentedError {
    pub(super) code: String,
    pub(super) status: u16,
}

/// The operations of all models, found by version and name as a request names them.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    versions: BTreeMap<String, BTreeMap<String, (String, Operation)>>,
}

impl Catalogue {
    /// Adds a product version, or says what is wrong with its text.
    pub(super) fn add(&mut self, json: &str) -> Result<(), FakeCloudError> {
        let model: Model =
            serde_json::from_str(json).map_err(|error| FakeCloudError::Model(error.to_string()))?;
        let operations = self.versions.entry(model.version.clone()).or_default();
        for operation in model.operations {
            check(&operation).map_err(|wrong| {
                FakeCloudError::Model(format!("{} {}: {wrong}", model.product, operation.name))
            })?;
            if let Some((other, _)) = operations.get(&operation.name) {
                return Err(FakeCloudError::Model(format!(
                    "{} {}: {other} has this operation and version already",
                    model.product, operation.name
                )));
            }
            operations.insert(operation.name.clone(), (model.product.clone(), operation));
        }
        Ok(())
    }

    pub(super) fn has_version(&self, version: &str) -> bool {
        self.versions.contains_key(version)
    }

    /// The operations of this name, of all products and versions.
    pub(super) fn named(&self, action: &str) -> impl Iterator<Item = &Operation> {
        self.versions.values().filter_map(move |operations| Some(&operations.get(action)?.1))
    }

    /// Whether any operation is called with this method.
    pub(super) fn has_method(&self, method: &http::Method) -> bool {
        let mut operations = self.versions.values().flat_map(BTreeMap::values);
        operations.any(|(_, operation)| operation.method.as_str() == method.as_str())
    }

    /// The product and the operation.
    pub(super) fn find(&self, version: &str, action: &str) -> Option<(&str, &Operation)> {
        let (product, operation) = self.versions.get(version)?.get(action)?;
        Some((product, operation))
    }
}

fn check(operation: &Operation) -> Result<(), String> {
    let named = |name: &str| operation.parameters_named(name).next().is_some();
    if operation.answer == AnswerBody::Bytes && !operation.sample.is_string() && !operation.sample.is_null() {
        return Err("the sample of bytes is not a text".to_owned());
    }
    check_path(operation)?;
    for name in operation.exactly_one.iter().flatten() {
        if !named(name) {
            return Err(format!("exactly_one names {name}, which is no parameter"));
        }
    }
    operation.pagination.as_ref().map_or(Ok(()), |pagination| check_pagination(operation, pagination))
}

fn check_path(operation: &Operation) -> Result<(), String> {
    let names: Vec<&str> = template::names(operation.template()).collect();
    let parameters: Vec<&str> =
        operation.parameters_at(Place::Path).map(|parameter| parameter.name.as_str()).collect();
    if let Some(name) = names.iter().find(|name| !parameters.contains(name)) {
        return Err(format!("the path names {name}, which is no parameter of the path"));
    }
    match parameters.iter().find(|name| !names.contains(name)) {
        Some(name) => Err(format!("the path has no place for {name}")),
        None => Ok(()),
    }
}

fn check_pagination(operation: &Operation, pagination: &Pagination) -> Result<(), String> {
    let named = |name: &str| operation.parameters_named(name).next().is_some();
    let ways = [&pagination.page, &pagination.offset, &pagination.token];
    if ways.into_iter().flatten().count() != 1 {
        return Err("pagination goes neither by page alone nor by offset alone nor by token alone".to_owned());
    }
    if pagination.token.is_some() != pagination.next.is_some() {
        return Err("pagination by token names it in the request and in the answer".to_owned());
    }
    for name in
        [&pagination.page, &pagination.offset, &pagination.token, &pagination.size].into_iter().flatten()
    {
        if !named(name) {
            return Err(format!("pagination names {name}, which is no parameter"));
        }
    }
    if pagination.default_size == Some(0) {
        return Err("pagination has pages of 0 items".to_owned());
    }
    let list = operation.sample.pointer(&pagination.items);
    if !operation.sample.is_null() && !list.is_some_and(Value::is_array) {
        return Err(format!("the sample has no list at {}", pagination.items));
    }
    Ok(())
}
