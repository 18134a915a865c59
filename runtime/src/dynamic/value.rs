//! Values whose types are known only at run time, read by the decoder of all other values.

use super::{
    model::{List, Type},
    tables::{Entry, Named, Types},
};
use crate::{
    codec::{
        DecodeError, Decoded, Decoder, Element, Elements, Field, decode_as, decode_fields, decode_value_with,
        encode,
    },
    tables::{Shape, Wire},
    values::{Percent, Timestamp},
};
use serde_json::{Map, Value};

/// A field of a record, or anything else, as it travels.
struct Slot {
    types: &'static Types,
    r#type: &'static Type,
    value: Option<Value>,
}

impl Field for Slot {
    fn decode(&mut self, decoder: &mut Decoder<'_>, wire: Wire) {
        self.value = read(self.types, self.r#type, decoder, wire);
    }

    fn encode(&self, _: Wire) -> Option<Value> {
        self.value.clone()
    }
}

/// The body of an answer.
pub(super) fn answer(entry: &'static Entry, body: &[u8]) -> Result<Decoded<Value>, DecodeError> {
    let Entry { operation, response, types, .. } = entry;
    if matches!(response, Type::Bytes | Type::Empty) {
        return Ok(Decoded { value: Value::Null, departures: Vec::new(), omitted: 0 });
    }
    let Some((shape, fields)) = record(types, response) else {
        return decode_value_with(operation.name, body, &mut |decoder| {
            read(types, response, decoder, Wire::Plain)
        });
    };
    let mut slots = slots(types, fields);
    let found = decode_fields(operation.name, body, shape, &mut borrowed(&mut slots))?;
    let value = object(shape, &slots);
    Ok(Decoded { value, departures: found.departures, omitted: found.omitted })
}

/// An argument, as it travels; `None` if it cannot be used.
pub(super) fn argument(
    entry: &'static Entry,
    r#type: &'static Type,
    wire: Wire,
    given: &Value,
) -> Result<Decoded<Option<Value>>, DecodeError> {
    // What is joined or written into a text in the end is structured until then.
    let wire = if wire == Wire::Json || wire.separator().is_some() { Wire::Plain } else { wire };
    decode_as(entry.operation.name, &given.to_string(), &mut |decoder| {
        read(entry.types, r#type, decoder, wire)
    })
}

fn read(
    types: &'static Types,
    r#type: &'static Type,
    decoder: &mut Decoder<'_>,
    wire: Wire,
) -> Option<Value> {
    match r#type {
        Type::String => through::<String>(decoder, wire),
        Type::Bool => through::<bool>(decoder, wire),
        Type::I32 => through::<i32>(decoder, wire),
        Type::I64 => through::<i64>(decoder, wire),
        Type::F32 => through::<f32>(decoder, wire),
        Type::F64 => through::<f64>(decoder, wire),
        Type::Timestamp => through::<Timestamp>(decoder, wire),
        Type::Percent => through::<Percent>(decoder, wire),
        Type::Json => through::<Value>(decoder, wire),
        Type::Embedded(_) => decoder.embedded_text().map(Value::from),
        Type::List(element) => {
            let mut list = Vec::new();
            let shape = record(types, element).map(|(shape, _)| shape);
            let mut read = |decoder: &mut Decoder<'_>, wire: Wire| {
                let value = read(types, element, decoder, wire);
                let kept = value.is_some();
                list.extend(value);
                kept
            };
            let found = decoder.list(wire, &mut Elements { shape, read: &mut read });
            found.then(|| encode::travel(Value::Array(list), wire))
        }
        Type::Map(value) => {
            let mut map = Map::new();
            let found = decoder.map(wire, &mut |decoder, wire, key| {
                read(types, value, decoder, wire).and_then(|value| map.insert(key, value)).is_some()
            });
            found.then(|| encode::travel(Value::Object(map), wire))
        }
        Type::Bytes | Type::Empty => None,
        Type::Named(name) => match types.get(name)? {
            Named::Record(shape, fields) => {
                let mut slots = slots(types, fields);
                let found = decoder.record(shape, &mut borrowed(&mut slots));
                found.then(|| object(shape, &slots))
            }
            Named::Enum(name, list) if list.integer => integer(decoder, wire, name, list),
            Named::Enum(name, list) => word(decoder, wire, name, list),
        },
    }
}

fn through<T: Element>(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Value> {
    T::decode(decoder, wire).map(|value| value.encode(wire))
}

fn word(decoder: &mut Decoder<'_>, wire: Wire, name: &'static str, list: &List) -> Option<Value> {
    let equal = |known: &&String, text: &str| {
        if list.ignore_case { known.eq_ignore_ascii_case(text) } else { *known == text }
    };
    let mut value = None;
    let mut accept = |text: &str| {
        let known = list.values.iter().find(|known| equal(known, text));
        value = Some(known.map_or(text, String::as_str).to_owned());
        known.is_some()
    };
    let kept = if list.closed {
        decoder.closed_word(name, &mut accept)
    } else {
        decoder.open_word(name, &mut accept)
    };
    value.filter(|_| kept).map(|text| encode::travel(Value::from(text), wire))
}

fn integer(decoder: &mut Decoder<'_>, wire: Wire, name: &'static str, list: &List) -> Option<Value> {
    let mut value = None;
    let mut accept = |integer: i64| {
        value = Some(integer);
        list.values.iter().any(|known| known.parse() == Ok(integer))
    };
    let kept = if list.closed {
        decoder.closed_integer(wire, name, &mut accept)
    } else {
        decoder.open_integer(wire, name, &mut accept)
    };
    value.filter(|_| kept).map(|integer| integer.encode(wire))
}

/// The table of a type that is a record.
fn record(types: &'static Types, r#type: &Type) -> Option<(&'static Shape, &'static [Type])> {
    match r#type {
        Type::Named(name) => match types.get(name)? {
            Named::Record(shape, fields) => Some((shape, fields)),
            Named::Enum(..) => None,
        },
        _ => None,
    }
}

fn slots(types: &'static Types, fields: &'static [Type]) -> Vec<Slot> {
    fields.iter().map(|r#type| Slot { types, r#type, value: None }).collect()
}

fn borrowed(slots: &mut [Slot]) -> Vec<&mut dyn Field> {
    slots.iter_mut().map(|slot| slot as &mut dyn Field).collect()
}

fn object(shape: &Shape, slots: &[Slot]) -> Value {
    let fields: Vec<&dyn Field> = slots.iter().map(|slot| slot as &dyn Field).collect();
    encode::object(shape, &fields)
}
