//! Who a request is signed for, and the signature.
//!
//! Never where credentials come from: that is in `environment`. Secrets are wiped from memory when they are dropped, and
//! never appear in `Debug` output or in errors.

mod cache;
mod clock;
mod error;
mod key;
mod provide;
mod sign;

pub use cache::CachedCredentials;
pub(crate) use cache::{Cached, provide_from_cache};
pub use clock::Clock;
pub use error::CredentialsError;
pub use key::Credentials;
pub use provide::{CredentialsReport, ProvideCredentials, StaticCredentials};
pub use sign::{CanonicalRequest, is_signed_header, sha256_hex};
pub(crate) use sign::{SHA256_OF_NOTHING, hex};
