//! Spans and events for `tracing`. Without the feature of that name everything here is empty.
//!
//! Fields hold names, numbers, the host, error codes and the ids of requests; never the value of a parameter, a query, a
//! header that is sent, or the message of an error, which may repeat any of them.

#[cfg(not(feature = "tracing"))]
#[path = "trace/off.rs"]
mod spans;
#[cfg(feature = "tracing")]
#[path = "trace/on.rs"]
mod spans;

pub(crate) use spans::{AttemptSpan, CallSpan};
