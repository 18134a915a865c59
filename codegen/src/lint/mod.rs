//! What is wrong with a document that can be read: values against schemas, samples, texts, and what is left out.
//!
//! Reports alone; nothing here has an influence on what is generated.

mod completeness;
mod declared;
mod operations;
mod phrases;
mod samples;
mod scalars;
mod text;
mod unused;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Reporter;
use crate::spec::{Document, Schema, SchemaKind, Text};

/// Looks at a document that was read, whether or not it could be lowered.
pub(crate) fn run(document: &Document, reporter: &Reporter<'_>) {
    let linter = Linter::new(document, reporter);
    linter.check_unused();
    linter.check_operations();
    linter.check_completeness();
    linter.check_declared_values();
    linter.check_samples();
    linter.check_texts();
}

/// How many references are followed; longer chains and circles have been reported.
const MAX_CHAIN: usize = 100;

/// What all passes share.
struct Linter<'d> {
    document: &'d Document,
    reporter: &'d Reporter<'d>,
    schemas: BTreeMap<&'d str, &'d Schema>,
}

/// A property of an object, wherever in an `allOf` it is declared.
#[derive(Clone, Copy)]
struct Property<'d> {
    name: &'d Text,
    schema: &'d Schema,
    required: bool,
}

impl<'d> Linter<'d> {
    fn new(document: &'d Document, reporter: &'d Reporter<'d>) -> Self {
        let schemas = document.schemas.iter().map(|(name, schema)| (name.value.as_str(), schema)).collect();
        Self { document, reporter, schemas }
    }

    /// The schema and those that it refers to, the last of which says what values are.
    fn chain(&self, schema: &'d Schema) -> Vec<&'d Schema> {
        let mut chain = vec![schema];
        let mut at = schema;
        while let SchemaKind::Ref(target) = &at.kind
            && chain.len() < MAX_CHAIN
            && let Some(next) = self.schemas.get(target.value.as_str())
        {
            chain.push(next);
            at = next;
        }
        chain
    }

    /// The schema behind references.
    fn resolve(&self, schema: &'d Schema) -> &'d Schema {
        self.chain(schema).last().copied().unwrap_or(schema)
    }

    /// The properties of an object, `allOf` merged; `None` if the schema is something else.
    fn properties(&self, schema: &'d Schema) -> Option<Vec<Property<'d>>> {
        let mut found = Vec::new();
        let mut required = BTreeSet::new();
        let schema = self.resolve(schema);
        if !matches!(schema.kind, SchemaKind::Object(_) | SchemaKind::AllOf(_)) {
            return None;
        }
        self.collect(schema, &mut found, &mut required, &mut BTreeSet::new());
        for property in &mut found {
            property.required = required.contains(property.name.value.as_str());
        }
        Some(found)
    }

    fn collect(
        &self,
        schema: &'d Schema,
        found: &mut Vec<Property<'d>>,
        required: &mut BTreeSet<&'d str>,
        seen: &mut BTreeSet<&'d str>,
    ) {
        match &schema.kind {
            SchemaKind::Object(object) => {
                required.extend(object.required.iter().map(|name| name.value.as_str()));
                let property = |(name, schema)| Property { name, schema, required: false };
                found.extend(object.properties.iter().map(|(name, schema)| property((name, schema))));
            }
            SchemaKind::AllOf(parts) => {
                parts.iter().for_each(|part| self.collect(part, found, required, seen));
            }
            SchemaKind::Ref(target) => {
                let next = self.schemas.get(target.value.as_str());
                if let Some(next) = next.filter(|_| seen.insert(&target.value) && seen.len() < MAX_CHAIN) {
                    self.collect(next, found, required, seen);
                }
            }
            _ => {}
        }
    }
}

/// The schemas directly inside of a schema, as it is written.
fn inside(schema: &Schema) -> Vec<&Schema> {
    match &schema.kind {
        SchemaKind::Embedded(Some(inner))
        | SchemaKind::Array { items: inner, .. }
        | SchemaKind::Map(inner) => {
            vec![inner]
        }
        SchemaKind::AllOf(parts) => parts.iter().collect(),
        SchemaKind::Object(object) => object.properties.iter().map(|(_, schema)| schema).collect(),
        _ => Vec::new(),
    }
}

/// The help that names the nearest of some names, if one is near.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near = known.map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    near.filter(|(distance, _)| *distance <= 3 && *distance < name.chars().count()).map(|(_, known)| known)
}
