//! Operations: how they are called, and what they answer.

use std::collections::BTreeSet;

use crate::Place;
use crate::spec::{Operation, SchemaKind, Style};

use super::subjects::{Says, Subjects};
use super::types::Travels;
use super::{Kind, deprecation, describe, error_codes, parameters, schemas};
use crate::aspect::Aspect;
use crate::metadata::Members;
use crate::metadata::Value;

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
    path(subjects, operation, &found);
    media(subjects, operation, &found);
    let stated = subjects.metadata.boolean_at(&found, "deprecated");
    let place = subjects.places.in_operation(operation, "/deprecated");
    deprecation::compare(subjects, (operation.deprecated, place), stated.as_ref(), &found.value);
    subjects.kind = Kind::Parameter;
    parameters::compare(subjects, operation, &found);
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

/// The path of the RPC style says nothing but which operation it is.
fn path(subjects: &mut Subjects<'_, '_>, operation: &Operation, found: &Members<'_>) {
    let Some((path, value)) = subjects.metadata.text_at(found, "path") else { return };
    if subjects.document.style != Style::Roa {
        return;
    }
    let same = path.replace('[', "{").replace(']', "}") == operation.path;
    let spec = (Some(operation.path.clone()), subjects.places.in_operation(operation, ""));
    let metadata = (Some(path), subjects.place(&value));
    subjects.judge(Aspect::Style, Some("path"), same, Says { spec, metadata });
}

/// What a body is. Metadata names types of bodies for operations without one, too.
fn media(subjects: &mut Subjects<'_, '_>, operation: &Operation, found: &Members<'_>) {
    let listed = subjects.metadata.list_at(found, "consumes");
    let types: Vec<String> = listed.iter().filter_map(Value::text).collect();
    let (Some(media), Some(value)) = (operation.media, found.get("consumes")) else { return };
    if types.is_empty() {
        return;
    }
    let bare = |name: &String| name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let same = types.iter().any(|name| bare(name) == media.name());
    let spec = (Some(media.name().to_owned()), subjects.places.in_operation(operation, "/requestBody"));
    let metadata = (Some(types.join(", ")), subjects.place(value));
    subjects.judge(Aspect::Style, Some("consumes"), same, Says { spec, metadata });
}

fn answer<'d, 't>(subjects: &mut Subjects<'d, 't>, operation: &'d Operation, found: &Members<'t>) {
    let value = subjects.metadata.response(found);
    let schema = value.as_ref().map(|value| subjects.metadata.schema(value));
    // A missing answer has been reported.
    let Some(response) = &operation.response else { return };
    let resolved = subjects.components.resolve(&response.schema);
    let records: Vec<_> = resolved.contradictions().collect();
    subjects.within(None, records, |subjects| match &schema {
        Some(schema) => schemas::compare(subjects, &response.schema, schema, Travels::InJson),
        None if matches!(response.schema.kind, SchemaKind::Empty) => {}
        None => {
            let spec = (Some(describe::schema(subjects, &response.schema)), response.schema.place.clone());
            let near = subjects.place(found.get("responses").unwrap_or(&found.value));
            subjects.judge(Aspect::Presence, None, true, Says { spec, metadata: (None, near) });
        }
    });
}
