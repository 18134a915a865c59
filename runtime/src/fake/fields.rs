//! Single values of an answer.

use serde_json::{Map, Value};

/// Sets what a JSON pointer names, making the objects on the way where they are missing.
pub(super) fn put(body: &mut Value, pointer: &str, value: Value) {
    if let Some(place) = body.pointer_mut(pointer) {
        *place = value;
        return;
    }
    let mut place = body;
    for name in pointer.split('/').skip(1) {
        let name = name.replace("~1", "/").replace("~0", "~");
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(fields) = place else { return };
        place = fields.entry(name).or_insert(Value::Null);
    }
    *place = value;
}

/// The text as a value of the sample's JSON type, if it can be one.
pub(super) fn in_type_of(sample: &Value, text: &str) -> Option<Value> {
    match sample {
        Value::String(_) => Some(text.into()),
        Value::Number(_) => text.parse::<serde_json::Number>().ok().map(Value::Number),
        Value::Bool(_) => text.to_ascii_lowercase().parse().ok().map(Value::Bool),
        _ => None,
    }
}
