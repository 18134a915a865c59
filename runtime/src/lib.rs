//! How a call behaves.

mod body;
mod call;
mod check;
mod client;
mod config;
mod credentials;
mod cursor;
mod decode;
mod endpoint;
mod env;
mod error;
mod exchange;
#[cfg(feature = "fake-cloud")]
pub mod fake;
mod flatten;
mod limits;
mod operation;
mod page;
mod record;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod service_error;
mod sign;
mod transport;

pub use call::Call;
pub use client::ServiceClient;
pub use config::{Config, ConfigBuilder};
pub use credentials::{Credentials, CredentialsError, EnvCredentials, ProvideCredentials, StaticCredentials};
pub use decode::{DecodeError, DecodeErrorKind, Decoded, Decoder, Departure, DepartureKind};
pub use endpoint::{Endpoint, EndpointError, Endpoints, Network, RegionEndpoint};
pub use env::Env;
pub use error::{Error, ErrorKind};
pub use flatten::flatten;
pub use limits::{Limits, Violation};
pub use operation::{Envelope, ErrorCode, Operation, Pagination, Parameter, Ram, Service};
pub use page::{Items, Paged, Pages};
pub use record::{Element, Field, FieldShape, Record, Shape, Wire};
pub use request::Request;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::Response;
pub use sign::{CanonicalRequest, canonical_query, is_signed_header, percent_encode, sha256_hex};
pub use transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind};
