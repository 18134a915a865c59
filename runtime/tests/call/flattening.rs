//! Nested parameters as flat names.

use alibabacloud_runtime::codegen::flatten;
use serde_json::{Value, json};

fn check(value: &Value, expected: &[(&str, &str)]) {
    let flat = flatten(&[("P", value.clone())]);
    let flat: Vec<(&str, &str)> = flat.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(flat, expected, "{value}");
}

#[test]
fn scalars() {
    check(&json!("text"), &[("P", "text")]);
    check(&json!(""), &[("P", "")]);
    check(&json!(true), &[("P", "true")]);
    check(&json!(false), &[("P", "false")]);
    check(&json!(1_570_701_361_528_i64), &[("P", "1570701361528")]);
    check(&json!(-1), &[("P", "-1")]);
    check(&json!(0.5), &[("P", "0.5")]);
    check(&json!(null), &[]);
}

#[test]
fn containers() {
    check(&json!([]), &[]);
    check(&json!({}), &[]);
    check(&json!(["a", "", "c"]), &[("P.1", "a"), ("P.2", ""), ("P.3", "c")]);
    check(&json!([null, "b"]), &[("P.2", "b")]);
    check(&json!([[], {}, "c"]), &[("P.3", "c")]);
    check(&json!([["a"], ["b", "c"]]), &[("P.1.1", "a"), ("P.2.1", "b"), ("P.2.2", "c")]);
    check(&json!({ "b": 1, "a": null, "c": { "d": [true] } }), &[("P.b", "1"), ("P.c.d.1", "true")]);
    check(
        &json!([{ "Key": "Bucket", "Values": ["x", "y"] }, {}, { "Key": "" }]),
        &[("P.1.Key", "Bucket"), ("P.1.Values.1", "x"), ("P.1.Values.2", "y"), ("P.3.Key", "")],
    );
}
