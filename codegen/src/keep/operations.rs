//! Operations: which of them, and what of their answers, a newer document takes away.

use super::action::{Action, At, as_text, get, map, restored};
use super::keeper::{Draft, Keeper, agree};
use super::signature::{references, signature};
use crate::diff::Kind;
use crate::names::{self, Use};
use crate::yaml::{Entry, Node};

const METHODS: &[&str] = &["get", "post", "put", "delete", "patch", "head"];
/// The statuses of answers.
const ANSWERS: &[&str] = &["200", "201", "202", "204"];

/// What the words of an operation decide.
const OF_WORDS: &[Kind] = &[
    Kind::OperationRenamed,
    Kind::PagingRemoved,
    Kind::PagingStyleChanged,
    Kind::PagedListChanged,
    Kind::EnvelopeRemoved,
    Kind::FeatureRemoved,
    Kind::OperationFeatureChanged,
    Kind::OperationUngrouped,
];

/// An operation, and how to get to it.
#[derive(Clone, Copy)]
pub(super) struct Found<'n> {
    pub(super) path: &'n Entry,
    pub(super) method: &'n str,
    pub(super) node: &'n Node,
}

impl<'n> Found<'n> {
    pub(super) fn at(self) -> At {
        At::root().keys(&["paths", &self.path.key, self.method])
    }

    fn name(self) -> &'n str {
        self.node.get("operationId").and_then(as_text).unwrap_or_default()
    }

    fn rust_name(self) -> String {
        let given = self.node.get("x-rust-name").and_then(as_text);
        let base = given.unwrap_or_else(|| self.name());
        names::field(base, Use::Operation).map(|name| name.as_str().to_owned()).unwrap_or_default()
    }
}

fn operations(root: &Node) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    for path in root.get("paths").map_or(&[][..], Node::entries) {
        for method in path.node.entries().iter().filter(|entry| METHODS.contains(&entry.key.as_str())) {
            found.push(Found { path, method: &method.key, node: &method.node });
        }
    }
    found
}

impl<'n> Keeper<'n> {
    pub(super) fn operations(&mut self) {
        let (was, is) = (operations(self.old), operations(self.new));
        for old in &was {
            for parameter in old.node.get("parameters").into_iter().chain(old.node.get("requestBody")) {
                self.sends(parameter);
            }
            match is.iter().find(|new| new.name() == old.name()) {
                Some(new) => self.operation(*old, *new),
                None => self.gone_operation(*old, &is),
            }
        }
    }

    fn gone_operation(&mut self, old: Found<'n>, others: &[Found<'n>]) {
        let is_taken = |new: &Found<'_>| {
            new.rust_name() == old.rust_name() || new.path.key == old.path.key && new.method == old.method
        };
        if self.is_over(old.node) || others.iter().any(is_taken) {
            return;
        }
        let mut item = map([(old.method, self.gone(old.node))]);
        if let Some(common) = old.path.node.get("parameters") {
            item = super::action::with(&item, "parameters", common.clone());
        }
        let what = format!("the operation `{}` is gone", old.name());
        let mut draft = Draft::new(what, Some(old.node), None);
        // The place of an operation of the rpc style is its path.
        draft.before = Some(old.path.place.pointer.clone());
        draft.caution = Some("the service may refuse the calls");
        draft.types = references(old.node);
        draft.actions.push(Action::update(&At::root().key("paths"), map([(&old.path.key, item)])));
        self.need(&old.path.node);
        self.keep_codes(old.node);
        self.propose(draft);
    }

    fn operation(&mut self, old: Found<'n>, new: Found<'n>) {
        let at = new.at();
        let words: Vec<&str> = self.lost_words(old, new);
        let actions = restored(old.node, new.node, &words, &at);
        if !actions.is_empty() {
            let mut draft =
                Draft::new(format!("{} changed", words.join(", ")), Some(old.node), Some(new.node));
            draft.before = Some(old.path.place.pointer.clone());
            draft.after = Some(new.path.place.pointer.clone());
            draft.kinds = Some(OF_WORDS);
            draft.actions = actions;
            self.propose(draft);
        }
        self.request(old, new);
        self.answer(old, new, &at);
    }

    /// The words of an operation without which something would be gone.
    fn lost_words(&self, old: Found<'_>, new: Found<'_>) -> Vec<&'static str> {
        let mut words = Vec::new();
        if old.rust_name() != new.rust_name() {
            words.push("x-rust-name");
        }
        let (was, is) = (old.node.get("x-pagination"), new.node.get("x-pagination"));
        if let Some(was) = was {
            let lost = is.is_none_or(|is| !agree(was, is, "style") || !agree(was, is, "items"));
            words.extend(lost.then_some("x-pagination"));
        }
        if old.node.get("x-envelope").is_some() && new.node.get("x-envelope").is_none() {
            words.push("x-envelope");
        }
        let has_features = get(self.old, &["x-service", "features"]).is_some();
        if has_features && !agree(old.node, new.node, "tags") {
            words.push("tags");
        }
        words
    }

    fn answer(&mut self, old: Found<'n>, new: Found<'n>, at: &At) {
        let response = |one: Found<'n>| {
            let all = one.node.get("responses")?.entries();
            all.iter().find(|entry| ANSWERS.contains(&entry.key.as_str()))
        };
        let (Some(was), Some(is)) = (response(old), response(new)) else { return };
        let at = at.keys(&["responses", &is.key]);
        const JSON: [&str; 3] = ["content", "application/json", "schema"];
        match (get(&was.node, &JSON), get(&is.node, &JSON)) {
            (Some(a), Some(b)) => self.schema(a, b, &at.keys(&JSON), false),
            (a, b) => {
                let kind = |schema: Option<&Node>, response: &Node| {
                    schema.map(signature).or_else(|| response.get("content").map(|_| "bytes".to_owned()))
                };
                if kind(a, &was.node) != kind(b, &is.node) {
                    let mut draft = Draft::new(
                        "the answer is of another kind".to_owned(),
                        Some(old.node),
                        Some(new.node),
                    );
                    draft.before = Some(old.path.place.pointer.clone());
                    draft.after = Some(new.path.place.pointer.clone());
                    draft.kinds = Some(&[Kind::AnswerTypeChanged]);
                    draft.caution = Some("an answer of the new form is not understood, as before");
                    draft.actions = restored(&was.node, &is.node, &["content"], &at);
                    self.need(&was.node);
                    self.propose(draft);
                }
            }
        }
    }
}
