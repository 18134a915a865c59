//! What an operation takes: setters, arguments, and enums of which an argument is one.

use super::change::Change;
use super::choices::{Chosen, choice_path, chosen, members};
use super::comparison::Comparison;
use super::documentation;
use super::kinds::Kind;
use super::meet::{Met, meet, same_order};
use super::operation::{builder, method};
use super::sides::{Side, parameters};
use super::spell::{self, renamed as renamed_to, wire};
use crate::diagnostic::Place;
use crate::http::Location;
use crate::ir::{Choice, Documentation, Operation, Parameter, Sensitive, Type, Wire};
use serde_json::Value;

/// How a program gives a parameter.
#[derive(Clone, Copy)]
enum Presence<'m> {
    Setter,
    Argument,
    /// By a variant of an argument.
    Chosen(&'m Choice),
}

impl Presence<'_> {
    /// The type of what a program gives.
    fn spell(self, parameter: &Parameter) -> String {
        match self {
            Self::Setter => spell::optional(&parameter.r#type),
            Self::Argument | Self::Chosen(_) => spell::argument(&parameter.r#type),
        }
    }
}

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
                Met::Gone(parameter) => self.went(old, parameter),
                Met::New(parameter) => self.came(new, parameter),
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

    fn came(&mut self, operation: &'m Operation, parameter: &'m Parameter) {
        let kinds = (Kind::ParameterAdded, Kind::RequiredParameterAdded);
        if let Some(change) = one_sided(&self.after, operation, parameter, kinds, "new") {
            self.note(change, None, Some(&parameter.place));
            self.brings(Vec::new(), vec![&parameter.r#type], None);
        }
    }

    fn went(&mut self, operation: &'m Operation, parameter: &'m Parameter) {
        let kinds = (Kind::ParameterRemoved, Kind::RequiredParameterRemoved);
        if let Some(change) = one_sided(&self.before, operation, parameter, kinds, "gone") {
            self.note(change, Some(&parameter.place), None);
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
        if a.name != b.name && a.setter == b.setter {
            let what = format!("the value is sent as `{}` instead of `{}`", b.name, a.name);
            self.changed(Kind::ParameterWireNameChanged, path.clone(), what, places);
        }
        self.place((old, a), (new, b), &path);
        if !self.types.same(&a.r#type, &b.r#type) {
            let what = format!("it takes `{}` instead of `{}`", is.spell(b), was.spell(a));
            self.changed(Kind::ParameterTypeChanged, path.clone(), what, places);
            self.brings(vec![&a.r#type], vec![&b.r#type], None);
        } else {
            if a.wire != b.wire {
                let what = format!("the value is sent {} instead of {}", sent(b), sent(a));
                self.changed(Kind::ParameterWireFormChanged, path.clone(), what, places);
            }
            self.limits(a, b, &path);
        }
        self.default((a.default.as_ref(), places.0), (b.default.as_ref(), places.1), &path);
        self.units((&a.documentation, places.0), (&b.documentation, places.1), &path);
        self.visibility((a.sensitive == Sensitive::All, b.sensitive == Sensitive::All), &path, places);
        self.parameter_documentation((a, was), (b, is), &path);
    }

    /// Compares what the service assumes. That it becomes known changes nothing.
    fn default(
        &mut self,
        (a, old): (Option<&Value>, &Place),
        (b, new): (Option<&Value>, &Place),
        path: &str,
    ) {
        if a == b {
            return;
        }
        let kind = if a.is_some() && b.is_some() { Kind::DefaultChanged } else { Kind::DocumentationChanged };
        let spell = |default: Option<&Value>| {
            default.map_or_else(|| "nothing that is documented".to_owned(), |value| format!("`{value}`"))
        };
        let what = format!("the service assumes {} instead of {}", spell(b), spell(a));
        self.changed(kind, path.to_owned(), what, (old, new));
    }

    /// Compares in which unit figures are.
    pub(super) fn units(
        &mut self,
        (a, old): (&Documentation, &Place),
        (b, new): (&Documentation, &Place),
        path: &str,
    ) {
        if let Some((was, is)) = documentation::restated(a, b, documentation::UNIT) {
            let what = format!("the unit is `{is}` instead of `{was}`");
            self.changed(Kind::UnitChanged, path.to_owned(), what, (old, new));
        }
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
                let what = renamed_to((old_name, new_name), (&a.name, &b.name));
                self.changed(Kind::ArgumentRenamed, path, what, places);
            }
            (Presence::Setter, Presence::Setter) | (Presence::Chosen(_), Presence::Chosen(_))
                if old_name != new_name =>
            {
                let what = renamed_to((old_name, new_name), (&a.name, &b.name));
                let change = renamed(Kind::ParameterRenamed, what);
                self.note(change, Some(places.0), Some(places.1));
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
            self.needs(a, b, &path);
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
}

impl<'m> Comparison<'m> {
    /// Compares whether the service requires what stays a setter.
    fn needs(&mut self, old: &'m Parameter, new: &'m Parameter, path: &str) {
        let (kind, what) = match (old.needed, new.needed) {
            (false, true) => (Kind::ParameterNeeded, "the service requires it"),
            (true, false) => (Kind::ParameterNotNeeded, "the service no longer requires it"),
            _ => return,
        };
        self.changed(kind, path.to_owned(), what, (&old.place, &new.place));
    }
}

/// A parameter that is on one side alone; `None` if that is told with the enum that it is a variant of. `kinds` are those of a
/// setter and of an argument.
fn one_sided(
    side: &Side<'_>,
    operation: &Operation,
    parameter: &Parameter,
    kinds: (Kind, Kind),
    state: &str,
) -> Option<Change> {
    let presence = presence(operation, parameter);
    let taken = presence.spell(parameter);
    match presence {
        Presence::Setter => {
            let path = parameter_path(side, operation, parameter);
            Some(Change::new(kinds.0, path, format!("the setter of `{taken}` is {state}")))
        }
        Presence::Argument => {
            let what = format!("the argument `{}: {taken}` is {state}", parameter.setter.as_str());
            Some(Change::new(kinds.1, method(side, operation), what))
        }
        Presence::Chosen(_) => None,
    }
}

fn presence<'m>(operation: &'m Operation, parameter: &Parameter) -> Presence<'m> {
    let holds = |choice: &&'m Choice| members(operation, choice).any(|(_, one)| std::ptr::eq(one, parameter));
    match operation.choices.iter().find(holds) {
        Some(choice) => Presence::Chosen(choice),
        None if parameter.required => Presence::Argument,
        None => Presence::Setter,
    }
}

/// The path by which a program gives a parameter.
pub(super) fn parameter_path(side: &Side<'_>, operation: &Operation, parameter: &Parameter) -> String {
    let name = parameter.setter.as_str();
    match presence(operation, parameter) {
        Presence::Setter => format!("{}::{name}", builder(side, operation)),
        Presence::Argument => format!("{}({name})", method(side, operation)),
        Presence::Chosen(choice) => format!("{}::{name}", choice_path(side, operation, choice)),
    }
}

/// The names of all arguments of an operation's method.
fn arguments_of(operation: &Operation) -> String {
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let required = required.map(|parameter| parameter.setter.as_str());
    let choices = operation.choices.iter().map(|choice| choice.argument.as_str());
    required.chain(choices).collect::<Vec<_>>().join(", ")
}

/// How a value is sent, in words.
fn sent(parameter: &Parameter) -> String {
    let has_parts =
        matches!(parameter.r#type, Type::List(_) | Type::Map(_) | Type::Own(..) | Type::Shared(..));
    let is_flat = matches!(parameter.location, Location::Query | Location::Form);
    match &parameter.wire {
        Wire::Plain if has_parts && is_flat => "part by part".to_owned(),
        other => wire(other),
    }
}
