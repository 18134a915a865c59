//! The types that fields have.

use std::collections::BTreeMap;

use serde::Serializer;
use serde_json::Value;

use crate::{
    codec::{Decoder, Element, Elements, Field, Human, Record, encode, human_object, write_record},
    tables::{Shape, Wire},
};

impl Element for String {
    fn decode(decoder: &mut Decoder<'_>, _: Wire) -> Option<Self> {
        decoder.string()
    }

    fn encode(&self, wire: Wire) -> Value {
        encode::travel(Value::from(self.as_str()), wire)
    }
}

impl Element for bool {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        decoder.boolean(wire)
    }

    fn encode(&self, wire: Wire) -> Value {
        encode::travel(Value::from(*self), wire)
    }
}

impl Element for i32 {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        let value = decoder.integer(wire, Self::MIN.into(), Self::MAX.into(), "an integer of 32 bits");
        value.and_then(|value| value.try_into().ok())
    }

    fn encode(&self, wire: Wire) -> Value {
        encode::travel(Value::from(*self), wire)
    }
}

impl Element for i64 {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        decoder.integer(wire, Self::MIN, Self::MAX, "an integer of 64 bits")
    }

    fn encode(&self, wire: Wire) -> Value {
        encode::travel(Value::from(*self), wire)
    }
}

impl Element for f32 {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        decoder.float32(wire)
    }

    fn encode(&self, wire: Wire) -> Value {
        // Through its decimal digits: 0.1 is to travel as 0.1, not as the nearest value of 32 bits in 64.
        encode::travel(encode::float(self.to_string().parse().unwrap_or(f64::NAN)), wire)
    }
}

impl Element for f64 {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        decoder.float64(wire)
    }

    fn encode(&self, wire: Wire) -> Value {
        encode::travel(encode::float(*self), wire)
    }
}

impl Element for Value {
    fn decode(decoder: &mut Decoder<'_>, _: Wire) -> Option<Self> {
        decoder.any()
    }

    fn encode(&self, wire: Wire) -> Value {
        encode::travel(self.clone(), wire)
    }
}

impl<T: Record> Element for T {
    const FIELDS: Option<&'static Shape> = Some(Self::SHAPE);

    fn decode(decoder: &mut Decoder<'_>, _: Wire) -> Option<Self> {
        let mut record = Self::default();
        let mut found = false;
        record.visit_mut(&mut |fields| found = decoder.record(Self::SHAPE, fields));
        found.then_some(record)
    }

    fn encode(&self, wire: Wire) -> Value {
        if wire == Wire::Human {
            return human_object(self);
        }
        let mut object = Value::Null;
        self.visit(&mut |fields| object = encode::object(Self::SHAPE, fields));
        encode::travel(object, wire)
    }

    fn serialize_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_record(self, serializer)
    }
}

impl<T: Element> Element for Vec<T> {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        let mut list = Self::new();
        let mut read = |decoder: &mut Decoder<'_>, wire: Wire| {
            let element = T::decode(decoder, wire);
            let kept = element.is_some();
            list.extend(element);
            kept
        };
        let found = decoder.list(wire, &mut Elements { shape: T::FIELDS, read: &mut read });
        found.then_some(list)
    }

    fn encode(&self, wire: Wire) -> Value {
        let elements = self.iter().map(|element| element.encode(wire.of_elements()));
        encode::travel(Value::Array(elements.collect()), wire)
    }

    fn serialize_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Human))
    }
}

impl<T: Element> Element for BTreeMap<String, T> {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        let mut map = Self::new();
        let found = decoder.map(wire, &mut |decoder, wire, key| {
            T::decode(decoder, wire).and_then(|value| map.insert(key, value)).is_some()
        });
        found.then_some(map)
    }

    fn encode(&self, wire: Wire) -> Value {
        let entries = self.iter().map(|(key, value)| (key.clone(), value.encode(wire.of_elements())));
        encode::travel(Value::Object(entries.collect()), wire)
    }

    fn serialize_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Human(value))))
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

impl<T: Element> Field for Vec<T> {
    fn decode(&mut self, decoder: &mut Decoder<'_>, wire: Wire) {
        *self = Element::decode(decoder, wire).unwrap_or_default();
    }

    fn encode(&self, wire: Wire) -> Option<Value> {
        (!self.is_empty() || wire == Wire::Human).then(|| Element::encode(self, wire))
    }
}

impl<T: Element> Field for BTreeMap<String, T> {
    fn decode(&mut self, decoder: &mut Decoder<'_>, wire: Wire) {
        *self = Element::decode(decoder, wire).unwrap_or_default();
    }

    fn encode(&self, wire: Wire) -> Option<Value> {
        (!self.is_empty() || wire == Wire::Human).then(|| Element::encode(self, wire))
    }
}
