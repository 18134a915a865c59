//! JSON that is read where somebody looks, and knows where each value stands.
//!
//! Metadata is up to two megabytes on one line, of which a comparison needs a few operations. The syntax of the whole text
//! is checked once; after that, values are taken apart one level at a time.

use std::fmt;
use std::sync::Arc;

use serde::Deserializer as _;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::Place;

/// How many bytes lie between two places whose line and column are known.
const STEP: usize = 1024;

/// A text of JSON.
pub(crate) struct Json<'t> {
    text: &'t str,
    /// Line and column, both from 1, of every character that begins a step: byte, line, column.
    steps: Vec<(usize, usize, usize)>,
}

/// A value in a [`Json`].
#[derive(Clone, Debug)]
pub(crate) struct Value<'t> {
    raw: &'t str,
    /// Where `raw` begins in the text.
    offset: usize,
    pub(crate) pointer: Arc<str>,
}

/// What is wrong with the syntax of a text, and where.
pub(crate) struct SyntaxError {
    pub(crate) message: String,
    pub(crate) place: Place,
}

impl<'t> Json<'t> {
    /// Checks the syntax.
    pub(crate) fn new(text: &'t str) -> Result<(Self, Value<'t>), SyntaxError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let root: &RawValue = serde_json::from_str(text).map_err(|error| {
            let place = Place { line: error.line().max(1), column: error.column().max(1), ..Place::start() };
            let message = error.to_string();
            // The place is said already.
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            SyntaxError { message, place }
        })?;
        let root = Value { raw: root.get(), offset: offset_in(text, root.get()), pointer: "".into() };
        Ok((Self { text, steps: steps(text) }, root))
    }

    /// Where a value stands.
    pub(crate) fn place(&self, value: &Value<'_>) -> Place {
        let after = self.steps.partition_point(|(byte, ..)| *byte <= value.offset);
        let (byte, mut line, mut column) =
            after.checked_sub(1).and_then(|at| self.steps.get(at)).copied().unwrap_or((0, 1, 1));
        for c in self.text.get(byte..value.offset).unwrap_or_default().chars() {
            (line, column) = advance(c, line, column);
        }
        let width = if value.raw.starts_with(['{', '[']) { 1 } else { value.raw.chars().count() };
        Place { line, column, width: width.max(1), pointer: value.pointer.clone(), in_overlay: false }
    }
}

fn steps(text: &str) -> Vec<(usize, usize, usize)> {
    let (mut line, mut column) = (1, 1);
    let mut steps = Vec::with_capacity(text.len() / STEP + 1);
    for (byte, c) in text.char_indices() {
        if byte >= steps.len() * STEP {
            steps.push((byte, line, column));
        }
        (line, column) = advance(c, line, column);
    }
    steps
}

fn advance(c: char, line: usize, column: usize) -> (usize, usize) {
    if c == '\n' { (line + 1, 1) } else { (line, column + 1) }
}

/// Where `part`, which was cut out of `whole`, begins in it.
fn offset_in(whole: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
}

impl<'t> Value<'t> {
    /// What to call the value in a message.
    pub(crate) fn kind(&self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a string",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    /// The members of an object, as they stand, those of one name after each other included.
    pub(crate) fn members(&self) -> Option<Vec<(String, Value<'t>)>> {
        let mut read = serde_json::Deserializer::from_str(self.raw);
        let members = read.deserialize_map(Members).ok()?;
        let child = |(key, raw): (String, &'t RawValue)| {
            let name = key.replace('~', "~0").replace('/', "~1");
            let value = self.child(raw, &name);
            (key, value)
        };
        Some(members.into_iter().map(child).collect())
    }

    /// The items of a list.
    pub(crate) fn items(&self) -> Option<Vec<Value<'t>>> {
        let mut read = serde_json::Deserializer::from_str(self.raw);
        let items = read.deserialize_seq(Items).ok()?;
        Some(items.into_iter().enumerate().map(|(at, raw)| self.child(raw, &at.to_string())).collect())
    }

    fn child(&self, raw: &'t RawValue, name: &str) -> Value<'t> {
        let raw = raw.get();
        let offset = self.offset + offset_in(self.raw, raw);
        Value { raw, offset, pointer: format!("{}/{name}", self.pointer).into() }
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<String> {
        if self.kind() == "a string" { serde_json::from_str(self.raw).ok() } else { None }
    }

    /// The text of a string, a number or a boolean.
    pub(crate) fn scalar(&self) -> Option<String> {
        match self.kind() {
            "a string" => self.text(),
            "a number" | "a boolean" => Some(self.raw.to_owned()),
            _ => None,
        }
    }

    /// The JSON text, as written.
    pub(crate) fn raw(&self) -> &'t str {
        self.raw
    }

    pub(crate) fn boolean(&self) -> Option<bool> {
        match self.raw {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }
}

struct Members;

impl<'t> Visitor<'t> for Members {
    type Value = Vec<(String, &'t RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

struct Items;

impl<'t> Visitor<'t> for Items {
    type Value = Vec<&'t RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(items)
    }
}
