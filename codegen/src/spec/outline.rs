//! The operations of a document that may have anything wrong with it: what they are called, and where they stand.

use crate::http::Method;
use crate::yaml::{Entry, Node, Value};

/// The operations that have a name, with the entries of their paths that they are.
pub(crate) fn operations(root: &Node) -> Vec<(&str, &Entry)> {
    let paths = root.get("paths").map(Node::entries).unwrap_or_default();
    let methods = paths.iter().flat_map(|path| path.node.entries());
    let methods = methods.filter(|entry| Method::of_key(&entry.key).is_some());
    let named = methods.filter_map(|entry| match &entry.node.get("operationId")?.value {
        Value::Text(name) => Some((name.as_str(), entry)),
        _ => None,
    });
    named.collect()
}
