//! Enums: lists of documented values.

use super::Lowering;
use crate::ir::{Documentation, Enum, EnumVariant};
use crate::names::{self, Scope};
use crate::rule;
use crate::spec::{EnumList, EnumValue, Gone, Schema, SchemaKind};

impl Lowering<'_> {
    /// The enum of a schema with a list of values.
    pub(super) fn lower_enum(&self, name: names::Type, schema: &Schema, list: &EnumList) -> Enum {
        let integer = matches!(schema.kind, SchemaKind::Integer { .. });
        if list.ignore_case && (integer || list.closed) {
            let help = "remove `x-ignore-case`, or make it a list of strings without `x-closed`";
            self.reporter.report(
                &rule::UNSUPPORTED_SCHEMA,
                &schema.place,
                "`x-ignore-case` is supported for open lists of strings alone",
                help,
            );
        }
        let mut scope = Scope::default();
        let variants =
            list.values.iter().filter_map(|value| self.variant(value, integer, list, &mut scope)).collect();
        let documentation = self.documentation(None, schema, &[]);
        Enum {
            name,
            place: schema.place.clone(),
            documentation: Documentation { facts: Vec::new(), ..documentation },
            integer,
            closed: list.closed,
            ignore_case: list.ignore_case,
            variants,
        }
    }

    fn variant(
        &self,
        value: &EnumValue,
        integer: bool,
        list: &EnumList,
        scope: &mut Scope,
    ) -> Option<EnumVariant> {
        let wire = &value.value.value;
        if integer && wire.parse::<i64>().is_err() {
            let help = "write integers, or declare `type: string`";
            self.reporter.report(
                &rule::INVALID_ENUM_VALUE,
                &value.value.place,
                format!("`{wire}` is not an integer"),
                help,
            );
            return None;
        }
        if list.ignore_case {
            let same = |other: &&EnumValue| other.value.value.eq_ignore_ascii_case(wire);
            if list.values.iter().filter(same).count() > 1 {
                let help = "list one spelling; x-ignore-case accepts the others";
                self.reporter.report(
                    &rule::DUPLICATE_ENUM_VALUE,
                    &value.value.place,
                    format!("`{wire}` is listed in two spellings"),
                    help,
                );
            }
        }
        let name = self.name(names::variant(wire), value.rust_name.as_ref(), wire, &value.value.place)?;
        self.take(scope, &name, wire, &value.value.place);
        let said = value.description.as_ref().map(|text| text.value.clone());
        let said: Vec<String> = said.into_iter().chain(value.gone.as_ref().map(Gone::sentence)).collect();
        let description = said.join(" ");
        let (place, is_final) = (value.value.place.clone(), value.is_final);
        Some(EnumVariant { value: wire.clone(), place, name, is_final, description })
    }
}
