//! What the macros need in crates that depend on this one alone. Not public API.

pub use serde;
pub use serde_json::Value;

pub use super::open_enum::{
    decode_open, open_value, unknown_integer, unknown_integer_error, unknown_text_error,
};
pub use crate::codec::encode::{deserialize_record, serialize_record};

use serde::{Deserialize, Deserializer};

use crate::{codec::travel, tables::Wire};

/// A value of an enum as it travels.
#[must_use]
pub fn encode_text(text: &str, wire: Wire) -> Value {
    travel(Value::from(text), wire)
}

/// The text of an enum.
///
/// # Errors
///
/// Those of the deserializer.
pub fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer)
}

/// The number of an enum.
///
/// # Errors
///
/// Those of the deserializer.
pub fn deserialize_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    i64::deserialize(deserializer)
}
