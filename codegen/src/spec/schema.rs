//! Schemas.

use std::collections::{BTreeMap, BTreeSet};

use super::contradiction::contradictions;
use super::limits::{limits, range};
use super::object::{Object, key, text};
use super::stability;
use super::{EnumList, EnumValue, ObjectSchema, Schema, SchemaKind, Text};
use crate::diagnostic::{Place, Reporter};
use crate::rule;
use crate::yaml::{Node, Value};

/// The types.
const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

/// Reads a schema; one that cannot be read is reported and taken as "anything".
pub(super) fn read(node: &Node, reporter: &Reporter<'_>) -> Schema {
    let Some(object) = Object::new(node, "a schema", reporter) else {
        return of_kind(SchemaKind::Any, &node.place);
    };
    let schema = read_map(&object);
    object.finish();
    schema
}

/// Reads the words of a schema out of a map that may have others.
pub(super) fn read_map(object: &Object<'_>) -> Schema {
    let (types, nullable) = types(object);
    object.ignore("title");
    check_required_flag(object, types.as_deref());
    let gone = stability::gone(object);
    single_part(Schema {
        place: object.place.clone(),
        kind: kind(object, types.as_deref(), nullable),
        description: object.text("description"),
        rust_name: object.text("x-rust-name"),
        nullable,
        deprecated: object.flag("deprecated") || gone.is_some(),
        gone,
        sensitive: sensitive(object),
        default: object.get("default").cloned(),
        examples: examples(object),
        unit: object.text("x-unit"),
        contradictions: contradictions(object),
    })
}

/// Reports `required: true` of a single value, as the vendor's metadata and other documents have it.
fn check_required_flag(object: &Object<'_>, r#type: Option<&str>) {
    let flag = object.peek("required").filter(|node| matches!(node.value, Value::Bool(_)));
    if let Some(node) = flag.filter(|_| r#type != Some("object")) {
        object.ignore("required");
        let message = "`required` belongs to the object around a property, as a list of names";
        let help = "remove it here, and write `required: [<name>]` beside `properties`";
        object.reporter().report(&rule::WRONG_KIND, &node.place, message, help);
    }
}

/// An `allOf` of one reference is that reference, with what is said beside it.
fn single_part(mut schema: Schema) -> Schema {
    let SchemaKind::AllOf(parts) = &mut schema.kind else { return schema };
    match parts.pop() {
        Some(part) if parts.is_empty() && matches!(part.kind, SchemaKind::Ref(_)) => Schema {
            description: schema.description.or(part.description),
            nullable: schema.nullable || part.nullable,
            deprecated: schema.deprecated || part.deprecated,
            gone: schema.gone.or(part.gone),
            default: schema.default.or(part.default),
            unit: schema.unit.or(part.unit),
            examples: [schema.examples, part.examples].concat(),
            contradictions: schema.contradictions.into_iter().chain(part.contradictions).collect(),
            kind: part.kind,
            ..schema
        },
        part => {
            parts.extend(part);
            schema
        }
    }
}

/// Whether a value is never shown, if that is said.
pub(super) fn sensitive(object: &Object<'_>) -> Option<bool> {
    object.get("x-sensitive").map(|_| object.flag("x-sensitive"))
}

/// What an answer without content is.
pub(super) fn empty(place: &Place) -> Schema {
    of_kind(SchemaKind::Empty, place)
}

/// The schema of bytes, which need not be written.
pub(super) fn bytes(media: &Object<'_>) -> Schema {
    let Some(object) = media.object("schema", "the schema of bytes") else {
        return of_kind(SchemaKind::Bytes, media.place);
    };
    for (word, wanted) in [("type", "string"), ("format", "binary")] {
        if let Some(found) = object.text(word).filter(|found| found.value != wanted) {
            let message = format!("`{}` is not how bytes are written", found.value);
            let help = "write `schema: {type: string, format: binary}`, or leave it out";
            object.reporter().report(&rule::UNSUPPORTED_SCHEMA, &found.place, message, help);
        }
    }
    let schema = of_kind(SchemaKind::Bytes, object.place);
    let description = object.text("description");
    object.finish();
    Schema { description, ..schema }
}

fn examples(object: &Object<'_>) -> Vec<Node> {
    object.get("example").into_iter().chain(object.list("examples")).cloned().collect()
}

/// A schema that says nothing else.
fn of_kind(kind: SchemaKind, place: &Place) -> Schema {
    Schema {
        place: place.clone(),
        kind,
        description: None,
        rust_name: None,
        nullable: false,
        deprecated: false,
        gone: None,
        sensitive: None,
        default: None,
        examples: Vec::new(),
        unit: None,
        contradictions: Vec::new(),
    }
}

/// The one type beside `null`, and whether null is allowed.
fn types(object: &Object<'_>) -> (Option<String>, bool) {
    let Some(node) = object.get("type") else { return (None, false) };
    let mut names: Vec<Text> = match &node.value {
        Value::List(nodes) => nodes.iter().filter_map(text).collect(),
        _ => object.text("type").into_iter().collect(),
    };
    let written = names.len();
    names.retain(|name| name.value != "null");
    let nullable = names.len() < written;
    if names.len() > 1 {
        let help = "choose one, and record the disagreement in x-contradictions; decoding accepts the others";
        object.reporter().report(
            &rule::UNSUPPORTED_SCHEMA,
            &node.place,
            "a value of several types is not supported",
            help,
        );
    }
    (names.into_iter().next().map(|name| name.value), nullable)
}

fn kind(object: &Object<'_>, r#type: Option<&str>, nullable: bool) -> SchemaKind {
    if let Some(target) = object.text("$ref") {
        return reference(object, target);
    }
    if object.get("allOf").is_some() {
        return SchemaKind::AllOf(
            object.list("allOf").iter().map(|node| read(node, object.reporter())).collect(),
        );
    }
    match r#type {
        None if object.get("properties").is_some() => object_kind(object),
        None => SchemaKind::Any,
        Some("string") => string_kind(object, nullable),
        Some("integer") => SchemaKind::Integer {
            format: object.text("format"),
            list: enum_list(object, nullable),
            limits: limits(object, "an integer", &["minimum", "maximum"]),
        },
        Some("number") => SchemaKind::Number { format: object.text("format"), range: range(object) },
        Some("boolean") => SchemaKind::Boolean,
        Some("array") => array_kind(object),
        Some("object") => object_kind(object),
        Some(other) => {
            let meant = match other.to_ascii_lowercase().as_str() {
                "int" | "int32" | "int64" | "long" => Some("integer"),
                "float" | "double" | "decimal" => Some("number"),
                "bool" => Some("boolean"),
                "str" | "text" | "date" => Some("string"),
                "list" | "set" => Some("array"),
                "map" | "dict" | "struct" => Some("object"),
                near => TYPES.into_iter().find(|known| strsim::damerau_levenshtein(known, near) <= 2),
            };
            let help = match meant {
                Some(meant) => format!("write `type: {meant}`"),
                None => format!("write one of {}", TYPES.join(", ")),
            };
            let place = object.get("type").map_or(object.place, |node| &node.place);
            object.reporter().report(&rule::UNKNOWN_WORD, place, format!("`{other}` is not a type"), help);
            SchemaKind::Any
        }
    }
}

fn reference(object: &Object<'_>, target: Text) -> SchemaKind {
    match target.value.strip_prefix("#/components/schemas/") {
        Some(name) if !name.contains('/') => {
            let value = name.replace("~1", "/").replace("~0", "~");
            SchemaKind::Ref(Text { value, place: target.place })
        }
        _ => {
            let help =
                "write `#/components/schemas/<name>`; other documents and places cannot be referred to";
            object.reporter().report(
                &rule::UNSUPPORTED_REFERENCE,
                &target.place,
                format!("`{}` cannot be referred to", target.value),
                help,
            );
            SchemaKind::Any
        }
    }
}

fn string_kind(object: &Object<'_>, nullable: bool) -> SchemaKind {
    let media = object.text("contentMediaType");
    let content = object.get("contentSchema").map(|node| Box::new(read(node, object.reporter())));
    match media {
        Some(media) if media.value == "application/json" => return SchemaKind::Embedded(content),
        Some(media) => {
            let help = "write `contentMediaType: application/json`, or leave it out";
            object.reporter().report(
                &rule::UNSUPPORTED_SCHEMA,
                &media.place,
                format!("`{}` is not supported", media.value),
                help,
            );
        }
        None => {
            if let Some(content) = content {
                let help = "add `contentMediaType: application/json`";
                object.reporter().report(
                    &rule::ORPHAN_KEY,
                    &content.place,
                    "`contentSchema` without `contentMediaType`",
                    help,
                );
            }
        }
    }
    SchemaKind::String {
        format: object.text("format"),
        list: enum_list(object, nullable),
        limits: limits(object, "a string", &["minLength", "maxLength", "pattern"]),
    }
}

fn array_kind(object: &Object<'_>) -> SchemaKind {
    let items = match object.get("items") {
        Some(node) => read(node, object.reporter()),
        None => {
            let place = object.get("type").map_or(object.place, |node| &node.place);
            object.missing_beside("items", place);
            of_kind(SchemaKind::Any, object.place)
        }
    };
    let limits = limits(object, "a list", &["minItems", "maxItems"]);
    SchemaKind::Array { items: Box::new(items), limits }
}

fn object_kind(object: &Object<'_>) -> SchemaKind {
    let required = object.texts("required");
    let additional = match object.get("additionalProperties") {
        None | Some(Node { value: Value::Bool(_), .. }) => None,
        Some(node) => Some(read(node, object.reporter())),
    };
    let properties = object.object("properties", "the properties");
    match (properties, additional) {
        (None, Some(values)) => SchemaKind::Map(Box::new(values)),
        (None, None) => {
            check_required(object.reporter(), &required, &|_| false);
            SchemaKind::Any
        }
        (Some(properties), additional) => {
            if let Some(additional) = additional {
                let help = "keep one of `properties` and `additionalProperties`";
                object.reporter().report(
                    &rule::UNSUPPORTED_SCHEMA,
                    &additional.place,
                    "an object with both is not supported",
                    help,
                );
            }
            let read_one = |entry| (key(entry), read(&entry.node, object.reporter()));
            let properties: Vec<_> = properties.all().iter().map(read_one).collect();
            let names: BTreeSet<&str> = properties.iter().map(|(name, _)| name.value.as_str()).collect();
            let is_declared = |name: &str| names.contains(name);
            check_required(object.reporter(), &required, &is_declared);
            SchemaKind::Object(ObjectSchema { properties, required })
        }
    }
}

/// Reports required properties that are not declared.
pub(super) fn check_required(reporter: &Reporter<'_>, required: &[Text], is_declared: &dyn Fn(&str) -> bool) {
    for name in required {
        if !is_declared(&name.value) {
            let message = format!("`{}` is required and not among the properties", name.value);
            reporter.report(
                &rule::UNDECLARED_REQUIRED,
                &name.place,
                message,
                "declare it under `properties`, or remove it here",
            );
        }
    }
}

fn enum_list(object: &Object<'_>, nullable: bool) -> Option<EnumList> {
    let descriptions = object.object("x-values", "the values");
    let closed = object.flag("x-closed");
    let ignore_case = object.flag("x-ignore-case");
    let Some(list) = object.get("enum") else {
        for word in ["x-values", "x-final", "x-closed", "x-ignore-case"] {
            if let Some(node) = object.get(word) {
                object.reporter().report(
                    &rule::ORPHAN_KEY,
                    &node.place,
                    format!("`{word}` without `enum`"),
                    "add `enum: […]`, or remove it",
                );
            }
        }
        return None;
    };
    let value = |(value, node): (Text, &Node)| EnumValue {
        value,
        kind: node.value.kind(),
        is_final: false,
        description: None,
        rust_name: None,
        gone: None,
    };
    let mut values: Vec<EnumValue> = listed(object, "enum", list, nullable).into_iter().map(value).collect();
    if let Some(descriptions) = descriptions {
        describe(&descriptions, &mut values);
    }
    let finals = object.get("x-final");
    if let Some(list) = finals {
        mark_final(object, list, &mut values);
    }
    Some(EnumList { values, finals: finals.map(|list| list.place.clone()), closed, ignore_case })
}

/// The values under a word, each once.
fn listed<'n>(object: &Object<'n>, word: &'static str, list: &Node, nullable: bool) -> Vec<(Text, &'n Node)> {
    let reporter = object.reporter();
    let mut found: Vec<(Text, &Node)> = Vec::new();
    let mut known = BTreeSet::new();
    for node in object.list(word) {
        let value = match &node.value {
            Value::Text(value) => value.clone(),
            Value::Integer(value) => value.to_string(),
            Value::Null if nullable => continue,
            other => {
                let message = format!("{} cannot stand in an `{word}`", other.kind());
                let help = "write strings (quoted where needed) or integers";
                reporter.report(&rule::INVALID_ENUM_VALUE, &node.place, message, help);
                continue;
            }
        };
        if !known.insert(value.clone()) {
            let message = format!("`{value}` stands twice in the list");
            reporter.report(&rule::DUPLICATE_ENUM_VALUE, &node.place, message, "remove one");
            continue;
        }
        found.push((Text { value, place: node.place.clone() }, node));
    }
    if matches!(&list.value, Value::List(nodes) if nodes.is_empty()) {
        let message = format!("`{word}` has no values");
        reporter.report(&rule::EMPTY_ENUM, &list.place, message, "list at least one, or remove it");
    }
    found
}

fn mark_final(object: &Object<'_>, list: &Node, values: &mut [EnumValue]) {
    for (value, _) in listed(object, "x-final", list, false) {
        match values.iter_mut().find(|known| known.value.value == value.value) {
            Some(known) => known.is_final = true,
            None => {
                let message = format!("`{}` is final and not in the `enum`", value.value);
                let help = "write it as in the `enum`, add it there, or remove it here";
                object.reporter().report(&rule::UNLISTED_VALUE, &value.place, message, help);
            }
        }
    }
}

fn describe(descriptions: &Object<'_>, values: &mut [EnumValue]) {
    let at = values.iter().enumerate().map(|(at, value)| (value.value.value.clone(), at));
    let at: BTreeMap<String, usize> = at.collect();
    for entry in descriptions.all() {
        let Some(value) = at.get(&entry.key).and_then(|at| values.get_mut(*at)) else {
            let message = format!("`{}` is described and not in the `enum`", entry.key);
            descriptions.reporter().report(
                &rule::UNLISTED_VALUE,
                &entry.place,
                message,
                "add it to the `enum`, or remove it here",
            );
            continue;
        };
        let Some(object) = Object::new(&entry.node, "a value", descriptions.reporter()) else { continue };
        value.description = object.text("description");
        value.rust_name = object.text("x-rust-name");
        value.gone = stability::gone(&object);
        object.finish();
    }
}
