//! What the judges of `semver_proof` said when they were asked last.

// Each test target compiles this module for itself and uses a part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use alibabacloud_codegen::Level;
use serde::Deserialize;

/// The recorded judgements, and who gave them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Judged {
    pub(crate) semver_checks: String,
    pub(crate) compiler: String,
    /// How many random changes were judged besides.
    pub(crate) random: usize,
    /// How many of them a judge calls major; all of these are major in our verdict.
    pub(crate) random_major: usize,
    pub(crate) cases: BTreeMap<String, Judgement>,
}

/// What was said of a case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Judgement {
    /// The lints of `cargo semver-checks` that want a major release.
    pub(crate) major: Vec<String>,
    /// Those that want a minor one.
    pub(crate) minor: Vec<String>,
    /// The codes of the compiler's errors in the program of a user; `None` if it compiles.
    pub(crate) errors: Option<Vec<String>>,
}

impl Judgement {
    /// Whether a judge says that users are broken.
    pub(crate) fn is_major(&self) -> bool {
        !self.major.is_empty() || self.errors.is_some()
    }

    /// Whether the judges say the same as we do. They tell a break from no break, and see no more than types.
    pub(crate) fn agrees(&self, ours: Option<Level>) -> bool {
        let major = ours == Some(Level::Major);
        self.is_major() == major && (self.minor.is_empty() || ours >= Some(Level::Minor))
    }
}

/// What is recorded.
pub(crate) fn judged() -> Judged {
    toml::from_str(&crate::support::read(&file())).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn file() -> PathBuf {
    crate::case::folder().join("judged.toml")
}

impl Judged {
    pub(crate) fn print(&self) -> String {
        let list =
            |words: &[String]| words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ");
        let mut out = String::from(
            "# Written by `cargo test -p tests --test semver_proof -- --ignored`. Do not edit.\n\n",
        );
        writeln!(out, "semver_checks = {:?}\ncompiler = {:?}", self.semver_checks, self.compiler).unwrap();
        writeln!(out, "random = {}\nrandom_major = {}", self.random, self.random_major).unwrap();
        for (name, judgement) in &self.cases {
            writeln!(out, "\n[cases.{name}]").unwrap();
            writeln!(out, "major = [{}]", list(&judgement.major)).unwrap();
            writeln!(out, "minor = [{}]", list(&judgement.minor)).unwrap();
            if let Some(errors) = &judgement.errors {
                writeln!(out, "errors = [{}]", list(errors)).unwrap();
            }
        }
        out
    }
}
