//! How a call behaves.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod decode;
mod element;
mod embedded_json;
mod encode;
mod integer_enum;
mod open_enum;
mod percent;
mod record;
mod timestamp;

pub use decode::{
    DecodeError, DecodeErrorKind, Decoded, Decoder, Departure, DepartureKind, decode,
};
pub use embedded_json::{EmbeddedJson, EmbeddedJsonError};
pub use open_enum::{UnknownInteger, UnknownValue, UnknownValueError};
pub use percent::Percent;
pub use record::{Element, Field, FieldShape, Record, Shape, Wire};
pub use timestamp::{Timestamp, TimestampError};
