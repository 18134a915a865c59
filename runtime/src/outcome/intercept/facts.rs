//! What interceptors are told.

use crate::{
    outcome::{
        added,
        error::{Error, ErrorKind},
    },
    tables::Operation,
};
use http::{HeaderMap, StatusCode};
use std::{fmt, time::Duration};

/// One request of a call. `Debug` shows names and numbers only.
#[derive(Clone, Copy)]
pub struct Attempt<'a> {
    operation: &'static Operation,
    number: u32,
    names: Names<'a>,
}

/// The names of parameters, as they are sent.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) flat: [&'a [(String, String)]; 2],
    pub(crate) others: &'a [&'static str],
}

impl<'a> Attempt<'a> {
    pub(crate) fn new(operation: &'static Operation, number: u32, names: Names<'a>) -> Self {
        Self { operation, number, names }
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The first is 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The names of the parameters as they are sent, such as `DBInstanceId` and `Filters.1.Key`.
    pub fn parameter_names(&self) -> impl Iterator<Item = &'a str> {
        let flat = self.names.flat.into_iter().flatten().map(|(name, _)| name.as_str());
        flat.chain(self.names.others.iter().copied())
    }
}

impl fmt::Debug for Attempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt")
            .field("operation", &self.operation().name)
            .field("number", &self.number)
            .field("parameter_names", &self.parameter_names().collect::<Vec<_>>())
            .finish()
    }
}

/// A request that is not signed yet. `Debug` shows the names of headers only.
pub struct Outgoing<'a> {
    attempt: Attempt<'a>,
    headers: HeaderMap,
}

impl<'a> Outgoing<'a> {
    pub(crate) fn new(attempt: Attempt<'a>, headers: HeaderMap) -> Self {
        Self { attempt, headers }
    }

    pub(crate) fn into_headers(self) -> HeaderMap {
        self.headers
    }

    /// What is to be sent.
    #[must_use]
    pub fn attempt(&self) -> Attempt<'a> {
        self.attempt
    }

    /// The headers that [`CallOptions::header`](crate::CallOptions::header) gave, and those that were set here.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Adds a header, which is sent and not signed. It replaces those of the same name that [`headers`](Self::headers)
    /// has.
    ///
    /// # Errors
    ///
    /// If it is one that the client sets, such as `host`, `authorization` and all `x-acs-…`, or if it cannot be sent.
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let (name, value) = added::checked(name, value)?;
        self.headers.insert(name, value);
        Ok(())
    }
}

impl fmt::Debug for Outgoing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("attempt", &self.attempt)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// What came of an attempt. `Debug` shows no values of headers.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    pub(crate) elapsed: Duration,
    pub(crate) answer: Option<(StatusCode, &'a HeaderMap)>,
    pub(crate) error: Option<&'a Error>,
}

impl<'a> Answered<'a> {
    /// How long it took, signing and reading the body included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The HTTP status, if there was an answer or its beginning.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        let broken_off = || StatusCode::from_u16(self.error?.status()?).ok();
        self.answer.map(|(status, _)| status).or_else(broken_off)
    }

    /// The headers, if there was an answer.
    #[must_use]
    pub fn headers(&self) -> Option<&'a HeaderMap> {
        self.answer.map(|(_, headers)| headers)
    }

    /// Why there is no answer, or what the service refused. That a body cannot be decoded is found out later.
    #[must_use]
    pub fn error(&self) -> Option<&'a Error> {
        self.error
    }
}

impl fmt::Debug for Answered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answered")
            .field("elapsed", &self.elapsed)
            .field("status", &self.status())
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// How a call ended.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// With a result.
    Success,
    /// With an error.
    Failure(&'a Error),
    /// Its future was dropped before it ended.
    Dropped,
}

/// What a call came to.
#[derive(Clone, Copy, Debug)]
pub struct CallMetrics<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    pub(crate) outcome: Outcome<'a>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) response_bytes: u64,
}

impl<'a> CallMetrics<'a> {
    /// The operation that was called; its `service` is the product.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// How many requests were sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the call took: credentials, all attempts, and the waits between them.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How it ended.
    #[must_use]
    pub fn outcome(&self) -> Outcome<'a> {
        self.outcome
    }

    /// What kind of error it ended with, if it ended with one.
    #[must_use]
    pub fn error_kind(&self) -> Option<ErrorKind> {
        match self.outcome {
            Outcome::Failure(error) => Some(error.kind()),
            _ => None,
        }
    }

    /// The HTTP status of the last answer, if there was any.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The size of the bodies of all its answers.
    #[must_use]
    pub fn response_bytes(&self) -> u64 {
        self.response_bytes
    }
}
