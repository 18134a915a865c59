//! The verdicts against two judges that know nothing of them: `cargo semver-checks`, and the compiler on the program
//! of a user. Takes minutes and needs `cargo install cargo-semver-checks`, so it runs only when asked:
//!
//! ```sh
//! cargo test -p tests --test semver_proof -- --ignored --nocapture
//! ```
//!
//! All cases are modules of one crate before and one crate after. What was found is written to
//! `tests/semver/judged.toml`, from which the other tests print `docs/semver.md`.

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
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use alibabacloud_codegen::{Kind, Level, Source, emit_service, lower};
use case::{Case, Side, cases};
use judged::{Judged, Judgement};
use mutation::{Numbers, mutate};
use support::{expect_none, files_below, read, workspace, write};

/// How many changes are tried; many of them leave no document that the generator accepts.
const RANDOM_CHANGES: usize = 500;

/// A crate that has the product of each case as a module, and the programs of users as examples.
fn write_crate(root: &Path, side: Side, cases: &[Case], programs: bool) {
    let mut lib = String::from(
        "//! The cases of tests/semver, each as a product.\n\npub use alibabacloud_runtime::*;\n",
    );
    let mut kept =
        BTreeSet::from(["Cargo.toml".to_owned(), "src/lib.rs".to_owned(), "Cargo.lock".to_owned()]);
    let mut features = BTreeSet::new();
    for case in cases {
        if let Some(document) = case.document(side) {
            // The module is the case's, whatever the product's; a case that renames it loses it.
            let Some(text) = in_module(&document, &case.name) else { continue };
            let service = lower(&Source::new("base.yaml", text)).unwrap_or_else(|wrong| panic!("{wrong}"));
            writeln!(lib, "/// {}\npub mod {};", case.about, case.name).unwrap();
            features.insert(service.module().to_owned());
            features.extend(service.features().into_iter().map(str::to_owned));
            for (path, text) in emit_service(&service, "proof").iter() {
                kept.insert(format!("src/{path}"));
                write(&root.join("src").join(path), text);
            }
        }
        if programs {
            let path = format!("examples/{}.rs", case.name);
            write(&root.join(&path), &case.user().replace("proof::demo", &format!("proof::{}", case.name)));
            kept.insert(path);
        }
    }
    write(&root.join("src/lib.rs"), &lib);
    write(&root.join("Cargo.toml"), &manifest(&features));
    if !root.join("Cargo.lock").exists() {
        fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    }
    for path in files_below(root).iter().filter(|path| !kept.contains(*path)) {
        fs::remove_file(root.join(path)).unwrap();
    }
}

/// The document with the module of a case; `None` if the product has another module than that of the base.
fn in_module(document: &str, module: &str) -> Option<String> {
    let found = document.contains("module: demo,");
    found.then(|| document.replace("module: demo,", &format!("module: {module},")))
}

/// All features of products are on: what is judged is the code.
fn manifest(features: &BTreeSet<String>) -> String {
    let runtime = workspace().join("runtime");
    let default: Vec<_> = features.iter().collect();
    let declared: String = features.iter().map(|feature| format!("{feature} = []\n")).collect();
    format!(
        "[package]\nname = \"proof\"\nversion = \"1.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [features]\ndefault = {default:?}\n{declared}fake-cloud = [\"alibabacloud-runtime/fake-cloud\"]\n\n\
         [dependencies]\nalibabacloud-runtime = {{ path = {:?}, default-features = false }}\n\n[workspace]\n",
        runtime.display().to_string(),
    )
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"))
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).env_remove("RUSTFLAGS").env("CARGO_TARGET_DIR", target());
    command
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver-proof")
}

fn target() -> PathBuf {
    folder().join("target")
}

/// Which programs do not compile, each with the codes of the compiler's errors.
fn broken(root: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let output = run(cargo(root).args(["check", "--examples", "--keep-going", "--message-format", "json"]));
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut finished = false;
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        finished |= message["reason"] == "build-finished";
        if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
            continue;
        }
        let kind = message["target"]["kind"][0].as_str().unwrap();
        let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
        assert_eq!(kind, "example", "the crate itself does not compile: {rendered}");
        let errors = found.entry(message["target"]["name"].as_str().unwrap().to_owned()).or_default();
        errors.extend(message["message"]["code"]["code"].as_str().map(str::to_owned));
    }
    assert!(finished, "{}", String::from_utf8_lossy(&output.stderr));
    found
}

/// The lints of `cargo semver-checks` that a release of the given type breaks, by case.
fn checked(before: &Path, after: &Path, release: &str, names: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let output = run(cargo(after)
        .args(["semver-checks", "--release-type", release, "--color", "never", "--baseline-root"])
        .arg(before));
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("Checked ["), "cargo semver-checks did not finish:\n{text}");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut lint = "";
    for line in text.lines() {
        // A warning wants the same as a failure; it is only less sure that somebody relies on the thing.
        let heading = line.strip_prefix("--- failure ").or_else(|| line.strip_prefix("--- warning "));
        lint = heading.and_then(|rest| rest.split(':').next()).unwrap_or(lint);
        let case = names.iter().filter(|_| line.starts_with("  ")).find(|name| is_about(line, name));
        if let Some(name) = case {
            found.entry((*name).to_owned()).or_default().insert(lint.to_owned());
        }
    }
    found
}

/// Whether a line of a report names something of a case, by its path or its file.
fn is_about(line: &str, case: &str) -> bool {
    [
        format!("proof::{case}::"),
        format!("/src/{case}.rs"),
        format!("/src/{case}/"),
        format!("mod proof::{case},"),
    ]
    .iter()
    .any(|part| line.contains(part.as_str()))
}

/// Random changes of the base that are still documents, and that change something.
fn random_changes() -> Vec<Case> {
    let base = read(&case::folder().join("base.yaml"));
    let mut numbers = Numbers::new(20_261_123);
    let mut found: Vec<Case> = Vec::new();
    for number in 0..RANDOM_CHANGES {
        let text = mutate(&base, &mut numbers);
        if lower(&Source::new("base.yaml", text.as_str())).is_ok() && in_module(&text, "any").is_some() {
            found.push(Case::of_document(format!("random_{number}"), text));
        }
    }
    // `generate` refuses a document that loses an error code, so no crate is made of it.
    let loses_a_code =
        |case: &Case| case.changes().iter().any(|change| change.kind == Kind::ErrorCodeRemoved);
    found.retain(|case| !case.changes().is_empty() && !loses_a_code(case));
    found
}

#[test]
#[ignore = "takes minutes, and needs cargo-semver-checks"]
fn the_judges_are_asked() {
    let (cases, random) = (cases(), random_changes());
    let all: Vec<Case> = cases.into_iter().chain(random).collect();
    let judgements = judge(&all);
    let (mut judged, mut laxer) = (Judged::default(), Vec::new());
    for (case, judgement) in judgements {
        println!("{}: {judgement:?}", case.name);
        if !case.is_random() {
            judged.cases.insert(case.name.clone(), judgement);
            continue;
        }
        judged.random += 1;
        judged.random_major += usize::from(judgement.is_major());
        if judgement.is_major() && case.changes().verdict() != Some(Level::Major) {
            laxer.push(format!("{}: {judgement:?}, and ours is {:?}", case.name, case.changes()));
        }
    }
    judged.semver_checks = text(&run(cargo(&folder()).args(["semver-checks", "--version"])));
    judged.compiler = text(&run(Command::new("rustc").arg("--version")));
    write(&judged::file(), &judged.print());
    println!(
        "written to {}; now UPDATE_GOLDENS=1 cargo test -p tests --test semver",
        judged::file().display()
    );
    expect_none(&laxer, "a random change breaks users, and our verdict does not say so");
}

/// What both judges say of each case.
fn judge(cases: &[Case]) -> Vec<(&Case, Judgement)> {
    let (before, after) = (folder().join("before"), folder().join("after"));
    write_crate(&before, Side::Before, cases, true);
    write_crate(&after, Side::After, cases, true);
    assert_eq!(
        broken(&before),
        BTreeMap::new(),
        "a program must compile against the crate that it was written for"
    );
    let programs = broken(&after);
    write_crate(&before, Side::Before, cases, false);
    write_crate(&after, Side::After, cases, false);
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    // A minor release may break what wants a minor one, and a patch release nothing.
    let (major, all) = (checked(&before, &after, "minor", &names), checked(&before, &after, "patch", &names));
    let judgement = |case: &Case| {
        let major = major.get(&case.name).cloned().unwrap_or_default();
        let minor = all.get(&case.name).map(|all| all.difference(&major).cloned().collect());
        Judgement {
            major: major.into_iter().collect(),
            minor: minor.unwrap_or_default(),
            errors: programs.get(&case.name).map(|codes| codes.iter().cloned().collect()),
        }
    };
    cases.iter().map(|case| (case, judgement(case))).collect()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
