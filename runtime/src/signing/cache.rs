//! When credentials are fetched: the only place that decides about staleness, expiry and who waits.
//!
//! It never knows where credentials come from, and starts no thread and no task: a refresh runs inside the call of
//! the one caller that found the credentials stale.

use super::{
    clock::Clock,
    error::CredentialsError,
    key::Credentials,
    provide::{CredentialsReport, ProvideCredentials},
};
use crate::{transport::BoxFuture, values::Timestamp};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Credentials are renewed this many milliseconds before they expire, or at half of their life if that is later.
const MARGIN: i64 = 15 * 60 * 1000;
/// After a renewal that failed, the next one begins this many milliseconds later at the earliest.
const PAUSE: i64 = 30 * 1000;

/// Keeps the credentials of another provider until shortly before they expire.
///
/// They are renewed from 15 minutes before they expire, or from half of their life if that is shorter than 30 minutes.
/// One caller renews them while the others go on with the old ones; if that fails, the old ones stay in use until they
/// expire, the failure is in the [report](ProvideCredentials::report), and the next attempt is 30 seconds later.
/// Expired credentials are never given out. Callers that find none share one attempt to get some. Credentials that do
/// not say when they expire are kept until a service refuses them.
///
/// All providers of this crate that read files or use the network keep their credentials like this already.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::credentials::{CachedCredentials, Clock, Credentials, StaticCredentials};
///
/// let slow = StaticCredentials::new(Credentials::new("an id", "a secret"));
/// let provider = CachedCredentials::new(slow, Clock::system());
/// ```
pub struct CachedCredentials<P> {
    source: P,
    clock: Clock,
    state: Mutex<State>,
    /// Held by the caller that fetches.
    fetching: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// Why the last fetch failed; `None` if it succeeded.
    last_error: Option<CredentialsError>,
    /// How many fetches have ended.
    fetches: u64,
}

struct Kept {
    credentials: Credentials,
    /// From when on they are to be renewed; `None` if they do not say when they expire.
    stale_at: Option<Timestamp>,
    /// A service refused them.
    refused: bool,
    /// There is no attempt to renew them before this moment.
    paused_until: Option<Timestamp>,
}

/// What a caller has to do.
enum Next {
    /// Use these.
    Use(Credentials),
    /// Renew these, or use them if somebody else does so already.
    Renew(Credentials),
    /// Renew these, and wait if somebody else does so already.
    Replace,
    /// Fetch the first ones, or wait for them.
    Fetch,
}

impl<P: ProvideCredentials> CachedCredentials<P> {
    /// Keeps what `source` gives.
    #[must_use]
    pub fn new(source: P, clock: Clock) -> Self {
        Self { source, clock, state: Mutex::default(), fetching: tokio::sync::Mutex::new(()) }
    }

    async fn get(&self) -> Result<Credentials, CredentialsError> {
        let (next, fetches) = self.next();
        match next {
            Next::Use(credentials) => Ok(credentials),
            Next::Renew(credentials) => match self.fetching.try_lock() {
                Ok(_fetching) => self.fetch(fetches).await,
                Err(_) => Ok(credentials),
            },
            Next::Replace | Next::Fetch => {
                let _fetching = self.fetching.lock().await;
                self.fetch(fetches).await
            }
        }
    }

    /// Fetches, unless somebody did since `seen` fetches had ended: then their result is this caller's too.
    async fn fetch(&self, seen: u64) -> Result<Credentials, CredentialsError> {
        if let Some(result) = self.result_since(seen) {
            return result;
        }
        let fetched = self.source.credentials().await;
        self.keep(fetched)
    }

    fn next(&self) -> (Next, u64) {
        let (now, state) = (self.clock.now(), self.state());
        let next = match &state.kept {
            None => Next::Fetch,
            Some(kept) if is_expired(&kept.credentials, now) => Next::Fetch,
            Some(kept) if kept.paused_until.is_some_and(|end| now < end) => {
                Next::Use(kept.credentials.clone())
            }
            Some(kept) if kept.refused => Next::Replace,
            Some(kept) if kept.stale_at.is_some_and(|moment| now >= moment) => {
                Next::Renew(kept.credentials.clone())
            }
            Some(kept) => Next::Use(kept.credentials.clone()),
        };
        (next, state.fetches)
    }

    fn result_since(&self, seen: u64) -> Option<Result<Credentials, CredentialsError>> {
        let (now, state) = (self.clock.now(), self.state());
        if state.fetches == seen {
            return None;
        }
        match (&state.kept, &state.last_error) {
            (Some(kept), _) if !is_expired(&kept.credentials, now) => Some(Ok(kept.credentials.clone())),
            (_, Some(error)) => Some(Err(error.clone())),
            _ => None,
        }
    }

    fn keep(&self, fetched: Result<Credentials, CredentialsError>) -> Result<Credentials, CredentialsError> {
        let (now, mut state) = (self.clock.now(), self.state());
        state.fetches += 1;
        match fetched.and_then(|credentials| unexpired(credentials, now)) {
            Ok(credentials) => {
                state.last_error = None;
                state.kept = Some(Kept {
                    stale_at: credentials.expires_at().map(|end| stale_at(now, end)),
                    credentials: credentials.clone(),
                    refused: false,
                    paused_until: None,
                });
                Ok(credentials)
            }
            Err(error) => {
                state.last_error = Some(error.clone());
                match &mut state.kept {
                    Some(kept) if !is_expired(&kept.credentials, now) => {
                        kept.paused_until = Some(later(now, PAUSE));
                        Ok(kept.credentials.clone())
                    }
                    _ => {
                        state.kept = None;
                        Err(error)
                    }
                }
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is locked, and every state in between would be a good one.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_expired(credentials: &Credentials, now: Timestamp) -> bool {
    credentials.expires_at().is_some_and(|end| now >= end)
}

fn unexpired(credentials: Credentials, now: Timestamp) -> Result<Credentials, CredentialsError> {
    match credentials.expires_at() {
        Some(end) if now >= end => {
            Err(CredentialsError::new(format!("the credentials have expired already, at {end}")))
        }
        _ => Ok(credentials),
    }
}

/// Credentials that live for minutes would be stale from the beginning without the half.
fn stale_at(now: Timestamp, end: Timestamp) -> Timestamp {
    let life = end.as_unix_millis().saturating_sub(now.as_unix_millis());
    Timestamp::from_unix_millis(end.as_unix_millis().saturating_sub(MARGIN.min(life / 2)))
}

fn later(moment: Timestamp, millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(moment.as_unix_millis().saturating_add(millis))
}

impl<P: ProvideCredentials> ProvideCredentials for CachedCredentials<P> {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.get())
    }

    fn invalidate(&self, refused: &Credentials) {
        if let Some(kept) = &mut self.state().kept
            && kept.credentials.same_key(refused)
        {
            kept.refused = true;
            self.source.invalidate(refused);
        }
    }

    fn report(&self) -> CredentialsReport {
        let mut report = self.source.report();
        report.last_error = self.state().last_error.clone().or(report.last_error);
        report
    }
}

impl<P: fmt::Debug> fmt::Debug for CachedCredentials<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedCredentials").field("source", &self.source).finish_non_exhaustive()
    }
}

/// A provider whose credentials are kept; what the public providers are made of.
pub(crate) type Cached = CachedCredentials<Arc<dyn ProvideCredentials>>;

/// Makes a struct with a field `cached` a provider.
macro_rules! provide_from_cache {
    ($provider:ty) => {
        impl $crate::signing::ProvideCredentials for $provider {
            fn credentials(
                &self,
            ) -> $crate::transport::BoxFuture<
                '_,
                Result<$crate::signing::Credentials, $crate::signing::CredentialsError>,
            > {
                self.cached.credentials()
            }

            fn invalidate(&self, refused: &$crate::signing::Credentials) {
                self.cached.invalidate(refused);
            }

            fn report(&self) -> $crate::signing::CredentialsReport {
                self.cached.report()
            }
        }
    };
}
pub(crate) use provide_from_cache;
