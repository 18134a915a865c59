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
mod words;
mod written;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

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
    linter.check_written();
    linter.check_words();
}

/// How many references are followed; longer chains and circles have been reported.
const MAX_CHAIN: usize = 100;

/// How many properties of other schemas are looked at.
const MAX_COPIES: usize = 1_000_000;

/// What all passes share.
struct Linter<'d> {
    document: &'d Document,
    reporter: &'d Reporter<'d>,
    schemas: BTreeMap<&'d str, &'d Schema>,
    /// The properties of objects, by their pointers.
    properties: RefCell<BTreeMap<&'d str, Rc<Properties<'d>>>>,
    /// How many of them `allOf` brought together.
    copied: Cell<usize>,
}

/// The properties of an object.
#[derive(Default)]
struct Properties<'d> {
    all: Vec<Property<'d>>,
    /// Where in `all` each name is.
    at: BTreeMap<&'d str, usize>,
}

impl<'d> Properties<'d> {
    fn get(&self, name: &str) -> Option<&Property<'d>> {
        self.all.get(*self.at.get(name)?)
    }
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
        Self { document, reporter, schemas, properties: RefCell::default(), copied: Cell::default() }
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
    fn properties(&self, schema: &'d Schema) -> Option<Rc<Properties<'d>>> {
        let schema = self.resolve(schema);
        if !matches!(schema.kind, SchemaKind::Object(_) | SchemaKind::AllOf(_)) {
            return None;
        }
        let known = self.properties.borrow().get(&*schema.place.pointer).cloned();
        Some(known.unwrap_or_else(|| {
            let found = Rc::new(self.collect(schema));
            self.properties.borrow_mut().insert(&schema.place.pointer, found.clone());
            found
        }))
    }

    fn collect(&self, schema: &'d Schema) -> Properties<'d> {
        let mut found = Properties::default();
        let mut required = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            match &schema.kind {
                SchemaKind::Object(object) => {
                    required.extend(object.required.iter().map(|name| name.value.as_str()));
                    for (name, schema) in &object.properties {
                        found.at.entry(&name.value).or_insert(found.all.len());
                        found.all.push(Property { name, schema, required: false });
                    }
                }
                SchemaKind::AllOf(parts) => open.extend(parts.iter().rev()),
                SchemaKind::Ref(target) if seen.insert(&target.value) => {
                    open.extend(self.schemas.get(target.value.as_str()).copied());
                }
                _ => {}
            }
            // Whoever copies more has been told.
            if !seen.is_empty() && self.copied.get() + found.all.len() > MAX_COPIES {
                break;
            }
        }
        self.copied.set(self.copied.get() + if seen.is_empty() { 0 } else { found.all.len() });
        for property in &mut found.all {
            property.required = required.contains(property.name.value.as_str());
        }
        found
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
