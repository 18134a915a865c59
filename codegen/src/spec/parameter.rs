//! Parameters in the query, the path and the headers.

use super::contradiction::contradictions;
use super::object::{Object, key, words};
use super::schema;
use super::shared::Shared;
use super::stability;
use super::{Parameter, ParameterEncoding, Schema, Text};
use crate::diagnostic::Reporter;
use crate::http::Location;
use crate::rule;
use crate::yaml::{Entry, Node, Value};

/// The headers that a client sets itself, in lower case.
const OWN_HEADERS: &[&str] = &[
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-acs-accesskey-id",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-security-token",
    "x-acs-signature-nonce",
    "x-acs-version",
];

/// The parameters of an operation, after those of its path that it does not declare itself.
pub(super) fn read_all<'n>(
    common: &'n [Node],
    own: &'n [Node],
    shared: Shared<'n>,
    reporter: &'n Reporter<'n>,
) -> Vec<Parameter> {
    let read = |nodes: &'n [Node]| -> Vec<Parameter> {
        nodes.iter().filter_map(|node| read(node, shared, reporter)).collect()
    };
    let (mut all, own) = (read(common), read(own));
    let same = |a: &Parameter, b: &Parameter| a.location == b.location && a.name.value == b.name.value;
    all.retain(|parameter| !own.iter().any(|other| same(parameter, other)));
    all.extend(own);
    all
}

fn read<'n>(node: &'n Node, shared: Shared<'n>, reporter: &'n Reporter<'n>) -> Option<Parameter> {
    let object = shared.parameters().resolve(node, reporter)?;
    let name = object.required_text("name");
    let location = location(&object);
    let header = name.as_ref().filter(|_| location == Location::Header);
    header.inspect(|name| check_header(name, reporter));
    let shape = shape(&object, location);
    let (rust_name, description) = (object.text("x-rust-name"), object.text("description"));
    let (required, deprecated) = (object.flag("required"), object.flag("deprecated"));
    let example = object.get("example").cloned();
    let (wildcard, idempotency_token) = (object.flag("x-wildcard"), object.flag("x-idempotency-token"));
    let sensitive = schema::sensitive(&object);
    let (only_with, contradictions) = (only_with(&object), contradictions(&object));
    let (place, gone) = (object.place.clone(), stability::gone(&object));
    object.finish();
    let (schema, encoding) = shape?;
    let schema = Schema { sensitive: sensitive.or(schema.sensitive), ..schema };
    Some(Parameter {
        place,
        name: name?,
        location,
        wildcard,
        rust_name,
        description,
        required,
        needed: false,
        deprecated: deprecated || gone.is_some(),
        gone,
        example,
        idempotency_token,
        encoding,
        schema,
        only_with,
        contradictions,
    })
}

/// The parameters that one goes with, and the values that they have then.
pub(super) fn only_with(object: &Object<'_>) -> Vec<(Text, Vec<Text>)> {
    let Some(others) = object.object("x-only-with", "`x-only-with`") else { return Vec::new() };
    let read = |entry: &Entry| {
        let nodes = match &entry.node.value {
            Value::Null => &[],
            Value::List(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        (key(entry), nodes.iter().filter_map(words).collect())
    };
    others.all().iter().map(read).collect()
}

/// Where a parameter is; one in an unknown place is reported and taken as one in the query.
fn location(object: &Object<'_>) -> Location {
    let is_label = object.flag("x-host-label");
    let Some(place) = object.required_text("in") else { return Location::Query };
    let reporter = object.reporter();
    for (word, home) in [("x-wildcard", "path"), ("x-host-label", "query")] {
        if let Some(node) = object.get(word).filter(|_| place.value != home) {
            let message = format!("`{word}` says nothing about a parameter in `{}`", place.value);
            let help = format!("remove it, or write `in: {home}`");
            reporter.report(&rule::ORPHAN_KEY, &node.place, message, help);
        }
    }
    match place.value.as_str() {
        "query" if is_label => Location::Host,
        "query" => Location::Query,
        "path" => Location::Path,
        "header" => Location::Header,
        other => {
            let help = "write `query`, `path` or `header`; what is in a body stands under `requestBody`";
            let message = format!("a parameter in `{other}` is not supported");
            reporter.report(&rule::UNSUPPORTED_PARAMETER, &place.place, message, help);
            Location::Query
        }
    }
}

/// Whether a client sets the header itself, and so no parameter does.
pub(crate) fn is_own_header(name: &str) -> bool {
    OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a text can be the name of a header.
pub(crate) fn is_header(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    name.bytes().all(is_token)
}

fn check_header(name: &Text, reporter: &Reporter<'_>) {
    if !is_header(&name.value) {
        let message = format!("`{}` is not the name of a header", name.value);
        let help = "write letters, digits and hyphens";
        reporter.report(&rule::INVALID_HEADER, &name.place, message, help);
    } else if is_own_header(&name.value) {
        let message = format!("the client sets the header `{}` itself", name.value);
        reporter.report(&rule::INVALID_HEADER, &name.place, message, "remove the parameter");
    }
}

/// What a parameter is, and how that becomes text.
fn shape(object: &Object<'_>, location: Location) -> Option<(Schema, ParameterEncoding)> {
    let reporter = object.reporter();
    let encoding = encoding(object, location);
    match (object.get("schema"), object.object("content", "the content")) {
        (Some(node), None) => Some((schema::read(node, reporter), encoding)),
        (None, Some(content)) => {
            let media = content.required("application/json");
            content.finish();
            let media = Object::new(media?, "a media type", reporter)?;
            let schema = media.required("schema");
            media.finish();
            Some((schema::read(schema?, reporter), ParameterEncoding::Json))
        }
        (None, None) => {
            object.missing("schema");
            None
        }
        (Some(_), Some(content)) => {
            let message = "a parameter with both `schema` and `content`";
            reporter.report(&rule::UNSUPPORTED_PARAMETER, content.place, message, "keep one of the two");
            None
        }
    }
}

/// What `style` and `explode` say of a value in this place.
pub(super) fn encoding(object: &Object<'_>, location: Location) -> ParameterEncoding {
    let (style, explode) = (object.text("style"), object.get("explode").map(|_| object.flag("explode")));
    let is_flat = matches!(location, Location::Query | Location::Form);
    let default = if is_flat { "form" } else { "simple" };
    match (style.as_ref().map_or(default, |style| &style.value), explode) {
        ("form", Some(false)) if is_flat => ParameterEncoding::CommaSeparated,
        ("form", _) if is_flat => ParameterEncoding::Flattened,
        ("spaceDelimited", None | Some(false)) if is_flat => ParameterEncoding::SpaceSeparated,
        ("pipeDelimited", None | Some(false)) if is_flat => ParameterEncoding::PipeSeparated,
        ("simple", _) if !is_flat => ParameterEncoding::Simple,
        (other, _) => {
            let help = if is_flat {
                "leave it out, or join a list: `form`, `spaceDelimited` or `pipeDelimited`, with `explode: false`"
            } else {
                "leave it out: a list is joined with commas"
            };
            let message = format!("the style `{other}` is not supported here");
            let place = style.as_ref().map_or(object.place, |style| &style.place);
            object.reporter().report(&rule::UNSUPPORTED_PARAMETER, place, message, help);
            ParameterEncoding::Flattened
        }
    }
}
