//! Records that no specification describes: they are told by where they stand.

use std::collections::BTreeMap;

use crate::ir::{Operation, Record, RecordField, Type, TypeDefinition};
use crate::names;
use crate::prose::code;

/// Gives each record without a text one that names the first place that has it.
pub(super) fn describe(operations: &mut [Operation], shared: &mut [TypeDefinition]) {
    let places = places(operations, shared);
    let own = operations.iter_mut().flat_map(|operation| {
        let answer = match &operation.response {
            Type::Own(name, _) => Some(name),
            _ => None,
        };
        operation.types.iter_mut().filter(move |one| Some(one.name()) != answer)
    });
    for definition in shared.iter_mut().chain(own) {
        if let TypeDefinition::Record(Record { name, documentation, .. }) = definition
            && documentation.text.is_empty()
        {
            let unused = || "No operation uses it.".to_owned();
            documentation.text = places.get(name).cloned().unwrap_or_else(unused);
        }
    }
}

/// Where each type stands first, as a sentence.
fn places(operations: &[Operation], shared: &[TypeDefinition]) -> BTreeMap<names::Type, String> {
    let mut found = BTreeMap::new();
    let mut take = |r#type: &Type, place: &str, of: &str| {
        if let Some((name, role)) = role(r#type) {
            let sentence = format!("{role} {place} of `{}`.", code(of));
            found.entry(name.clone()).or_insert(sentence);
        }
    };
    for operation in operations {
        take(&operation.response, "answer", &operation.name);
        for parameter in &operation.parameters {
            let place = format!("parameter `{}`", code(&parameter.name));
            take(&parameter.r#type, &place, &operation.name);
        }
    }
    for definition in operations.iter().flat_map(|operation| &operation.types).chain(shared) {
        let TypeDefinition::Record(record) = definition else { continue };
        for RecordField { wire_name, r#type, .. } in &record.fields {
            take(r#type, &format!("field `{}`", code(wire_name)), record.name.as_str());
        }
    }
    found
}

/// The type with a name that a type consists of, and what it is there.
fn role(r#type: &Type) -> Option<(&names::Type, &'static str)> {
    match r#type {
        Type::Own(name, _) | Type::Shared(name, _) => Some((name, "The")),
        Type::List(inner) => role(inner).map(|(name, _)| (name, "An element of the")),
        Type::Map(inner) => role(inner).map(|(name, _)| (name, "A value of the")),
        Type::Embedded(inner) => role(inner),
        _ => None,
    }
}
