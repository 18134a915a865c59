//! What is known of a parameter or of an answer, to look at.

use super::{
    model::Type,
    tables::{Named, Types},
};
use crate::tables::Wire;

/// The type of a parameter, an answer, or something inside of one, and how its value travels.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    pub(super) types: &'static Types,
    pub(super) r#type: &'static Type,
    pub(super) wire: Wire,
}

/// What a [`Schema`] allows.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// Any text.
    Text,
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A moment in time.
    Timestamp,
    /// A percentage.
    Percent,
    /// One of documented values: whole numbers, written in digits, or words.
    Enum(&'static [String]),
    /// Any JSON.
    Any,
    /// A JSON document in a string, and what is in the document.
    Embedded(Schema),
    /// A list.
    List(Schema),
    /// An object with any names, and the values behind them.
    Map(Schema),
    /// An object with declared fields.
    Record,
    /// Bytes that are no JSON: the body of a request or of an answer.
    Bytes,
    /// Nothing: an answer without a body.
    Empty,
}

impl Schema {
    /// What it allows.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.r#type {
            Type::String => Kind::Text,
            Type::Bool => Kind::Boolean,
            Type::I32 | Type::I64 => Kind::Integer,
            Type::F32 | Type::F64 => Kind::Number,
            Type::Timestamp => Kind::Timestamp,
            Type::Percent => Kind::Percent,
            Type::Json => Kind::Any,
            Type::Embedded(inner) => Kind::Embedded(Self { r#type: inner, wire: Wire::Plain, ..self }),
            Type::List(element) => Kind::List(self.inside(element)),
            Type::Map(value) => Kind::Map(self.inside(value)),
            Type::Bytes => Kind::Bytes,
            Type::Empty => Kind::Empty,
            Type::Named(name) => match self.types.get(name) {
                Some(Named::Enum(_, list)) => Kind::Enum(&list.values),
                _ => Kind::Record,
            },
        }
    }

    /// How a value travels.
    #[must_use]
    pub fn wire(self) -> Wire {
        self.wire
    }

    /// The fields of a record in the order of the specification; of anything else, none.
    pub fn fields(self) -> impl Iterator<Item = (&'static str, Self)> {
        let named = match self.r#type {
            Type::Named(name) => self.types.get(name),
            _ => None,
        };
        let (shapes, types) = match named {
            Some(Named::Record(shape, types)) => (shape.fields, types.as_slice()),
            _ => (&[] as &[_], &[] as &[_]),
        };
        let fields = shapes.iter().zip(types);
        fields.map(move |(shape, r#type)| (shape.name, Self { types: self.types, r#type, wire: shape.wire }))
    }

    fn inside(self, r#type: &'static Type) -> Self {
        Self { r#type, wire: self.wire.of_elements(), ..self }
    }
}
