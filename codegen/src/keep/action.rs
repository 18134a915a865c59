//! Actions of an overlay, and where they apply.

use serde_json::{Value as Json, json};

use crate::diagnostic::Place;
use crate::import::yaml::{Map, Yaml};
use crate::yaml::{Entry, Node, Value};

/// An action of an overlay.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    target: String,
    change: Change,
}

#[derive(Clone, Debug, PartialEq)]
enum Change {
    Update(Node),
    Remove,
}

impl Action {
    pub(super) fn update(at: &At, node: Node) -> Self {
        Self { target: at.0.clone(), change: Change::Update(node) }
    }

    pub(super) fn remove(at: &At) -> Self {
        Self { target: at.0.clone(), change: Change::Remove }
    }

    /// The JSONPath of what is changed.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The action as an overlay has it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.change {
            Change::Update(node) => json!({"target": self.target, "update": node.to_json()}),
            Change::Remove => json!({"target": self.target, "remove": true}),
        }
    }

    /// The action with the reason that marks it as one that keeps something.
    pub(super) fn to_yaml(&self, reason: &str) -> Yaml {
        let map = Map::spread().with("target", self.target.as_str()).with(super::MARK, reason);
        match &self.change {
            Change::Update(node) => map.with("update", yaml(node)),
            Change::Remove => map.with("remove", true),
        }
        .into()
    }
}

fn yaml(node: &Node) -> Yaml {
    match &node.value {
        Value::Null => Yaml::Literal("null".to_owned()),
        Value::Bool(value) => (*value).into(),
        Value::Integer(value) => (*value).into(),
        Value::Float(value) => Yaml::Literal(Json::from(*value).to_string()),
        Value::Text(text) => text.as_str().into(),
        Value::List(nodes) => Yaml::List(nodes.iter().map(yaml).collect()),
        Value::Map(entries) => filled(Map::default(), entries).into(),
    }
}

/// A map on lines of its own.
pub(super) fn spread(node: &Node) -> Yaml {
    filled(Map::spread(), node.entries()).into()
}

fn filled(map: Map, entries: &[Entry]) -> Map {
    entries.iter().fold(map, |map, entry| map.with(&entry.key, yaml(&entry.node)))
}

/// A place in a document, as a JSONPath.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct At(String);

impl At {
    pub(super) fn root() -> Self {
        Self("$".to_owned())
    }

    pub(super) fn key(&self, key: &str) -> Self {
        let is_word = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        Self(if is_word { format!("{}.{key}", self.0) } else { format!("{}[{}]", self.0, quoted(key)) })
    }

    pub(super) fn keys(&self, keys: &[&str]) -> Self {
        keys.iter().fold(self.clone(), |at, key| at.key(key))
    }

    /// The element of a list of parameters.
    pub(super) fn parameter(&self, name: &str, place: &str) -> Self {
        Self(format!("{}[?@.name == {} && @.in == {}]", self.0, quoted(name), quoted(place)))
    }
}

/// A name as RFC 9535 quotes it.
fn quoted(name: &str) -> String {
    let mut text = String::from("'");
    for c in name.chars() {
        match c {
            '\'' | '\\' => text.extend(['\\', c]),
            c if c.is_control() => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('\'');
    text
}

/// A map of some entries.
pub(super) fn map<K: AsRef<str>>(entries: impl IntoIterator<Item = (K, Node)>) -> Node {
    let entry = |(key, node): (K, Node)| Entry { key: key.as_ref().to_owned(), place: Place::start(), node };
    node(Value::Map(entries.into_iter().map(entry).collect()))
}

pub(super) fn list(nodes: Vec<Node>) -> Node {
    node(Value::List(nodes))
}

pub(super) fn text(text: &str) -> Node {
    node(Value::Text(text.to_owned()))
}

pub(super) fn flag() -> Node {
    node(Value::Bool(true))
}

fn node(value: Value) -> Node {
    Node { place: Place::start(), value }
}

/// A map with an entry that replaces one of the same key.
pub(super) fn with(node: &Node, key: &str, value: Node) -> Node {
    let mut entries = node.entries().to_vec();
    match entries.iter_mut().find(|entry| entry.key == key) {
        Some(entry) => entry.node = value,
        None => entries.push(Entry { key: key.to_owned(), place: Place::start(), node: value }),
    }
    Node { place: node.place.clone(), value: Value::Map(entries) }
}

/// A map without some keys.
pub(super) fn without(node: &Node, keys: &[&str]) -> Node {
    let entries = node.entries().iter().filter(|entry| !keys.contains(&entry.key.as_str()));
    Node { place: node.place.clone(), value: Value::Map(entries.cloned().collect()) }
}

/// What is at the end of a way of keys.
pub(super) fn get<'n>(node: &'n Node, keys: &[&str]) -> Option<&'n Node> {
    keys.iter().try_fold(node, |node, key| node.get(key))
}

pub(super) fn as_text(node: &Node) -> Option<&str> {
    if let Value::Text(text) = &node.value { Some(text) } else { None }
}

pub(super) fn nodes(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.value) {
        Some(Value::List(nodes)) => nodes,
        _ => &[],
    }
}

pub(super) fn is_true(node: Option<&Node>) -> bool {
    node.is_some_and(|node| matches!(node.value, Value::Bool(true)))
}

/// Whether both say the same.
pub(super) fn same(old: Option<&Node>, new: Option<&Node>) -> bool {
    old.map(Node::to_json) == new.map(Node::to_json)
}

/// The actions after which some words of a map are what they were.
pub(super) fn restored(old: &Node, new: &Node, words: &[&str], at: &At) -> Vec<Action> {
    let (mut actions, mut update) = (Vec::new(), map::<&str>([]));
    for word in words {
        let (was, is) = (old.get(word), new.get(word));
        if same(was, is) {
            continue;
        }
        // Maps are merged, and lists grow.
        let merges = |node: &Node| matches!(node.value, Value::Map(_) | Value::List(_));
        if is.is_some_and(|is| was.is_none() || merges(is)) {
            actions.push(Action::remove(&at.key(word)));
        }
        if let Some(was) = was {
            update = with(&update, word, was.clone());
        }
    }
    if !update.entries().is_empty() {
        actions.push(Action::update(at, update));
    }
    actions
}
