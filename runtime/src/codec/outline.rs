//! What the upper levels of a body say, in JSON or in XML, complete or not: for what has to be found in bodies that are not of
//! the declared shape.

/// How deep objects are looked into, how many there may be, and how many members all of them may have.
pub(super) const DEEPEST: usize = 8;
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
    /// Puts the upper levels first.
    pub(super) fn sorted(mut self) -> Self {
        self.objects.sort_by_key(|object| object.depth);
        self
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
