//! What both models say of where things are in a request; what is as in the rpc style is left out.

use serde_json::{Map, Value};

use crate::http::{Location, Media, Method};
use crate::ir::{Operation, Parameter};

/// The text of a model.
pub(super) fn text(model: &Value) -> String {
    let mut text = serde_json::to_string_pretty(model).unwrap_or_default();
    text.push('\n');
    text
}

/// An object of JSON with more members.
pub(super) fn with(mut object: Value, members: Map<String, Value>) -> Value {
    if let Value::Object(object) = &mut object {
        object.extend(members);
    }
    object
}

/// The method, the path and the body of an operation.
pub(super) fn request(operation: &Operation) -> Map<String, Value> {
    let mut model = Map::new();
    if operation.http_method != Method::Post {
        model.insert("method".into(), operation.http_method.key().to_ascii_uppercase().into());
    }
    if operation.path != "/" {
        model.insert("path".into(), operation.path.as_str().into());
    }
    if operation.anonymous {
        model.insert("anonymous".into(), true.into());
    }
    if let Some(media) = operation.media {
        let name = match media {
            Media::Form => "form",
            Media::Json => "json",
            Media::Bytes => "bytes",
        };
        model.insert("media".into(), name.into());
    }
    model
}

/// Where a parameter is.
pub(super) fn place(parameter: &Parameter) -> Map<String, Value> {
    let name = match parameter.location {
        Location::Query => None,
        Location::Form => Some("form"),
        Location::Path => Some("path"),
        Location::Header => Some("header"),
        Location::Body => Some("body"),
        Location::BodyField => Some("body_field"),
        Location::Host => Some("host"),
    };
    let mut model = Map::new();
    if let Some(name) = name {
        model.insert("in".into(), name.into());
    }
    if parameter.wildcard {
        model.insert("wildcard".into(), true.into());
    }
    model
}
