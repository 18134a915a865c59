//! The clock that decides what has expired, replaceable so that no test has to wait.

use crate::values::Timestamp;
use std::{fmt, sync::Arc};

/// Says what time it is.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::{Timestamp, credentials::Clock};
///
/// let clock = Clock::from_fn(|| Timestamp::from_unix_seconds(1_700_000_000));
/// assert_eq!(clock.now().to_string(), "2023-11-14T22:13:20Z");
/// ```
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
}

impl Clock {
    /// The clock of the system.
    #[must_use]
    pub fn system() -> Self {
        Self::from_fn(Timestamp::now)
    }

    /// What a function says.
    pub fn from_fn(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now) }
    }

    /// The present.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").finish_non_exhaustive()
    }
}
