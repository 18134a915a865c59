//! How long things may take. The only place, beside the waits of `retry`, that needs a timer.
//!
//! Timers are those of Tokio. Outside of a Tokio runtime nothing is limited here.

use crate::outcome::{Error, ErrorKind};
use std::{future::Future, time::Duration};
use tokio::time::{Instant, timeout_at};

/// The time limits of one call, and when it began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeLimits {
    attempt: Duration,
    call: Duration,
    began: Instant,
    /// Of the list that it is a page of.
    list: Option<ListLimit>,
}

/// The time limit of a whole list, and when it is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ListLimit {
    limit: Duration,
    end: Option<Instant>,
}

impl ListLimit {
    /// For a list that begins now.
    pub(crate) fn new(limit: Duration) -> Self {
        Self { limit, end: Instant::now().checked_add(limit) }
    }
}

impl TimeLimits {
    /// For a call that begins now.
    pub(crate) fn new(attempt: Duration, call: Duration, list: Option<ListLimit>) -> Self {
        Self { attempt, call, began: Instant::now(), list }
    }

    /// Whether a wait ends before the call and its list have to, and within the first `longest` of the call.
    pub(crate) fn leave_room_for(&self, wait: Duration, longest: Duration) -> bool {
        let then = self.began.elapsed().saturating_add(wait);
        let end_of_list = self.list.and_then(|list| list.end);
        let is_within_list =
            end_of_list.is_none_or(|end| wait < end.saturating_duration_since(Instant::now()));
        then <= longest && then < self.call && is_within_list
    }

    /// What `work` gives, if the call still has time for it.
    pub(crate) async fn within_call<F: Future>(&self, work: F) -> Result<F::Output, Error> {
        let end = self.began.checked_add(self.call);
        let comes_first = |list: &ListLimit| list.end.is_some() && end.is_none_or(|end| list.end < Some(end));
        match self.list.filter(comes_first) {
            Some(ListLimit { limit, end }) => {
                until(end, work, || format!("no end within {limit:?}, the time limit of the list")).await
            }
            None => {
                until(end, work, || format!("no result within {:?}, the time limit of the call", self.call))
                    .await
            }
        }
    }

    /// What `work` gives, if that does not take longer than an attempt may.
    /// `target` is what is asked.
    pub(crate) async fn within_attempt<F: Future>(&self, target: &str, work: F) -> Result<F::Output, Error> {
        let message = || {
            format!(
                "no complete answer from {target} within {:?}, the time limit of an attempt",
                self.attempt
            )
        };
        let attempt = until(Instant::now().checked_add(self.attempt), work, message);
        self.within_call(attempt).await?
    }
}

/// A time that lies too far ahead to be told is no limit.
async fn until<F: Future>(
    end: Option<Instant>,
    work: F,
    message: impl FnOnce() -> String,
) -> Result<F::Output, Error> {
    match end.filter(|_| has_timer()) {
        // A timer would let the work begin.
        Some(end) if end <= Instant::now() => Err(Error::new(ErrorKind::Timeout, message())),
        Some(end) => timeout_at(end, work).await.map_err(|_| Error::new(ErrorKind::Timeout, message())),
        None => Ok(work.await),
    }
}

/// Whether it is possible to wait. Without a runtime a timer would panic.
pub(crate) fn has_timer() -> bool {
    tokio::runtime::Handle::try_current().is_ok()
}

/// Refuses a time limit within which nothing can happen.
pub(crate) fn validate_limit(name: &str, limit: Duration) -> Result<(), Error> {
    if !limit.is_zero() {
        return Ok(());
    }
    let message = format!("{name} is zero, so that every call would fail; leave it out, or set a longer one");
    Err(Error::new(ErrorKind::Configuration, message))
}
