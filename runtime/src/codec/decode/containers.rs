//! Records, lists and maps, in every spelling that the service is known to use. Compiled once for all types.

use jiter::Peek;

use super::{decoder::Decoder, departure::DepartureKind, path::Segment};
use crate::{
    codec::record::Field,
    tables::{FieldShape, Shape, Wire},
};

/// Reads one element and says whether it was kept.
pub(crate) type ReadElement<'f> = &'f mut dyn FnMut(&mut Decoder<'_>, Wire) -> bool;

/// Reads the value of one key and says whether it replaced another.
pub(crate) type ReadEntry<'f> = &'f mut dyn FnMut(&mut Decoder<'_>, Wire, String) -> bool;

impl Decoder<'_> {
    /// Reads an object into `fields`; `false` if there was none.
    pub(crate) fn record(&mut self, shape: &'static Shape, fields: &mut [&mut dyn Field]) -> bool {
        match self.peek() {
            Some(Peek::Object) => {
                self.members(shape, fields);
                true
            }
            Some(Peek::Null) => {
                let kind = if matches!(self.path.last(), Some(Segment::Name(_))) {
                    DepartureKind::EmptySpelling
                } else {
                    DepartureKind::Null
                };
                self.null(kind, "an object");
                false
            }
            Some(_) => self.empty("an object"),
            None => false,
        }
    }

    /// Reads the object at the position; how many of the declared fields it had.
    pub(super) fn members(&mut self, shape: &'static Shape, fields: &mut [&mut dyn Field]) -> usize {
        let mut seen = Seen::default();
        if !self.enter() {
            return 0;
        }
        let mut expected = 0;
        let mut first = true;
        loop {
            let start = self.jiter.current_index();
            let Some(position) = self.key(first, |name| position(shape, name, expected)) else {
                break;
            };
            first = false;
            match position.and_then(|at| Some((at, shape.fields.get(at)?, fields.get_mut(at)?))) {
                Some((at, declared, field)) => {
                    expected = at + 1;
                    let again = seen.insert(at);
                    self.field(declared, *field, again);
                }
                None => self.unknown_field(start),
            }
        }
        self.leave();
        self.missing_fields(shape, &seen);
        seen.count
    }

    /// Steps to the next key of an object and reads it; `None` at the end and after an error.
    fn key<K>(&mut self, first: bool, read: impl FnOnce(&str) -> K) -> Option<K> {
        if self.failed() {
            return None;
        }
        let key = if first { self.jiter.known_object() } else { self.jiter.next_key() };
        match key {
            Ok(key) => key.map(read),
            Err(error) => {
                self.fail(&error);
                None
            }
        }
    }

    fn field(&mut self, declared: &'static FieldShape, field: &mut dyn Field, again: bool) {
        self.path.push(Segment::Name(declared.name));
        self.nullable = declared.nullable;
        let outer = self.sensitive;
        self.sensitive |= declared.sensitive;
        let start = self.jiter.current_index();
        if declared.wire == Wire::Json {
            self.json_text(field);
        } else {
            field.decode(self, declared.wire);
        }
        if again {
            self.note(DepartureKind::DuplicateKey, "a name that occurs once", start);
        }
        self.sensitive = outer;
        self.path.pop();
    }

    #[cold]
    fn unknown_field(&mut self, start: usize) {
        let end = self.jiter.current_index();
        let value = self.value_start();
        self.skip();
        self.note_at(Segment::Key(start, end), DepartureKind::UnknownField, "no such field", value);
    }

    fn missing_fields(&mut self, shape: &'static Shape, seen: &Seen) {
        if seen.count == shape.fields.len() || self.failed() {
            return;
        }
        for (at, declared) in shape.fields.iter().enumerate() {
            if declared.required && !seen.contains(at) {
                let here = self.jiter.current_index();
                self.note_at(Segment::Name(declared.name), DepartureKind::MissingField, "a value", here);
            }
        }
    }

    /// Reads a list; `false` if what stands there is none in any spelling.
    pub(crate) fn list(&mut self, wire: Wire, element: ReadElement<'_>) -> bool {
        match (wire, wire.separator()) {
            (Wire::Wrapped(name), _) => self.wrapped(name, element),
            (_, Some(separator)) => self.joined(separator, element),
            _ => self.plain_list(wire.of_elements(), element),
        }
    }

    fn plain_list(&mut self, wire: Wire, element: ReadElement<'_>) -> bool {
        match self.peek() {
            Some(Peek::Array) => {
                self.elements(wire, element);
                true
            }
            Some(Peek::Null) => {
                self.null(DepartureKind::EmptySpelling, "a list");
                true
            }
            Some(peek) => self.single_element(peek, wire, element),
            None => false,
        }
    }

    fn elements(&mut self, wire: Wire, element: ReadElement<'_>) {
        if !self.enter() {
            return;
        }
        let mut index = 0;
        while self.has_element(index == 0) {
            self.path.push(Segment::Index(index));
            self.nullable = false;
            element(self, wire);
            self.path.pop();
            index += 1;
        }
        self.leave();
    }

    /// Steps to the next element of a list; `false` at the end and after an error.
    fn has_element(&mut self, first: bool) -> bool {
        if self.failed() {
            return false;
        }
        let next = if first { self.jiter.known_array() } else { self.jiter.array_step() };
        match next {
            Ok(next) => next.is_some(),
            Err(error) => {
                self.fail(&error);
                false
            }
        }
    }

    /// Something other than a list stands where a list is declared.
    #[cold]
    fn single_element(&mut self, peek: Peek, wire: Wire, element: ReadElement<'_>) -> bool {
        if self.is_empty(peek) {
            return self.empty("a list");
        }
        let start = self.value_start();
        self.nullable = false;
        let kept = element(self, wire);
        if kept {
            self.note(DepartureKind::SingleElement, "a list", start);
        }
        kept
    }

    /// Reads `{"name": […]}`.
    fn wrapped(&mut self, name: &'static str, element: ReadElement<'_>) -> bool {
        match self.peek() {
            Some(peek @ Peek::Object) if !self.is_empty(peek) => {
                self.wrapper(name, element);
                true
            }
            Some(peek @ Peek::Array) if !self.is_empty(peek) => {
                let start = self.value_start();
                self.elements(Wire::Plain, element);
                self.note(DepartureKind::Unwrapped, "a list inside an object", start);
                true
            }
            Some(Peek::Null) => {
                self.null(DepartureKind::EmptySpelling, "a list inside an object");
                true
            }
            Some(_) => self.empty("a list inside an object"),
            None => false,
        }
    }

    fn wrapper(&mut self, name: &'static str, element: ReadElement<'_>) {
        if !self.enter() {
            return;
        }
        let mut first = true;
        loop {
            let start = self.jiter.current_index();
            let Some(known) = self.key(first, |found| found == name) else {
                break;
            };
            first = false;
            if known {
                self.path.push(Segment::Name(name));
                self.plain_list(Wire::Plain, element);
                self.path.pop();
            } else {
                self.unknown_field(start);
            }
        }
        self.leave();
    }

    /// Reads an object with any keys; `false` if what stands there is none in any spelling.
    pub(crate) fn map(&mut self, wire: Wire, entry: ReadEntry<'_>) -> bool {
        match self.peek() {
            Some(Peek::Object) => {
                self.entries(wire.of_elements(), entry);
                true
            }
            Some(Peek::Null) => {
                self.null(DepartureKind::EmptySpelling, "an object");
                true
            }
            Some(_) => self.empty("an object"),
            None => false,
        }
    }

    fn entries(&mut self, wire: Wire, entry: ReadEntry<'_>) {
        if !self.enter() {
            return;
        }
        let mut first = true;
        loop {
            let start = self.jiter.current_index();
            let Some(name) = self.key(first, str::to_owned) else {
                break;
            };
            first = false;
            let value = self.jiter.current_index();
            self.path.push(Segment::Key(start, value));
            self.nullable = false;
            if entry(self, wire, name) {
                self.note(DepartureKind::DuplicateKey, "a name that occurs once", value);
            }
            self.path.pop();
        }
        self.leave();
    }

    /// Accepts `""`, `[]` and `{}` for an empty container; anything else is unusable.
    #[cold]
    pub(super) fn empty(&mut self, expected: &str) -> bool {
        let start = self.value_start();
        let Some(peek) = self.peek() else {
            return false;
        };
        let empty = self.is_empty(peek);
        self.skip();
        let kind = if empty { DepartureKind::EmptySpelling } else { DepartureKind::Unusable };
        self.note(kind, expected, start);
        empty
    }

    /// Steps over null, which is noted as `kind` unless the specification allows it.
    #[cold]
    pub(super) fn null(&mut self, kind: DepartureKind, expected: &str) {
        let start = self.value_start();
        self.skip();
        if !self.nullable {
            self.note(kind, expected, start);
        }
    }

    /// Whether `""`, `[]` or `{}` stands at the position.
    pub(super) fn is_empty(&self, peek: Peek) -> bool {
        let mut probe = self.jiter.clone();
        match peek {
            Peek::String => probe.known_str().is_ok_and(str::is_empty),
            Peek::Array => matches!(probe.known_array(), Ok(None)),
            Peek::Object => matches!(probe.known_object(), Ok(None)),
            _ => false,
        }
    }

    /// Where the next value begins.
    pub(super) fn value_start(&mut self) -> usize {
        self.peek();
        self.jiter.current_index()
    }
}

/// The position of the field `name`; most bodies keep the order of the specification.
fn position(shape: &Shape, name: &str, expected: usize) -> Option<usize> {
    if shape.fields.get(expected).is_some_and(|field| field.name == name) {
        return Some(expected);
    }
    shape.fields.iter().position(|field| field.name == name)
}

/// The declared fields that an object had.
#[derive(Default)]
struct Seen {
    count: usize,
    low: u64,
    high: Vec<usize>,
}

impl Seen {
    /// Adds a position; `true` if it was there.
    fn insert(&mut self, at: usize) -> bool {
        if self.contains(at) {
            return true;
        }
        self.count += 1;
        if at < 64 {
            self.low |= 1 << at;
        } else {
            self.high.push(at);
        }
        false
    }

    fn contains(&self, at: usize) -> bool {
        if at < 64 { self.low & (1 << at) != 0 } else { self.high.contains(&at) }
    }
}
