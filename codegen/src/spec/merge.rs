//! Merging one tree into another: maps are merged, lists grow, anything else is replaced.

use crate::diagnostic::Place;
use crate::yaml::{self, Entry, Node, Value};

/// Changes `node` as an update says: maps are merged, lists grow, anything else is replaced. Says whether it was changed.
pub(super) fn merge(node: &mut Node, update: &Node) -> bool {
    let pointer = node.place.pointer.clone();
    match (&mut node.value, &update.value) {
        (Value::Map(entries), Value::Map(updates)) => {
            let changed = updates.iter().filter(|update| add(entries, update, &pointer)).count();
            return changed > 0;
        }
        (Value::List(nodes), Value::List(updates)) => return append(nodes, updates, &pointer),
        _ => {}
    }
    let is_new = node.to_json() != update.to_json();
    if is_new {
        *node = moved(update, &pointer);
    }
    is_new
}

fn add(entries: &mut Vec<Entry>, update: &Entry, pointer: &str) -> bool {
    match entries.iter_mut().find(|entry| entry.key == update.key) {
        Some(entry) => merge(&mut entry.node, &update.node),
        None => {
            entries.push(moved_entry(update, pointer));
            true
        }
    }
}

/// Says something of a map that it did not say.
pub(super) fn put(node: &mut Node, key: &str, words: &Entry) {
    let pointer = node.place.pointer.clone();
    if let Value::Map(entries) = &mut node.value {
        add(entries, &Entry { key: key.to_owned(), ..words.clone() }, &pointer);
    }
}

/// An entry that is there already is not added again.
fn append(nodes: &mut Vec<Node>, updates: &[Node], pointer: &str) -> bool {
    let before = nodes.len();
    for update in updates {
        let value = update.to_json();
        if !nodes.iter().any(|node| node.to_json() == value) {
            nodes.push(moved(update, &format!("{pointer}/{}", nodes.len())));
        }
    }
    nodes.len() > before
}

/// A node with the pointer that it has in another place.
pub(super) fn moved(node: &Node, pointer: &str) -> Node {
    let value = match &node.value {
        Value::List(nodes) => {
            let nodes = nodes.iter().enumerate();
            Value::List(nodes.map(|(index, node)| moved(node, &format!("{pointer}/{index}"))).collect())
        }
        Value::Map(entries) => Value::Map(entries.iter().map(|entry| moved_entry(entry, pointer)).collect()),
        other => other.clone(),
    };
    Node { place: Place { pointer: pointer.into(), ..node.place.clone() }, value }
}

fn moved_entry(entry: &Entry, pointer: &str) -> Entry {
    let pointer = format!("{pointer}/{}", yaml::escaped(&entry.key));
    let node = moved(&entry.node, &pointer);
    Entry { key: entry.key.clone(), place: Place { pointer: pointer.into(), ..entry.place.clone() }, node }
}
