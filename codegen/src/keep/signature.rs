//! What a schema is in Rust, as far as a program sees it from outside.

use super::action::{At, as_text, is_true};
use crate::yaml::{Node, Value};

/// What the schema of a field is in Rust: an object around a list is that list.
pub(super) fn field_signature(schema: &Node) -> String {
    match wrapped(schema) {
        Some(list) => signature(list),
        None => signature(schema),
    }
}

/// What a schema is in Rust, without what is inside of objects and enums.
pub(super) fn signature(schema: &Node) -> String {
    if let Some(target) = schema.get("$ref").and_then(as_text) {
        return format!("ref {target}");
    }
    if let Some(parts) = schema.get("allOf") {
        return format!("all {}", parts.to_json());
    }
    let format = schema.get("format").and_then(as_text).unwrap_or_default();
    match r#type(schema) {
        Some("string") if schema.get("contentMediaType").is_some() => {
            format!("embedded {}", schema.get("contentSchema").map(signature).unwrap_or_default())
        }
        Some("string") if schema.get("enum").is_some() => {
            format!("enum{}", if is_true(schema.get("x-closed")) { " closed" } else { "" })
        }
        Some("string") => match format {
            "int32" => "i32",
            "int64" => "i64",
            "double" => "f64",
            "boolean" => "bool",
            "date-time" | "date-time-minutes" => "time",
            "percent" | "percent-sign" => "percent",
            _ => "string",
        }
        .to_owned(),
        Some("integer") if schema.get("x-values").is_some() => "integer enum".to_owned(),
        Some("integer") => match format {
            "int32" => "i32",
            "unix-time" => "time s",
            "unix-time-ms" => "time ms",
            "percent" => "percent",
            "percent-hundredths" => "percent hundredths",
            _ => "i64",
        }
        .to_owned(),
        Some("number") => match format {
            "float" => "f32",
            "percent" => "percent",
            _ => "f64",
        }
        .to_owned(),
        Some("boolean") => "bool".to_owned(),
        Some("array") => format!("[{}]", schema.get("items").map(signature).unwrap_or_default()),
        _ => object_signature(schema),
    }
}

fn object_signature(schema: &Node) -> String {
    match (schema.get("properties"), schema.get("additionalProperties")) {
        (Some(_), _) => "object".to_owned(),
        (None, Some(values)) if matches!(values.value, Value::Map(_)) => format!("map {}", signature(values)),
        _ => "any".to_owned(),
    }
}

/// The list that is the only property of an object.
pub(super) fn wrapped(schema: &Node) -> Option<&Node> {
    match schema.get("properties")?.entries() {
        [only] if r#type(&only.node) == Some("array") => {
            let items = only.node.get("items")?;
            let is_plain = !matches!(r#type(items), Some("array"));
            is_plain.then_some(&only.node)
        }
        _ => None,
    }
}

/// Where the list is that an object is around.
pub(super) fn wrapped_at(at: &At, schema: &Node) -> Option<At> {
    wrapped(schema)?;
    Some(at.keys(&["properties", &schema.get("properties")?.entries().first()?.key]))
}

/// The type beside null.
pub(super) fn r#type(schema: &Node) -> Option<&str> {
    match &schema.get("type")?.value {
        Value::Text(name) => Some(name),
        Value::List(names) => names.iter().filter_map(as_text).find(|name| *name != "null"),
        _ => None,
    }
}

/// What is lost as long as the old type is kept.
pub(super) fn caution(was: &str, is: &str) -> Option<&'static str> {
    for (start, end) in [("[", "]"), ("map ", ""), ("embedded ", "")] {
        let inside =
            |one: &str| one.strip_prefix(start).and_then(|one| one.strip_suffix(end)).map(str::to_owned);
        if let (Some(was), Some(is)) = (inside(was), inside(is)) {
            return caution(&was, &is);
        }
    }
    let is_text = |one: &str| one == "string" || one.starts_with("enum");
    let is_number = |one: &str| matches!(one, "i32" | "i64" | "f32" | "f64");
    match (was, is) {
        (a, b) if is_text(a) && is_text(b) => None,
        ("any", _) | ("i64", "i32") | ("f64", "f32" | "i32") => None,
        (a, b) if is_number(a) && is_number(b) => Some("numbers that do not fit are left out, as before"),
        (a, b)
            if (is_text(a) || is_number(a) || a == "bool") && (is_text(b) || is_number(b) || b == "bool") =>
        {
            Some("values are converted where nothing is lost, and left out otherwise, as before")
        }
        _ => Some("a value of the new form is not understood, as before"),
    }
}

/// The components that a node refers to.
pub(super) fn references(node: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    let target = as_text(&entry.node).filter(|_| entry.key == "$ref");
                    let name = target.and_then(|target| target.strip_prefix("#/components/schemas/"));
                    found.extend(name.map(|name| name.replace("~1", "/").replace("~0", "~")));
                    open.push(&entry.node);
                }
            }
            Value::List(nodes) => open.extend(nodes),
            _ => {}
        }
    }
    found
}
