//! Moments, percentages and enums: there and back.

use crate::{
    everything::{Availability, Engine, Everything, Status},
    random::{cases, text},
};
use alibabacloud_runtime::{
    Percent, Timestamp,
    codegen::{Element, Wire, decode},
};
use proptest::prelude::*;

/// From the year 0 to the end of what is supported, more often than not near the present.
fn timestamp() -> impl Strategy<Value = Timestamp> {
    let (first, last) = (Timestamp::from_unix_seconds(i64::MIN), Timestamp::from_unix_seconds(i64::MAX));
    let all = first.as_unix_millis()..=last.as_unix_millis();
    prop_oneof![
        all.prop_map(Timestamp::from_unix_millis),
        (-1_000_000_i64..4_000_000_000_000).prop_map(Timestamp::from_unix_millis),
        (-4_000_000_000_i64..8_000_000_000).prop_map(Timestamp::from_unix_seconds),
        Just(first),
        Just(last),
    ]
}

/// Nanoseconds, too.
fn exact_timestamp() -> impl Strategy<Value = Timestamp> {
    (timestamp(), 0_u32..1_000_000).prop_map(|(time, nanos)| {
        let text = time.to_string();
        let whole = text.trim_end_matches('Z').split('.').next().unwrap().to_owned();
        let nanos = u64::from(time.subsec_nanos()) + u64::from(nanos);
        format!("{whole}.{:09}Z", nanos.min(999_999_999)).parse().unwrap_or(time)
    })
}

/// What the decoder reads in the field `name` of a body with this value.
fn read(name: &str, value: &serde_json::Value) -> (Everything, usize) {
    let body = serde_json::json!({ name: value }).to_string();
    let decoded = decode::<Everything>("Test", body.as_bytes()).unwrap();
    (decoded.value, decoded.departures.len())
}

fn minute(time: Timestamp) -> Timestamp {
    Timestamp::from_unix_seconds(time.as_unix_seconds().div_euclid(60) * 60)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_printed_moment_is_read_again(time in exact_timestamp()) {
        prop_assert_eq!(time.to_string().parse(), Ok(time));
        let json = serde_json::to_string(&time).unwrap();
        prop_assert_eq!(serde_json::from_str::<Timestamp>(&json).unwrap(), time);
    }

    /// Each wire keeps what it can say, and drops the rest toward the past.
    #[test]
    fn a_moment_survives_each_wire(time in exact_timestamp()) {
        let second = Timestamp::from_unix_seconds(time.as_unix_seconds());
        let milli = Timestamp::from_unix_millis(time.as_unix_millis());
        prop_assert!(minute(time) <= second && second <= milli && milli <= time);
        let seconds = read("Seconds", &time.encode(Wire::UnixSeconds));
        prop_assert_eq!((seconds.0.seconds, seconds.1), (Some(second), 0));
        let millis = read("Millis", &time.encode(Wire::UnixMillis));
        prop_assert_eq!((millis.0.millis, millis.1), (Some(milli), 0));
        let iso = read("Iso", &time.encode(Wire::Iso8601));
        prop_assert_eq!((iso.0.iso, iso.1), (Some(second), 0));
        let minutes = read("Minutes", &time.encode(Wire::Iso8601Minutes));
        prop_assert_eq!((minutes.0.minutes, minutes.1), (Some(minute(time)), 0));
    }

    #[test]
    fn no_number_is_outside_of_time(number in any::<i64>()) {
        for time in [Timestamp::from_unix_seconds(number), Timestamp::from_unix_millis(number)] {
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }
        let (value, departures) = read("Seconds", &number.into());
        prop_assert_eq!(value.seconds.is_some(), departures == 0);
    }

    #[test]
    fn no_text_is_a_moment_by_accident(text in text()) {
        if let Ok(time) = text.parse::<Timestamp>() {
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }
    }

    #[test]
    fn percentages_survive_each_wire(number in -1_000_000_000_i64..1_000_000_000) {
        let percent = Percent::from(number as f64 / 100.0);
        let plain = read("Percent", &percent.encode(Wire::Percent));
        prop_assert_eq!((plain.0.percent, plain.1), (Some(percent), 0));
        let quoted = read("QuotedPercent", &percent.encode(Wire::PercentQuoted));
        prop_assert_eq!((quoted.0.quoted_percent, quoted.1), (Some(percent), 0));
        let hundredths = read("Hundredths", &percent.encode(Wire::PercentHundredths));
        prop_assert_eq!((hundredths.0.hundredths, hundredths.1), (Some(percent), 0));
    }

    #[test]
    fn open_enums_keep_any_text(text in text()) {
        let status = Status::from(text.as_str());
        prop_assert_eq!(status.as_str(), &text);
        prop_assert_eq!(Status::from(text.clone()), status.clone());
        prop_assert_eq!(status.encode(Wire::Plain), text.as_str());
        let json = serde_json::to_string(&status).unwrap();
        prop_assert_eq!(serde_json::from_str::<Status>(&json).unwrap(), status.clone());
        // An empty text in an answer says that there is no value.
        let expected = (!text.is_empty()).then_some(status);
        prop_assert_eq!(read("Status", &text.as_str().into()).0.status, expected);
        let engine = Engine::from(text.as_str());
        prop_assert!(engine.as_str().eq_ignore_ascii_case(&text));
        prop_assert_eq!(Engine::from(engine.as_str()), engine);
    }

    #[test]
    fn open_enums_keep_any_integer(number in any::<i64>()) {
        let value = Availability::from(number);
        prop_assert_eq!(value.as_i64(), number);
        prop_assert_eq!(read("Availability", &value.encode(Wire::Plain)).0.availability, Some(value));
    }
}
