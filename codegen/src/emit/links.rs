//! Links to what an operation gives, from the module of its product.

use super::types;
use super::uses::Uses;
use crate::ir::{Operation, Type};

/// The method of the client, seen from where `client` is its type.
pub(super) fn method(operation: &Operation, client: &str, label: &str) -> String {
    // rustdoc knows no raw identifiers.
    let method = operation.method.as_str().trim_start_matches("r#");
    format!("[`{label}{method}`]({client}::{method})")
}

/// What a call gives.
pub(super) fn answer(operation: &Operation) -> String {
    if operation.response == Type::Empty {
        return "none".to_owned();
    }
    // Tokens are printed with spaces around them.
    let spelled = types::element(&operation.response, &Uses::default()).to_string();
    let spelled = spelled.replace(' ', "").replace(',', ", ");
    let spelled = format!("`{spelled}`");
    match path(&operation.response, operation) {
        // The product may import it, and rustdoc wants no target for a label that leads there by itself.
        Some(path) if matches!(operation.response, Type::Shared(..)) => format!("[`{path}`]"),
        Some(path) => format!("[{spelled}]({path})"),
        None => spelled,
    }
}

/// Where the type with a name is that a type consists of.
fn path(r#type: &Type, operation: &Operation) -> Option<String> {
    match r#type {
        Type::Own(name, _) => Some(format!("{}::{}", operation.module.as_str(), name.as_str())),
        Type::Shared(name, _) => Some(format!("types::{}", name.as_str())),
        Type::List(inner) | Type::Map(inner) | Type::Embedded(inner) => path(inner, operation),
        _ => None,
    }
}
