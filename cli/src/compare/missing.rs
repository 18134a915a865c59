//! What only the metadata says, as YAML to paste into the specification. Words are the author's, so they are left to do.

use alibabacloud_codegen::compare::{Class, Comparison, Kind, Subject};
use alibabacloud_codegen::{Aspect, Place, visible};
use anyhow::{Context, Result};

use super::{differences, inputs::Inputs, table};
use crate::json::Json;

/// How many references are followed, one inside of the other; a schema may refer to itself.
const REFERENCES: usize = 6;

/// Keywords of a schema that mean the same in both; the others are the vendor's.
const KEPT: &[&str] = &[
    "type",
    "format",
    "enum",
    "default",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "deprecated",
    "items",
    "properties",
    "additionalProperties",
];

/// A snippet for each difference, under a comment with its place.
pub(super) fn page(comparisons: &[Comparison], metadata: &Inputs, all: bool) -> Result<String> {
    let mut page = String::new();
    for comparison in comparisons {
        let mut missing =
            differences(comparison, all).filter(|subject| subject.class == Class::OnlyMetadata).peekable();
        if missing.peek().is_none() {
            continue;
        }
        let source = metadata.found.iter().map(|input| &input.source);
        let source = source.into_iter().find(|source| source.name == comparison.metadata);
        let text = source.map(|source| source.text.as_bytes()).unwrap_or_default();
        let root = Json::parse(text).with_context(|| format!("cannot read {}", comparison.metadata))?;
        for subject in missing {
            let title = table::title(subject, |name| format!("`{name}`"));
            let says = subject.metadata.says.as_deref().unwrap_or_default();
            let place = table::at(&comparison.spec, &subject.spec.place);
            page += &format!("# {}\n", visible(&format!("{place}: {title}: {says}")));
            for line in snippet(subject, &root).map(|snippet| snippet.yaml()).unwrap_or_default() {
                page += &format!("{line}\n");
            }
            page.push('\n');
        }
    }
    Ok(page)
}

/// What is to be written; nothing if no snippet would say it.
fn snippet(subject: &Subject, root: &Json) -> Option<Json> {
    let node = at(root, &subject.metadata.place);
    let (name, says) = (last(&subject.metadata.place), subject.metadata.says.clone());
    let one = |key: &str, value: Json| Json::Object(vec![(key.to_owned(), value)]);
    Some(match (subject.kind, subject.aspect, &subject.detail) {
        (Kind::Parameter, Aspect::Presence, _) if node?.get("in").is_some() => {
            Json::List(vec![parameter(node?, root)])
        }
        (Kind::Parameter | Kind::Field, Aspect::Presence, _) => {
            one(&name, described(node?, root, REFERENCES))
        }
        (_, Aspect::Values, Some(value)) => Json::List(vec![value_of(node).unwrap_or(text(value))]),
        (_, Aspect::Values, None) => one("enum", node?.clone()),
        (_, Aspect::Default, _) => one("default", node?.clone()),
        (_, Aspect::Range, Some(word)) => one(word, number(node?)),
        (_, Aspect::Width, _) => one("format", text(&says?)),
        (_, Aspect::Type, _) => one("type", text(&says?)),
        (Kind::Parameter, Aspect::Required, _) if !subject.name.contains('/') => {
            one("required", literal("true"))
        }
        // In an object, a list names what is required.
        (_, Aspect::Required, _) => {
            let field = subject.name.rsplit('/').next().unwrap_or_default();
            one("required", Json::List(vec![text(field)]))
        }
        (_, Aspect::Deprecated, _) => one("deprecated", literal("true")),
        (Kind::ErrorCode, ..) => one(&subject.name, one("description", text("TODO"))),
        (Kind::Endpoint, _, Some(network)) => one(&subject.name, one(network, text(&says?))),
        _ => return None,
    })
}

fn parameter(node: &Json, root: &Json) -> Json {
    let mut fields = Vec::new();
    for key in ["name", "in"] {
        fields.extend(node.get(key).map(|value| (key.to_owned(), value.clone())));
    }
    let schema = node.get("schema");
    if is_required(node) || schema.is_some_and(is_required) {
        fields.push(("required".to_owned(), literal("true")));
    }
    fields.push(("description".to_owned(), text("TODO")));
    fields.extend(schema.map(|one| ("schema".to_owned(), self::schema(one, root, REFERENCES))));
    Json::Object(fields)
}

fn is_required(node: &Json) -> bool {
    ["required", "docRequired"].into_iter().find_map(|key| node.get(key)) == Some(&literal("true"))
}

/// A schema of a field, with room for a description.
fn described(node: &Json, root: &Json, references: usize) -> Json {
    let mut fields = vec![("description".to_owned(), text("TODO"))];
    if let Json::Object(more) = schema(node, root, references) {
        fields.extend(more);
    }
    Json::Object(fields)
}

fn schema(node: &Json, root: &Json, references: usize) -> Json {
    if let Some(Json::Text(reference)) = node.get("$ref") {
        let target = reference.strip_prefix('#').and_then(|pointer| root.at(pointer));
        let target = target.filter(|_| references > 0);
        return target.map_or(Json::Object(Vec::new()), |target| schema(target, root, references - 1));
    }
    let mut fields = Vec::new();
    for key in KEPT {
        let Some(value) = node.get(key) else { continue };
        let value = match (*key, value) {
            ("type", Json::Text(any)) if any == "any" => continue,
            ("items" | "additionalProperties", Json::Object(_)) => schema(value, root, references),
            ("properties", Json::Object(properties)) => {
                let property =
                    |(name, one): &(String, Json)| (name.clone(), described(one, root, references));
                Json::Object(properties.iter().map(property).collect())
            }
            ("minimum" | "maximum" | "minLength" | "maxLength" | "minItems" | "maxItems", _) => number(value),
            _ => value.clone(),
        };
        fields.push(((*key).to_owned(), value));
    }
    Json::Object(fields)
}

/// A number, which the metadata writes as a text at times.
fn number(value: &Json) -> Json {
    match value {
        Json::Text(digits) if digits.parse::<f64>().is_ok_and(f64::is_finite) => literal(digits),
        other => other.clone(),
    }
}

/// A value of a list that is no text; the titles of values have it as their key.
fn value_of(node: Option<&Json>) -> Option<Json> {
    node.filter(|value| matches!(value, Json::Literal(_))).cloned()
}

fn at<'j>(root: &'j Json, place: &Place) -> Option<&'j Json> {
    root.at(&place.pointer)
}

/// The last part of a place.
fn last(place: &Place) -> String {
    place.pointer.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn literal(text: &str) -> Json {
    Json::Literal(text.to_owned())
}
