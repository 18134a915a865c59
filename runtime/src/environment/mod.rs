//! What a program leaves out: the configuration from variables, and credentials from wherever there are some.
//!
//! A provider knows one place that credentials come from, and nothing of the others. Nothing here changes a file or the
//! environment, or starts a thread or a task.

mod assume_role;
mod builder;
mod chain;
mod cli_profile;
mod command;
mod credentials_file;
mod file;
mod ini;
mod instance_role;
mod json;
mod oidc;
mod profile_file;
mod provider_config;
mod sts;
mod temporary;
mod uri;
mod variables;

pub use assume_role::{AssumeRoleCredentials, AssumeRoleCredentialsBuilder};
pub use builder::ConfigBuilder;
pub use chain::{CredentialsChain, DefaultCredentialsChain};
pub use cli_profile::CliProfileCredentials;
pub use credentials_file::FileCredentials;
pub use instance_role::EcsRamRoleCredentials;
pub use oidc::OidcRoleCredentials;
pub use provider_config::ProviderConfig;
pub use uri::UriCredentials;
pub use variables::EnvCredentials;
