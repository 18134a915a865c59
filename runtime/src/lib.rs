//! How a call behaves.

mod decode;
mod element;
mod embedded_json;
mod encode;
mod integer_enum;
mod open_enum;
mod percent;
mod private;
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

/// What the macros refer to. Not public API.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}
