//! Encoding: values as they travel, and records for serde.

use std::fmt;

use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::{Map, Number, Value};

use super::{
    decode::decode_any_fields,
    record::{Field, Record},
};
use crate::tables::{FieldShape, MASK, Shape, Wire};

/// What `value` is on the wire. The one place that knows quoting, joining, wrapping and JSON in strings.
pub(crate) fn travel(value: Value, wire: Wire) -> Value {
    let separator = wire.separator();
    match (wire, value) {
        (Wire::Json, value) => Value::from(value.to_string()),
        (Wire::Quoted, value @ (Value::Number(_) | Value::Bool(_))) => Value::from(value.to_string()),
        (_, Value::Array(elements)) if separator.is_some() => {
            let elements: Vec<String> = elements.into_iter().map(bare).collect();
            Value::from(elements.join(separator.unwrap_or_default()))
        }
        (Wire::Wrapped(name), value @ Value::Array(_)) => {
            Value::Object(Map::from_iter([(name.to_owned(), value)]))
        }
        (_, value) => value,
    }
}

/// The text of a scalar without quotation marks.
fn bare(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// A number; null if it is not finite, for which JSON has no spelling.
pub(crate) fn float(value: f64) -> Value {
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// The fields that are present.
pub(crate) fn object(shape: &Shape, fields: &[&dyn Field]) -> Value {
    let mut object = Map::new();
    for (declared, field) in shape.fields.iter().zip(fields) {
        if let Some(value) = field.encode(declared.wire) {
            object.insert(declared.name.to_owned(), value);
        }
    }
    Value::Object(object)
}

/// Writes the fields that are present, in the order of the specification.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_record<R: Record, S: Serializer>(record: &R, serializer: S) -> Result<S::Ok, S::Error> {
    let mut present = Vec::new();
    record.visit(&mut |fields| present = present_fields(R::SHAPE, fields));
    let mut map = serializer.serialize_map(Some(present.len()))?;
    for (name, value) in &present {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

fn present_fields(shape: &'static Shape, fields: &[&dyn Field]) -> Vec<(&'static str, Value)> {
    let declared = shape.fields.iter().zip(fields);
    declared.filter_map(|(declared, field)| Some((declared.name, field.encode(declared.wire)?))).collect()
}

/// Reads a record as tolerantly as a response.
///
/// # Errors
///
/// Those of the deserializer, any value that is not an object, and an object that is another one: it has fields, and none
/// of them is declared.
pub fn deserialize_record<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R, D::Error> {
    let value = Value::deserialize(deserializer)?;
    if is_another(&value, R::SHAPE) {
        let (name, field) = (R::SHAPE.name, R::SHAPE.fields.first().map_or("", |field| field.name));
        let message = format!(
            "the object has none of the fields of {name}, which are named as on the wire: {field}, …"
        );
        return Err(D::Error::custom(message));
    }
    decode_any_fields(&value.to_string()).map_err(D::Error::custom)
}

fn is_another(value: &Value, shape: &Shape) -> bool {
    let is_declared = |name: &String| shape.fields.iter().any(|field| field.name == name);
    value.as_object().is_some_and(|object| !object.is_empty() && !object.keys().any(is_declared))
}

/// Writes a record without the values that are sensitive. `named` are its fields in the order of its shape.
///
/// # Errors
///
/// Those of the formatter.
pub fn debug_record<R: Record>(
    record: &R,
    named: &[(&str, &dyn fmt::Debug)],
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut hidden = Vec::new();
    record.visit(&mut |fields| {
        let declared = R::SHAPE.fields.iter().zip(fields);
        // That there is nothing may be seen.
        let hides = |(shape, field): (&FieldShape, &&dyn Field)| {
            shape.sensitive && field.encode(shape.wire).is_some()
        };
        hidden = declared.map(hides).collect();
    });
    let mut shown = f.debug_struct(R::SHAPE.name);
    for ((name, value), hidden) in named.iter().zip(hidden) {
        let name = name.strip_prefix("r#").unwrap_or(name);
        shown.field(name, if hidden { &Hidden } else { value });
    }
    shown.finish()
}

/// What is never shown.
struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MASK)
    }
}

/// Implements serde's `Serialize` and `Deserialize` for a [`Record`](crate::codegen::Record).
///
/// A record is written as a map of its wire names, without the fields that are absent: `None`, empty lists and empty
/// maps. Its own fields come in the order of the specification, those of records inside it in alphabetical order. It is
/// read from any self-describing format, as tolerantly as a response; differences from the specification are not
/// reported. An object that has fields, and none of the record's, is an error.
///
/// With a list of all fields in braces, it implements `Debug` as well, without the values that are sensitive.
///
/// ```
/// use alibabacloud_runtime::codegen::{FieldShape, Record, Shape, Wire, fields, record};
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// struct Backup {
///     id: Option<String>,
///     size: Option<i64>,
/// }
///
/// impl Record for Backup {
///     const SHAPE: &'static Shape = &Shape::new("Backup", &[
///         FieldShape::new("BackupId").required(),
///         FieldShape::new("BackupSize").wire(Wire::Quoted),
///     ]);
///
///     fields!(id size);
/// }
/// record!(Backup);
///
/// let backup = Backup { id: Some("321".to_owned()), size: Some(7) };
/// let text = serde_json::to_string(&backup)?;
/// assert_eq!(text, r#"{"BackupId":"321","BackupSize":"7"}"#);
/// assert_eq!(serde_json::from_str::<Backup>(&text)?, backup);
/// assert!(serde_json::from_str::<Backup>(r#"{"backup_id":"321"}"#).is_err(), "that is no name of the wire");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! record {
    ($record:ident { $($field:ident),+ }) => {
        $crate::record!($record);

        impl ::std::fmt::Debug for $record {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug_record(self, &[$((stringify!($field), &self.$field)),+], f)
            }
        }
    };
    ($record:ty) => {
        impl $crate::__private::serde::Serialize for $record {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize_record(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $record {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize_record(deserializer)
            }
        }
    };
}

/// The members of a [`Record`](crate::codegen::Record) that are lists of its fields, given in the order of its shape.
///
/// [`record!`](crate::codegen::record!) has an example.
#[doc(hidden)]
#[macro_export]
macro_rules! fields {
    ($($field:ident)*) => {
        const NAMES: &'static str = concat!($(stringify!($field), " "),*);

        fn visit(&self, visitor: &mut dyn FnMut(&[&dyn $crate::codegen::Field])) {
            visitor(&[$(&self.$field),*]);
        }

        fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn $crate::codegen::Field])) {
            visitor(&mut [$(&mut self.$field),*]);
        }
    };
}
