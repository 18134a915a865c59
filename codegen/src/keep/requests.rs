//! Requests: which parameters a newer document takes away, and what the arguments of a method were.

use super::action::{
    Action, At, as_text, get, is_true, list, map, nodes, restored, same, text, with, without,
};
use super::keeper::{Draft, Keeper};
use super::operations::Found;
use super::schemas::rust_name;
use super::signature::{references, signature};
use crate::diff::Kind;
use crate::names::Use;
use crate::yaml::Node;

/// Words of a property of a body that belong to a parameter, and not to its schema.
const OF_PARAMETERS: &[&str] = &[
    "description",
    "deprecated",
    "example",
    "x-rust-name",
    "x-idempotency-token",
    "x-sensitive",
    "x-only-with",
    "x-contradictions",
    "x-gone-since",
    "x-kept-until",
];

/// What the arguments of a method decide.
pub(super) const OF_ARGUMENTS: &[Kind] = &[
    Kind::ParameterNowRequired,
    Kind::ParameterNoLongerRequired,
    Kind::RequiredParameterAdded,
    Kind::RequiredParameterRemoved,
    Kind::ArgumentsReordered,
];

/// What the form of a body decides.
const OF_BODIES: &[Kind] = &[
    Kind::FormFallbackRemoved,
    Kind::ParameterRemoved,
    Kind::RequiredParameterRemoved,
    Kind::ParameterTypeChanged,
    Kind::SettersRemoved,
];

/// Where a parameter is written.
#[derive(Clone, Debug, PartialEq)]
enum Home {
    /// In a list of parameters, under the word `in`.
    List(String),
    /// Among the properties of a body.
    Field,
    /// The body as a whole.
    Body,
}

/// A parameter as it is written.
#[derive(Clone, Debug)]
struct Parameter<'n> {
    name: &'n str,
    home: Home,
    required: bool,
    node: &'n Node,
    at: At,
}

impl Parameter<'_> {
    fn rust_name(&self) -> String {
        rust_name(self.name, self.node, Use::Method)
    }

    /// The schema of the value, and where it is.
    fn schema(&self) -> Option<(&Node, At)> {
        const CONTENT: [&str; 3] = ["content", "application/json", "schema"];
        match self.home {
            Home::List(_) => match self.node.get("schema") {
                Some(schema) => Some((schema, self.at.key("schema"))),
                None => Some((get(self.node, &CONTENT)?, self.at.keys(&CONTENT))),
            },
            Home::Field => Some((self.node, self.at.clone())),
            Home::Body => Some((get(self.node, &CONTENT)?, self.at.keys(&CONTENT))),
        }
    }

    /// Whether every request has it because of where it is.
    fn is_fixed(&self) -> bool {
        self.home == Home::List("path".to_owned()) || is_true(self.node.get("x-host-label"))
    }
}

/// What the body of a request is.
enum Body<'n> {
    None,
    /// Parameters of the query that do not fit into a URL.
    Overflow,
    /// An object whose properties are parameters, with its media type.
    Fields(&'n str, &'n Node),
    Whole,
}

fn body<'n>(operation: &'n Node) -> Body<'n> {
    let Some(content) = get(operation, &["requestBody", "content"]) else { return Body::None };
    let Some(media) = content.entries().first() else { return Body::None };
    match media.node.get("schema") {
        Some(schema) if schema.get("properties").is_some() && media.key != "application/octet-stream" => {
            Body::Fields(&media.key, schema)
        }
        _ if media.key == "application/x-www-form-urlencoded" => Body::Overflow,
        _ => Body::Whole,
    }
}

/// The parameters of an operation, in the order of its arguments.
fn parameters<'n>(found: Found<'n>) -> Vec<Parameter<'n>> {
    let listed = |node: &'n Node, at: &At| -> Vec<Parameter<'n>> {
        let read = |node: &'n Node| {
            let (name, place) = (node.get("name").and_then(as_text)?, node.get("in").and_then(as_text)?);
            let required = is_true(node.get("required"));
            let at = at.key("parameters").parameter(name, place);
            Some(Parameter { name, home: Home::List(place.to_owned()), required, node, at })
        };
        nodes(node.get("parameters")).iter().filter_map(read).collect()
    };
    let own = listed(found.node, &found.at());
    let mut all = listed(&found.path.node, &At::root().keys(&["paths", &found.path.key]));
    all.retain(|one| !own.iter().any(|other| other.name == one.name && other.home == one.home));
    all.extend(own);
    let at = found.at().key("requestBody");
    match (body(found.node), found.node.get("requestBody")) {
        (Body::Fields(media, schema), _) => {
            let at = at.keys(&["content", media, "schema", "properties"]);
            for entry in schema.get("properties").map_or(&[][..], Node::entries) {
                let name = entry.key.as_str();
                let required =
                    nodes(schema.get("required")).iter().filter_map(as_text).any(|one| one == name);
                let at = at.key(name);
                all.push(Parameter { name, home: Home::Field, required, node: &entry.node, at });
            }
        }
        (Body::Whole, Some(node)) => {
            let name = node.get("x-name").and_then(as_text).unwrap_or("body");
            all.push(Parameter { name, home: Home::Body, required: is_true(node.get("required")), node, at });
        }
        _ => {}
    }
    all
}

/// The arguments among parameters, in their order.
fn arguments<'p, 'n>(operation: &Node, parameters: &'p [Parameter<'n>]) -> Vec<&'p Parameter<'n>> {
    match operation.get("x-arguments") {
        Some(listed) => {
            let called = |name: &str| {
                let given =
                    |one: &&Parameter<'n>| one.node.get("x-rust-name").and_then(as_text) == Some(name);
                let by_name = || parameters.iter().find(|one| one.name == name);
                parameters.iter().find(given).or_else(by_name)
            };
            nodes(Some(listed)).iter().filter_map(as_text).filter_map(called).collect()
        }
        None => parameters.iter().filter(|one| one.required && !is_chosen(operation, one.name)).collect(),
    }
}

fn is_chosen(operation: &Node, name: &str) -> bool {
    let rules = nodes(operation.get("x-exactly-one")).iter();
    rules.flat_map(|rule| nodes(rule.get("of"))).filter_map(as_text).any(|one| one == name)
}

impl<'n> Keeper<'n> {
    pub(super) fn request(&mut self, old: Found<'n>, new: Found<'n>) {
        let was = parameters(old);
        let mut is = parameters(new);
        if self.lost_body(old, new) {
            is.retain(|one| matches!(one.home, Home::List(_)));
            is.extend(was.iter().filter(|one| !matches!(one.home, Home::List(_))).cloned());
        }
        let mut gone = Vec::new();
        let mut partners: Vec<(usize, usize)> = Vec::new();
        for (at, one) in was.iter().enumerate() {
            match partner(one, &was, &is)
                .filter(|partner| !partners.iter().any(|(_, taken)| taken == partner))
            {
                Some(partner) => partners.push((at, partner)),
                None => gone.push(one.clone()),
            }
        }
        for (a, b) in &partners {
            if let (Some(a), Some(b)) = (was.get(*a), is.get(*b)) {
                self.parameter(a, b);
            }
        }
        let kept: Vec<Parameter<'n>> =
            gone.into_iter().filter_map(|one| self.gone_parameter(&one, old, new)).collect();
        let position = |one: &Parameter<'_>| matches!(one.home, Home::List(_));
        let end = is.iter().position(|one| !position(one)).unwrap_or(is.len());
        let (listed, inside): (Vec<_>, Vec<_>) = kept.into_iter().partition(position);
        is.splice(end..end, listed);
        is.extend(inside);
        self.arguments((old, &was), (new, &is));
    }

    /// Keeps a body that is none any more, or of another kind; whether that is so.
    fn lost_body(&mut self, old: Found<'n>, new: Found<'n>) -> bool {
        let lost = match (body(old.node), body(new.node)) {
            (Body::Overflow, Body::None) | (Body::Fields(..), Body::Whole) => true,
            (Body::Whole, Body::Whole) => {
                let media = |one: Found<'n>| {
                    let content = get(one.node, &["requestBody", "content"])?;
                    Some(content.entries().first()?.key.clone())
                };
                media(old) != media(new)
            }
            (Body::Whole, _) => true,
            _ => false,
        };
        if lost {
            let mut draft =
                Draft::new("the body is of another kind".to_owned(), Some(old.node), Some(new.node));
            draft.before = Some(old.path.place.pointer.clone());
            draft.after = Some(new.path.place.pointer.clone());
            draft.kinds = Some(OF_BODIES);
            draft.types = old.node.get("requestBody").map(references).unwrap_or_default();
            draft.caution = Some("the service may not take the old body, as before");
            draft.actions = restored(old.node, new.node, &["requestBody"], &new.at());
            if let Some(node) = old.node.get("requestBody") {
                self.need(node);
            }
            self.propose(draft);
        }
        lost
    }

    /// Keeps what a parameter is called, and what it takes.
    fn parameter(&mut self, old: &Parameter<'n>, new: &Parameter<'n>) {
        if std::ptr::eq(old.node, new.node) {
            return;
        }
        if old.home != Home::Body {
            self.names((old.name, old.node), (new.name, new.node), &new.at, Use::Method);
        } else if old.name != new.name {
            let mut draft =
                Draft::new("the body is called otherwise".to_owned(), Some(old.node), Some(new.node));
            draft.actions = restored(old.node, new.node, &["x-name"], &new.at);
            self.propose(draft);
        }
        if is_true(old.node.get("x-wildcard")) && new.node.get("x-wildcard").is_none() {
            let what = "slashes no longer divide the path".to_owned();
            let mut draft = Draft::new(what, Some(old.node), Some(new.node));
            draft.actions = restored(old.node, new.node, &["x-wildcard"], &new.at);
            self.propose(draft);
        }
        let (Some((a, _)), Some((b, at))) = (old.schema(), new.schema()) else { return };
        let listed = |one: &Parameter<'_>| matches!(one.home, Home::List(_));
        let differs = signature(a) != signature(b);
        let forms = [old, new].map(|one| one.node.get("content").is_some());
        if differs
            && listed(old)
            && listed(new)
            && (forms[0] != forms[1] || !same(old.node.get("style"), new.node.get("style")))
        {
            let what = format!("the type was {} and is {}", signature(a), signature(b));
            let mut draft = Draft::new(what, Some(old.node), Some(new.node));
            draft.types = references(a).into_iter().chain(references(b)).collect();
            draft.caution = Some("the service may not take the old form");
            draft.actions =
                restored(old.node, new.node, &["schema", "content", "style", "explode", "example"], &new.at);
            self.need(old.node);
            self.propose(draft);
            return;
        }
        self.schema(a, b, &at, true);
    }

    /// Keeps a parameter that is gone; none if it cannot be kept.
    fn gone_parameter(
        &mut self,
        old: &Parameter<'n>,
        from: Found<'n>,
        new: Found<'n>,
    ) -> Option<Parameter<'n>> {
        if self.is_over(old.node) {
            return None;
        }
        let what = format!("the parameter `{}` is gone", old.name);
        let mut draft = Draft::new(what, Some(old.node), None);
        draft.types = references(old.node);
        draft.caution = Some("the service may ignore it");
        let at = new.at();
        let mut kept = old.clone();
        match (&old.home, body(new.node), body(from.node)) {
            (Home::Body, ..) => return None,
            (Home::List(place), ..) => {
                let node = without(&self.gone(old.node), &["x-host-label", "x-wildcard"]);
                // There is no place for it in the path any more.
                let moves = place == "path" || old.is_fixed();
                let node = if moves { with(&node, "in", text("query")) } else { node };
                if moves {
                    kept.home = Home::List("query".to_owned());
                }
                draft.actions.push(Action::update(&at, map([("parameters", list(vec![node]))])));
            }
            (Home::Field, Body::Fields(media, _), Body::Fields(before, _)) => {
                let content = at.keys(&["requestBody", "content", media]);
                let node = self.gone(old.node);
                let properties = content.keys(&["schema", "properties"]);
                draft.actions.push(Action::update(&properties, map([(old.name, node)])));
                let encoding = get(from.node, &["requestBody", "content", before, "encoding", old.name]);
                if let Some(encoding) = encoding.filter(|_| media == before) {
                    let entry = map([("encoding", map([(old.name, encoding.clone())]))]);
                    draft.actions.push(Action::update(&content, entry));
                }
            }
            (Home::Field, ..) => {
                let node = self.gone(old.node);
                let own = node.entries().iter().filter(|entry| OF_PARAMETERS.contains(&entry.key.as_str()));
                let mut parameter = map([("name", text(old.name)), ("in", text("query"))]);
                if old.required {
                    parameter = with(&parameter, "required", super::action::flag());
                }
                for entry in own {
                    parameter = with(&parameter, &entry.key, entry.node.clone());
                }
                parameter = with(&parameter, "schema", without(&node, OF_PARAMETERS));
                kept.home = Home::List("query".to_owned());
                draft.actions.push(Action::update(&at, map([("parameters", list(vec![parameter]))])));
            }
        }
        self.need(old.node);
        self.propose(draft);
        Some(kept)
    }

    /// Keeps the arguments of a method, in their order.
    fn arguments(
        &mut self,
        (old, was): (Found<'n>, &[Parameter<'n>]),
        (new, is): (Found<'n>, &[Parameter<'n>]),
    ) {
        let names = |all: &[&Parameter<'n>]| all.iter().map(|one| one.rust_name()).collect::<Vec<_>>();
        let (before, after) = (arguments(old.node, was), arguments(new.node, is));
        if names(&before) == names(&after) {
            return;
        }
        let counterpart = |one: &&Parameter<'n>| {
            let found = is.iter().find(|other| other.rust_name() == one.rust_name());
            found.or_else(|| is.iter().find(|other| other.name == one.name))
        };
        let mut kept: Vec<&Parameter<'n>> = before.iter().filter_map(counterpart).collect();
        let holds = |all: &[&Parameter<'n>], one: &Parameter<'n>| {
            all.iter().any(|other| std::ptr::eq(other.node, one.node))
        };
        kept.extend(
            is.iter().filter(|one| one.is_fixed() && !before.iter().any(|other| other.name == one.name)),
        );
        let is_needed = |one: &&&Parameter<'n>| one.required && !holds(&kept, one);
        let caution = after.iter().any(|one| is_needed(&one));
        let called = |one: &&Parameter<'n>| {
            let twins = is.iter().filter(|other| other.name == one.name).count() > 1;
            let given = one.node.get("x-rust-name").and_then(as_text);
            text(given.filter(|_| twins).unwrap_or(one.name))
        };
        let what = "the arguments of the method are others".to_owned();
        let mut draft = Draft::new(what, Some(old.node), Some(new.node));
        draft.before = Some(old.path.place.pointer.clone());
        draft.after = Some(new.path.place.pointer.clone());
        draft.kinds = Some(OF_ARGUMENTS);
        draft.caution =
            caution.then_some("the service refuses a request without what it has come to require");
        if new.node.get("x-arguments").is_some() {
            draft.actions.push(Action::remove(&new.at().key("x-arguments")));
        }
        let listed = list(kept.iter().map(called).collect());
        draft.actions.push(Action::update(&new.at(), map([("x-arguments", listed)])));
        self.propose(draft);
    }
}

/// Which of the parameters after is the one before: in its place, in another, or in another spelling.
fn partner(old: &Parameter<'_>, was: &[Parameter<'_>], is: &[Parameter<'_>]) -> Option<usize> {
    if old.home == Home::Body {
        return is.iter().position(|one| one.home == Home::Body);
    }
    let taken =
        |one: &Parameter<'_>| was.iter().any(|other| other.name == one.name && other.home == one.home);
    is.iter().position(|one| one.name == old.name && one.home == old.home).or_else(|| {
        is.iter().position(|one| one.name == old.name && !taken(one)).or_else(|| {
            is.iter().position(|one| {
                one.rust_name() == old.rust_name() && !was.iter().any(|other| other.name == one.name)
            })
        })
    })
}
