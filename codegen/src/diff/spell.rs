//! How types read in Rust, for reports.

use crate::ir::{Shape, Type, Wire};

/// The type of an element.
pub(super) fn element(r#type: &Type) -> String {
    match r#type {
        Type::String => "String".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::I32 => "i32".to_owned(),
        Type::I64 => "i64".to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Timestamp => "Timestamp".to_owned(),
        Type::Percent => "Percent".to_owned(),
        Type::Json => "Value".to_owned(),
        Type::Bytes => "Bytes".to_owned(),
        Type::Empty => "()".to_owned(),
        Type::Embedded(inner) if **inner == Type::Json => "EmbeddedJson".to_owned(),
        Type::Embedded(inner) => format!("EmbeddedJson<{}>", element(inner)),
        Type::List(inner) => format!("Vec<{}>", element(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", element(inner)),
        Type::Own(name, Shape::BoxedRecord) | Type::Shared(name, Shape::BoxedRecord) => {
            format!("Box<{}>", name.as_str())
        }
        Type::Own(name, _) | Type::Shared(name, _) => name.as_str().to_owned(),
    }
}

/// The type of a field.
pub(super) fn field(r#type: &Type) -> String {
    match r#type {
        Type::List(_) | Type::Map(_) => element(r#type),
        _ => format!("Option<{}>", element(r#type)),
    }
}

/// The type of what a setter takes.
pub(super) fn optional(r#type: &Type) -> String {
    match r#type {
        Type::Bytes => "impl IntoOptional<Payload>".to_owned(),
        _ => format!("impl IntoOptional<{}>", element(r#type)),
    }
}

/// The type of an argument.
pub(super) fn argument(r#type: &Type) -> String {
    match r#type {
        Type::List(inner) => format!("impl IntoIterator<Item = {}>", convertible(inner)),
        Type::Bytes => "impl Into<Payload>".to_owned(),
        _ => convertible(r#type),
    }
}

fn convertible(r#type: &Type) -> String {
    let converts = matches!(
        r#type,
        Type::String | Type::Timestamp | Type::Own(_, Shape::Enum) | Type::Shared(_, Shape::Enum)
    );
    if converts { format!("impl Into<{}>", element(r#type)) } else { element(r#type) }
}

/// What is said of something that has another name in Rust, and on the wire.
pub(super) fn renamed((was, is): (&str, &str), (old, new): (&str, &str)) -> String {
    let wire = if old == new { String::new() } else { format!("; on the wire `{old}` → `{new}`") };
    format!("renamed `{was}` → `{is}`{wire}")
}

/// How a value travels, in words.
pub(super) fn wire(wire: &Wire) -> String {
    match wire {
        Wire::Plain => "as JSON writes it",
        Wire::Quoted => "inside a string",
        Wire::UnixSeconds => "as seconds",
        Wire::UnixMillis => "as milliseconds",
        Wire::Iso8601 => "as ISO 8601",
        Wire::Iso8601Minutes => "as ISO 8601 without seconds",
        Wire::Percent => "as percent",
        Wire::PercentQuoted => "as percent inside a string",
        Wire::PercentSigned => "as percent with its sign",
        Wire::PercentHundredths => "as hundredths of a percent",
        Wire::Json => "as a JSON document",
        Wire::CommaSeparated => "joined with commas",
        Wire::SpaceSeparated => "joined with spaces",
        Wire::PipeSeparated => "joined with `|`",
        Wire::Wrapped(name) => return format!("inside an object as `{name}`"),
    }
    .to_owned()
}
