//! What the words about an operation say together.

use super::Linter;
use crate::rule;
use crate::spec::{Envelope, Operation, Parameter};

impl Linter<'_> {
    pub(super) fn check_operations(&self) {
        for operation in &self.document.operations {
            if let Some(envelope) = &operation.envelope {
                self.check_envelope(operation, envelope);
            }
            operation.parameters.iter().for_each(|parameter| self.check_required_default(parameter));
        }
    }

    fn check_envelope(&self, operation: &Operation, envelope: &Envelope) {
        let response = self.document.operations.iter().find(|one| std::ptr::eq(*one, operation));
        let schema = response.and_then(|operation| operation.response.as_ref()).map(|one| &one.schema);
        let Some(properties) = schema.and_then(|schema| self.properties(schema)) else { return };
        let known = || properties.iter().map(|property| property.name.value.as_str());
        for field in [&envelope.success, &envelope.code, &envelope.message] {
            if known().any(|name| name == field.value) {
                continue;
            }
            let help = match super::nearest(&field.value, known()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => "name a field of the response".to_owned(),
            };
            let message = format!("the response has no field `{}` that an envelope could have", field.value);
            self.reporter.report(&rule::ENVELOPE_FIELD, &field.place, message, help);
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
