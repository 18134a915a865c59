//! Flat names, queries and signatures.

use crate::random::{cases, json, name, text};
use alibabacloud_runtime::codegen::{CanonicalRequest, canonical_query, flatten, percent_encode};
use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value};

/// What a service makes of `%XX`.
fn percent_decode(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

fn parse_query(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (percent_decode(name).unwrap(), percent_decode(value).unwrap())
        })
        .collect()
}

/// Parameters with lists and objects inside: what is there, without empty containers, whose place cannot be seen.
fn parameter() -> impl Strategy<Value = Value> {
    let scalar = text().prop_map(Value::from);
    scalar.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(Value::Array),
            prop::collection::btree_map(name(), inner, 1..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Puts a value where the segments of its name lead; names that are numbers belong to lists.
fn insert(place: &mut Value, mut segments: std::str::Split<'_, char>, value: &str) {
    let Some(segment) = segments.next() else {
        *place = Value::from(value);
        return;
    };
    let next = match segment.parse::<usize>() {
        Ok(number) => {
            if place.is_null() {
                *place = Value::Array(Vec::new());
            }
            let items = place.as_array_mut().unwrap();
            items.resize(items.len().max(number), Value::Null);
            &mut items[number - 1]
        }
        Err(_) => {
            if place.is_null() {
                *place = Value::Object(Map::new());
            }
            &mut place[segment]
        }
    };
    insert(next, segments, value);
}

fn shuffled<T: Clone>(mut items: Vec<T>, swaps: &[prop::sample::Index]) -> Vec<T> {
    let count = items.len();
    if count > 0 {
        for (at, swap) in swaps.iter().enumerate() {
            items.swap(at % count, swap.index(count));
        }
    }
    items
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn what_is_encoded_decodes_to_the_same(text in text()) {
        let encoded = percent_encode(&text);
        prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte)));
        prop_assert_eq!(percent_decode(&encoded), Some(text));
    }

    #[test]
    fn flat_parameters_lead_back(parameters in prop::collection::btree_map(name(), parameter(), 0..4)) {
        let given: Vec<(&str, Value)> = parameters.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let mut found = Value::Object(Map::new());
        for (name, value) in parse_query(&canonical_query(&flatten(&given))) {
            insert(&mut found, name.split('.'), &value);
        }
        prop_assert_eq!(found, Value::Object(parameters.into_iter().collect()));
    }

    #[test]
    fn flattening_never_loses_a_scalar(value in json()) {
        fn scalars(value: &Value) -> usize {
            match value {
                Value::Null => 0,
                Value::Array(items) => items.iter().map(scalars).sum(),
                Value::Object(fields) => fields.values().map(scalars).sum(),
                _ => 1,
            }
        }
        let flat = flatten(&[("P", value.clone())]);
        prop_assert_eq!(flat.len(), scalars(&value));
    }

    #[test]
    fn the_order_of_parameters_and_headers_does_not_matter(
        query in vec((text(), text()), 0..8),
        headers in prop::collection::btree_map("[a-z]{1,6}", text(), 0..6),
        swaps in vec(any::<prop::sample::Index>(), 8),
    ) {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let sign = |query: &[(String, String)], headers: &[(&str, &str)]| {
            let request = CanonicalRequest { method: "POST", path: "/", query, headers, payload_sha256: "0" };
            (canonical_query(query), request.text(), request.authorization("id", "secret"))
        };
        let expected = sign(&query, &headers);
        let mut sent = parse_query(&expected.0);
        prop_assert_eq!(sign(&shuffled(query.clone(), &swaps), &shuffled(headers.clone(), &swaps)), expected);
        // And nothing is lost or invented on the way.
        let mut given = query;
        given.sort();
        sent.sort();
        prop_assert_eq!(sent, given);
    }
}
