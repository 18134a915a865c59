//! Moments before and after others.

use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::time::{Duration, SystemTime};

use crate::values::timestamp::{Timestamp, conversions::unix_nanos};

impl Timestamp {
    /// The moment `duration` later; `None` if that is after the year 9999.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::Timestamp;
    /// use std::time::Duration;
    ///
    /// let start: Timestamp = "2019-02-13T12:20:00Z".parse()?;
    /// assert_eq!((start + Duration::from_secs(90)).to_string(), "2019-02-13T12:21:30Z");
    /// assert_eq!(start.checked_add(Duration::MAX), None);
    /// # Ok::<(), alibabacloud_backup::TimestampError>(())
    /// ```
    #[must_use]
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        self.moved(i128::checked_add, duration)
    }

    /// The moment `duration` earlier; `None` if that is before the year 0.
    #[must_use]
    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        self.moved(i128::checked_sub, duration)
    }

    /// The time from `earlier` to this moment; `None` if that one is later.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::Timestamp;
    /// use std::time::Duration;
    ///
    /// let [start, end] = [0, 90].map(Timestamp::from_unix_seconds);
    /// assert_eq!(end.checked_duration_since(start), Some(Duration::from_secs(90)));
    /// assert_eq!(start.checked_duration_since(end), None);
    /// ```
    #[must_use]
    pub fn checked_duration_since(self, earlier: Self) -> Option<Duration> {
        self.0.duration_since(earlier.0).try_into().ok()
    }

    fn moved(self, by: fn(i128, i128) -> Option<i128>, duration: Duration) -> Option<Self> {
        let distance = i128::try_from(duration.as_nanos()).ok()?;
        by(self.nanos(), distance).and_then(Self::checked)
    }
}

/// # Panics
///
/// If that is after the year 9999; [`checked_add`](Timestamp::checked_add) does not.
impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        self.checked_add(duration).expect("a timestamp ends with the year 9999")
    }
}

/// # Panics
///
/// If that is before the year 0; [`checked_sub`](Timestamp::checked_sub) does not.
impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        self.checked_sub(duration).expect("a timestamp begins with the year 0")
    }
}

impl AddAssign<Duration> for Timestamp {
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl SubAssign<Duration> for Timestamp {
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

/// To the nanosecond, also with a time that no timestamp can be.
impl PartialEq<SystemTime> for Timestamp {
    fn eq(&self, other: &SystemTime) -> bool {
        self.nanos() == unix_nanos(*other)
    }
}

impl PartialEq<Timestamp> for SystemTime {
    fn eq(&self, other: &Timestamp) -> bool {
        other == self
    }
}

/// To the nanosecond, also with a time that no timestamp can be.
impl PartialOrd<SystemTime> for Timestamp {
    fn partial_cmp(&self, other: &SystemTime) -> Option<Ordering> {
        Some(self.nanos().cmp(&unix_nanos(*other)))
    }
}

impl PartialOrd<Timestamp> for SystemTime {
    fn partial_cmp(&self, other: &Timestamp) -> Option<Ordering> {
        other.partial_cmp(self).map(Ordering::reverse)
    }
}
