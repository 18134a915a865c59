//! Schemas: which keys there are depends on the type.

use serde_json::{Value, json};

use super::Need::Optional;
use super::{Word, anything, defined, flag, gone, kept, list, map, object, one_of, open_object, text, with};

const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

/// A non-negative integer.
pub(super) fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

/// A schema of the dialect.
pub(super) fn schema() -> Value {
    with(defined("words"), json!({"unevaluatedProperties": false}))
}

/// The schema of a field of a body, which is a parameter.
pub(super) fn property() -> Value {
    let token = vec![
        ("x-idempotency-token", Optional, flag(), "The client fills it in if the caller does not."),
        (
            "x-only-with",
            Optional,
            super::requests::only_with(),
            "The parameters that it goes with, and their values then.",
        ),
    ];
    with(open_object(token), json!({"$ref": "#/$defs/words", "unevaluatedProperties": false}))
}

/// The words of a schema, as far as its type has them.
pub(super) fn words() -> Value {
    let mut cases: Vec<Value> = TYPES.iter().map(|name| case(&has_type(name), &words_of(name))).collect();
    cases
        .push(case(&json!({"not": {"required": ["type"]}, "required": ["properties"]}), &words_of("object")));
    let all_of = vec![("allOf", Optional, list(defined("schema")), "Objects whose properties are merged.")];
    let target = json!({"type": "string", "pattern": "^#/components/schemas/[^/]+$"});
    let reference = vec![("$ref", Optional, target, "A schema under `components`.")];
    with(
        open_object(common()),
        json!({
            "description": "What a value is.",
            "if": {"required": ["$ref"]},
            "then": open_object(reference),
            "else": {
                "if": {"required": ["allOf"]},
                "then": open_object(all_of),
                "else": {"allOf": cases},
            },
            "dependentRequired": {
                "contentSchema": ["contentMediaType"],
                "x-values": ["enum"],
                "x-final": ["enum"],
                "x-closed": ["enum"],
                "x-ignore-case": ["enum"],
            },
        }),
    )
}

fn case(condition: &Value, words: &Value) -> Value {
    json!({"if": condition, "then": words})
}

fn has_type(name: &str) -> Value {
    let alone = json!({"const": name});
    let among = json!({"type": "array", "contains": {"const": name}});
    json!({"properties": {"type": {"anyOf": [alone, among]}}, "required": ["type"]})
}

/// The keys that every schema may have.
fn common() -> Vec<Word> {
    let names: Vec<_> = TYPES.into_iter().chain(["null"]).collect();
    let nullable =
        json!({"type": "array", "items": {"enum": names}, "contains": {"const": "null"}, "maxItems": 2});
    let types = json!({"anyOf": [{"enum": TYPES}, nullable]});
    vec![
        ("type", Optional, types, "The type on the wire; `[<type>, \"null\"]` allows null."),
        ("description", Optional, text(), "What the value means, in your own words."),
        ("title", Optional, anything(), ""),
        ("deprecated", Optional, flag(), ""),
        gone(),
        kept(),
        ("default", Optional, anything(), "What the service assumes when the value is left out."),
        ("example", Optional, anything(), ""),
        ("examples", Optional, list(anything()), ""),
        ("x-sensitive", Optional, flag(), "Whether the value is never shown, where its name says otherwise."),
        ("x-unit", Optional, text(), "The unit, for the documentation."),
        ("x-rust-name", Optional, text(), "The name in Rust, where the rule gives a bad one."),
        ("x-contradictions", Optional, defined("contradictions"), ""),
    ]
}

/// The keys that a schema of this type may have besides.
fn words_of(name: &str) -> Value {
    match name {
        "string" => string(),
        "integer" => {
            let formats = ["int32", "int64", "unix-time", "unix-time-ms", "percent", "percent-hundredths"];
            listed([format(&formats), limits()].concat())
        }
        "number" => {
            let number = || json!({"type": "number"});
            let bounds = vec![
                ("minimum", Optional, number(), "The least number, for the documentation."),
                ("maximum", Optional, number(), "The largest number, for the documentation."),
            ];
            open_object([format(&["float", "double", "percent"]), bounds].concat())
        }
        "array" => {
            let schema = open_object(
                [vec![("items", Optional, defined("schema"), "What the elements are.")], limits()].concat(),
            );
            with(schema, json!({"required": ["items"]}))
        }
        "object" => open_object(vec![
            ("properties", Optional, map(defined("schema")), "The fields."),
            ("required", Optional, list(text()), "The fields that are promised, or have to be given."),
            (
                "additionalProperties",
                Optional,
                json!({"if": {"type": "boolean"}, "else": defined("schema")}),
                "The values of a map.",
            ),
        ]),
        _ => open_object(Vec::new()),
    }
}

fn string() -> Value {
    let formats = [
        "int32",
        "int64",
        "double",
        "boolean",
        "percent",
        "percent-sign",
        "date-time",
        "date-time-minutes",
        "date",
        "byte",
        "password",
        "uri",
        "uuid",
    ];
    let media = one_of(&["application/json"]);
    let embedded = || {
        vec![
            ("contentMediaType", Optional, media.clone(), "The string holds JSON."),
            ("contentSchema", Optional, defined("schema"), "What the JSON in the string is."),
        ]
    };
    json!({
        "if": {"required": ["contentMediaType"]},
        "then": open_object(embedded()),
        "else": listed([embedded(), format(&formats), limits()].concat()),
    })
}

/// Words, and those about a list of values.
fn listed(words: Vec<Word>) -> Value {
    open_object([words, values()].concat())
}

fn format(names: &[&str]) -> Vec<Word> {
    vec![("format", Optional, one_of(names), "What the value means.")]
}

fn limits() -> Vec<Word> {
    let integer = || json!({"type": "number", "multipleOf": 1});
    vec![
        ("minimum", Optional, integer(), "The least integer."),
        ("maximum", Optional, integer(), "The largest integer."),
        ("minItems", Optional, count(), "The least number of elements."),
        ("maxItems", Optional, count(), "The largest number of elements."),
        ("minLength", Optional, count(), "The least number of characters."),
        ("maxLength", Optional, count(), "The largest number of characters."),
        ("pattern", Optional, one_of(&["^[\\x00-\\x7F]*$"]), "ASCII only; no other pattern is supported."),
    ]
}

fn values() -> Vec<Word> {
    let value = object(
        "A documented value.",
        vec![
            ("description", Optional, text(), "What the value means."),
            ("x-rust-name", Optional, text(), "The variant, where the rule gives a bad name."),
            gone(),
            kept(),
        ],
    );
    let list = json!({"type": "array", "items": {"type": ["string", "integer", "null"]}, "minItems": 1, "uniqueItems": true});
    vec![
        ("enum", Optional, list.clone(), "The documented values."),
        ("x-values", Optional, map(value), "Value to description and name."),
        ("x-final", Optional, list, "The values that are final: what has one keeps it."),
        ("x-closed", Optional, flag(), "The list is a promise: there will be no other value."),
        ("x-ignore-case", Optional, flag(), "Sources differ in letter case; the first spelling is sent."),
    ]
}
