//! The human form of values: Rust's names, times as text, percentages as numbers, and every field.

use std::collections::BTreeMap;

use alibabacloud_runtime::{EmbeddedJson, Human, HumanRow, Percent, Response, Timestamp};
use serde::Serialize;
use serde_json::{Value, json};

use crate::everything::{Availability, Everything, Level, Mode, Part, Status};

fn part(id: &str) -> Part {
    Part { id: Some(id.to_owned()), ..Part::default() }
}

fn human(everything: &Everything) -> Value {
    serde_json::to_value(Human(everything)).unwrap()
}

/// What a field becomes, beside what it is on the wire.
#[test]
fn each_field_has_its_human_form() {
    let time = Timestamp::from_unix_millis(1_550_060_400_500);
    let percent = |percent: f64| Some(Percent::from(percent));
    let embedded = |text: &str| Some(EmbeddedJson::new(text));
    let none = Everything::default;
    for (given, name, expected, wire) in [
        (Everything { quoted_flag: Some(true), ..none() }, "quoted_flag", json!(true), json!("true")),
        (Everything { quoted_int: Some(3), ..none() }, "quoted_int", json!(3), json!("3")),
        (Everything { quoted_double: Some(0.5), ..none() }, "quoted_double", json!(0.5), json!("0.5")),
        (
            Everything { seconds: Some(time), ..none() },
            "seconds",
            json!("2019-02-13T12:20:00.5Z"),
            json!(1_550_060_400),
        ),
        (
            Everything { minutes: Some(time), ..none() },
            "minutes",
            json!("2019-02-13T12:20:00.5Z"),
            json!("2019-02-13T12:20Z"),
        ),
        (Everything { percent: percent(25.0), ..none() }, "percent", json!(25), json!(25)),
        (
            Everything { quoted_percent: percent(99.5), ..none() },
            "quoted_percent",
            json!(99.5),
            json!("99.5"),
        ),
        (Everything { hundredths: percent(99.5), ..none() }, "hundredths", json!(99.5), json!(9950)),
        (
            Everything { status: Some(Status::Success), ..none() },
            "status",
            json!("Success"),
            json!("Success"),
        ),
        (Everything { status: Some("New".into()), ..none() }, "status", json!("New"), json!("New")),
        (Everything { mode: Some(Mode::On), ..none() }, "mode", json!("on"), json!("on")),
        (
            Everything { availability: Some(Availability::Available), ..none() },
            "availability",
            json!(1),
            json!(1),
        ),
        (Everything { level: Some(Level::High), ..none() }, "level", json!(2), json!("2")),
        (Everything { joined: vec![1, 2], ..none() }, "joined", json!([1, 2]), json!("1,2")),
        (Everything { json_list: vec![1, 2], ..none() }, "json_list", json!([1, 2]), json!("[1,2]")),
        (
            Everything { times: vec![time], ..none() },
            "times",
            json!(["2019-02-13T12:20:00.5Z"]),
            json!([1_550_060_400_500_i64]),
        ),
        (
            Everything { wrapped: vec![part("p")], ..none() },
            "wrapped",
            json!([{"id": "p", "size": null, "inner": null}]),
            json!({"Part": [{"Id": "p"}]}),
        ),
        (
            Everything { part_map: BTreeMap::from([("Kept".to_owned(), part("p"))]), ..none() },
            "part_map",
            json!({"Kept": {"id": "p", "size": null, "inner": null}}),
            json!({"Kept": {"Id": "p"}}),
        ),
        (
            Everything { embedded: embedded(r#"{"Id": "p", "Size": "7"}"#), ..none() },
            "embedded",
            json!({"id": "p", "size": 7, "inner": null}),
            json!(r#"{"Id": "p", "Size": "7"}"#),
        ),
        (Everything { embedded: embedded("[1]"), ..none() }, "embedded", json!([1]), json!("[1]")),
        (
            Everything { embedded: embedded("no JSON"), ..none() },
            "embedded",
            json!("no JSON"),
            json!("no JSON"),
        ),
        (Everything { any: Some(json!({"Any": 1})), ..none() }, "any", json!({"Any": 1}), json!({"Any": 1})),
        (Everything { double: Some(f64::NAN), ..none() }, "double", Value::Null, Value::Null),
    ] {
        assert_eq!(human(&given)[name], expected, "{name}");
        let on_the_wire = serde_json::to_value(&given).unwrap();
        assert_eq!(on_the_wire.as_object().unwrap().values().collect::<Vec<_>>(), [&wire], "{name}");
    }
}

#[test]
fn every_field_is_there_in_the_order_of_the_specification() {
    let text = Human(&Everything::default()).to_string();
    assert!(text.starts_with(r#"{"text":null,"nullable":null,"flag":null,"quoted_flag":null,"#), "{text}");
    assert!(text.ends_with(r#""tags":{},"part_map":{},"joined":[],"json":null,"json_list":[]}"#), "{text}");
    assert_eq!(human(&Everything::default()).as_object().unwrap().len(), 38);
}

#[test]
fn whatever_holds_records_has_a_human_form() {
    let parts = vec![part("a"), part("b")];
    let list = r#"[{"id":"a","size":null,"inner":null},{"id":"b","size":null,"inner":null}]"#;
    assert_eq!(Human(&parts).to_string(), list);
    assert_eq!(Human(&parts[..]).to_string(), list);
    let one = r#"{"id":"a","size":null,"inner":null}"#;
    assert_eq!(Human(&Some(part("a"))).to_string(), one);
    assert_eq!(Human(&None::<Part>).to_string(), "null");
    assert_eq!(Human(&Box::new(part("a"))).to_string(), one);
    assert_eq!(Human(&Response::builder(part("a")).build()).to_string(), one);
    let map = BTreeMap::from([("Key".to_owned(), part("a"))]);
    assert_eq!(Human(&map).to_string(), format!(r#"{{"Key":{one}}}"#));
    assert_eq!(Human(&Percent::from(12.5)).to_string(), "12.5");
}

#[test]
fn a_struct_of_ones_own_can_contain_it() {
    #[derive(Serialize)]
    struct Listing {
        instance: &'static str,
        #[serde(serialize_with = "Human::write")]
        parts: Vec<Part>,
    }
    let listing = Listing { instance: "rm-1", parts: vec![part("a")] };
    let text = serde_json::to_string(&listing).unwrap();
    assert_eq!(text, r#"{"instance":"rm-1","parts":[{"id":"a","size":null,"inner":null}]}"#);
}

#[test]
fn a_row_has_a_scalar_in_each_cell() {
    let inner = Some(Box::new(part("b")));
    let row = |part: &Part| serde_json::to_string(&HumanRow(part)).unwrap();
    let cells = row(&Part { inner, ..part("a") });
    assert_eq!(cells, r#"{"id":"a","size":null,"inner":"{\"id\":\"b\",\"inner\":null,\"size\":null}"}"#);
    let everything = Everything { numbers: vec![1, 2], ..Everything::default() };
    let row = serde_json::to_value(HumanRow(&everything)).unwrap();
    assert_eq!((&row["numbers"], &row["texts"], &row["tags"]), (&json!("[1,2]"), &Value::Null, &Value::Null));
    assert!(row.as_object().unwrap().values().all(|cell| !cell.is_array() && !cell.is_object()));
}

#[test]
fn it_is_not_read_back() {
    let text = Human(&part("a")).to_string();
    let error = serde_json::from_str::<Part>(&text).unwrap_err().to_string();
    assert!(error.contains("none of the fields of Part, which are named as on the wire"), "{error}");
}
