//! Values that a schema names itself: of its `enum`, its `default` and its examples.

use super::scalars::{self, Fault};
use super::values::{Walk, covers};
use super::{Linter, inside};
use crate::aspect::Aspect;
use crate::rule::{self, Rule};
use crate::spec::{Contradiction, EnumValue, Parameter, ParameterEncoding, Schema, SchemaKind};
use crate::yaml::{Node, Value};

impl<'d> Linter<'d> {
    pub(super) fn check_declared_values(&self) {
        for (_, schema) in &self.document.schemas {
            self.check_declared(schema, &[]);
        }
        for operation in &self.document.operations {
            for parameter in &operation.parameters {
                self.check_declared(&parameter.schema, &parameter.contradictions);
                self.check_parameter_example(parameter);
            }
            if let Some(response) = &operation.response {
                self.check_declared(&response.schema, &[]);
            }
        }
    }

    /// `above` are the notes of the parameter that has the schema.
    fn check_declared(&self, schema: &'d Schema, above: &'d [Contradiction]) {
        if let Some(default) = &schema.default {
            self.check_default(default, schema, above);
        }
        for example in &schema.examples {
            self.check_example(example, schema, above);
        }
        self.check_finals(&schema.kind);
        match &schema.kind {
            SchemaKind::String { list: Some(list), limits, .. } => {
                for value in &list.values {
                    let fault = other_kind(value, "a string");
                    let fault = fault.or_else(|| scalars::text_limits(&value.value.value, limits));
                    self.enum_fault(value, fault, schema);
                }
            }
            SchemaKind::Integer { list: Some(list), limits, format } => {
                let format = format.as_ref().map_or("", |format| &format.value);
                for value in &list.values {
                    let Ok(integer) = value.value.value.parse::<i64>() else {
                        // One with a name has been reported where the enum is made.
                        let unnamed = value.rust_name.is_none();
                        self.enum_fault(value, other_kind(value, "an integer").filter(|_| unnamed), schema);
                        continue;
                    };
                    let fault = other_kind(value, "an integer");
                    let fault = fault.or_else(|| scalars::integer_limits(integer, limits));
                    self.enum_fault(
                        value,
                        fault.or_else(|| scalars::integer_format(integer, format)),
                        schema,
                    );
                }
            }
            _ => {}
        }
        inside(schema).into_iter().for_each(|inner| self.check_declared(inner, &[]));
    }

    fn check_finals(&self, kind: &SchemaKind) {
        let (SchemaKind::String { list: Some(list), .. } | SchemaKind::Integer { list: Some(list), .. }) =
            kind
        else {
            return;
        };
        if let Some(place) = list.finals.as_ref().filter(|_| list.values.iter().all(|value| value.is_final)) {
            let help = "look for the values of what goes on; if there are none, leave it";
            self.reporter.report(&rule::ALL_VALUES_FINAL, place, "all values are final", help);
        }
    }

    fn enum_fault(&self, value: &EnumValue, fault: Option<Fault>, schema: &Schema) {
        let Some((aspect, fault)) = fault else { return };
        if schema.contradictions.iter().any(|note| covers(note, aspect)) {
            return;
        }
        // What is written says more than what it is read as: `+1`, `0x10`.
        let written = match value.kind {
            "an integer" => self.reporter.written(&value.value.place),
            _ => &value.value.value,
        };
        let help = match (aspect, value.kind) {
            (Aspect::Type, "an integer") => format!("write `\"{written}\"`"),
            (Aspect::Type, _) => "write integers, or declare `type: string`".to_owned(),
            _ => "fix the value or the limit; one of the two was transcribed wrongly".to_owned(),
        };
        let message = format!("the value `{written}` {fault}");
        self.reporter.report(&rule::INVALID_ENUM_VALUE, &value.value.place, message, help);
    }

    fn check_default(&self, default: &Node, schema: &'d Schema, above: &'d [Contradiction]) {
        let mut walk = Walk::new(self, &[above]);
        walk.value(default, schema);
        let defaults = |note: &Contradiction| note.aspect == Some(Aspect::Default) && note.at.is_empty();
        if above.iter().chain(&schema.contradictions).any(defaults) {
            return;
        }
        for one in walk.found.into_iter().filter(|one| !one.recorded) {
            let rule: &'static Rule = match one.aspect {
                Aspect::Range | Aspect::Width => &rule::DEFAULT_OUT_OF_RANGE,
                _ => &rule::INVALID_DEFAULT,
            };
            let help = "fix the default or the schema; if sources differ, record it with `aspect: default`";
            let message = format!("the default {}", one.fault);
            self.reporter.report(rule, &one.place, message, one.help.unwrap_or_else(|| help.to_owned()));
        }
    }

    fn check_example(&self, example: &Node, schema: &'d Schema, above: &'d [Contradiction]) {
        let mut walk = Walk::new(self, &[above]);
        walk.value(example, schema);
        for one in walk.found.into_iter().filter(|one| !one.recorded) {
            let help = "fix the example or the schema; if sources differ, record it in `x-contradictions`";
            let message = format!("the example {}", one.fault);
            let help = one.help.unwrap_or_else(|| help.to_owned());
            self.reporter.report(&rule::INVALID_EXAMPLE, &one.place, message, help);
        }
    }

    /// The example of a parameter may be written as it travels: joined, or as JSON in a string.
    fn check_parameter_example(&self, parameter: &'d Parameter) {
        let Some(example) = &parameter.example else { return };
        let schema = self.resolve(&parameter.schema);
        let travels = matches!(example.value, Value::Text(_))
            && match parameter.encoding {
                ParameterEncoding::Flattened | ParameterEncoding::InJson => false,
                ParameterEncoding::Simple => matches!(schema.kind, SchemaKind::Array { .. }),
                ParameterEncoding::CommaSeparated
                | ParameterEncoding::SpaceSeparated
                | ParameterEncoding::PipeSeparated => true,
                ParameterEncoding::Json => !matches!(schema.kind, SchemaKind::String { .. }),
            };
        if !travels {
            self.check_example(example, &parameter.schema, &parameter.contradictions);
        } else if let Value::Text(text) = &example.value
            && parameter.encoding == ParameterEncoding::Json
            && serde_json::from_str::<serde_json::Value>(text).is_err()
        {
            let help = "write the value as YAML, or as JSON in a string";
            self.reporter.report(&rule::INVALID_EXAMPLE, &example.place, "the example is not JSON", help);
        }
    }
}

/// A value of an `enum` that is written as something else than the type says.
fn other_kind(value: &EnumValue, wanted: &str) -> Option<Fault> {
    (value.kind != wanted).then(|| (Aspect::Type, format!("is {}, and the schema says {wanted}", value.kind)))
}
