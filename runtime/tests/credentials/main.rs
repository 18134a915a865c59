//! Where credentials come from and when they are renewed, through the public API.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod assume_role;
mod cache;
mod calls;
mod chain;
mod cli_profile;
mod credentials_file;
mod instance_role;
mod oidc;
mod region;
mod secrecy;
#[cfg(feature = "reqwest")]
mod sockets;
mod support;
mod uri;
