//! Schemas: types, formats, fields, values and limits.

use std::collections::{BTreeMap, BTreeSet};

use super::components::{Components, MAX_CHAIN, is_wrapped};
use super::enums;
use super::facts::{Schema, is_name};
use super::formats::{format, has_format};
use super::limits;
use super::names::{self, Names};
use super::prose::Prose;
use super::values;
use super::yaml::{Map, Yaml};
use crate::metadata::Kind;

/// What all schemas of a document share.
pub(super) struct Schemas<'f> {
    pub(super) prose: Prose,
    pub(super) names: Names,
    components: &'f Components,
    /// What the components are called.
    keys: BTreeMap<&'f str, String>,
    /// Inline types that have become components, since their place gives them no name.
    hoisted: Vec<(String, Map)>,
    pub(super) untyped: BTreeMap<&'static str, usize>,
}

/// What stands around a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// It is a field of an object, so that an object with one list only wraps it.
    Field,
    /// It is an item, a value, a parameter or an answer.
    Inside,
    /// It is a component, which has its name already.
    Component,
}

impl<'f> Schemas<'f> {
    pub(super) fn new(prose: Prose, mut names: Names, components: &'f Components) -> Self {
        let keys = components.iter().map(|(name, _)| (name.as_str(), names.component(name))).collect();
        Self { prose, names, components, keys, hoisted: Vec::new(), untyped: BTreeMap::new() }
    }

    pub(super) fn resolve<'s>(&self, schema: &'s Schema) -> &'s Schema
    where
        'f: 's,
    {
        self.components.resolve(schema)
    }

    /// The same without the format of the values, if these are all there is: plain ones, or those of lists and maps. A plain
    /// value alone has no list of values either.
    pub(super) fn without_format(&self, schema: &Schema) -> Option<Schema> {
        let target = self.resolve(schema);
        if target.kind == Kind::Text && !enums::decide(target).kept.is_empty() {
            return Some(plain(target));
        }
        self.strip(schema, MAX_CHAIN)
    }

    fn strip(&self, schema: &Schema, room: usize) -> Option<Schema> {
        let target = self.resolve(schema);
        let room = room.checked_sub(1)?;
        let changed = match (target.kind, &target.items, &target.map) {
            (Kind::Text, ..) if has_format(target) => plain(target),
            (Kind::List, Some(items), _) => {
                Schema { items: Some(Box::new(self.strip(items, room)?)), ..target.clone() }
            }
            (Kind::Object, _, Some(Some(values))) if target.public_fields().next().is_none() => {
                Schema { map: Some(Some(Box::new(self.strip(values, room)?))), ..target.clone() }
            }
            _ => return None,
        };
        Some(changed)
    }

    /// The components that are used, and the inline types that have become some.
    pub(super) fn print_components(&mut self, used: &BTreeSet<&str>) -> Map {
        let mut printed = Map::spread();
        let components = self.components;
        for (name, schema) in components.iter().filter(|(name, _)| used.contains(name.as_str())) {
            let key = self.keys.get(name.as_str()).cloned().unwrap_or_default();
            let schema = self.schema(schema, &mut vec![key.clone()], Position::Component);
            printed.put(&key, schema);
        }
        for (key, schema) in std::mem::take(&mut self.hoisted) {
            printed.put(&key, schema);
        }
        printed
    }

    /// A schema. `path` are the names that lead to it.
    pub(super) fn schema(&mut self, schema: &Schema, path: &mut Vec<String>, position: Position) -> Map {
        if let Some(target) = &schema.target {
            return self.reference(schema, target);
        }
        let is_named = position != Position::Component && self.is_named(schema, position);
        if is_named && !self.names.take_type(&path.iter().map(String::as_str).collect::<Vec<_>>()) {
            return self.hoist(schema, path);
        }
        let mut map = match schema.kind {
            Kind::Object => self.object(schema, path),
            Kind::List => self.list(schema, path),
            Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean => self.scalar(schema),
            Kind::Any => self.untyped("the metadata says `any`"),
            Kind::Unstated => self.untyped("the metadata says no type"),
        };
        self.describe(schema, &mut map);
        map
    }

    pub(super) fn untyped(&mut self, why: &'static str) -> Map {
        *self.untyped.entry(why).or_default() += 1;
        Map::default()
    }

    fn reference(&mut self, schema: &Schema, target: &str) -> Map {
        let components = self.components;
        let Some((name, _)) = components.get(target).filter(|_| !components.leads_nowhere(schema)) else {
            let mut map = self.untyped("a reference that leads nowhere");
            map.note(format!("`{target}` does not exist, or is defined by itself"));
            return map;
        };
        let key = self.keys.get(name.as_str()).cloned().unwrap_or_default();
        let mut map = Map::default().with("$ref", format!("#/components/schemas/{key}"));
        self.describe(schema, &mut map);
        map
    }

    /// Makes a component of a type that has no name of its own.
    fn hoist(&mut self, schema: &Schema, path: &[String]) -> Map {
        let key = self.names.shorten(&path.iter().map(String::as_str).collect::<Vec<_>>());
        let component = self.schema(schema, &mut vec![key.clone()], Position::Component);
        let reference = Map::default().with("$ref", format!("#/components/schemas/{key}"));
        self.hoisted.push((key, component));
        reference
    }

    /// Whether a type of its own is made of the schema.
    fn is_named(&self, schema: &Schema, position: Position) -> bool {
        match schema.kind {
            Kind::Object => {
                let mut fields = schema.public_fields();
                match (fields.next(), fields.next()) {
                    (None, _) => false,
                    (Some((_, only)), None) if position == Position::Field => {
                        !is_wrapped(only, self.components)
                    }
                    _ => true,
                }
            }
            Kind::Text => !enums::decide(schema).kept.is_empty(),
            _ => false,
        }
    }

    fn object(&mut self, schema: &Schema, path: &mut Vec<String>) -> Map {
        let mut map = typed("object", schema);
        if schema.public_fields().next().is_none() {
            return self.fieldless(schema, path, map);
        }
        let required =
            |(name, field): &(String, Schema)| field.is_required().then(|| Yaml::from(name.as_str()));
        let required: Vec<Yaml> = schema.public_fields().filter_map(required).collect();
        if !required.is_empty() {
            map.put("required", required);
        }
        let mut properties = Map::spread();
        let mut taken = BTreeSet::new();
        for (name, field) in schema.public_fields() {
            path.push(name.clone());
            let mut property = self.schema(field, path, Position::Field);
            path.pop();
            property.maybe("x-rust-name", names::field(&mut taken, name));
            properties.put(name, property);
        }
        for (name, _) in schema.fields.iter().filter(|(_, field)| field.private) {
            map.note(format!("the vendor keeps the field {name} to itself"));
        }
        if schema.fields.iter().any(|(name, _)| !is_name(name)) {
            map.note("a field without a name, or with an endless one");
        }
        if schema.map.is_some() {
            map.note("the metadata allows further fields of any name");
        }
        map.put("properties", properties);
        map
    }

    /// An object of which no field is known: a map, or anything.
    fn fieldless(&mut self, schema: &Schema, path: &mut Vec<String>, mut map: Map) -> Map {
        match &schema.map {
            Some(Some(values)) => {
                let values = self.schema(values, path, Position::Inside);
                map.put("additionalProperties", values);
            }
            Some(None) => {
                let values = self.untyped("a map whose values have no type");
                map.put("additionalProperties", values);
            }
            None if schema.cut => {
                self.untyped("nested too deeply");
                map.note("nested too deeply: what is inside is not described");
            }
            None => {
                self.untyped("an object without fields");
            }
        }
        map
    }

    fn list(&mut self, schema: &Schema, path: &mut Vec<String>) -> Map {
        let mut map = typed("array", schema);
        let items = match &schema.items {
            Some(items) => {
                let mut item = items.as_ref().clone();
                // The values of a list are those of its items.
                if item.kind == Kind::Text && item.values.is_empty() {
                    item.values.clone_from(&schema.values);
                }
                self.schema(&item, path, Position::Inside)
            }
            None => self.untyped("a list without items"),
        };
        map.put("items", items);
        limits::decide(schema).write(&mut map);
        if let Some(format) = &schema.format {
            map.note(format!("format {format}: not used, it says nothing about a list"));
        }
        map
    }

    fn scalar(&mut self, schema: &Schema) -> Map {
        let mut map = typed(schema.kind.name(), schema);
        let (values, mut limits) = (enums::decide(schema), limits::decide(schema));
        let allowed = |value: &String| match schema.kind {
            Kind::Text => limits.allow_text(value),
            _ => value.parse().is_ok_and(|number| limits.allow_number(number)),
        };
        if !values.kept.iter().all(allowed) {
            limits.give_up("a listed value breaks it");
        }
        match format(schema, values.boolean, !values.kept.is_empty()) {
            Ok(format) => map.maybe("format", format),
            Err(note) => map.note(note),
        }
        if !values.kept.is_empty() {
            let value = |value: &String| match schema.kind {
                Kind::Integer => Yaml::Literal(value.clone()),
                _ => Yaml::Text(value.clone()),
            };
            map.put("enum", values.kept.iter().map(value).collect::<Vec<_>>());
            self.describe_values(schema, &values.kept, &mut map);
        }
        values.notes.into_iter().for_each(|note| map.note(note));
        limits.write(&mut map);
        map
    }

    /// Names and texts of values.
    fn describe_values(&self, schema: &Schema, kept: &[String], map: &mut Map) {
        let names = if schema.kind == Kind::Text { names::variants(kept) } else { vec![None; kept.len()] };
        let mut described = Map::spread();
        for (value, name) in kept.iter().zip(names) {
            let title =
                schema.titles.iter().find(|(titled, _)| titled.trim() == value).map(|(_, title)| title);
            let mut entry = Map::default();
            let title = self.prose.text(title.map(String::as_str)).filter(|title| title != value);
            entry.maybe("description", title);
            entry.maybe("x-rust-name", name);
            if !entry.is_empty() {
                described.put(value, entry);
            }
        }
        if !described.is_empty() {
            map.put("x-values", described);
        }
    }

    /// What any schema may have.
    fn describe(&self, schema: &Schema, map: &mut Map) {
        map.maybe("description", self.prose.text(schema.description.as_deref().or(schema.title.as_deref())));
        map.flag("deprecated", schema.deprecated);
        if schema.required == Some(false) && schema.doc_required == Some(true) {
            map.note("required by the documentation, and not by the service");
        }
        if schema.target.is_some() {
            return;
        }
        let (values, limits) = (enums::decide(schema), limits::decide(schema));
        for (word, text) in [("default", &schema.default), ("example", &schema.example)] {
            let Some(text) = text.as_ref().filter(|text| !text.trim().is_empty()) else { continue };
            match values::typed(schema, text, &values, &limits) {
                Ok(value) if word == "default" && !values::fits(schema, &value, self.components) => {
                    map.note(format!(
                        "default {}: not used, something in it is not as declared",
                        text.trim()
                    ));
                }
                Ok(value) => map.put(word, value),
                Err(why) => map.note(format!("{word} {}: not used, {why}", text.trim())),
            }
        }
    }
}

fn typed(name: &str, schema: &Schema) -> Map {
    if schema.nullable {
        return Map::default().with("type", vec![Yaml::from(name), Yaml::from("null")]);
    }
    Map::default().with("type", name)
}

/// A text without format and values.
fn plain(schema: &Schema) -> Schema {
    Schema { format: None, values: Vec::new(), titles: Vec::new(), ..schema.clone() }
}
