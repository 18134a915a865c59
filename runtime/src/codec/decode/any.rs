//! Any JSON as a [`Value`], in which no number is rounded.

use jiter::{Jiter, Peek};
use serde_json::{Map, Number, Value};

/// How deep a value may be, as with serde_json.
const DEEPEST: usize = 128;

/// A value, and whether a number in it is a text, since no number of 64 bits is the same.
#[derive(Debug)]
pub(crate) struct Exact {
    pub(crate) value: Value,
    pub(crate) has_texts: bool,
}

/// Reads JSON text; `None` if it is none, too deep, or has a number beyond 64 bits of floating point.
pub(crate) fn exact(text: &str) -> Option<Exact> {
    let mut reader = Jiter::new(text.as_bytes());
    let mut has_texts = false;
    let value = read(&mut reader, &mut has_texts, 0)?;
    reader.finish().ok()?;
    Some(Exact { value, has_texts })
}

fn read(reader: &mut Jiter<'_>, has_texts: &mut bool, depth: usize) -> Option<Value> {
    if depth == DEEPEST {
        return None;
    }
    Some(match reader.peek().ok()? {
        Peek::Null => reader.known_null().map(|()| Value::Null).ok()?,
        peek @ (Peek::True | Peek::False) => Value::Bool(reader.known_bool(peek).ok()?),
        Peek::String => Value::from(reader.known_str().ok()?),
        Peek::Array => {
            let mut list = Vec::new();
            let mut next = reader.known_array().ok()?;
            while next.is_some() {
                list.push(read(reader, has_texts, depth + 1)?);
                next = reader.array_step().ok()?;
            }
            Value::Array(list)
        }
        Peek::Object => {
            let mut object = Map::new();
            let mut key = reader.known_object().ok()?.map(str::to_owned);
            while let Some(name) = key {
                object.insert(name, read(reader, has_texts, depth + 1)?);
                key = reader.next_key().ok()?.map(str::to_owned);
            }
            Value::Object(object)
        }
        peek => {
            let text = String::from_utf8_lossy(reader.known_number_bytes(peek).ok()?);
            let number: Number = serde_json::from_str(&text).ok()?;
            let is_exact = !number.is_f64() || digits(&text) == digits(&number.to_string());
            *has_texts |= !is_exact;
            if is_exact { Value::Number(number) } else { Value::from(text.as_ref()) }
        }
    })
}

/// The digits of a number without the zeros around them, which rounding changes.
fn digits(text: &str) -> String {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}
