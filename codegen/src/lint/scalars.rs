//! What a text, an integer or a number is, against the words about it. Samples are held to what decoding accepts
//! without noting a departure.

use crate::aspect::Aspect;
use crate::spec::{EnumList, Limits, Range};

/// In what respect a value departs from its schema, and how, as the rest of a sentence about the value.
pub(super) type Fault = (Aspect, String);

/// A string against its format.
pub(super) fn format(text: &str, format: &str) -> Option<Fault> {
    let (right, what) = match format {
        "int32" => match text.parse::<i64>() {
            Ok(value) => return int32(value),
            Err(_) => (false, "an integer in a string"),
        },
        "int64" => (text.parse::<i64>().is_ok(), "an integer in a string"),
        "double" | "percent" => (is_number(text), "a number in a string"),
        "percent-sign" => (text.strip_suffix('%').is_some_and(is_number), "a percentage such as 18%"),
        "boolean" => (matches!(text, "true" | "false"), "`true` or `false`"),
        "date-time" => (is_moment(text, "0000-00-00T00:00:00Z"), "a moment such as 2019-02-13T12:20:00Z"),
        "date-time-minutes" => (is_moment(text, "0000-00-00T00:00Z"), "a moment such as 2019-02-13T12:20Z"),
        "date" => (is_moment(text, "0000-00-00"), "a date such as 2019-02-13"),
        _ => return None,
    };
    (!right).then(|| (Aspect::Type, format!("is not {what}, as `format: {format}` has it")))
}

/// An integer against its format.
pub(super) fn integer_format(value: i64, format: &str) -> Option<Fault> {
    /// In milliseconds, this is 1973; in seconds, it is the year 5138.
    const EITHER: i64 = 100_000_000_000;
    let wrong = |what: &str| Some((Aspect::Type, format!("looks like {what}, and the format is `{format}`")));
    match format {
        "int32" => int32(value),
        "percent" if value >= 1000 => wrong("hundredths of a percent"),
        "unix-time" if value >= EITHER => wrong("milliseconds"),
        "unix-time-ms" if value != 0 && value.abs() < EITHER => wrong("seconds"),
        _ => None,
    }
}

fn int32(value: i64) -> Option<Fault> {
    i32::try_from(value).is_err().then(|| (Aspect::Width, "does not fit into `format: int32`".to_owned()))
}

fn is_number(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    plain && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether `text` has digits where `pattern` has zeros, and is elsewhere the same, and its parts can be.
fn is_moment(text: &str, pattern: &str) -> bool {
    let fits = |(a, b): (u8, u8)| if b == b'0' { a.is_ascii_digit() } else { a == b };
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let within = |range, low, high| part(range).is_none_or(|part| (low..=high).contains(&part));
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(fits)
        && within(5..7, 1, 12)
        && within(8..10, 1, days(part(0..4), part(5..7)))
        && within(11..13, 0, 23)
        && within(14..16, 0, 59)
        && within(17..19, 0, 60)
}

/// How many days a month has.
fn days(year: Option<u32>, month: Option<u32>) -> u32 {
    let leaps = year.is_some_and(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    match month {
        Some(2) if leaps => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        _ => 31,
    }
}

/// A string or an integer, in digits, against the documented values.
pub(super) fn listed(value: &str, list: Option<&EnumList>) -> Option<Fault> {
    let list = list?;
    let same = |known: &str| known == value || list.ignore_case && known.eq_ignore_ascii_case(value);
    let missing = !list.values.iter().any(|known| same(&known.value.value));
    missing.then(|| (Aspect::Values, "is not among the values of the `enum`".to_owned()))
}

/// A text against the limits.
pub(super) fn text_limits(text: &str, limits: &Limits) -> Option<Fault> {
    if limits.ascii && !text.is_ascii() {
        return Some((
            Aspect::Range,
            "has characters that are not ASCII, and the `pattern` allows no others".to_owned(),
        ));
    }
    size(
        text.chars().count(),
        "characters",
        ("minLength", limits.min_length),
        ("maxLength", limits.max_length),
    )
}

/// The length of a list against the limits.
pub(super) fn list_limits(length: usize, limits: &Limits) -> Option<Fault> {
    size(length, "items", ("minItems", limits.min_items), ("maxItems", limits.max_items))
}

fn size(length: usize, of: &str, low: (&str, Option<i64>), high: (&str, Option<i64>)) -> Option<Fault> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let of = if length == 1 { of.trim_end_matches('s') } else { of };
    let fault = |(key, limit): (&str, i64)| {
        Some((Aspect::Range, format!("has {length} {of}, and `{key}` is {limit}")))
    };
    match (low.1.filter(|low| length < *low), high.1.filter(|high| length > *high)) {
        (Some(limit), _) => fault((low.0, limit)),
        (_, Some(limit)) => fault((high.0, limit)),
        _ => None,
    }
}

/// An integer against the limits.
pub(super) fn integer_limits(value: i64, limits: &Limits) -> Option<Fault> {
    let low = limits.minimum.filter(|low| value < *low);
    let high = limits.maximum.filter(|high| value > *high);
    let fault = match (low, high) {
        (Some(low), _) => format!("is less than `minimum`, which is {low}"),
        (_, Some(high)) => format!("is more than `maximum`, which is {high}"),
        _ => return None,
    };
    Some((Aspect::Range, fault))
}

/// A number against its bounds.
pub(super) fn number_range(value: f64, range: &Range) -> Option<Fault> {
    let low = range.minimum.filter(|low| value < *low);
    let high = range.maximum.filter(|high| value > *high);
    let fault = match (low, high) {
        (Some(low), _) => format!("is less than `minimum`, which is {low}"),
        (_, Some(high)) => format!("is more than `maximum`, which is {high}"),
        _ => return None,
    };
    Some((Aspect::Range, fault))
}
