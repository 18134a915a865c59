//! The data half of the runtime as generated code and its users see it: decoding, encoding, enums, moments.

// clippy.toml lets test functions stop at a surprise; this extends that to the functions that they share.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod body;
mod decode;
mod embedded_json;
mod enums;
mod everything;
mod human;
mod percent;
mod roundtrip;
mod timestamp;
