//! What is written is read again, by the decoder and by serde.

use std::collections::BTreeMap;

use alibabacloud_runtime::{
    EmbeddedJson, Percent, Timestamp,
    codegen::{Element, Record, Wire, decode},
};

use crate::everything::{Availability, Engine, Everything, Level, Mode, Part, Status};

fn part(id: &str) -> Part {
    Part { id: Some(id.to_owned()), size: Some(i64::MAX), inner: None }
}

fn everything() -> Everything {
    let time = Timestamp::from_unix_seconds(1_550_060_400);
    Everything {
        text: Some("\"quoted\" and\nbroken é".to_owned()),
        nullable: Some(String::new()),
        flag: Some(true),
        quoted_flag: Some(false),
        int: Some(i32::MIN),
        quoted_int: Some(7),
        long: Some(i64::MIN),
        single: Some(0.1),
        double: Some(1e300),
        quoted_double: Some(0.1),
        seconds: Some(time),
        millis: Some(Timestamp::from_unix_millis(-1)),
        iso: Some(time),
        minutes: Some(time),
        percent: Some(Percent::from(12.5)),
        quoted_percent: Some(Percent::from(100)),
        hundredths: Some(Percent::from(33.33)),
        embedded: Some(EmbeddedJson::from_value(&part("e"))),
        any: Some(serde_json::json!({"a": [1, null, "x"]})),
        status: Some(Status::from("Paused")),
        engine: Some(Engine::MySql),
        mode: Some(Mode::Off),
        availability: Some(Availability::from(9)),
        level: Some(Level::High),
        part: Some(Part { inner: Some(Box::new(part("inner"))), ..part("outer") }),
        boxed: Some(Box::new(part("boxed"))),
        numbers: vec![1, -2],
        texts: vec![String::new(), "b".to_owned()],
        times: vec![time],
        parts: vec![part("a"), part("b")],
        wrapped: vec![part("c")],
        wrapped_texts: vec!["d".to_owned()],
        rows: vec![vec![1], vec![], vec![2, 3]],
        tags: BTreeMap::from([("a/b".to_owned(), "1".to_owned())]),
        part_map: BTreeMap::from([("k".to_owned(), part("v"))]),
        joined: vec![1, 2],
        json: Some(part("j")),
        json_list: vec![3],
    }
}

#[test]
fn the_decoder_reads_what_is_encoded() {
    let text = everything().encode(Wire::Plain).to_string();
    let decoded = decode::<Everything>("Test", text.as_bytes()).unwrap();
    assert_eq!(decoded.value, everything());
    // Of all that is written, only the values that the enums do not know are worth a note.
    let noted: Vec<&str> = decoded.departures.iter().map(|noted| noted.pointer.as_str()).collect();
    assert_eq!(noted, ["/Availability", "/Status"]);
}

#[test]
fn serde_reads_what_it_writes() {
    for value in [everything(), Everything::default()] {
        let text = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(serde_json::from_str::<Everything>(&text).unwrap(), value);
        let json = serde_json::to_value(&value).unwrap();
        assert_eq!(serde_json::from_value::<Everything>(json).unwrap(), value);
    }
    assert!(serde_json::from_str::<Everything>("[7]").is_err());
    assert!(serde_json::from_str::<Everything>("7").is_err());
}

#[test]
fn fields_are_written_in_the_declared_order_without_the_absent_ones() {
    let text = serde_json::to_string(&everything()).unwrap();
    let order = ["\"Text\"", "\"Nullable\"", "\"Flag\"", "\"Iso\"", "\"Any\"", "\"JsonList\""];
    let positions: Vec<usize> = order.iter().map(|name| text.find(name).unwrap()).collect();
    assert!(positions.is_sorted());
    assert_eq!(serde_json::to_string(&Everything::default()).unwrap(), "{}");
    assert_eq!(serde_json::to_string(&Part { size: Some(1), ..Part::default() }).unwrap(), r#"{"Size":1}"#);
}

/// Boxes and lists of records have serde too.
#[test]
fn containers_of_records_have_serde() {
    let parts = vec![Box::new(part("a"))];
    let text = serde_json::to_string(&parts).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Box<Part>>>(&text).unwrap(), parts);
}

#[test]
fn serde_refuses_an_object_that_is_another_one() {
    let read = |text: &str| serde_json::from_str::<Part>(text).map_err(|error| error.to_string());
    let first = Part::SHAPE.fields[0].name;
    let error =
        format!("the object has none of the fields of Part, which are named as on the wire: {first}, …");
    assert_eq!(read(r#"{"id":"1","size":2}"#), Err(error));
    assert_eq!(read("{}"), Ok(Part::default()), "as it is written if there is nothing in it");
    assert_eq!(read(&format!(r#"{{"New":1,"{first}":"1"}}"#)).map(|part| part.id), Ok(Some("1".to_owned())));
    assert!(serde_json::from_str::<Vec<Part>>(&format!(r#"[{{"{first}":"1"}},{{"Other":2}}]"#)).is_err());
}
