//! Why there is no complete answer.

use super::head::{Head, headers_that_matter};
use crate::codec::{body::outline, unsaid};
use http::{HeaderMap, StatusCode};
use std::{error, fmt};

/// What kind a [`TransportError`] is. It decides what becomes of the call.
///
/// | kind | is repeated, if the operation allows it | may have had its effect |
/// |---|---|---|
/// | `Connect`, `ConnectTimeout` | yes | no |
/// | `Timeout`, `Interrupted` | yes | yes |
/// | `TooLarge`, `Other` | no | yes |
/// | `Unsent`, `Configuration` | no | no |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection; nothing was sent.
    Connect,
    /// There was no connection in time; nothing was sent.
    ConnectTimeout,
    /// The time for an answer ran out.
    Timeout,
    /// The answer is larger than is accepted.
    TooLarge,
    /// The connection broke after the request was sent, wholly or in part.
    Interrupted,
    /// The request cannot be sent, and nothing was.
    Unsent,
    /// The transport was set up with something that it cannot use; nothing was sent.
    Configuration,
    /// Everything else.
    Other,
}

/// Why there is no complete answer. Never holds a URL or a body, and of the headers of an answer that broke off only
/// those that help to understand it.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    // In a box, since most errors have none.
    head: Option<Box<Head>>,
    request_id: Option<String>,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

impl TransportError {
    /// An error that says `message`; it must not hold a secret.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), head: None, request_id: None, source: None }
    }

    /// The same with its cause. Of that and what caused it, [`source`](error::Error::source) gives the first that `message`
    /// does not repeat.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// The same for an answer whose head did arrive, so that the caller learns its status and the request id.
    #[must_use]
    pub fn with_head(self, status: StatusCode, headers: &HeaderMap) -> Self {
        Self { head: Some(Box::new((status, headers_that_matter(headers)))), ..self }
    }

    /// The same for an answer of whose body this much did arrive. Of it, the id of the request is kept and nothing else.
    #[must_use]
    pub fn with_beginning(self, body: &[u8]) -> Self {
        Self { request_id: outline(body).request_id(), ..self }
    }

    /// The answer is larger than `limit` bytes.
    #[must_use]
    pub fn too_large(limit: usize) -> Self {
        Self::new(TransportErrorKind::TooLarge, format!("the answer is larger than {limit} bytes"))
    }

    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn take_request_id(&mut self) -> Option<String> {
        self.request_id.take()
    }

    /// The status of the answer, and the headers that help to understand it, if its head did arrive.
    pub(crate) fn take_head(&mut self) -> Option<Head> {
        self.head.take().map(|head| *head)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl error::Error for TransportError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        unsaid(&self.message, self.source.as_ref().map(|source| source.as_ref() as _))
    }
}
