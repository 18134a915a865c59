//! Enums: values and openness.

use super::change::Change;
use super::comparison::Comparison;
use super::documentation;
use super::kinds::Kind;
use super::meet::{Met, meet, same_order};
use crate::ir::{Enum, EnumVariant};

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
            let what = "the variants come in another order";
            self.changed(Kind::ValuesReordered, path.to_owned(), what, (&before.place, &after.place));
        }
        for met in met {
            match met {
                Met::Gone(old) => {
                    let kind = if before.closed { Kind::ClosedValueRemoved } else { Kind::ValueRemoved };
                    let what = format!("the value `{}` is gone", old.value);
                    let change = Change::new(kind, format!("{path}::{}", old.name.as_str()), what);
                    self.note(change, Some(&old.place), None);
                }
                Met::New(new) => {
                    let kind = if after.closed { Kind::ClosedValueAdded } else { Kind::ValueAdded };
                    let what = format!("the value `{}` is new", new.value);
                    let change = Change::new(kind, format!("{path}::{}", new.name.as_str()), what);
                    self.note(change, None, Some(&new.place));
                }
                Met::Both(old, new) => self.variant(old, new, path),
            }
        }
    }

    fn variant(&mut self, old: &EnumVariant, new: &EnumVariant, path: &str) {
        let (was, is) = (old.name.as_str(), new.name.as_str());
        let (path, places) = (format!("{path}::{is}"), (&old.place, &new.place));
        if was != is {
            let change = Change::new(Kind::ValueRenamed, &path, format!("the variant was called `{was}`"))
                .action(format!("write `{is}` instead of `{was}`"));
            self.note(change, Some(places.0), Some(places.1));
        }
        if old.value != new.value {
            let what = format!("the variant stands for `{}` instead of `{}`", new.value, old.value);
            self.changed(Kind::ValueWireChanged, path.clone(), what, places);
        }
        let described = |one: &EnumVariant| documentation::shown(&one.description);
        if described(old) != described(new) {
            self.changed(Kind::DocumentationChanged, path, "the value is described in other words", places);
        }
    }
}

/// The values of both, in pairs of the same value or else of the same name.
fn met<'m>(before: &'m Enum, after: &'m Enum) -> Vec<Met<'m, EnumVariant>> {
    let name = |one: &EnumVariant| one.name.as_str().to_owned();
    meet(&before.variants, &after.variants, &[&|one: &EnumVariant| one.value.clone(), &name])
}
