//! What is done with random input. Each function takes any bytes, and panics if a promise does not hold.
//!
//! The programs in `fuzz_targets` call these functions with a fuzzer's input, and the test `fuzz_seeds` of the workspace
//! with the input to begin with. They are called outside of an async runtime, so that no command of a profile is run.

#![allow(clippy::panic, reason = "a panic is how a promise that does not hold is told")]

mod answers;
mod credentials;
mod specs;

pub use answers::{answer, decode};
pub use credentials::{cli_profile, credentials_file};
pub use specs::spec;

use alibabacloud_runtime::transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};
use std::{
    future::Future,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

/// Gives the answer that it has to each request.
#[derive(Clone, Debug, Default)]
struct Canned(Arc<Mutex<Answer>>);

#[derive(Debug, Default)]
struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Transport for Canned {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let answer = self.0.lock().expect("a lock");
        let mut response = HttpResponse::new(answer.body.clone().into());
        *response.status_mut() = answer.status.try_into().expect("a status");
        Box::pin(std::future::ready(Ok(response)))
    }
}

/// What a future gives that has nothing to wait for.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits for something"),
    }
}

/// Nothing of others' text may steer a terminal.
fn check_shown(error: &impl std::error::Error) {
    let shown = error.to_string();
    assert!(!shown.chars().any(char::is_control), "control characters in {shown:?}");
}
