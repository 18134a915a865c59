//! What is encoded is decoded to the same record.

use crate::{
    everything::{Availability, Engine, Everything, Level, Mode, Part, Status},
    random::{cases, json, text},
};
use alibabacloud_runtime::{
    EmbeddedJson, Percent, Timestamp,
    codegen::{Element, Wire, decode},
};
use proptest::{
    collection::{btree_map, vec},
    option::of,
    prelude::*,
};
use serde_json::Value;

fn part() -> impl Strategy<Value = Part> {
    let leaf = (of(text()), of(any::<i64>())).prop_map(|(id, size)| Part { id, size, inner: None });
    leaf.prop_recursive(3, 4, 1, |inner| {
        (of(text()), of(any::<i64>()), of(inner)).prop_map(|(id, size, inner)| Part {
            id,
            size,
            inner: inner.map(Box::new),
        })
    })
}

fn finite() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON has no others", |float| float.is_finite())
}

fn seconds() -> impl Strategy<Value = Timestamp> {
    (-62_000_000_000_i64..250_000_000_000).prop_map(Timestamp::from_unix_seconds)
}

fn scalars() -> impl Strategy<Value = Everything> {
    let texts = (of(text()), of(text()), of(any::<bool>()), of(any::<bool>()));
    let integers = (of(any::<i32>()), of(any::<i32>()), of(any::<i64>()));
    let floats =
        (of(any::<f32>().prop_filter("finite", |float| float.is_finite())), of(finite()), of(finite()));
    (texts, integers, floats).prop_map(|(texts, integers, floats)| Everything {
        text: texts.0,
        nullable: texts.1,
        flag: texts.2,
        quoted_flag: texts.3,
        int: integers.0,
        quoted_int: integers.1,
        long: integers.2,
        single: floats.0,
        double: floats.1,
        quoted_double: floats.2,
        ..Everything::default()
    })
}

fn with_values(base: Everything) -> impl Strategy<Value = Everything> {
    let times = (of(seconds()), of(any::<i32>()), of(seconds()), of(any::<i16>()));
    let percents = (of(finite()), of(finite()), of(any::<i32>()));
    let enums = (
        of("[a-zA-Z]{1,8}"),
        of("MYSQL|redis|[a-z]{1,8}"),
        of(any::<bool>()),
        of(any::<i64>()),
        of(any::<bool>()),
    );
    (times, percents, enums).prop_map(move |(times, percents, enums)| Everything {
        seconds: times.0,
        millis: times.1.map(|millis| Timestamp::from_unix_millis(millis.into())),
        iso: times.2,
        minutes: times.3.map(|minutes| Timestamp::from_unix_seconds(i64::from(minutes) * 60)),
        percent: percents.0.map(Percent::from),
        quoted_percent: percents.1.map(Percent::from),
        hundredths: percents.2.map(|hundredths| Percent::from(f64::from(hundredths) / 100.0)),
        status: enums.0.map(|text| Status::from(text.as_str())),
        engine: enums.1.map(|text| Engine::from(text.as_str())),
        mode: enums.2.map(|on| if on { Mode::On } else { Mode::Off }),
        availability: enums.3.map(Availability::from),
        level: enums.4.map(|high| if high { Level::High } else { Level::Low }),
        ..base.clone()
    })
}

fn with_containers(base: Everything) -> impl Strategy<Value = Everything> {
    let parts = (of(part()), of(part()), of(part()), of(part()));
    let any_value = of(json().prop_filter("what comes back", |value| !value.is_null() && is_exact(value)));
    let lists =
        (vec(any::<i64>(), 0..4), vec(text(), 0..4), vec(part(), 0..3), vec(part(), 0..3), vec(text(), 0..3));
    let joined = (vec(any::<i64>(), 0..4), vec(any::<i64>(), 0..4), vec(vec(any::<i64>(), 0..3), 0..3));
    let maps = (btree_map(text(), text(), 0..3), btree_map(text(), part(), 0..3));
    (parts, any_value, lists, joined, maps).prop_map(move |(parts, any, lists, joined, maps)| Everything {
        part: parts.0,
        boxed: parts.1.map(Box::new),
        json: parts.2,
        embedded: parts.3.map(|part| EmbeddedJson::from_value(&part)),
        any,
        numbers: lists.0,
        texts: lists.1,
        parts: lists.2,
        wrapped: lists.3,
        wrapped_texts: lists.4,
        joined: joined.0,
        json_list: joined.1,
        rows: joined.2,
        tags: maps.0,
        part_map: maps.1,
        ..base.clone()
    })
}

/// serde_json may read the last digit of a float as another one.
fn is_exact(value: &Value) -> bool {
    serde_json::from_str::<Value>(&value.to_string()).unwrap() == *value
}

fn everything() -> impl Strategy<Value = Everything> {
    scalars().prop_flat_map(with_values).prop_flat_map(with_containers)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn records_are_read_as_they_are_written(record in everything()) {
        prop_assume!(record != Everything::default());
        let text = record.encode(Wire::Plain).to_string();
        let decoded = decode::<Everything>("Test", text.as_bytes()).unwrap();
        prop_assert_eq!(&decoded.value, &record);
        // And so does serde.
        let value = serde_json::to_value(&record).unwrap();
        prop_assert_eq!(&serde_json::from_value::<Everything>(value.clone()).unwrap(), &record);
        let text = serde_json::to_string_pretty(&record).unwrap();
        // As far as serde_json reads floats as they are written.
        if is_exact(&value) {
            prop_assert_eq!(serde_json::from_str::<Everything>(&text).unwrap(), record);
        }
    }
}
