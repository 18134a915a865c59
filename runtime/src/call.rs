//! A request on its way.

use crate::{error::Error, exchange::Answer, transport::BoxFuture};
use std::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

/// A request that was handed over for sending; awaiting it sends it and gives the result. Dropping it
/// cancels.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<T> {
    answer: BoxFuture<'static, Result<Answer, Error>>,
    // A function beside a future of one type, so that operations do not each compile a state machine of their
    // own.
    finish: fn(Answer) -> Result<T, Error>,
}

impl<T> Call<T> {
    pub(crate) fn new(
        answer: impl Future<Output = Result<Answer, Error>> + Send + 'static,
        finish: fn(Answer) -> Result<T, Error>,
    ) -> Self {
        Self { answer: Box::pin(answer), finish }
    }
}

impl<T> Future for Call<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(self.answer.as_mut().poll(context));
        Poll::Ready(answer.and_then(self.finish))
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
