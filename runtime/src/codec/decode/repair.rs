//! Strings that are not quite JSON: raw control characters, and halves of surrogate pairs that a server cut apart.
//!
//! Either would cost the whole body. Only bodies that could not be decoded come here.

use std::fmt::Write;

use super::departure::DepartureKind;

/// A text whose strings are JSON.
pub(super) struct Repaired {
    pub(super) text: String,
    /// What happened to it: control characters are kept, halves of surrogate pairs are lost.
    pub(super) kind: DepartureKind,
}

/// The text with control characters in strings escaped, and lone surrogates replaced by U+FFFD; `None` if it has
/// neither.
pub(super) fn strings(text: &str) -> Option<Repaired> {
    let mut repaired = String::with_capacity(text.len());
    let mut kind = None;
    let mut in_string = false;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '\\' if in_string => {
                let (taken, lone) = escape(rest);
                if lone {
                    kind = Some(DepartureKind::Unusable);
                }
                repaired.push_str(if lone { "\\ufffd" } else { rest.get(..taken)? });
                taken
            }
            control if in_string && control < ' ' => {
                kind = kind.or(Some(DepartureKind::Converted));
                write!(repaired, "\\u{:04x}", u32::from(control)).ok()?;
                1
            }
            other => {
                in_string ^= other == '"';
                repaired.push(other);
                other.len_utf8()
            }
        };
        rest = rest.get(taken..)?;
    }
    kind.map(|kind| Repaired { text: repaired, kind })
}

/// The length of the escape at the beginning of `rest`, and whether it is a lone surrogate.
fn escape(rest: &str) -> (usize, bool) {
    let after = rest.chars().nth(1).map_or(0, char::len_utf8);
    match code_unit(rest) {
        Some(0xd800..=0xdbff) => match rest.get(6..).and_then(code_unit) {
            Some(0xdc00..=0xdfff) => (12, false),
            _ => (6, true),
        },
        Some(0xdc00..=0xdfff) => (6, true),
        _ => (1 + after, false),
    }
}

/// The code unit of `\u1234` at the beginning of `rest`.
fn code_unit(rest: &str) -> Option<u16> {
    u16::from_str_radix(rest.strip_prefix("\\u")?.get(..4)?, 16).ok()
}
