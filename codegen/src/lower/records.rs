//! Records: objects with named properties.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::types::{Site, is_named};
use crate::ir::{Operation, Record, RecordField, Shape, Type, TypeDefinition, Wire};
use crate::names::{self, Scope, Use};
use crate::rule;
use crate::spec::{ObjectSchema, Schema, SchemaKind, Text};

/// How many fields `allOf` may add to types of a document altogether.
pub(super) const MAX_COPIES: usize = 50_000;

/// The properties of an object, `allOf` merged.
#[derive(Default)]
struct Properties<'d> {
    all: Vec<Property<'d>>,
    /// Where in `all` each name is.
    known: BTreeMap<&'d str, usize>,
    required: BTreeSet<&'d str>,
}

/// A property, and the site that declares it.
struct Property<'d> {
    key: &'d Text,
    schema: &'d Schema,
    site: Site<'d>,
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
        let properties = self.properties(schema, site);
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        let mut inner = Vec::new();
        for property in &properties.all {
            let required = properties.required.contains(property.key.value.as_str());
            fields.extend(self.field(property, required, &mut scope, &mut inner));
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

    /// What is inside of a component belongs to it, whoever includes it with `allOf`.
    fn properties(&self, schema: &'d Schema, site: &Site<'d>) -> Properties<'d> {
        let mut found = Properties::default();
        let mut seen = BTreeSet::new();
        let mut open = vec![(schema, site.clone())];
        while let Some((schema, site)) = open.pop() {
            match &schema.kind {
                // What follows a reference is a copy.
                SchemaKind::Object(object) if !seen.is_empty() && !self.may_copy(object, schema) => break,
                SchemaKind::Object(object) => {
                    found.required.extend(object.required.iter().map(|name| name.value.as_str()));
                    for (key, schema) in &object.properties {
                        self.add(&mut found, Property { key, schema, site: site.clone() });
                    }
                }
                SchemaKind::AllOf(parts) => {
                    open.extend(parts.iter().rev().map(|part| (part, site.clone())));
                }
                SchemaKind::Ref(target) => match self.schemas.get_key_value(target.value.as_str()) {
                    // Once is enough, whichever way leads there; circles and long chains have been reported.
                    Some((key, next)) if seen.insert(*key) => {
                        open.push((next, Site { shared: true, path: vec![key] }));
                    }
                    Some(_) => {}
                    None => {
                        self.lower_type(schema, &Site { shared: true, path: Vec::new() }, &mut Vec::new());
                    }
                },
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
        found
    }

    /// Whether the fields of a part may be put into one more type; documents that copy too many are refused.
    fn may_copy(&self, object: &ObjectSchema, schema: &Schema) -> bool {
        let left = self.copies_left.get();
        let more = left.checked_sub(object.properties.len());
        if more.is_none() && left > 0 {
            let message = format!("`allOf` makes more than {MAX_COPIES} fields of those of other schemas");
            let help = "refer to the shared part with a property instead";
            self.reporter.report(&rule::UNSUPPORTED_SCHEMA, &schema.place, message, help);
        }
        self.copies_left.set(more.unwrap_or_default());
        more.is_some()
    }

    fn add(&self, found: &mut Properties<'d>, property: Property<'d>) {
        let key = property.key;
        if let Some(first) = found.known.get(key.value.as_str()).and_then(|at| found.all.get(*at)) {
            let first = &first.key.place;
            let message = format!("`{}` is declared twice; first on line {}", key.value, first.line);
            let help = "keep it in one part of the `allOf`";
            self.reporter.report(&rule::DUPLICATE_PROPERTY, &key.place, message, help);
            self.reporter.relate(first, "the first");
        } else {
            found.known.insert(&key.value, found.all.len());
            found.all.push(property);
        }
    }

    fn field(
        &self,
        property: &Property<'d>,
        required: bool,
        scope: &mut Scope,
        found: &mut Vec<TypeDefinition>,
    ) -> Option<RecordField> {
        let Property { key, schema, site } = property;
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
        SchemaKind::Number { format, .. } => format.as_ref().is_none_or(|format| format.value != "percent"),
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
