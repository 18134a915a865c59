//! Schemas: which types, fields, values and limits a newer document takes away.

use std::collections::BTreeSet;

use super::action::{Action, At, as_text, flag, get, is_true, list, map, nodes, restored, without};
use super::keeper::{Draft, Keeper};
use super::signature::{caution, field_signature, references, signature, r#type, wrapped, wrapped_at};
use crate::names::{self, Use};
use crate::yaml::{Entry, Node, Value};

/// The words that decide which type a schema is in Rust.
const TYPE: &[&str] = &[
    "type",
    "format",
    "enum",
    "x-values",
    "x-final",
    "x-closed",
    "x-ignore-case",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "$ref",
    "allOf",
    "contentMediaType",
    "contentSchema",
];
/// The words that another type may contradict.
const VALUES: &[&str] = &[
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "pattern",
    "default",
    "example",
    "examples",
    "x-unit",
];
/// Words that allow less the smaller they are, and the larger they are.
const UPPER: &[&str] = &["maximum", "maxLength", "maxItems"];
const LOWER: &[&str] = &["minimum", "minLength", "minItems"];

fn properties(schema: &Node) -> &[Entry] {
    schema.get("properties").map_or(&[], Node::entries)
}

/// The name that a property has in Rust.
fn field_name(entry: &Entry) -> String {
    rust_name(&entry.key, &entry.node, Use::Field)
}

/// The name in Rust of something that is called `wire`.
pub(super) fn rust_name(wire: &str, node: &Node, r#use: Use) -> String {
    let given = node.get("x-rust-name").and_then(as_text);
    let by_rule = || names::field(wire, r#use).map(|name| name.as_str().to_owned()).unwrap_or_default();
    given.map_or_else(by_rule, str::to_owned)
}

impl Keeper<'_> {
    /// Keeps what a schema was. `input` says whether values are sent.
    pub(super) fn schema(&mut self, old: &Node, new: &Node, at: &At, input: bool) {
        if !self.retyped(old, new, at, signature) {
            self.inside(old, new, at, input);
        }
    }

    /// Keeps what the schema of a field was.
    fn field(&mut self, old: &Node, new: &Node, at: &At, input: bool) {
        if self.retyped(old, new, at, field_signature) {
            return;
        }
        match (wrapped(old), wrapped(new), wrapped_at(at, new)) {
            (Some(a), None, _) => self.inside(a, new, at, input),
            (None, Some(b), Some(at)) if r#type(old) == Some("array") => self.inside(old, b, &at, input),
            _ => self.inside(old, new, at, input),
        }
    }

    fn inside(&mut self, old: &Node, new: &Node, at: &At, input: bool) {
        if old.get("properties").is_some() && new.get("properties").is_some() {
            self.properties(old, new, at, input);
        }
        for word in ["items", "additionalProperties", "contentSchema"] {
            if let (Some(a), Some(b)) = (old.get(word), new.get(word)) {
                self.schema(a, b, &at.key(word), input);
            }
        }
        if signature(old).contains("enum") && !signature(old).starts_with('[') {
            self.values(old, new, at);
        }
        if input {
            self.limits(old, new, at);
        }
    }

    /// Keeps the type of something that has another; whether it has.
    fn retyped(&mut self, old: &Node, new: &Node, at: &At, sign: fn(&Node) -> String) -> bool {
        let (was, is) = (sign(old), sign(new));
        let grows_again = wrapped(new).is_some() && wrapped(old).is_none() && was == "object";
        if was == is || grows_again {
            return false;
        }
        let texts = r#type(old) == Some("string") && r#type(new) == Some("string");
        let words: Vec<&str> = TYPE.iter().chain(VALUES.iter().filter(|_| !texts)).copied().collect();
        let actions = restored(old, new, &words, at);
        let mut draft = Draft::new(format!("the type was {was} and is {is}"), Some(old), Some(new));
        draft.caution = caution(&was, &is);
        draft.actions = actions;
        draft.types = [old, new].into_iter().flat_map(references).collect();
        self.need(old);
        self.propose(draft);
        true
    }

    fn properties(&mut self, old: &Node, new: &Node, at: &At, input: bool) {
        let at_properties = at.key("properties");
        let known: BTreeSet<&str> = properties(old).iter().map(|entry| entry.key.as_str()).collect();
        for entry in properties(old) {
            let by_name = properties(new).iter().find(|one| one.key == entry.key);
            // Another spelling of the same name in Rust.
            let respelt = || {
                let unknown = properties(new).iter().filter(|one| !known.contains(one.key.as_str()));
                let mut same = unknown.filter(|one| field_name(one) == field_name(entry));
                same.next()
            };
            match by_name.or_else(respelt) {
                Some(found) => {
                    let place = at_properties.key(&found.key);
                    self.names((&entry.key, &entry.node), (&found.key, &found.node), &place, Use::Field);
                    self.field(&entry.node, &found.node, &place, input);
                }
                None if self.is_over(&entry.node) => {}
                None => {
                    let node = self.gone(&entry.node);
                    let what = format!("the field `{}` is gone", entry.key);
                    let mut draft = Draft::new(what, Some(&entry.node), Some(new));
                    draft.actions.push(Action::update(&at_properties, map([(&entry.key, node)])));
                    draft.types = references(&entry.node);
                    self.need(&entry.node);
                    self.propose(draft);
                }
            }
        }
        if input {
            self.needed(old, new, at);
        }
    }

    /// Keeps fields of a request optional.
    fn needed(&mut self, old: &Node, new: &Node, at: &At) {
        let listed = |schema: &Node| -> Vec<String> {
            nodes(schema.get("required")).iter().filter_map(as_text).map(str::to_owned).collect()
        };
        let (was, is) = (listed(old), listed(new));
        if is.iter().all(|name| was.contains(name)) {
            return;
        }
        let kept: Vec<Node> = nodes(new.get("required"))
            .iter()
            .filter(|node| as_text(node).is_some_and(|name| was.iter().any(|one| one == name)))
            .cloned()
            .collect();
        let mut draft = Draft::new("a field has to be given".to_owned(), Some(old), Some(new));
        draft.caution = Some(REFUSED);
        draft.actions.push(Action::remove(&at.key("required")));
        if !kept.is_empty() {
            draft.actions.push(Action::update(at, map([("required", list(kept))])));
        }
        self.propose(draft);
    }

    /// Keeps the name in Rust of what is called in another way now.
    pub(super) fn names(&mut self, old: (&str, &Node), new: (&str, &Node), at: &At, r#use: Use) {
        if rust_name(old.0, old.1, r#use) == rust_name(new.0, new.1, r#use) {
            return;
        }
        let what = format!("the name in Rust of `{}` is another", new.0);
        let mut draft = Draft::new(what, Some(old.1), Some(new.1));
        draft.actions = restored(old.1, new.1, &["x-rust-name"], at);
        self.propose(draft);
    }

    /// Keeps the values of an enum, in their order.
    fn values(&mut self, old: &Node, new: &Node, at: &At) {
        const CASE: &str = "x-ignore-case";
        let (was, is) = (nodes(old.get("enum")), nodes(new.get("enum")));
        let came: Vec<&Node> = is.iter().filter(|one| !has(was, one)).collect();
        let told = |one: &Node| get(old, &["x-values", &shown(one)]).cloned();
        let is_over = |one: &&Node| told(one).is_some_and(|told| self.is_over(&told));
        let gone = || was.iter().filter(|one| !has(is, one) && !is_over(one));
        // Of two values with one variant only one can be there. If they are one in other capitals, both are understood.
        let twin = |one: &Node| came.iter().find(|new| variant(new) == variant(one)).copied();
        let respelt = |one: &Node| {
            is_true(old.get(CASE))
                || shown(one).eq_ignore_ascii_case(&twin(one).map(shown).unwrap_or_default())
        };
        let may_ignore = r#type(old) == Some("string") && old.get("x-closed").is_none();
        let kept: Vec<&Node> =
            gone().filter(|one| twin(one).is_none() || may_ignore && respelt(one)).collect();
        let stay: Vec<&Node> = was.iter().filter(|one| has(is, one)).collect();
        let in_order =
            stay.iter().map(|one| one.to_json()).eq(is.iter().filter(|one| has(was, one)).map(Node::to_json));
        let ignores = is_true(old.get(CASE)) || kept.iter().any(|one| twin(one).is_some());
        if kept.is_empty() && in_order && (!ignores || new.get(CASE).is_some()) {
            return;
        }
        let in_place = |one: &&Node| has(is, one) || kept.iter().any(|kept| std::ptr::eq(*kept, *one));
        let mut values: Vec<Node> = was.iter().filter(in_place).cloned().collect();
        let is_new = |one: &&&Node| !kept.iter().any(|kept| variant(kept) == variant(one));
        values.extend(came.iter().filter(is_new).map(|one| (*one).clone()));
        let mut actions = vec![Action::remove(&at.key("enum"))];
        let twins = kept.iter().filter_map(|one| twin(one)).map(shown);
        let known = twins.filter(|name| get(new, &["x-values", name]).is_some());
        actions.extend(known.map(|name| Action::remove(&at.keys(&["x-values", &name]))));
        let mut update = vec![("enum", list(values))];
        let told = kept.iter().filter(|one| twin(one).is_none()).map(|one| {
            let known = told(one).unwrap_or_else(|| map::<&str>([]));
            (shown(one), without(&self.gone(&known), &["deprecated"]))
        });
        let told: Vec<_> = told.collect();
        if !told.is_empty() {
            update.push(("x-values", map(told)));
        }
        if ignores && new.get(CASE).is_none() {
            update.push((CASE, flag()));
        }
        actions.push(Action::update(at, map(update)));
        let what = match kept.is_empty() {
            true if ignores => "letter case makes a difference",
            true => "the values come in another order",
            false => "a value is gone, or is spelt otherwise",
        };
        let mut draft = Draft::new(what.to_owned(), Some(old), Some(new));
        draft.actions = actions;
        self.propose(draft);
    }

    /// Keeps the limits of what is sent, where they allow less.
    fn limits(&mut self, old: &Node, new: &Node, at: &At) {
        let number = |schema: &Node, word: &str| match schema.get(word)?.value {
            #[expect(clippy::cast_precision_loss, reason = "bounds that large are equal to people")]
            Value::Integer(value) => Some(value as f64),
            Value::Float(value) => Some(value),
            _ => None,
        };
        let tighter = |word: &str, sign: f64| match (number(old, word), number(new, word)) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(was), Some(is)) => (was - is) * sign > 0.0,
        };
        let mut words: Vec<&str> = UPPER.iter().filter(|word| tighter(word, 1.0)).copied().collect();
        words.extend(LOWER.iter().filter(|word| tighter(word, -1.0)));
        if new.get("pattern").is_some() && old.get("pattern").is_none() {
            words.push("pattern");
        }
        let is_limit = |schema: &Node| r#type(schema) == Some("integer") && schema.get("x-values").is_none();
        if is_limit(old) && is_limit(new) && new.get("enum").is_some() {
            let (was, is) = (nodes(old.get("enum")), nodes(new.get("enum")));
            let allowed = |one: &Node| is.iter().any(|other| other.to_json() == one.to_json());
            if old.get("enum").is_none() || !was.iter().all(allowed) {
                words.push("enum");
            }
        }
        if words.is_empty() {
            return;
        }
        let mut draft = Draft::new(format!("{} allows less", words.join(", ")), Some(old), Some(new));
        draft.caution = Some(REFUSED);
        draft.actions = restored(old, new, &words, at);
        self.propose(draft);
    }
}

const REFUSED: &str = "the service may refuse what is not refused before it is sent";

fn has(all: &[Node], one: &Node) -> bool {
    all.iter().any(|other| other.to_json() == one.to_json())
}

/// The name that a value has in Rust.
fn variant(value: &Node) -> Option<String> {
    names::variant(&shown(value)).map(|name| name.as_str().to_owned()).ok()
}

/// A value as the key of `x-values`.
fn shown(node: &Node) -> String {
    as_text(node).map_or_else(|| node.to_json().to_string(), str::to_owned)
}
