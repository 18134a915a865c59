//! The two releases of a product, and which of their types are the same.

use std::collections::{BTreeMap, BTreeSet};

use super::meet::{Met, both, described, letters, meet, renamed, similar};
use super::spell;
use crate::diagnostic::Place;
use crate::ir::{Operation, Parameter, Record, RecordField, Service, Shape, Type, TypeDefinition};
use crate::names::Type as TypeName;

/// A type with the operation that it belongs to, if it is not shared.
#[derive(Clone, Copy)]
pub(super) struct Declared<'m> {
    pub(super) definition: &'m TypeDefinition,
    pub(super) home: Option<&'m Operation>,
}

impl Declared<'_> {
    pub(super) fn place(&self) -> &Place {
        match self.definition {
            TypeDefinition::Record(record) => &record.place,
            TypeDefinition::Enum(r#enum) => &r#enum.place,
        }
    }

    fn is_record(&self) -> bool {
        matches!(self.definition, TypeDefinition::Record(_))
    }
}

/// One release of a product.
pub(super) struct Side<'m> {
    pub(super) service: &'m Service,
    pub(super) types: BTreeMap<&'m TypeName, Declared<'m>>,
    /// The types that answers consist of.
    answered: BTreeSet<&'m TypeName>,
}

impl<'m> Side<'m> {
    pub(super) fn new(service: &'m Service) -> Self {
        let mut types = BTreeMap::new();
        for definition in &service.types {
            types.insert(definition.name(), Declared { definition, home: None });
        }
        for operation in &service.operations {
            for definition in &operation.types {
                types.insert(definition.name(), Declared { definition, home: Some(operation) });
            }
        }
        let mut side = Self { service, types, answered: BTreeSet::new() };
        let answers: Vec<&Type> = service.operations.iter().map(|operation| &operation.response).collect();
        side.answered = side.reached(&answers, |_| true);
        side
    }

    /// Whether answers have values of a type.
    pub(super) fn is_answered(&self, name: &TypeName) -> bool {
        self.answered.contains(name)
    }

    /// The wanted types that some types lead to, without a way through others.
    pub(super) fn reached(
        &self,
        from: &[&Type],
        wanted: impl Fn(&TypeName) -> bool,
    ) -> BTreeSet<&'m TypeName> {
        let mut open: Vec<&TypeName> = from.iter().filter_map(|r#type| r#type.named()).collect();
        let mut found = BTreeSet::new();
        while let Some(name) = open.pop() {
            let Some((name, declared)) = self.types.get_key_value(name) else { continue };
            if wanted(name)
                && found.insert(*name)
                && let TypeDefinition::Record(record) = declared.definition
            {
                open.extend(record.fields.iter().filter_map(|field| field.r#type.named()));
            }
        }
        found
    }

    /// A path below the product's module.
    pub(super) fn path(&self, rest: &str) -> String {
        format!("{}::{rest}", self.service.module.as_str())
    }

    /// The path of a type.
    pub(super) fn type_path(&self, name: &TypeName) -> String {
        let home = self.types.get(name).and_then(|declared| declared.home);
        let module = home.map_or("types", |operation| operation.module.as_str());
        self.path(&format!("{module}::{}", name.as_str()))
    }

    pub(super) fn record(&self, r#type: &Type) -> Option<&'m Record> {
        match self.types.get(r#type.named()?)?.definition {
            TypeDefinition::Record(record) => Some(record),
            TypeDefinition::Enum(_) => None,
        }
    }
}

pub(super) fn operations<'m>(before: &'m Service, after: &'m Service) -> Vec<Met<'m, Operation>> {
    let method = |one: &Operation| one.method.as_str().to_owned();
    meet(&before.operations, &after.operations, &[&|one: &Operation| one.name.clone(), &method])
}

pub(super) fn parameters<'m>(before: &'m Operation, after: &'m Operation) -> Vec<Met<'m, Parameter>> {
    let setter = |one: &Parameter| one.setter.as_str().to_owned();
    let spelling = |one: &Parameter| letters(&one.name);
    let met = meet(
        &before.parameters,
        &after.parameters,
        &[&placed, &|one: &Parameter| one.name.clone(), &setter, &spelling],
    );
    let described = |one: &Parameter| described(&spell::argument(&one.r#type), &one.documentation);
    renamed(met, &described, &|old, new| old.r#type == new.r#type && similar(&old.name, &new.name))
}

/// What tells a parameter from others of its operation: there may be one of the same name in another place.
pub(super) fn placed(parameter: &Parameter) -> String {
    format!("{:?} {}", parameter.location, parameter.name)
}

pub(super) fn fields<'m>(before: &'m Record, after: &'m Record) -> Vec<Met<'m, RecordField>> {
    let name = |one: &RecordField| one.name.as_str().to_owned();
    let spelling = |one: &RecordField| letters(&one.wire_name);
    let met =
        meet(&before.fields, &after.fields, &[&|one: &RecordField| one.wire_name.clone(), &name, &spelling]);
    let described = |one: &RecordField| described(&spell::field(&one.r#type), &one.documentation);
    renamed(met, &described, &|old, new| old.r#type == new.r#type && similar(&old.wire_name, &new.wire_name))
}

/// Which types are the same before and after, whatever they are called.
pub(super) struct Correspondence<'m> {
    pairs: BTreeMap<&'m TypeName, &'m TypeName>,
    /// The types that have become others.
    matched: BTreeSet<&'m TypeName>,
    /// Types that went or came, and were exchanged for one and the same other in several places.
    exchanged: Vec<Exchange<'m>>,
}

/// A type that has the place of another wherever one of the two was used.
#[derive(Clone)]
pub(super) struct Exchange<'m> {
    pub(super) before: &'m Type,
    pub(super) after: &'m Type,
    /// Where.
    pub(super) places: Vec<Spot<'m>>,
}

/// A place that uses a type before and one after.
#[derive(Clone, Copy)]
struct Use<'m> {
    before: &'m Type,
    after: &'m Type,
    at: Spot<'m>,
}

/// Where a type is used, after the change.
#[derive(Clone, Copy)]
pub(super) enum Spot<'m> {
    Answer(&'m Operation),
    Parameter(&'m Operation, &'m Parameter),
    Field(&'m Record, &'m RecordField),
}

impl<'m> Correspondence<'m> {
    /// Types are the same that have one name, or one place in the specification, or stand where the other stood.
    pub(super) fn new(before: &Side<'m>, after: &Side<'m>) -> Self {
        let mut this = Self { pairs: BTreeMap::new(), matched: BTreeSet::new(), exchanged: Vec::new() };
        for name in before.types.keys() {
            if let Some((same, _)) = after.types.get_key_value(name) {
                this.pair(name, same);
            }
        }
        let candidates = this.by_place(before, after);
        this.accept(&candidates);
        loop {
            let candidates = this.by_use(before, after);
            if !this.accept(&candidates) {
                break;
            }
        }
        this.exchanged = this.exchanges(before, after);
        this
    }

    /// The types that were exchanged for others, each told once and not at each use.
    pub(super) fn exchanged(&self) -> Vec<Exchange<'m>> {
        self.exchanged.clone()
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'m TypeName, &'m TypeName)> {
        self.pairs.iter().map(|(old, new)| (*old, *new))
    }

    pub(super) fn is_gone(&self, name: &TypeName) -> bool {
        !self.pairs.contains_key(name)
    }

    pub(super) fn is_new(&self, name: &TypeName) -> bool {
        !self.matched.contains(name)
    }

    /// Whether two types are the same to a program, but for changes of what they are called.
    pub(super) fn same(&self, before: &Type, after: &Type) -> bool {
        let same = match (before, after) {
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Embedded(old), Type::Embedded(new)) => self.same(old, new),
            (Type::Own(old, a) | Type::Shared(old, a), Type::Own(new, b) | Type::Shared(new, b)) => {
                let boxed = |shape: &Shape| *shape == Shape::BoxedRecord;
                self.pairs.get(old) == Some(&new) && boxed(a) == boxed(b)
            }
            _ => before == after,
        };
        same || self.exchanged.iter().any(|one| one.before == before && one.after == after)
    }

    fn pair(&mut self, old: &'m TypeName, new: &'m TypeName) {
        self.pairs.insert(old, new);
        self.matched.insert(new);
    }

    /// Takes the pairs that leave no doubt; whether there was one.
    fn accept(&mut self, candidates: &BTreeSet<(&'m TypeName, &'m TypeName)>) -> bool {
        let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
        for (before, after) in candidates {
            *old.entry(before).or_insert(0) += 1;
            *new.entry(after).or_insert(0) += 1;
        }
        let sure =
            |pair: &&(&TypeName, &TypeName)| old.get(&pair.0) == Some(&1) && new.get(&pair.1) == Some(&1);
        let sure: Vec<_> = candidates.iter().filter(sure).copied().collect();
        for (before, after) in &sure {
            self.pair(before, after);
        }
        !sure.is_empty()
    }

    fn by_place(&self, before: &Side<'m>, after: &Side<'m>) -> BTreeSet<(&'m TypeName, &'m TypeName)> {
        let pointer = |declared: &Declared<'_>| declared.place().pointer.clone();
        let new: BTreeMap<_, _> = after
            .types
            .iter()
            .filter(|(name, _)| self.is_new(name))
            .map(|(name, one)| (pointer(one), *name))
            .collect();
        let old = before.types.iter().filter(|(name, _)| self.is_gone(name));
        let pairs = old.filter_map(|(name, one)| Some((*name, *new.get(&pointer(one))?)));
        pairs.filter(|pair| alike(*pair, before, after)).collect()
    }

    /// What each place that stayed used before and uses now.
    fn uses(&self, before: &Side<'m>, after: &Side<'m>) -> Vec<Use<'m>> {
        let mut uses: Vec<Use<'m>> = Vec::new();
        for (old, new) in both(&operations(before.service, after.service)) {
            uses.push(Use { before: &old.response, after: &new.response, at: Spot::Answer(new) });
            uses.extend(both(&parameters(old, new)).iter().map(|(old, one)| Use {
                before: &old.r#type,
                after: &one.r#type,
                at: Spot::Parameter(new, one),
            }));
        }
        for (old, new) in self.pairs() {
            let records = before.types.get(old).zip(after.types.get(new));
            if let Some((TypeDefinition::Record(old), TypeDefinition::Record(new))) =
                records.map(|(old, new)| (old.definition, new.definition))
            {
                uses.extend(both(&fields(old, new)).iter().map(|(old, one)| Use {
                    before: &old.r#type,
                    after: &one.r#type,
                    at: Spot::Field(new, one),
                }));
            }
        }
        uses
    }

    /// The types that went or came and have one partner in all of several places, which cannot be called the same type.
    fn exchanges(&self, before: &Side<'m>, after: &Side<'m>) -> Vec<Exchange<'m>> {
        let inner = |one: Use<'m>| {
            let (before, after) = unwrapped(one.before, one.after);
            Use { before, after, at: one.at }
        };
        let uses: Vec<Use<'m>> = self.uses(before, after).into_iter().map(inner).collect();
        let mut found: Vec<Exchange<'m>> = Vec::new();
        let went = uses.iter().filter_map(|one| bare(one.before)).filter(|name| self.is_gone(name));
        let came = uses.iter().filter_map(|one| bare(one.after)).filter(|name| self.is_new(name));
        let (went, came): (BTreeSet<_>, BTreeSet<_>) = (went.collect(), came.collect());
        let by_old =
            went.iter().map(|name| uses.iter().filter(|one| bare(one.before) == Some(name)).collect());
        let by_new =
            came.iter().map(|name| uses.iter().filter(|one| bare(one.after) == Some(name)).collect());
        let groups: Vec<Vec<&Use<'m>>> = by_old.chain(by_new).collect();
        for group in groups {
            let Some(Use { before: old, after: new, .. }) = group.first().copied() else { continue };
            let is_known = found.iter().any(|one| one.before == *old && one.after == *new);
            if group.len() > 1 && group.iter().all(|one| one.before == *old && one.after == *new) && !is_known
            {
                let places = group.iter().map(|one| one.at).collect();
                found.push(Exchange { before: old, after: new, places });
            }
        }
        found
    }

    /// The types that one place used before and another uses now.
    fn by_use(&self, before: &Side<'m>, after: &Side<'m>) -> BTreeSet<(&'m TypeName, &'m TypeName)> {
        let uses = self.uses(before, after);
        let pairs = uses.into_iter().filter_map(|one| {
            let (old, _) = before.types.get_key_value(one.before.named()?)?;
            let (new, _) = after.types.get_key_value(one.after.named()?)?;
            (self.is_gone(old) && self.is_new(new)).then_some((*old, *new))
        });
        pairs.filter(|pair| alike(*pair, before, after)).collect()
    }
}

/// Two types without the lists, maps and strings that both are in.
fn unwrapped<'m>(before: &'m Type, after: &'m Type) -> (&'m Type, &'m Type) {
    match (before, after) {
        (Type::List(old), Type::List(new))
        | (Type::Map(old), Type::Map(new))
        | (Type::Embedded(old), Type::Embedded(new)) => unwrapped(old, new),
        _ => (before, after),
    }
}

/// The name of a type that is not inside of another.
fn bare(r#type: &Type) -> Option<&TypeName> {
    match r#type {
        Type::Own(name, _) | Type::Shared(name, _) => Some(name),
        _ => None,
    }
}

/// Whether both are structs, or both enums.
fn alike(pair: (&TypeName, &TypeName), before: &Side<'_>, after: &Side<'_>) -> bool {
    let (old, new) = (before.types.get(pair.0), after.types.get(pair.1));
    old.zip(new).is_some_and(|(old, new)| old.is_record() == new.is_record())
}
