//! Parameters: which ones there are, where they travel and in what form.

use crate::Place;
use crate::http::Location;
use crate::spec::{Operation, Parameter, ParameterEncoding, SchemaKind};

use super::subjects::{Says, Subjects};
use super::types::Travels;
use super::{Class, Known, deprecation, describe, pairs, schemas};
use crate::aspect::Aspect;
use crate::metadata::{self, Kind as MetadataKind, Members};

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

/// Compares all parameters of an operation.
pub(super) fn compare<'d, 't>(
    subjects: &mut Subjects<'d, 't>,
    operation: &'d Operation,
    found: &Members<'t>,
) {
    let mut listed = pairs::listed(subjects.metadata, operation, found);
    let around = subjects.place(found.get("parameters").unwrap_or(&found.value));
    let without_fields = body_without_fields(operation, &listed);
    if let Some(other) = without_fields.map(|at| listed.remove(at)) {
        subjects.within(Some(other.name.clone()), [], |subjects| body(subjects, operation, &other));
    }
    let partners = pairs::partners(operation, &listed);
    for (parameter, partner) in operation.parameters.iter().zip(&partners) {
        if without_fields.is_some() && parameter.location == Location::BodyField {
            continue;
        }
        let other = partner.and_then(|at| listed.get(at));
        let name = Some(parameter.name.value.clone());
        subjects.within(name, [&*parameter.contradictions], |subjects| {
            let resolved = subjects.components.resolve(&parameter.schema);
            let records: Vec<_> = resolved.contradictions().collect();
            subjects.within(None, records, |subjects| match other {
                Some(other) => both(subjects, (operation, parameter), other),
                None => unknown(subjects, parameter, &around),
            });
        });
    }
    for (_, other) in listed.iter().enumerate().filter(|(at, _)| !partners.contains(&Some(*at))) {
        subjects
            .within(Some(other.name.clone()), [], |subjects| unlisted_parameter(subjects, operation, other));
    }
}

/// The position of a body that the metadata says nothing more of, where the specification has its fields.
fn body_without_fields(operation: &Operation, listed: &[metadata::Parameter<'_>]) -> Option<usize> {
    let has_fields = operation.parameters.iter().any(|parameter| parameter.location == Location::BodyField);
    listed.iter().position(metadata::Parameter::is_body).filter(|_| has_fields)
}

/// Compares a body whose fields one side has with what the other calls it.
fn body(subjects: &mut Subjects<'_, '_>, operation: &Operation, other: &metadata::Parameter<'_>) {
    let Some(value) = &other.schema else { return };
    let schema = subjects.metadata.schema(value);
    let open = matches!(schema.kind, MetadataKind::Object | MetadataKind::Any | MetadataKind::Unstated);
    let fields = operation.parameters.iter().filter(|one| one.location == Location::BodyField).count();
    let says = Says {
        spec: (Some(describe::fields(fields)), subjects.places.in_operation(operation, "/requestBody")),
        metadata: (Some(describe::metadata(&schema)), subjects.place(value)),
    };
    subjects.judge(Aspect::Type, None, open && schema.map.is_none(), says);
}

/// A parameter that the metadata does not have.
fn unknown(subjects: &mut Subjects<'_, '_>, parameter: &Parameter, around: &Place) {
    let spec = (Some(describe::schema(subjects, &parameter.schema)), parameter.place.clone());
    subjects.judge(Aspect::Presence, None, true, Says { spec, metadata: (None, around.clone()) });
}

fn both<'d, 't>(
    subjects: &mut Subjects<'d, 't>,
    (operation, parameter): (&Operation, &'d Parameter),
    other: &metadata::Parameter<'t>,
) {
    let place = parameter.place.clone();
    let spec = (Some(describe::schema(subjects, &parameter.schema)), place.clone());
    let schema = other.schema.as_ref().map(|value| subjects.metadata.schema(value));
    let says = schema.as_ref().map_or_else(|| "a parameter".to_owned(), describe::metadata);
    let metadata = (Some(says), subjects.place(&other.value));
    subjects.judge(Aspect::Presence, None, true, Says { spec, metadata });
    location(subjects, (operation, parameter), other);
    style(subjects, parameter, other);
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
    let travels = travels(subjects, parameter);
    schemas::compare(subjects, &parameter.schema, &schema, travels);
}

fn travels(subjects: &Subjects<'_, '_>, parameter: &Parameter) -> Travels {
    let kind = &subjects.components.resolve(&parameter.schema).schema.kind;
    match parameter.encoding {
        ParameterEncoding::Simple if !matches!(kind, SchemaKind::Array { .. }) => Travels::AsText,
        ParameterEncoding::Flattened => Travels::AsText,
        ParameterEncoding::Simple
        | ParameterEncoding::CommaSeparated
        | ParameterEncoding::SpaceSeparated
        | ParameterEncoding::PipeSeparated => Travels::Joined,
        ParameterEncoding::Json => Travels::AsDocument,
        ParameterEncoding::InJson => Travels::InJson,
    }
}

/// Where a parameter travels.
fn location(
    subjects: &mut Subjects<'_, '_>,
    (operation, parameter): (&Operation, &Parameter),
    other: &metadata::Parameter<'_>,
) {
    let Some((location, value)) = &other.location else { return };
    let same = pairs::words(operation, parameter).contains(&location.as_str());
    let says = match parameter.location {
        Location::Query => "query",
        Location::Form => "form",
        Location::Path => "path",
        Location::Header => "header",
        Location::Body | Location::BodyField => "body",
        Location::Host => "host",
    };
    let spec = (Some(says.to_owned()), subjects.places.below(&parameter.place, "in"));
    let metadata = (Some(location.clone()), subjects.place(value));
    subjects.judge(Aspect::Style, Some("in"), same, Says { spec, metadata });
}

/// How a list or an object is written.
fn style(subjects: &mut Subjects<'_, '_>, parameter: &Parameter, other: &metadata::Parameter<'_>) {
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
    let spec = (Some(says.to_owned()), subjects.places.below(&parameter.place, word));
    let metadata = (Some(style.clone()), subjects.place(value));
    subjects.judge(Aspect::Style, None, styles.contains(&style.as_str()), Says { spec, metadata });
}

/// Whether a parameter is text with a document of JSON in it.
fn is_document(subjects: &Subjects<'_, '_>, parameter: &Parameter) -> bool {
    matches!(subjects.components.resolve(&parameter.schema).schema.kind, SchemaKind::Embedded(_))
}

/// A parameter that the specification does not have.
fn unlisted_parameter(
    subjects: &mut Subjects<'_, '_>,
    operation: &Operation,
    other: &metadata::Parameter<'_>,
) {
    let around = if other.is_in_body() { "/requestBody" } else { "/parameters" };
    let near = subjects.places.in_operation(operation, around);
    let schema = other.schema.as_ref().map(|value| subjects.metadata.schema(value));
    let says = schema.as_ref().map_or_else(|| "a parameter".to_owned(), describe::metadata);
    let says = Says { spec: (None, near), metadata: (Some(says), subjects.place(&other.value)) };
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
