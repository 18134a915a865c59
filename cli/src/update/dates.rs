//! Days, as overlays write them.

use std::fmt;
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use alibabacloud_runtime::Timestamp;
use anyhow::{Context, Result};

/// A day, such as 2025-12-01.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Today, in UTC.
    pub(super) fn today() -> Result<Self> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock is before 1970")?;
        let now = Timestamp::from_unix_seconds(i64::try_from(since.as_secs())?).to_string();
        let (date, _) = now.split_at_checked(10).context("the clock is beyond the year 9999")?;
        date.parse().map_err(anyhow::Error::msg)
    }

    /// The same day of the next year.
    pub(super) fn in_a_year(&self) -> Self {
        let is_leap_day = (self.month, self.day) == (2, 29);
        Self { year: self.year + 1, month: self.month, day: if is_leap_day { 28 } else { self.day } }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "write year, month and day: 2025-12-01";
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        };
        let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return Err(wrong) };
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u16::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        if parts.next().is_some() || !(1..=days).contains(&day) {
            return Err(wrong);
        }
        Ok(Self { year, month: month as u8, day: day as u8 })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::Date;

    #[test]
    fn days_of_the_calendar() {
        for (text, next) in
            [("2025-12-01", "2026-12-01"), ("2024-02-29", "2025-02-28"), ("2000-02-29", "2001-02-28")]
        {
            let date: Date = text.parse().unwrap();
            assert_eq!((date.to_string().as_str(), date.in_a_year().to_string().as_str()), (text, next));
        }
        for wrong in [
            "",
            "2025",
            "2025-1-1",
            "2025-13-01",
            "2025-00-01",
            "2025-02-29",
            "1900-02-29",
            "2025-04-31",
            "2025-01-01-",
            "+025-01-01",
        ] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
        assert!(Date::today().unwrap().to_string().as_str() > "2025");
    }
}
