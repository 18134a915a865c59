//! Where random input comes from.

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, RngSeed},
};
use serde_json::{Number, Value};

/// 256 cases, the same ones each time; `PROPTEST_CASES=100000` tries others. Failures are printed, not kept in files.
pub(crate) fn cases() -> Config {
    let config = Config { failure_persistence: None, ..Config::default() };
    let usual = config.cases == 256;
    Config { rng_seed: if usual { RngSeed::Fixed(1) } else { config.rng_seed }, ..config }
}

/// Any text, and often one that means something to somebody.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let odd = [
        "",
        "0",
        "-1",
        "1e3",
        "true",
        "null",
        "[]",
        "{}",
        "a.b",
        "a,b",
        "%41",
        "\u{FEFF}",
        "\0",
        "\u{10FFFF}",
    ];
    prop_oneof![
        3 => vec(any::<char>(), 0..12).prop_map(String::from_iter),
        2 => vec(prop::char::range(' ', '~'), 0..12).prop_map(String::from_iter),
        1 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned),
    ]
}

/// A name that has no dot, as the parameters of operations have it.
pub(crate) fn name() -> impl Strategy<Value = String> {
    let letters = prop_oneof![prop::char::range('a', 'z'), prop::char::range('A', 'Z')];
    vec(letters, 1..8).prop_map(String::from_iter)
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-100_i64..100).prop_map(Value::from),
        any::<f64>().prop_map(|float| Number::from_f64(float).map_or(Value::Null, Value::Number)),
    ]
}

/// Any JSON that is not too deep.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number(),
        text().prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::Array),
            vec((text(), inner.clone()), 0..6).prop_map(|fields| Value::Object(fields.into_iter().collect())),
            // What some fields would take for an object of theirs.
            vec((prop::sample::select(vec!["Id", "Size", "Inner", "Part", "Text"]), inner), 0..4).prop_map(
                |fields| Value::Object(
                    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
                )
            ),
        ]
    })
}
