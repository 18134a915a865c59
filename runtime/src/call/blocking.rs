//! Calls without an async runtime of one's own.
//!
//! One runtime serves the whole process. It is started at the first blocking call, has one thread, which drives
//! connections and timers, and lasts as long as the process. The call itself runs on the thread that waits for it. A
//! runtime for each thread would not do: connections are pooled, and one that another thread opened would stand still
//! while that thread does something else.

use crate::observe::{Error, ErrorKind};
use futures_core::Stream;
use std::{
    future::{Future, pending, poll_fn},
    iter::FusedIterator,
    pin::Pin,
    sync::{Mutex, PoisonError},
    thread,
};
use tokio::runtime::{Builder, Handle};

/// The pages or items of a list as an iterator, from `into_blocking` of [`Pages`](crate::Pages) or
/// [`Items`](crate::Items).
///
/// After an error it is over. Inside of an async runtime, the first thing it gives is an error of the kind
/// [`Configuration`](ErrorKind::Configuration).
#[derive(Debug)]
#[must_use = "nothing is fetched until it is asked for"]
pub struct Blocking<S> {
    stream: S,
    is_over: bool,
}

impl<S> Blocking<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self { stream, is_over: false }
    }

    /// The stream that it iterates over, which knows the page to continue with.
    #[must_use]
    pub fn get_ref(&self) -> &S {
        &self.stream
    }
}

impl<S: Stream<Item = Result<T, Error>> + Unpin, T> Iterator for Blocking<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = block_on(poll_fn(|context| Pin::new(&mut self.stream).poll_next(context)));
        let next = next.unwrap_or_else(|error| Some(Err(error)));
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<S: Stream<Item = Result<T, Error>> + Unpin, T> FusedIterator for Blocking<S> {}

/// What `work` gives. The thread waits for it, unless that would keep an async runtime from its work.
pub(crate) fn block_on<F: Future>(work: F) -> Result<F::Output, Error> {
    match Handle::try_current() {
        Ok(_) => Err(refusal(
            "a blocking call inside of an async runtime would stop the runtime's thread; \
             await the call instead, or make it on a thread of std::thread",
        )),
        Err(error) if error.is_thread_local_destroyed() => {
            Err(refusal("a blocking call is not possible while its thread is ending"))
        }
        Err(_) => Ok(runtime()?.block_on(work)),
    }
}

fn runtime() -> Result<Handle, Error> {
    static STARTED: Mutex<Option<Handle>> = Mutex::new(None);

    // What is in there is whole at any time.
    let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = &*started {
        return Ok(runtime.clone());
    }
    let runtime = start().map_err(|error| {
        refusal("the runtime of blocking calls could not be started")
            .with(|inner| inner.source = Some(error.into()))
    })?;
    Ok(started.insert(runtime).clone())
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let drive = move || runtime.block_on(pending::<()>());
    thread::Builder::new().name("alibabacloud-blocking".to_owned()).spawn(drive)?;
    Ok(handle)
}

fn refusal(message: &str) -> Error {
    Error::new(ErrorKind::Configuration, message)
}
