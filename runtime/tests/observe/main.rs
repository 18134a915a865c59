//! What programs see of calls: interceptors, the facts of a call, and spans.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod headers;
mod interceptors;
mod metrics;
mod recorder;
#[path = "../call/scripted.rs"]
#[allow(dead_code, reason = "it has more than is needed here")]
mod scripted;
#[cfg(feature = "tracing")]
mod spans;
#[path = "../call/support.rs"]
#[allow(dead_code, reason = "it has more than is needed here")]
mod support;
