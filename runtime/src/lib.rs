//! How a call behaves: signing, endpoints, transport, retries, limits, errors, tolerant decoding and paging, for generated
//! clients.
//!
//! Programs depend on a generated crate, which re-exports what they need of this one.

#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
mod check;
mod client;
mod clock;
mod config;
mod connections;
mod credentials;
mod cursor;
mod deadline;
mod decode;
#[cfg(feature = "dynamic")]
pub mod dynamic;
mod element;
mod embedded_json;
mod encode;
mod endpoint;
mod env;
mod error;
mod exchange;
#[cfg(feature = "fake-cloud")]
pub mod fake;
mod flatten;
mod integer_enum;
mod intercept;
mod limits;
mod open_enum;
mod operation;
mod options;
mod page;
mod pager;
mod percent;
mod private;
mod record;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod retry;
mod service_error;
mod sign;
mod timestamp;
mod trace;
mod transport;
mod wait;
mod watch;

#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use call::Call;
pub use client::ServiceClient;
pub use config::{Config, ConfigBuilder};
pub use credentials::{
    AssumeRoleCredentials, AssumeRoleCredentialsBuilder, CachedCredentials, CliProfileCredentials, Clock,
    Credentials, CredentialsChain, CredentialsError, CredentialsReport, DefaultCredentialsChain,
    EcsRamRoleCredentials, EnvCredentials, FileCredentials, OidcRoleCredentials, ProvideCredentials,
    ProviderConfig, StaticCredentials, UriCredentials,
};
pub use cursor::NextPage;
pub use decode::{DecodeError, DecodeErrorKind, Decoded, Decoder, Departure, DepartureKind, decode};
pub use embedded_json::{EmbeddedJson, EmbeddedJsonError};
pub use endpoint::{Endpoint, EndpointError, Endpoints, Network, RegionEndpoint};
pub use env::Env;
pub use error::{Error, ErrorKind};
pub use flatten::flatten;
pub use intercept::{Answered, Attempt, CallMetrics, Intercept, Outcome, Outgoing};
pub use limits::{Limits, Violation};
pub use open_enum::{UnknownInteger, UnknownValue, UnknownValueError};
pub use operation::{
    Effect, Envelope, ErrorCode, Media, Method, Operation, Pagination, Parameter, Place, Ram, Service,
};
pub use options::CallOptions;
pub use page::{Items, Paged, Pages};
pub use percent::Percent;
pub use record::{Element, Field, FieldShape, Record, Shape, Wire};
pub use request::Request;
#[cfg(feature = "reqwest")]
pub use reqwest_transport::ReqwestTransport;
pub use response::Response;
pub use retry::RetryPolicy;
pub use serde_json::Value;
pub use sign::{CanonicalRequest, canonical_query, is_signed_header, percent_encode, sha256_hex};
pub use timestamp::{Timestamp, TimestampError};
pub use transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind};
pub use wait::{Progress, WaitError, Waiter, wait_until};

/// What the macros refer to. Not public API.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}
