//! How a call behaves: signing, endpoints, transport, retries, limits, errors, tolerant decoding and paging, for generated
//! clients.
//!
//! Programs depend on a generated crate, which re-exports what they need of this one: what is at the root here, and the
//! modules beside it but [`codegen`].
#![cfg_attr(docsrs, feature(doc_cfg))]

mod call;
mod codec;
mod config;
#[cfg(feature = "dynamic")]
pub mod dynamic;
mod environment;
#[cfg(feature = "fake-cloud")]
pub mod fake;
mod lists;
mod outcome;
mod signing;
mod tables;
pub mod transport;
mod values;

pub use bytes::Bytes;
#[cfg(feature = "blocking")]
pub use call::Blocking;
pub use call::{ByteStream, Call, Payload};
pub use codec::{Decoded, Departure, DepartureKind, Human, HumanRow, Status};
pub use config::{CallOptions, Config, Endpoint, EndpointError, Env, Network, RetryPolicy};
pub use environment::ConfigBuilder;
pub use lists::{Items, NextPage, Pages, Progress, WaitError, Waiter, wait_until, wait_until_final};
pub use outcome::{AccessDenied, Error, ErrorKind, Response, ResponseBuilder};
pub use serde_json::Value;
pub use values::{
    EmbeddedJson, EmbeddedJsonError, Percent, Timestamp, TimestampError, UnknownInteger, UnknownValue,
    UnknownValueError,
};

/// Who requests are signed for: credentials, and where they come from.
pub mod credentials {
    pub use crate::environment::{
        AssumeRoleCredentials, AssumeRoleCredentialsBuilder, CliProfileCredentials, CredentialsChain,
        DefaultCredentialsChain, EcsRamRoleCredentials, EnvCredentials, FileCredentials, OidcRoleCredentials,
        ProviderConfig, UriCredentials,
    };
    pub use crate::signing::{
        CachedCredentials, Clock, Credentials, CredentialsError, CredentialsReport, ProvideCredentials,
        StaticCredentials,
    };
}

/// What a program can see of its calls: interceptors, and what they are told.
pub mod observe {
    pub use crate::outcome::{Answered, Attempt, CallMetrics, Intercept, Outcome, Outgoing};
}

/// For generated code and those who write generators: tables, records, values on the wire, signatures.
///
/// Programs need nothing of it. It may change with each minor version; generated code is generated anew then.
pub mod codegen {
    pub use crate::call::{Request, ServiceClient};
    pub use crate::codec::{
        DecodeError, DecodeErrorKind, Decoded, Decoder, Element, Field, HumanForm, IntoOptional, Output,
        Record, canonical_query, decode, flatten, percent_encode,
    };
    pub use crate::lists::Paged;
    pub use crate::signing::{CanonicalRequest, is_signed_header, sha256_hex};
    pub use crate::tables::{
        Effect, Endpoints, Envelope, FieldShape, Limits, Media, Method, Operation, Pagination, Parameter,
        Place, Ram, RegionEndpoint, Sensitive, Service, Shape, Violation, Wire,
    };
    pub use crate::{
        ByteStream, Bytes, Call, CallOptions, Config, EmbeddedJson, Endpoint, Error, Items, Pages, Payload,
        Percent, Response, Timestamp, UnknownInteger, UnknownValue, UnknownValueError, Value, closed_enum,
        closed_integer_enum, error_code, fields, getter, hidden, open_enum, open_integer_enum, record,
        request, status,
    };
}

/// What the macros refer to. Not public API.
#[doc(hidden)]
pub mod __private {
    pub use crate::values::private::*;
}
