//! Asking again and again until something is done.

use crate::{
    codec::Status,
    config::has_timer,
    outcome::{Error, ErrorKind},
};
use std::{error, fmt, future::Future, time::Duration};
use tokio::time::{Instant, sleep, timeout_at};

const INTERVAL: Duration = Duration::from_secs(5);
const MAX_INTERVAL: Duration = Duration::from_secs(60);
const TIMEOUT: Duration = Duration::from_secs(24 * 60 * 60);
/// What was started a moment ago may not be listed yet.
const APPEARS_WITHIN: Duration = Duration::from_secs(60);
/// Even an interval of zero leaves the service some rest.
const SHORTEST: Duration = Duration::from_millis(100);

/// Asks until an answer satisfies `is_done`, such as that of a restore that has ended.
///
/// `ask` begins a call, or any other future with such a result. Nothing happens before [`Waiter::run`].
/// [`wait_until_final`] knows by itself when things are done that have a status.
///
/// ```no_run
/// use alibabacloud_runtime::{Error, WaitError, wait_until, codegen::{Record, Request}};
/// use std::time::Duration;
///
/// async fn restored<R: Record + Send + 'static>(request: Request, is_final: fn(&R) -> bool) -> Result<R, Error> {
///     let waiter = wait_until(|| request.clone().send::<R>(), is_final)
///         .interval(Duration::from_secs(10))
///         .timeout(Duration::from_secs(3600))
///         .on_progress(|progress| println!("asked {} times", progress.asked));
///     match waiter.run().await {
///         Ok(answer) => Ok(answer),
///         Err(WaitError::Timeout { last: Some(answer), .. }) => Ok(answer), // as far as it came
///         Err(error) => Err(error.into()),
///     }
/// }
/// ```
pub fn wait_until<T, A, F, D>(ask: A, is_done: D) -> Silent<T, A, D>
where
    A: FnMut() -> F,
    F: Future<Output = Result<T, Error>>,
    D: FnMut(&T) -> bool,
{
    Waiter {
        ask,
        is_done,
        on_progress: |_| {},
        presence: None,
        interval: INTERVAL,
        max_interval: MAX_INTERVAL,
        timeout: TIMEOUT,
    }
}

/// Asks until all things in an answer have a final status, such as restores that have ended, and gives them back.
///
/// `ask` gives the things that are waited for and no others; `status` is the field that says how they are. A final status
/// may be a failure: look at what comes back. A status that is absent or undocumented is not final, so set a
/// [time limit](Waiter::timeout).
///
/// An answer without things is not the end of anything. What was started a moment ago may not be listed yet, so there is a
/// minute for it to appear (or [another time](Waiter::appears_within)); then the error is [`WaitError::Missing`]. Say how
/// [many](Waiter::at_least) things there are to be, if it is more than one.
///
/// ```no_run
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::{Error, Status, WaitError, wait_until_final};
/// use std::time::Duration;
///
/// # #[derive(Debug, PartialEq)]
/// # enum RestoreStatus { Complete, Failed }
/// # impl Status for RestoreStatus { fn is_final(&self) -> bool { true } }
/// # struct Restore { status: Option<RestoreStatus> }
/// # async fn restores_of(plan: &str) -> Result<Vec<Restore>, Error> { Ok(Vec::new()) }
/// async fn all_restored(plan: &str) -> Result<bool, WaitError<Vec<Restore>>> {
///     let waiter = wait_until_final(|| restores_of(plan), |restore| &restore.status).timeout(Duration::from_secs(3600));
///     let restores = waiter.run().await?;
///     Ok(restores.iter().all(|restore| restore.status == Some(RestoreStatus::Complete)))
/// }
/// ```
pub fn wait_until_final<T, A, F, S, R>(
    ask: A,
    mut status: S,
) -> Silent<Vec<T>, A, impl FnMut(&Vec<T>) -> bool>
where
    A: FnMut() -> F,
    F: Future<Output = Result<Vec<T>, Error>>,
    S: FnMut(&T) -> &R,
    R: Status + ?Sized,
{
    let is_done = move |things: &Vec<T>| things.iter().all(|thing| status(thing).is_final());
    wait_until(ask, is_done).at_least(1)
}

/// How to wait, from [`wait_until`] or [`wait_until_final`].
#[must_use = "nothing is asked until it runs"]
pub struct Waiter<T, A, D, P> {
    ask: A,
    is_done: D,
    on_progress: P,
    presence: Option<Presence<T>>,
    interval: Duration,
    max_interval: Duration,
    timeout: Duration,
}

/// A waiter that tells nobody about progress.
type Silent<T, A, D> = Waiter<T, A, D, fn(&Progress<'_, T>)>;

/// What has to be in an answer before it counts.
struct Presence<T> {
    count: fn(&T) -> usize,
    at_least: usize,
    within: Duration,
}

impl<T> Presence<T> {
    fn is_there(&self, answer: &T) -> bool {
        (self.count)(answer) >= self.at_least
    }
}

/// What is known after an answer.
#[derive(Debug)]
#[non_exhaustive]
pub struct Progress<'a, T> {
    /// The answer.
    pub answer: &'a T,
    /// How many answers there were, with this one.
    pub asked: u32,
    /// The time since the beginning.
    pub elapsed: Duration,
    /// The wait before the next question; `None` if this answer is the last.
    pub next_in: Option<Duration>,
}

/// Why waiting has no result.
#[non_exhaustive]
pub enum WaitError<T> {
    /// The time was over before it was done.
    Timeout {
        /// The last answer, if there was one.
        last: Option<T>,
        /// The time limit.
        timeout: Duration,
        /// How many answers there were.
        asked: u32,
    },
    /// Too few of the things that are waited for were in the answers, for too long.
    Missing {
        /// The last answer.
        last: T,
        /// How long they may be missing.
        within: Duration,
        /// How many answers there were.
        asked: u32,
    },
    /// A call failed.
    Call {
        /// Its error.
        error: Error,
        /// The last answer before it, if there was one.
        last: Option<T>,
    },
}

impl<T, A, D, P> Waiter<T, A, D, P> {
    /// The wait after the first answer; 5 seconds by default. Each further one is twice as long. Less than 100 ms counts
    /// as 100 ms.
    pub fn interval(self, interval: Duration) -> Self {
        Self { interval, ..self }
    }

    /// The longest wait; 60 seconds by default.
    pub fn max_interval(self, max_interval: Duration) -> Self {
        Self { max_interval, ..self }
    }

    /// The time for everything; 24 hours by default. A call that is under way then is cancelled, and no wait begins that
    /// would end later: the error comes at once.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    fn first_wait(&self) -> Duration {
        self.interval.min(self.max_interval).max(SHORTEST)
    }

    fn wait_after(&self, wait: Duration) -> Duration {
        wait.saturating_mul(2).min(self.max_interval).max(SHORTEST)
    }
}

impl<T, A, D, P> Waiter<Vec<T>, A, D, P> {
    /// How many things there have to be before an answer counts; 1 for [`wait_until_final`], 0 for [`wait_until`].
    pub fn at_least(mut self, count: usize) -> Self {
        self.presence().at_least = count;
        self
    }

    /// For how long there may be fewer, from the beginning and from the last answer that had them all; a minute by default.
    /// No wait begins that would end later: the error comes at once. With [`Duration::ZERO`] they are never missing.
    pub fn appears_within(mut self, time: Duration) -> Self {
        self.presence().within = time;
        self
    }

    fn presence(&mut self) -> &mut Presence<Vec<T>> {
        let none = || Presence { count: Vec::len, at_least: 0, within: APPEARS_WITHIN };
        self.presence.get_or_insert_with(none)
    }
}

impl<T, A, F, D, P> Waiter<T, A, D, P>
where
    A: FnMut() -> F,
    F: Future<Output = Result<T, Error>>,
    D: FnMut(&T) -> bool,
{
    /// What to do after each answer, the last one among them. One that was set before is replaced.
    pub fn on_progress<N: FnMut(&Progress<'_, T>)>(self, on_progress: N) -> Waiter<T, A, D, N> {
        let Self { ask, is_done, presence, interval, max_interval, timeout, .. } = self;
        Waiter { ask, is_done, on_progress, presence, interval, max_interval, timeout }
    }
}

impl<T, A, F, D, P> Waiter<T, A, D, P>
where
    A: FnMut() -> F,
    F: Future<Output = Result<T, Error>>,
    D: FnMut(&T) -> bool,
    P: FnMut(&Progress<'_, T>),
{
    /// Asks, waits and asks again; gives the answer that is done. Dropping the future ends it wherever it is.
    ///
    /// # Errors
    ///
    /// If the time is over, if what is waited for is missing, or if a call failed: it has been repeated as its own [`RetryPolicy`](crate::RetryPolicy) says,
    /// which can be made more patient for a request that is sent for hours. Outside of a Tokio runtime it is an error of
    /// the kind [`Configuration`](ErrorKind::Configuration), and nothing is asked.
    pub async fn run(mut self) -> Result<T, WaitError<T>> {
        if !has_timer() {
            let message = "there is no Tokio runtime, so that nothing can wait; run it within one";
            let error = Error::new(ErrorKind::Configuration, message);
            return Err(WaitError::Call { error, last: None });
        }
        let began = Instant::now();
        let end = began.checked_add(self.timeout);
        let (mut last, mut asked, mut wait) = (None, 0, self.first_wait());
        let mut present_at = began;
        loop {
            let answer = match before(end, (self.ask)()).await {
                Some(Ok(answer)) => answer,
                Some(Err(error)) => return Err(WaitError::Call { error, last }),
                None => return Err(WaitError::Timeout { last, timeout: self.timeout, asked }),
            };
            asked += 1;
            let (now, elapsed) = (Instant::now(), began.elapsed());
            let missing = self.presence.as_ref().filter(|presence| !presence.is_there(&answer));
            let missing = missing.map(|presence| presence.within);
            if missing.is_none() {
                present_at = now;
            }
            let is_done = missing.is_none() && (self.is_done)(&answer);
            let has_time =
                |since: Instant, limit| (now - since).checked_add(wait).is_some_and(|then| then < limit);
            let in_time = has_time(began, self.timeout);
            let may_appear = missing.is_none_or(|within| has_time(present_at, within));
            let next_in = (!is_done && in_time && may_appear).then_some(wait);
            (self.on_progress)(&Progress { answer: &answer, asked, elapsed, next_in });
            if is_done {
                return Ok(answer);
            }
            if let Some(within) = missing.filter(|_| !may_appear) {
                return Err(WaitError::Missing { last: answer, within, asked });
            }
            last = Some(answer);
            let Some(now) = next_in else {
                return Err(WaitError::Timeout { last, timeout: self.timeout, asked });
            };
            sleep(now).await;
            wait = self.wait_after(wait);
        }
    }

    /// The same for programs without an async runtime: the thread waits. It may do so where it may for a
    /// [call](crate::Call::wait).
    ///
    /// # Errors
    ///
    /// Those of [`run`](Self::run). Where the thread must not wait it is an error of the kind
    /// [`Configuration`](ErrorKind::Configuration), and nothing is asked.
    #[cfg(feature = "blocking")]
    pub fn wait(self) -> Result<T, WaitError<T>> {
        let result = crate::call::block_on(self.run());
        result.unwrap_or_else(|error| Err(WaitError::Call { error, last: None }))
    }
}

/// What `work` gives, if it does so in time.
async fn before<F: Future>(end: Option<Instant>, work: F) -> Option<F::Output> {
    match end {
        Some(end) => timeout_at(end, work).await.ok(),
        None => Some(work.await),
    }
}

impl<T> WaitError<T> {
    /// The last answer, if there was one.
    #[must_use]
    pub fn last(&self) -> Option<&T> {
        match self {
            Self::Timeout { last, .. } | Self::Call { last, .. } => last.as_ref(),
            Self::Missing { last, .. } => Some(last),
        }
    }
}

impl<T> fmt::Display for WaitError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout { timeout, asked, .. } => {
                write!(f, "not done within {timeout:?}; the number of answers was {asked}")
            }
            Self::Missing { within, asked, .. } => {
                write!(
                    f,
                    "what is waited for was not there within {within:?}; the number of answers was {asked}"
                )
            }
            Self::Call { error, .. } => error.fmt(f),
        }
    }
}

impl<T> fmt::Debug for WaitError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout { timeout, asked, .. } => f
                .debug_struct("Timeout")
                .field("timeout", timeout)
                .field("asked", asked)
                .finish_non_exhaustive(),
            Self::Missing { within, asked, .. } => f
                .debug_struct("Missing")
                .field("within", within)
                .field("asked", asked)
                .finish_non_exhaustive(),
            Self::Call { error, .. } => f.debug_struct("Call").field("error", error).finish_non_exhaustive(),
        }
    }
}

impl<T> error::Error for WaitError<T> {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        // The message of the call's error is this error's message already, so the chain goes on with its cause.
        match self {
            Self::Timeout { .. } | Self::Missing { .. } => None,
            Self::Call { error, .. } => error.source(),
        }
    }
}

impl<T> From<WaitError<T>> for Error {
    fn from(error: WaitError<T>) -> Self {
        match error {
            WaitError::Timeout { .. } | WaitError::Missing { .. } => {
                Self::new(ErrorKind::Timeout, error.to_string())
            }
            WaitError::Call { error, .. } => error,
        }
    }
}

impl<T, A, D, P> fmt::Debug for Waiter<T, A, D, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter")
            .field("interval", &self.interval)
            .field("max_interval", &self.max_interval)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
