//! How often, and after which waits, a call is repeated.

use std::time::Duration;

/// How often a request is repeated that got no answer or a temporary refusal, and how long to wait in between.
///
/// Only what is harmless to repeat is repeated: operations that read, and those whose requests carry an idempotency
/// token. Any request is repeated, at once and once each, if its date was refused and the service says another time, or if its
/// credentials were refused and there are others. Before the n-th repetition a call waits a random part of `base_delay` × 2ⁿ⁻¹, or of
/// `throttled_delay` × 2ⁿ⁻¹ if the service said that there are too many requests, but never of more than `max_delay`. If
/// the service names a time (`x-acs-retry-after`, `Retry-After`, or the time left of `x-ratelimit-user` and
/// `x-ratelimit-user-api`), it waits at least so long. A call that could not be repeated in time gives its error at once.
///
/// Each client, with its clones, also has a budget for repetitions, so that an outage does not multiply its requests: it
/// begins at 500, a repetition takes 5 from it, one after a timeout 10, and each success gives 1 back up to 500. While too
/// little is left, errors are given at once. In a permanent outage, a client therefore sends at most 100 repetitions.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::RetryPolicy;
/// use std::time::Duration;
///
/// let patient = RetryPolicy::new().max_attempts(6).max_elapsed(Duration::from_secs(120));
/// assert_ne!(patient, RetryPolicy::default());
/// assert_eq!(RetryPolicy::never(), RetryPolicy::new().max_attempts(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    throttled_delay: Duration,
    max_delay: Duration,
    max_elapsed: Duration,
}

impl RetryPolicy {
    /// How often a request is sent at most unless another number is set: 3 times.
    pub const MAX_ATTEMPTS: u32 = 3;
    /// The longest wait before the first repetition unless another is set: 100 ms, as in the vendor's SDKs.
    pub const BASE_DELAY: Duration = Duration::from_millis(100);
    /// The same after a refusal for too many requests: 1 second, since the vendor counts requests by seconds or
    /// minutes.
    pub const THROTTLED_DELAY: Duration = Duration::from_secs(1);
    /// The longest wait before any repetition unless another is set: 20 seconds.
    pub const MAX_DELAY: Duration = Duration::from_secs(20);
    /// The time after which no further attempt begins unless another is set: 30 seconds. With the default time limit of
    /// an attempt, this makes the default time limit of a call.
    pub const MAX_ELAPSED: Duration = Duration::from_secs(30);

    /// The defaults, to change.
    pub const fn new() -> Self {
        Self {
            max_attempts: Self::MAX_ATTEMPTS,
            base_delay: Self::BASE_DELAY,
            throttled_delay: Self::THROTTLED_DELAY,
            max_delay: Self::MAX_DELAY,
            max_elapsed: Self::MAX_ELAPSED,
        }
    }

    /// One attempt, whatever becomes of it. What a refusal teaches the client (the time of the service, or that its
    /// credentials are out of date) helps the next call.
    pub const fn never() -> Self {
        Self::new().max_attempts(1)
    }

    /// How often the request is sent at most, the first time included; 0 counts as 1.
    pub const fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = if max_attempts == 0 { 1 } else { max_attempts };
        self
    }

    /// The longest wait before the first repetition.
    pub const fn base_delay(mut self, base_delay: Duration) -> Self {
        self.base_delay = base_delay;
        self
    }

    /// The longest wait before the first repetition after a refusal for too many requests.
    pub const fn throttled_delay(mut self, throttled_delay: Duration) -> Self {
        self.throttled_delay = throttled_delay;
        self
    }

    /// The longest wait before any repetition, unless the service names a time.
    pub const fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// The time, counted from the beginning of the call, after which no further attempt begins. The attempt that is under way
    /// then goes on.
    pub const fn max_elapsed(mut self, max_elapsed: Duration) -> Self {
        self.max_elapsed = max_elapsed;
        self
    }

    pub(crate) fn allows_another(&self, attempts: u32) -> bool {
        attempts < self.max_attempts
    }

    /// How long after its beginning a call may begin an attempt.
    pub(crate) fn longest(&self) -> Duration {
        self.max_elapsed
    }

    /// The wait after so many attempts.
    pub(crate) fn delay(&self, attempts: u32, throttled: bool) -> Duration {
        let base = if throttled { self.throttled_delay } else { self.base_delay };
        let factor = 1_u32.checked_shl(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        base.saturating_mul(factor).min(self.max_delay).mul_f64(random_part())
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// From 0 to 1, so that clients that failed together do not come back together.
fn random_part() -> f64 {
    let mut bytes = [0; 4];
    match getrandom::fill(&mut bytes) {
        Ok(()) => f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX),
        // The whole wait is always right, only less spread.
        Err(_) => 1.0,
    }
}
