//! What holds for every input, tried with random ones.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod answers;
#[path = "../data/everything.rs"]
#[allow(dead_code, reason = "what other tests need of it")]
mod everything;
mod random;
mod records;
mod requests;
mod values;
