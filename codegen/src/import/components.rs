//! The schemas that others refer to.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Schema;
use super::formats::text_format;
use crate::metadata::Kind;

/// The schemas that others refer to.
pub(super) struct Components {
    all: Vec<(String, Schema)>,
    /// What a reference to nothing, or in a circle, leads to.
    nothing: Schema,
    positions: BTreeMap<String, usize>,
}

/// How many references may follow one another.
pub(super) const MAX_CHAIN: usize = 100;

impl Components {
    pub(super) fn new(all: Vec<(String, Schema)>) -> Self {
        let positions = all.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
        Self { all, nothing: Schema::unknown(), positions }
    }

    /// The component that a reference names.
    pub(super) fn get(&self, target: &str) -> Option<&(String, Schema)> {
        let name = target.strip_prefix("#/components/schemas/")?.replace("~1", "/").replace("~0", "~");
        self.positions.get(&name).and_then(|at| self.all.get(*at))
    }

    /// Whether a reference leads to nothing, or in a circle.
    pub(super) fn leads_nowhere(&self, schema: &Schema) -> bool {
        std::ptr::eq(self.resolve(schema), &raw const self.nothing)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(String, Schema)> {
        self.all.iter()
    }

    /// The schema behind references.
    pub(super) fn resolve<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        let mut schema = schema;
        for _ in 0..MAX_CHAIN {
            let Some(target) = schema.target.as_deref() else { return schema };
            schema = self.get(target).map_or(&self.nothing, |(_, next)| next);
        }
        if schema.target.is_some() { &self.nothing } else { schema }
    }

    /// The components that some schemas lead to.
    pub(super) fn reached<'s>(&'s self, from: impl Iterator<Item = &'s Schema>) -> BTreeSet<&'s str> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&Schema> = from.collect();
        while let Some(schema) = open.pop() {
            if let Some((name, next)) = schema.target.as_deref().and_then(|target| self.get(target))
                && reached.insert(name.as_str())
            {
                open.push(next);
            }
            open.extend(schema.public_fields().map(|(_, field)| field));
            open.extend(schema.items.as_deref());
            open.extend(schema.map.iter().flatten().map(AsRef::as_ref));
        }
        reached
    }
}

/// Whether a field that is alone in its object is a list that the object only wraps.
pub(super) fn is_wrapped(only: &Schema, components: &Components) -> bool {
    let is_plain = |items: &Schema| {
        let items = components.resolve(items);
        match items.kind {
            Kind::List => false,
            Kind::Text => text_format(items).is_none_or(|format| format == "byte"),
            _ => true,
        }
    };
    only.target.is_none() && only.kind == Kind::List && only.items.as_deref().is_none_or(is_plain)
}
