//! Why there is no answer, in words.

use super::waits::Waits;
use crate::transport::{
    carry::Target,
    error::{TransportError, TransportErrorKind},
};
use std::{error::Error, iter::successors};

/// What is known of the other side when something fails.
#[derive(Clone)]
pub(super) struct Peer {
    pub(super) waits: Waits,
    /// What errors call it.
    pub(super) target: Target,
    /// Whether the client is the program's own, whose time limits are not known.
    pub(super) is_foreign: bool,
}

impl Peer {
    pub(super) fn too_slow(&self) -> TransportError {
        let message =
            format!("no answer from {}, or no more of it, within {:?}", self.target, self.waits.read);
        TransportError::new(TransportErrorKind::Timeout, message)
    }

    /// A signature is for one host, so nothing that another one says can be an answer.
    pub(super) fn led_astray(&self) -> TransportError {
        let message = format!(
            "the HTTP client followed a redirect away from {}; make it with redirect(Policy::none())",
            self.target
        );
        TransportError::new(TransportErrorKind::Other, message)
    }

    /// What happened, without the URL, whose query holds the parameters. The last cause says it; those before it say that
    /// something failed.
    pub(super) fn failed(&self, error: reqwest::Error) -> TransportError {
        let error = error.without_url();
        if let Some(own) = unreadable(&error) {
            return TransportError::new(own.kind(), own.to_string());
        }
        let (target, cause) = (&self.target, innermost(&error));
        let (kind, message) = if error.is_timeout() && error.is_connect() {
            let limit = if self.is_foreign {
                "in time".to_owned()
            } else {
                format!("within {:?}", self.waits.connect)
            };
            (TransportErrorKind::ConnectTimeout, format!("no connection to {target} {limit}"))
        } else if error.is_connect() {
            (TransportErrorKind::Connect, format!("no connection to {target}: {cause}"))
        } else if error.is_timeout() {
            (
                TransportErrorKind::Timeout,
                format!("no complete answer from {target} within the limit of its client"),
            )
        } else if error.is_builder() {
            (TransportErrorKind::Unsent, format!("the request to {target} cannot be sent: {cause}"))
        } else if error.is_request() || error.is_body() || error.is_decode() {
            (TransportErrorKind::Interrupted, format!("the connection to {target} broke: {cause}"))
        } else {
            (TransportErrorKind::Other, format!("no complete answer from {target}: {cause}"))
        };
        TransportError::new(kind, message)
    }
}

/// The error of a body that was to be sent.
fn unreadable(error: &reqwest::Error) -> Option<&TransportError> {
    successors(error.source(), |error| (*error).source()).find_map(|error| error.downcast_ref())
}

pub(super) fn unsent(message: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Unsent, message)
}

/// The last cause, which is the one that says what the operating system or the peer did.
pub(super) fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
