//! What the body of an answer becomes.

use super::{
    decode::{DecodeError, Decoded, decode, decode_value},
    record::{Element, Record},
};
use bytes::Bytes;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the body of an answer becomes: a record, a list, a map or a single value; `()` for a body that is empty or does not
/// matter; [`Bytes`] for one that is not JSON.
pub trait Output: Sized {
    /// Reads the body of an answer of `operation`.
    ///
    /// # Errors
    ///
    /// When the body as a whole is not the declared type.
    fn read(operation: &'static str, body: &Bytes) -> Result<Decoded<Self>, DecodeError>;
}

impl<T: Record> Output for T {
    fn read(operation: &'static str, body: &Bytes) -> Result<Decoded<Self>, DecodeError> {
        decode(operation, body)
    }
}

impl<T: Element> Output for Vec<T> {
    fn read(operation: &'static str, body: &Bytes) -> Result<Decoded<Self>, DecodeError> {
        decode_value(operation, body)
    }
}

impl<T: Element> Output for BTreeMap<String, T> {
    fn read(operation: &'static str, body: &Bytes) -> Result<Decoded<Self>, DecodeError> {
        decode_value(operation, body)
    }
}

macro_rules! single_values {
    ($($single:ty),+) => {$(
        impl Output for $single {
            fn read(operation: &'static str, body: &Bytes) -> Result<Decoded<Self>, DecodeError> {
                decode_value(operation, body)
            }
        }
    )+};
}

single_values!(String, bool, i32, i64, f32, f64, Value);

impl Output for () {
    fn read(_: &'static str, _: &Bytes) -> Result<Decoded<Self>, DecodeError> {
        Ok(exact(()))
    }
}

impl Output for Bytes {
    fn read(_: &'static str, body: &Bytes) -> Result<Decoded<Self>, DecodeError> {
        Ok(exact(body.clone()))
    }
}

fn exact<T>(value: T) -> Decoded<T> {
    Decoded { value, departures: Vec::new(), omitted: 0 }
}
