//! What was found when `semver_real` was asked last.

// Each test target compiles this module for itself and uses a part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use alibabacloud_codegen::{Changes, Level};
use serde::Deserialize;

/// What was found of all products, and of those that were built.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Real {
    /// How many products there are on both sides.
    pub(crate) compared: usize,
    /// How many of them have a breaking change, and how many with what is proposed.
    pub(crate) breaking: usize,
    pub(crate) breaking_kept: usize,
    /// How many changes there are of each kind.
    pub(crate) kinds: BTreeMap<String, usize>,
    #[serde(default)]
    pub(crate) products: BTreeMap<String, Product>,
}

/// What the compiler said of a product.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Product {
    pub(crate) operations: usize,
    /// How many things the program uses, and how many of these uses break.
    pub(crate) uses: usize,
    pub(crate) broken: usize,
    /// How many changes we call major.
    pub(crate) major: usize,
    /// What breaks and is no major change of ours, by kind.
    #[serde(default)]
    pub(crate) minor: BTreeMap<String, usize>,
    /// The major changes that the compiler does not see, by kind.
    #[serde(default)]
    pub(crate) unseen: BTreeMap<String, usize>,
    /// How many uses break with the crate that keeps the API.
    pub(crate) still_broken: usize,
}

/// Why the compiler does not see a kind of change; none if it should.
pub(crate) fn why_unseen(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "limits-tightened" | "limits-changed" => {
            "the types stay, and a call that worked is refused before it is sent"
        }
        "form-fallback-removed" => "the types stay, and a long request is refused before it is sent",
        "vpc-endpoint-removed" => "the client cannot be made any more, which shows when the program runs",
        "envelope-removed" => "the types stay, and a failure is taken for an answer",
        "field-unit-changed" | "unit-changed" | "field-wire-name-changed" => {
            "the types stay, and a value means something else"
        }
        "api-version-changed" => "the types stay, and every call reaches another API",
        _ => return None,
    })
}

pub(crate) fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("semver/real.toml")
}

/// What is recorded.
pub(crate) fn real() -> Real {
    toml::from_str(&crate::support::read(&file())).unwrap_or_else(|error| panic!("{error}"))
}

impl Real {
    /// Of the changes of each product, and those that remain with what is proposed.
    pub(crate) fn of(all: &[(&Changes, Changes)]) -> Self {
        let breaks = |changes: &Changes| changes.verdict() == Some(Level::Major);
        let mut kinds = BTreeMap::new();
        for change in all.iter().flat_map(|(changes, _)| changes.iter()) {
            *kinds.entry(change.facts().name.to_owned()).or_insert(0) += 1;
        }
        Self {
            compared: all.len(),
            breaking: all.iter().filter(|(changes, _)| breaks(changes)).count(),
            breaking_kept: all.iter().filter(|(_, kept)| breaks(kept)).count(),
            kinds,
            products: BTreeMap::new(),
        }
    }

    pub(crate) fn print(&self) -> String {
        let table = |counts: &BTreeMap<String, usize>| {
            let counts: Vec<String> =
                counts.iter().map(|(kind, count)| format!("{kind} = {count}")).collect();
            format!("{{ {} }}", counts.join(", "))
        };
        let mut out = String::from(
            "# Written by `cargo test -p tests --test semver_real -- --ignored`. Do not edit.\n\n",
        );
        writeln!(out, "compared = {}\nbreaking = {}", self.compared, self.breaking).unwrap();
        writeln!(out, "breaking_kept = {}\n\n[kinds]", self.breaking_kept).unwrap();
        for (kind, count) in &self.kinds {
            writeln!(out, "{kind} = {count}").unwrap();
        }
        for (name, product) in &self.products {
            let Product { operations, uses, broken, major, still_broken, .. } = product;
            writeln!(out, "\n[products.{name:?}]\noperations = {operations}\nuses = {uses}").unwrap();
            writeln!(out, "broken = {broken}\nmajor = {major}\nstill_broken = {still_broken}").unwrap();
            writeln!(out, "minor = {}\nunseen = {}", table(&product.minor), table(&product.unseen)).unwrap();
        }
        out
    }
}
