//! What a change of a specification is to the users of the crate: the verdict of each case, and what holds for all.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "semver/case.rs"]
mod case;
#[path = "semver/judged.rs"]
mod judged;
#[path = "support/mutation.rs"]
mod mutation;
#[path = "semver/pages.rs"]
mod pages;
#[path = "semver/real.rs"]
mod real;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write;

use alibabacloud_codegen::{Change, Changes, Files, Kind, Level, Service, Source, diff, emit_service, lower};
use case::{Side, cases};
use judged::judged;
use mutation::{Numbers, mutate};
use real::real;
use support::{difference, entries, expect_none, name, read, specs, transcribed, updating, workspace, write};

const HELP: &str =
    "if that is what you want: UPDATE_GOLDENS=1 cargo test -p tests --test semver, and review the diff";

/// The verdict with all changes, their places and what users have to do.
fn report(changes: &Changes) -> String {
    let mut text = changes.verdict().map_or("nothing changes", Level::as_str).to_owned();
    text.push('\n');
    for change in changes {
        writeln!(text, "{change}").unwrap();
        for (word, location) in [("before", &change.before), ("after", &change.after)] {
            if let Some(location) = location {
                writeln!(text, "    {word} {location}").unwrap();
            }
        }
        writeln!(text, "    to do: {}", change.action).unwrap();
    }
    text
}

#[test]
fn every_case_has_the_verdict_of_its_golden() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found = report(&case.changes());
        if updating() {
            write(&case.expected(), &found);
        }
        let expected = std::fs::read_to_string(case.expected()).unwrap_or_default();
        wrong.extend(difference(&expected, &found).map(|shown| format!("{}: {shown}", case.name)));
    }
    expect_none(&wrong, HELP);
}

/// The judges were asked by `semver_proof`; this holds that each case was judged, and that whoever differs says why.
#[test]
fn every_other_verdict_of_a_judge_has_a_reason() {
    let (judged, mut wrong) = (judged(), Vec::new());
    let cases = cases();
    for case in &cases {
        let Some(judgement) = judged.cases.get(&case.name) else {
            wrong.push(format!("{}: no judge was asked; see tests/semver_proof.rs", case.name));
            continue;
        };
        match (judgement.agrees(case.changes().verdict()), &case.because) {
            (true, Some(_)) => {
                wrong.push(format!("{}: the judges agree, so nothing is to be explained", case.name));
            }
            (false, None) => wrong.push(format!("{}: say in `because` why the judges differ", case.name)),
            _ => {}
        }
    }
    let unknown = judged.cases.keys().filter(|name| !cases.iter().any(|case| &case.name == *name));
    wrong.extend(unknown.map(|name| format!("{name}: judged, and no case")));
    expect_none(&wrong, "fix the case, or ask the judges again");
}

#[test]
fn the_pages_are_fresh() {
    let mut wrong = Vec::new();
    for (path, found) in [
        ("docs/semver.md", pages::cases(&cases(), &judged(), &real())),
        ("docs/semver-kinds.md", pages::kinds()),
    ] {
        let place = workspace().join(path);
        if updating() {
            write(&place, &found);
        }
        let expected = std::fs::read_to_string(&place).unwrap_or_default();
        wrong.extend(difference(&expected, &found).map(|shown| format!("{path}: {shown}")));
    }
    expect_none(&wrong, HELP);
}

#[test]
fn every_kind_has_a_case() {
    let found: BTreeSet<Kind> = cases()
        .iter()
        .flat_map(|case| case.changes().iter().map(|change| change.kind).collect::<Vec<_>>())
        .collect();
    let missing = Kind::ALL.iter().filter(|facts| !found.contains(&facts.kind));
    let missing: Vec<String> = missing.map(|facts| facts.name.to_owned()).collect();
    expect_none(&missing, "add a case to tests/semver/cases for each of these kinds");
}

#[test]
fn kinds_are_told_apart_and_undone_by_one_another() {
    let names: BTreeSet<&str> = Kind::ALL.iter().map(|facts| facts.name).collect();
    assert_eq!(names.len(), Kind::ALL.len());
    for facts in Kind::ALL {
        assert_eq!(facts.mirror.facts().mirror, facts.kind, "{}", facts.name);
        let named: String = format!("{:?}", facts.kind)
            .chars()
            .flat_map(|c| if c.is_uppercase() { vec!['-', c.to_ascii_lowercase()] } else { vec![c] })
            .collect();
        assert_eq!(facts.name, named.trim_start_matches('-'));
    }
}

/// What is not the mirror image of a comparison when the sides are exchanged.
fn not_mirrored(before: &[Service], after: &[Service]) -> Option<String> {
    let sorted = |mut kinds: Vec<Kind>| {
        kinds.sort();
        kinds
    };
    let forth = sorted(diff(before, after).iter().map(|change| change.facts().mirror).collect());
    let back = sorted(diff(after, before).iter().map(|change| change.kind).collect());
    (forth != back).then(|| format!("{forth:?} is not {back:?}"))
}

#[test]
fn what_is_undone_is_the_mirror_image() {
    let mut wrong = Vec::new();
    for case in cases() {
        let mirrored = not_mirrored(&case.services(Side::Before), &case.services(Side::After));
        wrong.extend(mirrored.map(|what| format!("{}: {what}", case.name)));
    }
    let goldens = goldens();
    for before in &goldens {
        for after in &goldens {
            wrong.extend(not_mirrored(std::slice::from_ref(before), std::slice::from_ref(after)));
        }
    }
    expect_none(&wrong, "a change and its undoing are of kinds that mirror each other");
}

fn lowered(source: &Source) -> Service {
    lower(source).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn golden_sources() -> Vec<Source> {
    let folders = entries(&workspace().join("tests/goldens")).into_iter().filter(|path| path.is_dir());
    folders.map(|path| Source::new(name(&path), read(&path.join("spec.yaml")))).collect()
}

fn goldens() -> Vec<Service> {
    golden_sources().iter().map(lowered).collect()
}

#[test]
fn nothing_changes_where_nothing_changed() {
    for service in goldens().into_iter().chain(specs().iter().map(lowered)) {
        let one = std::slice::from_ref(&service);
        assert_eq!(diff(one, one), Changes::default(), "{}", service.product());
    }
}

#[test]
fn changes_are_sorted_and_stand_somewhere() {
    for case in cases() {
        let changes = case.changes();
        let order: Vec<_> =
            changes.iter().map(|one| (std::cmp::Reverse(one.level()), one.path.as_str())).collect();
        assert!(order.is_sorted(), "{}", case.name);
        assert_eq!(changes, case.changes());
        for change in &changes {
            assert!(change.before.is_some() || change.after.is_some(), "{}: {change}", case.name);
        }
    }
}

/// What the crate would consist of, but for where it came from.
fn files(service: &Service) -> Vec<(String, String)> {
    let files: Files = emit_service(service, "some_crate");
    // What a module was made from is no part of its interface.
    let files = files.iter().filter(|(path, _)| !path.ends_with("/sources.md"));
    files.map(|(path, text)| (path.to_owned(), without_header(text))).collect()
}

fn without_header(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("// Generated by")).collect::<Vec<_>>().join("\n")
}

/// What is missing, or too much, in the comparison of a document with a broken copy of it.
fn wrongly_compared(before: &Service, mutant: &Source) -> Option<String> {
    let after = lower(mutant).ok()?;
    let changes = diff(std::slice::from_ref(before), std::slice::from_ref(&after));
    let (old, new) = (files(before), files(&after));
    if old == new {
        return changes.iter().next().map(|change| format!("nothing changed, but for {change}"));
    }
    changes.is_empty().then(|| {
        let (path, shown) = old
            .iter()
            .zip(&new)
            .find_map(|(a, b)| difference(&a.1, &b.1).map(|shown| (a.0.clone(), shown)))
            .unwrap_or_default();
        format!("no change, and {path} is another: {shown}")
    })
}

#[test]
fn what_the_crate_shows_is_reported_and_nothing_else() {
    let (mut wrong, mut right) = (Vec::new(), 0);
    let base = Source::new("base.yaml", read(&case::folder().join("base.yaml")));
    // Not the specifications: whoever edits one would get other mutants.
    for source in golden_sources().into_iter().chain([base]) {
        let before = lowered(&source);
        let mut numbers = Numbers::new(20_260_801);
        for number in 0..60 {
            let mutant = Source::new(source.name.clone(), mutate(&source.text, &mut numbers));
            right += usize::from(lower(&mutant).is_ok());
            let found = wrongly_compared(&before, &mutant);
            wrong.extend(found.map(|what| format!("{} {number}: {what}", source.name)));
        }
    }
    expect_none(&wrong, "report it in codegen/src/diff; the mutants are the same in every run");
    assert!(right > 100, "the mutants test little: {right} right");
}

#[test]
fn the_new_fields_of_a_restore_job_are_a_minor_change() {
    // The English page has these fields since its last edit; the Japanese page still lacks them.
    let new = [
        "DestinationEndpointHost",
        "DestinationEndpointPort",
        "DestinationEndpointEnableSsl",
        "BackupGatewayIdentifier",
        "BackupSourceOssRegion",
        "RestoreDestinationMode",
        "PhysicalFullBackupRecoverProgress",
        "PhysicalFullAndIncrementBackupRecoverProgress",
        "PhysicalIncrementBackupRecoverProgress",
        "PhysicalDatabaseOnlineProgress",
        "PhysicalBackupRecoverProgress",
    ];
    let after = transcribed().into_iter().find(|source| source.name == "specs/dbs-2019-03-06.yaml").unwrap();
    let (head, task) = after.text.split_once("\n    RestoreTask:\n").unwrap();
    let before = format!("{head}\n    RestoreTask:\n{}", without_properties(task, &new));
    let before = Source::new(after.name.clone(), before);
    let changes = diff(&[lowered(&before)], &[lowered(&after)]);
    let paths: BTreeSet<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    let expected: BTreeSet<&str> = BTreeSet::from([
        "dbs::types::RestoreTask::destination_endpoint_host",
        "dbs::types::RestoreTask::destination_endpoint_port",
        "dbs::types::RestoreTask::destination_endpoint_enable_ssl",
        "dbs::types::RestoreTask::backup_gateway_identifier",
        "dbs::types::RestoreTask::backup_source_oss_region",
        "dbs::types::RestoreTask::restore_destination_mode",
        "dbs::types::RestoreTask::physical_full_backup_recover_progress",
        "dbs::types::RestoreTask::physical_full_and_increment_backup_recover_progress",
        "dbs::types::RestoreTask::physical_increment_backup_recover_progress",
        "dbs::types::RestoreTask::physical_database_online_progress",
        "dbs::types::RestoreTask::physical_backup_recover_progress",
    ]);
    assert_eq!(paths, expected);
    assert_eq!(changes.verdict(), Some(Level::Minor));
    assert!(
        changes.iter().all(|change: &Change| change.kind == Kind::FieldAdded && change.action == "nothing")
    );
}

/// A document without some properties: the line of each, and the deeper ones below it.
fn without_properties(text: &str, names: &[&str]) -> String {
    let mut kept = Vec::new();
    let mut below: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        if below.is_some_and(|indent| depth > indent) {
            continue;
        }
        below = names.iter().any(|name| line.trim() == format!("{name}:")).then_some(depth);
        if below.is_none() {
            kept.push(line);
        }
    }
    kept.join("\n")
}
