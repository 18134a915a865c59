//! Looking into a body without decoding it: single values of the top level, texts of broken documents.

use jiter::{Jiter, JiterResult, Peek};

/// The body without a byte order mark.
pub(crate) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// The text, or the text of the boolean or number, that a top-level field of a JSON object holds. Of several fields with
/// that name the last one counts, as in the decoder; of a document that breaks, the last one before the break.
pub(crate) fn top_level_scalar(body: &[u8], name: &str) -> Option<String> {
    let mut reader = Jiter::new(without_bom(body));
    let mut next = reader.next_object();
    let mut found = None;
    while let Ok(Some(key)) = next {
        if key == name {
            match scalar(&mut reader) {
                Ok(value) => found = value.or(found),
                Err(_) => break,
            }
        } else if reader.next_skip().is_err() {
            break;
        }
        next = reader.next_key();
    }
    found
}

/// The text of the next value, if it is a scalar and not empty; an error if the document breaks there.
fn scalar(reader: &mut Jiter<'_>) -> JiterResult<Option<String>> {
    let text = match reader.peek()? {
        Peek::String => reader.known_str()?.to_owned(),
        Peek::True | Peek::False => reader.next_bool()?.to_string(),
        peek if peek.is_num() => String::from_utf8_lossy(reader.known_number_bytes(peek)?).into_owned(),
        peek => {
            reader.known_skip(peek)?;
            return Ok(None);
        }
    };
    Ok((!text.is_empty()).then_some(text))
}

/// The first complete text under a name, in XML (`<Name>text</Name>`) or in JSON that may be cut off
/// (`"Name": "text"`). `lower_name` is in lower case; the body's case does not matter.
pub(crate) fn find_text(body: &[u8], lower_name: &str) -> Option<String> {
    // Lossy decoding and lower-casing ASCII both keep the positions of what follows aligned between the two
    // texts.
    let text = String::from_utf8_lossy(body);
    let lower = text.to_ascii_lowercase();
    let found = if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') {
        let (open, close) = (format!("<{lower_name}>"), format!("</{lower_name}>"));
        let start = lower.find(&open)? + open.len();
        let length = lower.get(start..)?.find(&close)?;
        unescape(text.get(start..start + length)?.trim())
    } else {
        let key = format!("\"{lower_name}\"");
        lower.match_indices(&key).find_map(|(at, _)| json_text(text.get(at + key.len()..)?))?
    };
    (!found.is_empty()).then_some(found)
}

/// The text after a key, if it is a complete one.
fn json_text(after_key: &str) -> Option<String> {
    let value = after_key.trim_start().strip_prefix(':')?.trim_start();
    if !value.starts_with('"') {
        return None;
    }
    serde_json::Deserializer::from_str(value).into_iter::<String>().next()?.ok()
}

fn unescape(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
