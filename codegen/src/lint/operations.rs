//! What the words about an operation say together.

use std::rc::Rc;

use super::{Linter, Properties, scalars};
use crate::rule;
use crate::spec::{Envelope, Operation, PageNumber, PageStyle, Parameter, Schema, SchemaKind, Text};
use crate::yaml::Value;

impl<'d> Linter<'d> {
    pub(super) fn check_operations(&self) {
        for operation in &self.document.operations {
            if let Some(envelope) = &operation.envelope {
                self.check_envelope(operation, envelope);
            }
            if let Some(PageStyle::Number(pages)) = operation.pagination.as_ref().map(|one| &one.style) {
                self.check_first_page(operation, pages);
            }
            operation.parameters.iter().for_each(|parameter| self.check_required_default(parameter));
        }
    }

    fn check_envelope(&self, operation: &Operation, envelope: &Envelope) {
        let response = self.document.operations.iter().find(|one| std::ptr::eq(*one, operation));
        let schema = response.and_then(|operation| operation.response.as_ref()).map(|one| &one.schema);
        let Some(properties) = schema.and_then(|schema| self.properties(schema)) else { return };
        for field in [&envelope.code, &envelope.message].into_iter().flatten() {
            self.envelope_field(properties.clone(), field);
        }
        let Some(field) = &envelope.success else { return };
        let Some(success) = self.envelope_field(properties, field) else { return };
        let says_so = matches!(
            success.kind,
            SchemaKind::Boolean | SchemaKind::String { .. } | SchemaKind::Integer { .. } | SchemaKind::Any
        );
        if !says_so {
            let message = format!("`{}` is never `false`, which says that a 200 is an error", field.value);
            let help = "name a boolean, an integer that is 0, or a string that is `false` in an error";
            self.reporter.report(&rule::ENVELOPE_FIELD, &field.place, message, help);
        }
    }

    /// The field of an envelope, or one inside of it: a path joined with `/`. What is not there is reported.
    fn envelope_field(&self, properties: Rc<Properties<'d>>, field: &Text) -> Option<&'d Schema> {
        let (mut properties, mut found) = (Some(properties), None);
        for part in field.value.split('/') {
            let known = properties.as_ref().map_or(&[][..], |properties| &properties.all);
            let Some(property) = known.iter().find(|property| property.name.value == part) else {
                let names = known.iter().map(|property| property.name.value.as_str());
                let help = match self.reporter.nearest(part, names, 3) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "name a field of the response, or the way to it, joined with `/`".to_owned(),
                };
                let message =
                    format!("the response has no field `{}` that an envelope could have", field.value);
                self.reporter.report(&rule::ENVELOPE_FIELD, &field.place, message, help);
                return None;
            };
            let schema = self.resolve(property.schema);
            (properties, found) = (self.properties(schema), Some(schema));
        }
        found
    }

    fn check_first_page(&self, operation: &'d Operation, pages: &PageNumber) {
        let Some(parameter) = operation.parameters.iter().find(|one| one.name.value == pages.page.value)
        else {
            return;
        };
        let (name, first) = (&pages.page.value, pages.first);
        let target = self.resolve(&parameter.schema);
        let SchemaKind::Integer { list, limits, .. } = &target.kind else { return };
        let fault = scalars::listed(&first.to_string(), list.as_ref());
        if let Some((_, fault)) = fault.or_else(|| scalars::integer_limits(first, limits)) {
            let message = format!("the first page is {first}, which for `{name}` {fault}");
            let help = "fix `first`, which is 1 if it is left out, or the schema of the parameter";
            self.reporter.report(&rule::PAGINATION_FIRST, &pages.page.place, message, help);
            return;
        }
        let default = self.chain(&parameter.schema).into_iter().find_map(|schema| schema.default.as_ref());
        let Some(default) = default else { return };
        if let Value::Integer(value) = default.value
            && value != first
        {
            let message = format!("the first page is {first}, and `{name}` is {value} when it is left out");
            let help = "fix `first`, which is 1 if it is left out, or the `default`";
            self.reporter.report(&rule::PAGINATION_FIRST, &pages.page.place, message, help);
            self.reporter.relate(&default.place, "the default");
        }
    }

    fn check_required_default(&self, parameter: &Parameter) {
        if let Some(default) = parameter.schema.default.as_ref().filter(|_| parameter.required) {
            let message = format!("`{}` is required and has a default", parameter.name.value);
            let help =
                "remove `required: true` or the `default`; if sources differ, record the contradiction";
            if parameter.contradictions.is_empty() && parameter.schema.contradictions.is_empty() {
                self.reporter.report(&rule::REQUIRED_DEFAULT, &default.place, message, help);
            }
        }
    }
}
