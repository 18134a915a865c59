//! A product with a part of its operations, and what these reach.

use std::collections::BTreeSet;

use crate::Service;
use crate::ir::{Operation, Type, TypeDefinition};
use crate::names;

impl Service {
    /// The product with these operations alone, by their names on the wire, and the types that they use. Names that the
    /// product does not have are passed over.
    #[must_use]
    pub fn with_operations(&self, names: &BTreeSet<&str>) -> Self {
        let mut service = self.clone();
        service.operations.retain(|operation| names.contains(operation.name.as_str()));
        let reached = reached(&service);
        service.types.retain(|one| reached.contains(one.name()));
        service
    }
}

/// The names of the shared types that the operations lead to.
fn reached(service: &Service) -> BTreeSet<names::Type> {
    let mut reached = BTreeSet::new();
    let mut open = Vec::new();
    for operation in &service.operations {
        used(operation, &mut open);
    }
    while let Some(name) = open.pop() {
        if reached.insert(name.clone()) {
            let definition = service.types.iter().find(|one| *one.name() == name);
            definition.into_iter().for_each(|one| inside(one, &mut open));
        }
    }
    reached
}

fn used(operation: &Operation, found: &mut Vec<names::Type>) {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.r#type);
    parameters.chain([&operation.response]).for_each(|r#type| shared(r#type, found));
    operation.types.iter().for_each(|one| inside(one, found));
}

fn inside(definition: &TypeDefinition, found: &mut Vec<names::Type>) {
    if let TypeDefinition::Record(record) = definition {
        record.fields.iter().for_each(|field| shared(&field.r#type, found));
    }
}

fn shared(r#type: &Type, found: &mut Vec<names::Type>) {
    match r#type {
        Type::Shared(name, _) => found.push(name.clone()),
        Type::List(inner) | Type::Map(inner) | Type::Embedded(inner) => shared(inner, found),
        _ => {}
    }
}
