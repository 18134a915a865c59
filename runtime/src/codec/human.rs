//! The form of values that people and their programs read: Rust's names, moments as text, percentages as numbers.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::record::{Element, Field, Record};
use crate::tables::{FieldShape, Shape, Wire};

/// Shows a value in its human form: a record, a list or a map of them, an answer.
///
/// With serde by themselves, records have the form of the wire, in which they are stored and read again. The human form is
/// for what others read, such as an answer of a web handler or a report:
///
/// | | wire form | human form |
/// |---|---|---|
/// | names | those of the service: `BackupId` | those of Rust: `backup_id` |
/// | a moment | as it travels, such as seconds since 1970 | RFC 3339: `2019-02-13T12:20:00Z` |
/// | a percentage | as it travels, such as hundredths | a number: 25.5 is 25.5 % |
/// | a number or a boolean in a string | a string | a number, a boolean |
/// | JSON in a string | a string | the value in it; the string, if it is not JSON |
/// | a value of an enum | as it travels | the same |
/// | an absent field | left out | `null`; an empty list, an empty map |
///
/// Every field is always there. The fields of a record come in the order of the specification, those of records inside it in
/// alphabetical order. The human form is not read back: a release may add fields, and a percentage does not say what it was.
///
/// `Display` writes it as JSON. In a struct of your own, [`Human::write`] is for `#[serde(serialize_with = "Human::write")]`.
/// [`HumanRow`] is for tables.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::{Human, Timestamp};
/// use std::collections::BTreeMap;
///
/// let began = BTreeMap::from([("b-1".to_owned(), Timestamp::from_unix_seconds(0))]);
/// assert_eq!(Human(&began).to_string(), r#"{"b-1":"1970-01-01T00:00:00Z"}"#);
/// ```
#[derive(Debug)]
pub struct Human<'a, T: ?Sized>(pub &'a T);

/// Shows a record as a row of a table, such as a line of CSV: its human form, in which every value is a scalar.
///
/// Lists, maps and records inside the record are JSON texts; what is absent or empty is `null`, an empty cell. So each row
/// has all columns, in the order of the specification.
///
/// With the crate `csv`, `writer.serialize(HumanRow(&backup))` writes the row, and before the first one the names.
#[derive(Debug)]
pub struct HumanRow<'a, T: ?Sized>(pub &'a T);

/// What has a human form: every [`Element`], and what may contain one.
pub trait HumanForm {
    /// Writes the human form.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl<T: Element> HumanForm for T {
    fn write_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize_human(serializer)
    }
}

impl<T: HumanForm> HumanForm for Option<T> {
    fn write_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write_human(serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: HumanForm> HumanForm for [T] {
    fn write_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Human))
    }
}

impl<T: HumanForm + ?Sized> Human<'_, T> {
    /// Writes the human form of a field: `#[serde(serialize_with = "Human::write")]`.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write_human(serializer)
    }
}

impl<T: ?Sized> Clone for Human<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Human<'_, T> {}

impl<T: HumanForm + ?Sized> Serialize for Human<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write_human(serializer)
    }
}

impl<T: HumanForm + ?Sized> fmt::Display for Human<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl<T: ?Sized> Clone for HumanRow<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for HumanRow<'_, T> {}

impl<T: Record> Serialize for HumanRow<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cells = named(self.0).into_iter().map(|(name, value)| (name, cell(value)));
        write_fields(T::SHAPE, &cells.collect::<Vec<_>>(), serializer)
    }
}

/// A value in one cell.
fn cell(value: Value) -> Value {
    match value {
        Value::Array(list) if list.is_empty() => Value::Null,
        Value::Object(object) if object.is_empty() => Value::Null,
        nested @ (Value::Array(_) | Value::Object(_)) => Value::from(nested.to_string()),
        scalar => scalar,
    }
}

/// Writes the human form of a record, as a struct: that is what tables need.
///
/// # Errors
///
/// Those of the serializer.
pub(crate) fn write_record<R: Record, S: Serializer>(record: &R, serializer: S) -> Result<S::Ok, S::Error> {
    write_fields(R::SHAPE, &named(record), serializer)
}

fn write_fields<S: Serializer>(
    shape: &'static Shape,
    fields: &[(&'static str, Value)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut written = serializer.serialize_struct(shape.name, fields.len())?;
    for (name, value) in fields {
        written.serialize_field(name, value)?;
    }
    written.end()
}

fn named<R: Record>(record: &R) -> Vec<(&'static str, Value)> {
    let mut found = Vec::new();
    record.visit(&mut |fields| found = named_fields(R::SHAPE, R::NAMES, fields));
    found
}

/// The human form of a record inside another value.
pub(crate) fn human_object<R: Record>(record: &R) -> Value {
    Value::Object(named(record).into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// All fields by their names in Rust.
fn named_fields(
    shape: &'static Shape,
    names: &'static str,
    fields: &[&dyn Field],
) -> Vec<(&'static str, Value)> {
    let mut names = names.split_ascii_whitespace().map(|name| name.strip_prefix("r#").unwrap_or(name));
    let declared = shape.fields.iter().zip(fields);
    let named = |(declared, field): (&'static FieldShape, &&dyn Field)| {
        (names.next().unwrap_or(declared.name), field.encode(Wire::Human).unwrap_or_default())
    };
    declared.map(named).collect()
}
