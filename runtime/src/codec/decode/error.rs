//! Bodies that are not the declared shape at all.

use std::fmt;

use jiter::{JiterError, JiterErrorType, JsonErrorType};

use super::departure::Departure;
use crate::tables::Shape;

/// Why a body could not be decoded at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// There is no body, or only white space.
    Empty,
    /// The body is not UTF-8.
    NotUtf8,
    /// The body is not JSON, or ends too early.
    Syntax {
        /// Bytes before the error.
        offset: usize,
        /// The line of the error, from 1.
        line: usize,
        /// The column of the error in characters, from 1.
        column: usize,
    },
    /// The body is JSON, but not an object.
    NotAnObject,
    /// The body is JSON, but not of the declared type, which is no object.
    WrongType,
    /// The body is an object that has none of the declared fields.
    NoKnownField,
    /// The body is nested too deep: 64 levels of declared types, 200 levels of undeclared ones.
    TooDeep,
}

/// A body that is not the declared shape at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    message: String,
    ends_too_early: bool,
}

impl DecodeError {
    /// What is wrong with the body.
    #[must_use]
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// Whether the body is the beginning of a good one, as far as it is there: the connection may have broken.
    #[must_use]
    pub fn ends_too_early(&self) -> bool {
        self.ends_too_early
    }

    fn new(kind: DecodeErrorKind, message: String) -> Self {
        Self { kind, message, ends_too_early: false }
    }

    pub(super) fn not_an_object(shape: &Shape) -> Self {
        let message = format!("the body is not a JSON object, as {} is declared", shape.name);
        Self::new(DecodeErrorKind::NotAnObject, message)
    }

    pub(super) fn wrong_type(departure: Option<&Departure>) -> Self {
        let found = departure.map(|one| format!(": expected {}, found {}", one.expected, one.found));
        let message = format!("the body is not of the declared type{}", found.unwrap_or_default());
        Self::new(DecodeErrorKind::WrongType, message)
    }

    pub(super) fn no_known_field(shape: &Shape) -> Self {
        let message = format!("the body has none of the fields of {}", shape.name);
        Self::new(DecodeErrorKind::NoKnownField, message)
    }

    pub(super) fn too_deep() -> Self {
        Self::new(DecodeErrorKind::TooDeep, "nested too deep".to_owned())
    }

    /// `skipped` is the length of what stood before `text`.
    pub(super) fn syntax(error: &JiterError, text: &str, skipped: usize) -> Self {
        if error.error_type == JiterErrorType::JsonError(JsonErrorType::RecursionLimitExceeded) {
            return Self::too_deep();
        }
        let before = text.get(..error.index.min(text.len())).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        let offset = error.index + skipped;
        let message = format!("not JSON: {} at line {line}, column {column}", error.error_type);
        let kind = DecodeErrorKind::Syntax { offset, line, column };
        Self { kind, message, ends_too_early: is_end(&error.error_type) }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

fn is_end(error: &JiterErrorType) -> bool {
    use JsonErrorType::{
        EofWhileParsingList, EofWhileParsingObject, EofWhileParsingString, EofWhileParsingValue,
    };
    let JiterErrorType::JsonError(error) = error else { return false };
    matches!(
        error,
        EofWhileParsingList | EofWhileParsingObject | EofWhileParsingString | EofWhileParsingValue
    )
}

/// The text of a body without its byte order mark, and the length of the mark.
pub(super) fn text_of(body: &[u8]) -> Result<(&str, usize), DecodeError> {
    let whole = std::str::from_utf8(body).map_err(|error| DecodeError {
        kind: DecodeErrorKind::NotUtf8,
        message: format!("the body is not UTF-8 after {} bytes", error.valid_up_to()),
        ends_too_early: error.error_len().is_none(),
    })?;
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    if text.trim_ascii().is_empty() {
        return Err(DecodeError {
            kind: DecodeErrorKind::Empty,
            message: "the body is empty".to_owned(),
            ends_too_early: true,
        });
    }
    Ok((text, whole.len() - text.len()))
}
