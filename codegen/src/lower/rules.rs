//! What a request parameter must keep to.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Lowering, MAX_CHAIN};
use crate::ir::{Kind, Rules};
use crate::rule;
use crate::spec::{Limits, Schema, SchemaKind};

/// How many values inside a parameter can have rules; the largest documented ones have a few hundred.
const MAX_RULES: usize = 10_000;
/// How many values inside of all parameters of a document can have rules.
pub(super) const MAX_ALTOGETHER: usize = 1_000_000;

/// The places that are being looked at, and how many have been.
#[derive(Default)]
struct Walk {
    open: BTreeSet<Arc<str>>,
    count: usize,
    most: usize,
}

impl Lowering<'_> {
    /// The rules of values with this schema, and of what is inside them.
    pub(super) fn rules(&self, schema: &Schema) -> Rules {
        let mut walk = Walk { most: self.rules_left.get().min(MAX_RULES), ..Walk::default() };
        let rules = self.rules_of(schema, &mut walk);
        self.rules_left.set(self.rules_left.get() - walk.count.min(walk.most));
        if walk.count > walk.most {
            let message = format!(
                "more than {MAX_RULES} values are nested in this parameter, or {MAX_ALTOGETHER} in all up to it"
            );
            self.reporter.report(
                &rule::OVERSIZED_PARAMETER,
                &schema.place,
                message,
                "declare the deep parts as any JSON, `{}`",
            );
        }
        rules
    }

    /// A recursive schema has no rules below itself.
    fn rules_of(&self, schema: &Schema, walk: &mut Walk) -> Rules {
        let schema = self.resolve(schema);
        let pointer = schema.place.pointer.clone();
        walk.count += 1;
        if walk.count > walk.most || walk.open.len() > MAX_CHAIN || !walk.open.insert(pointer.clone()) {
            return Rules::default();
        }
        let rules = match &schema.kind {
            SchemaKind::String { limits, .. } => with_limits(Kind::String, limits),
            SchemaKind::Embedded(_) => Rules { kind: Kind::String, ..Rules::default() },
            SchemaKind::Integer { limits, list, .. } => {
                let listed = list
                    .iter()
                    .filter(|list| list.closed || list.values.iter().any(|v| v.rust_name.is_none()));
                let values =
                    listed.flat_map(|list| &list.values).filter_map(|value| value.value.value.parse().ok());
                Rules { values: values.collect(), ..with_limits(Kind::Integer, limits) }
            }
            SchemaKind::Number { .. } => Rules { kind: Kind::Number, ..Rules::default() },
            SchemaKind::Boolean => Rules { kind: Kind::Boolean, ..Rules::default() },
            SchemaKind::Array { items, limits } => Rules {
                items: Some(Box::new(self.rules_of(items, walk))),
                ..with_limits(Kind::Array, limits)
            },
            SchemaKind::Object(object) => {
                let mut rules = Rules { kind: Kind::Object, ..Rules::default() };
                let names: BTreeSet<&str> = object.required.iter().map(|name| name.value.as_str()).collect();
                for (key, property) in &object.properties {
                    let required = names.contains(key.value.as_str());
                    rules.fields.push((key.value.clone(), required, self.rules_of(property, walk)));
                }
                rules
            }
            SchemaKind::AllOf(parts) => {
                let fields = parts.iter().flat_map(|part| self.rules_of(part, walk).fields).collect();
                Rules { kind: Kind::Object, fields, ..Rules::default() }
            }
            SchemaKind::Map(_) => Rules { kind: Kind::Object, ..Rules::default() },
            SchemaKind::Ref(_) | SchemaKind::Any | SchemaKind::Bytes | SchemaKind::Empty => Rules::default(),
        };
        walk.open.remove(&pointer);
        rules
    }
}

fn with_limits(kind: Kind, limits: &Limits) -> Rules {
    Rules {
        kind,
        minimum: limits.minimum,
        maximum: limits.maximum,
        min_items: limits.min_items,
        max_items: limits.max_items,
        min_length: limits.min_length,
        max_length: limits.max_length,
        ascii: limits.ascii,
        ..Rules::default()
    }
}
