//! Links to what an operation gives.

use super::types;
use super::uses::Uses;
use crate::ir::{Operation, Type};

/// The module that a link stands in.
#[derive(Clone, Copy)]
pub(super) enum From {
    /// That of the product.
    Product,
    /// That of the operation.
    Operation,
}

impl From {
    /// Where a type of the operation is.
    fn own(self, operation: &Operation, name: &str) -> String {
        match self {
            Self::Product => format!("{}::{name}", operation.module.as_str()),
            Self::Operation => name.to_owned(),
        }
    }

    /// Where a shared type is.
    fn shared(self, name: &str) -> String {
        match self {
            Self::Product => format!("types::{name}"),
            // The operation imports what it gives.
            Self::Operation => name.to_owned(),
        }
    }
}

/// The method of the client, seen from where `client` is its type.
pub(super) fn method(operation: &Operation, client: &str, label: &str) -> String {
    // rustdoc knows no raw identifiers.
    let method = operation.method.as_str().trim_start_matches("r#");
    format!("[`{label}{method}`]({client}::{method})")
}

/// What a call gives.
pub(super) fn answer(operation: &Operation, from: From) -> String {
    if operation.response == Type::Empty {
        return "none".to_owned();
    }
    // Tokens are printed with spaces around them.
    let spelled = types::element(&operation.response, &Uses::default()).to_string();
    let spelled = spelled.replace(' ', "").replace(',', ", ");
    let spelled = format!("`{spelled}`");
    match path(&operation.response, operation, from) {
        // rustdoc wants no target for a label that leads there by itself.
        Some(path) if spelled == format!("`{path}`") => format!("[{spelled}]"),
        Some(path) => format!("[{spelled}]({path})"),
        None => spelled,
    }
}

/// Where the type with a name is that a type consists of.
fn path(r#type: &Type, operation: &Operation, from: From) -> Option<String> {
    match r#type {
        Type::Own(name, _) => Some(from.own(operation, name.as_str())),
        Type::Shared(name, _) => Some(from.shared(name.as_str())),
        Type::List(inner) | Type::Map(inner) | Type::Embedded(inner) => path(inner, operation, from),
        _ => None,
    }
}
