//! How many repetitions a client may still send: an outage must not multiply its requests.

use std::sync::atomic::{AtomicU32, Ordering};

const CAPACITY: u32 = 500;
/// What a success gives back.
const REFUND: u32 = 1;

/// What a repetition takes from the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// The failure came soon.
    Failure,
    /// The failure took its time, and the service may be at work on the request still.
    Timeout,
}

impl Cost {
    fn tokens(self) -> u32 {
        match self {
            Self::Failure => 5,
            Self::Timeout => 10,
        }
    }
}

/// A bucket of tokens.
#[derive(Debug)]
pub(crate) struct Budget {
    tokens: AtomicU32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { tokens: AtomicU32::new(CAPACITY) }
    }
}

impl Budget {
    /// Whether there is enough for a repetition, which is then taken.
    pub(crate) fn take(&self, cost: Cost) -> bool {
        let take = |tokens: u32| tokens.checked_sub(cost.tokens());
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    /// Takes note of a success.
    pub(crate) fn refund(&self) {
        let give = |tokens: u32| (tokens < CAPACITY).then(|| tokens.saturating_add(REFUND));
        // A full bucket stays as it is.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}
