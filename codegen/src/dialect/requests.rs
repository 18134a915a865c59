//! Where values are in a request: parameters and bodies.

use serde_json::{Value, json};

use super::Need::{Optional, Required};
use super::{Word, anything, defined, filled, flag, gone, kept, list, map, object, one_of, text, with};
use crate::http::Media;

/// A parameter in the query, the path or a header.
pub(super) fn parameter() -> Value {
    let media = vec![("schema", Required, defined("schema"), "")];
    let content = vec![(Media::Json.name(), Required, object("JSON.", media), "")];
    let words = vec![
        ("name", Required, filled(), "The name on the wire."),
        ("in", Required, one_of(&["query", "path", "header"]), ""),
        ("description", Optional, text(), "What the value means, in your own words."),
        ("required", Optional, flag(), "Whether it has to be given."),
        ("deprecated", Optional, flag(), ""),
        gone(),
        kept(),
        ("schema", Optional, defined("schema"), ""),
        ("content", Optional, object("A JSON document in one parameter.", content), ""),
        ("example", Optional, anything(), "Appears in the documentation."),
        ("x-rust-name", Optional, text(), "The name in Rust, where the rule gives a bad one."),
        ("x-idempotency-token", Optional, flag(), "The client fills it in if the caller does not."),
        ("x-sensitive", Optional, flag(), "Whether the value is never shown, where its name says otherwise."),
        ("x-wildcard", Optional, flag(), "In a path: the value may have slashes."),
        ("x-host-label", Optional, flag(), "In a query: the value is the first label of the host instead."),
        ("x-only-with", Optional, only_with(), "The parameters that it goes with, and their values then."),
        ("x-contradictions", Optional, defined("contradictions"), ""),
    ];
    let styles = ["form", "spaceDelimited", "pipeDelimited", "simple"];
    let schema = object("A parameter.", [words, encoding(&styles)].concat());
    with(schema, json!({"oneOf": [{"required": ["schema"]}, {"required": ["content"]}]}))
}

/// Names of parameters with a value each, several or any.
pub(super) fn only_with() -> Value {
    let value = json!({"type": ["string", "integer", "boolean"]});
    map(json!({"anyOf": [value, {"type": "null"}, list(value.clone())]}))
}

/// How a list is written.
fn encoding(styles: &[&str]) -> Vec<Word> {
    vec![
        ("style", Optional, one_of(styles), "With `explode: false`, what a list is joined with."),
        ("explode", Optional, flag(), ""),
    ]
}

/// The body of a request.
pub(super) fn body() -> Value {
    let json = vec![("schema", Required, whole_or_fields(), "")];
    let content_type =
        ("contentType", Optional, one_of(&[Media::Json.name()]), "The value is a JSON document.");
    let words = [encoding(&["form", "spaceDelimited", "pipeDelimited"]), vec![content_type]].concat();
    let target = json!({"type": "string", "pattern": "^#/components/schemas/[^/]+$"});
    let reference = object("An object with the fields.", vec![("$ref", Required, target, "")]);
    let form = vec![
        (
            "schema",
            Optional,
            json!({"if": {"required": ["$ref"]}, "then": reference, "else": fields()}),
            "What the fields are; without it, parameters of the query may travel in the form.",
        ),
        ("encoding", Optional, map(object("How a field is written.", words)), ""),
    ];
    let content = vec![
        (Media::Json.name(), Optional, object("JSON.", json), ""),
        (Media::Form.name(), Optional, object("A form.", form), ""),
        (Media::Bytes.name(), Optional, object("Bytes.", vec![("schema", Optional, bytes(), "")]), ""),
    ];
    let content = with(object("The content.", content), json!({"minProperties": 1, "maxProperties": 1}));
    object(
        "The body of a request.",
        vec![
            ("content", Required, content, "Exactly one media type."),
            ("description", Optional, text(), "What the body is, in your own words."),
            ("required", Optional, flag(), "Whether it has to be given."),
            ("x-name", Optional, text(), "What a body that is one value is called; `body` if absent."),
        ],
    )
}

/// The schema of bytes.
pub(super) fn bytes() -> Value {
    object(
        "Bytes.",
        vec![
            ("type", Optional, one_of(&["string"]), ""),
            ("format", Optional, one_of(&["binary"]), ""),
            ("description", Optional, text(), ""),
        ],
    )
}

/// The schema of a JSON body: an object whose fields are parameters, or one value.
fn whole_or_fields() -> Value {
    let is_object = json!({"properties": {"type": {"const": "object"}}, "required": ["properties"]});
    let other = json!({"not": {"anyOf": [{"required": ["$ref"]}, {"required": ["allOf"]}]}});
    json!({"if": {"allOf": [is_object, other]}, "then": fields(), "else": defined("schema")})
}

/// An object whose fields are parameters.
fn fields() -> Value {
    let words = vec![
        ("properties", Optional, map(defined("property")), "The parameters."),
        ("required", Optional, list(text()), "Those that have to be given."),
        ("type", Optional, one_of(&["object"]), ""),
        ("title", Optional, anything(), ""),
        ("description", Optional, anything(), ""),
        ("additionalProperties", Optional, anything(), ""),
    ];
    object("An object whose fields are parameters.", words)
}
