//! Components that no operation leads to, whatever they are.

use std::collections::{BTreeMap, BTreeSet};

use super::Text;
use super::object::key;
use crate::diagnostic::Reporter;
use crate::yaml::{Entry, Node, Value};

/// The kinds of components that can be referred to, with what one of them is.
const KINDS: [(&str, &str); 4] = [
    ("schemas", "schema"),
    ("parameters", "shared parameter"),
    ("requestBodies", "shared request body"),
    ("responses", "shared response"),
];

/// The components of a document that nothing under `paths` refers to, directly or through other components.
pub(super) fn components(root: &Node, reporter: &Reporter<'_>) -> Vec<(Text, &'static str)> {
    let (Some(components), Some(paths)) = (root.get("components"), root.get("paths")) else {
        return Vec::new();
    };
    let mut all: BTreeMap<String, (&Entry, &'static str)> = BTreeMap::new();
    for (kind, what) in KINDS {
        for entry in components.get(kind).map(Node::entries).unwrap_or_default() {
            all.insert(entry.place.pointer.to_string(), (entry, what));
        }
    }
    let mut open = references(paths);
    let mut used = BTreeSet::new();
    while let Some(reference) = open.pop() {
        // A misspelt reference, which is reported, uses what it was to refer to.
        let pointer = reference.strip_prefix('#').unwrap_or_default();
        if let Some((entry, _)) = all
            .get(pointer)
            .or_else(|| all.get(reporter.nearest(pointer, all.keys().map(String::as_str), 4)?))
            && used.insert(entry.place.pointer.clone())
        {
            open.extend(references(&entry.node));
        }
    }
    let unused = all.into_values().filter(|(entry, _)| !used.contains(&entry.place.pointer));
    unused.map(|(entry, what)| (key(entry), what)).collect()
}

/// The targets of all references inside of a node.
fn references(node: &Node) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::List(nodes) => open.extend(nodes),
            Value::Map(entries) => {
                for entry in entries {
                    match &entry.node.value {
                        Value::Text(target) if entry.key == "$ref" => found.push(target.as_str()),
                        _ => open.push(&entry.node),
                    }
                }
            }
            _ => {}
        }
    }
    found
}
