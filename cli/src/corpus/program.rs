//! Runs the samples of one product. Each line of its output is JSON about one sample.

use alibabacloud_runtime::codegen::{Bytes, Output};
use serde_json::{Value, json};

fn main() {
    samples(&mut Run);
}

struct Run;

impl Run {
    fn sample<T: Output + serde::Serialize>(&mut self, operation: &'static str, text: &'static str) {
        let decoded = match T::read(operation, &Bytes::from_static(text.as_bytes())) {
            Ok(decoded) => decoded,
            Err(error) => return println!("{}", json!({"operation": operation, "error": error.to_string()})),
        };
        let departures: Vec<Value> = decoded.departures.iter().map(|one| {
            json!({"kind": format!("{:?}", one.kind), "pointer": one.pointer, "expected": one.expected, "found": one.found})
        }).collect();
        let before = plain(serde_json::from_str(text).unwrap_or_default());
        let after = serde_json::to_value(&decoded.value).map(plain);
        let differs = match &after {
            Ok(after) => difference(&before, after, String::new()),
            Err(error) => Some(error.to_string()),
        };
        println!("{}", json!({"operation": operation, "departures": departures, "differs": differs}));
    }
}

/// A value without empty lists and maps: a field that has one is a field that is not there.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(key, value)| (key, plain(value)));
            members.filter(|(_, value)| *value != json!([]) && *value != json!({})).collect()
        }
        Value::Array(items) => items.into_iter().map(plain).collect(),
        other => other,
    }
}

/// The pointer to the first place where two values differ.
fn difference(before: &Value, after: &Value, pointer: String) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) if before.keys().eq(after.keys()) => before
            .iter()
            .zip(after.values())
            .find_map(|((key, before), after)| difference(before, after, format!("{pointer}/{key}"))),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => before
            .iter()
            .zip(after)
            .enumerate()
            .find_map(|(at, (before, after))| difference(before, after, format!("{pointer}/{at}"))),
        // 1 and 1.0 are one number, and serde_json is allowed to miss the last bit of what it reads.
        (Value::Number(before), Value::Number(after)) if is_near(before.as_f64(), after.as_f64()) => None,
        _ => (before != after).then_some(pointer),
    }
}

fn is_near(before: Option<f64>, after: Option<f64>) -> bool {
    before.zip(after).is_some_and(|(before, after)| (before - after).abs() <= before.abs() * f64::EPSILON)
}

