//! Calls through the public API: what is sent, what comes back, and what every mistake looks like.

mod config;
mod endpoints;
mod errors;
mod flattening;
mod limits;
mod paging;
mod requests;
mod signatures;
#[cfg(feature = "reqwest")]
mod sockets;
mod support;
