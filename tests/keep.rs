//! What keeps the API of a crate: each breaking change is avoided by what is proposed, or is known not to be.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "semver/case.rs"]
mod case;
mod support;

use alibabacloud_codegen::keep::{Kept, Options, keep};
use alibabacloud_codegen::{Change, Level, Source, diff, lower};
use case::{Case, Side, cases};
use support::expect_none;

/// Changes that no overlay undoes, and why.
const NOT_KEPT: &[(&str, &str)] = &[];

fn options(since: &str) -> Options {
    Options { since: since.to_owned(), until: Some("2026-12-01".to_owned()) }
}

fn source(text: String) -> Source {
    Source::new("specs/base.yaml", text)
}

fn kept(before: &Source, after: &Source) -> Kept {
    keep(before, after, &options("2025-12-01")).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn sides(case: &Case) -> Option<(Source, Source)> {
    Some((source(case.document(Side::Before)?), source(case.document(Side::After)?)))
}

#[test]
fn every_case_is_kept_or_known_not_to_be() {
    let mut wrong = Vec::new();
    for case in cases() {
        let Some((before, after)) = sides(&case) else { continue };
        if case.changes().verdict() != Some(Level::Major) {
            continue;
        }
        let kept = kept(&before, &after);
        let left: Vec<String> = kept.changes.of(Level::Major).map(Change::to_string).collect();
        let known = NOT_KEPT.iter().any(|(name, _)| *name == case.name);
        if left.is_empty() == known {
            wrong.push(format!("{}: {left:?}", case.name));
        }
        let unexplained = |change: &&Change| !kept.proposals.iter().any(|one| one.avoids(change));
        let changes = case.changes();
        wrong.extend(
            changes
                .of(Level::Major)
                .filter(|_| !known)
                .filter(unexplained)
                .map(|one| format!("{}: nothing avoids {one}", case.name)),
        );
    }
    expect_none(&wrong, "keep it, or say in NOT_KEPT why that cannot be");
}
