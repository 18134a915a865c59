//! How a call behaves.

mod decode;
mod record;

pub use decode::Decoder;
pub use record::{Element, Field, FieldShape, Record, Shape, Wire};
