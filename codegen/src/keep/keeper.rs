//! What is proposed, and the parts of a document that are no operations.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Options;
use super::action::{Action, At, as_text, flag, get, list, map, nodes, restored, same, text, with};
use super::signature::references;
use crate::diff::Kind;
use crate::names::Use;
use crate::yaml::{Entry, Node};

const VPC: &[Kind] = &[Kind::VpcEndpointRemoved];

/// What is proposed to keep one thing.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) what: String,
    pub(super) caution: Option<&'static str>,
    /// Where the thing is in the document before, and where it is, or would be, in the one after.
    pub(super) before: Option<Arc<str>>,
    pub(super) after: Option<Arc<str>>,
    /// The components that it has to do with.
    pub(super) types: Vec<String>,
    /// The kinds of changes that it avoids, if not all below its place.
    pub(super) kinds: Option<&'static [Kind]>,
    pub(super) actions: Vec<Action>,
}

impl Draft {
    pub(super) fn new(what: String, old: Option<&Node>, new: Option<&Node>) -> Self {
        let pointer = |node: &Node| node.place.pointer.clone();
        let (before, after) = (old.map(pointer), new.map(pointer));
        Self { what, caution: None, before, after, types: Vec::new(), kinds: None, actions: Vec::new() }
    }
}

/// Walks through two documents and collects what keeps the API of the first.
pub(super) struct Keeper<'n> {
    pub(super) old: &'n Node,
    pub(super) new: &'n Node,
    pub(super) options: &'n Options,
    pub(super) drafts: Vec<Draft>,
    /// The components that what is kept refers to.
    needed: BTreeSet<String>,
    /// The components whose values are sent.
    inputs: BTreeSet<String>,
    /// The error codes of operations that are kept.
    codes: BTreeSet<String>,
}

impl<'n> Keeper<'n> {
    pub(super) fn new(old: &'n Node, new: &'n Node, options: &'n Options) -> Self {
        let (needed, inputs, codes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { old, new, options, drafts: Vec::new(), needed, inputs, codes }
    }

    /// All that is proposed.
    pub(super) fn drafts(mut self) -> Vec<Draft> {
        self.service();
        self.endpoints();
        self.operations();
        self.components();
        self.error_codes();
        // The order depends on what is kept alone; what others refer to comes first.
        let is_inside =
            |draft: &Draft| draft.before.as_deref().is_none_or(|at| !at.starts_with("/components/"));
        self.drafts.sort_by_cached_key(|draft| {
            let target = draft.actions.first().map(|action| action.target().to_owned());
            (is_inside(draft), target, draft.what.clone())
        });
        self.drafts
    }

    pub(super) fn propose(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Says that what is kept has references.
    pub(super) fn need(&mut self, node: &Node) {
        self.needed.extend(references(node));
    }

    /// Says that values of what is referred to are sent.
    pub(super) fn sends(&mut self, node: &Node) {
        let mut open = references(node);
        while let Some(name) = open.pop() {
            let found = get(self.old, &["components", "schemas", &name]);
            if let Some(found) = found.filter(|_| self.inputs.insert(name)) {
                open.extend(references(found));
            }
        }
    }

    /// Says that an operation is kept with its error codes.
    pub(super) fn keep_codes(&mut self, operation: &Node) {
        let codes = documented_codes(operation, &At::root());
        self.codes.extend(codes.into_iter().map(|(code, ..)| code.to_owned()));
    }

    /// Whether a thing was kept long enough.
    pub(super) fn is_over(&self, node: &Node) -> bool {
        let until = node.get("x-kept-until").and_then(as_text);
        self.options.let_go && until.is_some_and(|until| until < self.options.since.as_str())
    }

    /// A thing that is gone, as it is kept. What was gone before keeps its dates.
    pub(super) fn gone(&self, node: &Node) -> Node {
        if node.get("x-gone-since").is_some() {
            return node.clone();
        }
        let node = with(node, "deprecated", flag());
        let node = with(&node, "x-gone-since", text(&self.options.since));
        match &self.options.until {
            Some(until) => with(&node, "x-kept-until", text(until)),
            None => node,
        }
    }

    fn service(&mut self) {
        let (Some(old), Some(new)) = (self.old.get("x-service"), self.new.get("x-service")) else { return };
        let words: &[&str] =
            if old.get("features").is_some() { &["module", "features"] } else { &["module"] };
        let actions = restored(old, new, words, &At::root().key("x-service"));
        if !actions.is_empty() {
            let what = "the module or the features of the product are others".to_owned();
            let mut draft = Draft::new(what, None, None);
            draft.kinds = Some(&[Kind::ProductRenamed, Kind::FeatureRemoved, Kind::OperationUngrouped]);
            draft.actions = actions;
            self.propose(draft);
        }
    }

    fn endpoints(&mut self) {
        let is_vpc = |one: &&Node| one.get("description").and_then(as_text) == Some("vpc");
        let servers = |root: &'n Node| nodes(root.get("servers")).iter().find(is_vpc);
        if let (Some(server), None) = (servers(self.old), servers(self.new)) {
            let what = "the rule for hosts inside a virtual private cloud is gone".to_owned();
            let mut draft = Draft::new(what, self.old.get("servers"), self.new.get("servers"));
            draft.caution = Some("the host may be gone as well");
            draft.kinds = Some(VPC);
            draft.actions.push(Action::update(&At::root().key("servers"), list(vec![server.clone()])));
            self.propose(draft);
        }
        let regions = self.old.get("x-endpoints").map_or(&[][..], Node::entries);
        for region in regions {
            let Some(vpc) = region.node.get("vpc") else { continue };
            let now = get(self.new, &["x-endpoints", &region.key]);
            if now.is_some_and(|now| now.get("vpc").is_some()) {
                continue;
            }
            let (at, update) = match now {
                Some(_) => (At::root().keys(&["x-endpoints", &region.key]), map([("vpc", vpc.clone())])),
                None => {
                    let entry = map([(&region.key, region.node.clone())]);
                    if self.new.get("x-endpoints").is_some() {
                        (At::root().key("x-endpoints"), entry)
                    } else {
                        (At::root(), map([("x-endpoints", entry)]))
                    }
                }
            };
            let what = format!("the host of `{}` inside a virtual private cloud is gone", region.key);
            let mut draft = Draft::new(what, Some(&region.node), now);
            draft.caution = Some("the host may be gone as well");
            draft.kinds = Some(VPC);
            draft.actions.push(Action::update(&at, update));
            self.propose(draft);
        }
    }

    /// Keeps the components that are there before and after, and those that others need.
    fn components(&mut self) {
        let (old, new) = (self.old, self.new);
        let (was, is) = (get(old, &["components", "schemas"]), get(new, &["components", "schemas"]));
        for entry in was.map_or(&[][..], Node::entries) {
            let Some(found) = is.and_then(|is| is.get(&entry.key)) else { continue };
            let at = At::root().keys(&["components", "schemas", &entry.key]);
            let input = self.inputs.contains(&entry.key);
            self.names((&entry.key, &entry.node), (&entry.key, found), &at, Use::Field);
            self.schema(&entry.node, found, &at, input);
        }
        let mut done = BTreeSet::new();
        while let Some(name) = self.needed.iter().find(|name| !done.contains(*name)).cloned() {
            done.insert(name.clone());
            let Some(schema) = was.and_then(|was| was.get(&name)) else { continue };
            if is.and_then(|is| is.get(&name)).is_some() {
                continue;
            }
            self.need(schema);
            let mut draft = Draft::new(format!("the type `{name}` is gone"), Some(schema), None);
            let entry = map([(&name, schema.clone())]);
            draft.types = vec![name];
            draft.actions.push(if is.is_some() {
                Action::update(&At::root().keys(&["components", "schemas"]), entry)
            } else {
                Action::update(&At::root(), map([("components", map([("schemas", entry)]))]))
            });
            self.propose(draft);
        }
    }

    /// Keeps the variants of error codes that are no longer documented, and the names of others.
    fn error_codes(&mut self) {
        let (was, is) = (error_codes(self.old), error_codes(self.new));
        for (code, node, at) in &is {
            let old = was.iter().find(|(known, ..)| known == code);
            let actions =
                old.map(|(_, old, _)| restored(old, node, &["x-rust-name"], at)).unwrap_or_default();
            if !actions.is_empty() {
                let mut draft = Draft::new(format!("the error code `{code}` has another name"), None, None);
                draft.kinds = Some(&[Kind::ErrorCodeRenamed]);
                draft.actions = actions;
                self.propose(draft);
            }
        }
        let is_gone = |code: &str| !is.iter().any(|(known, ..)| *known == code) && !self.codes.contains(code);
        let gone: BTreeMap<&str, Node> = was
            .iter()
            .filter(|(code, ..)| is_gone(code))
            .map(|(code, node, _)| {
                let name = node.get("x-rust-name").map(|name| ("x-rust-name", name.clone()));
                (*code, map(name))
            })
            .collect();
        if !gone.is_empty() {
            let mut draft = Draft::new("error codes are gone".to_owned(), None, None);
            draft.kinds = Some(&[Kind::FormerErrorCodeDropped, Kind::ErrorCodeRemoved]);
            draft.actions.push(Action::update(&At::root(), map([("x-former-error-codes", map(gone))])));
            self.propose(draft);
        }
    }
}

/// The error codes of a document, with what is said of each and where.
fn error_codes(root: &Node) -> Vec<(&str, &Node, At)> {
    const FORMER: &str = "x-former-error-codes";
    let mut found = codes(root.get(FORMER), &At::root().key(FORMER));
    for path in root.get("paths").map_or(&[][..], Node::entries) {
        for operation in path.node.entries() {
            let at = At::root().keys(&["paths", &path.key, &operation.key]);
            found.extend(documented_codes(&operation.node, &at));
        }
    }
    found
}

fn documented_codes<'n>(operation: &'n Node, at: &At) -> Vec<(&'n str, &'n Node, At)> {
    let responses = operation.get("responses").map_or(&[][..], Node::entries);
    let of_response = |response: &'n Entry| {
        let at = at.keys(&["responses", &response.key, "x-error-codes"]);
        codes(response.node.get("x-error-codes"), &at)
    };
    responses.iter().flat_map(of_response).collect()
}

fn codes<'n>(listed: Option<&'n Node>, at: &At) -> Vec<(&'n str, &'n Node, At)> {
    let entries = listed.map_or(&[][..], Node::entries);
    entries.iter().map(|entry| (entry.key.as_str(), &entry.node, at.key(&entry.key))).collect()
}

/// Whether two maps say the same under a word.
pub(super) fn agree(old: &Node, new: &Node, word: &str) -> bool {
    same(old.get(word), new.get(word))
}
