//! The state of a decoding: tokens, position, and what was noted.

use jiter::{JiterError, Peek};

use crate::tables::MASK;

use super::{
    departure::{Departure, DepartureKind, Noted, excerpt},
    error::DecodeError,
    path::{Segment, write_pointer},
    tokens::Tokens,
};

/// How many steps hardly any place has more of.
const USUAL_DEPTH: usize = 8;

/// How many declared containers may be nested.
const DEEPEST: u32 = 64;

/// A position in a response that is being read.
///
/// The methods read the value at the position, whatever it is, and leave the position behind it.
#[derive(Debug)]
pub struct Decoder<'a> {
    pub(super) tokens: Tokens<'a>,
    operation: &'static str,
    skipped: usize,
    /// The pointer to the string whose content is read.
    prefix: String,
    pub(super) path: Vec<Segment>,
    depth: u32,
    /// Whether the specification allows null at the position.
    pub(super) nullable: bool,
    /// Whether the next record is an element of a list, where one without a known field is another thing.
    pub(super) is_element: bool,
    /// Whether what stands at the position is never shown.
    pub(super) sensitive: bool,
    noted: Noted,
    fault: Option<DecodeError>,
}

impl<'a> Decoder<'a> {
    pub(crate) fn new(operation: &'static str, body: &'a str) -> Self {
        Self {
            tokens: Tokens::new(body),
            operation,
            skipped: 0,
            prefix: String::new(),
            path: Vec::with_capacity(USUAL_DEPTH),
            depth: 0,
            nullable: false,
            is_element: false,
            sensitive: false,
            noted: Noted::default(),
            fault: None,
        }
    }

    /// Counts `skipped` bytes that stood before the body.
    pub(super) fn after_mark(self, skipped: usize) -> Self {
        Self { skipped, ..self }
    }

    /// What was noted, provided that the body was JSON to its end.
    pub(super) fn finish(mut self) -> Result<Noted, DecodeError> {
        if self.fault.is_none()
            && let Err(error) = self.tokens.finish()
        {
            self.fail(&error);
        }
        self.fault.map_or(Ok(self.noted), Err)
    }

    /// What stands at the position; `None` once the body has turned out not to be JSON.
    pub(super) fn peek(&mut self) -> Option<Peek> {
        if self.failed() {
            return None;
        }
        match self.tokens.peek() {
            Ok(peek) => Some(peek),
            Err(error) => {
                self.fail(&error);
                None
            }
        }
    }

    pub(super) fn failed(&self) -> bool {
        self.fault.is_some()
    }

    /// Ends the decoding.
    #[cold]
    pub(super) fn fail(&mut self, error: &JiterError) {
        if self.fault.is_none() {
            self.fault = Some(DecodeError::syntax(error, self.tokens.text(), self.skipped));
        }
    }

    /// Steps over one value.
    pub(super) fn skip(&mut self) {
        if let Some(peek) = self.peek()
            && let Err(error) = self.tokens.skip(peek)
        {
            self.fail(&error);
        }
    }

    /// Enters a container; `false` if that is too deep.
    pub(super) fn enter(&mut self) -> bool {
        self.depth += 1;
        self.is_element = false;
        if self.depth > DEEPEST && self.fault.is_none() {
            self.fault = Some(DecodeError::too_deep());
        }
        self.fault.is_none()
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// The body from `start` to the position.
    pub(super) fn text_since(&self, start: usize) -> &'a str {
        self.tokens.since(start)
    }

    /// Notes that the value from `start` to the position departs from the specification.
    #[cold]
    pub(super) fn note(&mut self, kind: DepartureKind, expected: &str, start: usize) {
        if self.failed() {
            return;
        }
        let found = self.text_since(start);
        let Self { operation, ref prefix, ref path, sensitive, .. } = *self;
        let body = self.tokens.text();
        self.noted.push(|| {
            let mut pointer = String::with_capacity(64);
            pointer.push_str(prefix);
            write_pointer(&mut pointer, path, body);
            let found = if sensitive && !found.is_empty() { MASK } else { excerpt(found) }.to_owned();
            Departure { operation, pointer, kind, expected: expected.to_owned(), found }
        });
    }

    /// Notes something about a place that is one step further.
    #[cold]
    pub(super) fn note_at(&mut self, segment: Segment, kind: DepartureKind, expected: &str, start: usize) {
        self.path.push(segment);
        self.note(kind, expected, start);
        self.path.pop();
    }

    /// Notes that the body is not what was received letter for letter.
    pub(super) fn note_repair(&mut self, kind: DepartureKind) {
        let operation = self.operation;
        self.noted.push(|| Departure {
            operation,
            pointer: String::new(),
            kind,
            expected: "strings as JSON spells them".to_owned(),
            found: "raw control characters or halves of surrogate pairs".to_owned(),
        });
    }

    /// Reads JSON that is the content of a string at this place.
    pub(super) fn nested(
        &mut self,
        text: &str,
        read: &mut dyn FnMut(&mut Decoder<'_>),
    ) -> Result<(), DecodeError> {
        let mut inner = Decoder::new(self.operation, text);
        inner.prefix.clone_from(&self.prefix);
        write_pointer(&mut inner.prefix, &self.path, self.tokens.text());
        inner.depth = self.depth;
        inner.sensitive = self.sensitive;
        inner.noted = std::mem::take(&mut self.noted);
        read(&mut inner);
        if inner.fault.is_none()
            && let Err(error) = inner.tokens.finish()
        {
            inner.fail(&error);
        }
        self.noted = inner.noted;
        inner.fault.map_or(Ok(()), Err)
    }
}
