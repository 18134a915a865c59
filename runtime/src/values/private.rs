//! What the macros need in crates that depend on this one alone. Not public API.

pub use serde;
pub use serde_json::Value;

pub use super::enum_parts::{deserialize_integer, deserialize_text, encode_text};
pub use super::open_enum::{
    decode_open, open_value, unknown_integer, unknown_integer_error, unknown_text_error,
};
pub use crate::codec::encode::{debug_record, deserialize_record, serialize_record};
pub use crate::codec::{OpenInteger, OpenText, Single};
