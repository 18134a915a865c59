//! What an operation gives: the type of the answer, errors inside it, and pages.

use super::change::Change;
use super::comparison::Comparison;
use super::documentation::shown;
use super::kinds::Kind;
use super::meet::both;
use super::operation::{builder, method};
use super::sides::{fields, parameters};
use super::spell;
use crate::diagnostic::Place;
use crate::ir::{Envelope, Operation, PageNumber, Pages, Paging, ResponseHeader, Type};

impl<'m> Comparison<'m> {
    /// Compares the answers of an operation.
    pub(super) fn answer(&mut self, old: &'m Operation, new: &'m Operation) {
        let (path, places) = (builder(&self.after, new), (&old.place, &new.place));
        if !self.types.same(&old.response, &new.response) {
            let (is, was) = (spell::element(&new.response), spell::element(&old.response));
            let stream = match (&old.response, &new.response) {
                (Type::Bytes, _) => ", and `stream()` is gone",
                (_, Type::Bytes) => ", and `stream()` gives it piece by piece",
                _ => "",
            };
            let what = format!("the answer is a `{is}` instead of a `{was}`{stream}");
            self.changed(Kind::AnswerTypeChanged, format!("{path}::send"), what, places);
            self.brings(vec![&old.response], vec![&new.response], None);
        }
        if headers(old) != headers(new) {
            let what = "other headers of the answer are documented";
            self.changed(Kind::DocumentationChanged, path.clone(), what, places);
        }
        if old.sample != new.sample {
            let what = "the sample answer is another";
            self.changed(Kind::FakeCloudChanged, method(&self.after, new), what, places);
        }
        self.envelope(old, new);
        match (&old.paging, &new.paging) {
            (None, None) => {}
            (None, Some(paging)) => {
                let change = Change::new(Kind::PagingAdded, &path, "`pages()` and `items()` list all pages");
                self.note(change, None, Some(place(paging)));
            }
            (Some(paging), None) => {
                let change = Change::new(Kind::PagingRemoved, &path, "`pages()` and `items()` are gone");
                self.note(change, Some(place(paging)), None);
            }
            (Some(was), Some(is)) => self.paging((old, was), (new, is)),
        }
    }

    fn envelope(&mut self, old: &Operation, new: &Operation) {
        let path = method(&self.after, new);
        match (&old.envelope, &new.envelope) {
            (None, None) => {}
            (None, Some(envelope)) => {
                let what = format!("an answer whose `{}` is false is an error", envelope.success);
                let change = Change::new(Kind::EnvelopeAdded, path, what);
                self.note(change, None, Some(&envelope.place));
            }
            (Some(envelope), None) => {
                let what = format!("an answer whose `{}` is false is no longer an error", envelope.success);
                let change = Change::new(Kind::EnvelopeRemoved, path, what);
                self.note(change, Some(&envelope.place), None);
            }
            (Some(was), Some(is)) => {
                let names = |one: &Envelope| match &one.code {
                    Some(code) => format!("`{}`, `{code}` and `{}`", one.success, one.message),
                    None => format!("`{}` and `{}`", one.success, one.message),
                };
                if names(was) != names(is) {
                    let what = format!("{} say what failed, instead of {}", names(is), names(was));
                    self.changed(Kind::EnvelopeChanged, path, what, (&was.place, &is.place));
                }
            }
        }
    }

    fn paging(&mut self, (old, was): (&'m Operation, &Paging), (new, is): (&'m Operation, &Paging)) {
        let (path, places) = (builder(&self.after, new), (place(was), place(is)));
        match (was, is) {
            (Paging::Number(was), Paging::Number(is)) => {
                if was.first != is.first {
                    let what = format!("the first page is {} instead of {}", is.first, was.first);
                    self.changed(Kind::FirstPageChanged, format!("{path}::pages"), what, places);
                }
                let counted = |one: &PageNumber| (one.count.clone(), one.pages.clone());
                if counted(was) != counted(is) {
                    let what = "other fields of an answer count its items and pages";
                    self.changed(Kind::FakeCloudChanged, method(&self.after, new), what, places);
                }
            }
            (Paging::Token { .. }, Paging::Token { .. }) => {}
            _ => {
                let what = match is {
                    Paging::Number(_) => "pages have numbers instead of tokens",
                    Paging::Token { .. } => "pages have tokens instead of numbers",
                };
                self.changed(Kind::PagingStyleChanged, format!("{path}::pages"), what, places);
            }
        }
        let same_style = std::mem::discriminant(was) == std::mem::discriminant(is);
        let renamed = self.wire_names(old, new);
        let (before, after) = (asked(was), asked(is));
        let same = before.len() == after.len()
            && before.iter().zip(&after).all(|(a, b)| a == b || renamed.contains(&(a.clone(), b.clone())));
        if same_style && !same {
            let what = format!("{} are used, instead of {}", listed(&after), listed(&before));
            self.changed(Kind::PagingFieldsChanged, format!("{path}::pages"), what, places);
        }
        let lists = self.before.record(&old.response).zip(self.after.record(&new.response));
        let lists = lists.and_then(|(a, b)| Some((a.pages.as_ref()?, b.pages.as_ref()?)));
        if let Some((a, b)) = lists.filter(|(a, b)| a.pointer != b.pointer && names(a) != names(b)) {
            let what = format!("the items are those of `{}` instead of `{}`", b.pointer, a.pointer);
            self.changed(Kind::PagedListChanged, format!("{path}::items"), what, places);
            self.brings(vec![&a.item], vec![&b.item], None);
        }
    }

    /// The names on the wire of what stayed the same in Rust: those changes are told where they are.
    fn wire_names(&self, old: &'m Operation, new: &'m Operation) -> Vec<(Option<String>, Option<String>)> {
        let mut names = Vec::new();
        for (old, new) in both(&parameters(old, new)) {
            names.push((Some(old.name.clone()), Some(new.name.clone())));
        }
        if let Some((old, new)) = self.before.record(&old.response).zip(self.after.record(&new.response)) {
            for (old, new) in both(&fields(old, new)) {
                names.push((Some(old.wire_name.clone()), Some(new.wire_name.clone())));
            }
        }
        names
    }
}

/// The documented headers, with their descriptions as they are printed.
fn headers(operation: &Operation) -> Vec<(&str, String)> {
    let words = |header: &ResponseHeader| header.description.split_whitespace().collect::<Vec<_>>().join(" ");
    let headers = operation.response_headers.iter();
    headers.map(|header| (header.name.as_str(), shown(&words(header)).join(" "))).collect()
}

fn place(paging: &Paging) -> &Place {
    match paging {
        Paging::Number(number) => &number.place,
        Paging::Token { place, .. } => place,
    }
}

/// The parameters and the field that the client follows a list with.
fn asked(paging: &Paging) -> Vec<Option<String>> {
    match paging {
        Paging::Number(number) => {
            vec![Some(number.page.clone()), Some(number.size.clone()), number.total.clone()]
        }
        Paging::Token { request, response, size, .. } => {
            vec![Some(request.clone()), Some(response.clone()), size.clone()]
        }
    }
}

fn listed(names: &[Option<String>]) -> String {
    names.iter().flatten().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn names(pages: &Pages) -> Vec<&str> {
    pages.path.iter().map(crate::names::Field::as_str).collect()
}
