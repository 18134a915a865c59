//! How long things may take. The only place, beside the waits of `retry`, that needs a timer.
//!
//! Timers are those of Tokio. Outside of a Tokio runtime nothing is limited here.

use crate::{
    outcome::{Error, ErrorKind},
    transport::Target,
};
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

    /// What `work` gives, if the call still has time for it. Pass it pinned if it is large: this keeps copies.
    pub(crate) async fn within_call<F: Future>(&self, work: F) -> Result<F::Output, Error> {
        within([self.of_call(), self.of_list()], work).await
    }

    /// The same, if that does not take longer than an attempt may. `target` is what is asked.
    pub(crate) async fn within_attempt<F: Future>(
        &self,
        target: &Target,
        work: F,
    ) -> Result<F::Output, Error> {
        let of_attempt = (Instant::now().checked_add(self.attempt), Limit::Attempt(self.attempt, target));
        within([of_attempt, self.of_call(), self.of_list()], work).await
    }

    fn of_call(&self) -> (Option<Instant>, Limit<'static>) {
        (self.began.checked_add(self.call), Limit::Call(self.call))
    }

    fn of_list(&self) -> (Option<Instant>, Limit<'static>) {
        let list = self.list.unwrap_or(ListLimit { limit: Duration::MAX, end: None });
        (list.end, Limit::List(list.limit))
    }
}

/// What a time limit is for.
#[derive(Clone, Copy)]
enum Limit<'t> {
    Attempt(Duration, &'t Target),
    Call(Duration),
    List(Duration),
}

impl Limit<'_> {
    fn exceeded(self) -> Error {
        let message = match self {
            Self::Attempt(limit, target) => {
                format!("no complete answer from {target} within {limit:?}, the time limit of an attempt")
            }
            Self::Call(limit) => format!("no result within {limit:?}, the time limit of the call"),
            Self::List(limit) => format!("no end within {limit:?}, the time limit of the list"),
        };
        Error::new(ErrorKind::Timeout, message)
    }
}

/// What `work` gives before the first limit ends; of those that end together the first in the list counts. A time that lies
/// too far ahead to be told is no limit.
async fn within<F: Future, const N: usize>(
    limits: [(Option<Instant>, Limit<'_>); N],
    work: F,
) -> Result<F::Output, Error> {
    let known = limits.into_iter().filter_map(|(end, limit)| Some((end?, limit)));
    match known.min_by_key(|(end, _)| *end).filter(|_| has_timer()) {
        // A timer would let the work begin.
        Some((end, limit)) if end <= Instant::now() => Err(limit.exceeded()),
        Some((end, limit)) => timeout_at(end, work).await.map_err(|_| limit.exceeded()),
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
