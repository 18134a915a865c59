//! A value against its schema, and which of the departures the document has recorded.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::scalars::{self, Fault};
use super::{Linter, Property};
use crate::aspect::Aspect;
use crate::diagnostic::{Place, Reporter};
use crate::spec::{Contradiction, Schema, SchemaKind};
use crate::yaml::{Entry, Node, Value};

/// Something about a value that its schema does not allow.
pub(super) struct Departure {
    pub(super) aspect: Aspect,
    /// Where the value stands; where its key does, if the schema lacks the field.
    pub(super) place: Place,
    /// The schema, where there is one.
    pub(super) schema: Option<Place>,
    /// How the value departs, as the rest of a sentence about it.
    pub(super) fault: String,
    /// What to write instead, if that can be told.
    pub(super) help: Option<String>,
    /// Whether a note at the schema, or above it, covers it.
    pub(super) recorded: bool,
}

/// A walk through a value and its schema at once.
pub(super) struct Walk<'d, 'l> {
    linter: &'l Linter<'d>,
    /// The fields that lead to the value; lists and references don't count.
    names: Vec<String>,
    /// The notes of the schemas that lead to the value, with how many names led to each.
    notes: Vec<(usize, &'d [Contradiction])>,
    pub(super) found: Vec<Departure>,
    /// The pointers of the properties that a value shows.
    pub(super) shown: BTreeSet<Arc<str>>,
}

/// Whether a note about one aspect, or all, covers a departure of another.
pub(super) fn covers(note: &Contradiction, aspect: Aspect) -> bool {
    note.aspect.is_none_or(|covered| covered == Aspect::Sample || covered == aspect)
}

impl<'d, 'l> Walk<'d, 'l> {
    /// `above` are the notes of the places that the schema belongs to.
    pub(super) fn new(linter: &'l Linter<'d>, above: &[&'d [Contradiction]]) -> Self {
        let notes = above.iter().map(|notes| (0, *notes)).collect();
        Self { linter, names: Vec::new(), notes, found: Vec::new(), shown: BTreeSet::new() }
    }

    /// Compares a value with its schema, and what is inside of both.
    pub(super) fn value(&mut self, value: &Node, schema: &'d Schema) {
        let chain = self.linter.chain(schema);
        let before = self.notes.len();
        self.notes.extend(chain.iter().map(|schema| (self.names.len(), &*schema.contradictions)));
        let target = self.linter.resolve(schema);
        let nullable = chain.iter().any(|schema| schema.nullable);
        if !(value.value == Value::Null && nullable) {
            self.kind(value, target);
        }
        self.notes.truncate(before);
    }

    fn kind(&mut self, value: &Node, schema: &'d Schema) {
        match (&schema.kind, &value.value) {
            (SchemaKind::Any | SchemaKind::Ref(_), _)
            | (SchemaKind::Boolean, Value::Bool(_))
            | (SchemaKind::Bytes, Value::Text(_)) => {}
            (SchemaKind::String { format, list, limits }, Value::Text(text)) => {
                let fault = format.as_ref().and_then(|format| scalars::format(text, &format.value));
                let fault = fault.or_else(|| scalars::listed(text, list.as_ref()));
                self.fault(fault.or_else(|| scalars::text_limits(text, limits)), value, schema);
            }
            (SchemaKind::Embedded(inner), Value::Text(text)) => match serde_json::from_str(text) {
                Ok(json) => {
                    if let Some(inner) = inner {
                        self.value(&embedded(&json, &value.place, &value.place.pointer), inner);
                    }
                }
                Err(_) => {
                    let fault = (Aspect::Type, "is not JSON, as `contentMediaType` has it".to_owned());
                    self.fault(Some(fault), value, schema);
                }
            },
            (SchemaKind::Integer { format, list, limits }, Value::Integer(integer)) => {
                let fault =
                    format.as_ref().and_then(|format| scalars::integer_format(*integer, &format.value));
                let fault = fault.or_else(|| scalars::listed(&integer.to_string(), list.as_ref()));
                self.fault(fault.or_else(|| scalars::integer_limits(*integer, limits)), value, schema);
            }
            (SchemaKind::Number { range, .. }, Value::Integer(number)) => {
                self.fault(scalars::number_range(*number as f64, range), value, schema);
            }
            (SchemaKind::Number { range, .. }, Value::Float(number)) => {
                self.fault(scalars::number_range(*number, range), value, schema);
            }
            (SchemaKind::Array { items, limits }, Value::List(values)) => {
                self.fault(scalars::list_limits(values.len(), limits), value, schema);
                values.iter().for_each(|value| self.value(value, items));
            }
            (SchemaKind::Map(values), Value::Map(entries)) => {
                entries.iter().for_each(|entry| self.value(&entry.node, values));
            }
            (SchemaKind::Object(_) | SchemaKind::AllOf(_), Value::Map(entries)) => {
                self.object(value, entries, schema);
            }
            (kind, found) => {
                let fault = format!("is {}, and the schema says {}", found.kind(), wanted(kind));
                self.fault(Some((Aspect::Type, fault)), value, schema);
            }
        }
    }

    fn object(&mut self, value: &Node, entries: &[Entry], schema: &'d Schema) {
        let Some(properties) = self.linter.properties(schema) else { return };
        for entry in entries {
            self.names.push(entry.key.clone());
            match properties.get(&entry.key) {
                Some(property) => {
                    self.shown.insert(property.name.place.pointer.clone());
                    self.value(&entry.node, property.schema);
                }
                None => self.undeclared(entry, schema, &properties.all),
            }
            self.names.pop();
        }
        let there: BTreeSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        let missing =
            |property: &&Property<'_>| property.required && !there.contains(property.name.value.as_str());
        for property in properties.all.iter().filter(missing) {
            self.names.push(property.name.value.clone());
            self.notes.push((self.names.len(), &property.schema.contradictions));
            let fault = format!("lacks `{}`, which the schema requires", property.name.value);
            self.fault(Some((Aspect::Required, fault)), value, property.schema);
            self.notes.pop();
            self.names.pop();
        }
    }

    fn undeclared(&mut self, entry: &Entry, schema: &Schema, properties: &[Property<'_>]) {
        let names = properties.iter().map(|property| property.name.value.as_str());
        let near = self.linter.reporter.nearest(&entry.key, names, 3);
        self.found.push(Departure {
            aspect: Aspect::Presence,
            place: entry.place.clone(),
            schema: Some(schema.place.clone()),
            fault: format!("has `{}`, which the schema lacks", entry.key),
            help: near.map(|name| format!("did you mean `{name}`?")),
            recorded: self.is_recorded(Aspect::Presence, None),
        });
    }

    fn fault(&mut self, fault: Option<Fault>, value: &Node, schema: &Schema) {
        let Some((aspect, fault)) = fault else { return };
        let words = match &value.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(value) => Some(value.to_string()),
            _ => None,
        };
        self.found.push(Departure {
            aspect,
            place: value.place.clone(),
            schema: Some(schema.place.clone()),
            fault,
            help: (aspect == Aspect::Values).then(|| listed(value, schema, self.linter.reporter)),
            recorded: self.is_recorded(aspect, words.as_deref()),
        });
    }

    /// Whether a note covers the value that is being looked at. One about values is about the list of them, so a value that is
    /// missing there has to be named.
    fn is_recorded(&self, aspect: Aspect, value: Option<&str>) -> bool {
        self.notes.iter().any(|(depth, notes)| {
            let below = self.names.get(*depth..).unwrap_or_default().join("/");
            let is_value = |at: &str| {
                let last = if below.is_empty() {
                    Some(at)
                } else {
                    at.strip_prefix(&*below).and_then(|at| at.strip_prefix('/'))
                };
                last.is_some() && last == value
            };
            let place = |note: &Contradiction| match &*note.at {
                _ if note.aspect == Some(Aspect::Values) => note.at.iter().any(|at| is_value(&at.value)),
                [] => below.is_empty(),
                at => at.iter().any(|at| at.value == below || is_value(&at.value)),
            };
            notes.iter().any(|note| covers(note, aspect) && place(note))
        })
    }
}

/// How many values of an `enum` are named as advice.
const SHOWN: usize = 30;

/// The values that could have been written, the nearest one alone if there is one.
fn listed(value: &Node, schema: &Schema, reporter: &Reporter<'_>) -> String {
    let (SchemaKind::String { list: Some(list), .. } | SchemaKind::Integer { list: Some(list), .. }) =
        &schema.kind
    else {
        return String::new();
    };
    let known = || list.values.iter().map(|value| value.value.value.as_str());
    let near = if let Value::Text(text) = &value.value { reporter.nearest(text, known(), 3) } else { None };
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let more = if known().nth(SHOWN).is_some() { " and others" } else { "" };
            let known: Vec<_> = known().take(SHOWN).map(|value| format!("`{value}`")).collect();
            format!("write one of {}{more}, or add the value to the `enum`", known.join(", "))
        }
    }
}

/// What a schema asks for, in words.
fn wanted(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::String { .. } => "a string",
        SchemaKind::Embedded(_) => "a string with JSON",
        SchemaKind::Integer { .. } => "an integer",
        SchemaKind::Number { .. } => "a number",
        SchemaKind::Boolean => "a boolean",
        SchemaKind::Array { .. } => "a list",
        SchemaKind::Map(_) | SchemaKind::Object(_) | SchemaKind::AllOf(_) => "an object",
        SchemaKind::Ref(_) | SchemaKind::Any => "anything",
        SchemaKind::Bytes => "bytes, which are written as a string",
        SchemaKind::Empty => "nothing",
    }
}

/// JSON from inside of a string, which stands where the string does.
fn embedded(json: &serde_json::Value, place: &Place, pointer: &str) -> Node {
    let child = |name: &str, json: &serde_json::Value| {
        let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        embedded(json, place, &pointer)
    };
    let value = match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(*value),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(value) => Value::Integer(value),
            None => Value::Float(number.as_f64().unwrap_or_default()),
        },
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Array(values) => {
            Value::List(values.iter().enumerate().map(|(at, value)| child(&at.to_string(), value)).collect())
        }
        serde_json::Value::Object(members) => {
            let entry = |(key, value): (&String, &serde_json::Value)| {
                let node = child(key, value);
                Entry { key: key.clone(), place: node.place.clone(), node }
            };
            Value::Map(members.iter().map(entry).collect())
        }
    };
    Node { place: Place { pointer: pointer.into(), ..place.clone() }, value }
}
