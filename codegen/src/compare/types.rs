//! Whether a type of the dialect and one of the metadata can be the same.
//!
//! The dialect says more than the metadata can: a moment, a percentage, JSON in a string, the fields of an object. All that
//! only narrows what the metadata says is agreement.

use crate::spec::{Schema, SchemaKind, Text};

use super::Class;
use crate::metadata::Value;
use crate::metadata::{self, Kind};

/// How a value gets from one side to the other, which decides what can be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Travels {
    /// As a value of JSON.
    InJson,
    /// As text, or as several parameters with text: a number and a string of digits are one.
    AsText,
    /// As the items of a list, joined to one text.
    Joined,
    /// As a document of JSON in one text.
    AsDocument,
}

impl Travels {
    /// How what is inside of a value travels.
    pub(super) fn inside(self) -> Self {
        match self {
            Self::InJson | Self::AsDocument => Self::InJson,
            Self::AsText | Self::Joined => Self::AsText,
        }
    }
}

/// What two types have in common.
pub(super) enum Inside<'d, 't> {
    /// Nothing to compare any further.
    Nothing,
    /// The items of both lists, or the values of both maps, with the mark of the path.
    Each(&'d Schema, Value<'t>, &'static str),
    /// The fields of both objects.
    Fields,
    /// The document in a text, beside the value that the metadata does not call text.
    Document(&'d Schema),
}

/// How two types relate; no class if neither side says anything.
pub(super) fn relate<'d, 't>(
    ours: &'d SchemaKind,
    theirs: &metadata::Schema<'t>,
    travels: Travels,
) -> (Option<Class>, Inside<'d, 't>) {
    let (agreed, conflict) = (Some(Class::Agreed), Some(Class::Conflict));
    match (ours, theirs.kind) {
        (SchemaKind::Any | SchemaKind::Ref(_), Kind::Unstated) => (None, Inside::Nothing),
        (SchemaKind::Empty, Kind::Unstated) => (None, Inside::Nothing),
        (_, Kind::Unstated) => (Some(Class::OnlySpec), Inside::Nothing),
        (_, Kind::Any) => (agreed, Inside::Nothing),
        (SchemaKind::Any | SchemaKind::Ref(_), Kind::Object) => (agreed, Inside::Fields),
        (SchemaKind::Any | SchemaKind::Ref(_), _) => (Some(Class::OnlyMetadata), Inside::Nothing),
        // Bytes cannot stand in JSON, nor text in place of bytes.
        (SchemaKind::String { .. } | SchemaKind::Embedded(_), Kind::Text) if theirs.is_binary() => {
            (conflict, Inside::Nothing)
        }
        (SchemaKind::String { .. } | SchemaKind::Embedded(_) | SchemaKind::Bytes, Kind::Text)
        | (SchemaKind::Integer { .. }, Kind::Integer)
        | (SchemaKind::Number { .. }, Kind::Number)
        | (SchemaKind::Boolean, Kind::Boolean) => (agreed, Inside::Nothing),
        (SchemaKind::String { format, .. }, kind) if travels == Travels::AsText && spells(format, kind) => {
            (agreed, Inside::Nothing)
        }
        (SchemaKind::Embedded(content), Kind::Object | Kind::List) if travels == Travels::AsText => {
            (agreed, content.as_ref().map_or(Inside::Nothing, |content| Inside::Document(content)))
        }
        (SchemaKind::Array { .. }, Kind::Text) if travels == Travels::Joined => (agreed, Inside::Nothing),
        (_, Kind::Text) if travels == Travels::AsDocument => (agreed, Inside::Nothing),
        (SchemaKind::Array { items, .. }, Kind::List) => {
            (agreed, theirs.items.clone().map_or(Inside::Nothing, |value| Inside::Each(items, value, "[]")))
        }
        (SchemaKind::Object(_) | SchemaKind::AllOf(_), Kind::Object) => match &theirs.properties {
            Some(properties) if properties.iter().len() > 0 => (agreed, Inside::Fields),
            _ if theirs.map.is_some() => (conflict, Inside::Nothing),
            _ => (agreed, Inside::Nothing),
        },
        (SchemaKind::Empty, Kind::Object) if theirs.is_bare() => (agreed, Inside::Nothing),
        (SchemaKind::Map(values), Kind::Object) => match (&theirs.map, &theirs.properties) {
            (Some(Some(value)), _) => (agreed, Inside::Each(values, value.clone(), "{}")),
            (None, Some(properties)) if properties.iter().len() > 0 => (conflict, Inside::Nothing),
            _ => (agreed, Inside::Nothing),
        },
        _ => (conflict, Inside::Nothing),
    }
}

/// Whether text of this format spells a value of the kind.
fn spells(format: &Option<Text>, kind: Kind) -> bool {
    let format = format.as_ref().map(|format| format.value.as_str());
    match kind {
        Kind::Integer => matches!(format, Some("int32" | "int64" | "percent")),
        Kind::Number => matches!(format, Some("float" | "double" | "percent")),
        Kind::Boolean => format == Some("boolean"),
        _ => false,
    }
}

/// What a side says of the width of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// Nothing.
    None,
    /// A width.
    Stated(String),
    /// A width by the rule for numbers without one.
    Assumed(&'static str),
    /// Nothing, because the format says what the number means.
    Meaning(String),
}

impl Width {
    /// The width as a word, stated or assumed.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Stated(name) => Some(name),
            Self::Assumed(name) => Some(name),
            Self::None | Self::Meaning(_) => None,
        }
    }

    pub(super) fn of_spec(kind: &SchemaKind) -> Self {
        match kind {
            SchemaKind::Integer { format, .. } => Self::of_number(format, "int64"),
            SchemaKind::Number { format, .. } => Self::of_number(format, "double"),
            SchemaKind::String { format: Some(format), .. } if is_width(&format.value) => {
                Self::Stated(format.value.clone())
            }
            _ => Self::None,
        }
    }

    fn of_number(format: &Option<Text>, rule: &'static str) -> Self {
        match format {
            None => Self::Assumed(rule),
            Some(format) if is_width(&format.value) => Self::Stated(format.value.clone()),
            Some(format) => Self::Meaning(format.value.clone()),
        }
    }

    pub(super) fn of_metadata(schema: &metadata::Schema<'_>) -> Self {
        // Some lists have a format, which can only be meant for their items.
        let scalar = matches!(schema.kind, Kind::Integer | Kind::Number | Kind::Text);
        match &schema.format {
            Some((format, _)) if scalar && is_width(format) => Self::Stated(format.clone()),
            _ => Self::None,
        }
    }
}

fn is_width(format: &str) -> bool {
    matches!(format, "int32" | "int64" | "float" | "double")
}
