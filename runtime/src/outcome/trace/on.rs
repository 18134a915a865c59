//! A span for a call, one for each of its attempts, and events in between. Names are those of OpenTelemetry's semantic
//! conventions where it has one.

use crate::{
    codec::printable,
    outcome::{Error, ErrorKind, Outcome},
    tables::Operation,
};
use http::StatusCode;
use std::time::Duration;
use tracing::{Instrument, Span, field::Empty};

const TARGET: &str = "alibabacloud";
/// An answer may say anything.
const REQUEST_ID_CHARACTERS: usize = 200;

#[derive(Clone)]
pub(crate) struct CallSpan(Span);

pub(crate) struct AttemptSpan(Span);

impl CallSpan {
    pub(crate) fn new(operation: &'static Operation) -> Self {
        let (product, method) = (operation.service.product, operation.name);
        Self(tracing::info_span!(
            target: TARGET,
            "call",
            otel.name = %format_args!("{product}/{method}"),
            otel.kind = "client",
            otel.status_code = Empty,
            rpc.system = "alibabacloud",
            rpc.service = product,
            rpc.method = method,
            error.type = Empty,
        ))
    }

    /// `work`, within the span.
    pub(crate) fn around<F: Future>(self, work: F) -> impl Future<Output = F::Output> {
        work.instrument(self.0)
    }

    pub(crate) fn attempt(&self, (host, port): (&str, u16), number: u32) -> AttemptSpan {
        let span = tracing::info_span!(
            target: TARGET,
            parent: &self.0,
            "attempt",
            otel.name = "POST",
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = "POST",
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            server.address = host,
            server.port = port,
            error.type = Empty,
            alibabacloud.request_id = Empty,
        );
        if number > 1 {
            span.record("http.request.resend_count", number.saturating_sub(1));
        }
        AttemptSpan(span)
    }

    /// Before another attempt.
    pub(crate) fn waits(&self, wait: Duration, error: &Error, attempts: u32) {
        let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        let reason = reason(error);
        tracing::info!(target: TARGET, parent: &self.0, attempts, wait_ms, reason, "another attempt follows");
    }

    pub(crate) fn departures(&self, count: usize) {
        tracing::info!(target: TARGET, parent: &self.0, count, "the answer departs from the specification");
    }

    pub(crate) fn ended(&self, outcome: Outcome<'_>) {
        match outcome {
            Outcome::Success => {}
            Outcome::Failure(error) => record_error(&self.0, reason(error)),
            Outcome::Dropped => record_error(&self.0, "cancelled"),
        }
    }
}

impl AttemptSpan {
    /// `work`, within the span.
    pub(crate) fn around<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        work.instrument(self.0.clone())
    }

    pub(crate) fn answered(
        &self,
        status: Option<StatusCode>,
        request_id: &dyn Fn() -> Option<String>,
        error: Option<&Error>,
    ) {
        if self.0.is_disabled() {
            return;
        }
        if let Some(status) = status {
            self.0.record("http.response.status_code", status.as_u16());
            if let Some(id) = request_id() {
                self.0.record("alibabacloud.request_id", printable(&id, REQUEST_ID_CHARACTERS));
            }
        }
        if let Some(error) = error {
            // Of an answer that is not complete.
            if let (None, Some(status)) = (status, error.status()) {
                self.0.record("http.response.status_code", status);
                self.0.record("alibabacloud.request_id", error.request_id());
            }
            record_error(&self.0, reason(error));
        }
    }
}

fn record_error(span: &Span, reason: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", reason);
}

/// The code of the service, or else the kind of the error.
fn reason(error: &Error) -> &str {
    error.code().unwrap_or(match error.kind() {
        ErrorKind::InvalidRequest => "invalid_request",
        ErrorKind::Configuration => "configuration",
        ErrorKind::Credentials => "credentials",
        ErrorKind::Interceptor => "interceptor",
        ErrorKind::Transport => "transport",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Service => "service",
        ErrorKind::Response => "response",
        ErrorKind::Departure => "departure",
        ErrorKind::Pagination => "pagination",
    })
}
