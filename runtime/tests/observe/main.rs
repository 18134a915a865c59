//! What programs see of calls: interceptors, and the facts of a call.

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
#[path = "../call/support.rs"]
#[allow(dead_code, reason = "it has more than is needed here")]
mod support;
