//! The same functions as in `on.rs`, which do nothing.

use crate::{endpoint::Endpoint, error::Error, exchange::Answer, intercept::Outcome, operation::Operation};
use std::time::Duration;

#[derive(Clone)]
pub(crate) struct CallSpan;

pub(crate) struct AttemptSpan;

impl CallSpan {
    pub(crate) fn new(_: &'static Operation) -> Self {
        Self
    }

    pub(crate) fn around<F: Future>(self, work: F) -> F {
        work
    }

    pub(crate) fn attempt(&self, _: &Endpoint, _: u32) -> AttemptSpan {
        AttemptSpan
    }

    pub(crate) fn waits(&self, _: Duration, _: &Error, _: u32) {}

    pub(crate) fn departures(&self, _: usize) {}

    pub(crate) fn ended(&self, _: Outcome<'_>) {}
}

impl AttemptSpan {
    pub(crate) fn around<F: Future>(&self, work: F) -> F {
        work
    }

    pub(crate) fn answered(&self, _: Option<&Answer>, _: Option<&Error>) {}
}
