//! Names that the specification gives where nothing is named.

use super::types::is_named;
use super::{Lowering, types::has_names};
use crate::rule;
use crate::spec::{EnumList, Schema, SchemaKind};

impl Lowering<'_> {
    /// Reports `x-rust-name` on schemas whose name comes from elsewhere, and lists of which only a part is named.
    pub(super) fn check_placed_names(&self) {
        for (_, schema) in &self.document.schemas {
            if !is_named(&schema.kind) {
                self.refuse_name(schema);
            }
            self.check_names_inside(schema);
        }
        for operation in &self.document.operations {
            let parameters = operation.parameters.iter().map(|parameter| &parameter.schema);
            let response = operation.response.iter().map(|response| &response.schema);
            for schema in parameters.chain(response) {
                self.refuse_name(schema);
                self.check_names_inside(schema);
            }
        }
    }

    fn refuse_name(&self, schema: &Schema) {
        if let Some(name) = &schema.rust_name {
            let help = "put it on the parameter, the property or the component that is to have the name";
            self.reporter.report(
                &rule::SUPERFLUOUS_EXCEPTION,
                &name.place,
                "`x-rust-name` names nothing here",
                help,
            );
        }
    }

    fn check_names_inside(&self, schema: &Schema) {
        match &schema.kind {
            SchemaKind::Embedded(Some(inner))
            | SchemaKind::Array { items: inner, .. }
            | SchemaKind::Map(inner) => {
                self.refuse_name(inner);
                self.check_names_inside(inner);
            }
            SchemaKind::AllOf(parts) => {
                for part in parts {
                    self.refuse_name(part);
                    self.check_names_inside(part);
                }
            }
            SchemaKind::Object(object) => {
                object.properties.iter().for_each(|(_, property)| self.check_names_inside(property));
            }
            SchemaKind::Integer { list: Some(list), .. } => self.check_named_integers(list),
            _ => {}
        }
    }

    fn check_named_integers(&self, list: &EnumList) {
        if let Some(place) = list.finals.as_ref().filter(|_| !has_names(list)) {
            let help = "give each value an `x-rust-name` under `x-values`, or remove it";
            let message = "`x-final` beside integers without names, which are a limit and no type";
            self.reporter.report(&rule::ORPHAN_KEY, place, message, help);
        }
        let unnamed = list.values.iter().filter(|value| value.rust_name.is_none());
        for value in unnamed.filter(|_| list.values.iter().any(|other| other.rust_name.is_some())) {
            let message = format!("`{}` has no name, and other values of the list have", value.value.value);
            let help = "give each value an `x-rust-name` under `x-values`, or none";
            self.reporter.report(&rule::PARTLY_NAMED_ENUM, &value.value.place, message, help);
        }
    }
}
