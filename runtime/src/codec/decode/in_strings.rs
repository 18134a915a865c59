//! What travels as the content of a string: JSON documents, and lists joined into one text.

use jiter::{Jiter, Peek};

use super::{decoder::Decoder, departure::DepartureKind, lists::Elements, scalars::Token};
use crate::{codec::record::Field, tables::Wire};

impl Decoder<'_> {
    /// Reads the text of a document that is the content of a string.
    pub(crate) fn embedded_text(&mut self) -> Option<String> {
        let expected = "a JSON document in a string";
        let start = self.value_start();
        match self.peek()? {
            Peek::String => {
                let text = self.string();
                if text.as_deref() == Some("") {
                    self.note(DepartureKind::EmptySpelling, expected, start);
                    return None;
                }
                text
            }
            Peek::Null => {
                self.null(DepartureKind::Null, expected);
                None
            }
            _ => {
                self.skip();
                self.note(DepartureKind::Converted, expected, start);
                Some(self.text_since(start).to_owned())
            }
        }
    }

    /// Reads a field from the JSON document inside a string.
    pub(super) fn json_text(&mut self, field: &mut dyn Field) {
        let start = self.value_start();
        let expected = "a JSON document in a string";
        match self.peek() {
            Some(Peek::String) => {}
            Some(Peek::Null) | None => return field.decode(self, Wire::Plain),
            Some(_) => {
                field.decode(self, Wire::Plain);
                return self.note(DepartureKind::Converted, expected, start);
            }
        }
        let Some(text) = self.string() else { return };
        if text.is_empty() {
            self.note(DepartureKind::EmptySpelling, expected, start);
        } else if !is_json(&text)
            || self.nested(&text, &mut |inner| field.decode(inner, Wire::Plain)).is_err()
        {
            self.note(DepartureKind::Unusable, expected, start);
        }
    }

    /// Reads `"a,b"`.
    pub(super) fn joined(&mut self, separator: &str, elements: &mut Elements<'_>) -> bool {
        let start = self.value_start();
        let expected = match separator {
            "," => "a list joined with commas",
            " " => "a list joined with spaces",
            _ => "a list joined with `|`",
        };
        match self.peek() {
            Some(Peek::Null) => {
                self.null(DepartureKind::EmptySpelling, expected);
                return true;
            }
            Some(Peek::Array) => {
                self.list(Wire::Plain, elements);
                self.note(DepartureKind::Converted, expected, start);
                return true;
            }
            _ => {}
        }
        let mut list = None;
        self.scalar(expected, &mut |token| match token {
            Token::Text(text) => {
                list = Some(text.to_owned());
                None
            }
            Token::Number(text) => {
                list = Some(text.to_owned());
                Some(DepartureKind::Converted)
            }
            Token::Bool(_) => Some(DepartureKind::Unusable),
        });
        let Some(list) = list else { return false };
        for part in list.split(separator).filter(|part| !part.is_empty()) {
            let quoted = serde_json::Value::from(part).to_string();
            // A string that was just written as JSON is JSON.
            let _ = self.nested(&quoted, &mut |inner| {
                (elements.read)(inner, Wire::Quoted);
            });
        }
        true
    }
}

/// Whether a text is one JSON value and nothing else.
pub(crate) fn is_json(text: &str) -> bool {
    let mut tokens = Jiter::new(text.as_bytes());
    tokens.next_skip().and_then(|()| tokens.finish()).is_ok()
}
