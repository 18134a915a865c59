//! Enums: values, openness, and the error codes of operations.

use super::change::Change;
use super::comparison::Comparison;
use super::documentation;
use super::kinds::Kind;
use super::meet::{Met, meet, same_order};
use crate::ir::{Enum, EnumVariant, Operation};

impl<'m> Comparison<'m> {
    /// Compares an enum of values.
    pub(super) fn r#enum(&mut self, before: &'m Enum, after: &'m Enum, path: &str) {
        let places = (&before.place, &after.place);
        if documentation::differs(&before.documentation, &after.documentation) {
            self.changed(
                Kind::DocumentationChanged,
                path.to_owned(),
                "the type is described in other words",
                places,
            );
        }
        if before.integer != after.integer {
            let what = if after.integer {
                "values are integers instead of texts"
            } else {
                "values are texts instead of integers"
            };
            self.changed(Kind::EnumWireTypeChanged, path.to_owned(), what, places);
            return;
        }
        match (before.closed, after.closed) {
            (false, true) => {
                let what = "the documented values are all there are, and `Unknown` is gone";
                self.changed(Kind::EnumClosed, path.to_owned(), what, places);
            }
            (true, false) => {
                let what = "values that are not documented are kept as `Unknown`";
                self.changed(Kind::EnumOpened, path.to_owned(), what, places);
            }
            _ => {}
        }
        match (before.ignore_case, after.ignore_case) {
            (false, true) => {
                let what = "letter case makes no difference";
                self.changed(Kind::CaseIgnored, path.to_owned(), what, places);
            }
            (true, false) => {
                let what = "letter case makes a difference";
                self.changed(Kind::CaseMinded, path.to_owned(), what, places);
            }
            _ => {}
        }
        self.variants(before, after, path);
        self.finals(before, after, path);
    }

    /// Compares which values are final.
    fn finals(&mut self, before: &'m Enum, after: &'m Enum, path: &str) {
        let places = (&before.place, &after.place);
        let says = |one: &Enum| one.finals().next().is_some();
        match (says(before), says(after)) {
            (false, false) => {}
            (false, true) => {
                let what = "`is_final` says which values are final";
                self.changed(Kind::FinalValuesAdded, path.to_owned(), what, places);
            }
            (true, false) => {
                let what = "nothing says any more which values are final";
                self.changed(Kind::FinalValuesRemoved, path.to_owned(), what, places);
            }
            (true, true) => {
                for met in met(before, after) {
                    let Met::Both(old, new) = met else { continue };
                    let (kind, what) = match (old.is_final, new.is_final) {
                        (false, true) => (Kind::ValueNowFinal, "is final: there is nothing to wait for"),
                        (true, false) => (Kind::ValueNoLongerFinal, "is not final: another value may follow"),
                        _ => continue,
                    };
                    let (path, what) =
                        (format!("{path}::{}", new.name.as_str()), format!("`{}` {what}", new.value));
                    self.changed(kind, path, what, (&old.place, &new.place));
                }
            }
        }
    }

    fn variants(&mut self, before: &'m Enum, after: &'m Enum, path: &str) {
        let met = met(before, after);
        if !same_order(&met, &after.variants) {
            let kind = if after.error_codes { Kind::OrderChanged } else { Kind::ValuesReordered };
            let what = "the variants come in another order";
            self.changed(kind, path.to_owned(), what, (&before.place, &after.place));
        }
        for met in met {
            match met {
                Met::Gone(old) => {
                    let kind = match (before.error_codes, before.closed) {
                        (true, _) => Kind::ErrorCodeRemoved,
                        (false, true) => Kind::ClosedValueRemoved,
                        (false, false) => Kind::ValueRemoved,
                    };
                    let what = format!("the value `{}` is gone", old.value);
                    let change = Change::new(kind, format!("{path}::{}", old.name.as_str()), what);
                    self.note(change, Some(&old.place), None);
                }
                Met::New(new) => {
                    let kind = match (after.error_codes, after.closed) {
                        (true, _) => Kind::ErrorCodeAdded,
                        (false, true) => Kind::ClosedValueAdded,
                        (false, false) => Kind::ValueAdded,
                    };
                    let what = format!("the value `{}` is new", new.value);
                    let change = Change::new(kind, format!("{path}::{}", new.name.as_str()), what);
                    self.note(change, None, Some(&new.place));
                }
                Met::Both(old, new) => self.variant(old, new, path, after.error_codes),
            }
        }
    }

    fn variant(&mut self, old: &EnumVariant, new: &EnumVariant, path: &str, error_codes: bool) {
        let (was, is) = (old.name.as_str(), new.name.as_str());
        let (path, places) = (format!("{path}::{is}"), (&old.place, &new.place));
        if was != is {
            let kind = if error_codes { Kind::ErrorCodeRenamed } else { Kind::ValueRenamed };
            let change = Change::new(kind, &path, format!("the variant was called `{was}`"))
                .action(format!("write `{is}` instead of `{was}`"));
            self.note(change, Some(places.0), Some(places.1));
        }
        if old.value != new.value {
            let what = format!("the variant stands for `{}` instead of `{}`", new.value, old.value);
            self.changed(Kind::ValueWireChanged, path.clone(), what, places);
        }
        // The description of an error code begins with its status, which is told with the operation.
        let described = |one: &EnumVariant| {
            documentation::shown(if error_codes {
                without_status(&one.description)
            } else {
                &one.description
            })
        };
        if described(old) != described(new) {
            self.changed(Kind::DocumentationChanged, path, "the value is described in other words", places);
        }
    }

    /// Compares the documented error codes of an operation.
    pub(super) fn error_codes(&mut self, before: &'m Operation, after: &'m Operation) {
        let path = |enum_: &Enum, side: &super::sides::Side<'_>, operation: &Operation| {
            side.path(&format!("{}::{}", operation.module.as_str(), enum_.name.as_str()))
        };
        match (&before.error_code, &after.error_code) {
            (None, None) => {}
            (None, Some(new)) => {
                let what = format!("an enum has the {} documented error codes", new.variants.len());
                let change = Change::new(Kind::ErrorCodesAdded, path(new, &self.after, after), what);
                self.note(change, None, Some(&new.place));
            }
            (Some(old), None) => {
                let what = format!("the enum of {} error codes is gone", old.variants.len());
                let change = Change::new(Kind::ErrorCodesRemoved, path(old, &self.before, before), what);
                self.note(change, Some(&old.place), None);
            }
            (Some(old), Some(new)) => {
                let path = path(new, &self.after, after);
                self.variants(old, new, &path);
                self.statuses(before, after, (old, new), &path);
            }
        }
    }

    fn statuses(&mut self, before: &'m Operation, after: &'m Operation, enums: (&Enum, &Enum), path: &str) {
        let statuses = |operation: &Operation, code: &str| {
            let found = operation.errors.iter().filter(|error| error.code == code);
            found.map(|error| error.status.to_string()).collect::<Vec<_>>().join(", ")
        };
        let mut told = false;
        for new in &enums.1.variants {
            let Some(old) = enums.0.variants.iter().find(|old| old.value == new.value) else { continue };
            let (was, is) = (statuses(before, &old.value), statuses(after, &new.value));
            if was != is {
                told = true;
                let what = format!("the documented status is {is} instead of {was}");
                let path = format!("{path}::{}", new.name.as_str());
                let place = |operation: &'m Operation, code: &str| {
                    operation.errors.iter().find(|error| error.code == code).map(|error| &error.place)
                };
                let change = Change::new(Kind::ErrorStatusChanged, path, what);
                self.note(change, place(before, &old.value), place(after, &new.value));
            }
        }
        let table = |operation: &Operation| {
            operation.errors.iter().map(|error| (error.code.clone(), error.status)).collect::<Vec<_>>()
        };
        let (was, is) = (table(before), table(after));
        let same = |list: &[(String, u16)], other: &[(String, u16)]| {
            list.iter().filter(|one| other.contains(one)).cloned().collect::<Vec<_>>()
        };
        if !told && same(&was, &is) != same(&is, &was) {
            let what = "the error codes come in another order";
            self.changed(Kind::OrderChanged, path.to_owned(), what, (&enums.0.place, &enums.1.place));
        }
    }
}

/// The values of both, in pairs of the same value or else of the same name.
fn met<'m>(before: &'m Enum, after: &'m Enum) -> Vec<Met<'m, EnumVariant>> {
    let name = |one: &EnumVariant| one.name.as_str().to_owned();
    meet(&before.variants, &after.variants, &[&|one: &EnumVariant| one.value.clone(), &name])
}

/// The description of an error code without the status before it, or without all of them.
fn without_status(description: &str) -> &str {
    description
        .strip_prefix("HTTP ")
        .and_then(|rest| rest.split_once('.'))
        .map_or(description, |(_, rest)| rest)
}
