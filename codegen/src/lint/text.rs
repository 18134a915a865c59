//! What descriptions say against what the schema says.

use std::collections::BTreeSet;

use super::phrases::{self, Measure, RangeClaim};
use super::values::covers;
use super::{Linter, inside};
use crate::aspect::Aspect;
use crate::rule;
use crate::spec::{Contradiction, Operation, Parameter, Schema, SchemaKind, Text};
use crate::yaml::Node;

/// A description, and what it is about.
struct Described<'d> {
    text: &'d Text,
    schema: &'d Schema,
    /// Whether the value has to be there; `None` where that cannot be said.
    required: Option<bool>,
    /// The notes of the parameter that has the schema.
    above: &'d [Contradiction],
}

impl<'d> Linter<'d> {
    pub(super) fn check_texts(&self) {
        for (_, schema) in &self.document.schemas {
            self.check_schema_texts(schema, None, &[]);
        }
        for operation in &self.document.operations {
            operation
                .parameters
                .iter()
                .for_each(|parameter| self.check_parameter_texts(operation, parameter));
            if let Some(response) = &operation.response {
                self.check_schema_texts(&response.schema, None, &[]);
            }
        }
    }

    fn check_parameter_texts(&self, operation: &Operation, parameter: &'d Parameter) {
        let chosen = operation.exactly_one.iter().flat_map(|rule| &rule.of);
        let chosen = chosen.into_iter().any(|member| member.value == parameter.name.value);
        let required = (!chosen).then_some(parameter.required);
        let (schema, above) = (&parameter.schema, &*parameter.contradictions);
        if let Some(text) = &parameter.description {
            self.check_text(&Described { text, schema, required, above });
        }
        self.check_schema_texts(schema, required, above);
    }

    fn check_schema_texts(&self, schema: &'d Schema, required: Option<bool>, above: &'d [Contradiction]) {
        if let Some(text) = &schema.description {
            self.check_text(&Described { text, schema, required, above });
        }
        if let SchemaKind::Object(object) = &schema.kind {
            let names: BTreeSet<&str> = object.required.iter().map(|one| one.value.as_str()).collect();
            for (name, property) in &object.properties {
                let required = names.contains(name.value.as_str());
                self.check_schema_texts(property, Some(required), &[]);
            }
        } else {
            inside(schema).into_iter().for_each(|inner| self.check_schema_texts(inner, None, &[]));
        }
    }

    fn check_text(&self, described: &Described<'d>) {
        let target = self.resolve(described.schema);
        self.check_values(described, target);
        self.check_default_text(described, target);
        if !self.is_noted(described, Aspect::Required) {
            self.check_required(described);
        }
        self.check_ranges(described, target);
    }

    /// Whether a recorded contradiction explains why the schema says nothing of what the text says. It never explains why both
    /// say something else: the text is about what was chosen.
    fn is_noted(&self, described: &Described<'d>, aspect: Aspect) -> bool {
        let own = self.chain(described.schema).into_iter().flat_map(|schema| &schema.contradictions);
        let mut notes = described.above.iter().chain(own);
        notes.any(|note| note.at.is_empty() && covers(note, aspect))
    }

    fn check_values(&self, described: &Described<'d>, target: &'d Schema) {
        let values = match &target.kind {
            SchemaKind::Array { items, limits } if limits.is_empty() => self.resolve(items),
            _ => target,
        };
        let open = match &values.kind {
            SchemaKind::String { list, limits, format } => {
                let boolean = format.as_ref().is_some_and(|format| format.value == "boolean");
                list.is_none() && limits.is_empty() && !boolean
            }
            SchemaKind::Integer { list, limits, .. } => list.is_none() && limits.is_empty(),
            _ => false,
        };
        // A range is no list; it is looked at for itself.
        let open = open && phrases::ranges(&described.text.value).is_empty();
        if let Some(words) = phrases::values(&described.text.value).filter(|_| open)
            && !self.is_noted(described, Aspect::Values)
        {
            let place = self.reporter.find(&described.text.place, words);
            let message = format!("the text says \"{words}\", and the schema lists none");
            let help = "add `enum: […]`, and `x-values` for what each value means";
            self.reporter.report(&rule::TEXT_VALUES, &place, message, help);
        }
    }

    fn check_default_text(&self, described: &Described<'d>, target: &'d Schema) {
        let boolean = match &target.kind {
            SchemaKind::Boolean => true,
            SchemaKind::String { format: Some(format), .. } => format.value == "boolean",
            SchemaKind::Object(_) | SchemaKind::AllOf(_) | SchemaKind::Map(_) => return,
            _ => false,
        };
        let Some(claim) = phrases::default(&described.text.value, boolean) else { return };
        let place = self.reporter.find(&described.text.place, claim.words);
        let declared = self.chain(described.schema).into_iter().find_map(|schema| schema.default.as_ref());
        match (declared, claim.value) {
            (None, value) if !self.is_noted(described, Aspect::Default) => {
                let message = format!("the text says \"{}\", and the schema has no `default`", claim.words);
                let help =
                    value.map_or("add `default: …`".to_owned(), |value| format!("add `default: {value}`"));
                self.reporter.report(&rule::TEXT_DEFAULT, &place, message, help);
            }
            (Some(default), Some(value)) if !is_same(default, value) => {
                let message = format!("the default is `{value}` in the text and another one in the schema");
                let help = "fix one of the two";
                self.reporter.report(&rule::TEXT_DEFAULT, &place, message, help);
                self.reporter.relate(&default.place, "the schema");
            }
            _ => {}
        }
    }

    fn check_required(&self, described: &Described<'d>) {
        if described.required == Some(false)
            && let Some(words) = phrases::required(&described.text.value)
        {
            let place = self.reporter.find(&described.text.place, words);
            let message = format!("the text says \"{words}\", and `required` does not");
            let help = "add `required: true` to the parameter, or the property to the `required` of its object; or say when it is needed";
            self.reporter.report(&rule::TEXT_REQUIRED, &place, message, help);
        }
    }

    fn check_ranges(&self, described: &Described<'d>, target: &'d Schema) {
        let Some((measure, declared, keys)) = limits(target) else { return };
        let claims: Vec<RangeClaim<'_>> = phrases::ranges(&described.text.value)
            .into_iter()
            .filter(|claim| claim.measure == measure)
            .collect();
        let agrees = |claim: &RangeClaim<'_>| {
            (claim.low.is_none() || claim.low == declared.0)
                && (claim.high.is_none() || claim.high == declared.1)
        };
        // Several ranges are for several cases; one of them, or one that holds them all, is as much as can be declared.
        let several = claims.len() > 1 && claims.iter().any(agrees);
        let lacks_all = declared == (None, None);
        if lacks_all && self.is_noted(described, Aspect::Range) {
            return;
        }
        for claim in claims.iter().filter(|claim| !agrees(claim) && !several) {
            if claims.len() > 1 && !lacks_all {
                continue;
            }
            let place = self.reporter.find(&described.text.place, claim.words);
            let message = format!("the text says \"{}\", and the limits of the schema do not", claim.words);
            let bound = |key: &str, value: Option<i64>| value.map(|value| format!("`{key}: {value}`"));
            let wanted: Vec<_> =
                [bound(keys.0, claim.low), bound(keys.1, claim.high)].into_iter().flatten().collect();
            let help = format!("write {}, or fix the text", wanted.join(" and "));
            self.reporter.report(&rule::TEXT_RANGE, &place, message, help);
        }
    }
}

type Bounds = (Option<i64>, Option<i64>);

/// What limits of a schema are about, the limits, and what they are called; `None` where the dialect has none.
fn limits(schema: &Schema) -> Option<(Measure, Bounds, (&'static str, &'static str))> {
    match &schema.kind {
        SchemaKind::Integer { list: None, format, limits } => {
            let format = format.as_ref().map_or("", |format| &format.value);
            matches!(format, "" | "int32" | "int64").then_some((
                Measure::Value,
                (limits.minimum, limits.maximum),
                ("minimum", "maximum"),
            ))
        }
        SchemaKind::String { list: None, limits, .. } => {
            Some((Measure::Characters, (limits.min_length, limits.max_length), ("minLength", "maxLength")))
        }
        SchemaKind::Array { limits, .. } => {
            Some((Measure::Value, (limits.min_items, limits.max_items), ("minItems", "maxItems")))
        }
        _ => None,
    }
}

/// Whether a default is the value that a text has, as far as letter case and separators go.
fn is_same(default: &Node, value: &str) -> bool {
    let json = default.to_json();
    let declared = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
    let plain = |text: &str| text.replace(',', "").to_ascii_lowercase();
    plain(&declared) == plain(value)
}
