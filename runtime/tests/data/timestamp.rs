//! Moments: what is read, what is written, and what other types make of them.

use std::time::{Duration, SystemTime};

use alibabacloud_runtime::{Element, Timestamp, Wire};

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
fn unix_time() {
    assert_eq!(Timestamp::from_unix_seconds(1_550_060_400), at("2019-02-13T12:20:00Z"));
    assert_eq!(Timestamp::from_unix_millis(-500), at("1969-12-31T23:59:59.5Z"));
    assert_eq!(Timestamp::from_unix_millis(-500).subsec_nanos(), 500_000_000);
    assert_eq!(Timestamp::from_unix_millis(-500).as_unix_seconds(), -1);
    assert_eq!(Timestamp::UNIX_EPOCH.as_unix_millis(), 0);
    assert_eq!(Timestamp::from_unix_seconds(i64::MIN).to_string(), "0000-01-01T00:00:00Z");
    assert!(Timestamp::from_unix_seconds(i64::MAX).to_string().starts_with("9999-12-30T22:00:00"));
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
