//! A transport that follows a script, in a time that passes as fast as nobody waits for anything else.

use crate::support::{Answer, RDS, request};
use alibabacloud_runtime::{
    Config,
    codegen::{Effect, Method, Operation, Parameter, Request},
    credentials::{Credentials, StaticCredentials},
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind},
};
use bytes::Bytes;
use std::{
    future::Future,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::Instant;

const fn operation(name: &'static str, effect: Effect, parameters: &'static [Parameter]) -> Operation {
    Operation {
        name,
        service: &RDS,
        method: Method::Post,
        path: "/",
        media: None,
        effect,
        parameters,
        exactly_one: &[],
        pagination: None,
        envelope: None,
        ram: None,
        sensitive_answer: false,
        anonymous: false,
    }
}

static READ: Operation = operation("DescribeThing", Effect::Read, &[]);
static WRITE: Operation = operation("CreateThing", Effect::Write, &[]);
static WRITE_WITH_TOKEN: Operation =
    operation("CreateThing", Effect::Write, &[Parameter::new("ClientToken").idempotency_token()]);

pub(crate) fn read(config: &Config) -> Request {
    request(config, &READ)
}

pub(crate) fn write(config: &Config) -> Request {
    request(config, &WRITE)
}

pub(crate) fn write_with_token(config: &Config) -> Request {
    request(config, &WRITE_WITH_TOKEN)
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Answer {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: String,
    },
    Fails(TransportErrorKind),
    /// There is the head of an answer, with this status, and no more.
    BreaksOff(u16),
    /// A good answer after some time.
    Takes(Duration),
}

pub(crate) fn answer(status: u16, body: &str) -> Step {
    Step::Answer { status, headers: Vec::new(), body: body.to_owned() }
}

pub(crate) fn code(status: u16, code: &str) -> Step {
    answer(status, &format!(r#"{{"Code":"{code}","Message":"no","RequestId":"r"}}"#))
}

pub(crate) fn good() -> Step {
    answer(200, r#"{"RequestId":"good"}"#)
}

impl Step {
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name, value.into()));
        }
        self
    }

    async fn play(self) -> Answer {
        let (status, headers, body) = match self {
            Self::Answer { status, headers, body } => (status, headers, body),
            Self::Fails(kind) => return Err(TransportError::new(kind, "it failed")),
            Self::BreaksOff(status) => {
                let error = TransportError::new(TransportErrorKind::Interrupted, "it broke off");
                let status = http::StatusCode::from_u16(status).unwrap();
                return Err(error.with_head(status, &http::HeaderMap::new()));
            }
            Self::Takes(time) => {
                tokio::time::sleep(time).await;
                return Box::pin(good().play()).await;
            }
        };
        let mut response = HttpResponse::new(Bytes::from(body));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            response.headers_mut().append(name, value.parse().unwrap());
        }
        Ok(response)
    }
}

/// When each request came, and what it was.
type Requests = Arc<Mutex<Vec<(Instant, http::Request<Bytes>)>>>;

/// Plays one step for each request, and the last one from then on.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    steps: Vec<Step>,
    requests: Requests,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self { steps: steps.into_iter().collect(), requests: Arc::default() }
    }

    pub(crate) fn config(&self) -> Config {
        Config::builder()
            .region("cn-hangzhou")
            .credentials(StaticCredentials::new(Credentials::new("AnId", "ASecret")))
            .transport(self.clone())
            .build()
            .unwrap()
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    pub(crate) fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.requests.lock().unwrap().iter().map(|(_, request)| request.clone()).collect()
    }

    /// The time between each request and the next.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        let requests = self.requests.lock().unwrap();
        requests.windows(2).map(|pair| pair[1].0 - pair[0].0).collect()
    }
}

impl Transport for Script {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Answer> {
        let mut requests = self.requests.lock().unwrap();
        let step = self.steps[requests.len().min(self.steps.len() - 1)].clone();
        requests.push((Instant::now(), request.request));
        Box::pin(step.play())
    }
}

/// Runs `future` in a time in which nobody really waits.
pub(crate) fn run_paused<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_time().start_paused(true).build().unwrap().block_on(future)
}
