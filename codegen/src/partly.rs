//! Documents of which one operation is wanted: what is wrong elsewhere does not matter to it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Reporter};
use crate::{Service, Source, lower, spec, yaml};

/// What could be read of a document, and everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct Partly {
    service: Option<Service>,
    diagnostics: Diagnostics,
    document: serde_json::Value,
    /// The names of the operations, and the pointers of the maps that they are.
    operations: Vec<(String, Arc<str>)>,
}

/// Reads and lowers as much of a document as there is.
#[must_use]
pub fn lower_partly(source: &Source) -> Partly {
    let reporter = Reporter::new(source);
    let service =
        spec::parse(source, &reporter).map(|document| lower::lower(&document, &source.name, &reporter));
    let diagnostics = Diagnostics::new(reporter.into_found());
    // Where nothing is wrong, nobody asks what refers to what.
    let root = if diagnostics.is_empty() { None } else { spec::read(source, &Reporter::new(source)) };
    let operations = root.as_ref().map(spec::operations).unwrap_or_default();
    let operations =
        operations.into_iter().map(|(name, entry)| (name.to_owned(), entry.node.place.pointer.clone()));
    let operations = operations.collect();
    let document = root.as_ref().map(yaml::Node::to_json).unwrap_or_default();
    Partly { service, diagnostics, document, operations }
}

impl Partly {
    /// Everything that is wrong with the document.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The product; `None` if the document is too broken to have one. Unless [`concerning`](Self::concerning) finds
    /// nothing, it is worth nothing for the operation.
    #[must_use]
    pub fn service(&self) -> Option<&Service> {
        self.service.as_ref()
    }

    /// The product with this operation alone.
    #[must_use]
    pub fn only(&self, operation: &str) -> Option<Service> {
        let service = self.service.as_ref()?.with_operations(&BTreeSet::from([operation]));
        (service.operation_count() > 0).then_some(service)
    }

    /// What is wrong with the operation itself, with what it refers to, or with the document as a whole.
    #[must_use]
    pub fn concerning(&self, operation: &str) -> Diagnostics {
        let others = || self.operations.iter().filter(|(name, _)| name != operation);
        let named = self.operations.iter().find(|(name, _)| name == operation);
        let path = named.map_or_else(
            || format!("/paths/~1{}", yaml::escaped(operation)),
            |(_, pointer)| part(pointer).unwrap_or(pointer).to_owned(),
        );
        let is_others = |pointer: &str| others().any(|(_, other)| is_within(pointer, other));
        let mut reached = BTreeSet::from([path.clone()]);
        let mut open: Vec<String> = Vec::new();
        let item = self.document.pointer(&path).and_then(serde_json::Value::as_object);
        for (key, value) in item.into_iter().flatten() {
            if !is_others(&format!("{path}/{}", yaml::escaped(key))) {
                references(Some(value), &mut open);
            }
        }
        while let Some(pointer) = open.pop() {
            if reached.insert(pointer.clone()) {
                references(self.document.pointer(&pointer), &mut open);
            }
        }
        let matters = |pointer: &str| match part(pointer) {
            Some(part) => reached.contains(part) && !is_others(pointer),
            None => true,
        };
        let all = self.diagnostics.iter();
        Diagnostics::new(all.filter(|one| matters(&one.place.pointer)).cloned().collect())
    }
}

/// The pointer of the path or component that a place is in.
fn part(pointer: &str) -> Option<&str> {
    let depth = if pointer.starts_with("/components/") { 3 } else { 2 };
    let is_part = depth == 3 || pointer.starts_with("/paths/");
    let end = pointer.match_indices('/').nth(depth).map_or(pointer.len(), |(at, _)| at);
    pointer.get(..end).filter(|part| is_part && part.matches('/').count() == depth)
}

/// Whether a place is another, or inside of it.
fn is_within(pointer: &str, other: &str) -> bool {
    pointer.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn references(value: Option<&serde_json::Value>, found: &mut Vec<String>) {
    match value {
        Some(serde_json::Value::Object(fields)) => {
            for (name, value) in fields {
                match value.as_str().and_then(|target| target.strip_prefix('#')) {
                    Some(target) if name == "$ref" => found.push(target.to_owned()),
                    _ => references(Some(value), found),
                }
            }
        }
        Some(serde_json::Value::Array(items)) => {
            items.iter().for_each(|item| references(Some(item), found));
        }
        _ => {}
    }
}
