//! The descriptions of an overlay: what a name means, written once and put wherever the name has no description yet.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::merge::put;
use super::object::{Object, key, text};
use crate::diagnostic::Reporter;
use crate::rule;
use crate::yaml::{Entry, Node, Value};

/// What descriptions are for, in the order in which they are looked for.
const SECTIONS: [&str; 4] = ["parameters", "fields", "names", "errors"];

/// How much of a name may be misspelt, so that it is still shown as the nearest.
const FURTHEST: usize = 4;

/// The descriptions, by the last name of their paths, the longest path first.
pub(super) struct Wording {
    sections: [BTreeMap<String, Vec<Words>>; SECTIONS.len()],
}

struct Words {
    /// The names before the last one, the outermost first.
    above: Vec<String>,
    entry: Entry,
    state: Cell<State>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// Nothing has the name.
    Unknown,
    /// What has the name is described otherwise.
    Idle,
    Used,
}

/// Where in a document names are.
#[derive(Clone, Copy)]
enum Side {
    Request,
    Answer,
    Errors,
}

impl Side {
    fn sections(self) -> &'static [usize] {
        match self {
            Self::Request => &[0, 2],
            Self::Answer => &[1, 2],
            Self::Errors => &[3],
        }
    }
}

impl Wording {
    pub(super) fn read(node: &Node, reporter: &Reporter<'_>) -> Option<Self> {
        let object = Object::new(node, "the descriptions", reporter)?;
        let sections = SECTIONS.map(|section| {
            let mut words: BTreeMap<String, Vec<Words>> = BTreeMap::new();
            for entry in object.object(section, "a list of descriptions").iter().flat_map(Object::all) {
                if text(&entry.node).is_none_or(|text| text.value.trim().is_empty()) {
                    let help = "write what the name stands for, in your own words";
                    reporter.report(&rule::EMPTY_TEXT, &entry.place, "this is no description", help);
                    continue;
                }
                let mut above: Vec<String> = entry.key.split('/').map(str::to_owned).collect();
                let last = above.pop().unwrap_or_default();
                words.entry(last).or_default().push(Words {
                    above,
                    entry: entry.clone(),
                    state: Cell::new(State::Unknown),
                });
            }
            words.values_mut().for_each(|words| words.sort_by_key(|one| std::cmp::Reverse(one.above.len())));
            words
        });
        object.finish();
        Some(Self { sections })
    }

    /// Describes what has no description, and reports the descriptions that are of no use.
    pub(super) fn apply(&self, root: &mut Node, reporter: &Reporter<'_>) {
        for path in child(root, "paths").into_iter().flat_map(entries) {
            for operation in entries(&mut path.node) {
                self.operation(&mut operation.node);
            }
        }
        let components = child(root, "components").and_then(|components| child(components, "schemas"));
        for schema in components.into_iter().flat_map(entries) {
            let mut path = vec![schema.key.clone()];
            self.describe(&mut schema.node, &path, Side::Answer);
            self.schema(&mut schema.node, &mut path, Side::Answer);
        }
        self.check_use(root, reporter);
    }

    fn operation(&self, operation: &mut Node) {
        let Some(name) = operation.get("operationId").and_then(text) else { return };
        let mut path = vec![name.value];
        if let Some(Node { value: Value::List(parameters), .. }) = child(operation, "parameters") {
            for parameter in parameters {
                let Some(name) = parameter.get("name").and_then(text) else { continue };
                path.push(name.value);
                self.describe(parameter, &path, Side::Request);
                self.content(parameter, &mut path, Side::Request);
                path.pop();
            }
        }
        if let Some(body) = child(operation, "requestBody") {
            self.content(body, &mut path, Side::Request);
        }
        for response in child(operation, "responses").into_iter().flat_map(entries) {
            self.content(&mut response.node, &mut path, Side::Answer);
            for code in child(&mut response.node, "x-error-codes").into_iter().flat_map(entries) {
                path.push(code.key.clone());
                self.describe(&mut code.node, &path, Side::Errors);
                path.pop();
            }
        }
    }

    /// The schema of something, or those of its contents.
    fn content(&self, node: &mut Node, path: &mut Vec<String>, side: Side) {
        if let Some(schema) = child(node, "schema") {
            self.schema(schema, path, side);
        }
        for content in child(node, "content").into_iter().flat_map(entries) {
            if let Some(schema) = child(&mut content.node, "schema") {
                self.schema(schema, path, side);
            }
        }
    }

    fn schema(&self, schema: &mut Node, path: &mut Vec<String>, side: Side) {
        for inner in ["items", "additionalProperties", "contentSchema"] {
            if let Some(inner) = child(schema, inner) {
                self.schema(inner, path, side);
            }
        }
        for property in child(schema, "properties").into_iter().flat_map(entries) {
            path.push(property.key.clone());
            self.describe(&mut property.node, path, side);
            self.schema(&mut property.node, path, side);
            path.pop();
        }
    }

    /// Describes what is at a path.
    fn describe(&self, node: &mut Node, path: &[String], side: Side) {
        let Some((last, above)) = path.split_last() else { return };
        let described =
            node.get("description").and_then(text).is_some_and(|known| !known.value.trim().is_empty());
        let all = side.sections().iter().filter_map(|section| self.sections.get(*section)?.get(last));
        let mut state = if described { State::Idle } else { State::Used };
        for words in all.flatten().filter(|words| above.ends_with(&words.above)) {
            words.state.set(words.state.get().max(state));
            if state == State::Used {
                put(node, "description", &words.entry);
            }
            // The others are about less.
            state = State::Idle;
        }
    }

    fn check_use(&self, root: &Node, reporter: &Reporter<'_>) {
        let mut known = None;
        for words in self.sections.iter().flat_map(BTreeMap::values).flatten() {
            let name = key(&words.entry);
            match words.state.get() {
                State::Used => {}
                State::Idle => {
                    let message = format!("all that is called `{}` is described otherwise", name.value);
                    reporter.report(
                        &rule::OVERLAY_WITHOUT_EFFECT,
                        &name.place,
                        message,
                        "remove the description",
                    );
                }
                State::Unknown => {
                    let message = format!("nothing is called `{}`", name.value);
                    let known = known.get_or_insert_with(|| names(root));
                    let last = name.value.rsplit('/').next().unwrap_or_default();
                    let help = match reporter.nearest(last, known.iter().copied(), FURTHEST) {
                        Some(nearest) if nearest == last => {
                            "change the names before the last one, or remove the description".to_owned()
                        }
                        Some(nearest) => format!("did you mean `{nearest}`?"),
                        None => {
                            "see what became of it, and change the name or remove the description".to_owned()
                        }
                    };
                    reporter.report(&rule::OVERLAY_WITHOUT_TARGET, &name.place, message, help);
                }
            }
        }
    }
}

/// The names that descriptions may be for.
fn names(root: &Node) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::List(nodes) => open.extend(nodes),
            Value::Map(entries) => {
                for entry in entries {
                    match (entry.key.as_str(), &entry.node.value) {
                        ("name", Value::Text(name)) => {
                            names.insert(name.as_str());
                        }
                        ("properties" | "schemas" | "x-error-codes", Value::Map(inner)) => {
                            names.extend(inner.iter().map(|entry| entry.key.as_str()));
                        }
                        _ => {}
                    }
                    open.push(&entry.node);
                }
            }
            _ => {}
        }
    }
    names
}

fn child<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    entries(node).find(|entry| entry.key == key).map(|entry| &mut entry.node)
}

fn entries(node: &mut Node) -> std::slice::IterMut<'_, Entry> {
    if let Value::Map(entries) = &mut node.value { entries.iter_mut() } else { [].iter_mut() }
}
