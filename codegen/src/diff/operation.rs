//! Operations: names, what they do to the service, and who may call them.

use super::change::Change;
use super::comparison::Comparison;
use super::documentation;
use super::kinds::Kind;
use super::meet::{Met, renamed, same_order};
use super::replaced::{named_by, replaces};
use super::sides::{Side, operations, parameters};
use super::spell::renamed as renamed_to;
use crate::ir::{Effect, Operation, Parameter, Ram, Type};

impl<'m> Comparison<'m> {
    /// Compares all operations.
    pub(super) fn operations(&mut self) {
        let (before, after) = (self.before.service, self.after.service);
        let met = operations(before, after);
        if !same_order(&met, &after.operations) {
            let path = self.after.path("Client");
            let what = "the operations come in another order";
            self.changed(Kind::OrderChanged, path, what, (&before.place, &after.place));
        }
        let met = renamed(met, &|_| None, &|old, new| replaces(old, new, &self.before, &self.after));
        for met in met {
            match met {
                Met::Gone(old) => {
                    let path = method(&self.before, old);
                    let what = format!("the operation `{}` is gone", old.name);
                    let named = after.operations.iter().find(|new| named_by(old, &new.name));
                    let mut change = Change::new(Kind::OperationRemoved, path, what);
                    if let Some(new) = named {
                        change = change
                            .action(format!("use `{}`, which the operation named", new.method.as_str()));
                    }
                    self.note(change, Some(&old.place), named.map(|new| &new.place));
                    self.brings(used(old), Vec::new(), Some(old));
                }
                Met::New(new) => {
                    let path = method(&self.after, new);
                    let what = format!("the operation `{}` is new", new.name);
                    self.note(Change::new(Kind::OperationAdded, path, what), None, Some(&new.place));
                    self.brings(Vec::new(), used(new), Some(new));
                }
                Met::Both(old, new) if old.name != new.name && old.method != new.method => {
                    self.replaced(old, new);
                }
                Met::Both(old, new) => self.operation(old, new),
            }
        }
    }

    /// Tells that an operation has the place of another. What they take and give is not compared: the programs are others.
    fn replaced(&mut self, old: &'m Operation, new: &'m Operation) {
        let what = renamed_to((old.method.as_str(), new.method.as_str()), (&old.name, &new.name));
        let action = format!("call `{}`, and use its types", new.method.as_str());
        let change = Change::new(Kind::OperationReplaced, method(&self.after, new), what).action(action);
        self.note(change, Some(&old.place), Some(&new.place));
        self.brings(used(old), Vec::new(), Some(old));
        self.brings(Vec::new(), used(new), Some(new));
    }

    fn operation(&mut self, old: &'m Operation, new: &'m Operation) {
        self.identity(old, new);
        self.sending(old, new);
        self.repetition(old, new);
        self.permission(old, new);
        self.request(old, new);
        self.answer(old, new);
        self.documented_codes(old, new);
        if documentation::differs(&old.documentation, &new.documentation) {
            let what = "the operation is described in other words";
            self.changed(
                Kind::DocumentationChanged,
                method(&self.after, new),
                what,
                (&old.place, &new.place),
            );
        }
    }

    fn identity(&mut self, old: &Operation, new: &Operation) {
        let (path, places) = (method(&self.after, new), (&old.place, &new.place));
        if (&old.method, &old.module, &old.builder) != (&new.method, &new.module, &new.builder) {
            let what = format!("the method was called `{}`", old.method.as_str());
            let action = format!(
                "write `{}`, `{}` and `{}` instead of `{}`, `{}` and `{}`",
                new.method.as_str(),
                new.module.as_str(),
                new.builder.as_str(),
                old.method.as_str(),
                old.module.as_str(),
                old.builder.as_str(),
            );
            let change = Change::new(Kind::OperationRenamed, &path, what).action(action);
            self.note(change, Some(places.0), Some(places.1));
        }
        if old.name != new.name {
            let what = format!("the method calls `{}` instead of `{}`", new.name, old.name);
            self.changed(Kind::OperationWireNameChanged, path.clone(), what, places);
        }
        self.feature(old, new);
        match (old.deprecated, new.deprecated) {
            (false, true) => {
                self.changed(Kind::OperationDeprecated, path, "the method is deprecated", places);
            }
            (true, false) => {
                self.changed(Kind::OperationUndeprecated, path, "the method is no longer deprecated", places);
            }
            _ => {}
        }
    }

    /// Compares whether calls are repeated.
    fn repetition(&mut self, old: &'m Operation, new: &'m Operation) {
        let (path, places) = (method(&self.after, new), (&old.effect_place, &new.effect_place));
        let token = |one: &Operation| one.parameters.iter().any(|parameter| parameter.idempotency_token);
        let repeated = |one: &Operation| one.effect == Effect::Read || token(one);
        let why = |one: &Operation| match one.effect {
            Effect::Read => "the operation reads",
            Effect::Write if token(one) => "the operation writes, with an idempotency token",
            Effect::Write => "the operation writes",
        };
        let what = match (repeated(old), repeated(new)) {
            (false, true) => {
                let what = format!("calls are repeated: {}", why(new));
                return self.changed(Kind::RetriesStarted, path, what, places);
            }
            (true, false) => {
                let what = format!("calls are no longer repeated: {}", why(new));
                return self.changed(Kind::RetriesStopped, path, what, places);
            }
            _ => why(new),
        };
        if old.effect != new.effect {
            let kind = match new.effect {
                Effect::Read => Kind::OperationNowReads,
                Effect::Write => Kind::OperationNowWrites,
            };
            let what = format!("{what}; calls are repeated as before");
            self.changed(kind, path.clone(), what, places);
        }
        match (token(old), token(new)) {
            (false, true) => {
                self.changed(Kind::TokenAdded, path, "an idempotency token is filled in", places);
            }
            (true, false) => {
                self.changed(Kind::TokenRemoved, path, "no idempotency token is filled in any more", places);
            }
            _ => self.other_token(old, new),
        }
    }

    /// Compares which parameter the token is filled into.
    fn other_token(&mut self, old: &'m Operation, new: &'m Operation) {
        for met in parameters(old, new) {
            let (was, is) = match met {
                Met::Gone(old) => (Some(old), None),
                Met::New(new) => (None, Some(new)),
                Met::Both(old, new) => (Some(old), Some(new)),
            };
            let token = |one: &&Parameter| one.idempotency_token;
            let (kind, what) = match (was.filter(token), is.filter(token)) {
                (None, Some(one)) => {
                    let what = format!("`{}` is filled in as the idempotency token", one.name);
                    (Kind::TokenAdded, what)
                }
                (Some(one), None) => {
                    let what = format!("`{}` is no longer filled in as the idempotency token", one.name);
                    (Kind::TokenRemoved, what)
                }
                _ => continue,
            };
            let place = |one: Option<&'m Parameter>| one.map(|one| &one.place);
            self.note(Change::new(kind, method(&self.after, new), what), place(was), place(is));
        }
    }

    /// Compares the group of an operation. If a product has groups on one side only, that is told once.
    fn feature(&mut self, old: &Operation, new: &Operation) {
        let is_grouped = |side: &Side<'_>| !side.service.features().is_empty();
        if !is_grouped(&self.before) || !is_grouped(&self.after) {
            return;
        }
        let (kind, what) = match (&old.feature, &new.feature) {
            (Some(was), Some(is)) if was != is => {
                (Kind::OperationFeatureChanged, format!("the feature is `{is}` instead of `{was}`"))
            }
            (Some(was), None) => (Kind::OperationUngrouped, format!("the feature `{was}` no longer has it")),
            (None, Some(is)) => (Kind::OperationGrouped, format!("the feature `{is}` has it")),
            _ => return,
        };
        self.changed(kind, method(&self.after, new), what, (&old.place, &new.place));
    }

    fn permission(&mut self, old: &Operation, new: &Operation) {
        let spell = |ram: Option<&Ram>| match ram {
            Some(ram) => format!("`{}` (`{}`) on `{}`", ram.action, ram.access, ram.resource),
            None => "none that is documented".to_owned(),
        };
        let (was, is) = (spell(old.ram.as_ref()), spell(new.ram.as_ref()));
        if was != is {
            let places = (
                old.ram.as_ref().map_or(&old.place, |ram| &ram.place),
                new.ram.as_ref().map_or(&new.place, |ram| &ram.place),
            );
            let what = format!("callers need {is} instead of {was}");
            let kind = if old.ram.is_some() && new.ram.is_some() {
                Kind::PermissionChanged
            } else {
                Kind::DocumentationChanged
            };
            self.changed(kind, method(&self.after, new), what, places);
        }
    }
}

/// The path of the client's method.
pub(super) fn method(side: &Side<'_>, operation: &Operation) -> String {
    side.path(&format!("Client::{}", operation.method.as_str()))
}

/// The path of the request.
pub(super) fn builder(side: &Side<'_>, operation: &Operation) -> String {
    side.path(&format!("{}::{}", operation.module.as_str(), operation.builder.as_str()))
}

/// The types that an operation uses.
fn used(operation: &Operation) -> Vec<&Type> {
    operation.parameters.iter().map(|parameter| &parameter.r#type).chain([&operation.response]).collect()
}
