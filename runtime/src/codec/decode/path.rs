//! Where in a body the decoder is. Pointers are only written out when something is noted.

use jiter::Jiter;

use super::departure::excerpt;

/// How many bytes of a name are looked at: 200 characters, each as a surrogate pair of escapes, and the quotation mark.
const LONGEST_KEY: usize = 200 * 12 + 1;

/// One step from the root of the body.
#[derive(Clone, Copy, Debug)]
pub(super) enum Segment {
    /// A declared field.
    Name(&'static str),
    /// A position in a list.
    Index(usize),
    /// A name that only the body knows: the range of the body from before the name to behind its colon.
    Key(usize, usize),
}

/// Appends the JSON pointer of `path` to `pointer`.
pub(super) fn write_pointer(pointer: &mut String, path: &[Segment], body: &str) {
    for segment in path {
        pointer.push('/');
        match segment {
            Segment::Name(name) => push_escaped(pointer, name),
            Segment::Index(index) => pointer.push_str(&index.to_string()),
            Segment::Key(start, end) => push_escaped(pointer, excerpt(&key_in(body, *start, *end))),
        }
    }
}

fn push_escaped(pointer: &mut String, name: &str) {
    for character in name.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The beginning of a name; nothing that is noted shows more of it.
pub(super) fn key_in(body: &str, start: usize, end: usize) -> String {
    let around = body.get(start..end).unwrap_or_default();
    let quoted = around.find('"').and_then(|quote| around.get(quote..)).unwrap_or_default();
    let end = (0..=LONGEST_KEY.min(quoted.len())).rev().find(|end| quoted.is_char_boundary(*end));
    let beginning = quoted.get(..end.unwrap_or_default()).unwrap_or_default();
    let mut tokens = Jiter::new(beginning.as_bytes()).with_allow_partial_strings();
    tokens.next_str().unwrap_or_default().to_owned()
}
