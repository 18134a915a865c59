//! A request on its way.

use super::{
    answer::Answer,
    byte_stream::ByteStream,
    read::{decoded, detailed},
    request::Request,
    retry::{Session, answer},
    watch::Watch,
};
use crate::{
    codec::Output,
    outcome::{Error, Response},
    transport::{BoxFuture, Pieces},
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
    finish: Finish<T>,
}

/// What an answer becomes.
enum Finish<T> {
    Typed(fn(Answer, &Watch) -> Result<T, Error>),
    #[cfg(feature = "dynamic")]
    Dynamic(Box<FinishDynamic<T>>),
}

#[cfg(feature = "dynamic")]
type FinishDynamic<T> = dyn Fn(Answer, &Watch) -> Result<T, Error> + Send;

impl<T> Finish<T> {
    fn finish(&self, answer: Answer, watch: &Watch) -> Result<T, Error> {
        match self {
            Self::Typed(finish) => finish(answer, watch),
            #[cfg(feature = "dynamic")]
            Self::Dynamic(finish) => finish(answer, watch),
        }
    }
}

impl Request {
    /// Sends the request and decodes the answer.
    pub fn send<R: Output + Send + 'static>(self) -> Call<R> {
        Call::new(self, |answer, watch| Ok(decoded(&answer, watch, &R::read)?.value))
    }

    /// The same with request id, status, headers and departures.
    pub fn send_detailed<R: Output + Send + 'static>(self) -> Call<Response<R>> {
        Call::new(self, |answer, watch| detailed(answer, watch, &R::read))
    }

    /// Sends the request and gives the answer as soon as its head is there, with its body piece by piece. The time limits of
    /// attempt and call, and the limit for the size of an answer, do not apply to that body.
    pub fn stream(self) -> Call<Response<ByteStream>> {
        Call::new(self.streamed(), |mut answer, watch| {
            let pieces = answer.pieces.take().unwrap_or_else(|| Pieces::whole(answer.body.clone()));
            let stream = ByteStream::new(answer.operation, pieces);
            Ok(detailed(answer, watch, &<()>::read)?.map(|()| stream))
        })
    }
}

impl<T> Call<T> {
    pub(crate) fn new(request: Request, finish: fn(Answer, &Watch) -> Result<T, Error>) -> Self {
        Self { answer: Box::pin(answer(request)), finish: Finish::Typed(finish) }
    }

    #[cfg(feature = "dynamic")]
    pub(crate) fn dynamic(
        request: Request,
        finish: impl Fn(Answer, &Watch) -> Result<T, Error> + Send + 'static,
    ) -> Self {
        Self { answer: Box::pin(answer(request)), finish: Finish::Dynamic(Box::new(finish)) }
    }

    /// Sends it, and lets the thread wait for the result: for programs without an async runtime. Retries and time limits
    /// are those of any call.
    ///
    /// It works on any thread of `std::thread`, in `tokio::task::spawn_blocking`, and in `tokio::task::block_in_place`.
    /// Connections and timers are driven by one thread, which the first blocking call of the process starts and which lasts
    /// as long as the process. If a transport is shared with an async runtime, that runtime must go on running, since it
    /// drives the connections that it opened.
    ///
    /// # Errors
    ///
    /// Those of the call. In a future that a Tokio runtime polls, where waiting would stop a thread of the runtime, it is an
    /// error of the kind [`Configuration`](crate::ErrorKind::Configuration), and nothing is sent; so it is from within
    /// another blocking call. A future inside of `tokio::task::unconstrained` is not recognized, and does stop its thread.
    ///
    /// ```no_run
    /// # fn send<R: alibabacloud_runtime::codegen::Record + Send + 'static>(request: alibabacloud_runtime::codegen::Request) -> Result<(), alibabacloud_runtime::Error> {
    /// let answer = request.send::<R>().wait()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// From an async program:
    ///
    /// ```no_run
    /// # async fn send<R: alibabacloud_runtime::codegen::Record + Send + 'static>(request: alibabacloud_runtime::codegen::Request) -> Result<(), Box<dyn std::error::Error>> {
    /// let answer = tokio::task::spawn_blocking(move || request.send::<R>().wait()).await??;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Result<T, Error> {
        super::blocking::block_on(self)?
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
            match self.finish.finish(answer, session.watch()) {
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
