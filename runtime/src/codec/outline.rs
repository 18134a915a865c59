//! What the upper levels of a body say, in JSON or in XML, complete or not: for what has to be found in bodies that are not of
//! the declared shape.

use super::{body::without_bom, xml};
use jiter::{Jiter, JiterResult, Peek};

/// How deep objects are looked into, how many there may be, and how many members all of them may have.
const DEEPEST: usize = 8;
const OBJECTS: usize = 200;
const MEMBERS: usize = 2_000;
/// As many characters as are kept of an object or a list as it is written.
pub(super) const NESTED: usize = 4_000;

/// What the id of a request is called, in lower case and without signs.
pub(crate) const REQUEST_IDS: [&str; 2] = ["requestid", "reqid"];

/// The objects of a body, those of the upper levels first.
#[derive(Default)]
pub(crate) struct Outline {
    objects: Vec<Object>,
    members: usize,
}

/// An object of JSON, or an element of XML with others in it.
pub(crate) struct Object {
    /// What it is called where it stands, or what the list is called that it stands in.
    pub(crate) name: String,
    pub(crate) depth: usize,
    members: Vec<Member>,
}

/// A member that is not null.
pub(crate) struct Member {
    name: String,
    pub(crate) kind: Kind,
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Boolean,
    /// An object or a list, as it is written.
    Nested,
}

impl Outline {
    pub(crate) fn of(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(without_bom(body));
        let mut outline = Self::default();
        if text.trim_start().starts_with('<') {
            xml::read(&text, &mut outline);
        } else {
            let mut reader = Jiter::new(text.as_bytes());
            if outline.value(&mut reader, &text, "", 0).and_then(|_| reader.finish()).is_err() {
                outline.salvage(&text);
            }
        }
        outline.objects.sort_by_key(|object| object.depth);
        outline
    }

    pub(crate) fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// The first text or number of one of the names, wherever it stands.
    pub(crate) fn anywhere(&self, names: &[&str]) -> Option<&Member> {
        let mut found =
            self.objects.iter().flat_map(|object| names.iter().filter_map(|name| object.get(name)));
        found.find(|member| matches!(member.kind, Kind::Text | Kind::Number))
    }

    /// The id by which the vendor finds the request.
    pub(crate) fn request_id(&self) -> Option<String> {
        self.anywhere(&REQUEST_IDS).map(|member| member.text.clone())
    }

    /// Adds an object; where its members go, unless there are too many.
    pub(super) fn open(&mut self, name: &str, depth: usize) -> Option<usize> {
        if depth > DEEPEST || self.objects.len() == OBJECTS {
            return None;
        }
        self.objects.push(Object { name: plain(name), depth, members: Vec::new() });
        Some(self.objects.len() - 1)
    }

    pub(super) fn add(&mut self, object: Option<usize>, name: &str, kind: Kind, text: &str) {
        if let Some(object) = object.and_then(|object| self.objects.get_mut(object))
            && self.members < MEMBERS
        {
            self.members += 1;
            object.members.push(Member { name: plain(name), kind, text: text.to_owned() });
        }
    }

    /// Reads the next value of JSON; what was read before an error stays.
    fn value<'j>(
        &mut self,
        reader: &mut Jiter<'j>,
        body: &'j str,
        name: &str,
        depth: usize,
    ) -> JiterResult<Option<(Kind, String)>> {
        let peek = reader.peek()?;
        let start = reader.current_index();
        let kind = match peek {
            Peek::String => return Ok(Some((Kind::Text, reader.known_str()?.to_owned()))),
            Peek::Object | Peek::Array if depth > DEEPEST => {
                reader.known_skip(peek)?;
                Kind::Nested
            }
            Peek::Object => {
                let object = self.open(name, depth);
                let mut key = reader.known_object()?.map(str::to_owned);
                while let Some(name) = key {
                    if let Some((kind, text)) = self.value(reader, body, &name, depth + 1)? {
                        self.add(object, &name, kind, &text);
                    }
                    key = reader.next_key()?.map(str::to_owned);
                }
                Kind::Nested
            }
            Peek::Array => {
                let mut next = reader.known_array()?;
                while next.is_some() {
                    self.value(reader, body, name, depth + 1)?;
                    next = reader.array_step()?;
                }
                Kind::Nested
            }
            Peek::Null => {
                reader.known_null()?;
                return Ok(None);
            }
            Peek::True | Peek::False => {
                reader.known_bool(peek)?;
                Kind::Boolean
            }
            peek => {
                reader.known_number_bytes(peek)?;
                Kind::Number
            }
        };
        let text = body.get(start..reader.current_index()).unwrap_or_default();
        Ok(Some((kind, text.chars().take(NESTED).collect())))
    }

    /// All names with a text, wherever they stand in what is not quite JSON, as one object behind the others.
    fn salvage(&mut self, body: &str) {
        let object = self.open("error", DEEPEST);
        let mut rest = body;
        while let Some((name, after)) = string(rest.find('"').and_then(|at| rest.get(at..))) {
            rest = after;
            let value = after.trim_start().strip_prefix(':').map(str::trim_start);
            if value.is_some_and(|value| value.starts_with('"')) {
                let Some((text, after)) = string(value) else { return };
                self.add(object, &name, Kind::Text, &text);
                rest = after;
            }
        }
    }
}

/// The string at the beginning of a text, and what follows it.
fn string(text: Option<&str>) -> Option<(String, &str)> {
    let inside = text?.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inside.find(|c| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    })?;
    let raw = inside.get(..end)?;
    let unescaped = serde_json::from_str(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.to_owned());
    Some((unescaped, inside.get(end + 1..)?))
}

impl Object {
    /// The last member of a name that has something to say. `name` is in lower case, without signs.
    pub(crate) fn get(&self, name: &str) -> Option<&Member> {
        self.members.iter().rfind(|member| member.name == name && !member.is_empty())
    }
}

impl Member {
    pub(crate) fn is_empty(&self) -> bool {
        let inside = match self.kind {
            Kind::Nested => self.text.trim_matches(['{', '}', '[', ']']),
            _ => &self.text,
        };
        inside.trim().is_empty()
    }
}

/// A name without case and signs: `request_id` and `RequestID` are one.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
