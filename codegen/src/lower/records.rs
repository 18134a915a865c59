//! Records: objects with named properties.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{Site, is_named};
use super::{Lowering, MAX_CHAIN};
use crate::ir::{Operation, Record, RecordField, Shape, Type, TypeDefinition, Wire};
use crate::names::{self, Scope, Use};
use crate::rule;
use crate::spec::{Schema, SchemaKind, Text};

/// The properties of an object, `allOf` merged.
#[derive(Default)]
struct Properties<'d> {
    all: Vec<(&'d Text, &'d Schema)>,
    required: BTreeSet<&'d str>,
}

impl TypeDefinition {
    pub(crate) fn name(&self) -> &names::Type {
        match self {
            Self::Record(record) => &record.name,
            Self::Enum(r#enum) => &r#enum.name,
        }
    }
}

impl<'d> Lowering<'d> {
    /// Declares the named type of a schema, and the inline types inside.
    pub(super) fn define(
        &self,
        name: names::Type,
        schema: &'d Schema,
        site: &Site<'d>,
        found: &mut Vec<TypeDefinition>,
    ) {
        let list = match &schema.kind {
            SchemaKind::String { list, .. } | SchemaKind::Integer { list, .. } => list.as_ref(),
            _ => None,
        };
        if let Some(list) = list {
            found.push(TypeDefinition::Enum(self.lower_enum(name, schema, list)));
            return;
        }
        let mut properties = Properties::default();
        self.properties(schema, &mut properties, &mut BTreeSet::new());
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        let mut inner = Vec::new();
        for (key, property) in &properties.all {
            let required = properties.required.contains(key.value.as_str());
            fields.extend(self.field(key, property, required, site, &mut scope, &mut inner));
        }
        found.push(TypeDefinition::Record(Record {
            name,
            place: schema.place.clone(),
            documentation: self.documentation(None, schema, &[]),
            fields,
            input: false,
            pages: None,
        }));
        found.extend(inner);
    }

    fn properties(&self, schema: &'d Schema, into: &mut Properties<'d>, seen: &mut BTreeSet<&'d str>) {
        match &schema.kind {
            SchemaKind::Object(object) => {
                into.required.extend(object.required.iter().map(|name| name.value.as_str()));
                for (key, property) in &object.properties {
                    if let Some((first, _)) = into.all.iter().find(|(known, _)| known.value == key.value) {
                        let message =
                            format!("`{}` is declared twice; first on line {}", key.value, first.place.line);
                        self.reporter.report(
                            &rule::DUPLICATE_PROPERTY,
                            &key.place,
                            message,
                            "keep it in one part of the `allOf`",
                        );
                        self.reporter.relate(&first.place, "the first");
                    } else {
                        into.all.push((key, property));
                    }
                }
            }
            SchemaKind::AllOf(parts) => parts.iter().for_each(|part| self.properties(part, into, seen)),
            SchemaKind::Ref(target) => {
                let Some(next) = self.schemas.get(target.value.as_str()).copied() else {
                    self.lower_type(schema, &Site { shared: true, path: Vec::new() }, &mut Vec::new());
                    return;
                };
                // Once is enough, whichever way leads there; circles and endless chains have been reported.
                if seen.len() < MAX_CHAIN && seen.insert(&target.value) {
                    self.properties(next, into, seen);
                }
            }
            _ => {
                let help = "write objects, or references to objects, under `allOf`";
                self.reporter.report(
                    &rule::UNSUPPORTED_SCHEMA,
                    &schema.place,
                    "`allOf` of something else than objects is not supported",
                    help,
                );
            }
        }
    }

    fn field(
        &self,
        key: &'d Text,
        schema: &'d Schema,
        required: bool,
        site: &Site<'d>,
        scope: &mut Scope,
        found: &mut Vec<TypeDefinition>,
    ) -> Option<RecordField> {
        let name = self.name(
            names::field(&key.value, Use::Field),
            schema.rust_name.as_ref(),
            &key.value,
            &key.place,
        )?;
        self.take(scope, &name, &key.value, &key.place);
        let site = site.child(&key.value);
        let (r#type, wire) = match self.wrapped_list(schema, &site, found) {
            Some(wrapped) => wrapped,
            None => self.lower_type(schema, &site, found),
        };
        Some(RecordField {
            wire_name: key.value.clone(),
            place: key.place.clone(),
            name,
            documentation: self.documentation(None, self.described(schema), &[]),
            deprecated: schema.deprecated,
            required,
            nullable: schema.nullable || self.resolve(schema).nullable,
            sensitive: self.is_sensitive(&key.value, schema),
            r#type,
            wire,
        })
    }

    /// An inline object whose only property is a list of plain values.
    fn wrapped_list(
        &self,
        schema: &'d Schema,
        site: &Site<'d>,
        found: &mut Vec<TypeDefinition>,
    ) -> Option<(Type, Wire)> {
        let (key, list) = only_property(schema)?;
        let SchemaKind::Array { items, .. } = &list.kind else { return None };
        if !is_plain(&self.resolve(items).kind) {
            return None;
        }
        let (item, _) = self.lower_type(items, &site.child(&key.value), found);
        Some((Type::List(Box::new(item)), Wire::Wrapped(key.value.clone())))
    }

    /// What describes a field: for a wrapped list without a description, the list.
    fn described(&self, schema: &'d Schema) -> &'d Schema {
        match only_property(schema) {
            Some((_, list))
                if schema.description.is_none() && matches!(list.kind, SchemaKind::Array { .. }) =>
            {
                list
            }
            _ => schema,
        }
    }
}

pub(super) fn only_property(schema: &Schema) -> Option<(&Text, &Schema)> {
    match &schema.kind {
        SchemaKind::Object(object) => match &*object.properties {
            [(key, property)] => Some((key, property)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether values of a schema travel as JSON writes them.
fn is_plain(kind: &SchemaKind) -> bool {
    match kind {
        SchemaKind::String { format, .. } | SchemaKind::Integer { format, .. } => {
            is_named(kind)
                || matches!(
                    format.as_ref().map(|format| format.value.as_str()),
                    None | Some("byte" | "uuid" | "uri" | "date")
                )
                || (matches!(kind, SchemaKind::Integer { .. })
                    && format
                        .as_ref()
                        .is_some_and(|format| matches!(format.value.as_str(), "int32" | "int64")))
        }
        SchemaKind::Number { format } => format.as_ref().is_none_or(|format| format.value != "percent"),
        SchemaKind::Array { .. } => false,
        SchemaKind::Map(values) => is_plain(&values.kind),
        _ => true,
    }
}

/// Puts a box wherever a shared record contains itself without a list or a map between.
pub(super) fn box_recursion(types: &mut [TypeDefinition]) {
    let mut direct: BTreeMap<names::Type, Vec<names::Type>> = BTreeMap::new();
    for definition in types.iter() {
        let TypeDefinition::Record(record) = definition else { continue };
        let inside = record.fields.iter().filter_map(|field| match &field.r#type {
            Type::Shared(name, Shape::Record) => Some(name.clone()),
            _ => None,
        });
        direct.insert(record.name.clone(), inside.collect());
    }
    for definition in types {
        let TypeDefinition::Record(record) = definition else { continue };
        for field in &mut record.fields {
            if let Type::Shared(target, shape @ Shape::Record) = &mut field.r#type
                && reaches(&direct, target, &record.name)
            {
                *shape = Shape::BoxedRecord;
            }
        }
    }
}

fn reaches(direct: &BTreeMap<names::Type, Vec<names::Type>>, from: &names::Type, to: &names::Type) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            open.extend(direct.get(name).into_iter().flatten());
        }
    }
    false
}

/// Marks the records that callers make for requests.
pub(super) fn mark_inputs(operations: &mut [Operation], shared: &mut [TypeDefinition]) {
    let mut open: Vec<names::Type> = operations
        .iter()
        .flat_map(|operation| &operation.parameters)
        .flat_map(|parameter| parameter.r#type.named().cloned())
        .collect();
    let mut records: BTreeMap<names::Type, &mut Record> = BTreeMap::new();
    for definition in
        shared.iter_mut().chain(operations.iter_mut().flat_map(|operation| &mut operation.types))
    {
        if let TypeDefinition::Record(record) = definition {
            records.insert(record.name.clone(), record);
        }
    }
    while let Some(name) = open.pop() {
        if let Some(record) = records.get_mut(&name).filter(|record| !record.input) {
            record.input = true;
            open.extend(record.fields.iter().flat_map(|field| field.r#type.named().cloned()));
        }
    }
}
