//! How nested parameters become the flat names of a query: `Filters.1.Values.2`.

use serde_json::Value;

/// Flattens parameters in the order given; [`canonical_query`](crate::canonical_query) sorts.
///
/// Items of lists are numbered from 1. What is null disappears, an empty text stays, and an empty list or
/// object disappears while it keeps its number. Booleans are `true` and `false`.
///
/// ```
/// use alibabacloud_runtime::flatten;
/// use serde_json::json;
///
/// let flat = flatten(&[("Filters", json!([{}, { "Key": "Bucket", "Values": ["a", ""] }]))]);
/// let expected = [("Filters.2.Key", "Bucket"), ("Filters.2.Values.1", "a"), ("Filters.2.Values.2", "")];
/// assert_eq!(flat, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
/// ```
#[must_use]
pub fn flatten(parameters: &[(&str, Value)]) -> Vec<(String, String)> {
    let mut flat = Vec::new();
    for (name, value) in parameters {
        append(name, value, &mut flat);
    }
    flat
}

fn append(name: &str, value: &Value, flat: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Bool(value) => flat.push((name.to_owned(), value.to_string())),
        Value::Number(value) => flat.push((name.to_owned(), value.to_string())),
        Value::String(value) => flat.push((name.to_owned(), value.clone())),
        Value::Array(items) => {
            for (number, item) in (1_usize..).zip(items) {
                append(&format!("{name}.{number}"), item, flat);
            }
        }
        Value::Object(fields) => {
            for (field, value) in fields {
                append(&format!("{name}.{field}"), value, flat);
            }
        }
    }
}
