//! The specification's side: schemas with their references followed, and the words and places that the document model
//! does not keep.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::diagnostic::Reporter;
use crate::spec::{self, Contradiction, Document, Operation, Schema, SchemaKind, Text};
use crate::yaml::{Node, Value};
use crate::{Place, Source};

/// Where the nodes of a document stand, by pointer.
pub(super) struct Places {
    places: HashMap<Arc<str>, Place>,
}

impl Places {
    pub(super) fn new(source: &Source) -> Self {
        let mut places = Self { places: HashMap::new() };
        if let Some(root) = spec::read(source, &Reporter::new(source)) {
            places.add(&root);
        }
        places
    }

    fn add(&mut self, node: &Node) {
        self.places.insert(node.place.pointer.clone(), node.place.clone());
        match &node.value {
            Value::List(nodes) => nodes.iter().for_each(|node| self.add(node)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.add(&entry.node)),
            _ => {}
        }
    }

    /// Where `path` leads from `place`, or else `place`.
    pub(super) fn below(&self, place: &Place, path: &str) -> Place {
        let pointer = format!("{}/{path}", place.pointer);
        self.places.get(pointer.as_str()).unwrap_or(place).clone()
    }

    /// Where `path` leads from the map of an operation, or else the operation.
    pub(super) fn in_operation(&self, operation: &Operation, path: &str) -> Place {
        let pointer = format!("{}{path}", operation.pointer);
        self.places.get(pointer.as_str()).unwrap_or(&operation.place).clone()
    }

    /// Where a pointer leads, or else the document itself.
    pub(super) fn at(&self, pointer: &str) -> Place {
        self.places.get(pointer).or_else(|| self.places.get("")).cloned().unwrap_or_else(Place::start)
    }
}

/// The shared schemas of a document.
pub(super) struct Components<'d>(BTreeMap<&'d str, &'d Schema>);

/// A schema behind its references.
#[derive(Clone)]
pub(super) struct Resolved<'d> {
    pub(super) schema: &'d Schema,
    /// The schemas on the way, the first one first; the last one is `schema`.
    pub(super) chain: Vec<&'d Schema>,
    /// The last component on the way.
    pub(super) component: Option<&'d str>,
}

/// The fields of an object.
pub(super) struct Fields<'d> {
    pub(super) properties: Vec<(&'d Text, &'d Schema)>,
    /// What the parts of the object record.
    pub(super) contradictions: Vec<&'d [Contradiction]>,
    required: Vec<&'d Text>,
}

impl Fields<'_> {
    /// Where the object requires the field, if it does.
    pub(super) fn required(&self, name: &str) -> Option<&Place> {
        self.required.iter().find(|required| required.value == name).map(|required| &required.place)
    }
}

impl<'d> Components<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self(document.schemas.iter().map(|(name, schema)| (name.value.as_str(), schema)).collect())
    }

    /// Follows the references of `schema`. One that leads nowhere, or to itself, is where it ends.
    pub(super) fn resolve(&self, schema: &'d Schema) -> Resolved<'d> {
        let mut resolved = Resolved { schema, chain: vec![schema], component: None };
        while let SchemaKind::Ref(target) = &resolved.schema.kind {
            let Some(next) = self.0.get(target.value.as_str()) else { break };
            if resolved.chain.len() > self.0.len() {
                break;
            }
            resolved.schema = next;
            resolved.chain.push(next);
            resolved.component = Some(&target.value);
        }
        resolved
    }

    /// The fields of an object, with those of all its parts.
    pub(super) fn fields(&self, schema: &'d Schema) -> Fields<'d> {
        let (properties, contradictions, required) = (Vec::new(), Vec::new(), Vec::new());
        let mut fields = Fields { properties, contradictions, required };
        let mut known = BTreeSet::new();
        // The components that were parts already, lest one is a part of itself.
        let mut seen = BTreeSet::new();
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            match &schema.kind {
                SchemaKind::Object(object) => {
                    let new = object.properties.iter().filter(|(name, _)| known.insert(name.value.as_str()));
                    fields.properties.extend(new.map(|(name, property)| (name, property)));
                    fields.required.extend(&object.required);
                }
                SchemaKind::AllOf(parts) => {
                    let parts = parts.iter().map(|part| self.resolve(part));
                    let new = parts.filter(|part| part.component.is_none_or(|name| seen.insert(name)));
                    let new: Vec<_> = new.collect();
                    for part in &new {
                        fields.contradictions.extend(part.contradictions());
                    }
                    open.extend(new.iter().rev().map(|part| part.schema));
                }
                _ => {}
            }
        }
        fields
    }
}

impl<'d> Resolved<'d> {
    /// The default value and the schema that states it.
    pub(super) fn default(&self) -> Option<(serde_json::Value, &'d Schema)> {
        self.chain.iter().find_map(|schema| Some((schema.default.as_ref()?.to_json(), *schema)))
    }

    /// The schema that says that the value should no longer be used.
    pub(super) fn deprecated(&self) -> Option<&'d Schema> {
        self.chain.iter().find(|schema| schema.deprecated).copied()
    }

    /// What is recorded at the value and at what it refers to.
    pub(super) fn contradictions(&self) -> impl Iterator<Item = &'d [Contradiction]> {
        self.chain.iter().map(|schema| schema.contradictions.as_slice())
    }
}
