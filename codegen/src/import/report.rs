//! What became of the metadata, in figures.

use std::collections::BTreeMap;

use crate::metadata::Problem;

/// What was carried into a specification and what was not.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many operations the metadata has, of those that are asked for.
    pub operations: usize,
    /// How many others it has.
    pub left_out: usize,
    /// How many of them the specification has.
    pub carried: usize,
    /// How many of these have pages.
    pub paged: usize,
    /// Why operations that look like lists have none: the reason, and how many operations.
    pub unpaged: BTreeMap<&'static str, usize>,
    /// How many have an envelope.
    pub enveloped: usize,
    /// The operations that the specification lacks.
    pub refused: Vec<Refusal>,
    /// Values without a type: the reason, and how many.
    pub untyped: BTreeMap<&'static str, usize>,
    /// Facts that stand in comments.
    pub notes: usize,
    /// Parts of the metadata that could not be read.
    pub problems: Vec<Problem>,
}

/// An operation that the dialect or the runtime cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The operation.
    pub operation: String,
    /// Why.
    pub reason: String,
}

impl Report {
    /// How many operations are refused for each reason.
    #[must_use]
    pub fn reasons(&self) -> BTreeMap<&str, usize> {
        let mut reasons = BTreeMap::new();
        for refusal in &self.refused {
            *reasons.entry(refusal.reason.as_str()).or_default() += 1;
        }
        reasons
    }
}
