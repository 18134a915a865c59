//! The same functions as in `on.rs`, which do nothing.

use crate::{
    outcome::{Error, Outcome},
    tables::Operation,
};
use http::StatusCode;
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

    pub(crate) fn attempt(&self, _: (&str, u16), _: u32) -> AttemptSpan {
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

    pub(crate) fn answered(&self, _: Option<StatusCode>, _: &dyn Fn() -> Option<String>, _: Option<&Error>) {}
}
