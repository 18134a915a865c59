//! What was imported beside what people transcribed from pages: each difference is recorded as a contradiction, or is one of words,
//! names or meaning, which metadata without prose cannot have.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use alibabacloud_codegen::{Change, Conflict, Place, Service, Source, conflicts, diff, lower};
use support::{expect_none, specs};

/// The operations that pages describe.
const OPERATIONS: [&str; 4] =
    ["DescribeBackups", "DescribeBackupTasks", "DescribeRestoreTaskList", "DescribeRestoreJobs2"];

/// Kinds of changes that contradict nothing, and why.
const NO_CONTRADICTION: &[(&str, &str)] = &[
    ("documentation-changed", "descriptions are ours"),
    ("order-changed", "pages have another order"),
    ("type-moved", "a type that several places share has a component"),
    ("type-replaced", "a type that several places share has a component"),
    ("field-renamed", "a better name in Rust"),
    ("error-code-renamed", "a better name in Rust"),
    ("choice-added", "all texts say that the parameters exclude each other"),
];

/// The same, for what only one thing has.
const ELSEWHERE: &[(&str, &str)] = &[
    ("hbr::types::OtsDetail", "the name belongs to restore jobs; the imported type is called `OtsTables`"),
    (
        "rds::describe_backups::DescribeBackups::page_number",
        "the largest number of 32 bits is no limit of its own",
    ),
];

/// What a kind of change can be a contradiction about.
const ASPECTS: &[(&str, &[&str])] = &[
    ("field-added", &["presence"]),
    ("field-removed", &["presence"]),
    ("parameter-removed", &["presence"]),
    ("limits-tightened", &["range"]),
    ("limits-loosened", &["range"]),
    ("endpoint-changed", &["endpoints"]),
    ("vpc-endpoint-added", &["endpoints"]),
    ("error-code-added", &["errors"]),
    ("operation-error-codes-changed", &["errors"]),
    ("field-type-changed", &["type", "values", "meaning", "sample"]),
    ("parameter-type-changed", &["type", "values", "range", "meaning"]),
    ("field-now-nullable", &["meaning"]),
    ("fake-cloud-changed", &["sample", "presence"]),
    ("default-changed", &["default"]),
    ("first-page-changed", &["default", "meaning"]),
];

fn lowered(source: &Source) -> Service {
    lower(source).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// The place that a change is about, as names: `paths`, an operation, and so on.
fn names(place: &Place) -> Vec<String> {
    place.pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect()
}

/// Whether a change is about one of the operations, or what only they use.
fn is_concerned(change: &Change, has_component: &dyn Fn(&str) -> bool) -> bool {
    let places = [&change.before, &change.after].into_iter().flatten();
    places.map(|location| names(&location.place)).any(|names| match names.as_slice() {
        [paths, path, ..] if paths == "paths" => OPERATIONS.contains(&path.trim_start_matches('/')),
        [components, _, name, ..] if components == "components" => has_component(name),
        _ => true,
    })
}

/// A plain value of the metadata that the texts give a meaning: a moment, a share, a list of values, JSON.
fn is_meaning(change: &Change) -> bool {
    let plain = ["String", "i32", "i64"].map(|plain| format!("<{plain}>`"));
    matches!(change.facts().name, "field-type-changed" | "parameter-type-changed")
        && change.what.split_once("instead of").is_some_and(|(new, old)| {
            plain.iter().any(|plain| old.ends_with(plain)) && !new.contains("IntoIterator")
        })
}

/// The letters of a name, which are the same in Rust.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Whether a record is about a change: it stands at its place or above, or names it; or it is one of those of the operation that
/// changes as a whole.
fn explains(record: &Conflict, change: &Change) -> bool {
    let aspects = ASPECTS.iter().find(|(kind, _)| *kind == change.facts().name).map(|(_, aspects)| *aspects);
    let fits = record.aspect.is_none_or(|aspect| aspects.is_some_and(|aspects| aspects.contains(&aspect)));
    let stands = names(&record.place);
    let last = letters(change.path.rsplit("::").next().unwrap_or_default());
    let names_it =
        |at: &String| at.split('/').any(|part| letters(part) == last || change.what.contains(part));
    let places = [&change.after, &change.before].into_iter().flatten();
    fits && places.map(|location| names(&location.place)).any(|place| {
        let is_operation = place.len() == 2 && place.starts_with(&["paths".to_owned()]);
        if is_operation {
            stands.starts_with(&place)
        } else if record.at.is_empty() {
            place.starts_with(&stands)
        } else {
            record.at.iter().any(names_it)
        }
    })
}

#[test]
fn what_the_metadata_and_the_pages_say_differently_is_recorded() {
    let mut complaints = Vec::new();
    let mut explained = 0;
    for corrected in specs() {
        let imported = Source::new(corrected.name.clone(), corrected.text.clone());
        if corrected.overlay().is_none() {
            continue;
        }
        let records = conflicts(&corrected).unwrap_or_else(|wrong| panic!("{wrong}"));
        let ours = |name: &str| !imported.text.contains(&format!("\n    {name}:"));
        let changes = diff(&[lowered(&imported)], &[lowered(&corrected)]);
        for change in changes.iter().filter(|change| is_concerned(change, &ours)) {
            let is_plain = NO_CONTRADICTION.iter().any(|(kind, _)| *kind == change.facts().name);
            let is_elsewhere = ELSEWHERE.iter().any(|(path, _)| change.path.starts_with(path));
            if is_plain || is_elsewhere || is_meaning(change) {
                continue;
            }
            if records.iter().any(|record| explains(record, change)) {
                explained += 1;
            } else {
                complaints.push(format!("{change}"));
            }
        }
    }
    assert!(explained > 0);
    expect_none(&complaints, "record what the sources say in an `x-contradictions` of the overlay");
}
