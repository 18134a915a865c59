//! How a call behaves.

mod decode;
#[cfg(feature = "fake-cloud")]
pub mod fake;
mod record;

pub use decode::Decoder;
pub use record::{Element, Field, FieldShape, Record, Shape, Wire};
