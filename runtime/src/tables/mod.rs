//! What generated code consists of: operations, parameters, limits, shapes, hosts.
//!
//! Data, and the one function that says whether a value is within its limits. Nothing here reads, writes or sends.

mod endpoints;
mod limits;
pub(crate) mod operation;
mod parameter;
mod shape;

pub use endpoints::{Endpoints, RegionEndpoint};
pub(crate) use limits::shortened;
pub use limits::{Limits, Violation};
pub use operation::{Effect, Envelope, Media, Method, Operation, Pagination, Ram, Service};
pub(crate) use parameter::MASK;
pub use parameter::{Parameter, Place, Sensitive};
pub use shape::{FieldShape, Shape, Wire};
