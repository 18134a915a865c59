//! Work that takes long: whole lists, waiting for something to be done, and threads that wait.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[cfg(feature = "blocking")]
mod blocking;
mod finals;
mod lists;
#[allow(dead_code, reason = "shared with the tests of calls, which use all of it")]
#[path = "../call/scripted.rs"]
mod scripted;
#[cfg(all(feature = "blocking", feature = "fake-cloud", feature = "reqwest"))]
mod sockets;
#[allow(dead_code, reason = "shared with the tests of calls, which use all of it")]
#[path = "../call/support.rs"]
mod support;
#[cfg(feature = "blocking")]
mod threads;
mod waiting;
