//! Strings, numbers and booleans. Compiled once for all types.

use jiter::Peek;

use super::{any::exact, decoder::Decoder, departure::DepartureKind, number};
use crate::tables::Wire;

/// A scalar in a body.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Token<'t> {
    /// The content of a string.
    Text(&'t str),
    /// A number, letter for letter.
    Number(&'t str),
    /// A boolean.
    Bool(bool),
}

/// How a scalar departs from the specification; `None` if it does not.
pub(crate) type Verdict = Option<DepartureKind>;

impl Decoder<'_> {
    /// Reads a scalar of any kind. `accept` keeps the value where it wants and says how it departs.
    pub(crate) fn scalar(&mut self, expected: &str, accept: &mut dyn FnMut(Token<'_>) -> Verdict) {
        let Some(peek) = self.peek() else { return };
        let start = self.tokens.index();
        let verdict = match peek {
            Peek::String => self.tokens.string(|text| accept(Token::Text(text))),
            Peek::True | Peek::False => self.tokens.boolean(peek).map(|value| accept(Token::Bool(value))),
            Peek::Null => return self.null(DepartureKind::Null, expected),
            Peek::Array | Peek::Object => {
                self.empty(expected);
                return;
            }
            _ => self.tokens.number(peek).map(|text| accept(Token::Number(text))),
        };
        match verdict {
            Ok(None) => {}
            Ok(Some(kind)) => self.note(kind, expected, start),
            Err(error) => self.fail(&error),
        }
    }

    pub(crate) fn string(&mut self) -> Option<String> {
        if self.peek()? == Peek::String {
            return match self.tokens.string(str::to_owned) {
                Ok(text) => Some(text),
                Err(error) => {
                    self.fail(&error);
                    None
                }
            };
        }
        let mut value = None;
        self.scalar("a string", &mut |token| {
            value = Some(match token {
                Token::Text(text) | Token::Number(text) => text.to_owned(),
                Token::Bool(value) => value.to_string(),
            });
            Some(DepartureKind::Converted)
        });
        value
    }

    pub(crate) fn boolean(&mut self, wire: Wire) -> Option<bool> {
        let mut value = None;
        self.scalar("true or false", &mut |token| {
            let (found, exact) = match token {
                Token::Bool(found) => (Some(found), wire != Wire::Quoted),
                Token::Text("") => return Some(DepartureKind::EmptySpelling),
                Token::Text("true") => (Some(true), wire == Wire::Quoted),
                Token::Text("false") => (Some(false), wire == Wire::Quoted),
                Token::Text(text) | Token::Number(text) => (boolean_in_words(text), false),
            };
            value = found;
            verdict(found.is_some(), exact)
        });
        value
    }

    /// Reads an integer of the given range.
    pub(crate) fn integer(&mut self, wire: Wire, smallest: i64, largest: i64, expected: &str) -> Option<i64> {
        let mut value = None;
        self.scalar(expected, &mut |token| {
            let (text, exact) = match number_token(token, wire == Wire::Quoted) {
                Ok(found) => found,
                Err(kind) => return Some(kind),
            };
            let (found, exact) = match text.parse::<i64>() {
                Ok(found) => (Some(found), exact),
                // `1.0` and `1e3` are integers in a different spelling.
                Err(_) => (number::scaled_integer(text, 0).and_then(|found| found.try_into().ok()), false),
            };
            value = found.filter(|found| (smallest..=largest).contains(found));
            verdict(value.is_some(), exact)
        });
        value
    }

    pub(crate) fn float64(&mut self, wire: Wire) -> Option<f64> {
        let mut value = None;
        self.float(wire, &mut |text| {
            value = number::float(text);
            value.is_some()
        });
        value
    }

    pub(crate) fn float32(&mut self, wire: Wire) -> Option<f32> {
        let mut value = None;
        self.float(wire, &mut |text| {
            // Not through 64 bits: that would round twice.
            value =
                number::float(text).and_then(|_| text.parse().ok()).filter(|value: &f32| value.is_finite());
            value.is_some()
        });
        value
    }

    fn float(&mut self, wire: Wire, keep: &mut dyn FnMut(&str) -> bool) {
        self.scalar("a number", &mut |token| match number_token(token, wire == Wire::Quoted) {
            Ok((text, exact)) => verdict(keep(text), exact),
            Err(kind) => Some(kind),
        });
    }

    pub(crate) fn any(&mut self) -> Option<serde_json::Value> {
        let start = self.value_start();
        self.skip();
        if self.failed() {
            return None;
        }
        let found = exact(self.text_since(start));
        let kind = match &found {
            None => DepartureKind::Unusable,
            Some(found) if found.has_texts => DepartureKind::Converted,
            Some(_) => return found.map(|found| found.value),
        };
        self.note(kind, "JSON whose numbers and depth are within limits", start);
        found.map(|found| found.value)
    }

    /// Reads a value that may be any of `accept`'s words; `false` if there is none.
    ///
    /// `accept` says whether it knows a word. One it does not know is a departure, but a value all the same.
    #[doc(hidden)]
    pub fn open_word(&mut self, type_name: &str, accept: &mut dyn FnMut(&str) -> bool) -> bool {
        self.word(type_name, DepartureKind::UnknownValue, accept)
    }

    /// Reads a value that must be one of `accept`'s words; `false` if it is not.
    #[doc(hidden)]
    pub fn closed_word(&mut self, type_name: &str, accept: &mut dyn FnMut(&str) -> bool) -> bool {
        self.word(type_name, DepartureKind::Unusable, accept)
    }

    fn word(
        &mut self,
        type_name: &str,
        unknown: DepartureKind,
        accept: &mut dyn FnMut(&str) -> bool,
    ) -> bool {
        let mut kept = false;
        self.scalar(type_name, &mut |token| {
            let (known, empty, kind) = match token {
                Token::Text(text) => (accept(text), text.is_empty(), None),
                Token::Number(text) => (accept(text), false, Some(DepartureKind::Converted)),
                Token::Bool(value) => (accept(&value.to_string()), false, Some(DepartureKind::Converted)),
            };
            kept = known || (!empty && unknown == DepartureKind::UnknownValue);
            match (known, empty) {
                (true, _) => kind,
                (false, true) => Some(DepartureKind::EmptySpelling),
                (false, false) => Some(unknown),
            }
        });
        kept
    }

    /// Reads an integer that may be any of those that `accept` knows; `false` if there is none.
    #[doc(hidden)]
    pub fn open_integer(&mut self, wire: Wire, type_name: &str, accept: &mut dyn FnMut(i64) -> bool) -> bool {
        self.number_word(wire, type_name, DepartureKind::UnknownValue, accept)
    }

    /// Reads an integer that must be one of those that `accept` knows; `false` if it is not.
    #[doc(hidden)]
    pub fn closed_integer(
        &mut self,
        wire: Wire,
        type_name: &str,
        accept: &mut dyn FnMut(i64) -> bool,
    ) -> bool {
        self.number_word(wire, type_name, DepartureKind::Unusable, accept)
    }

    fn number_word(
        &mut self,
        wire: Wire,
        type_name: &str,
        unknown: DepartureKind,
        accept: &mut dyn FnMut(i64) -> bool,
    ) -> bool {
        let start = self.value_start();
        let Some(value) = self.integer(wire, i64::MIN, i64::MAX, type_name) else {
            return false;
        };
        if accept(value) {
            return true;
        }
        self.note(unknown, type_name, start);
        unknown == DepartureKind::UnknownValue
    }
}

/// The text of a number, and whether it stands there as declared: in a string or not.
pub(crate) fn number_token(token: Token<'_>, quoted: bool) -> Result<(&str, bool), DepartureKind> {
    match token {
        Token::Number(text) => Ok((text, !quoted)),
        Token::Text(text) => match text.trim_ascii() {
            "" => Err(DepartureKind::EmptySpelling),
            trimmed => Ok((trimmed, quoted && trimmed.len() == text.len())),
        },
        Token::Bool(_) => Err(DepartureKind::Unusable),
    }
}

pub(crate) fn verdict(usable: bool, exact: bool) -> Verdict {
    match (usable, exact) {
        (false, _) => Some(DepartureKind::Unusable),
        (true, false) => Some(DepartureKind::Converted),
        (true, true) => None,
    }
}

/// What is true and what is false in other words than JSON's own: the one place that says so.
pub(crate) fn boolean_in_words(text: &str) -> Option<bool> {
    match text.trim_ascii() {
        text if text.eq_ignore_ascii_case("true") => Some(true),
        text if text.eq_ignore_ascii_case("false") => Some(false),
        text => match number::scaled_integer(text, 0)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
    }
}
