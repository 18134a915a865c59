//! Conversions from and to other types of moments.

use std::time::{Duration, SystemTime};

use crate::codec::{Single, taken};
use crate::values::timestamp::{NANOS_PER_SECOND, Timestamp, TimestampError};

impl Single for Timestamp {}

taken! {
    [] SystemTime => Timestamp: |time| time.into();
}

/// Outside of the years 0 to 9999 it is the nearest moment inside.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        Self::nearest(unix_nanos(time))
    }
}

/// Nanoseconds since 1970-01-01T00:00:00Z.
pub(super) fn unix_nanos(time: SystemTime) -> i128 {
    let nanos = |duration: Duration| i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => nanos(after),
        Err(before) => -nanos(before.duration()),
    }
}

/// Fails when the platform's [`SystemTime`] does not reach that far.
impl TryFrom<Timestamp> for SystemTime {
    type Error = TimestampError;

    fn try_from(timestamp: Timestamp) -> Result<Self, Self::Error> {
        let nanos = timestamp.nanos();
        let distance = nanos.unsigned_abs();
        let whole = u64::try_from(distance / NANOS_PER_SECOND.unsigned_abs()).unwrap_or(u64::MAX);
        let rest = u32::try_from(distance % NANOS_PER_SECOND.unsigned_abs()).unwrap_or_default();
        let distance = Duration::new(whole, rest);
        let time = if nanos < 0 {
            Self::UNIX_EPOCH.checked_sub(distance)
        } else {
            Self::UNIX_EPOCH.checked_add(distance)
        };
        time.ok_or_else(|| TimestampError(format!("{timestamp} is beyond the time of this system")))
    }
}

#[cfg(feature = "jiff")]
taken! {
    [] jiff::Timestamp => Timestamp: |time| time.into();
}

/// Outside of the years 0 to 9999 it is the nearest moment inside.
#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        Self::nearest(time.as_nanosecond())
    }
}

/// In the last hours of the year 9999, which jiff does not reach, it is the last moment of jiff's.
#[cfg(feature = "jiff")]
impl From<Timestamp> for jiff::Timestamp {
    fn from(timestamp: Timestamp) -> Self {
        Self::from_nanosecond(timestamp.nanos()).unwrap_or(Self::MAX)
    }
}

#[cfg(feature = "chrono")]
taken! {
    [Z: chrono::TimeZone] chrono::DateTime<Z> => Timestamp: |time| time.into();
}

/// Outside of the years 0 to 9999 it is the nearest moment inside.
#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> From<chrono::DateTime<Z>> for Timestamp {
    fn from(time: chrono::DateTime<Z>) -> Self {
        Self::nearest(
            i128::from(time.timestamp()) * NANOS_PER_SECOND + i128::from(time.timestamp_subsec_nanos()),
        )
    }
}

#[cfg(feature = "chrono")]
impl From<Timestamp> for chrono::DateTime<chrono::Utc> {
    fn from(timestamp: Timestamp) -> Self {
        // chrono reaches beyond the years 0 to 9999 at both ends.
        Self::from_timestamp(timestamp.as_unix_seconds(), timestamp.subsec_nanos()).unwrap_or_default()
    }
}

#[cfg(feature = "time")]
taken! {
    [] time::OffsetDateTime => Timestamp: |time| time.into();
}

/// Outside of the years 0 to 9999 it is the nearest moment inside.
#[cfg(feature = "time")]
impl From<time::OffsetDateTime> for Timestamp {
    fn from(time: time::OffsetDateTime) -> Self {
        Self::nearest(time.unix_timestamp_nanos())
    }
}

#[cfg(feature = "time")]
impl From<Timestamp> for time::OffsetDateTime {
    fn from(timestamp: Timestamp) -> Self {
        // time has the years -9999 to 9999.
        Self::from_unix_timestamp_nanos(timestamp.nanos()).unwrap_or(Self::UNIX_EPOCH)
    }
}
