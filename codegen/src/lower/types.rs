//! Which Rust type and which wire form a schema has.

use super::{Lowering, MAX_CHAIN};
use crate::ir::{Shape, Type, TypeDefinition, Wire};
use crate::rule;
use crate::spec::{EnumList, Schema, SchemaKind, Text};

/// Where a type is declared, and what it is called there if it has no name of its own.
#[derive(Clone)]
pub(super) struct Site<'p> {
    /// Whether the type belongs to the shared ones.
    pub(super) shared: bool,
    /// The wire names that lead to the place.
    pub(super) path: Vec<&'p str>,
}

impl<'p> Site<'p> {
    pub(super) fn child(&self, name: &'p str) -> Self {
        let mut path = self.path.clone();
        path.push(name);
        Self { shared: self.shared, path }
    }
}

/// Whether a schema becomes a type with a name of its own.
pub(super) fn is_named(kind: &SchemaKind) -> bool {
    match kind {
        SchemaKind::Object(_) | SchemaKind::AllOf(_) => true,
        SchemaKind::String { list, .. } => list.is_some(),
        SchemaKind::Integer { list, .. } => list.as_ref().is_some_and(has_names),
        _ => false,
    }
}

/// Integers don't name themselves: a list of them is an enum only if each value has a name.
pub(super) fn has_names(list: &EnumList) -> bool {
    list.values.iter().all(|value| value.rust_name.is_some())
}

impl<'d> Lowering<'d> {
    /// The schema behind references.
    pub(super) fn resolve<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        let mut schema = schema;
        // A circle or a longer chain has been reported.
        for _ in 0..MAX_CHAIN {
            let SchemaKind::Ref(target) = &schema.kind else { break };
            let Some(next) = self.schemas.get(target.value.as_str()) else { break };
            schema = next;
        }
        schema
    }

    /// The types of the components.
    pub(super) fn shared_types(&self) -> Vec<TypeDefinition> {
        let mut found = Vec::new();
        for (key, schema) in &self.document.schemas {
            let site = Site { shared: true, path: vec![&key.value] };
            if let Some(name) = self.named.get(key.value.as_str()) {
                self.define(name.clone(), schema, &site, &mut found);
            } else if let SchemaKind::Ref(target) = &schema.kind {
                if !self.schemas.contains_key(target.value.as_str()) {
                    self.dangling(target);
                }
            } else {
                self.alias(&key.value, schema, &mut found);
            }
        }
        found.sort_by(|a, b| a.name().cmp(b.name()));
        found
    }

    /// The type and the wire form of a schema. Types that have no component are declared into `found`.
    pub(super) fn lower_type(
        &self,
        schema: &'d Schema,
        site: &Site<'d>,
        found: &mut Vec<TypeDefinition>,
    ) -> (Type, Wire) {
        match &schema.kind {
            SchemaKind::Ref(target) => self.reference(target, found),
            kind if is_named(kind) => self.inline(schema, site, found),
            SchemaKind::String { format, .. } => self.string(format.as_ref()),
            SchemaKind::Integer { format, .. } => self.integer(format.as_ref()),
            SchemaKind::Number { format, .. } => self.number(format.as_ref()),
            SchemaKind::Boolean => (Type::Bool, Wire::Plain),
            SchemaKind::Embedded(None) => (Type::Embedded(Box::new(Type::Json)), Wire::Plain),
            SchemaKind::Embedded(Some(inner)) => {
                let (inner, wire) = self.lower_type(inner, site, found);
                self.plain_inside(&wire, schema);
                (Type::Embedded(Box::new(inner)), Wire::Plain)
            }
            SchemaKind::Array { items, .. } => {
                let (element, wire) = self.lower_type(items, site, found);
                (Type::List(Box::new(element)), wire)
            }
            SchemaKind::Map(values) => {
                let (value, wire) = self.lower_type(values, site, found);
                (Type::Map(Box::new(value)), wire)
            }
            SchemaKind::Bytes => (Type::Bytes, Wire::Plain),
            SchemaKind::Empty => (Type::Empty, Wire::Plain),
            _ => (Type::Json, Wire::Plain),
        }
    }

    fn plain_inside(&self, wire: &Wire, schema: &Schema) {
        if *wire != Wire::Plain {
            let help = "wrap the value into an object, whose field may have any format";
            self.reporter.report(
                &rule::UNSUPPORTED_FORMAT,
                &schema.place,
                "this format is not supported directly inside a JSON string",
                help,
            );
        }
    }

    fn reference(&self, target: &'d Text, found: &mut Vec<TypeDefinition>) -> (Type, Wire) {
        let Some(schema) = self.schemas.get(target.value.as_str()).copied() else {
            self.dangling(target);
            return (Type::Json, Wire::Plain);
        };
        let (key, end) = self.component(&target.value, schema);
        match self.named.get(key) {
            Some(name) => (Type::Shared(name.clone(), shape(&end.kind)), Wire::Plain),
            // A circle of references, which has been reported, or a name that was refused.
            None if matches!(end.kind, SchemaKind::Ref(_)) || is_named(&end.kind) => {
                (Type::Json, Wire::Plain)
            }
            None => self.alias(key, end, found),
        }
    }

    fn dangling(&self, target: &Text) {
        let help = match self.reporter.nearest(&target.value, self.schemas.keys().copied(), 4) {
            Some(name) => format!("did you mean `#/components/schemas/{name}`?"),
            None => "declare it under `components/schemas`".to_owned(),
        };
        self.reporter.report(
            &rule::DANGLING_REFERENCE,
            &target.place,
            format!("the schema `{}` does not exist", target.value),
            help,
        );
    }

    /// The component that a component leads to by mere references.
    fn component(&self, key: &'d str, schema: &'d Schema) -> (&'d str, &'d Schema) {
        let (mut key, mut schema) = (key, schema);
        for _ in 0..MAX_CHAIN {
            let SchemaKind::Ref(target) = &schema.kind else { break };
            let Some(next) = self.schemas.get(target.value.as_str()) else { break };
            (key, schema) = (&target.value, next);
        }
        (key, schema)
    }

    /// The type of a component that is not named: a scalar, a list, a map. It is lowered once, with the shared types.
    fn alias(&self, key: &'d str, schema: &'d Schema, found: &mut Vec<TypeDefinition>) -> (Type, Wire) {
        if let Some(known) = self.aliases.borrow().get(key) {
            // A list of itself has no type with a name; what is inside of it is any JSON.
            return known.clone().unwrap_or((Type::Json, Wire::Plain));
        }
        if self.open_aliases.get() >= MAX_CHAIN {
            self.too_long(&schema.place);
            return (Type::Json, Wire::Plain);
        }
        self.open_aliases.set(self.open_aliases.get() + 1);
        self.aliases.borrow_mut().insert(key, None);
        let mut lowered = self.lower_type(schema, &Site { shared: true, path: vec![key] }, found);
        if depth(&lowered.0) > MAX_CHAIN {
            self.too_long(&schema.place);
            lowered = (Type::Json, Wire::Plain);
        }
        self.aliases.borrow_mut().insert(key, Some(lowered.clone()));
        self.open_aliases.set(self.open_aliases.get() - 1);
        lowered
    }

    fn inline(&self, schema: &'d Schema, site: &Site<'d>, found: &mut Vec<TypeDefinition>) -> (Type, Wire) {
        let shape = shape(&schema.kind);
        // What is inside of a component is one type, whoever includes it, even itself.
        let known = self.inlines.borrow().get(&*schema.place.pointer).cloned();
        if let Some(name) = known.filter(|_| site.shared) {
            return (Type::Shared(name, shape), Wire::Plain);
        }
        let Some(name) = self.type_name(&site.path, None, &schema.place) else {
            return (Type::Json, Wire::Plain);
        };
        if site.shared {
            self.inlines.borrow_mut().insert(&schema.place.pointer, name.clone());
        }
        self.define(name.clone(), schema, site, found);
        (if site.shared { Type::Shared(name, shape) } else { Type::Own(name, shape) }, Wire::Plain)
    }

    fn string(&self, format: Option<&Text>) -> (Type, Wire) {
        match format.map(|format| format.value.as_str()) {
            None | Some("byte" | "password" | "uuid" | "uri" | "date") => (Type::String, Wire::Plain),
            Some("int32") => (Type::I32, Wire::Quoted),
            Some("int64") => (Type::I64, Wire::Quoted),
            Some("double") => (Type::F64, Wire::Quoted),
            Some("boolean") => (Type::Bool, Wire::Quoted),
            Some("percent") => (Type::Percent, Wire::PercentQuoted),
            Some("percent-sign") => (Type::Percent, Wire::PercentSigned),
            Some("date-time") => (Type::Timestamp, Wire::Iso8601),
            Some("date-time-minutes") => (Type::Timestamp, Wire::Iso8601Minutes),
            Some(_) => self.no_format(
                format,
                "int32, int64, double, boolean, percent, percent-sign, date-time, date-time-minutes, date, byte, password, uri, uuid",
                (Type::String, Wire::Plain),
            ),
        }
    }

    fn integer(&self, format: Option<&Text>) -> (Type, Wire) {
        match format.map(|format| format.value.as_str()) {
            Some("int32") => (Type::I32, Wire::Plain),
            None | Some("int64") => (Type::I64, Wire::Plain),
            Some("unix-time") => (Type::Timestamp, Wire::UnixSeconds),
            Some("unix-time-ms") => (Type::Timestamp, Wire::UnixMillis),
            Some("percent") => (Type::Percent, Wire::Percent),
            Some("percent-hundredths") => (Type::Percent, Wire::PercentHundredths),
            Some(_) => {
                let known = "int32, int64, unix-time, unix-time-ms, percent, percent-hundredths";
                self.no_format(format, known, (Type::I64, Wire::Plain))
            }
        }
    }

    fn number(&self, format: Option<&Text>) -> (Type, Wire) {
        match format.map(|format| format.value.as_str()) {
            Some("float") => (Type::F32, Wire::Plain),
            None | Some("double") => (Type::F64, Wire::Plain),
            Some("percent") => (Type::Percent, Wire::Percent),
            Some(_) => self.no_format(format, "float, double, percent", (Type::F64, Wire::Plain)),
        }
    }

    fn no_format(&self, format: Option<&Text>, known: &str, instead: (Type, Wire)) -> (Type, Wire) {
        if let Some(format) = format {
            let message = format!("the format `{}` is not supported here", format.value);
            self.reporter.report(
                &rule::UNSUPPORTED_FORMAT,
                &format.place,
                message,
                format!("write one of {known}, or leave it out"),
            );
        }
        instead
    }
}

pub(super) fn shape(kind: &SchemaKind) -> Shape {
    match kind {
        SchemaKind::String { list: Some(list), .. } | SchemaKind::Integer { list: Some(list), .. } => {
            if list.closed { Shape::ClosedEnum } else { Shape::Enum }
        }
        _ => Shape::Record,
    }
}

/// How many lists and maps are inside of one another.
fn depth(r#type: &Type) -> usize {
    let (mut at, mut depth) = (r#type, 0);
    while let Type::List(inner) | Type::Map(inner) | Type::Embedded(inner) = at {
        (at, depth) = (inner, depth + 1);
    }
    depth
}
