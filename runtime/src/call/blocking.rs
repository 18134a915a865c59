//! Calls without an async runtime of one's own.
//!
//! One runtime serves the whole process. It is started at the first blocking call, has one thread, which drives
//! connections and timers, and lasts as long as the process. The call itself runs on the thread that waits for it. A
//! runtime for each thread would not do: connections are pooled, and one that another thread opened would stand still
//! while that thread does something else.

use crate::outcome::{Error, ErrorKind};
use futures_core::Stream;
use std::{
    cell::Cell,
    future::{Future, pending, poll_fn},
    iter::FusedIterator,
    pin::{Pin, pin},
    sync::{Arc, Condvar, Mutex, PoisonError},
    task::{Context, Poll, Wake, Waker},
    thread,
};
use tokio::{
    runtime::{Builder, Handle},
    task::coop::{has_budget_remaining, poll_proceed},
};

const INSIDE: &str = "a blocking call inside of an async runtime would stop the runtime's thread; await the call instead, \
                      or make it in spawn_blocking or on a thread of std::thread";

/// Tokio's is 128 operations.
const MORE_THAN_A_BUDGET: u32 = 4096;

/// The pages or items of a list as an iterator, from `into_blocking` of [`Pages`](crate::Pages) or
/// [`Items`](crate::Items).
///
/// After an error it is over. Where [`Call::wait`](crate::Call::wait) is refused, the first thing it gives is an error of the
/// kind [`Configuration`](ErrorKind::Configuration).
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
        Ok(_) if must_not_wait() => return Err(refusal(INSIDE)),
        Err(error) if error.is_thread_local_destroyed() => {
            return Err(refusal("a blocking call is not possible while its thread is ending"));
        }
        _ => {}
    }
    let runtime = runtime()?;
    let _waiting = Waiting::begin().ok_or_else(|| refusal(INSIDE))?;
    // Timers, connections and tasks of the call belong to the runtime of blocking calls, whatever this thread belongs to.
    let _entered = runtime.enter();
    Ok(drive(work))
}

/// Whether an async runtime needs this thread, as opposed to one of `spawn_blocking`, or one inside of `block_in_place`.
///
/// Tokio gives no answer, but shows one: a future that a runtime polls may do so many operations before it has to yield,
/// and a thread that may block has no such budget. So operations are counted until there is no budget left, and given
/// back with `first`. Only a future that gave up its budget with `unconstrained` looks like a thread that may block.
fn must_not_wait() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(_first) = poll_proceed(&mut context) else { return true };
    (0..MORE_THAN_A_BUDGET).any(|_| {
        if let Poll::Ready(operation) = poll_proceed(&mut context) {
            operation.made_progress();
        }
        !has_budget_remaining()
    })
}

/// Polls `work` on this thread, and lets it sleep in between. Tokio would do that too, and panic where this thread is one
/// of a runtime.
fn drive<F: Future>(work: F) -> F::Output {
    let signal = Arc::new(Signal::default());
    let waker = Waker::from(Arc::clone(&signal));
    let mut work = pin!(work);
    loop {
        match work.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => signal.wait(),
        }
    }
}

/// Whether there is news for a thread.
#[derive(Default)]
struct Signal {
    given: Mutex<bool>,
    arrives: Condvar,
}

impl Signal {
    fn wait(&self) {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.arrives.wait_while(given, |given| !*given);
        *waited.unwrap_or_else(PoisonError::into_inner) = false;
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        *self.given.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.arrives.notify_one();
    }
}

/// A thread waits for one call at a time: from within it, another would hold it up.
struct Waiting;

thread_local! {
    static IS_WAITING: Cell<bool> = const { Cell::new(false) };
}

impl Waiting {
    fn begin() -> Option<Self> {
        // Made only here: dropping it ends the wait.
        if IS_WAITING.replace(true) { None } else { Some(Self) }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        IS_WAITING.set(false);
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
