//! A request on its way.

use crate::{
    error::Error,
    exchange::Answer,
    request::Request,
    retry::{self, Session},
    transport::BoxFuture,
    watch::Watch,
};
use std::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// A request that was handed over for sending; awaiting it sends it, again if need be, and gives the result.
/// Dropping it cancels.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    answer: BoxFuture<'static, Result<(Answer, Session), Error>>,
    // A function beside a future of one type, so that operations do not each compile a state machine of their
    // own.
    finish: fn(Answer, &Watch) -> Result<T, Error>,
}

impl<T> Call<T> {
    pub(crate) fn new(request: Request, finish: fn(Answer, &Watch) -> Result<T, Error>) -> Self {
        Self { answer: Box::pin(retry::call(request)), finish }
    }
}

impl<T> Future for Call<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let (answer, mut session) = match ready!(self.answer.as_mut().poll(context)) {
                Ok(answered) => answered,
                Err(error) => return Poll::Ready(Err(error)),
            };
            match (self.finish)(answer, session.watch()) {
                Ok(value) => {
                    session.succeed();
                    return Poll::Ready(Ok(value));
                }
                // That an answer is cut off shows only now.
                Err(error) => self.answer = Box::pin(session.resume(error)),
            }
        }
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
