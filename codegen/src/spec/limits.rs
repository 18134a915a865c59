//! What a value must keep to.

use super::object::Object;
use super::{Limits, Range};
use crate::rule;
use crate::yaml::Value;

/// The one pattern that the runtime can check without a regular expression library.
const ASCII_PATTERN: &str = r"^[\x00-\x7F]*$";

/// The limits of a value; those that say nothing about `what` are reported.
pub(super) fn limits(object: &Object<'_>, what: &str, own: &[&str]) -> Limits {
    for word in ["minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "pattern"] {
        if let Some(node) = object.get(word).filter(|_| !own.contains(&word)) {
            let message = format!("`{word}` says nothing about {what}");
            let own: Vec<String> = own.iter().map(|word| format!("`{word}`")).collect();
            let help = format!("{what} may have {}; otherwise remove it", own.join(", "));
            object.reporter().report(&rule::ORPHAN_KEY, &node.place, message, help);
        }
    }
    let limits = Limits {
        minimum: bound(object, "minimum"),
        maximum: bound(object, "maximum"),
        min_items: object.count("minItems"),
        max_items: object.count("maxItems"),
        min_length: object.count("minLength"),
        max_length: object.count("maxLength"),
        ascii: ascii(object),
    };
    for (low, high, key, keys) in [
        (limits.minimum, limits.maximum, "minimum", "`minimum` is larger than `maximum`"),
        (limits.min_items, limits.max_items, "minItems", "`minItems` is larger than `maxItems`"),
        (limits.min_length, limits.max_length, "minLength", "`minLength` is larger than `maxLength`"),
    ] {
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            exchanged(object, key, keys);
        }
    }
    limits
}

fn exchanged(object: &Object<'_>, key: &'static str, message: &str) {
    let place = object.get(key).map_or(object.place, |node| &node.place);
    object.reporter().report(&rule::CONTRADICTORY_LIMITS, place, message, "exchange the two");
}

/// A bound of an integer. One that no integer can break is none; one that none can keep is reported.
fn bound(object: &Object<'_>, key: &'static str) -> Option<i64> {
    let node = object.get(key)?;
    let value = match node.value {
        Value::Float(value) if value.fract() == 0.0 => value,
        // A bound that has 64 bits is read as it is written.
        Value::Integer(value) => value as f64,
        _ => return object.integer(key),
    };
    let narrow = object.peek("format").is_some_and(|node| node.value == Value::Text("int32".to_owned()));
    let (lowest, highest, width) = if narrow {
        (f64::from(i32::MIN), f64::from(i32::MAX), "int32")
    } else {
        (i64::MIN as f64, i64::MAX as f64, "int64")
    };
    let is_minimum = key == "minimum";
    let beyond = if is_minimum { value < lowest } else { value > highest };
    let never = if is_minimum { value > highest } else { value < lowest };
    if never || beyond && narrow {
        let message = format!("`{key}` is beyond what an {width} can be");
        let help = if narrow { "write `format: int64`, or fix the bound" } else { "fix the bound" };
        object.reporter().report(&rule::CONTRADICTORY_LIMITS, &node.place, message, help);
    }
    match node.value {
        Value::Integer(value) => Some(value),
        _ if never || beyond => None,
        _ => Some(value as i64),
    }
}

/// The bounds of a number.
pub(super) fn range(object: &Object<'_>) -> Range {
    let read = |key: &'static str| {
        let node = object.get(key)?;
        match node.value {
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => {
                object.wrong(key, node, "a number");
                None
            }
        }
    };
    let range = Range { minimum: read("minimum"), maximum: read("maximum") };
    if range.minimum.zip(range.maximum).is_some_and(|(low, high)| low > high) {
        exchanged(object, "minimum", "`minimum` is larger than `maximum`");
    }
    range
}

fn ascii(object: &Object<'_>) -> bool {
    match object.text("pattern") {
        None => false,
        Some(pattern) if pattern.value == ASCII_PATTERN => true,
        Some(pattern) => {
            let help =
                format!("the one supported pattern is '{ASCII_PATTERN}'; describe others in the description");
            object.reporter().report(
                &rule::UNSUPPORTED_PATTERN,
                &pattern.place,
                "this pattern is not supported",
                help,
            );
            false
        }
    }
}
