//! Looking into a body without decoding it: single values of the top level.

use super::{
    decode::boolean_in_words,
    json,
    outline::{Outline, plain},
    text::without_bom,
    xml,
};
use jiter::{Jiter, JiterResult, Peek};

/// What the upper levels of a body say, in JSON or XML.
pub(crate) fn outline(body: &[u8]) -> Outline {
    let text = String::from_utf8_lossy(without_bom(body));
    let mut outline = Outline::default();
    let read = if text.trim_start().starts_with('<') { xml::read } else { json::read };
    read(&text, &mut outline);
    outline.sorted()
}

/// The object that a path of names joined with `/` leads into, as JSON, and the last of the names.
pub(crate) fn inside<'b, 'n>(body: &'b [u8], path: &'n str) -> (&'b [u8], &'n str) {
    let Some((name, rest)) = path.split_once('/') else { return (body, path) };
    let body = without_bom(body);
    let mut found: &[u8] = &[];
    each_member(body, &mut |key, reader, peek| {
        let start = reader.current_index();
        reader.known_skip(peek)?;
        if key == name && peek == Peek::Object {
            found = body.get(start..reader.current_index()).unwrap_or_default();
        }
        Ok(true)
    });
    inside(found, rest)
}

/// What a top-level field of a JSON object says that is true or false, as the decoder reads it. Of several fields with that
/// name the last usable one counts; of a document that breaks, the last one before the break. A field whose name differs in
/// case counts where there is none of the exact name.
pub(crate) fn flag(body: &[u8], name: &str) -> Option<bool> {
    let (mut exact, mut similar) = (None, None);
    each_member(body, &mut |key, reader, peek| {
        let found = match key {
            key if key == name => &mut exact,
            key if key.eq_ignore_ascii_case(name) => &mut similar,
            _ => return reader.known_skip(peek).map(|()| true),
        };
        let value = match peek {
            Peek::True | Peek::False => Some(reader.known_bool(peek)?),
            Peek::String => boolean_in_words(reader.known_str()?),
            peek if peek.is_num() => {
                boolean_in_words(&String::from_utf8_lossy(reader.known_number_bytes(peek)?))
            }
            peek => reader.known_skip(peek).map(|()| None)?,
        };
        *found = value.or(*found);
        Ok(true)
    });
    exact.or(similar)
}

/// The last text or number of the top level whose name is `name`, in lower case and without signs.
pub(crate) fn top_level_text(body: &[u8], name: &str) -> Option<String> {
    let mut found = None;
    each_member(body, &mut |key, reader, peek| {
        match peek {
            Peek::String if plain(key) == name => {
                found = Some(reader.known_str()?)
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
                    .or(found.take());
            }
            peek if peek.is_num() && plain(key) == name => {
                found = Some(String::from_utf8_lossy(reader.known_number_bytes(peek)?).into_owned());
            }
            peek => reader.known_skip(peek)?,
        }
        Ok(true)
    });
    found
}

/// Whether a JSON object has a top-level field of this name, in any case, that is not null.
pub(crate) fn has_value(body: &[u8], name: &str) -> bool {
    let mut has = false;
    each_member(body, &mut |key, reader, peek| {
        has = key.eq_ignore_ascii_case(name) && !matches!(peek, Peek::Null);
        reader.known_skip(peek)?;
        Ok(!has)
    });
    has
}

/// Whether the body is a JSON object all of whose members are empty or accepted by their names.
pub(crate) fn has_only(body: &[u8], accept: &mut dyn FnMut(&str) -> bool) -> bool {
    let body = without_bom(body);
    let mut is_so = false;
    each_member(body, &mut |key, reader, peek| {
        let is_accepted = accept(key);
        let start = reader.current_index();
        reader.known_skip(peek)?;
        let text = body.get(start..reader.current_index()).unwrap_or_default();
        is_so = is_accepted || matches!(text, b"null" | b"\"\"" | b"[]" | b"{}");
        Ok(is_so)
    }) && is_so
}

type Read<'r> = &'r mut dyn FnMut(&str, &mut Jiter<'_>, Peek) -> JiterResult<bool>;

/// Lets `read` take the value of each top-level member until it says false; whether the object is complete.
fn each_member(body: &[u8], read: Read<'_>) -> bool {
    let mut reader = Jiter::new(without_bom(body));
    let mut key = reader.next_object().map(|key| key.map(str::to_owned));
    while let Ok(Some(name)) = &key {
        let value = reader.peek().and_then(|peek| read(name, &mut reader, peek));
        if !matches!(value, Ok(true)) {
            return false;
        }
        key = reader.next_key().map(|key| key.map(str::to_owned));
    }
    key.is_ok()
}
