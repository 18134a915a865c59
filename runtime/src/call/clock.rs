//! The date that requests are signed with, corrected by what the service takes for the time.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822::DateTimeParser};
use std::sync::atomic::{AtomicI64, Ordering};

/// A smaller difference is not why a date was refused: services accept several minutes.
const TOLERANCE: u64 = 60;

/// The clock of a client. Its clones share it, so that one refusal corrects them all.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// Seconds that the service is ahead of this machine.
    correction: AtomicI64,
}

impl Clock {
    pub(crate) fn correction(&self) -> i64 {
        self.correction.load(Ordering::Relaxed)
    }

    /// Sets the clock by the `Date` of an answer; gives whether that is far from a clock that was off by `used`.
    pub(crate) fn set_by(&self, date: &str, used: i64) -> bool {
        let Some(date) = http_date(date) else { return false };
        let correction = date.duration_since(Timestamp::now()).as_secs();
        if correction.abs_diff(used) < TOLERANCE {
            return false;
        }
        self.correction.store(correction, Ordering::Relaxed);
        true
    }
}

/// The time as requests carry it.
pub(crate) fn date(correction: i64) -> String {
    let now = Timestamp::now();
    let corrected = now.checked_add(SignedDuration::from_secs(correction)).unwrap_or(now);
    corrected.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text).ok()
}
