//! The verdicts on the vendor's real changes, against the compiler: a program that uses everything of a crate before is built with
//! the crate after, for twenty products. Takes minutes and needs two folders of the vendor's metadata, so it runs only when asked:
//!
//! ```sh
//! SEMVER_REAL=before:after cargo test -p tests --test semver_real -- --ignored --nocapture
//! ```
//!
//! What was found is written to `tests/semver/real.toml`, from which the other tests print a part of `docs/semver.md`.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "semver/everything.rs"]
mod everything;
#[path = "semver/real.rs"]
mod real;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use alibabacloud_codegen::import::{Options, import};
use alibabacloud_codegen::keep::{self, keep};
use alibabacloud_codegen::{Change, Changes, Kind, Level, Service, Source, diff, emit_service, lower};
use everything::Program;
use real::{Product, Real};
use support::{expect_none, files_below, workspace, write};

/// How many products are built, and how many operations each may have.
const PRODUCTS: usize = 20;
const OPERATIONS: usize = 60;

/// A product before and after.
struct Pair {
    name: String,
    before: Source,
    after: Source,
    old: Service,
    new: Service,
    changes: Changes,
}

fn imported(path: &Path) -> Option<(Source, Service)> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let imported = import(&Source::new(path.display().to_string(), text), &Options::default()).unwrap();
    let name = format!("specs/{}", imported.file_name());
    let source = Source::new(name, imported.text?);
    let service = lower(&source).unwrap_or_else(|wrong| panic!("{wrong}"));
    Some((source, service))
}

/// The products that both folders have.
fn pairs(before: &Path, after: &Path) -> Vec<Pair> {
    let names = files_below(before).into_iter().filter(|name| after.join(name).exists());
    let pair = |name: String| {
        let ((before, old), (after, new)) = (imported(&before.join(&name))?, imported(&after.join(&name))?);
        let changes = diff(std::slice::from_ref(&old), std::slice::from_ref(&new));
        Some(Pair { name: old.product().to_owned(), before, after, old, new, changes })
    };
    names.filter_map(pair).collect()
}

/// What the compiler says: the things whose use no longer compiles.
type Broken = BTreeMap<String, BTreeSet<String>>;

fn write_crate(root: &Path, service: &Service) {
    fs::create_dir_all(root).unwrap();
    for path in files_below(root) {
        if path.starts_with("src/") {
            fs::remove_file(root.join(path)).unwrap();
        }
    }
    let module = service.module();
    for (path, text) in emit_service(service, "proof").iter() {
        write(&root.join("src").join(path), text);
    }
    write(
        &root.join("src/lib.rs"),
        &format!("//! A product.\n\npub use alibabacloud_runtime::*;\npub mod {module};\n"),
    );
    let runtime = workspace().join("runtime").display().to_string();
    let features: BTreeSet<&str> = service.features().into_iter().chain([module]).collect();
    let default: Vec<&str> = features.iter().copied().collect();
    let declared: String = features.iter().map(|feature| format!("{feature} = []\n")).collect();
    let manifest = format!(
        "[package]\nname = \"proof\"\nversion = \"1.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [features]\ndefault = {default:?}\n{declared}fake-cloud = [\"alibabacloud-runtime/fake-cloud\"]\n\n\
         [dependencies]\nalibabacloud-runtime = {{ path = {runtime:?}, default-features = false }}\n\n[workspace]\n",
    );
    write(&root.join("Cargo.toml"), &manifest);
    if !root.join("Cargo.lock").exists() {
        fs::copy(workspace().join("Cargo.lock"), root.join("Cargo.lock")).unwrap();
    }
}

/// Builds a program with the crate of a service.
fn build(service: &Service, program: &Program) -> Broken {
    let root = folder().join("crate");
    write_crate(&root, service);
    write(&root.join("examples/user.rs"), &program.text);
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&root).env_remove("RUSTFLAGS").env("CARGO_TARGET_DIR", folder().join("target"));
    command.args(["check", "-j1", "--offline", "--example", "user", "--message-format", "json"]);
    let output = command.output().unwrap();
    let mut broken = Broken::new();
    let mut finished = false;
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: serde_json::Value = serde_json::from_str(line).unwrap();
        finished |= message["reason"] == "build-finished";
        if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
            continue;
        }
        let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
        assert_eq!(message["target"]["kind"][0], "example", "the crate itself does not compile: {rendered}");
        let spans = message["message"]["spans"].as_array().unwrap();
        let line =
            spans.iter().find(|span| span["is_primary"] == true).and_then(|span| span["line_start"].as_u64());
        // The last message counts the others.
        let Some(line) = line else { continue };
        let code = message["message"]["code"]["code"].as_str().unwrap_or("no code").to_owned();
        let line = usize::try_from(line).unwrap();
        let place = program.used_at(line).unwrap_or_else(|| panic!("line {line}: {rendered}"));
        broken.entry(place.to_owned()).or_default().insert(code);
    }
    assert!(finished, "{}", String::from_utf8_lossy(&output.stderr));
    broken
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("semver-real")
}

/// Whether a change says that the use of a thing breaks.
fn names(change: &Change, place: &str) -> bool {
    let (path, argument) = match change.path.split_once('(') {
        Some((path, rest)) => (path, rest.trim_end_matches(')')),
        None => (change.path.as_str(), ""),
    };
    let inside = |of: &str| place == of || place.strip_prefix(of).is_some_and(|rest| rest.starts_with("::"));
    if inside(path) || change.with.iter().any(|with| inside(with)) {
        return true;
    }
    if change.places.iter().any(|path| inside(path.split('(').next().unwrap_or_default())) {
        return true;
    }
    // A rename is told under the new name.
    let renamed = change.what.strip_prefix("renamed `").and_then(|rest| rest.split_once('`'));
    if let (Some((was, _)), Some((parent, _))) = (renamed, path.rsplit_once("::"))
        && inside(&format!("{parent}::{was}"))
    {
        return true;
    }
    let Some((module, method)) = path.split_once("::Client::") else { return false };
    let method = renamed.map_or(method, |(was, _)| was);
    // What belongs to an operation is in its module: all of it, or the getter of an argument.
    let own = format!("{module}::{method}");
    let name = place.rsplit("::").next().unwrap_or_default();
    let told = argument == name
        || change.what.contains(&format!("`{name}`"))
        || change.what.contains(&format!("`{name}:"));
    inside(&own) && (matches!(change.kind, Kind::OperationRemoved | Kind::OperationReplaced) || told)
}

#[test]
#[ignore = "takes minutes, and needs two folders of the vendor's metadata"]
fn the_compiler_agrees_on_real_changes() {
    let Some(folders) = std::env::var_os("SEMVER_REAL") else {
        println!("skipped: set SEMVER_REAL to two folders of the vendor's metadata, before:after");
        return;
    };
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let [before, after] = folders.as_slice() else { panic!("SEMVER_REAL names two folders, before:after") };
    let all = pairs(before, after);
    let mut real = Real::of(&all.iter().map(|pair| (&pair.changes, kept(pair).changes)).collect::<Vec<_>>());
    let mut chosen: Vec<&Pair> = all
        .iter()
        .filter(|pair| pair.old.operation_count() <= OPERATIONS && !pair.changes.is_empty())
        .collect();
    chosen.sort_by_key(|pair| (pair.changes.verdict() != Some(Level::Major), pair.old.operation_count()));
    let mut wrong = Vec::new();
    for pair in chosen.into_iter().take(PRODUCTS) {
        let product = compared(pair, &mut wrong);
        println!("{}: {product:?}", pair.name);
        real.products.insert(pair.name.clone(), product);
    }
    write(&real::file(), &real.print());
    println!("written to {}; now UPDATE_GOLDENS=1 cargo test -p tests --test semver", real::file().display());
    expect_none(&wrong, "the compiler and the verdict differ");
}

fn kept(pair: &Pair) -> keep::Kept {
    let options = keep::Options { since: "2025-12-01".to_owned(), until: None, let_go: false };
    keep(&pair.before, &pair.after, &options).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// Builds the program of one product with the crates before and after, and with the one that keeps the API.
fn compared(pair: &Pair, wrong: &mut Vec<String>) -> Product {
    let files = emit_service(&pair.old, "proof");
    let program = Program::of(pair.old.module(), files.iter());
    let before = build(&pair.old, &program);
    assert_eq!(before, Broken::new(), "{}: the program must compile with the crate before", pair.name);
    let broken = build(&pair.new, &program);
    let majors: Vec<&Change> = pair.changes.of(Level::Major).collect();
    let mut minor = BTreeMap::new();
    for (place, codes) in &broken {
        if majors.iter().any(|change| names(change, place)) {
            continue;
        }
        let is_code = |change: &&Change| change.kind == Kind::ErrorCodeRemoved && names(change, place);
        match pair.changes.iter().find(is_code) {
            Some(change) => *minor.entry(change.facts().name.to_owned()).or_insert(0) += 1,
            None => wrong.push(format!("{}: {place} breaks ({codes:?}), and no change says so", pair.name)),
        }
    }
    let mut unseen: BTreeMap<String, usize> = BTreeMap::new();
    for change in majors.iter().filter(|change| !broken.keys().any(|place| names(change, place))) {
        *unseen.entry(change.facts().name.to_owned()).or_default() += 1;
    }
    let kept = kept(pair);
    let source = match &kept.overlay {
        Some(text) => pair.after.clone().with_overlay(Source::new("specs/kept.overlay.yaml", text.as_str())),
        None => pair.after.clone(),
    };
    let still = build(&lower(&source).unwrap(), &program);
    for (place, codes) in &still {
        if !kept.changes.of(Level::Major).any(|change| names(change, place)) {
            wrong.push(format!("{}: {place} breaks ({codes:?}) although it is kept", pair.name));
        }
    }
    let unexplained = unseen.keys().filter(|kind| real::why_unseen(kind).is_none());
    wrong.extend(unexplained.map(|kind| format!("{}: the compiler does not see {kind}", pair.name)));
    Product {
        operations: pair.old.operation_count(),
        uses: program.uses,
        broken: broken.len(),
        major: majors.len(),
        minor,
        unseen,
        still_broken: still.len(),
    }
}
