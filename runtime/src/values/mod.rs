//! The types of fields, in both directions: scalars, lists, enums, moments, percentages, JSON in strings.
//!
//! A value never knows which operation it is part of.

mod element;
mod embedded_json;
mod enum_parts;
mod integer_enum;
mod open_enum;
mod percent;
pub(crate) mod private;
mod timestamp;

pub use embedded_json::{EmbeddedJson, EmbeddedJsonError};
pub use open_enum::{UnknownInteger, UnknownValue, UnknownValueError};
pub use percent::Percent;
pub use timestamp::{Timestamp, TimestampError};
