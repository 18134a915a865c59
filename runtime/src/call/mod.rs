//! One call, from a request to its value: check, prepare, sign, send, and perhaps again.
//!
//! It never knows more than one page of a list, nor where credentials come from.

mod answer;
mod attempt;
#[cfg(feature = "blocking")]
mod blocking;
mod budget;
mod byte_stream;
mod check;
mod client;
pub(crate) mod clock;
mod compose;
mod fault;
mod future;
mod outgoing;
mod payload;
mod prepare;
mod random;
mod read;
mod request;
mod retry;
mod secrets;
mod service_error;
mod shown;
mod watch;

#[cfg(feature = "blocking")]
pub use blocking::Blocking;
#[cfg(feature = "blocking")]
pub(crate) use blocking::block_on;
pub use byte_stream::ByteStream;
pub(crate) use check::check;
pub use client::ServiceClient;
pub use future::Call;
pub use payload::Payload;
pub use request::Request;
pub(crate) use retry::answer;
#[cfg(feature = "dynamic")]
pub(crate) use {
    outgoing::{Stamp, canonical, http_request, sign},
    prepare::Prepared,
    random::random_hex,
    read::detailed,
    secrets::Secrets,
};
