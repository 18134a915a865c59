//! Who a request is signed for, and where that comes from.
//!
//! A provider knows one place that credentials come from; `cache` decides when they are fetched, and `chain` which
//! provider is asked. Secrets are wiped from memory when they are dropped and never appear in `Debug` output or in
//! errors. Nothing here changes a file or the environment.

mod assume_role;
mod cache;
mod chain;
mod cli_profile;
mod clock;
mod command;
mod credentials_file;
mod environment;
mod error;
mod file;
mod ini;
mod instance_role;
mod json;
mod key;
mod oidc;
mod provide;
mod provider_config;
mod sts;
mod temporary;
mod uri;

pub use assume_role::{AssumeRoleCredentials, AssumeRoleCredentialsBuilder};
pub use cache::CachedCredentials;
pub use chain::{CredentialsChain, DefaultCredentialsChain};
pub use cli_profile::CliProfileCredentials;
pub use clock::Clock;
pub use credentials_file::FileCredentials;
pub use environment::EnvCredentials;
pub use error::CredentialsError;
pub use instance_role::EcsRamRoleCredentials;
pub use key::Credentials;
pub use oidc::OidcRoleCredentials;
pub use provide::{CredentialsReport, ProvideCredentials, StaticCredentials};
pub use provider_config::ProviderConfig;
pub use uri::UriCredentials;
