//! YAML with positions: the only place that knows a YAML library.
//!
//! saphyr gives structure and positions; `serde_yaml` decides what a plain scalar means. Anchors, aliases, tags and
//! several documents in one file are refused, which also keeps the tree as large as its text.

mod explain;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use crate::Source;
use crate::diagnostic::{Place, Reporter};
use crate::rule;
use explain::Mistake;

/// Deeper documents than this are refused; the specifications need about 20.
const MAX_DEPTH: usize = 100;

/// How many bytes the pointers of all nodes may have; those of the largest specifications have a few million.
const MAX_POINTERS: usize = 100_000_000;

/// A node of a document with its position.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) place: Place,
    pub(crate) value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key of a map with its position, and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) place: Place,
    pub(crate) node: Node,
}

impl Value {
    /// What to call the value in a message.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

impl Node {
    /// The entries of a map; none, if it is something else.
    pub(crate) fn entries(&self) -> &[Entry] {
        if let Value::Map(entries) = &self.value { entries } else { &[] }
    }

    /// The value of a key of a map.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The node as JSON.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Integer(value) => (*value).into(),
            Value::Float(value) => (*value).into(),
            Value::Text(value) => value.as_str().into(),
            Value::List(nodes) => nodes.iter().map(Self::to_json).collect(),
            Value::Map(entries) => serde_json::Value::Object(
                entries.iter().map(|entry| (entry.key.clone(), entry.node.to_json())).collect(),
            ),
        }
    }
}

/// The document of `source`; `None`, with the reason reported, if it is not one.
pub(crate) fn parse(source: &Source, reporter: &Reporter<'_>) -> Option<Node> {
    if let Some(place) = reporter.find_all("\u{fffd}") {
        let message = "U+FFFD, which stands for bytes that are not UTF-8";
        let help = "save the file as UTF-8, and write the lost letter";
        reporter.report(&rule::YAML_SYNTAX, &place, message, help);
    }
    let mut reader =
        Reader { events: Parser::new_from_str(&source.text), reporter, pointers: 0, pointer: String::new() };
    match reader.document() {
        Ok(node) => node,
        Err(error) => {
            let marker = error.marker();
            let mistake = explain::explain(&source.text, marker.line().max(1), error.info());
            let mistake = mistake.unwrap_or_else(|| Mistake {
                line: marker.line().max(1),
                column: marker.col() + 1,
                width: 1,
                what: error.info().to_owned(),
                help: "fix the syntax".to_owned(),
            });
            let Mistake { line, column, width, what, help } = mistake;
            let place = Place { line, column, width, ..Place::start() };
            let (message, help) =
                (format!("this is not YAML: {what}"), format!("{help}; every later line is unread"));
            reporter.report(&rule::YAML_SYNTAX, &place, message, help);
            None
        }
    }
}

struct Reader<'a> {
    events: Parser<'a, saphyr_parser::StrInput<'a>>,
    reporter: &'a Reporter<'a>,
    /// How many bytes the pointers have so far.
    pointers: usize,
    /// Where a pointer is put together.
    pointer: String,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), ScanError> {
        self.events.next_event().unwrap_or(Ok((Event::StreamEnd, Span::default())))
    }

    fn document(&mut self) -> Result<Option<Node>, ScanError> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
                _ if root.is_some() => {
                    let place = place(&span, &"".into());
                    self.reporter.report(
                        &rule::UNSUPPORTED_YAML,
                        &place,
                        "a second document in one file",
                        "write one document per file",
                    );
                    return Ok(None);
                }
                event => root = Some(self.node(event, span, &"".into(), 0)?),
            }
        }
        if root.is_none() {
            self.reporter.report(
                &rule::YAML_SYNTAX,
                &Place::start(),
                "the document is empty",
                "start with `openapi: 3.1.0`",
            );
        }
        Ok(root)
    }

    fn node(
        &mut self,
        event: Event<'a>,
        span: Span,
        pointer: &Arc<str>,
        depth: usize,
    ) -> Result<Node, ScanError> {
        let place = place(&span, pointer);
        if depth > MAX_DEPTH {
            return Err(ScanError::new_str(span.start, "nested too deeply (more than 100 levels)"));
        }
        self.pointers += pointer.len();
        if self.pointers > MAX_POINTERS {
            return Err(ScanError::new_str(
                span.start,
                "the keys that lead to the values are too long together",
            ));
        }
        let value = match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_reuse(&place, anchor, tag.is_some());
                let value =
                    if style == ScalarStyle::Plain { plain(text) } else { Value::Text(text.into_owned()) };
                self.refuse_endless(value, &place)
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_reuse(&place, anchor, tag.is_some());
                Value::List(self.list(pointer, depth)?)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_reuse(&place, anchor, tag.is_some());
                Value::Map(self.map(pointer, depth)?)
            }
            _ => {
                self.reporter.report(
                    &rule::UNSUPPORTED_YAML,
                    &place,
                    "YAML aliases are not supported",
                    "use `$ref`, or write the value out",
                );
                Value::Null
            }
        };
        Ok(Node { place, value })
    }

    fn refuse_reuse(&self, place: &Place, anchor: usize, tagged: bool) {
        if anchor != 0 {
            self.reporter.report(
                &rule::UNSUPPORTED_YAML,
                place,
                "YAML anchors are not supported",
                "use `$ref`, or write the value out",
            );
        }
        if tagged {
            self.reporter.report(
                &rule::UNSUPPORTED_YAML,
                place,
                "YAML tags are not supported",
                "remove the tag; quote the value if it is a string",
            );
        }
    }

    /// JSON has no such numbers, so they can be neither sent nor received.
    fn refuse_endless(&self, value: Value, place: &Place) -> Value {
        if matches!(value, Value::Float(number) if !number.is_finite()) {
            let message = "a number that JSON does not have";
            let help = "write a finite number, or quote the value if it is a text";
            self.reporter.report(&rule::UNSUPPORTED_YAML, place, message, help);
            return Value::Null;
        }
        value
    }

    fn list(&mut self, pointer: &Arc<str>, depth: usize) -> Result<Vec<Node>, ScanError> {
        let mut nodes = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd | Event::StreamEnd) {
                return Ok(nodes);
            }
            let pointer = self.below(pointer, &nodes.len().to_string());
            nodes.push(self.node(event, span, &pointer, depth + 1)?);
        }
    }

    fn map(&mut self, pointer: &Arc<str>, depth: usize) -> Result<Vec<Entry>, ScanError> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let key = match event {
                Event::MappingEnd | Event::StreamEnd => {
                    self.refuse_twins(&mut entries);
                    return Ok(entries);
                }
                Event::Scalar(text, ..) => text.into_owned(),
                event => {
                    let node = self.node(event, span, pointer, depth + 1)?;
                    self.reporter.report(
                        &rule::WRONG_KIND,
                        &node.place,
                        "a key must be a string",
                        "write a plain or a quoted string",
                    );
                    let (event, span) = self.next()?;
                    self.node(event, span, pointer, depth + 1)?;
                    continue;
                }
            };
            let child = self.below(pointer, &escaped(&key));
            let place = place(&span, &child);
            let (event, span) = self.next()?;
            let node = self.node(event, span, &child, depth + 1)?;
            entries.push(Entry { key, place, node });
        }
    }

    /// Keeps the first of all entries that have one key.
    fn refuse_twins(&self, entries: &mut Vec<Entry>) {
        let mut sorted: Vec<&Entry> = entries.iter().collect();
        sorted.sort_by_key(|entry| &entry.key);
        let mut twins = BTreeSet::new();
        for group in sorted.chunk_by(|one, other| one.key == other.key) {
            let Some((first, others)) = group.split_first() else { continue };
            for Entry { key, place, .. } in others {
                let message = format!("`{key}` stands twice here; first on line {}", first.place.line);
                self.reporter.report(&rule::DUPLICATE_KEY, place, message, "keep one of the two");
                self.reporter.relate(&first.place, "the first");
                twins.insert((place.line, place.column));
            }
        }
        if !twins.is_empty() {
            entries.retain(|Entry { place, .. }| !twins.contains(&(place.line, place.column)));
        }
    }

    /// The pointer of what is called `name` in what is at `pointer`.
    fn below(&mut self, pointer: &str, name: &str) -> Arc<str> {
        self.pointer.clear();
        self.pointer.extend([pointer, "/", name]);
        self.pointer.as_str().into()
    }
}

fn place(span: &Span, pointer: &Arc<str>) -> Place {
    let one_line = span.start.line() == span.end.line();
    let width = if one_line { span.end.col().saturating_sub(span.start.col()) } else { 1 };
    Place {
        line: span.start.line().max(1),
        column: span.start.col() + 1,
        width: width.max(1),
        pointer: pointer.clone(),
        in_overlay: false,
    }
}

/// A key as a part of a pointer.
pub(crate) fn escaped(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) { key.replace('~', "~0").replace('/', "~1").into() } else { key.into() }
}

/// What a plain scalar means; only spellings that could be something else than text are worth asking about.
fn plain(text: Cow<'_, str>) -> Value {
    let special = text.is_empty()
        || text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '~'))
        || ["null", "true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
    if !special {
        return Value::Text(text.into_owned());
    }
    match serde_yaml::from_str(&text) {
        Ok(serde_yaml::Value::Null) => Value::Null,
        Ok(serde_yaml::Value::Bool(value)) => Value::Bool(value),
        Ok(serde_yaml::Value::Number(number)) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => Value::Integer(value),
            (None, Some(value)) => Value::Float(value),
            (None, None) => Value::Text(text.into_owned()),
        },
        _ => Value::Text(text.into_owned()),
    }
}
