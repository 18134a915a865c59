//! Bodies of requests: the parameters that are in one.

use super::object::{Object, key};
use super::parameter;
use super::schema;
use super::shared::Shared;
use super::{Parameter, ParameterEncoding, Schema, Style, Text};
use crate::http::{Location, Media};
use crate::rule;
use crate::yaml::{Entry, Node, Value};

/// What a body is, and the parameters in it.
pub(super) type Body = (Option<Media>, Vec<Parameter>);

/// Reads the body of an operation's requests, if they have one.
pub(super) fn read<'n>(operation: &Object<'n>, style: Style, shared: Shared<'n>) -> Body {
    let reporter = operation.reporter();
    let body = operation.get("requestBody").and_then(|node| shared.bodies().resolve(node, reporter));
    let Some(body) = body else { return (None, Vec::new()) };
    let content =
        body.required("content").and_then(|node| Object::new(node, "the content of a body", reporter));
    let whole = Whole {
        name: body.text("x-name"),
        description: body.text("description"),
        required: body.flag("required"),
        body: &body,
    };
    let read = content.map_or((None, Vec::new()), |content| self::content(content, &whole, style, shared));
    body.finish();
    read
}

/// What is said of a body as a whole.
struct Whole<'b, 'n> {
    name: Option<Text>,
    description: Option<Text>,
    required: bool,
    body: &'b Object<'n>,
}

fn content<'n>(content: Object<'n>, whole: &Whole<'_, 'n>, style: Style, shared: Shared<'n>) -> Body {
    let known = [Media::Json, Media::Form, Media::Bytes];
    let media = |media: Media| Some((media, content.object(media.name(), "a media type")?));
    let found: Vec<_> = known.into_iter().filter_map(media).collect();
    let reporter = content.reporter();
    if found.len() > 1 {
        let message = "a body of several media types is not supported";
        let help = "keep the one that the vendor's own SDKs send";
        reporter.report(&rule::UNSUPPORTED_BODY, content.place, message, help);
    } else if content.all().is_empty() {
        content.missing(Media::Json.name());
    }
    content.finish();
    let Some((kind, media)) = found.into_iter().next() else { return (None, Vec::new()) };
    let parameters = match kind {
        Media::Json => json(&media, whole),
        Media::Form => form(&media, style, shared),
        Media::Bytes => vec![whole.parameter(schema::bytes(&media))],
    };
    media.finish();
    let is_whole = parameters.iter().any(|parameter| parameter.location == Location::Body);
    if let Some(name) = whole.name.as_ref().filter(|_| !is_whole) {
        let message = "`x-name` names nothing: the fields of the body are the parameters";
        reporter.report(&rule::ORPHAN_KEY, &name.place, message, "remove it");
    }
    (Some(kind), parameters)
}

impl Whole<'_, '_> {
    /// The body as one parameter.
    fn parameter(&self, schema: Schema) -> Parameter {
        let default = || Text { value: "body".to_owned(), place: self.body.place.clone() };
        Parameter {
            place: self.body.place.clone(),
            name: self.name.clone().unwrap_or_else(default),
            location: Location::Body,
            wildcard: false,
            rust_name: None,
            description: self.description.clone(),
            required: self.required,
            needed: false,
            deprecated: false,
            gone: None,
            example: None,
            idempotency_token: false,
            encoding: ParameterEncoding::InJson,
            schema,
            only_with: Vec::new(),
            contradictions: Vec::new(),
        }
    }
}

fn json<'n>(media: &Object<'n>, whole: &Whole<'_, 'n>) -> Vec<Parameter> {
    let Some(node) = media.required("schema") else { return Vec::new() };
    let fields =
        if has_properties(node) { Object::new(node, "the object of a body", media.reporter()) } else { None };
    let Some(fields) = fields else { return vec![whole.parameter(schema::read(node, media.reporter()))] };
    let parameters = properties(&fields, Location::BodyField, &|_| ParameterEncoding::InJson);
    fields.finish();
    parameters
}

fn form<'n>(media: &Object<'n>, style: Style, shared: Shared<'n>) -> Vec<Parameter> {
    let encodings = encodings(media);
    let node = if style == Style::Roa { media.required("schema") } else { media.get("schema") };
    // Parameters of the query may travel in a form that says nothing of its own.
    let Some(node) = node.filter(|node| style == Style::Roa || !is_bare(node)) else { return Vec::new() };
    let Some(object) = form_object(node, media, shared) else { return Vec::new() };
    let encoding = |name: &str| {
        let known = encodings.iter().find(|(known, _)| known.value == name);
        known.map_or(ParameterEncoding::Flattened, |(_, encoding)| *encoding)
    };
    let parameters = properties(&object, Location::Form, &encoding);
    let is_field = |name: &Text| parameters.iter().any(|one| one.name.value == name.value);
    for (name, _) in encodings.iter().filter(|(name, _)| !is_field(name)) {
        let message = format!("the form has no field `{}`", name.value);
        media.reporter().report(&rule::ORPHAN_KEY, &name.place, message, "name a property of the schema");
    }
    // A component is read as a schema as well, which reports what is unknown there.
    if object.place == &node.place {
        object.finish();
    }
    parameters
}

/// The object with the fields of a form, which may be a component.
fn form_object<'n>(node: &'n Node, media: &Object<'n>, shared: Shared<'n>) -> Option<Object<'n>> {
    const WHAT: &str = "the object of a form";
    let reporter = media.reporter();
    let schema = Object::new(node, WHAT, reporter)?;
    let target = schema.text("$ref");
    let found = match &target {
        Some(target) => shared.schema(&target.value),
        None => Some(node),
    };
    if target.is_some() {
        schema.finish();
    }
    let found = found.filter(|node| has_properties(node));
    if found.is_none() {
        let help = "write an object with `properties`, or refer to one under `components`";
        let message = "the schema of a form has no properties";
        reporter.report(&rule::UNSUPPORTED_BODY, &node.place, message, help);
    }
    Object::new(found?, WHAT, reporter)
}

/// How the fields of a form are written.
fn encodings(media: &Object<'_>) -> Vec<(Text, ParameterEncoding)> {
    let Some(encodings) = media.object("encoding", "the encoding") else { return Vec::new() };
    let read = |entry: &Entry| {
        let object = Object::new(&entry.node, "the encoding of a field", media.reporter())?;
        let encoding = parameter::encoding(&object, Location::Form);
        let content = object.text("contentType");
        object.finish();
        let Some(content) = content else { return Some((key(entry), encoding)) };
        if content.value != Media::Json.name() {
            let message = format!("a field of `{}` is not supported", content.value);
            let help = "write `contentType: application/json`, or leave it out";
            media.reporter().report(&rule::UNSUPPORTED_BODY, &content.place, message, help);
        }
        Some((key(entry), ParameterEncoding::Json))
    };
    encodings.all().iter().filter_map(read).collect()
}

/// Whether a schema says nothing but that it is an object.
fn is_bare(node: &Node) -> bool {
    let says_object = |entry: &Entry| {
        entry.key == "type" && matches!(&entry.node.value, Value::Text(name) if name == "object")
    };
    matches!(node.value, Value::Map(_)) && node.entries().iter().all(says_object)
}

/// Whether a schema is an object with properties, as it is written.
fn has_properties(node: &Node) -> bool {
    let is_object = |node: &Node| matches!(&node.value, Value::Text(name) if name == "object");
    node.get("properties").is_some()
        && node.get("type").is_none_or(is_object)
        && node.get("$ref").is_none()
        && node.get("allOf").is_none()
}

/// The properties of an object as parameters.
fn properties(
    object: &Object<'_>,
    location: Location,
    encoding: &dyn Fn(&str) -> ParameterEncoding,
) -> Vec<Parameter> {
    for ignored in ["type", "title", "description", "additionalProperties"] {
        object.ignore(ignored);
    }
    let required = object.texts("required");
    let Some(properties) = object.object("properties", "the properties") else { return Vec::new() };
    let entries = properties.all();
    schema::check_required(object.reporter(), &required, &|name| {
        entries.iter().any(|entry| entry.key == name)
    });
    let property = |entry: &Entry| {
        let object = Object::new(&entry.node, "a schema", object.reporter())?;
        let idempotency_token = object.flag("x-idempotency-token");
        let only_with = parameter::only_with(&object);
        let mut schema = schema::read_map(&object);
        object.finish();
        Some(Parameter {
            place: entry.node.place.clone(),
            name: key(entry),
            location,
            wildcard: false,
            rust_name: schema.rust_name.take(),
            description: None,
            required: required.iter().any(|name| name.value == entry.key),
            needed: false,
            deprecated: schema.deprecated,
            gone: None,
            example: schema.examples.first().cloned(),
            idempotency_token,
            encoding: encoding(&entry.key),
            schema,
            only_with,
            contradictions: Vec::new(),
        })
    };
    entries.iter().filter_map(property).collect()
}
