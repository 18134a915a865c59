//! What sources disagree about.

use super::object::{Object, key, words};
use super::{Contradiction, Document, Operation, Schema, SchemaKind};
use crate::aspect::Aspect;
use crate::diagnostic::Reporter;
use crate::rule;
use crate::yaml::Node;

/// The recorded contradictions of an operation, a parameter, a schema or an example.
pub(super) fn contradictions(object: &Object<'_>) -> Vec<Contradiction> {
    object.list("x-contradictions").iter().filter_map(|node| contradiction(node, object.reporter())).collect()
}

fn contradiction(node: &Node, reporter: &Reporter<'_>) -> Option<Contradiction> {
    let object = Object::new(node, "a contradiction", reporter)?;
    let (about, choice) = (object.required_words("about"), object.required_words("choice"));
    let because = object.required_words("because");
    let mut claims = Vec::new();
    match object.object("claims", "the claims") {
        None => object.missing("claims"),
        Some(entries) => {
            for entry in entries.all() {
                match words(&entry.node) {
                    Some(claim) => claims.push((key(entry), claim)),
                    None => reporter.report(
                        &rule::WRONG_KIND,
                        &entry.node.place,
                        "a claim must be text",
                        "write what the source says",
                    ),
                }
            }
            if claims.is_empty() {
                let help = "name each source and what it says; one that contradicts itself says both";
                reporter.report(
                    &rule::EMPTY_CONTRADICTION,
                    entries.place,
                    "a contradiction needs claims",
                    help,
                );
            }
        }
    }
    let (aspect, at) = (aspect(&object), object.texts("at"));
    let advice = object.get("advice").and_then(|_| object.required_text("advice"));
    object.finish();
    let place = node.place.clone();
    Some(Contradiction {
        place,
        about: about?,
        aspect,
        at,
        claims,
        choice: choice?,
        because: because?,
        advice,
    })
}

fn aspect(object: &Object<'_>) -> Option<Aspect> {
    let text = object.text("aspect")?;
    let known = Aspect::ALL.into_iter().find(|aspect| aspect.name() == text.value);
    if known.is_none() {
        let names = Aspect::ALL.map(Aspect::name);
        let message = format!("sources do not differ in `{}`", text.value);
        object.reporter().report(
            &rule::UNKNOWN_WORD,
            &text.place,
            message,
            format!("write one of {}", names.join(", ")),
        );
    }
    known
}

/// A recorded contradiction, and what it stands at.
pub(crate) struct Noted<'d> {
    pub(crate) part: Part<'d>,
    /// The names that lead to it from the part.
    pub(crate) path: Vec<&'d str>,
    pub(crate) note: &'d Contradiction,
}

/// A part of a document.
#[derive(Clone, Copy)]
pub(crate) enum Part<'d> {
    Document,
    Operation(&'d Operation),
    Parameter(&'d Operation),
    Answer(&'d Operation),
    Sample(&'d Operation),
    Component,
}

impl<'d> Part<'d> {
    pub(crate) fn operation(self) -> Option<&'d Operation> {
        match self {
            Self::Document | Self::Component => None,
            Self::Operation(one) | Self::Parameter(one) | Self::Answer(one) | Self::Sample(one) => Some(one),
        }
    }
}

/// All contradictions that a document records.
pub(crate) fn noted(document: &Document) -> Vec<Noted<'_>> {
    let mut found = Vec::new();
    take(Part::Document, &[], &document.contradictions, &mut found);
    for (name, schema) in &document.schemas {
        in_schema(Part::Component, &[&name.value], schema, &mut found);
    }
    for operation in &document.operations {
        in_operation(operation, &mut found);
    }
    found
}

fn take<'d>(part: Part<'d>, path: &[&'d str], notes: &'d [Contradiction], found: &mut Vec<Noted<'d>>) {
    found.extend(notes.iter().map(|note| Noted { part, path: path.to_vec(), note }));
}

fn in_operation<'d>(operation: &'d Operation, found: &mut Vec<Noted<'d>>) {
    take(Part::Operation(operation), &[], &operation.contradictions, found);
    for parameter in &operation.parameters {
        let (part, path) = (Part::Parameter(operation), [parameter.name.value.as_str()]);
        take(part, &path, &parameter.contradictions, found);
        in_schema(part, &path, &parameter.schema, found);
    }
    if let Some(response) = &operation.response {
        in_schema(Part::Answer(operation), &[], &response.schema, found);
        for sample in &response.samples {
            take(Part::Sample(operation), &[], &sample.contradictions, found);
        }
    }
}

fn in_schema<'d>(part: Part<'d>, path: &[&'d str], schema: &'d Schema, found: &mut Vec<Noted<'d>>) {
    take(part, path, &schema.contradictions, found);
    match &schema.kind {
        SchemaKind::Embedded(Some(inner))
        | SchemaKind::Array { items: inner, .. }
        | SchemaKind::Map(inner) => in_schema(part, path, inner, found),
        SchemaKind::AllOf(parts) => parts.iter().for_each(|inner| in_schema(part, path, inner, found)),
        SchemaKind::Object(object) => {
            for (name, property) in &object.properties {
                in_schema(part, &[path, &[&*name.value]].concat(), property, found);
            }
        }
        _ => {}
    }
}
