//! Error codes: the enum of a product, and which codes each operation is documented to give.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Change;
use super::comparison::Comparison;
use super::documentation::shown;
use super::kinds::Kind;
use super::operation::method;
use super::sides::Side;
use crate::ir::{CodeVariant, ErrorCode, Operation};

/// The variant of each code.
fn by_code<'m>(side: &Side<'m>) -> BTreeMap<&'m str, &'m CodeVariant> {
    let variants = side.service.error_codes.iter();
    variants.flat_map(|variant| variant.codes.iter().map(move |code| (code.as_str(), variant))).collect()
}

fn is_former(variant: &CodeVariant) -> bool {
    variant.statuses.is_empty()
}

fn path(side: &Side<'_>, variant: &CodeVariant) -> String {
    side.path(&format!("ErrorCode::{}", variant.name.as_str()))
}

impl<'m> Comparison<'m> {
    /// Compares the enum of error codes.
    pub(super) fn error_codes(&mut self) {
        let (was, is) = (by_code(&self.before), by_code(&self.after));
        for (code, old) in &was {
            match is.get(code) {
                Some(new) => self.error_code(code, old, new),
                None if is_former(old) => {
                    let what = format!("the variant of the former code `{code}` is gone");
                    let change = Change::new(Kind::FormerErrorCodeDropped, path(&self.before, old), what);
                    self.note(change, Some(&old.place), None);
                }
                None => self.no_longer_documented(code, old, None),
            }
        }
        for (code, new) in is.iter().filter(|(code, _)| !was.contains_key(*code)) {
            let what = format!("the code `{code}` is new");
            let kind = if is_former(new) { Kind::FormerErrorCodeListed } else { Kind::ErrorCodeAdded };
            let change = Change::new(kind, path(&self.after, new), what);
            self.note(change, None, Some(&new.place));
        }
    }

    fn no_longer_documented(&mut self, code: &str, old: &'m CodeVariant, new: Option<&'m CodeVariant>) {
        let what = format!("the code `{code}` is no longer documented");
        let change = Change::new(Kind::ErrorCodeRemoved, path(&self.before, old), what);
        self.note(change, Some(&old.place), new.map(|new| &new.place));
    }

    fn error_code(&mut self, code: &str, old: &'m CodeVariant, new: &'m CodeVariant) {
        let places = (&old.place, &new.place);
        let (was, is) = (old.name.as_str(), new.name.as_str());
        if was != is {
            let change = Change::new(
                Kind::ErrorCodeRenamed,
                path(&self.after, new),
                format!("the variant was called `{was}`"),
            );
            let change = change.action(format!("write `{is}` instead of `{was}`"));
            self.note(change, Some(places.0), Some(places.1));
        }
        match (is_former(old), is_former(new)) {
            (false, true) => self.no_longer_documented(code, old, Some(new)),
            (true, false) => {
                let what = format!("the code `{code}` is documented again");
                self.changed(Kind::ErrorCodeAdded, path(&self.after, new), what, places);
            }
            (true, true) if shown(&old.description) != shown(&new.description) => {
                let what = "the code is described in other words";
                self.changed(Kind::DocumentationChanged, path(&self.after, new), what, places);
            }
            _ => {}
        }
    }

    /// Compares the codes that an operation is documented to give.
    pub(super) fn documented_codes(&mut self, old: &'m Operation, new: &'m Operation) {
        let codes = |operation: &'m Operation| -> BTreeSet<&str> {
            operation.errors.iter().map(|error| error.code.as_str()).collect()
        };
        let (was, is) = (codes(old), codes(new));
        let (came, went) = (is.difference(&was).count(), was.difference(&is).count());
        let (at, places) = (method(&self.after, new), (&old.place, &new.place));
        if came + went > 0 {
            let what = format!("other error codes are documented: {came} more, {went} no longer");
            self.changed(Kind::OperationErrorCodesChanged, at.clone(), what, places);
        }
        for code in was.intersection(&is) {
            self.statuses(code, (old, new), &at);
        }
        let kept = |operation: &'m Operation, other: &'m Operation| -> Vec<(&str, u16)> {
            let pairs =
                |one: &'m Operation| one.errors.iter().map(|error| (error.code.as_str(), error.status));
            pairs(operation).filter(|pair| pairs(other).any(|one| one == *pair)).collect()
        };
        if kept(old, new) != kept(new, old) {
            self.changed(Kind::OrderChanged, at, "the error codes come in another order", places);
        }
    }

    fn statuses(&mut self, code: &str, (old, new): (&'m Operation, &'m Operation), at: &str) {
        let of = |operation: &'m Operation| -> Vec<&'m ErrorCode> {
            operation.errors.iter().filter(|error| error.code == code).collect()
        };
        let (was, is) = (of(old), of(new));
        let (Some(first), Some(now)) = (was.first(), is.first()) else { return };
        let places = (&first.place, &now.place);
        let listed = |errors: &[&ErrorCode]| {
            let statuses: BTreeSet<u16> = errors.iter().map(|error| error.status).collect();
            statuses.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
        };
        if listed(&was) != listed(&is) {
            let what =
                format!("the documented status of `{code}` is {} instead of {}", listed(&is), listed(&was));
            self.changed(Kind::ErrorStatusChanged, at.to_owned(), what, places);
        } else if was.iter().zip(&is).any(|(was, is)| shown(&was.description) != shown(&is.description)) {
            let what = format!("the error code `{code}` is described in other words");
            self.changed(Kind::DocumentationChanged, at.to_owned(), what, places);
        }
    }
}
