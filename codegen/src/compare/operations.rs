//! Operations: their parameters, their answers and their error codes.

use std::collections::BTreeSet;

use crate::Place;
use crate::http::Location;
use crate::spec::{Operation, Parameter, ParameterEncoding, Response, SchemaKind};

use super::json::Value;
use super::metadata::{self, Members};
use super::schemas;
use super::subjects::{Says, Subjects};
use super::types::Travels;
use super::{Class, Kind, Known, deprecation, describe, error_codes};
use crate::aspect::Aspect;

/// What every request to the gateway has; the client sets it.
const COMMON: &[&str] = &[
    "AccessKeyId",
    "Action",
    "Format",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
    "Version",
];

/// Compares the operations that the specification has; gives those that only the metadata has.
pub(super) fn compare(subjects: &mut Subjects<'_, '_>) -> Vec<(String, Place)> {
    let document = subjects.document;
    for operation in &document.operations {
        subjects.compared.clear();
        subjects.within(Some(operation.name.value.clone()), [&*operation.contradictions], |subjects| {
            subjects.kind = Kind::Operation;
            compare_one(subjects, operation);
        });
    }
    let listed: BTreeSet<_> = document.operations.iter().map(|operation| &operation.name.value).collect();
    let metadata = subjects.metadata;
    let unlisted = metadata.operations().iter().filter(|(name, _)| !listed.contains(name));
    unlisted.map(|(name, value)| (name.clone(), metadata.place(value))).collect()
}

fn compare_one<'d>(subjects: &mut Subjects<'d, '_>, operation: &'d Operation) {
    let found = subjects.metadata.operation(&operation.name.value);
    let spec = (Some("an operation".to_owned()), operation.name.place.clone());
    let Some(found) = found else {
        let root = subjects.metadata.root();
        let near = subjects.place(root.get("apis").unwrap_or(&root.value));
        subjects.judge(Aspect::Presence, None, true, Says { spec, metadata: (None, near) });
        return;
    };
    let metadata = (Some("an operation".to_owned()), subjects.place(&found.value));
    subjects.judge(Aspect::Presence, None, true, Says { spec, metadata });
    methods(subjects, operation, &found);
    let stated = subjects.metadata.boolean_at(&found, "deprecated");
    let place = subjects.places.in_operation(operation, "/deprecated");
    deprecation::compare(subjects, (operation.deprecated, place), stated.as_ref(), &found.value);
    subjects.kind = Kind::Parameter;
    parameters(subjects, operation, &found);
    subjects.kind = Kind::Field;
    answer(subjects, operation, &found);
    subjects.kind = Kind::ErrorCode;
    error_codes::compare(subjects, operation, &found);
}

fn methods(subjects: &mut Subjects<'_, '_>, operation: &Operation, found: &Members<'_>) {
    let methods: Vec<String> =
        subjects.metadata.list_at(found, "methods").iter().filter_map(Value::text).collect();
    if methods.is_empty() {
        return;
    }
    let same = methods.iter().any(|method| method.eq_ignore_ascii_case(operation.method.key()));
    let place =
        found.get("methods").map_or_else(|| subjects.place(&found.value), |value| subjects.place(value));
    let spec = (Some(operation.method.key().to_owned()), subjects.places.in_operation(operation, ""));
    let metadata = (Some(methods.join(", ")), place);
    subjects.judge(Aspect::Style, Some("method"), same, Says { spec, metadata });
}

fn parameters<'d, 't>(subjects: &mut Subjects<'d, 't>, operation: &'d Operation, found: &Members<'t>) {
    let listed = subjects.metadata.parameters(found);
    let around = subjects.place(found.get("parameters").unwrap_or(&found.value));
    for parameter in &operation.parameters {
        let other = listed.iter().find(|other| other.name == parameter.name.value);
        let name = Some(parameter.name.value.clone());
        subjects.within(name, [&*parameter.contradictions], |subjects| {
            let resolved = subjects.components.resolve(&parameter.schema);
            let records: Vec<_> = resolved.contradictions().collect();
            subjects.within(None, records, |subjects| {
                compare_parameter(subjects, parameter, other, &around);
            });
        });
    }
    let known: BTreeSet<_> = operation.parameters.iter().map(|parameter| &parameter.name.value).collect();
    let near = subjects.places.in_operation(operation, "/parameters");
    for other in listed.iter().filter(|other| !known.contains(&other.name)) {
        subjects.within(Some(other.name.clone()), [], |subjects| unlisted_parameter(subjects, other, &near));
    }
}

fn compare_parameter<'d, 't>(
    subjects: &mut Subjects<'d, 't>,
    parameter: &'d Parameter,
    other: Option<&metadata::Parameter<'t>>,
    around: &Place,
) {
    let place = parameter.place.clone();
    let spec = (Some(describe::schema(subjects, &parameter.schema)), place.clone());
    let Some(other) = other else {
        subjects.judge(Aspect::Presence, None, true, Says { spec, metadata: (None, around.clone()) });
        return;
    };
    let schema = other.schema.as_ref().map(|value| subjects.metadata.schema(value));
    let says = schema.as_ref().map_or_else(|| "a parameter".to_owned(), describe::metadata);
    let metadata = (Some(says), subjects.place(&other.value));
    subjects.judge(Aspect::Presence, None, true, Says { spec, metadata });
    style(subjects, parameter, other, &place);
    let Some(schema) = schema else { return };
    // Whoever does not say that a parameter is required says that it is not.
    let words = |required: bool| if required { "required" } else { "optional" }.to_owned();
    let (required, value) = schema.required.clone().unwrap_or_else(|| (false, schema.value.clone()));
    let says = Says {
        spec: (Some(words(parameter.required)), subjects.places.below(&place, "required")),
        metadata: (Some(words(required)), subjects.place(&value)),
    };
    subjects.judge(Aspect::Required, None, required == parameter.required, says);
    let inside = subjects.components.resolve(&parameter.schema).deprecated();
    let at = inside.filter(|_| !parameter.deprecated).map_or(&place, |schema| &schema.place);
    let stated = (parameter.deprecated || inside.is_some(), subjects.places.below(at, "deprecated"));
    deprecation::compare(subjects, stated, schema.deprecated.as_ref(), &schema.value);
    let travels = match parameter.encoding {
        ParameterEncoding::Flattened => Travels::AsText,
        ParameterEncoding::Simple
        | ParameterEncoding::CommaSeparated
        | ParameterEncoding::SpaceSeparated
        | ParameterEncoding::PipeSeparated => Travels::Joined,
        ParameterEncoding::Json => Travels::AsDocument,
        ParameterEncoding::InJson => Travels::InJson,
    };
    schemas::compare(subjects, &parameter.schema, &schema, travels);
}

/// Where a parameter travels, and how a list or an object is written there.
fn style(
    subjects: &mut Subjects<'_, '_>,
    parameter: &Parameter,
    other: &metadata::Parameter<'_>,
    place: &Place,
) {
    if let Some((location, value)) = &other.location {
        let (says, same): (_, &[&str]) = match parameter.location {
            // The gateway looks into the query and into a form alike.
            Location::Query => ("query", &["query", "formData"]),
            Location::Form => ("form", &["query", "formData"]),
            Location::Path => ("path", &["path"]),
            Location::Header => ("header", &["header"]),
            Location::Body | Location::BodyField => ("body", &["body"]),
            Location::Host => ("host", &["host"]),
        };
        let same = same.contains(&location.as_str());
        let spec = (Some(says.to_owned()), subjects.places.below(place, "in"));
        let metadata = (Some(location.clone()), subjects.place(value));
        subjects.judge(Aspect::Style, Some("in"), same, Says { spec, metadata });
    }
    let Some((style, value)) = &other.style else { return };
    let (says, word, styles): (_, _, &[&str]) = match parameter.encoding {
        ParameterEncoding::Flattened if is_document(subjects, parameter) => {
            ("a JSON document", "schema", &["json"])
        }
        ParameterEncoding::Flattened => ("Name.1", "schema", &["repeatList", "flat"]),
        ParameterEncoding::Simple => ("joined with commas", "schema", &["simple"]),
        ParameterEncoding::CommaSeparated => ("joined with commas", "explode", &["simple"]),
        ParameterEncoding::SpaceSeparated => ("joined with spaces", "style", &["spaceDelimited"]),
        ParameterEncoding::PipeSeparated => ("joined with `|`", "style", &["pipeDelimited"]),
        ParameterEncoding::Json => ("a JSON document", "content", &["json"]),
        ParameterEncoding::InJson => ("JSON", "schema", &["json"]),
    };
    let spec = (Some(says.to_owned()), subjects.places.below(place, word));
    let metadata = (Some(style.clone()), subjects.place(value));
    subjects.judge(Aspect::Style, None, styles.contains(&style.as_str()), Says { spec, metadata });
}

/// Whether a parameter is text with a document of JSON in it.
fn is_document(subjects: &Subjects<'_, '_>, parameter: &Parameter) -> bool {
    matches!(subjects.components.resolve(&parameter.schema).schema.kind, SchemaKind::Embedded(_))
}

fn unlisted_parameter(subjects: &mut Subjects<'_, '_>, other: &metadata::Parameter<'_>, near: &Place) {
    let schema = other.schema.as_ref().map(|value| subjects.metadata.schema(value));
    let says = schema.as_ref().map_or_else(|| "a parameter".to_owned(), describe::metadata);
    let says = Says { spec: (None, near.clone()), metadata: (Some(says), subjects.place(&other.value)) };
    match () {
        () if other.private => {
            subjects.push(Aspect::Presence, None, Class::OnlyMetadata, says, Some(Known::Private));
        }
        () if COMMON.contains(&other.name.as_str()) => {
            subjects.push(Aspect::Presence, None, Class::OnlyMetadata, says, Some(Known::Common));
        }
        () => subjects.note(Aspect::Presence, None, Class::OnlyMetadata, says),
    }
}

fn answer<'d, 't>(subjects: &mut Subjects<'d, 't>, operation: &'d Operation, found: &Members<'t>) {
    let value = subjects.metadata.response(found);
    let schema = value.as_ref().map(|value| subjects.metadata.schema(value));
    let is_empty = |response: &&Response| matches!(response.schema.kind, SchemaKind::Empty);
    let Some(response) = operation.response.as_ref().filter(|response| !is_empty(response)) else {
        let near = subjects.places.in_operation(operation, "/responses");
        if let Some(schema) = &schema {
            let metadata = (Some(describe::metadata(schema)), subjects.place(&schema.value));
            subjects.judge(Aspect::Presence, None, true, Says { spec: (None, near), metadata });
        }
        return;
    };
    let resolved = subjects.components.resolve(&response.schema);
    let records: Vec<_> = resolved.contradictions().collect();
    subjects.within(None, records, |subjects| match &schema {
        Some(schema) => schemas::compare(subjects, &response.schema, schema, Travels::InJson),
        None => {
            let spec = (Some(describe::schema(subjects, &response.schema)), response.schema.place.clone());
            let near = subjects.place(found.get("responses").unwrap_or(&found.value));
            subjects.judge(Aspect::Presence, None, true, Says { spec, metadata: (None, near) });
        }
    });
}
