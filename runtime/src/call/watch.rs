//! One call as its interceptors and its span see it.

use super::{answer::Answer, prepare::Prepared, request::Request};
use crate::{
    codec::Departure,
    config::Config,
    outcome::{Answered, AttemptSpan, CallMetrics, CallSpan, Error, Outcome},
    tables::Operation,
};
use http::StatusCode;
use std::{thread, time::Duration};
use tokio::time::Instant;

/// Keeps the facts of a call, and tells them when it ends, or else when it is dropped.
pub(crate) struct Watch {
    config: Config,
    operation: &'static Operation,
    began: Instant,
    /// How many requests were handed to the transport.
    pub(crate) attempts: u32,
    status: Option<StatusCode>,
    response_bytes: u64,
    span: CallSpan,
    has_ended: bool,
}

/// When an attempt began, and its span.
pub(crate) struct AttemptWatch {
    began: Instant,
    number: u32,
    pub(crate) span: AttemptSpan,
}

impl Watch {
    pub(crate) fn new(request: &Request) -> Self {
        Self {
            config: request.client().config().clone(),
            operation: request.operation(),
            began: Instant::now(),
            attempts: 0,
            status: None,
            response_bytes: 0,
            span: CallSpan::new(request.operation()),
            has_ended: false,
        }
    }

    pub(crate) fn span(&self) -> CallSpan {
        self.span.clone()
    }

    pub(crate) fn attempt(&self, prepared: &Prepared) -> AttemptWatch {
        let number = self.attempts.saturating_add(1);
        let span = self.span.attempt(prepared.endpoint.host_and_port(), number);
        AttemptWatch { began: Instant::now(), number, span }
    }

    /// After an attempt, with what the service refused if it answered.
    pub(crate) fn answered(
        &mut self,
        prepared: &Prepared,
        attempt: &AttemptWatch,
        result: &Result<Answer, Error>,
        refusal: Option<&Error>,
    ) {
        let answer = result.as_ref().ok();
        let error = refusal.or(result.as_ref().err());
        attempt.span.answered(answer.map(|answer| answer.status), &|| answer?.request_id(), error);
        if let Some(answer) = answer {
            self.status = Some(answer.status);
            self.response_bytes = self.response_bytes.saturating_add(answer.body.len() as u64);
        } else if let Some(status) = error.and_then(Error::status) {
            self.status = StatusCode::from_u16(status).ok();
        }
        if self.attempts < attempt.number {
            return;
        }
        let answered = Answered {
            elapsed: attempt.began.elapsed(),
            answer: answer.map(|answer| (answer.status, &answer.headers)),
            error,
        };
        let attempt = prepared.attempt(attempt.number);
        self.config.interceptors().iter().for_each(|one| one.after_attempt(attempt, &answered));
    }

    pub(crate) fn waits(&self, wait: Duration, error: &Error) {
        self.span.waits(wait, error, self.attempts);
    }

    pub(crate) fn departures(&self, departures: &[Departure], omitted: usize) {
        if departures.is_empty() {
            return;
        }
        self.span.departures(departures.len().saturating_add(omitted));
        self.config.interceptors().iter().for_each(|one| one.on_departures(departures, omitted));
    }

    pub(crate) fn end(&mut self, outcome: Outcome<'_>) {
        self.has_ended = true;
        self.span.ended(outcome);
        let call = CallMetrics {
            operation: self.operation,
            attempts: self.attempts,
            elapsed: self.began.elapsed(),
            outcome,
            status: self.status,
            response_bytes: self.response_bytes,
        };
        self.config.interceptors().iter().for_each(|one| one.after_call(&call));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // A second panic while the first one unwinds would end the process.
        if !self.has_ended && !thread::panicking() {
            self.end(Outcome::Dropped);
        }
    }
}
