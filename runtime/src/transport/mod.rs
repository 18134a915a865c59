//! What carries a signed request to a host, once, and its answer back.
//!
//! It never repeats anything, and knows nothing of Alibaba Cloud but the names of some headers.

mod carry;
mod connections;
mod error;
mod head;
#[cfg(feature = "reqwest")]
mod http_client;
mod pieces;

pub(crate) use carry::Target;
pub use carry::{BoxFuture, HttpRequest, HttpResponse, Transport};
pub(crate) use connections::Connections;
pub use error::{TransportError, TransportErrorKind};
pub(crate) use head::{
    Head, ID_CHARACTERS, RATE_LIMITS, REQUEST_ID, RETRY_AFTER, headers_that_matter, request_id_header,
};
#[cfg(feature = "reqwest")]
pub use http_client::{ReqwestTransport, ReqwestTransportBuilder};
pub use pieces::{Pieces, Upload};
