//! Servers that break, stall, lie and talk nonsense, over real sockets. Whatever they do, a call ends in time, does not
//! panic, and says what is known: the status, the code and the request id.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]
#![cfg(feature = "reqwest")]

mod bodies;
mod case;
mod connections;
mod encodings;
mod errors;
mod framing;
mod heads;
mod server;
mod sizes;
#[path = "../call/support.rs"]
#[allow(dead_code, reason = "what other tests need of it")]
mod support;
