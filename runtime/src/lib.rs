//! How a call behaves: signing, endpoints, transport, retries, limits, errors, tolerant decoding and paging, for generated
//! clients.
//!
//! Programs depend on a generated crate, which re-exports what they need of this one.
//!
//! With serde, records have the form of the wire: names and values as the service sends them. See [`Record`].

mod call;
mod codec;
mod config;
mod credentials;
#[cfg(feature = "dynamic")]
pub mod dynamic;
mod environment;
#[cfg(feature = "fake-cloud")]
pub mod fake;
mod lists;
mod observe;
mod tables;
mod transport;
mod values;

pub use bytes::Bytes;
#[cfg(feature = "blocking")]
pub use call::Blocking;
pub use call::{ByteStream, Call, Payload, Request, ServiceClient};
pub use codec::{
    DecodeError, DecodeErrorKind, Decoded, Decoder, Departure, DepartureKind, Element, Field, Output, Record,
    canonical_query, decode, flatten, percent_encode,
};
pub use config::{CallOptions, Config, Endpoint, EndpointError, Env, Network, RetryPolicy};
pub use credentials::{
    CachedCredentials, CanonicalRequest, Clock, Credentials, CredentialsError, CredentialsReport,
    ProvideCredentials, StaticCredentials, is_signed_header, sha256_hex,
};
pub use environment::{
    AssumeRoleCredentials, AssumeRoleCredentialsBuilder, CliProfileCredentials, ConfigBuilder,
    CredentialsChain, DefaultCredentialsChain, EcsRamRoleCredentials, EnvCredentials, FileCredentials,
    OidcRoleCredentials, ProviderConfig, UriCredentials,
};
pub use lists::{Items, NextPage, Paged, Pages, Progress, WaitError, Waiter, wait_until};
pub use observe::{
    Answered, Attempt, CallMetrics, Error, ErrorKind, Intercept, Outcome, Outgoing, Response, ResponseBuilder,
};
pub use serde_json::Value;
pub use tables::{
    Effect, Endpoints, Envelope, ErrorCode, FieldShape, Limits, Media, Method, Operation, Pagination,
    Parameter, Place, Ram, RegionEndpoint, Service, Shape, Violation, Wire,
};
pub use transport::{
    BoxFuture, HttpRequest, HttpResponse, Pieces, Transport, TransportError, TransportErrorKind, Upload,
};
#[cfg(feature = "reqwest")]
pub use transport::{ReqwestTransport, ReqwestTransportBuilder};
pub use values::{
    EmbeddedJson, EmbeddedJsonError, Percent, Timestamp, TimestampError, UnknownInteger, UnknownValue,
    UnknownValueError,
};

/// What the macros refer to. Not public API.
#[doc(hidden)]
pub mod __private {
    pub use crate::values::private::*;
}
