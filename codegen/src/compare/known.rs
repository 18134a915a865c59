//! Which differences a specification records.
//!
//! A record stands at a place and covers that place, or the things below it that its `at` names. So whoever walks through a
//! document carries the records of every place that it is inside of.

use crate::aspect::Aspect;
use crate::diagnostic::Place;
use crate::spec::{Contradiction, Document, Text};

use super::Known;

/// The records of the places around a subject.
pub(super) struct Records<'d> {
    /// The keys of the sources that are metadata.
    metadata: Vec<&'d str>,
    /// The records of a place, with the length of the path that leads there.
    around: Vec<(usize, &'d [Contradiction])>,
}

/// What a record has to cover.
pub(super) struct Target<'p> {
    /// The names that lead to the thing.
    pub(super) path: &'p [String],
    /// A value, a code, a kind of host: something of the thing that a record can name as well.
    pub(super) part: Option<&'p str>,
    pub(super) aspect: Aspect,
    pub(super) scope: Scope,
}

/// What a record without `at` is about. Error codes and hosts have no place of their own where a record could stand.
#[derive(Clone, Copy)]
pub(super) enum Scope {
    /// The place where the record stands.
    Place,
    /// All things of the aspect.
    All,
    /// Nothing; the thing has to be named.
    Named,
}

impl<'d> Records<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        let metadata = document.sources.iter().filter(|source| source.kind.value == "metadata");
        let metadata = metadata.map(|source| source.key.value.as_str()).collect();
        Self { metadata, around: vec![(0, &document.contradictions)] }
    }

    /// Enters a place with records; `depth` is the length of the path that leads to it.
    pub(super) fn enter(&mut self, depth: usize, records: &'d [Contradiction]) {
        self.around.push((depth, records));
    }

    /// How many places are entered.
    pub(super) fn mark(&self) -> usize {
        self.around.len()
    }

    /// Leaves all places that were entered since `mark`.
    pub(super) fn leave(&mut self, mark: usize) {
        self.around.truncate(mark);
    }

    /// The innermost record that covers `target`.
    pub(super) fn find(&self, target: &Target<'_>) -> Option<Known> {
        let covers = |depth: usize, record: &&Contradiction| {
            let concerned = record.aspect.is_none_or(|aspect| aspect == target.aspect);
            let claimed =
                record.claims.iter().any(|(source, _)| self.metadata.contains(&source.value.as_str()));
            concerned && claimed && names(record, target, depth)
        };
        let found = self.around.iter().rev().find_map(|(depth, records)| {
            records.iter().find(|record| covers(*depth, record)).map(|record| (record, &record.place))
        });
        found.map(|(record, place): (&Contradiction, &Place)| Known::Recorded {
            about: record.about.value.trim().to_owned(),
            place: place.clone(),
        })
    }
}

/// Whether a record that stands `depth` names down the path is about the target.
fn names(record: &Contradiction, target: &Target<'_>, depth: usize) -> bool {
    let below = target.path.get(depth..).unwrap_or_default();
    if record.at.is_empty() {
        let said = record.aspect.is_some();
        return match target.scope {
            Scope::Place => join(below).is_empty(),
            Scope::All => below.len() <= 1 && said,
            Scope::Named => false,
        };
    }
    let mut paths = vec![join(below)];
    // A record of the document may name the operation or leave it out.
    if depth == 0 {
        paths.push(join(below.get(1..).unwrap_or_default()));
    }
    let named = |text: &Text| {
        paths.iter().any(|path| {
            let whole = !path.is_empty() && text.value == *path;
            whole
                || target.part.is_some_and(|part| match path.as_str() {
                    "" => text.value == part,
                    path => text.value == format!("{path}/{part}"),
                })
        })
    };
    record.at.iter().any(named)
}

/// A path as records write it: lists and maps leave no trace.
fn join(path: &[String]) -> String {
    let names = path.iter().map(|name| name.trim_end_matches(['[', ']', '{', '}']));
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("/")
}
