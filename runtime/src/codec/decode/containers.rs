//! Records and maps, in every spelling that the service is known to use. Compiled once for all types.

use jiter::Peek;

use super::{
    decoder::Decoder,
    departure::DepartureKind,
    path::{Segment, key_in},
};
use crate::{
    codec::record::Field,
    tables::{FieldShape, Shape, Wire},
};

/// Reads the value of one key and says whether it replaced another.
pub(crate) type ReadEntry<'f> = &'f mut dyn FnMut(&mut Decoder<'_>, Wire, String) -> bool;

impl Decoder<'_> {
    /// Reads an object into `fields`; `false` if there was none.
    pub(crate) fn record(&mut self, shape: &'static Shape, fields: &mut [&mut dyn Field]) -> bool {
        match self.peek() {
            Some(Peek::Object) => {
                let (start, is_element) = (self.value_start(), self.is_element);
                let is_another = self.members(shape, fields).is_another(shape);
                if is_another && is_element {
                    self.note(DepartureKind::Unusable, "an object with one of the declared fields", start);
                }
                !(is_another && is_element)
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

    /// Reads the object at the position; which of the declared fields it had.
    pub(super) fn members(&mut self, shape: &'static Shape, fields: &mut [&mut dyn Field]) -> Seen {
        let mut seen = Seen::default();
        if !self.enter() {
            return seen;
        }
        let mut expected = Some(0);
        let mut next = 0;
        let mut first = true;
        loop {
            let start = self.tokens.index();
            let Some(position) = self.field_key(first, shape, expected) else {
                break;
            };
            first = false;
            let similar = if position.is_none() { self.similar(shape, start, &seen) } else { None };
            let place = position.or(similar);
            match place.and_then(|at| Some((at, shape.fields.get(at)?, fields.get_mut(at)?))) {
                Some((at, declared, field)) => {
                    expected = (at == next).then_some(at + 1);
                    next = at + 1;
                    let again = seen.insert(at);
                    if similar.is_some() {
                        seen.similar += 1;
                        self.similar_field(declared, *field, again, start);
                    } else {
                        self.field(declared, *field, again);
                    }
                }
                None => {
                    seen.others += 1;
                    self.unknown_field(start);
                }
            }
        }
        self.leave();
        self.missing_fields(shape, &seen);
        seen
    }

    /// The one field that is not there yet and whose name differs in case only from the one that was just read.
    #[cold]
    fn similar(&self, shape: &Shape, start: usize, seen: &Seen) -> Option<usize> {
        let text = self.text_since(start);
        let name = key_in(text, 0, text.len());
        let is_similar = |(_, field): &(usize, &FieldShape)| field.name.eq_ignore_ascii_case(&name);
        let mut similar = shape.fields.iter().enumerate().filter(is_similar);
        match (similar.next(), similar.next()) {
            (Some((at, _)), None) if !seen.contains(at) => Some(at),
            _ => None,
        }
    }

    /// Steps over the next key of an object; the position of the field, if it is one, and `None` at the end and after an
    /// error. Most bodies keep the order of the specification.
    fn field_key(&mut self, first: bool, shape: &Shape, expected: Option<usize>) -> Option<Option<usize>> {
        if self.failed() {
            return None;
        }
        if let Some(at) = expected
            && shape.fields.get(at).is_some_and(|field| self.tokens.takes_key(first, field.name))
        {
            return Some(expected);
        }
        match self.tokens.close_key(first) {
            Some(name) => Some(shape.position(name)),
            None => self.key(first, |name| shape.position(name.as_bytes())),
        }
    }

    /// Steps to the next key of an object and reads it; `None` at the end and after an error.
    pub(super) fn key<K>(&mut self, first: bool, read: impl FnOnce(&str) -> K) -> Option<K> {
        if self.failed() {
            return None;
        }
        match self.tokens.key(first, read) {
            Ok(key) => key,
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
        let start = self.tokens.index();
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

    /// Reads a field whose name, from `start` on, differs in case.
    #[cold]
    fn similar_field(
        &mut self,
        declared: &'static FieldShape,
        field: &mut dyn Field,
        again: bool,
        start: usize,
    ) {
        let value = self.value_start();
        self.field(declared, field, again);
        let name = format!("the name {}", declared.name);
        self.note_at(Segment::Key(start, value), DepartureKind::Converted, &name, value);
    }

    #[cold]
    pub(super) fn unknown_field(&mut self, start: usize) {
        let end = self.tokens.index();
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
                let here = self.tokens.index();
                self.note_at(Segment::Name(declared.name), DepartureKind::MissingField, "a value", here);
            }
        }
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
            let start = self.tokens.index();
            let Some(name) = self.key(first, str::to_owned) else {
                break;
            };
            first = false;
            let value = self.tokens.index();
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
        let mut probe = self.tokens.probe();
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
        self.tokens.index()
    }
}

/// The declared fields that an object had.
#[derive(Default)]
pub(super) struct Seen {
    count: usize,
    /// How many of them had names that differ in case.
    similar: usize,
    /// How many others it had.
    others: usize,
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

    /// How many had their own names.
    pub(super) fn exact(&self) -> usize {
        self.count - self.similar
    }

    /// Whether the object is not of the shape: it has fields, and none of them is declared.
    fn is_another(&self, shape: &Shape) -> bool {
        self.count == 0 && self.others > 0 && !shape.fields.is_empty()
    }
}
