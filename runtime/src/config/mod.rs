//! What a call needs to know before there is one: region, endpoint, time limits, retries.
//!
//! Never where that comes from if a program leaves it out: that is in `environment`.

mod deadline;
mod endpoint;
mod env;
mod options;
mod policy;
mod shared;

pub(crate) use deadline::{ListLimit, TimeLimits, has_timer};
pub use endpoint::{Endpoint, EndpointError, Network};
pub use env::Env;
pub use options::CallOptions;
pub use policy::RetryPolicy;
pub use shared::Config;
pub(crate) use shared::Settings;
