//! The outline of JSON, complete or not.

use super::outline::{DEEPEST, Kind, NESTED, Outline};
use jiter::{Jiter, JiterResult, Peek};

/// Reads a document as far as it goes; of what is not quite JSON, all names with a text.
pub(super) fn read(text: &str, outline: &mut Outline) {
    let mut reader = Jiter::new(text.as_bytes());
    if value(outline, &mut reader, text, "", 0).and_then(|_| reader.finish()).is_err() {
        salvage(outline, text);
    }
}

/// Reads the next value of JSON; what was read before an error stays.
fn value<'j>(
    outline: &mut Outline,
    reader: &mut Jiter<'j>,
    body: &'j str,
    name: &str,
    depth: usize,
) -> JiterResult<Option<(Kind, String)>> {
    let peek = reader.peek()?;
    let start = reader.current_index();
    let kind = match peek {
        Peek::String => return Ok(Some((Kind::Text, reader.known_str()?.to_owned()))),
        Peek::Object | Peek::Array if depth > DEEPEST => {
            reader.known_skip(peek)?;
            Kind::Nested
        }
        Peek::Object => {
            let object = outline.open(name, depth);
            let mut key = reader.known_object()?.map(str::to_owned);
            while let Some(name) = key {
                if let Some((kind, text)) = value(outline, reader, body, &name, depth + 1)? {
                    outline.add(object, &name, kind, &text);
                }
                key = reader.next_key()?.map(str::to_owned);
            }
            Kind::Nested
        }
        Peek::Array => {
            let mut next = reader.known_array()?;
            while next.is_some() {
                value(outline, reader, body, name, depth + 1)?;
                next = reader.array_step()?;
            }
            Kind::Nested
        }
        Peek::Null => {
            reader.known_null()?;
            return Ok(None);
        }
        Peek::True | Peek::False => {
            reader.known_bool(peek)?;
            Kind::Boolean
        }
        peek => {
            reader.known_number_bytes(peek)?;
            Kind::Number
        }
    };
    let text = body.get(start..reader.current_index()).unwrap_or_default();
    Ok(Some((kind, text.chars().take(NESTED).collect())))
}

/// All names with a text, wherever they stand in what is not quite JSON, as one object behind the others.
fn salvage(outline: &mut Outline, body: &str) {
    let object = outline.open("error", DEEPEST);
    let mut rest = body;
    while let Some((name, after)) = string(rest.find('"').and_then(|at| rest.get(at..))) {
        rest = after;
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        if value.is_some_and(|value| value.starts_with('"')) {
            let Some((text, after)) = string(value) else { return };
            outline.add(object, &name, Kind::Text, &text);
            rest = after;
        }
    }
}

/// The string at the beginning of a text, and what follows it.
fn string(text: Option<&str>) -> Option<(String, &str)> {
    let inside = text?.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inside.find(|c| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    })?;
    let raw = inside.get(..end)?;
    let unescaped = serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned());
    Some((unescaped, inside.get(end + 1..)?))
}
