//! One change, and all of them.

use std::fmt;

use super::kinds::{Kind, KindFacts};
use super::level::Level;
use crate::diagnostic::Place;
use crate::prose::visible;

/// Where something stands in a specification.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The name of the source, or of its overlay.
    pub file: String,
    /// Where in it.
    pub place: Place,
}

impl fmt::Display for Location {
    /// On one line, without characters that would steer a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = visible(&self.place.pointer);
        write!(f, "{}:{}:{} {pointer}", self.file, self.place.line, self.place.column)
    }
}

/// A difference between two releases, as a user of the crate meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is.
    pub kind: Kind,
    /// The path in Rust: the one after the change, or before it if there is none after.
    pub path: String,
    /// What has changed, in words.
    pub what: String,
    /// The types that come or go with it.
    pub with: Vec<String>,
    /// The paths of all places where it shows, if it is told once for several.
    pub places: Vec<String>,
    /// What a user of the crate has to do; `nothing` if that is nothing.
    pub action: String,
    /// Where it was in the specification, if it was.
    pub before: Option<Location>,
    /// Where it is now, if it is.
    pub after: Option<Location>,
}

impl Change {
    pub(super) fn new(kind: Kind, path: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            kind,
            path: path.into(),
            what: what.into(),
            with: Vec::new(),
            places: Vec::new(),
            action: kind.facts().action.to_owned(),
            before: None,
            after: None,
        }
    }

    pub(super) fn action(mut self, action: impl Into<String>) -> Self {
        self.action = action.into();
        self
    }

    /// What it means for the version.
    #[must_use]
    pub fn level(&self) -> Level {
        self.facts().level
    }

    /// What is known of its kind.
    #[must_use]
    pub fn facts(&self) -> KindFacts {
        self.kind.facts()
    }
}

impl fmt::Display for Change {
    /// One line: level, kind, path and what has changed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = self.facts();
        write!(f, "{} {} {}: {}", facts.level, facts.name, self.path, self.what)?;
        if !self.with.is_empty() {
            write!(f, "; with it: {}", self.with.join(", "))?;
        }
        if !self.places.is_empty() {
            write!(f, "; at: {}", self.places.join(", "))?;
        }
        Ok(())
    }
}

/// All changes between two releases: the highest level first, then by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(Vec<Change>);

impl Changes {
    pub(super) fn new(mut all: Vec<Change>) -> Self {
        all.sort_by(|a, b| {
            let key = |change: &Change| (std::cmp::Reverse(change.level()), change.path.clone(), change.kind);
            key(a)
                .cmp(&key(b))
                .then_with(|| (&a.what, &a.before, &a.after).cmp(&(&b.what, &b.before, &b.after)))
        });
        all.dedup();
        Self(all)
    }

    /// The changes.
    pub fn iter(&self) -> std::slice::Iter<'_, Change> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changes of one level.
    pub fn of(&self, level: Level) -> impl Iterator<Item = &Change> {
        self.0.iter().filter(move |change| change.level() == level)
    }

    /// The one level for a release with all these changes; `None` if there are none.
    #[must_use]
    pub fn verdict(&self) -> Option<Level> {
        self.0.iter().map(Change::level).max()
    }
}

impl IntoIterator for Changes {
    type Item = Change;
    type IntoIter = std::vec::IntoIter<Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'c> IntoIterator for &'c Changes {
    type Item = &'c Change;
    type IntoIter = std::slice::Iter<'c, Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
