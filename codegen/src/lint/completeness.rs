//! What an operation should say and does not.

use std::collections::BTreeSet;

use super::{Linter, inside};
use crate::rule;
use crate::spec::{Operation, Schema, SchemaKind, Text};

impl<'d> Linter<'d> {
    pub(super) fn check_completeness(&self) {
        for operation in &self.document.operations {
            self.check_operation(operation);
            for parameter in &operation.parameters {
                let described =
                    is_text(parameter.description.as_ref()) || self.is_described(&parameter.schema);
                let pointer = &parameter.place.pointer;
                self.check_description(described, "parameter", &parameter.name, pointer);
                self.check_properties(&parameter.schema, false);
            }
            if let Some(response) = &operation.response {
                self.check_properties(&response.schema, false);
            }
        }
        let unused: BTreeSet<&str> =
            self.document.unused.iter().map(|(name, _)| &*name.place.pointer).collect();
        for (name, schema) in &self.document.schemas {
            // What is to be removed needs no description.
            if !unused.contains(&*name.place.pointer) {
                self.check_description(self.is_described(schema), "schema", name, &name.place.pointer);
            }
            self.check_properties(schema, false);
        }
    }

    fn check_operation(&self, operation: &Operation) {
        let name = &operation.name;
        let pointer = &operation.pointer;
        self.check_description(is_text(operation.description.as_ref()), "operation", name, pointer);
        let report = |rule, key: &str, what: &str, help: &str| {
            if self.reporter.is_meant(pointer, key) {
                return;
            }
            let message = format!("the operation `{}` {what}", name.value);
            self.reporter.report(rule, &name.place, message, help);
        };
        if operation.sources.is_empty() {
            let help = "add `x-sources: […]` with keys of the document's `x-sources`";
            report(&rule::MISSING_SOURCES, "x-sources", "does not say what it was transcribed from", help);
        }
        if !operation.lists_errors {
            let help = "add `\"400\": {description: …, x-error-codes: {…}}`; `x-error-codes: {}` says that none are documented";
            report(&rule::MISSING_ERROR_CODES, "responses", "says nothing about error codes", help);
        }
        if operation.ram.is_none() {
            let help = "add `x-ram: {action: …, access: …, resource: …}`";
            report(&rule::MISSING_RAM, "x-ram", "has no RAM action", help);
        }
        if operation.effect.is_none() {
            let help =
                "add `x-effect: read` if a repeated request changes nothing, or else `x-effect: write`";
            report(&rule::MISSING_EFFECT, "x-effect", "does not say whether it may be repeated", help);
        }
    }

    /// The properties inside of a schema, as far as no reference leads away from it. A list that is alone in the object
    /// of a property is wrapped, and described with that property.
    fn check_properties(&self, schema: &'d Schema, is_property: bool) {
        let SchemaKind::Object(object) = &schema.kind else {
            return inside(schema).into_iter().for_each(|inner| self.check_properties(inner, false));
        };
        let wraps = is_property && wrapped_list(schema).is_some();
        for (name, property) in &object.properties {
            let list = wrapped_list(property).is_some_and(|list| self.is_described(list));
            let described = wraps || list || self.is_described(property);
            self.check_description(described, "field", name, &name.place.pointer);
            self.check_properties(property, true);
        }
    }

    fn is_described(&self, schema: &'d Schema) -> bool {
        self.chain(schema).into_iter().any(|schema| is_text(schema.description.as_ref()))
    }

    /// `pointer` is that of the map which has the description.
    fn check_description(&self, described: bool, what: &str, name: &Text, pointer: &str) {
        if !described && !self.reporter.is_meant(pointer, "description") {
            let message = format!("the {what} `{}` has no description", name.value);
            let help = "add `description: …`, in your own words";
            self.reporter.report(&rule::MISSING_DESCRIPTION, &name.place, message, help);
        }
    }
}

/// The list that is alone in an object.
fn wrapped_list(schema: &Schema) -> Option<&Schema> {
    let SchemaKind::Object(object) = &schema.kind else { return None };
    match &*object.properties {
        [(_, list)] => matches!(list.kind, SchemaKind::Array { .. }).then_some(list),
        _ => None,
    }
}

fn is_text(text: Option<&Text>) -> bool {
    text.is_some_and(|text| !text.value.trim().is_empty())
}
