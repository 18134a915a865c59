//! Items that are made of a sample are a day apart: each time of an item is a day before that of the item ahead of it,
//! so that the times of one item keep their distances.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::{codec::Element, tables::Wire, values::Timestamp};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// How a field of an item holds a time.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TimeForm {
    /// Seconds since 1970; 0 is no time.
    Seconds,
    /// Milliseconds since 1970; 0 is no time.
    Millis,
    /// ISO 8601 with seconds.
    DateTime,
    /// ISO 8601 without seconds.
    DateTimeMinutes,
}

/// Makes the times of an item those of the item of this index.
pub(super) fn put_apart(item: &mut Value, times: &BTreeMap<String, TimeForm>, index: usize) {
    let Some(days) = i64::try_from(index).ok().filter(|days| *days > 0) else { return };
    for (name, form) in times {
        let Some(field) = item.get_mut(name) else { continue };
        if let Some(earlier) = earlier(field, *form, days) {
            *field = earlier;
        }
    }
}

/// `None` for what is no time, and for one that would leave the calendar.
fn earlier(time: &Value, form: TimeForm, days: i64) -> Option<Value> {
    let seconds = days.checked_mul(DAY_SECONDS)?;
    let before = |text: &str| {
        let time: Timestamp = text.parse().ok()?;
        Some(Timestamp::from_unix_seconds(time.as_unix_seconds().checked_sub(seconds)?))
    };
    match form {
        TimeForm::Seconds => Some(time.as_i64().filter(|time| *time != 0)?.checked_sub(seconds)?.into()),
        TimeForm::Millis => {
            Some(time.as_i64().filter(|time| *time != 0)?.checked_sub(seconds.checked_mul(1000)?)?.into())
        }
        TimeForm::DateTime => Some(before(time.as_str()?)?.encode(Wire::Iso8601)),
        TimeForm::DateTimeMinutes => Some(before(time.as_str()?)?.encode(Wire::Iso8601Minutes)),
    }
}
