//! Text for people: descriptions, the facts beside them, and what the sources disagree about.

use super::Lowering;
use crate::ir;
use crate::spec::{Contradiction, Document, Limits, Operation, Schema, SchemaKind, SourceDocument, Text};

/// A source as one line.
pub(super) fn source(source: &SourceDocument) -> String {
    let details: Vec<&str> = [Some(&source.kind), source.language.as_ref(), source.date.as_ref()]
        .into_iter()
        .flatten()
        .map(|text| text.value.as_str())
        .collect();
    let title = source.title.value.trim();
    format!("{title} ({})", details.join(", "))
}

/// The title, with the language that tells two translations apart.
fn short(source: &SourceDocument) -> String {
    let title = source.title.value.trim();
    match &source.language {
        Some(language) if source.kind.value == "page" => format!("{title} ({})", language.value),
        _ => title.to_owned(),
    }
}

impl Lowering<'_> {
    /// What to say about a value with this schema.
    pub(super) fn documentation(
        &self,
        description: Option<&Text>,
        schema: &Schema,
        contradictions: &[Contradiction],
    ) -> ir::Documentation {
        let target = self.resolve(schema);
        let own = description.or(schema.description.as_ref());
        let text = own.or(target.description.as_ref()).map(|text| text.value.clone()).unwrap_or_default();
        let mut facts = Vec::new();
        if let Some(unit) = schema.unit.as_ref().or(target.unit.as_ref()) {
            facts.push(format!("Unit: {}.", unit.value));
        }
        if let Some(default) = &schema.default {
            facts.push(format!("Default: `{}`.", plain(&default.to_json())));
        }
        facts.extend(limits(&target.kind));
        let notes = contradictions.iter().chain(&schema.contradictions).map(|note| self.note(note)).collect();
        ir::Documentation { text, facts, notes }
    }

    /// A contradiction as one line.
    pub(super) fn note(&self, note: &Contradiction) -> String {
        let claim = |(source, says): &(Text, Text)| {
            let declared = self.document.sources.iter().find(|known| known.key.value == source.value);
            let title = declared.map_or_else(|| source.value.clone(), short);
            format!("{title}: {}", says.value.trim())
        };
        let claims: Vec<String> = note.claims.iter().map(claim).collect();
        format!(
            "The sources disagree about {}. {}. This crate goes with {}, because {}.",
            note.about.value.trim(),
            claims.join("; "),
            note.choice.value.trim(),
            note.because.value.trim().trim_end_matches('.'),
        )
    }
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn limits(kind: &SchemaKind) -> Vec<String> {
    let (limits, values) = match kind {
        SchemaKind::String { limits, .. } | SchemaKind::Array { limits, .. } => (limits, None),
        SchemaKind::Integer { limits, list, .. } => (limits, list.as_ref()),
        _ => return Vec::new(),
    };
    let mut facts = Vec::new();
    if let Some(list) = values {
        let values: Vec<_> = list.values.iter().map(|value| value.value.value.as_str()).collect();
        facts.push(format!("One of {}.", values.join(", ")));
    }
    let Limits { minimum, maximum, min_items, max_items, min_length, max_length, ascii } = limits;
    facts.extend(range("Range", "", *minimum, *maximum));
    facts.extend(range("Length", " items", *min_items, *max_items));
    facts.extend(range("Length", " characters", *min_length, *max_length));
    if *ascii {
        facts.push("ASCII characters only.".to_owned());
    }
    facts
}

fn range(what: &str, of: &str, low: Option<i64>, high: Option<i64>) -> Option<String> {
    match (low, high) {
        (None, None) => None,
        (Some(low), None) => {
            Some(format!("{what}: at least {low}{}.", of.trim_end_matches(if low == 1 { "s" } else { "" })))
        }
        (None, Some(high)) => {
            Some(format!("{what}: at most {high}{}.", of.trim_end_matches(if high == 1 { "s" } else { "" })))
        }
        (Some(low), Some(high)) => Some(format!("{what}: {low} to {high}{of}.")),
    }
}

/// All contradictions that a document records.
pub(crate) fn contradictions(document: &Document) -> Vec<&Contradiction> {
    let mut found: Vec<_> = document.contradictions.iter().collect();
    for (_, schema) in &document.schemas {
        in_schema(schema, &mut found);
    }
    for operation in &document.operations {
        in_operation(operation, &mut found);
    }
    found
}

fn in_operation<'d>(operation: &'d Operation, found: &mut Vec<&'d Contradiction>) {
    found.extend(&operation.contradictions);
    for parameter in &operation.parameters {
        found.extend(&parameter.contradictions);
        in_schema(&parameter.schema, found);
    }
    if let Some(response) = &operation.response {
        found.extend(response.samples.iter().flat_map(|sample| &sample.contradictions));
        in_schema(&response.schema, found);
    }
}

fn in_schema<'d>(schema: &'d Schema, found: &mut Vec<&'d Contradiction>) {
    found.extend(&schema.contradictions);
    match &schema.kind {
        SchemaKind::Embedded(Some(inner))
        | SchemaKind::Array { items: inner, .. }
        | SchemaKind::Map(inner) => {
            in_schema(inner, found);
        }
        SchemaKind::AllOf(parts) => parts.iter().for_each(|part| in_schema(part, found)),
        SchemaKind::Object(object) => {
            object.properties.iter().for_each(|(_, schema)| in_schema(schema, found));
        }
        _ => {}
    }
}
