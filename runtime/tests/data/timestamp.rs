//! Moments: what is read, what is written, and what other types make of them.

use std::{
    cmp::Ordering,
    time::{Duration, SystemTime},
};

use alibabacloud_runtime::{
    Timestamp,
    codegen::{Element, Wire},
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn text_is_read() {
    let check = |text: &str, canonical: &str| assert_eq!(at(text).to_string(), canonical, "{text}");
    check("2019-02-13T12:20:00Z", "2019-02-13T12:20:00Z");
    check("2019-02-13T12:20Z", "2019-02-13T12:20:00Z");
    check("2019-02-13t12:20:00z", "2019-02-13T12:20:00Z");
    check("2019-02-13T12:20:00.120Z", "2019-02-13T12:20:00.12Z");
    check("2019-02-13T12:20:00.123456789Z", "2019-02-13T12:20:00.123456789Z");
    check("2019-02-13T20:20+0800", "2019-02-13T12:20:00Z");
    check("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z");
    check("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z");
    // Which services take for "never".
    check("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z");
    check("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
    check("9999-12-31T23:59Z", "9999-12-31T23:59:00Z");
    check("9999-12-31T23:59:59+08:00", "9999-12-31T15:59:59Z");
    check("9999-12-31T23:59:60Z", "9999-12-31T23:59:59Z");
}

#[test]
fn other_text_is_an_error() {
    let check = |text: &str| {
        let error = text.parse::<Timestamp>().unwrap_err().to_string();
        assert_eq!(
            error,
            format!("{text:?} is not a date and time with an offset, such as 2019-02-13T12:20:00Z")
        );
    };
    check("");
    check("tomorrow");
    check("2019-02-13");
    check("2019-02-13T12:20:00");
    check("2019-02-29T12:20:00Z");
    check("-000001-01-01T00:00:00Z");
    check("1550060400");
    check("9999-12-31T23:59:59");
    check("9999-12-31T23:59:59-08:00");
    check("9999-12-32T00:00:00Z");
}

#[test]
fn each_wire_is_written_exactly() {
    let check = |text: &str, wire, json: &str| {
        assert_eq!(at(text).encode(wire).to_string(), json, "{text}");
    };
    check("2019-02-13T12:20:00Z", Wire::Iso8601, r#""2019-02-13T12:20:00Z""#);
    check("2019-02-13T12:20:00Z", Wire::Iso8601Minutes, r#""2019-02-13T12:20Z""#);
    check("2019-02-13T12:20:00Z", Wire::UnixSeconds, "1550060400");
    check("2019-02-13T12:20:00.125Z", Wire::UnixMillis, "1550060400125");
    check("2019-02-13T12:20:00.125Z", Wire::Plain, r#""2019-02-13T12:20:00.125Z""#);
    check("0001-02-03T04:05:06Z", Wire::Iso8601Minutes, r#""0001-02-03T04:05Z""#);
    // What a wire cannot say is dropped toward the past.
    check("2019-02-13T12:20:59.999Z", Wire::Iso8601, r#""2019-02-13T12:20:59Z""#);
    check("2019-02-13T12:20:59.999Z", Wire::Iso8601Minutes, r#""2019-02-13T12:20Z""#);
    check("1969-12-31T23:59:58.5Z", Wire::Iso8601, r#""1969-12-31T23:59:58Z""#);
    check("1969-12-31T23:59:58.5Z", Wire::Iso8601Minutes, r#""1969-12-31T23:59Z""#);
    check("1969-12-31T23:59:58.5Z", Wire::UnixSeconds, "-2");
    check("1969-12-31T23:59:59.9995Z", Wire::UnixMillis, "-1");
}

#[test]
fn the_last_moment_is_kept() {
    let last = at("9999-12-31T23:59:59Z");
    assert_eq!(
        (last.as_unix_seconds(), last),
        (253_402_300_799, Timestamp::from_unix_seconds(253_402_300_799))
    );
    assert_eq!(last.encode(Wire::UnixSeconds).to_string(), "253402300799");
    assert_eq!(format!("{last:?}"), "Timestamp(9999-12-31T23:59:59Z)");
    assert_eq!(last.checked_add(Duration::from_secs(1)), None);
    assert!(last > at("9999-12-30T23:59:59Z"));
}

#[test]
fn unix_time() {
    assert_eq!(Timestamp::from_unix_seconds(1_550_060_400), at("2019-02-13T12:20:00Z"));
    assert_eq!(Timestamp::from_unix_millis(-500), at("1969-12-31T23:59:59.5Z"));
    assert_eq!(Timestamp::from_unix_millis(-500).subsec_nanos(), 500_000_000);
    assert_eq!(Timestamp::from_unix_millis(-500).as_unix_seconds(), -1);
    assert_eq!(Timestamp::UNIX_EPOCH.as_unix_millis(), 0);
    assert_eq!(Timestamp::from_unix_seconds(i64::MIN).to_string(), "0000-01-01T00:00:00Z");
    assert!(Timestamp::from_unix_seconds(i64::MAX).to_string().starts_with("9999-12-31T23:59:59"));
    assert!(Timestamp::from_unix_seconds(1) < Timestamp::from_unix_millis(1_001));
}

#[test]
fn system_time() {
    for time in [
        SystemTime::UNIX_EPOCH + Duration::new(1_550_060_400, 5),
        SystemTime::UNIX_EPOCH - Duration::from_millis(1_500),
    ] {
        assert_eq!(SystemTime::try_from(Timestamp::from(time)), Ok(time));
    }
}

#[test]
fn serde_uses_text() {
    let time = at("2019-02-13T12:20:00.5Z");
    let text = serde_json::to_string(&time).unwrap();
    assert_eq!(text, r#""2019-02-13T12:20:00.5Z""#);
    assert_eq!(serde_json::from_str::<Timestamp>(&text).unwrap(), time);
    assert!(serde_json::from_str::<Timestamp>(r#""now""#).is_err());
}

#[cfg(feature = "chrono")]
#[test]
fn chrono() {
    let time = at("1969-12-31T23:59:59.25Z");
    let converted = chrono::DateTime::<chrono::Utc>::from(time);
    assert_eq!(converted.timestamp_millis(), -750);
    assert_eq!(Timestamp::from(converted), time);
}

#[cfg(feature = "jiff")]
#[test]
fn jiff() {
    let time = at("1969-12-31T23:59:59.25Z");
    let converted = jiff::Timestamp::from(time);
    assert_eq!(converted.as_millisecond(), -750);
    assert_eq!(Timestamp::from(converted), time);
    assert_eq!(Timestamp::from(jiff::Timestamp::MIN).to_string(), "0000-01-01T00:00:00Z");
}

#[cfg(feature = "time")]
#[test]
fn time() {
    let time = at("1969-12-31T23:59:59.25Z");
    let converted = time::OffsetDateTime::from(time);
    assert_eq!(converted.unix_timestamp_nanos(), -750_000_000);
    assert_eq!(Timestamp::from(converted), time);
}

#[test]
fn durations_move_a_timestamp() {
    let start = at("2019-02-13T12:20:00.5Z");
    let mut moved = start + Duration::from_millis(1500);
    assert_eq!(moved, at("2019-02-13T12:20:02Z"));
    moved += Duration::from_nanos(1);
    assert_eq!(moved, at("2019-02-13T12:20:02.000000001Z"));
    moved -= Duration::new(1, 1);
    assert_eq!(moved - Duration::from_millis(500), start);

    let (first, last) = (at("0000-01-01T00:00:00Z"), at("9999-12-31T23:59:59.999999999Z"));
    let nanosecond = Duration::from_nanos(1);
    assert_eq!(first.checked_sub(nanosecond), None);
    assert_eq!(first.checked_add(nanosecond).and_then(|next| next.checked_sub(nanosecond)), Some(first));
    assert_eq!((last.checked_add(nanosecond), last.checked_add(Duration::MAX)), (None, None));
    assert_eq!((first.checked_sub(Duration::MAX), first.checked_sub(Duration::ZERO)), (None, Some(first)));
}

#[test]
fn what_is_out_of_range_panics_as_in_std() {
    let last = at("9999-12-31T23:59:59.999999999Z");
    let first = at("0000-01-01T00:00:00Z");
    assert!(std::panic::catch_unwind(|| last + Duration::from_nanos(1)).is_err());
    assert!(std::panic::catch_unwind(|| first - Duration::from_nanos(1)).is_err());
}

#[test]
fn the_time_between_two() {
    let (start, end) = (at("1969-12-31T23:59:59.5Z"), at("1970-01-01T00:00:00.000000001Z"));
    let between = Duration::from_nanos(500_000_001);
    assert_eq!(end.checked_duration_since(start), Some(between));
    assert_eq!((start.checked_duration_since(end), start + between), (None, end));
    assert_eq!(start.checked_duration_since(start), Some(Duration::ZERO));
    let (first, last) = (at("0000-01-01T00:00:00Z"), at("9999-12-31T23:59:59.999999999Z"));
    let all = last.checked_duration_since(first).unwrap();
    assert_eq!(first.checked_add(all), Some(last));
}

#[test]
fn a_timestamp_compares_with_the_time_of_the_system() {
    for nanos in [0, 1, 1_500_000_000] {
        let distance = Duration::from_nanos(nanos);
        for time in [SystemTime::UNIX_EPOCH + distance, SystemTime::UNIX_EPOCH - distance] {
            let timestamp = Timestamp::from(time);
            assert_eq!(
                (timestamp, time),
                (SystemTime::try_from(timestamp).unwrap().into(), timestamp.try_into().unwrap())
            );
            assert_eq!(timestamp, time);
            assert_eq!(time, timestamp);
            let later = time + Duration::from_secs(1);
            let orders = (timestamp.partial_cmp(&later), later.partial_cmp(&timestamp));
            assert_eq!(orders, (Some(Ordering::Less), Some(Ordering::Greater)));
            assert_ne!(timestamp, later);
        }
    }
    // Beyond the year 9999, which it does not reach.
    if let Some(far) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(300_000_000_000)) {
        assert!(Timestamp::from(far) < far && far > Timestamp::from(far));
    }
}
