//! How parameters become a query or a form: flat names (`Filters.1.Values.2`), sorted pairs, percent-encoding.

use serde_json::Value;
use std::fmt::Write;

/// Flattens parameters in the order given; [`canonical_query`](crate::codegen::canonical_query) sorts.
///
/// Items of lists are numbered from 1. What is null disappears, an empty text stays, and an empty list or
/// object disappears while it keeps its number. Booleans are `true` and `false`.
///
/// ```
/// use alibabacloud_runtime::codegen::flatten;
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

/// Flattens one parameter.
pub(crate) fn append(name: &str, value: &Value, flat: &mut Vec<(String, String)>) {
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

/// Encodes a text for a query by RFC 3986: letters, digits and `-_.~` stay, every other byte becomes `%XX`.
///
/// ```
/// assert_eq!(alibabacloud_runtime::codegen::percent_encode("a b+c*~"), "a%20b%2Bc%2A~");
/// ```
#[must_use]
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    encode(text, &mut encoded);
    encoded
}

fn encode(text: &str, encoded: &mut String) {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    if text.bytes().all(is_kept) {
        encoded.push_str(text);
        return;
    }
    for byte in text.bytes() {
        if is_kept(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
}

/// The query of a request, as it is sent and as it is signed.
///
/// Sorted by the bytes of the name before encoding, then of the value: `Filters.10` comes before `Filters.2`.
///
/// ```
/// use alibabacloud_runtime::codegen::canonical_query;
///
/// let parameters = [("B", "2"), ("A", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
/// assert_eq!(canonical_query(&parameters), "A=&B=2");
/// ```
#[must_use]
pub fn canonical_query(parameters: &[(String, String)]) -> String {
    let mut sorted: Vec<&(String, String)> = parameters.iter().collect();
    sorted.sort_unstable();
    let length = parameters.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let mut query = String::with_capacity(length);
    for (name, value) in sorted {
        if !query.is_empty() {
            query.push('&');
        }
        encode(name, &mut query);
        query.push('=');
        encode(value, &mut query);
    }
    query
}
