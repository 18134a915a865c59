//! What enums of both kinds have in common.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

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
