//! Moments in time, whatever the wire does.

mod arithmetic;
mod conversions;

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use jiff::{SignedDuration, civil::DateTime, fmt::temporal::Pieces, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{
    codec::{Decoder, Element, Token, Verdict, encode, number_token, scaled_integer, verdict},
    tables::Wire,
};

const NANOS_PER_SECOND: i128 = 1_000_000_000;
const NANOS_PER_MILLI: i128 = 1_000_000;

/// 0000-01-01T00:00:00Z: before it, RFC 3339 has no spelling.
const FIRST: i128 = -62_167_219_200 * NANOS_PER_SECOND;
/// 9999-12-31T23:59:59.999999999Z: after it, there is none either.
const LAST: i128 = 253_402_300_800 * NANOS_PER_SECOND - 1;
/// 1970-01-01T00:00:00Z.
const EPOCH: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// A moment in time, to the nanosecond, in the years 0 to 9999.
///
/// It is written as RFC 3339 in UTC, with a fraction of a second only if there is one, by `Display` and by serde.
/// Conversions from and to [`SystemTime`], comparison with it, and sums with a [`Duration`](std::time::Duration) are built
/// in; conversions from and to the types of `chrono`, `jiff` and `time` are behind features of these names.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use std::time::{Duration, SystemTime};
/// use alibabacloud_backup::Timestamp;
///
/// let start: Timestamp = "2019-02-13T20:20:00+08:00".parse()?;
/// assert_eq!(start.to_string(), "2019-02-13T12:20:00Z");
/// assert_eq!(start.as_unix_seconds(), 1_550_060_400);
///
/// let yesterday = Timestamp::now() - Duration::from_secs(86_400);
/// assert!(start < yesterday && yesterday < SystemTime::now());
/// # Ok::<(), alibabacloud_backup::TimestampError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
// In UTC. The timestamps of jiff end a day before the year 9999 does, which services take for "never".
pub struct Timestamp(DateTime);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: Self = Self(EPOCH);

    /// The present, by the clock of the system.
    #[must_use]
    pub fn now() -> Self {
        Self::from(SystemTime::now())
    }

    /// The moment `seconds` after 1970-01-01T00:00:00Z. Outside of the years 0 to 9999 it is the nearest moment inside.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Self {
        Self::nearest(i128::from(seconds) * NANOS_PER_SECOND)
    }

    /// The moment `millis` milliseconds after 1970-01-01T00:00:00Z. Outside of the years 0 to 9999 it is the nearest
    /// moment inside.
    #[must_use]
    pub fn from_unix_millis(millis: i64) -> Self {
        Self::nearest(i128::from(millis) * NANOS_PER_MILLI)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; what is left of a second is dropped toward the past.
    #[must_use]
    pub fn as_unix_seconds(self) -> i64 {
        self.count(NANOS_PER_SECOND)
    }

    /// Whole milliseconds since 1970-01-01T00:00:00Z; what is left of one is dropped toward the past.
    #[must_use]
    pub fn as_unix_millis(self) -> i64 {
        self.count(NANOS_PER_MILLI)
    }

    /// The nanoseconds since the second of [`as_unix_seconds`](Self::as_unix_seconds) began: 0 to 999,999,999.
    #[must_use]
    pub fn subsec_nanos(self) -> u32 {
        u32::try_from(self.nanos().rem_euclid(NANOS_PER_SECOND)).unwrap_or_default()
    }

    fn count(self, unit: i128) -> i64 {
        // The years 0 to 9999 have less than 2^63 milliseconds.
        i64::try_from(self.nanos().div_euclid(unit)).unwrap_or_default()
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    fn nanos(self) -> i128 {
        self.0.duration_since(EPOCH).as_nanos()
    }

    fn nearest(nanos: i128) -> Self {
        let nanos = nanos.clamp(FIRST, LAST);
        let seconds = i64::try_from(nanos.div_euclid(NANOS_PER_SECOND)).unwrap_or_default();
        let rest = i32::try_from(nanos.rem_euclid(NANOS_PER_SECOND)).unwrap_or_default();
        Self(match jiff::Timestamp::new(seconds, rest) {
            Ok(moment) => Offset::UTC.to_datetime(moment),
            // Within the years 0 to 9999 nothing overflows.
            Err(_) => EPOCH.saturating_add(SignedDuration::new(seconds, rest)),
        })
    }

    fn checked(nanos: i128) -> Option<Self> {
        (FIRST..=LAST).contains(&nanos).then(|| Self::nearest(nanos))
    }

    /// `2019-02-13T12:20:00Z`; what is left of a second is dropped toward the past.
    fn iso_8601(self) -> String {
        Self::from_unix_seconds(self.as_unix_seconds()).to_string()
    }

    /// `2019-02-13T12:20Z`; what is left of a minute is dropped toward the past.
    fn iso_8601_minutes(self) -> String {
        self.0.strftime("%Y-%m-%dT%H:%MZ").to_string()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Z", self.0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

/// A text or a number that is no [`Timestamp`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampError(String);

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TimestampError {}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads ISO 8601 with an offset: with or without seconds, with or without a fraction of a second.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(utc) = utc(text) {
            return Ok(Self(utc));
        }
        let parsed = match text.parse::<jiff::Timestamp>() {
            Ok(parsed) => Some(parsed.as_nanosecond()),
            Err(_) => last_day(text),
        };
        parsed.and_then(Self::checked).ok_or_else(|| {
            TimestampError(format!(
                "{text:?} is not a date and time with an offset, such as 2019-02-13T12:20:00Z"
            ))
        })
    }
}

/// The moment of a text in the two spellings that services prefer: `2019-02-13T12:20:00Z` and `2019-02-13T12:20Z`.
fn utc(text: &str) -> Option<DateTime> {
    let (date_and_time, end) = text.as_bytes().split_first_chunk::<16>()?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2] = date_and_time else {
        return None;
    };
    let second = match *end {
        [b'Z'] => 0,
        [b':', s1, s2, b'Z'] => number(s1, s2)?,
        _ => return None,
    };
    let year = i16::from(number(y1, y2)?) * 100 + i16::from(number(y3, y4)?);
    let (month, day) = (number(m1, m2)?, number(d1, d2)?);
    DateTime::new(year, month, day, number(h1, h2)?, number(n1, n2)?, second, 0).ok()
}

/// The number of two digits.
fn number(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| (byte & 0x0f).cast_signed());
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// The moment of a text that jiff's timestamps do not reach, in nanoseconds since 1970.
fn last_day(text: &str) -> Option<i128> {
    let pieces = text.starts_with("9999-12-3").then(|| Pieces::parse(text).ok())??;
    let offset = i128::from(pieces.to_numeric_offset()?.seconds()) * NANOS_PER_SECOND;
    let local = pieces.date().to_datetime(pieces.time()?);
    Some(local.duration_since(EPOCH).as_nanos() - offset)
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Element for Timestamp {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        let mut value = None;
        decoder.scalar(expected(wire), &mut |token| {
            let (found, verdict) = read(token, wire);
            value = found;
            verdict
        });
        value
    }

    /// A wire that is coarser than the timestamp drops the rest toward the past.
    fn encode(&self, wire: Wire) -> Value {
        match wire {
            Wire::UnixSeconds => Value::from(self.as_unix_seconds()),
            Wire::UnixMillis => Value::from(self.as_unix_millis()),
            Wire::Iso8601 => Value::from(self.iso_8601()),
            Wire::Iso8601Minutes => Value::from(self.iso_8601_minutes()),
            _ => encode::travel(Value::from(self.to_string()), wire),
        }
    }
}

fn expected(wire: Wire) -> &'static str {
    match wire {
        Wire::UnixSeconds => "seconds since 1970",
        Wire::UnixMillis => "milliseconds since 1970",
        Wire::Iso8601Minutes => "a time such as 2019-02-13T12:20Z",
        _ => "a time such as 2019-02-13T12:20:00Z",
    }
}

fn read(token: Token<'_>, wire: Wire) -> (Option<Timestamp>, Verdict) {
    if let Token::Text(text) = token
        && let Ok(value) = text.trim_ascii().parse()
    {
        return (Some(value), verdict(true, is_spelled(text, wire)));
    }
    let (text, exact) = match number_token(token, false) {
        Ok(found) => found,
        Err(kind) => return (None, Some(kind)),
    };
    let value = match wire {
        Wire::UnixSeconds => scaled_integer(text, 9).and_then(Timestamp::checked),
        Wire::UnixMillis => scaled_integer(text, 6).and_then(Timestamp::checked),
        // Nothing says what such a number counts.
        _ => None,
    };
    (value, verdict(value.is_some(), exact))
}

/// Whether a text that is a timestamp is spelled as declared. A leap second is not: it is read as the second before.
fn is_spelled(text: &str, wire: Wire) -> bool {
    if text.get(16..19) == Some(":60") {
        return false;
    }
    let utc = text.ends_with('Z') && text.get(10..11) == Some("T");
    match wire {
        Wire::Iso8601 => utc && text.len() == 20,
        Wire::Iso8601Minutes => utc && text.len() == 17,
        Wire::UnixSeconds | Wire::UnixMillis => false,
        _ => true,
    }
}
