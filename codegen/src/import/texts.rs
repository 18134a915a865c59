//! Texts of other metadata of the same product version, in another language: they are put where they belong, and nothing else is.

use std::collections::BTreeMap;

use super::facts::{Document, Operation, Schema, Texts};

/// Replaces the texts of `document` by those of `other`. What `other` alone has stays out.
pub(super) fn adopt(document: &mut Document, other: &Document) {
    let operations: BTreeMap<&str, &Operation> =
        other.operations.iter().map(|operation| (operation.name.as_str(), operation)).collect();
    for operation in &mut document.operations {
        match operations.get(operation.name.as_str()) {
            Some(other) => self::operation(operation, other),
            None => without(operation),
        }
    }
    let components: BTreeMap<&str, &Schema> =
        other.components.iter().map(|(name, schema)| (name.as_str(), schema)).collect();
    for (name, component) in &mut document.components {
        schema(component, components.get(name.as_str()).copied());
    }
}

fn without(operation: &mut Operation) {
    operation.texts = Texts::default();
    operation.parameters.iter_mut().for_each(|parameter| schema(&mut parameter.schema, None));
    operation
        .answers
        .iter_mut()
        .filter_map(|answer| answer.schema.as_mut())
        .for_each(|one| schema(one, None));
    operation.errors.iter_mut().for_each(|error| error.text = None);
}

fn operation(operation: &mut Operation, other: &Operation) {
    operation.texts = other.texts.clone();
    for parameter in &mut operation.parameters {
        let same = other.parameters.iter().find(|one| one.name == parameter.name);
        schema(&mut parameter.schema, same.map(|one| &one.schema));
    }
    for answer in &mut operation.answers {
        let same = other.answers.iter().find(|one| one.status == answer.status);
        if let Some(own) = &mut answer.schema {
            schema(own, same.and_then(|one| one.schema.as_ref()));
        }
    }
    for error in &mut operation.errors {
        let same = other.errors.iter().find(|one| one.status == error.status && one.code == error.code);
        error.text = same.and_then(|one| one.text.clone());
    }
}

/// `None` takes the texts out.
fn schema(own: &mut Schema, other: Option<&Schema>) {
    own.title = other.and_then(|other| other.title.clone());
    own.description = other.and_then(|other| other.description.clone());
    for (value, title) in &mut own.titles {
        let same = other.and_then(|other| other.titles.iter().find(|(known, _)| known == value));
        *title = same.map(|(_, title)| title.clone()).unwrap_or_default();
    }
    for (name, field) in &mut own.fields {
        let same = other.and_then(|other| other.fields.iter().find(|(known, _)| known == name));
        schema(field, same.map(|(_, field)| field));
    }
    if let Some(items) = &mut own.items {
        schema(items, other.and_then(|other| other.items.as_deref()));
    }
    if let Some(Some(values)) = &mut own.map {
        schema(values, other.and_then(|other| other.map.as_ref()?.as_deref()));
    }
}
