//! Calls through the public API: what is sent, what comes back, and what every mistake looks like.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod config;
#[cfg(feature = "reqwest")]
mod connection_limits;
mod endpoints;
mod errors;
mod failures;
mod faults;
mod flattening;
mod limits;
mod made;
mod options;
mod outputs;
#[cfg(feature = "reqwest")]
mod own_transport;
mod paging;
mod places;
mod requests;
mod retries;
mod scripted;
mod signatures;
#[cfg(feature = "reqwest")]
mod sockets;
mod support;
mod time;
