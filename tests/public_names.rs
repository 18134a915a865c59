//! The public names of the published libraries that programs depend on, so that no change of them goes unseen. What a
//! specification adds to the clients is new and breaks nobody; it need not be in the golden.
//!
//! rustdoc lists them. Its JSON is not stable yet, so the stable compiler is asked for what else only a nightly one gives.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use alibabacloud_codegen::lower;
use support::{difference, expect_none, read, specs, updating, workspace, write};

/// What rustdoc knows of a package with all its features.
fn rustdoc_json(package: &str) -> std::path::PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("public-names");
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(workspace())
        .env("RUSTC_BOOTSTRAP", "1")
        .env_remove("RUSTDOCFLAGS")
        .args(["rustdoc", "--quiet", "--lib", "--all-features", "--package", package, "--target-dir"])
        .arg(&target)
        .args(["--", "-Zunstable-options", "--output-format", "json"])
        .status()
        .expect("cargo runs");
    assert!(status.success(), "rustdoc fails for {package}");
    target.join("doc").join(format!("{}.json", package.replace('-', "_")))
}

/// The names, each with what it is, a line each.
fn names(package: &str) -> String {
    let api = public_api::Builder::from_rustdoc_json(rustdoc_json(package))
        .omit_auto_derived_impls(true)
        .omit_auto_trait_impls(true)
        .omit_blanket_impls(true)
        .build()
        .unwrap_or_else(|error| panic!("{package}: {error}"));
    let lines: BTreeSet<String> = api.items().filter_map(|item| name(&item.to_string())).collect();
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

/// `fn a::B::c` of `pub const fn a::B<T>::c(x: u8) -> u8`; `None` for implementations.
fn name(item: &str) -> Option<String> {
    let plain = without_generics(item);
    let words: Vec<&str> = plain.split_whitespace().skip_while(|word| word.starts_with("#[")).collect();
    let is_kind = |word: &&&str| !matches!(**word, "pub" | "const" | "async" | "unsafe" | "static" | "mut");
    let words: Vec<&str> = words.iter().filter(is_kind).copied().collect();
    let [kind, rest @ ..] = words.as_slice() else { return None };
    if *kind == "impl" {
        return None;
    }
    let (kind, path) = match rest.first() {
        Some(path) if !kind.contains("::") => (*kind, *path),
        _ => ("value", *kind),
    };
    let end = path.find(['(', '=']).unwrap_or(path.len());
    Some(format!("{kind} {}", path.get(..end).unwrap_or(path).trim_end_matches([':', ','])))
}

fn without_generics(item: &str) -> String {
    let mut depth = 0_usize;
    let mut before = ' ';
    let outside = |c: &char| {
        // An arrow closes nothing.
        let closes = *c == '>' && before != '-';
        before = *c;
        depth += usize::from(*c == '<');
        let is_outside = depth == 0;
        depth -= usize::from(closes && depth > 0);
        is_outside
    };
    item.chars().filter(outside).collect()
}

/// The names without those in the modules of products that the golden lacks.
fn without_additions(golden: &str, names: &str) -> String {
    let known: BTreeSet<&str> = golden.lines().collect();
    let modules: Vec<String> =
        specs().iter().map(|source| lower(source).unwrap().module().to_owned()).collect();
    let is_of_a_product = |line: &str| {
        let mut path = line.split(' ').next_back().unwrap_or_default().split("::");
        path.next() == Some("alibabacloud_backup")
            && path.next().is_some_and(|module| modules.iter().any(|one| one == module))
    };
    let kept = names.lines().filter(|line| known.contains(line) || !is_of_a_product(line));
    kept.map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_a_product_adds_is_no_change() {
    let golden =
        "fn alibabacloud_backup::fake_cloud\nfn alibabacloud_backup::rds::Client::describe_backups\n";
    let check = |names: &str, expected: &str| assert_eq!(without_additions(golden, names), expected);
    check(golden, golden);
    check(&format!("{golden}fn alibabacloud_backup::rds::Client::create_backup\n"), golden);
    check(&format!("{golden}mod alibabacloud_backup::rds\n"), golden);
    let other = format!("{golden}fn alibabacloud_backup::other\n");
    check(&other, &other);
    check("fn alibabacloud_backup::fake_cloud\n", "fn alibabacloud_backup::fake_cloud\n");
}

#[test]
fn public_names_are_what_their_goldens_say() {
    let mut wrong = Vec::new();
    for package in ["alibabacloud-runtime", "alibabacloud-backup"] {
        let golden = workspace().join("tests/data/public_names").join(format!("{package}.txt"));
        let names = names(package);
        if updating() {
            write(&golden, &names);
        }
        let golden = read(&golden);
        let names = without_additions(&golden, &names);
        wrong.extend(difference(&golden, &names).map(|shown| format!("{package}: {shown}")));
    }
    let help = "if that is what you want: UPDATE_GOLDENS=1 cargo test -p tests --test public_names, and review the diff";
    expect_none(&wrong, help);
}

#[test]
fn names_are_taken_out_of_signatures() {
    let check = |item: &str, expected: Option<&str>| assert_eq!(name(item).as_deref(), expected, "{item}");
    check("pub const fn a::B::c(self, x: u8) -> a::B", Some("fn a::B::c"));
    check("#[non_exhaustive] pub enum a::B<T>", Some("enum a::B"));
    check("pub fn a::B<T, fn() -> u8>::c(&self) -> a::B<T>", Some("fn a::B::c"));
    check("pub a::B::field: u8", Some("value a::B::field"));
    check("pub use a::b::C", Some("use a::b::C"));
    check("impl core::fmt::Debug for a::B", None);
    check("impl<T> a::B<T>", None);
}
