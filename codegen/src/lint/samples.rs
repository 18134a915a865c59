//! Sample responses: what they show that the schema lacks, and the other way round.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Linter;
use super::values::{Departure, Walk, covers};
use crate::aspect::Aspect;
use crate::rule;
use crate::spec::{Contradiction, Operation, Response, Sample, Schema, SchemaKind};

impl<'d> Linter<'d> {
    pub(super) fn check_samples(&self) {
        let mut shown = BTreeSet::new();
        for operation in &self.document.operations {
            let Some(response) = &operation.response else { continue };
            let is_json = !matches!(response.schema.kind, SchemaKind::Bytes | SchemaKind::Empty);
            if response.samples.is_empty() && is_json {
                let message = format!("no sample shows what `{}` answers", operation.name.value);
                let help = "add one under `examples`, from a page or from a call";
                self.reporter.report(&rule::MISSING_SAMPLE, &operation.name.place, message, help);
            }
            for sample in &response.samples {
                shown.extend(self.check_sample(operation, response, sample));
            }
        }
        self.check_shown(&shown);
    }

    /// The properties that the sample shows.
    fn check_sample(
        &self,
        operation: &'d Operation,
        response: &'d Response,
        sample: &'d Sample,
    ) -> BTreeSet<Arc<str>> {
        let mut walk = Walk::new(self, &[&operation.contradictions]);
        walk.value(&sample.value, &response.schema);
        let root = &*sample.value.place.pointer;
        let pointer = |one: &Departure| one.place.pointer.strip_prefix(root).unwrap_or_default().to_owned();
        let excused = |one: &Departure| {
            let at = |note: &Contradiction| note.at.iter().any(|at| at.value == pointer(one));
            sample.contradictions.iter().any(|note| covers(note, one.aspect) && at(note))
        };
        // What form a sample has is reported where the answer gets its type.
        let is_form = |one: &Departure| {
            pointer(one).is_empty() && one.aspect == Aspect::Type && one.fault.ends_with("says an object")
        };
        for one in walk.found.iter().filter(|one| !one.recorded && !excused(one) && !is_form(one)) {
            self.departure(one);
        }
        self.check_exceptions(
            sample,
            &walk.found.iter().map(|one| (one.aspect, pointer(one))).collect::<Vec<_>>(),
        );
        walk.shown
    }

    fn departure(&self, one: &Departure) {
        if one.aspect == Aspect::Presence {
            let message = format!("the sample {}", one.fault);
            let help = "declare the field, or record the contradiction in `x-contradictions`";
            let help = one.help.clone().unwrap_or_else(|| help.to_owned());
            self.reporter.report(&rule::SAMPLE_UNDECLARED_FIELD, &one.place, message, help);
        } else {
            let message = format!("this value {}", one.fault);
            let help = "fix what was transcribed wrongly; if the source contradicts itself, record it in `x-contradictions`";
            let help = match &one.help {
                Some(known) => {
                    let end = if known.ends_with('?') { "" } else { ";" };
                    format!("{known}{end} if the source contradicts itself, record it in `x-contradictions`")
                }
                None => help.to_owned(),
            };
            self.reporter.report(&rule::SAMPLE_CONTRADICTION, &one.place, message, help);
        }
        if let Some(schema) = &one.schema {
            self.reporter.relate(schema, "the schema");
        }
    }

    /// Reports pointers of the sample's notes to values with which nothing is wrong.
    fn check_exceptions(&self, sample: &Sample, departures: &[(Aspect, String)]) {
        for note in &sample.contradictions {
            let departs =
                |at: &str| departures.iter().any(|(aspect, pointer)| pointer == at && covers(note, *aspect));
            for at in note.at.iter().filter(|at| !departs(&at.value)) {
                let message = format!("nothing at `{}` departs from the schema", at.value);
                let help =
                    "remove the pointer, or fix it: it starts with `/` at the root of the example's `value`";
                self.reporter.report(&rule::SUPERFLUOUS_EXCEPTION, &at.place, message, help);
            }
        }
    }

    /// Notes the fields of answers with samples that none of them shows.
    fn check_shown(&self, shown: &BTreeSet<Arc<str>>) {
        let mut seen = BTreeSet::new();
        for operation in &self.document.operations {
            if let Some(response) = operation.response.as_ref().filter(|one| !one.samples.is_empty()) {
                self.check_fields(&response.schema, shown, &mut seen);
            }
        }
    }

    fn check_fields(&self, schema: &'d Schema, shown: &BTreeSet<Arc<str>>, seen: &mut BTreeSet<Arc<str>>) {
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            let schema = self.resolve(schema);
            if !seen.insert(schema.place.pointer.clone()) {
                continue;
            }
            match &schema.kind {
                SchemaKind::Embedded(Some(inner))
                | SchemaKind::Array { items: inner, .. }
                | SchemaKind::Map(inner) => open.push(inner),
                _ => {}
            }
            for property in self.properties(schema).iter().flat_map(|found| &found.all) {
                let name = &property.name;
                open.push(property.schema);
                let recorded = |note: &Contradiction| note.at.is_empty() && covers(note, Aspect::Presence);
                if !shown.contains(&name.place.pointer)
                    && !property.schema.contradictions.iter().any(recorded)
                {
                    let message = format!("no sample shows the field `{}`", name.value);
                    let help = "look for a sample that has it, on a page in another language or from a call";
                    self.reporter.report(&rule::FIELD_WITHOUT_SAMPLE, &name.place, message, help);
                }
            }
        }
    }
}
