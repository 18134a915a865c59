//! What each side says, in the words of its documents.

use crate::spec::{EnumList, Schema, SchemaKind, Text};

use super::subjects::Subjects;
use crate::metadata::{self, Kind};

/// The type of a value in the specification.
pub(super) fn schema(subjects: &Subjects<'_, '_>, schema: &Schema) -> String {
    let kind = &subjects.components.resolve(schema).schema.kind;
    let with = |name: &str, format: &Option<Text>| match format {
        Some(format) => format!("{name} {}", format.value),
        None => name.to_owned(),
    };
    match kind {
        SchemaKind::Ref(target) => format!("`{}`", target.value),
        SchemaKind::String { format, .. } => with("string", format),
        SchemaKind::Embedded(_) => "string with JSON".to_owned(),
        SchemaKind::Integer { format, .. } => with("integer", format),
        SchemaKind::Number { format, .. } => with("number", format),
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::Array { .. } => "array".to_owned(),
        SchemaKind::Object(_) | SchemaKind::AllOf(_) => {
            fields(subjects.components.fields(subjects.components.resolve(schema).schema).properties.len())
        }
        SchemaKind::Map(_) => "object with any keys".to_owned(),
        SchemaKind::Any => "anything".to_owned(),
        SchemaKind::Bytes => "bytes".to_owned(),
        SchemaKind::Empty => "nothing".to_owned(),
    }
}

/// The type of a value in the metadata.
pub(super) fn metadata(schema: &metadata::Schema<'_>) -> String {
    match (schema.kind, &schema.format) {
        (Kind::Object, _) if schema.map.is_some() => "object with any keys".to_owned(),
        (Kind::Object, _) => schema
            .properties
            .as_ref()
            .map_or_else(|| "object without fields".to_owned(), |properties| fields(properties.iter().len())),
        (kind, Some((format, _))) => format!("{} {format}", kind.name()),
        (kind, None) => kind.name().to_owned(),
    }
}

/// An object of which the fields are known.
pub(super) fn fields(count: usize) -> String {
    match count {
        0 => "object without fields".to_owned(),
        1 => "object with 1 field".to_owned(),
        count => format!("object with {count} fields"),
    }
}

/// The values of a list.
pub(super) fn values(list: &EnumList) -> String {
    list.values.iter().map(|value| value.value.value.as_str()).collect::<Vec<_>>().join(", ")
}

/// A default value.
pub(super) fn default(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
