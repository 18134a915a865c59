//! JSON documents inside strings.

use alibabacloud_runtime::{
    EmbeddedJson,
    codegen::{Element, Wire},
};
use serde_json::{Value, json};

use crate::everything::Part;

#[test]
fn documents_are_read_however_often_they_were_escaped() {
    let check = |raw: &str, value: Value| {
        let document: EmbeddedJson = EmbeddedJson::new(raw);
        assert_eq!(document.value(), Ok(value.clone()), "{raw}");
        assert_eq!(document.get(), Ok(value), "{raw}");
        assert_eq!(document.raw(), raw);
    };
    check(r#"{"a":true}"#, json!({"a": true}));
    check(r#"{\"a\":true}"#, json!({"a": true}));
    check(r#"{\"a\":\"\\u00e9\\n\"}"#, json!({"a": "é\n"}));
    check(r#""{\"a\":true}""#, json!({"a": true}));
    check("[1,2]", json!([1, 2]));
    check(" 7 ", json!(7));
    check(r#""text""#, json!("text"));
    check(r#""{text""#, json!("{text"));
}

#[test]
fn other_text_is_an_error_when_it_is_read() {
    let check = |raw: &str, message: &str| {
        let document: EmbeddedJson<Part> = EmbeddedJson::new(raw);
        let error = document.get().unwrap_err().to_string();
        assert_eq!(error, format!("the text in the string could not be read: {message}"));
    };
    check("", "not JSON: EOF while parsing a value at line 1, column 1");
    check("{", "not JSON: EOF while parsing an object at line 1, column 2");
    check(r#"{\"a\":"#, "not JSON: key must be a string at line 1, column 2");
    check("[1]", "expected an object, found [1]");
    assert!(EmbeddedJson::<Value>::new("{").value().is_err());
    assert!(EmbeddedJson::<Value>::new("[".repeat(100_000)).get().is_err());
}

#[test]
fn the_declared_type_is_read_tolerantly() {
    let document: EmbeddedJson<Part> = EmbeddedJson::new(r#"{\"Id\":7,\"Size\":\"3\",\"New\":1}"#);
    let part = document.get().unwrap();
    assert_eq!((part.id.as_deref(), part.size), (Some("7"), Some(3)));
}

#[test]
fn departures_of_a_document_are_there() {
    let document: EmbeddedJson<Part> = EmbeddedJson::new(r#"{"Size":"maybe","New":1}"#);
    let read = document.get_detailed().unwrap();
    let kinds: Vec<_> = read.departures.iter().map(|departure| format!("{:?}", departure.kind)).collect();
    assert_eq!(
        (read.value, kinds),
        (Part::default(), ["Unusable", "UnknownField", "MissingField"].map(str::to_owned).to_vec())
    );
}

#[test]
fn numbers_are_exact() {
    let check = |raw: &str, value: Value| {
        let document: EmbeddedJson = EmbeddedJson::new(raw);
        assert_eq!(document.value(), Ok(value.clone()), "{raw}");
        assert_eq!(
            document.get_detailed().unwrap().departures.len(),
            usize::from(value.is_string()),
            "{raw}"
        );
    };
    check("18446744073709551615", json!(u64::MAX));
    check("-9223372036854775808", json!(i64::MIN));
    check("18446744073709551616", json!("18446744073709551616"));
    check("-9223372036854775809", json!("-9223372036854775809"));
    check("0.1", json!(0.1));
    check("1.50e3", json!(1500.0));
    check("0.1234567890123456789", json!("0.1234567890123456789"));
    check("100000000000000000000", json!(1e20));
}

#[test]
fn values_become_documents() {
    let part = Part { id: Some("a".to_owned()), ..Part::default() };
    let document = EmbeddedJson::from_value(&part);
    assert_eq!(document.raw(), r#"{"Id":"a"}"#);
    assert_eq!(document.get(), Ok(part));
    assert_eq!(document.clone(), document);
    assert_eq!(format!("{document:?}"), r#"EmbeddedJson("{\"Id\":\"a\"}")"#);
    assert_eq!(document.encode(Wire::Plain), r#"{"Id":"a"}"#);
    assert_eq!(document.encode(Wire::Json), r#"{"Id":"a"}"#);
}

#[test]
fn serde_uses_the_text() {
    let document: EmbeddedJson<Part> = EmbeddedJson::new("{}");
    let text = serde_json::to_string(&document).unwrap();
    assert_eq!(text, r#""{}""#);
    assert_eq!(serde_json::from_str::<EmbeddedJson<Part>>(&text).unwrap(), document);
}
