//! Parameters of which exactly one is given: enums that are arguments.

use super::change::Change;
use super::comparison::Comparison;
use super::documentation::shown;
use super::kinds::Kind;
use super::meet::{Met, meet, same_order};
use super::sides::{Side, placed};
use super::spell;
use crate::ir::{Choice, Operation, Parameter, Type};
use crate::names::Variant;

/// A variant of a choice with its parameter.
pub(super) type Member<'m> = (&'m Variant, &'m Parameter);

impl<'m> Comparison<'m> {
    /// Compares one of the choices of an operation.
    pub(super) fn choice(&mut self, old: &'m Operation, new: &'m Operation, met: &Met<'_, Chosen<'m>>) {
        match met {
            Met::New(one) => {
                let path = choice_path(&self.after, new, one.choice);
                let what = format!("the method takes it as an argument: one of {}", one.variants());
                let change = Change::new(Kind::ChoiceAdded, path, what);
                self.note(change, None, Some(&one.choice.place));
                self.brings(Vec::new(), one.types(), None);
            }
            Met::Gone(one) => {
                let path = choice_path(&self.before, old, one.choice);
                let what = format!("the method took it as an argument: one of {}", one.variants());
                let change = Change::new(Kind::ChoiceRemoved, path, what);
                self.note(change, Some(&one.choice.place), None);
                self.brings(one.types(), Vec::new(), None);
            }
            Met::Both(was, is) => {
                let (a, b) = (was.choice, is.choice);
                let (path, places) = (choice_path(&self.after, new, b), (&a.place, &b.place));
                if a.name != b.name {
                    let (was, is) = (a.name.as_str(), b.name.as_str());
                    let change = Change::new(Kind::ChoiceRenamed, &path, format!("it was called `{was}`"))
                        .action(format!("write `{is}` instead of `{was}`"));
                    self.note(change, Some(places.0), Some(places.1));
                }
                if shown(&a.description) != shown(&b.description) {
                    let what = "the choice is described in other words";
                    self.changed(Kind::DocumentationChanged, path.clone(), what, places);
                }
                self.variants_of_choice(was, is, &path);
            }
        }
    }

    fn variants_of_choice(&mut self, was: &Chosen<'m>, is: &Chosen<'m>, path: &str) {
        let by_place = |one: &Member<'m>| placed(one.1);
        let by_wire = |one: &Member<'m>| one.1.name.clone();
        let by_setter = |one: &Member<'m>| one.1.setter.as_str().to_owned();
        let met = meet(&was.members, &is.members, &[&by_place, &by_wire, &by_setter]);
        if !same_order(&met, &is.members) {
            let what = "the variants come in another order";
            self.changed(Kind::OrderChanged, path.to_owned(), what, (&was.choice.place, &is.choice.place));
        }
        for met in &met {
            match met {
                Met::Gone((variant, parameter)) => {
                    let what = format!("the variant of `{}` is gone", spell::argument(&parameter.r#type));
                    let change = Change::new(
                        Kind::ChoiceVariantRemoved,
                        format!("{path}::{}", variant.as_str()),
                        what,
                    );
                    self.note(change, Some(&parameter.place), None);
                    self.brings(vec![&parameter.r#type], Vec::new(), None);
                }
                Met::New((variant, parameter)) => {
                    let what = format!("the variant of `{}` is new", spell::argument(&parameter.r#type));
                    let change =
                        Change::new(Kind::ChoiceVariantAdded, format!("{path}::{}", variant.as_str()), what);
                    self.note(change, None, Some(&parameter.place));
                    self.brings(Vec::new(), vec![&parameter.r#type], None);
                }
                Met::Both((old, a), (new, b)) if old != new => {
                    let (was, is) = (old.as_str(), new.as_str());
                    let change = Change::new(
                        Kind::ChoiceVariantRenamed,
                        format!("{path}::{is}"),
                        format!("the variant was called `{was}`"),
                    );
                    let change = change.action(format!("write `{is}` instead of `{was}`"));
                    self.note(change, Some(&a.place), Some(&b.place));
                }
                Met::Both(..) => {}
            }
        }
    }
}

/// A choice with its variants.
pub(super) struct Chosen<'m> {
    pub(super) choice: &'m Choice,
    pub(super) members: Vec<Member<'m>>,
}

impl<'m> Chosen<'m> {
    fn types(&self) -> Vec<&'m Type> {
        self.members.iter().map(|(_, parameter)| &parameter.r#type).collect()
    }

    fn variants(&self) -> String {
        let names = self.members.iter().map(|(variant, _)| format!("`{}`", variant.as_str()));
        names.collect::<Vec<_>>().join(", ")
    }
}

pub(super) fn chosen(operation: &Operation) -> Vec<Chosen<'_>> {
    let choices = operation.choices.iter();
    choices.map(|choice| Chosen { choice, members: members(operation, choice).collect() }).collect()
}

/// The variants of a choice with their parameters.
pub(super) fn members<'m>(operation: &'m Operation, choice: &'m Choice) -> impl Iterator<Item = Member<'m>> {
    let variants = choice.variants.iter();
    variants.filter_map(|(variant, position)| Some((variant, operation.parameters.get(*position)?)))
}

pub(super) fn choice_path(side: &Side<'_>, operation: &Operation, choice: &Choice) -> String {
    side.path(&format!("{}::{}", operation.module.as_str(), choice.name.as_str()))
}
