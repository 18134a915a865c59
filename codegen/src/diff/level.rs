//! What a change means for a version, and where a changelog lists it.

use std::fmt;

/// What a change means for the version of the crate, by the rules of Cargo for a version from 1.0 on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// No code has to change, and there is nothing new to use.
    Patch,
    /// There is something new to use, or a behaviour that users should read about.
    Minor,
    /// A program may no longer compile, or may no longer work as it did.
    Major,
}

impl Level {
    /// All levels, the highest first.
    pub const ALL: [Self; 3] = [Self::Major, Self::Minor, Self::Patch];

    /// The name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The heading under which a changelog lists a change (those of Keep a Changelog).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What is new.
    Added,
    /// What is different.
    Changed,
    /// What is to be used no longer.
    Deprecated,
    /// What is gone.
    Removed,
}

impl Section {
    /// All sections, in the order of a changelog.
    pub const ALL: [Self; 4] = [Self::Added, Self::Changed, Self::Deprecated, Self::Removed];

    /// The heading.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
        }
    }
}
