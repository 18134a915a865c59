//! Reading a map key by key, so that what nobody asked for can be reported.

use std::cell::RefCell;

use super::Text;
use crate::diagnostic::{Place, Reporter};
use crate::rule;
use crate::yaml::{Entry, Node, Value};

/// A map that is being read.
pub(super) struct Object<'n> {
    pub(super) place: &'n Place,
    /// What the map is, for messages: "a parameter".
    what: &'static str,
    entries: &'n [Entry],
    asked: RefCell<Vec<&'static str>>,
    reporter: &'n Reporter<'n>,
}

/// Words of OpenAPI and JSON Schema that the dialect leaves out.
const UNSUPPORTED: &[&str] = &[
    "$anchor",
    "$defs",
    "$dynamicRef",
    "$id",
    "$schema",
    "anyOf",
    "callbacks",
    "const",
    "contains",
    "contentEncoding",
    "dependentRequired",
    "dependentSchemas",
    "discriminator",
    "else",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "headers",
    "if",
    "jsonSchemaDialect",
    "links",
    "maxProperties",
    "minProperties",
    "multipleOf",
    "not",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "readOnly",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "webhooks",
    "writeOnly",
    "xml",
    "delete",
    "head",
    "options",
    "patch",
    "put",
    "trace",
    "allowReserved",
    "allowEmptyValue",
];

impl<'n> Object<'n> {
    /// Reads `node` as a map.
    pub(super) fn new(node: &'n Node, what: &'static str, reporter: &'n Reporter<'n>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            let found = node.value.kind();
            reporter.report(
                &rule::WRONG_KIND,
                &node.place,
                format!("{what} must be a map, not {found}"),
                "write `key: value` lines here",
            );
            return None;
        };
        Some(Self { place: &node.place, what, entries, asked: RefCell::default(), reporter })
    }

    pub(super) fn reporter(&self) -> &'n Reporter<'n> {
        self.reporter
    }

    /// The value of `key`.
    pub(super) fn get(&self, key: &'static str) -> Option<&'n Node> {
        self.asked.borrow_mut().push(key);
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The value of `key`, which must be there.
    pub(super) fn required(&self, key: &'static str) -> Option<&'n Node> {
        let node = self.get(key);
        if node.is_none() {
            self.missing(key);
        }
        node
    }

    /// The value of `key`, which may be unknown all the same.
    pub(super) fn peek(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// Declares a key that is allowed and means nothing to the generator.
    pub(super) fn ignore(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
    }

    /// All entries; no key is unknown any more.
    pub(super) fn all(&self) -> &'n [Entry] {
        self.entries
    }

    pub(super) fn wrong(&self, key: &str, node: &Node, wanted: &str) {
        let found = node.value.kind();
        self.reporter.report(
            &rule::WRONG_KIND,
            &node.place,
            format!("`{key}` must be {wanted}, not {found}"),
            format!("write {wanted}"),
        );
    }

    /// The string `key`.
    pub(super) fn text(&self, key: &'static str) -> Option<Text> {
        let node = self.get(key)?;
        let text = text(node);
        if text.is_none() {
            let help = "a string; quote it if it looks like something else";
            let found = node.value.kind();
            self.reporter.report(
                &rule::WRONG_KIND,
                &node.place,
                format!("`{key}` must be a string, not {found}"),
                format!("write {help}"),
            );
        }
        text
    }

    /// The string `key`, which must be there and not empty.
    pub(super) fn required_text(&self, key: &'static str) -> Option<Text> {
        if self.get(key).is_none() {
            self.missing(key);
            return None;
        }
        let text = self.text(key)?;
        if text.value.trim().is_empty() {
            self.reporter.report(&rule::EMPTY_TEXT, &text.place, format!("`{key}` is empty"), "write it out");
            return None;
        }
        Some(text)
    }

    /// The scalar `key` as text, however it is written; it must be there.
    pub(super) fn required_words(&self, key: &'static str) -> Option<Text> {
        match self.get(key) {
            Some(node) => {
                let words = words(node);
                if words.is_none() {
                    self.wrong(key, node, "text");
                }
                words
            }
            None => {
                self.missing(key);
                None
            }
        }
    }

    pub(super) fn missing(&self, key: &str) {
        self.missing_beside(key, self.place);
    }

    /// Reports that `key` is missing, where something else says that it should be there.
    pub(super) fn missing_beside(&self, key: &str, place: &Place) {
        self.reporter.report(
            &rule::MISSING_KEY,
            place,
            format!("{} lacks `{key}`", self.what),
            format!("add `{key}: …`"),
        );
    }

    /// The boolean `key`; false if absent.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        match self.get(key) {
            None => false,
            Some(Node { value: Value::Bool(value), .. }) => *value,
            Some(node) => {
                self.wrong(key, node, "true or false");
                false
            }
        }
    }

    /// The integer `key`.
    pub(super) fn integer(&self, key: &'static str) -> Option<i64> {
        match self.get(key)? {
            Node { value: Value::Integer(value), .. } => Some(*value),
            node => {
                self.wrong(key, node, "an integer");
                None
            }
        }
    }

    /// The non-negative integer `key`.
    pub(super) fn count(&self, key: &'static str) -> Option<i64> {
        let node = self.get(key)?;
        let value = self.integer(key)?;
        if value < 0 {
            self.reporter.report(
                &rule::WRONG_KIND,
                &node.place,
                format!("`{key}` is negative"),
                "write an integer of 0 or more",
            );
            return None;
        }
        Some(value)
    }

    /// The map `key`.
    pub(super) fn object(&self, key: &'static str, what: &'static str) -> Option<Object<'n>> {
        Object::new(self.get(key)?, what, self.reporter)
    }

    /// The list `key`; empty if absent.
    pub(super) fn list(&self, key: &'static str) -> &'n [Node] {
        match self.get(key) {
            None => &[],
            Some(Node { value: Value::List(nodes), .. }) => nodes,
            Some(node) => {
                self.wrong(key, node, "a list");
                &[]
            }
        }
    }

    /// The list of strings `key`; empty if absent.
    pub(super) fn texts(&self, key: &'static str) -> Vec<Text> {
        let read = |node: &Node| {
            let text = text(node);
            if text.is_none() {
                self.wrong(key, node, "a list of strings");
            }
            text
        };
        self.list(key).iter().filter_map(read).collect()
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(self) {
        let asked = self.asked.borrow();
        for entry in self.entries.iter().filter(|entry| !asked.contains(&entry.key.as_str())) {
            let key = &entry.key;
            let what = self.what;
            if UNSUPPORTED.contains(&key.as_str()) {
                let help =
                    "say it with the words of specs/README.md, or extend the dialect (CONTRIBUTING.md)";
                self.reporter.report(
                    &rule::UNSUPPORTED_KEY,
                    &entry.place,
                    format!("`{key}` is not supported in {what}"),
                    help,
                );
                continue;
            }
            if key == "nullable" {
                let help = "write `type: [<type>, \"null\"]`";
                self.reporter.report(
                    &rule::UNSUPPORTED_KEY,
                    &entry.place,
                    "`nullable` is not of OpenAPI 3.1",
                    help,
                );
                continue;
            }
            let help = match self.reporter.nearest(key, asked.iter().copied(), 3) {
                Some(known) => {
                    self.reporter.mean(&self.place.pointer, known);
                    // The misspelt key says it already.
                    self.reporter.withdraw(&rule::MISSING_KEY, self.place, known);
                    format!("did you mean `{known}`?")
                }
                None => format!("{what} may have: {}", sorted(&asked).join(", ")),
            };
            self.reporter.report(
                &rule::UNKNOWN_KEY,
                &entry.place,
                format!("`{key}` is unknown in {what}"),
                help,
            );
        }
    }
}

fn sorted(asked: &[&'static str]) -> Vec<String> {
    let mut names: Vec<_> = asked.iter().map(|name| format!("`{name}`")).collect();
    names.sort();
    names.dedup();
    names
}

/// `node` as a string.
pub(super) fn text(node: &Node) -> Option<Text> {
    match &node.value {
        Value::Text(value) => Some(Text { value: value.clone(), place: node.place.clone() }),
        _ => None,
    }
}

/// A scalar as text, however it is written.
pub(super) fn words(node: &Node) -> Option<Text> {
    let value = match &node.value {
        Value::Text(value) => value.clone(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => return None,
    };
    Some(Text { value, place: node.place.clone() })
}

/// The key of an entry as a text.
pub(super) fn key(entry: &Entry) -> Text {
    Text { value: entry.key.clone(), place: entry.place.clone() }
}
