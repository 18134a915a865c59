//! The rules that documents keep to: what each is called, how much it matters, and why.
//!
//! Data alone. What breaks a rule is found where the document is read, lowered or linted; the pages in `docs/lint` and the
//! metadata of SARIF are printed from here. A name, once released, never changes: editors and scripts know it.

mod completeness;
mod enums;
mod form;
mod names;
mod operations;
mod overlays;
mod pages;
mod references;
mod requests;
mod samples;
mod schemas;
mod text;
mod unsupported;

use std::fmt;

pub use pages::{rule_page, rule_pages};
pub(crate) use {
    completeness::*, enums::*, form::*, names::*, operations::*, overlays::*, references::*, requests::*,
    samples::*, schemas::*, text::*, unsupported::*,
};

/// How much a broken rule matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document is wrong: nothing is generated from it.
    Error,
    /// The document lacks something that its readers need.
    Warning,
    /// Something to know, and often nothing to fix.
    Note,
}

impl Severity {
    /// The word for it: `error`, `warning` or `note`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where the fragments of a rule's example stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// At the root of a document.
    Document,
    /// In an operation, below `post`.
    Operation,
    /// In a parameter.
    Parameter,
    /// In the schema of a parameter.
    Schema,
    /// In the content of the response `200`, below `application/json`.
    Answer,
    /// In an action of an overlay.
    Overlay,
}

impl Setting {
    /// The place in words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "in a document",
            Self::Operation => "in an operation",
            Self::Parameter => "in a parameter",
            Self::Schema => "in the schema of a parameter",
            Self::Answer => "in the content of the response `200`",
            Self::Overlay => "in an action of an overlay",
        }
    }
}

/// A rule that documents keep to.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in kebab-case, which never changes.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it refuses, in one line.
    pub summary: &'static str,
    /// Why that matters, and what to do about it.
    pub why: &'static str,
    /// Where the example stands.
    pub setting: Setting,
    /// YAML that is fixed, as a diff: what `- ` takes away, `+ ` puts in its place.
    pub example: &'static str,
}

impl Rule {
    /// All rules, in the order of their names.
    #[must_use]
    pub fn all() -> Vec<&'static Self> {
        let themes: [&[&'static Self]; 12] = [
            completeness::RULES,
            enums::RULES,
            form::RULES,
            names::RULES,
            operations::RULES,
            overlays::RULES,
            references::RULES,
            requests::RULES,
            samples::RULES,
            schemas::RULES,
            text::RULES,
            unsupported::RULES,
        ];
        let mut all = themes.concat();
        all.sort_by_key(|rule| rule.name);
        all
    }

    /// How much it matters in a document that was imported (`x-imported`): what its source says wrongly or not at all, people do not
    /// fix there.
    #[must_use]
    pub fn severity_of_imported(&self) -> Severity {
        const NOTES: &[&Rule] = &[
            &MISSING_DESCRIPTION,
            &MISSING_SOURCES,
            &MISSING_ERROR_CODES,
            &MISSING_RAM,
            &SAMPLE_UNDECLARED_FIELD,
            &SAMPLE_CONTRADICTION,
            &INVALID_EXAMPLE,
            &MISLEADING_NAME,
            &REQUIRED_DEFAULT,
            &PAGINATION_FIRST,
            &TEXT_VALUES,
            &TEXT_DEFAULT,
            &TEXT_REQUIRED,
            &TEXT_RANGE,
        ];
        if NOTES.contains(&self) { Severity::Note } else { self.severity }
    }

    /// The rule with this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().into_iter().find(|rule| rule.name == name)
    }

    /// The example as it breaks this rule and no other. A key that is missing is named in a comment.
    #[must_use]
    pub fn wrong_example(&self) -> String {
        self.side("- ")
    }

    /// The example, fixed.
    #[must_use]
    pub fn right_example(&self) -> String {
        self.side("+ ")
    }

    fn side(&self, mark: &str) -> String {
        let keep = |line: &'static str| line.strip_prefix("  ").or_else(|| line.strip_prefix(mark));
        self.example.lines().filter_map(keep).collect::<Vec<_>>().join("\n")
    }
}

/// Declares the rules of a theme, and the list of them.
macro_rules! rules {
    ($($constant:ident = $name:literal, $severity:ident, $setting:ident {
        summary: $summary:literal,
        why: $why:literal,
        example: $example:literal $(,)?
    })+) => {
        $(pub(crate) static $constant: $crate::rule::Rule = $crate::rule::Rule {
            name: $name,
            severity: $crate::rule::Severity::$severity,
            summary: $summary,
            why: $why,
            setting: $crate::rule::Setting::$setting,
            example: $example,
        };)+

        pub(super) const RULES: &[&$crate::rule::Rule] = &[$(&$constant),+];
    };
}
use rules;
