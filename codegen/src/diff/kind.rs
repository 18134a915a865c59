//! What a change can be: each kind with its level and the reason for it. The tables are in `kinds`.

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

/// What is known of a kind of change, whatever it happens to.
#[derive(Clone, Copy, Debug)]
pub struct KindFacts {
    /// The kind.
    pub kind: Kind,
    /// The stable name, as reports and the documentation have it.
    pub name: &'static str,
    /// What it means for the version.
    pub level: Level,
    /// Where a changelog lists it.
    pub section: Section,
    /// What the same change is when it is undone.
    pub mirror: Kind,
    /// What it is.
    pub meaning: &'static str,
    /// What a user of the crate has to do; `nothing` if that is nothing.
    pub action: &'static str,
    /// Why it has that level.
    pub reason: &'static str,
}

/// Declares the kinds: `Kind "name" Level Section <> Mirror; meaning; action; reason`.
macro_rules! kinds {
    ($($kind:ident $name:literal $level:ident $section:ident <> $mirror:ident; $meaning:literal; $action:literal; $reason:literal.)+) => {
        /// What a change is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $meaning] $kind,)+
        }

        impl Kind {
            /// All kinds with what is known of them, in the order of the documentation.
            pub const ALL: &'static [KindFacts] = &[$(KindFacts {
                kind: Self::$kind,
                name: $name,
                level: Level::$level,
                section: Section::$section,
                mirror: Self::$mirror,
                meaning: $meaning,
                action: $action,
                reason: $reason,
            }),+];

            /// What is known of the kind.
            #[must_use]
            pub fn facts(self) -> KindFacts {
                match self {
                    $(Self::$kind => KindFacts {
                        kind: self,
                        name: $name,
                        level: Level::$level,
                        section: Section::$section,
                        mirror: Self::$mirror,
                        meaning: $meaning,
                        action: $action,
                        reason: $reason,
                    },)+
                }
            }
        }
    };
}
pub(super) use kinds;

use super::kinds::Kind;
