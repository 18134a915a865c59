//! Lists, in every spelling that the service is known to use. Compiled once for all types.

use jiter::Peek;

use super::{decoder::Decoder, departure::DepartureKind, path::Segment};
use crate::tables::{Shape, Wire};

/// The elements of a list.
pub(crate) struct Elements<'f> {
    /// What they are, if they are records.
    pub(crate) shape: Option<&'static Shape>,
    /// Reads one and says whether it was kept.
    pub(crate) read: &'f mut dyn FnMut(&mut Decoder<'_>, Wire) -> bool,
}

/// What an object is that stands where a list is declared.
enum Form {
    /// The only element.
    Element,
    /// The elements, with their numbers as names.
    Numbered,
    /// An object around the list.
    Holder,
    /// None of these.
    Another,
}

impl Decoder<'_> {
    /// Reads a list; `false` if what stands there is none in any spelling.
    pub(crate) fn list(&mut self, wire: Wire, elements: &mut Elements<'_>) -> bool {
        match (wire, wire.separator()) {
            (Wire::Wrapped(name), _) => self.wrapped(name, elements),
            (_, Some(separator)) => self.joined(separator, elements),
            _ => self.plain_list(wire.of_elements(), elements),
        }
    }

    fn plain_list(&mut self, wire: Wire, elements: &mut Elements<'_>) -> bool {
        match self.peek() {
            Some(Peek::Array) => {
                self.elements(wire, elements);
                true
            }
            Some(Peek::Null) => {
                self.null(DepartureKind::EmptySpelling, "a list");
                true
            }
            Some(peek) => self.no_list(peek, wire, elements),
            None => false,
        }
    }

    fn elements(&mut self, wire: Wire, elements: &mut Elements<'_>) {
        if !self.enter() {
            return;
        }
        let mut index = 0;
        while self.has_element(index == 0) {
            self.element(Segment::Index(index), wire, elements);
            index += 1;
        }
        self.leave();
    }

    fn element(&mut self, place: Segment, wire: Wire, elements: &mut Elements<'_>) {
        self.path.push(place);
        self.nullable = false;
        self.is_element = true;
        (elements.read)(self, wire);
        self.is_element = false;
        self.path.pop();
    }

    /// Steps to the next element of a list; `false` at the end and after an error.
    fn has_element(&mut self, first: bool) -> bool {
        if self.failed() {
            return false;
        }
        match self.tokens.element(first) {
            Ok(found) => found,
            Err(error) => {
                self.fail(&error);
                false
            }
        }
    }

    /// Something other than a list stands where a list is declared.
    #[cold]
    fn no_list(&mut self, peek: Peek, wire: Wire, elements: &mut Elements<'_>) -> bool {
        if self.is_empty(peek) {
            return self.empty("a list");
        }
        let start = self.value_start();
        let form = match (peek, elements.shape) {
            (Peek::Object, Some(shape)) => self.form(shape),
            _ => Form::Element,
        };
        self.nullable = false;
        let (kept, kind) = match form {
            Form::Element => ((elements.read)(self, wire), DepartureKind::SingleElement),
            Form::Numbered => (self.numbered(wire, elements), DepartureKind::Converted),
            Form::Holder => (self.held(wire, elements), DepartureKind::Converted),
            Form::Another => {
                self.skip();
                self.note(DepartureKind::Unusable, "a list", start);
                return false;
            }
        };
        if kept {
            self.note(kind, "a list", start);
        }
        kept
    }

    /// What the object at the position is, if the elements are of this shape: that it has one of their fields tells them from
    /// everything else.
    fn form(&self, shape: &Shape) -> Form {
        let mut probe = self.tokens.probe();
        let (mut count, mut is_numbered, mut is_container) = (0, true, false);
        let mut key = probe.known_object();
        while let Ok(Some(name)) = key {
            if shape.fields.iter().any(|field| field.name.eq_ignore_ascii_case(name)) {
                return Form::Element;
            }
            count += 1;
            is_numbered &= !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
            let Ok(peek) = probe.peek() else { break };
            is_container = matches!(peek, Peek::Array | Peek::Object);
            if probe.known_skip(peek).is_err() {
                break;
            }
            key = probe.next_key();
        }
        match (is_numbered, count, is_container) {
            (true, ..) => Form::Numbered,
            (false, 1, true) => Form::Holder,
            _ if shape.fields.is_empty() => Form::Element,
            _ => Form::Another,
        }
    }

    /// Reads `{"0": …, "1": …}`.
    fn numbered(&mut self, wire: Wire, elements: &mut Elements<'_>) -> bool {
        if !self.enter() {
            return false;
        }
        let mut first = true;
        loop {
            let start = self.tokens.index();
            if self.key(first, |_| ()).is_none() {
                break;
            }
            first = false;
            let value = self.value_start();
            self.element(Segment::Key(start, value), wire, elements);
        }
        self.leave();
        true
    }

    /// Reads `{"name": […]}` whatever the name is.
    fn held(&mut self, wire: Wire, elements: &mut Elements<'_>) -> bool {
        let start = self.value_start();
        if !self.enter() {
            return false;
        }
        let before = self.tokens.index();
        let mut kept = false;
        if self.key(true, |_| ()).is_some() {
            let value = self.value_start();
            self.path.push(Segment::Key(before, value));
            kept = self.plain_list(wire, elements);
            self.path.pop();
            // To the end of the object, which has no other member.
            self.key(false, |_| ());
        }
        self.leave();
        if !kept {
            self.note(DepartureKind::Unusable, "a list", start);
        }
        kept
    }

    /// Reads `{"name": […]}`.
    fn wrapped(&mut self, name: &'static str, elements: &mut Elements<'_>) -> bool {
        match self.peek() {
            Some(peek @ Peek::Object) if !self.is_empty(peek) => {
                self.wrapper(name, elements);
                true
            }
            Some(peek @ Peek::Array) if !self.is_empty(peek) => {
                let start = self.value_start();
                self.elements(Wire::Plain, elements);
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

    fn wrapper(&mut self, name: &'static str, elements: &mut Elements<'_>) {
        if !self.enter() {
            return;
        }
        let (mut first, mut again) = (true, false);
        loop {
            let start = self.tokens.index();
            let Some((exact, known)) = self.key(first, |key| (key == name, key.eq_ignore_ascii_case(name)))
            else {
                break;
            };
            first = false;
            if !known {
                self.unknown_field(start);
                continue;
            }
            let value = self.value_start();
            self.path.push(Segment::Name(name));
            self.plain_list(Wire::Plain, elements);
            if again {
                self.note(DepartureKind::DuplicateKey, "a name that occurs once", value);
            }
            self.path.pop();
            if !exact {
                let expected = format!("the name {name}");
                self.note_at(Segment::Key(start, value), DepartureKind::Converted, &expected, value);
            }
            again = true;
        }
        self.leave();
    }
}
