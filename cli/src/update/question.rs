//! What only people can decide.

use std::fmt;

/// Why an update stops.
pub(super) struct Question {
    /// What is so.
    pub(super) what: String,
    /// The places, each on a line or more.
    pub(super) places: Vec<String>,
    /// What can be done.
    pub(super) choices: String,
}

/// So many places are shown.
const SHOWN: usize = 30;

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "question: {}", self.what)?;
        for place in self.places.iter().take(SHOWN) {
            place.lines().try_for_each(|line| writeln!(f, "  {line}"))?;
        }
        if self.places.len() > SHOWN {
            writeln!(f, "  and {} more", self.places.len() - SHOWN)?;
        }
        write!(f, "to decide: {}", self.choices)
    }
}
