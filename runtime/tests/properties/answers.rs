//! Bodies with anything anywhere: what is good beside it is not lost.

use crate::{
    everything::{Everything, Part},
    random::{cases, json, text},
};
use alibabacloud_runtime::codegen::{Record, decode};
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

/// Of all fields but those that are to be kept.
fn other_name() -> impl Strategy<Value = &'static str> {
    let names = Everything::SHAPE.fields.iter().map(|field| field.name);
    prop::sample::select(names.filter(|name| !["Text", "Numbers"].contains(name)).collect::<Vec<_>>())
}

fn encoded(value: &Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_bad_field_costs_no_other(name in other_name(), value in json(), after in any::<bool>()) {
        let (good, bad) = (r#""Text":"kept","Numbers":[1,2]"#, format!("{}:{value}", Value::from(name)));
        let body = if after { format!("{{{good},{bad}}}") } else { format!("{{{bad},{good}}}") };
        let decoded = decode::<Everything>("Test", body.as_bytes()).unwrap();
        prop_assert_eq!(decoded.value.text.as_deref(), Some("kept"));
        prop_assert_eq!(decoded.value.numbers, [1, 2]);
        for departure in &decoded.departures {
            prop_assert!(departure.pointer.starts_with(&format!("/{name}")), "{departure:?}");
        }
    }

    #[test]
    fn an_unknown_field_costs_no_other(key in text(), value in json()) {
        prop_assume!(Everything::SHAPE.fields.iter().all(|field| field.name != key));
        let body = format!(r#"{{"Flag":true,{}:{value},"Text":"kept"}}"#, Value::from(key));
        let decoded = decode::<Everything>("Test", body.as_bytes()).unwrap();
        prop_assert_eq!((decoded.value.flag, decoded.value.text.as_deref()), (Some(true), Some("kept")));
        prop_assert_eq!(decoded.departures.len(), 1);
    }

    #[test]
    fn a_bad_element_costs_no_other(value in json(), before in 0_usize..4, after in 0_usize..4) {
        let good = |count: usize| vec![json!({"Id": "a"}); count];
        let list = [good(before), vec![value.clone()], good(after)].concat();
        for body in [json!({"Parts": list}), json!({"Wrapped": {"Part": list}})] {
            let decoded = decode::<Everything>("Test", &encoded(&body)).unwrap();
            let mut parts = decoded.value.parts;
            parts.extend(decoded.value.wrapped);
            let a = Part { id: Some("a".to_owned()), ..Part::default() };
            let kept = parts.iter().filter(|part| **part == a).count();
            prop_assert!(kept >= before + after, "{parts:?}");
            prop_assert!(parts.len() <= before + after + 1);
            prop_assert!(parts.len() > before + after || !decoded.departures.is_empty());
        }
    }

    #[test]
    fn a_bad_entry_costs_no_other(key in text(), value in json()) {
        prop_assume!(key != "k");
        let decoded = decode::<Everything>("Test", &encoded(&json!({"Tags": {"k": "v", key: value}}))).unwrap();
        prop_assert_eq!(decoded.value.tags.get("k").map(String::as_str), Some("v"));
    }

    #[test]
    fn a_bad_field_deep_inside_costs_no_other(value in json()) {
        let body = json!({"Part": {"Id": "a", "Inner": {"Id": value, "Size": 7, "Inner": value}}});
        let decoded = decode::<Everything>("Test", &encoded(&body)).unwrap();
        let part = decoded.value.part.unwrap();
        prop_assert_eq!((part.id.as_deref(), part.inner.unwrap().size), (Some("a"), Some(7)));
    }

    /// The fields in any order, and each of any kind.
    #[test]
    fn any_object_is_read(fields in vec((0..Everything::SHAPE.fields.len(), json()), 1..12)) {
        let named = fields.iter().map(|(at, value)| {
            format!("{}:{value}", Value::from(Everything::SHAPE.fields[*at].name))
        });
        let body = format!("{{{}}}", named.collect::<Vec<_>>().join(","));
        prop_assert!(decode::<Everything>("Test", body.as_bytes()).is_ok());
    }

    #[test]
    fn any_text_is_read_or_refused(text in text(), bytes in vec(any::<u8>(), 0..64)) {
        let _ = decode::<Everything>("Test", text.as_bytes());
        let _ = decode::<Everything>("Test", &bytes);
        let inside = [br#"{"Text":""#.as_slice(), &bytes, br#"","Flag":true}"#].concat();
        if let Ok(decoded) = decode::<Everything>("Test", &inside) {
            prop_assert!(decoded.value.flag == Some(true) || !decoded.departures.is_empty());
        }
    }
}
