//! What a request gives an operation: the value of each parameter, from the place where the parameter is.

use std::collections::HashMap;
use std::net::IpAddr;

use http::StatusCode;
use serde_json::Value;

use super::{
    model::{Kind, Operation, Parameter},
    received::{Incoming, decode},
    refusal::Refusal,
    tree::Tree,
};
use crate::tables::{Media, Place};

/// The values of a request.
pub(super) struct Given<'o> {
    operation: &'o Operation,
    places: HashMap<Place, Tree>,
    /// Whether there is a body of bytes.
    has_bytes: bool,
}

impl<'o> Given<'o> {
    /// Refuses what cannot be read. `request` is one for this operation.
    pub(super) fn new(operation: &'o Operation, request: &Incoming) -> Result<Self, Refusal> {
        check_content_type(operation, request)?;
        let mut places = HashMap::from([
            (Place::Query, query(operation, request)?),
            (Place::Form, form(operation, request)?),
            (Place::Path, path(operation, request)?),
            (Place::Header, texts(operation, Place::Header, |name| request.header(name))?),
            (Place::Host, texts(operation, Place::Host, |_| host_label(request.header("host")))?),
        ]);
        if operation.media == Some(Media::Json) && !request.body.is_empty() {
            let is_whole = operation.parameters_at(Place::Body).next().is_some();
            let place = if is_whole { Place::Body } else { Place::BodyField };
            places.insert(place, json(place, &request.body)?);
        }
        let sent = !request.body.is_empty() || request.content_type() == content_type(Media::Bytes);
        Ok(Self { operation, places, has_bytes: operation.media == Some(Media::Bytes) && sent })
    }

    /// The value of a parameter, if it has one that can be looked at.
    pub(super) fn get(&self, parameter: &Parameter) -> Option<&Tree> {
        let tree = self.places.get(&parameter.place)?;
        match parameter.place {
            Place::Body => tree.is_given().then_some(tree),
            _ => tree.get(&parameter.name),
        }
    }

    /// Whether a parameter has a value.
    pub(super) fn has(&self, parameter: &Parameter) -> bool {
        self.has_bytes && parameter.place == Place::Body || self.get(parameter).is_some()
    }

    /// Whether a parameter of this name has a value.
    pub(super) fn has_named(&self, name: &str) -> bool {
        self.operation.parameters_named(name).any(|parameter| self.has(parameter))
    }

    /// The text of a parameter, and the elements of one that is an array, whichever way it was sent.
    pub(super) fn values(&self, parameter: &Parameter) -> Vec<String> {
        let Some(node) = self.get(parameter) else {
            return Vec::new();
        };
        let elements = |array: &Tree| array.children.values().map(|item| item.text().to_owned()).collect();
        match (parameter.kind, parameter.separator) {
            (Kind::Object | Kind::Any, _) => Vec::new(),
            (_, Some(separator)) => node.text().split(separator).map(str::to_owned).collect(),
            (Kind::Array, None) if parameter.json => {
                let array = serde_json::from_str(node.text());
                array.map(|array| elements(&Tree::from_json(&array))).unwrap_or_default()
            }
            (Kind::Array, None) => elements(node),
            _ => vec![node.text().to_owned()],
        }
    }

    /// The text that a parameter of this name gives, if it gives one.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.operation.parameters_named(name).find_map(|parameter| self.get(parameter)).map(Tree::text)
    }

    /// The whole number that a parameter of this name gives, if it gives one.
    pub(super) fn number(&self, name: &str) -> Option<i128> {
        self.text_of(name)?.parse().ok()
    }
}

fn content_type(media: Media) -> &'static str {
    match media {
        Media::Form => "application/x-www-form-urlencoded",
        Media::Json => "application/json",
        Media::Bytes => "application/octet-stream",
    }
}

fn check_content_type(operation: &Operation, request: &Incoming) -> Result<(), Refusal> {
    let Some(expected) = operation.media.map(content_type) else {
        return Ok(());
    };
    // What is in the query need not have a form beside it.
    if request.body.is_empty() || request.content_type() == expected {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "UnsupportedMediaType",
        format!("The content type of the body must be {expected}."),
    ))
}

/// The query, and what of a form may as well be in the query.
fn query(operation: &Operation, request: &Incoming) -> Result<Tree, Refusal> {
    let merged = operation.is_rpc() || operation.media == Some(Media::Form);
    let others = request.form.iter().filter(|(name, _)| merged && !operation.owns(Place::Form, name));
    Tree::new(request.query.iter().chain(others))
}

/// The form, and what of the query may as well be in the form.
fn form(operation: &Operation, request: &Incoming) -> Result<Tree, Refusal> {
    let merged = operation.is_rpc();
    let others = request.query.iter().filter(|(name, _)| merged && !operation.owns(Place::Query, name));
    Tree::new(request.form.iter().chain(others))
}

fn path(operation: &Operation, request: &Incoming) -> Result<Tree, Refusal> {
    let values = operation.path_values(&request.path).unwrap_or_default();
    let decoded = values.into_iter().map(|(name, value)| Some((name.to_owned(), decode(value.as_bytes())?)));
    let pairs: Vec<_> = decoded
        .collect::<Option<_>>()
        .ok_or_else(|| Refusal::bad_request("InvalidParameter", "The path is not percent-encoded UTF-8."))?;
    Tree::new(pairs.iter())
}

/// Values that are texts at a place of the request which knows them by name.
fn texts<'r>(operation: &Operation, place: Place, text: impl Fn(&str) -> &'r str) -> Result<Tree, Refusal> {
    let names = operation.parameters_at(place).map(|parameter| &parameter.name);
    let pairs: Vec<_> = names.map(|name| (name.clone(), text(name).to_owned())).collect();
    Tree::new(pairs.iter())
}

/// What stands before the host; an address alone has dots too.
fn host_label(host: &str) -> &str {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if name.parse::<IpAddr>().is_ok() {
        return "";
    }
    name.split_once('.').map_or("", |(label, _)| label)
}

fn json(place: Place, body: &[u8]) -> Result<Tree, Refusal> {
    let refuse = |why: &str| Refusal::bad_request("InvalidParameter", format!("The body is not {why}."));
    let value: Value = serde_json::from_slice(body).map_err(|error| refuse(&format!("JSON: {error}")))?;
    if place == Place::BodyField && !value.is_object() {
        return Err(refuse("a JSON object"));
    }
    Ok(Tree::from_json(&value))
}
