//! What a program sees of a call: its result or its error, and what interceptors and spans are told.
//!
//! It never decides anything about the call.

mod added;
mod body;
mod denied;
mod error;
mod intercept;
mod made;
mod response;
mod trace;
mod verdict;

pub(crate) use added::checked;
pub(crate) use body::Body;
pub use denied::AccessDenied;
pub use error::{Error, ErrorKind};
pub use intercept::{Answered, Attempt, CallMetrics, Intercept, Outcome, Outgoing};
pub(crate) use intercept::{Interceptors, Names};
pub use response::{Response, ResponseBuilder};
pub(crate) use trace::{AttemptSpan, CallSpan};
pub(crate) use verdict::{Verdict, leaves_doubt};
