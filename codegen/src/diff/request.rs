//! What an operation takes: setters, arguments, and enums of which an argument is one.

use super::change::Change;
use super::comparison::Comparison;
use super::documentation;
use super::kinds::Kind;
use super::limits;
use super::meet::{Met, both, meet, same_order};
use super::operation::{builder, method};
use super::records::wire;
use super::sides::{Side, fields, parameters};
use super::spell;
use crate::ir::{Choice, Operation, Parameter, Rules, Type};
use crate::names::Variant;
use std::cmp::Ordering;

/// How a program gives a parameter.
#[derive(Clone, Copy)]
enum Presence<'m> {
    Setter,
    Argument,
    /// By a variant of an argument.
    Chosen(&'m Choice),
}

/// A variant of a choice with its parameter.
type Member<'m> = (&'m Variant, &'m Parameter);

impl<'m> Comparison<'m> {
    /// Compares the requests of an operation.
    pub(super) fn request(&mut self, old: &'m Operation, new: &'m Operation) {
        let (was, is) = (chosen(old), chosen(new));
        // The same parameters make a choice the same, whatever it is called.
        let by_name = |one: &Chosen<'m>| one.choice.name.as_str().to_owned();
        let by_members = |one: &Chosen<'m>| {
            one.members.iter().map(|(_, parameter)| parameter.name.as_str()).collect::<Vec<_>>().join(" ")
        };
        let choices = meet(&was, &is, &[&by_name, &by_members]);
        let met = parameters(old, new);
        self.order(old, new, &met, same_order(&choices, &is));
        for met in &choices {
            self.choice(old, new, met);
        }
        for met in met {
            match met {
                Met::Gone(parameter) => self.came_or_went(old, parameter, false),
                Met::New(parameter) => self.came_or_went(new, parameter, true),
                Met::Both(a, b) => self.parameter((old, a), (new, b)),
            }
        }
    }

    fn order(
        &mut self,
        old: &Operation,
        new: &'m Operation,
        parameters: &[Met<'m, Parameter>],
        choices_in_order: bool,
    ) {
        let path = method(&self.after, new);
        let places = (&old.place, &new.place);
        let arguments: Vec<_> = parameters
            .iter()
            .filter_map(|met| match met {
                Met::Both(a, b) if a.required && b.required => Some(Met::Both(*a, *b)),
                _ => None,
            })
            .collect();
        if !same_order(&arguments, &new.parameters) || !choices_in_order {
            let what =
                format!("the arguments are ({}) instead of ({})", arguments_of(new), arguments_of(old));
            self.changed(Kind::ArgumentsReordered, path, what, places);
        } else if !same_order(parameters, &new.parameters) {
            let what = "the parameters come in another order";
            self.changed(Kind::OrderChanged, builder(&self.after, new), what, places);
        }
    }

    fn came_or_went(&mut self, operation: &'m Operation, parameter: &'m Parameter, came: bool) {
        let side = if came { &self.after } else { &self.before };
        let (taken, state) = (spell::argument(&parameter.r#type), if came { "new" } else { "gone" });
        let (kinds, path, what) = match presence(operation, parameter) {
            Presence::Setter => (
                (Kind::ParameterAdded, Kind::ParameterRemoved),
                parameter_path(side, operation, parameter),
                format!("the setter of `{taken}` is {state}"),
            ),
            Presence::Argument => (
                (Kind::RequiredParameterAdded, Kind::RequiredParameterRemoved),
                method(side, operation),
                format!("the argument `{}: {taken}` is {state}", parameter.setter.as_str()),
            ),
            // Told with the enum that it is a variant of.
            Presence::Chosen(_) => return,
        };
        if came {
            self.report(Change::new(kinds.0, path, what), None, Some(&parameter.place));
            self.brings(Vec::new(), vec![&parameter.r#type], None);
        } else {
            self.report(Change::new(kinds.1, path, what), Some(&parameter.place), None);
            self.brings(vec![&parameter.r#type], Vec::new(), None);
        }
    }

    fn parameter(
        &mut self,
        (old, a): (&'m Operation, &'m Parameter),
        (new, b): (&'m Operation, &'m Parameter),
    ) {
        let (path, places) = (parameter_path(&self.after, new, b), (&a.place, &b.place));
        let (was, is) = (presence(old, a), presence(new, b));
        self.given_otherwise((a, was), (new, b, is));
        if a.name != b.name {
            let what = format!("the value is sent as `{}` instead of `{}`", b.name, a.name);
            self.changed(Kind::ParameterWireNameChanged, path.clone(), what, places);
        }
        if !self.types.same(&a.r#type, &b.r#type) {
            let what = format!(
                "it takes `{}` instead of `{}`",
                spell::argument(&b.r#type),
                spell::argument(&a.r#type)
            );
            self.changed(Kind::ParameterTypeChanged, path.clone(), what, places);
            self.brings(vec![&a.r#type], vec![&b.r#type], None);
        } else {
            if a.wire != b.wire {
                let what = format!("the value is sent {} instead of {}", wire(&b.wire), wire(&a.wire));
                self.changed(Kind::ParameterWireFormChanged, path.clone(), what, places);
            }
            self.limits(a, b, &path);
        }
        if a.default != b.default {
            let spell = |default: Option<&serde_json::Value>| {
                default.map_or_else(|| "nothing that is documented".to_owned(), |value| format!("`{value}`"))
            };
            let what = format!(
                "the service assumes {} instead of {}",
                spell(b.default.as_ref()),
                spell(a.default.as_ref())
            );
            self.changed(Kind::DefaultChanged, path.clone(), what, places);
        }
        self.parameter_documentation((a, was), (b, is), &path);
    }

    fn parameter_documentation(
        &mut self,
        (a, was): (&Parameter, Presence<'_>),
        (b, is): (&Parameter, Presence<'_>),
        path: &str,
    ) {
        let inherited = documentation::inherited(
            (&a.documentation, &a.r#type, &self.before),
            (&b.documentation, &b.r#type, &self.after),
        );
        // An argument has no documentation of its own; its example is part of the method's.
        let (described, shown) = match (was, is) {
            (Presence::Argument, Presence::Argument) => (false, true),
            (Presence::Setter, Presence::Setter) => (true, false),
            _ => (true, true),
        };
        let differs = described && !inherited && documentation::differs(&a.documentation, &b.documentation);
        if differs || shown && a.example != b.example {
            let what = "the parameter is described in other words";
            self.changed(Kind::DocumentationChanged, path.to_owned(), what, (&a.place, &b.place));
        }
    }

    /// Compares how a program gives a parameter, and what that is called.
    fn given_otherwise(
        &mut self,
        (a, was): (&'m Parameter, Presence<'m>),
        (new, b, is): (&'m Operation, &'m Parameter, Presence<'m>),
    ) {
        let (path, places) = (parameter_path(&self.after, new, b), (&a.place, &b.place));
        let (old_name, new_name) = (a.setter.as_str(), b.setter.as_str());
        let renamed = |kind: Kind, what: String| {
            Change::new(kind, &path, what).action(format!("write `{new_name}` instead of `{old_name}`"))
        };
        match (was, is) {
            (Presence::Argument, Presence::Argument) if old_name != new_name => {
                let what = format!("the argument `{old_name}` is called `{new_name}`");
                self.changed(Kind::ArgumentRenamed, path, what, places);
            }
            (Presence::Setter, Presence::Setter) | (Presence::Chosen(_), Presence::Chosen(_))
                if old_name != new_name =>
            {
                let change = renamed(Kind::ParameterRenamed, format!("it was called `{old_name}`"));
                self.report(change, Some(places.0), Some(places.1));
            }
            (Presence::Setter | Presence::Chosen(_), Presence::Argument) => {
                let what = format!("`{new_name}` is an argument of the method instead of a setter");
                self.changed(Kind::ParameterNowRequired, method(&self.after, new), what, places);
            }
            (Presence::Argument, Presence::Setter | Presence::Chosen(_)) => {
                let what = format!("`{old_name}` is no longer an argument of the method");
                self.changed(Kind::ParameterNoLongerRequired, method(&self.after, new), what, places);
            }
            _ => {}
        }
        if let (Presence::Setter, Presence::Setter) = (was, is) {
            let path = parameter_path(&self.after, new, b);
            match (a.deprecated, b.deprecated) {
                (false, true) => {
                    self.changed(Kind::ParameterDeprecated, path, "the setter is deprecated", places);
                }
                (true, false) => {
                    self.changed(
                        Kind::ParameterUndeprecated,
                        path,
                        "the setter is no longer deprecated",
                        places,
                    );
                }
                _ => {}
            }
        }
    }

    /// Compares which values are sent, and which are refused.
    fn limits(&mut self, a: &'m Parameter, b: &'m Parameter, path: &str) {
        let kind = |ordering: Option<Ordering>| match ordering {
            Some(Ordering::Equal) => None,
            Some(Ordering::Less) => Some(Kind::LimitsTightened),
            Some(Ordering::Greater) => Some(Kind::LimitsLoosened),
            None => Some(Kind::LimitsChanged),
        };
        let places = (&a.place, &b.place);
        let mut told = false;
        if let Some(kind) = kind(limits::compare(&a.rules, &b.rules)) {
            told = true;
            let what =
                format!("accepted: {}, instead of {}", limits::spell(&b.rules), limits::spell(&a.rules));
            self.changed(kind, path.to_owned(), what, places);
        }
        let mut open = vec![(&a.rules, &b.rules, &a.r#type, &b.r#type)];
        while let Some((was, is, old, new)) = open.pop() {
            let records = self.before.record(old).zip(self.after.record(new));
            let Some((old, new)) = records else { continue };
            for (x, y) in both(&fields(old, new)) {
                let (Some(was), Some(is)) = (rule(was, &x.wire_name), rule(is, &y.wire_name)) else {
                    continue;
                };
                let path = format!("{}::{}", self.after.type_path(&new.name), y.name.as_str());
                let places = (&x.place, &y.place);
                if was.0 != is.0 {
                    told = true;
                    let (kind, what) = if is.0 {
                        (Kind::LimitsTightened, "a request without the field is refused")
                    } else {
                        (Kind::LimitsLoosened, "a request without the field is sent")
                    };
                    self.changed(kind, path.clone(), what, places);
                }
                if let Some(kind) =
                    kind(limits::compare(was.1, is.1)).filter(|_| self.types.same(&x.r#type, &y.r#type))
                {
                    told = true;
                    let what =
                        format!("accepted: {}, instead of {}", limits::spell(is.1), limits::spell(was.1));
                    self.changed(kind, path, what, places);
                }
                open.push((was.1, is.1, &x.r#type, &y.r#type));
            }
        }
        if !told && a.rules != b.rules {
            let what = "limits that the crate does not check are written in another way";
            self.changed(Kind::FakeCloudChanged, path.to_owned(), what, places);
        }
    }

    fn choice(&mut self, old: &'m Operation, new: &'m Operation, met: &Met<'_, Chosen<'m>>) {
        match met {
            Met::New(one) => {
                let path = choice_path(&self.after, new, one.choice);
                let what = format!("the method takes it as an argument: one of {}", one.variants());
                let change = Change::new(Kind::ChoiceAdded, path, what);
                self.report(change, None, Some(&one.choice.place));
                self.brings(Vec::new(), one.types(), None);
            }
            Met::Gone(one) => {
                let path = choice_path(&self.before, old, one.choice);
                let what = format!("the method took it as an argument: one of {}", one.variants());
                let change = Change::new(Kind::ChoiceRemoved, path, what);
                self.report(change, Some(&one.choice.place), None);
                self.brings(one.types(), Vec::new(), None);
            }
            Met::Both(was, is) => {
                let (a, b) = (was.choice, is.choice);
                let (path, places) = (choice_path(&self.after, new, b), (&a.place, &b.place));
                if a.name != b.name {
                    let (was, is) = (a.name.as_str(), b.name.as_str());
                    let change = Change::new(Kind::ChoiceRenamed, &path, format!("it was called `{was}`"))
                        .action(format!("write `{is}` instead of `{was}`"));
                    self.report(change, Some(places.0), Some(places.1));
                }
                if a.description != b.description {
                    let what = "the choice is described in other words";
                    self.changed(Kind::DocumentationChanged, path.clone(), what, places);
                }
                self.variants_of_choice(was, is, &path);
            }
        }
    }

    fn variants_of_choice(&mut self, was: &Chosen<'m>, is: &Chosen<'m>, path: &str) {
        let by_wire = |one: &Member<'m>| one.1.name.clone();
        let by_setter = |one: &Member<'m>| one.1.setter.as_str().to_owned();
        let met = meet(&was.members, &is.members, &[&by_wire, &by_setter]);
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
                    self.report(change, Some(&parameter.place), None);
                    self.brings(vec![&parameter.r#type], Vec::new(), None);
                }
                Met::New((variant, parameter)) => {
                    let what = format!("the variant of `{}` is new", spell::argument(&parameter.r#type));
                    let change =
                        Change::new(Kind::ChoiceVariantAdded, format!("{path}::{}", variant.as_str()), what);
                    self.report(change, None, Some(&parameter.place));
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
                    self.report(change, Some(&a.place), Some(&b.place));
                }
                Met::Both(..) => {}
            }
        }
    }
}

/// A choice with its variants.
struct Chosen<'m> {
    choice: &'m Choice,
    members: Vec<Member<'m>>,
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

fn chosen(operation: &Operation) -> Vec<Chosen<'_>> {
    let choices = operation.choices.iter();
    choices.map(|choice| Chosen { choice, members: members(operation, choice).collect() }).collect()
}

/// The variants of a choice with their parameters.
fn members<'m>(operation: &'m Operation, choice: &'m Choice) -> impl Iterator<Item = Member<'m>> {
    let variants = choice.variants.iter();
    variants.filter_map(|(variant, position)| Some((variant, operation.parameters.get(*position)?)))
}

fn presence<'m>(operation: &'m Operation, parameter: &Parameter) -> Presence<'m> {
    let holds = |choice: &&'m Choice| members(operation, choice).any(|(_, one)| one.name == parameter.name);
    match operation.choices.iter().find(holds) {
        Some(choice) => Presence::Chosen(choice),
        None if parameter.required => Presence::Argument,
        None => Presence::Setter,
    }
}

/// The path by which a program gives a parameter.
fn parameter_path(side: &Side<'_>, operation: &Operation, parameter: &Parameter) -> String {
    let name = parameter.setter.as_str();
    match presence(operation, parameter) {
        Presence::Setter => format!("{}::{name}", builder(side, operation)),
        Presence::Argument => format!("{}({name})", method(side, operation)),
        Presence::Chosen(choice) => format!("{}::{name}", choice_path(side, operation, choice)),
    }
}

fn choice_path(side: &Side<'_>, operation: &Operation, choice: &Choice) -> String {
    side.path(&format!("{}::{}", operation.module.as_str(), choice.name.as_str()))
}

/// The names of all arguments of an operation's method.
fn arguments_of(operation: &Operation) -> String {
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let required = required.map(|parameter| parameter.setter.as_str());
    let choices = operation.choices.iter().map(|choice| choice.argument.as_str());
    required.chain(choices).collect::<Vec<_>>().join(", ")
}

/// Whether a field inside of a value must be given, and its limits.
fn rule<'r>(rules: &'r Rules, name: &str) -> Option<(bool, &'r Rules)> {
    let found = limits::fields(rules).iter().find(|(field, ..)| field == name);
    found.map(|(_, required, rules)| (*required, rules))
}
