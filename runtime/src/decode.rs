//! Tolerant decoding (a stand-in until the decoder lands: it knows the plain shapes only).

use crate::record::{Element, Field, Record, Wire};
use serde_json::Value;

/// A position in a response that is being read.
#[derive(Debug)]
pub struct Decoder<'a> {
    value: &'a Value,
    pointer: String,
    departures: &'a mut Vec<Departure>,
}

/// One place where an answer is not what the specification says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Departure {
    /// The operation.
    pub operation: &'static str,
    /// Where in the answer (JSON pointer).
    pub pointer: String,
    /// What kind.
    pub kind: DepartureKind,
    /// What the specification says.
    pub expected: String,
    /// What was there.
    pub found: String,
}

/// What kind a [`Departure`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DepartureKind {
    /// The specification does not know the field.
    UnknownField,
    /// The value could not be used.
    Unusable,
}

/// Why a body is not an answer at all.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DecodeError {
    /// What kind.
    pub kind: DecodeErrorKind,
    /// In words.
    pub message: String,
}

/// What kind a [`DecodeError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// No bytes, or only white space.
    Empty,
    /// Not UTF-8.
    NotUtf8,
    /// Not JSON.
    Syntax {
        /// Bytes before the mistake.
        offset: usize,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// JSON, but not an object.
    NotAnObject,
    /// An object without any declared field.
    NoKnownField,
    /// Nested too deeply.
    TooDeep,
}

/// A decoded answer.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decoded<R> {
    /// The answer.
    pub value: R,
    /// Where it is not what the specification says.
    pub departures: Vec<Departure>,
}

/// Decodes the body of a successful answer.
pub(crate) fn decode<R: Record>(operation: &'static str, body: &[u8]) -> Result<Decoded<R>, DecodeError> {
    let error = |kind, message: &str| DecodeError { kind, message: message.to_owned() };
    if body.trim_ascii().is_empty() {
        return Err(error(DecodeErrorKind::Empty, "the body is empty"));
    }
    if std::str::from_utf8(body).is_err() {
        return Err(error(DecodeErrorKind::NotUtf8, "the body is not UTF-8"));
    }
    let document: Value = serde_json::from_slice(body).map_err(|e| {
        let kind = DecodeErrorKind::Syntax { offset: 0, line: e.line(), column: e.column() };
        error(kind, &format!("the body is not JSON: {e}"))
    })?;
    let Value::Object(object) = &document else {
        return Err(error(DecodeErrorKind::NotAnObject, "the body is not a JSON object"));
    };
    if !R::SHAPE.fields.iter().any(|field| object.contains_key(field.name)) {
        return Err(error(DecodeErrorKind::NoKnownField, "the body has no declared field"));
    }
    let mut departures = Vec::new();
    let mut decoder = Decoder { value: &document, pointer: String::new(), departures: &mut departures };
    let value = record(&mut decoder);
    for departure in &mut departures {
        departure.operation = operation;
    }
    Ok(Decoded { value, departures })
}

fn record<R: Record>(decoder: &mut Decoder<'_>) -> R {
    let mut record = R::default();
    let value = decoder.value;
    for name in value.as_object().into_iter().flat_map(serde_json::Map::keys) {
        if !R::SHAPE.fields.iter().any(|field| field.name == name) {
            decoder.note(&format!("/{name}"), DepartureKind::UnknownField);
        }
    }
    record.visit_mut(&mut |fields| {
        for (field, shape) in fields.iter_mut().zip(R::SHAPE.fields) {
            let mut found = value.get(shape.name);
            let mut at = format!("{}/{}", decoder.pointer, shape.name);
            let mut wire = shape.wire;
            if let Wire::Wrapped(name) = shape.wire {
                found = found.map(|outer| outer.get(name).unwrap_or(outer));
                at = format!("{at}/{name}");
                wire = Wire::Plain;
            }
            if let Some(value) = found.filter(|value| !value.is_null()) {
                field.decode(&mut Decoder { value, pointer: at, departures: decoder.departures }, wire);
            }
        }
    });
    record
}

impl Decoder<'_> {
    fn note(&mut self, below: &str, kind: DepartureKind) {
        self.departures.push(Departure {
            operation: "",
            pointer: format!("{}{below}", self.pointer),
            kind,
            expected: "the declared type".to_owned(),
            found: self.value.to_string(),
        });
    }
}

macro_rules! plain {
    ($($type:ty: $read:expr;)*) => {$(
        impl Element for $type {
            fn decode(decoder: &mut Decoder<'_>, _: Wire) -> Option<Self> {
                let read: fn(&Value) -> Option<$type> = $read;
                let value = read(decoder.value);
                if value.is_none() {
                    decoder.note("", DepartureKind::Unusable);
                }
                value
            }
            fn encode(&self, wire: Wire) -> Value {
                match wire {
                    Wire::Quoted => Value::String(self.to_string()),
                    _ => Value::from(self.clone()),
                }
            }
        }
    )*};
}

plain! {
    String: |value| value.as_str().map(str::to_owned);
    bool: Value::as_bool;
    i32: |value| i32::try_from(integer(value)?).ok();
    i64: integer;
}

fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

impl<R: Record> Element for R {
    fn decode(decoder: &mut Decoder<'_>, _: Wire) -> Option<Self> {
        if !decoder.value.is_object() {
            decoder.note("", DepartureKind::Unusable);
            return None;
        }
        Some(record(decoder))
    }
    fn encode(&self, _: Wire) -> Value {
        let mut object = serde_json::Map::new();
        self.visit(&mut |fields| {
            for (field, shape) in fields.iter().zip(R::SHAPE.fields) {
                if let Some(value) = field.encode(shape.wire) {
                    object.insert(shape.name.to_owned(), value);
                }
            }
        });
        Value::Object(object)
    }
}

impl<T: Element> Field for Option<T> {
    fn decode(&mut self, decoder: &mut Decoder<'_>, wire: Wire) {
        *self = T::decode(decoder, wire);
    }
    fn encode(&self, wire: Wire) -> Option<Value> {
        self.as_ref().map(|value| value.encode(wire))
    }
}

impl<T: Element> Element for Vec<T> {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        let Value::Array(items) = decoder.value else {
            decoder.note("", DepartureKind::Unusable);
            return None;
        };
        let mut list = Vec::new();
        for (index, value) in items.iter().enumerate() {
            let pointer = format!("{}/{index}", decoder.pointer);
            list.extend(T::decode(&mut Decoder { value, pointer, departures: decoder.departures }, wire));
        }
        Some(list)
    }
    fn encode(&self, wire: Wire) -> Value {
        let list = |wire| Value::Array(self.iter().map(|item| item.encode(wire)).collect());
        match wire {
            Wire::Wrapped(name) => serde_json::json!({ name: list(Wire::Plain) }),
            wire => list(wire),
        }
    }
}

impl<T: Element> Field for Vec<T> {
    fn decode(&mut self, decoder: &mut Decoder<'_>, wire: Wire) {
        *self = Element::decode(decoder, wire).unwrap_or_default();
    }
    fn encode(&self, wire: Wire) -> Option<Value> {
        Some(Element::encode(self, wire))
    }
}
