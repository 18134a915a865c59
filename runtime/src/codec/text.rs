//! What is shown of text that came from outside: on one line, cut, and without what a terminal would act upon.

use std::{error::Error, iter::successors};

/// As many characters as an excerpt shows.
const EXCERPT_CHARACTERS: usize = 300;
/// As many bytes as an excerpt is made from: more than any token that has to be found whole to be redacted.
const EXCERPT_BYTES: usize = 16 * 1024;

/// The body without a byte order mark.
pub(crate) fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// The beginning of a body on one line: printable, at most 300 characters; `None` if there is nothing to see.
pub(crate) fn excerpt(body: &[u8], redact: impl Fn(&str) -> String) -> Option<String> {
    let bytes = body.get(..EXCERPT_BYTES).unwrap_or(body);
    let text = redact(&String::from_utf8_lossy(without_bom(bytes)));
    let excerpt = printable(&text, EXCERPT_CHARACTERS);
    (!excerpt.is_empty()).then_some(excerpt)
}

/// A text that came from outside on one line: without what a terminal or a log would act upon, and cut.
pub(crate) fn printable(text: &str, characters: usize) -> String {
    let visible: String = text.chars().map(harmless).collect();
    let mut rest = visible.trim().chars();
    let mut printable: String = rest.by_ref().take(characters).collect();
    if rest.next().is_some() {
        printable.push('…');
    }
    printable
}

/// A character, or a space if a terminal or a log would act upon it.
pub(crate) fn harmless(c: char) -> char {
    if c.is_control() || is_invisible(c) { ' ' } else { c }
}

/// What changes how a terminal shows the text around it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The first of an error's causes that `message` does not repeat already, so that a chain says each thing once.
pub(crate) fn unsaid<'e>(
    message: &str,
    cause: Option<&'e (dyn Error + 'static)>,
) -> Option<&'e (dyn Error + 'static)> {
    successors(cause, |cause| (*cause).source()).find(|cause| !message.contains(&cause.to_string()))
}
