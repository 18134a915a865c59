//! Formats: those that the dialect has.

use super::enums;
use super::facts::Schema;
use crate::metadata::Kind;

/// The format that the dialect has for a text.
pub(super) fn text_format(schema: &Schema) -> Option<&'static str> {
    let known = ["byte", "password", "uuid", "uri", "date", "int32", "int64", "double", "boolean"];
    let format = schema.format.as_deref()?;
    match format {
        "date-time" | "iso8601" | "iso8601_normal" => {
            schema.example.as_deref().is_some_and(is_moment).then_some("date-time")
        }
        _ => known.into_iter().find(|known| *known == format),
    }
}

/// Whether a text is written as something else than a text.
pub(super) fn has_format(schema: &Schema) -> bool {
    let values = enums::decide(schema);
    let formats = ["int32", "int64", "double", "boolean", "date-time"];
    values.boolean
        || (values.kept.is_empty() && text_format(schema).is_some_and(|format| formats.contains(&format)))
}

/// The format of a scalar, or why there is none.
pub(super) fn format(schema: &Schema, boolean: bool, listed: bool) -> Result<Option<&'static str>, String> {
    if boolean {
        return Ok(Some("boolean"));
    }
    let Some(format) = schema.format.as_deref() else { return Ok(None) };
    let known = match schema.kind {
        Kind::Text if listed => None,
        Kind::Text => text_format(schema),
        Kind::Integer => ["int32", "int64"].into_iter().find(|known| *known == format),
        // JSON does not tell them apart, and samples of the narrow one have more digits than it keeps.
        Kind::Number => ["float", "double"].contains(&format).then_some("double"),
        _ => None,
    };
    known.map(Some).ok_or_else(|| format!("format {format}: not used, it says nothing about this type"))
}

/// Whether a text is a moment in UTC, with seconds.
pub(super) fn is_moment(text: &str) -> bool {
    let shape: String = text.trim().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape.strip_prefix("0000-00-00T00:00:00").is_some_and(|rest| {
        rest.strip_suffix('Z').is_some_and(|rest| rest.is_empty() || rest.starts_with(".0"))
    })
}
