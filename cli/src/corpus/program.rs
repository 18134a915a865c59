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
        let (before, after) = (serde_json::from_str::<Value>(text).unwrap_or_default(), serde_json::to_value(&decoded.value));
        let differs = match &after {
            Ok(after) => difference(&before, after, String::new()),
            Err(error) => Some(error.to_string()),
        };
        println!("{}", json!({"operation": operation, "departures": departures, "differs": differs}));
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
        // 1 and 1.0 are one number.
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => None,
        _ => (before != after).then_some(pointer),
    }
}

