//! What a product's operations take and give, as read from the model text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{error::FakeCloudError, times::TimeForm};
use crate::tables::Limits;

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
    #[serde(default)]
    pub(super) comma_separated: bool,
    #[serde(default)]
    pub(super) json: bool,
    #[serde(default)]
    pub(super) items: Option<Box<Parameter>>,
    #[serde(default)]
    pub(super) fields: Option<Vec<Parameter>>,
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

/// Paging, by page number (`page`, from `first`) or by token (`token` in the request, `next` in the answer, where it is
/// empty on the last page). From `items` on, JSON pointers into the answer.
#[derive(Debug, Deserialize)]
pub(super) struct Pagination {
    pub(super) page: Option<String>,
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

    pub(super) fn has_operation(&self, action: &str) -> bool {
        self.versions.values().any(|operations| operations.contains_key(action))
    }

    /// The product and the operation.
    pub(super) fn find(&self, version: &str, action: &str) -> Option<(&str, &Operation)> {
        let (product, operation) = self.versions.get(version)?.get(action)?;
        Some((product, operation))
    }
}

fn check(operation: &Operation) -> Result<(), String> {
    let named = |name: &str| operation.parameters.iter().any(|parameter| parameter.name == name);
    if !operation.sample.is_object() && !operation.sample.is_null() {
        return Err("the sample is not an object".to_owned());
    }
    for name in operation.exactly_one.iter().flatten() {
        if !named(name) {
            return Err(format!("exactly_one names {name}, which is no parameter"));
        }
    }
    let Some(pagination) = &operation.pagination else {
        return Ok(());
    };
    if pagination.page.is_some() == pagination.token.is_some() {
        return Err("pagination goes neither by page alone nor by token alone".to_owned());
    }
    if pagination.token.is_some() != pagination.next.is_some() {
        return Err("pagination by token names it in the request and in the answer".to_owned());
    }
    for name in [&pagination.page, &pagination.token, &pagination.size].into_iter().flatten() {
        if !named(name) {
            return Err(format!("pagination names {name}, which is no parameter"));
        }
    }
    if pagination.default_size == Some(0) {
        return Err("pagination has pages of 0 items".to_owned());
    }
    let list = operation.sample.pointer(&pagination.items);
    if operation.sample.is_object() && !list.is_some_and(Value::is_array) {
        return Err(format!("the sample has no list at {}", pagination.items));
    }
    Ok(())
}
