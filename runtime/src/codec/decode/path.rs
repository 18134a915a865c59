//! Where in a body the decoder is. Pointers are only written out when something is noted.

use std::{borrow::Cow, fmt::Write};

use jiter::Jiter;

use super::{departure::excerpt, tokens::Tokens};

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
            Segment::Index(index) => {
                let _ = write!(pointer, "{index}");
            }
            Segment::Key(start, end) => push_escaped(pointer, excerpt(&key_in(body, *start, *end))),
        }
    }
}

fn push_escaped(pointer: &mut String, name: &str) {
    if name.contains(['~', '/']) {
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(name);
    }
}

/// A name; of one with escapes the beginning, since nothing that is noted shows more of it.
pub(super) fn key_in(body: &str, start: usize, end: usize) -> Cow<'_, str> {
    let around = body.get(start..end).unwrap_or_default();
    let quoted = around.find('"').and_then(|quote| around.get(quote..)).unwrap_or_default();
    if let Some((name, _)) = Tokens::new(quoted).plain_string(0) {
        return Cow::Borrowed(name);
    }
    let end = (0..=LONGEST_KEY.min(quoted.len())).rev().find(|end| quoted.is_char_boundary(*end));
    let beginning = quoted.get(..end.unwrap_or_default()).unwrap_or_default();
    let mut tokens = Jiter::new(beginning.as_bytes()).with_allow_partial_strings();
    Cow::Owned(tokens.next_str().unwrap_or_default().to_owned())
}
