//! What all comparisons within one product share: the two sides, and the changes that were found.

use std::collections::BTreeSet;

use super::change::{Change, Location};
use super::kinds::Kind;
use super::sides::{Correspondence, Side};
use crate::diagnostic::Place;
use crate::ir::{Operation, Type};
use crate::names::Type as TypeName;
use crate::prose::visible;

/// Two releases of a product, and what is different.
pub(super) struct Comparison<'m> {
    pub(super) before: Side<'m>,
    pub(super) after: Side<'m>,
    pub(super) types: Correspondence<'m>,
    found: Vec<Change>,
    roots: Vec<Root<'m>>,
}

/// A change that types come or go with.
struct Root<'m> {
    change: usize,
    before: Vec<&'m Type>,
    after: Vec<&'m Type>,
    /// The operation whose own types need no mention, since it comes or goes as a whole.
    whole: Option<&'m Operation>,
}

impl<'m> Comparison<'m> {
    pub(super) fn new(before: Side<'m>, after: Side<'m>) -> Self {
        let types = Correspondence::new(&before, &after);
        Self { before, after, types, found: Vec::new(), roots: Vec::new() }
    }

    /// Notes a change with its places before and after.
    pub(super) fn note(&mut self, mut change: Change, before: Option<&Place>, after: Option<&Place>) {
        let locate = |file: &str, place: &Place| Location { file: place.file(file), place: place.clone() };
        change.before = before.map(|place| locate(&self.before.service.file, place));
        change.after = after.map(|place| locate(&self.after.service.file, place));
        for text in [&mut change.path, &mut change.what, &mut change.action] {
            *text = visible(text);
        }
        change.places.iter_mut().for_each(|place| *place = visible(place));
        self.found.push(change);
    }

    /// Notes a change of something that is there before and after.
    pub(super) fn changed(
        &mut self,
        kind: Kind,
        path: String,
        what: impl Into<String>,
        places: (&Place, &Place),
    ) {
        self.note(Change::new(kind, path, what), Some(places.0), Some(places.1));
    }

    /// Says of the change that was noted last which types it took away and brought.
    pub(super) fn brings(
        &mut self,
        before: Vec<&'m Type>,
        after: Vec<&'m Type>,
        whole: Option<&'m Operation>,
    ) {
        if let Some(change) = self.found.len().checked_sub(1) {
            self.roots.push(Root { change, before, after, whole });
        }
    }

    /// The changes, once each type that came or went is part of one.
    pub(super) fn finish(mut self) -> Vec<Change> {
        let mut explained = BTreeSet::new();
        for root in std::mem::take(&mut self.roots) {
            let whole = root.whole.map(|operation| operation.name.as_str());
            let gone = self.before.reached(&root.before, |name| self.types.is_gone(name));
            let new = self.after.reached(&root.after, |name| self.types.is_new(name));
            for (side, names, was_there) in [(&self.before, gone, true), (&self.after, new, false)] {
                for name in names.into_iter().filter(|name| explained.insert((was_there, *name))) {
                    let home = side.types.get(name).and_then(|declared| declared.home);
                    let own = home.is_some_and(|home| Some(home.name.as_str()) == whole);
                    let path = side.type_path(name);
                    if let Some(change) =
                        self.found.get_mut(root.change).filter(|one| !own && one.path != path)
                    {
                        change.with.push(path);
                    }
                }
            }
        }
        self.unexplained(&explained);
        self.found
    }

    /// Types that came or went by themselves: nothing uses them.
    fn unexplained(&mut self, explained: &BTreeSet<(bool, &'m TypeName)>) {
        let gone = self.before.types.iter().filter(|(name, _)| self.types.is_gone(name));
        let gone = gone.filter(|(name, _)| !explained.contains(&(true, **name)));
        let new = self.after.types.iter().filter(|(name, _)| self.types.is_new(name));
        let new = new.filter(|(name, _)| !explained.contains(&(false, **name)));
        let gone: Vec<_> =
            gone.map(|(name, one)| (self.before.type_path(name), one.place().clone())).collect();
        let new: Vec<_> = new.map(|(name, one)| (self.after.type_path(name), one.place().clone())).collect();
        for (path, place) in gone {
            self.note(Change::new(Kind::TypeRemoved, path, "the type is gone"), Some(&place), None);
        }
        for (path, place) in new {
            self.note(Change::new(Kind::TypeAdded, path, "the type is new"), None, Some(&place));
        }
    }
}
