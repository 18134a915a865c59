//! An interceptor that writes down what it is told.

use alibabacloud_runtime::{
    Config, Departure,
    observe::{Answered, Attempt, CallMetrics, Intercept, Outcome, Outgoing},
};
use bytes::Bytes;
use std::{
    error::Error,
    fmt,
    sync::{Arc, Mutex},
};

pub(crate) type Checked = Result<(), Box<dyn Error + Send + Sync>>;

/// A line for each method that is called.
#[derive(Clone)]
pub(crate) struct Recorder {
    name: &'static str,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, lines: Arc::default() }
    }

    /// Another one that writes to the same place.
    pub(crate) fn beside(&self, name: &'static str) -> Self {
        Self { name, lines: Arc::clone(&self.lines) }
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// `config` with this one.
    pub(crate) fn watching(&self, config: &Config) -> Config {
        config.to_builder().interceptor(self.clone()).build().unwrap()
    }

    fn note(&self, line: impl fmt::Display) {
        self.lines.lock().unwrap().push(format!("{}: {line}", self.name));
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hush")
    }
}

impl Intercept for Recorder {
    fn name(&self) -> &str {
        self.name
    }

    fn before_signing(&self, outgoing: &mut Outgoing<'_>) -> Checked {
        let attempt = outgoing.attempt();
        let names: Vec<_> = attempt.parameter_names().collect();
        self.note(format_args!("sign {} {} {names:?}", attempt.operation().name, attempt.number()));
        Ok(())
    }

    fn before_sending(&self, attempt: Attempt<'_>, request: &http::Request<Bytes>) -> Checked {
        let is_signed = request.headers().contains_key("authorization");
        let host = request.uri().host().unwrap();
        self.note(format_args!("send {} {} {host} {is_signed}", attempt.number(), request.method()));
        Ok(())
    }

    fn after_attempt(&self, attempt: Attempt<'_>, answered: &Answered<'_>) {
        let status = answered.status().map(|status| status.as_u16());
        let kind = answered.error().map(alibabacloud_runtime::Error::kind);
        let headers = answered.headers().map(http::HeaderMap::len);
        self.note(format_args!("answer {} {status:?} {kind:?} {headers:?}", attempt.number()));
    }

    fn on_departures(&self, departures: &[Departure], omitted: usize) {
        let places: Vec<_> = departures.iter().map(|one| one.pointer.as_str()).collect();
        self.note(format_args!("departures {places:?} {omitted}"));
    }

    fn after_call(&self, call: &CallMetrics<'_>) {
        let outcome = match call.outcome() {
            Outcome::Success => "success".to_owned(),
            Outcome::Failure(error) => format!("{:?} {:?}", error.kind(), error.code()),
            Outcome::Dropped => "dropped".to_owned(),
            _ => unreachable!(),
        };
        self.note(format_args!(
            "end {}/{} {} {:?} {} {} bytes",
            call.operation().service.product,
            call.operation().name,
            call.attempts(),
            call.status().map(|status| status.as_u16()),
            outcome,
            call.response_bytes(),
        ));
    }
}
