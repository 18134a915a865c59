//! What has been compared so far, and where the comparison is.

use std::collections::BTreeSet;

use crate::Place;
use crate::spec::{Contradiction, Document};

use super::known::{Records, Scope, Target};
use super::resolve::{Components, Places};
use super::{Class, Kind, Known, Side, Subject};
use crate::aspect::Aspect;
use crate::metadata::Metadata;
use crate::metadata::Value;

/// The walk through both sides, and what it found.
pub(super) struct Subjects<'d, 't> {
    pub(super) document: &'d Document,
    pub(super) components: Components<'d>,
    pub(super) places: &'d Places,
    pub(super) metadata: &'d Metadata<'t>,
    pub(super) records: Records<'d>,
    /// The operation, and the names that lead to the present parameter or field.
    pub(super) path: Vec<String>,
    /// What subjects are at present.
    pub(super) kind: Kind,
    /// The pairs of components that have been compared in this operation.
    pub(super) compared: BTreeSet<(Kind, &'d str, String)>,
    found: Vec<Subject>,
}

/// What one side says, and where; of the side that says nothing, where it would.
pub(super) struct Says {
    pub(super) spec: (Option<String>, Place),
    pub(super) metadata: (Option<String>, Place),
}

impl<'d, 't> Subjects<'d, 't> {
    pub(super) fn new(document: &'d Document, places: &'d Places, metadata: &'d Metadata<'t>) -> Self {
        Self {
            document,
            components: Components::new(document),
            places,
            metadata,
            records: Records::new(document),
            path: Vec::new(),
            kind: Kind::Product,
            compared: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    pub(super) fn into_found(self) -> Vec<Subject> {
        self.found
    }

    pub(super) fn place(&self, value: &Value<'_>) -> Place {
        self.metadata.place(value)
    }

    /// Does something inside of a place with records, and of a name if there is one.
    pub(super) fn within(
        &mut self,
        name: Option<String>,
        records: impl IntoIterator<Item = &'d [Contradiction]>,
        run: impl FnOnce(&mut Self),
    ) {
        let (mark, length) = (self.records.mark(), self.path.len());
        self.path.extend(name);
        for record in records {
            self.records.enter(self.path.len(), record);
        }
        run(self);
        self.path.truncate(length);
        self.records.leave(mark);
    }

    /// Notes a subject. One of which neither side says anything is none.
    pub(super) fn note(&mut self, aspect: Aspect, detail: Option<&str>, class: Class, says: Says) {
        let known = if class == Class::Agreed { None } else { self.known(aspect, detail, class) };
        self.push(aspect, detail, class, says, known);
    }

    /// Notes a subject whose class follows from who says something, and whether that is the same.
    pub(super) fn judge(&mut self, aspect: Aspect, detail: Option<&str>, same: bool, says: Says) {
        let class = match (&says.spec.0, &says.metadata.0) {
            (None, None) => return,
            (Some(_), None) => Class::OnlySpec,
            (None, Some(_)) => Class::OnlyMetadata,
            (Some(_), Some(_)) if same => Class::Agreed,
            (Some(_), Some(_)) => Class::Conflict,
        };
        self.note(aspect, detail, class, says);
    }

    pub(super) fn push(
        &mut self,
        aspect: Aspect,
        detail: Option<&str>,
        class: Class,
        says: Says,
        known: Option<Known>,
    ) {
        let own = matches!(self.kind, Kind::Product | Kind::Endpoint);
        let names = if own { self.path.as_slice() } else { self.path.get(1..).unwrap_or_default() };
        let side = |(says, place)| Side { says, place };
        self.found.push(Subject {
            operation: if own { None } else { self.path.first().cloned() },
            kind: self.kind,
            name: names.join("/"),
            aspect,
            detail: detail.map(str::to_owned),
            class,
            spec: side(says.spec),
            metadata: side(says.metadata),
            known,
        });
    }

    fn known(&self, aspect: Aspect, part: Option<&str>, class: Class) -> Option<Known> {
        self.records.find(&Target {
            path: &self.path,
            part,
            aspect,
            scope: match self.kind {
                Kind::Endpoint => Scope::All,
                // Pages have more codes than metadata. One that the metadata alone has may be misspelt or forgotten.
                Kind::ErrorCode if class == Class::OnlySpec => Scope::All,
                Kind::ErrorCode => Scope::Named,
                _ => Scope::Place,
            },
        })
    }
}
