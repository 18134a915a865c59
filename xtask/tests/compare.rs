//! `cargo xtask compare` as a maintainer types it. The cases are in tests/compare.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn cases() -> PathBuf {
    workspace().join("tests/compare")
}

fn compare(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(folder)
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("CLICOLOR_FORCE")
        .arg("compare")
        .args(arguments)
        .output()
        .unwrap()
}

fn text(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}

/// What a run printed and how it ended.
fn report(output: &Output) -> String {
    let mut report = text(&output.stdout);
    for line in text(&output.stderr).lines() {
        report.push_str(format!("stderr: {line}").trim_end());
        report.push('\n');
    }
    report + &format!("exit code {}\n", output.status.code().unwrap())
}

fn check(golden: &Path, found: &str) -> Result<(), String> {
    if std::env::var_os("UPDATE_GOLDENS").is_some_and(|value| value == "1") {
        fs::write(golden, found).unwrap();
    }
    let expected = fs::read_to_string(golden).unwrap_or_default();
    if expected == found {
        return Ok(());
    }
    let line = expected.lines().zip(found.lines()).take_while(|(a, b)| a == b).count();
    let at = |text: &str| text.lines().nth(line).unwrap_or("the end").to_owned();
    Err(format!("{} line {}:\n- {}\n+ {}", golden.display(), line + 1, at(&expected), at(found)))
}

#[test]
fn each_case_is_reported_as_its_golden_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(cases()).unwrap() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        count += 1;
        let output = compare(&folder, &["--with", "metadata.json", "--all", "spec.yaml"]);
        wrong.extend(check(&folder.join("report.txt"), &report(&output)).err());
    }
    assert!(count > 20, "{count} cases");
    assert!(
        wrong.is_empty(),
        "{}\nif that is what you want: UPDATE_GOLDENS=1 cargo test -p xtask --test compare, and review the diff",
        wrong.join("\n")
    );
}

#[test]
fn programs_and_pages_get_the_same() {
    let folder = cases().join("known");
    for (format, golden) in [("json", "report.json"), ("markdown", "report.md")] {
        let output = compare(&folder, &["--with", "metadata.json", "--format", format, "--all", "spec.yaml"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(check(&folder.join(golden), &text(&output.stdout)), Ok(()));
    }
}

#[test]
fn what_is_missing_is_printed_to_paste() {
    for case in ["endpoints", "error_codes", "presence", "ranges", "required", "values"] {
        let folder = cases().join(case);
        let output = compare(&folder, &["--with", "metadata.json", "--missing", "spec.yaml"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(check(&folder.join("missing.yaml"), &text(&output.stdout)), Ok(()));
    }
    let output = compare(&cases().join("agreed"), &["--with", "metadata.json", "--missing", "spec.yaml"]);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(0), ""));
}

#[test]
fn known_differences_are_listed_on_request() {
    let folder = cases().join("known");
    let all = text(&compare(&folder, &["--with", "metadata.json", "--all", "spec.yaml"]).stdout);
    let new = text(&compare(&folder, &["--with", "metadata.json", "spec.yaml"]).stdout);
    assert!(all.contains("  known     a value of Mode (spec.yaml:"), "{all}");
    assert!(!new.contains("\n  known "), "{new}");
    assert!(new.contains("in conflict: parameter `OtherAspect`, type\n"), "{new}");
}

#[test]
fn a_recorded_difference_does_not_fail() {
    let folder = cases().join("known_whole");
    let arguments = ["--with", "metadata.json", "spec.yaml"];
    assert_eq!(compare(&folder, &arguments).status.code(), Some(0));
    let spec = fs::read_to_string(folder.join("spec.yaml")).unwrap().replace("kind: metadata", "kind: page");
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compare-page");
    fs::create_dir_all(&copy).unwrap();
    fs::write(copy.join("spec.yaml"), spec).unwrap();
    fs::copy(folder.join("metadata.json"), copy.join("metadata.json")).unwrap();
    assert_eq!(compare(&copy, &arguments).status.code(), Some(1));
}

/// The facts about our own operations, and the specifications that were made from other sources as well.
#[test]
fn every_difference_of_our_specifications_is_recorded() {
    let output = compare(&workspace(), &[]);
    let found = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{found}{}", text(&output.stderr));
    for product in ["Rds 2014-08-15: agreed ", "Dbs 2019-03-06: agreed ", "hbr 2017-09-08: agreed "] {
        assert!(found.contains(product), "{found}");
    }
    assert!(!found.contains("\nin conflict: ") && !found.contains("\nonly in the "), "{found}");
}

#[test]
fn specifications_are_chosen_by_name_and_by_file() {
    for (chosen, expected) in [
        (&["rds"][..], &["Rds"][..]),
        (&["HBR", "specs/dbs-2019-03-06.yaml"], &["Dbs", "hbr"]),
        (&["rds-2014-08-15", "Dbs"], &["Dbs", "Rds"]),
    ] {
        let output = compare(&workspace(), chosen);
        let found = text(&output.stdout);
        let summaries: Vec<&str> = found
            .lines()
            .filter(|line| line.contains(": agreed "))
            .filter_map(|line| line.split(' ').next())
            .collect();
        let mut sorted = summaries.clone();
        sorted.sort_by_key(|name| name.to_lowercase());
        assert_eq!(sorted, expected, "{chosen:?}: {found}{}", text(&output.stderr));
    }
}

#[test]
fn wrong_usage() {
    let check = |arguments: &[&str], code: i32, message: &str| {
        let output = compare(&workspace(), arguments);
        let errors = text(&output.stderr);
        assert!(errors.contains(message) && output.stdout.is_empty(), "{arguments:?}: {output:?}");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {errors}");
    };
    check(&["--format", "xml"], 2, "invalid value 'xml' for '--format <FORMAT>'");
    check(&["--what"], 2, "unexpected argument '--what' found");
    check(&["nobody"], 2, "specs has no specification `nobody`, and there is no such file");
    check(&["--with", "nowhere.json"], 2, "cannot read nowhere.json");
    check(&["--with", "specs"], 2, "specs has no metadata (*.json)");
    check(&["--with", "specs/README.md"], 1, "specs/README.md:1:1: this is not JSON: expected value");
    check(
        &["--with", "tests/compare/agreed/metadata.json"],
        2,
        "none of the specifications is about what tests/compare/agreed/metadata.json is about",
    );
}

#[test]
fn the_help_says_what_metadata_is_worth() {
    let output = compare(&workspace(), &["--help"]);
    let help = text(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["Example: cargo xtask compare --with", "an independent opinion, not an authority"] {
        assert!(help.contains(part), "{help}");
    }
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let folder = cases().join("types");
    let arguments = ["compare", "--with", "metadata.json", "spec.yaml"];
    let run = |name: &str, value: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        text(&command.current_dir(&folder).env(name, value).args(arguments).output().unwrap().stdout)
    };
    assert!(!run("NO_COLOR", "1").contains('\u{1b}'));
    assert!(!run("TERM", "xterm-256color").contains('\u{1b}'));
    assert!(run("CLICOLOR_FORCE", "1").contains("\u{1b}[1m"));
}
