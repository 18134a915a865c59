//! Broken documents: the generator reports what is wrong with them, or prints Rust, and never panics.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "support/mutation.rs"]
mod mutation;
#[path = "support/references.rs"]
mod references;
mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};

use alibabacloud_codegen::{
    Diagnostics, Files, Service, Source, emit_root, emit_service, is_visible, lint, lower, lower_partly,
};
use mutation::{Numbers, mutate};
use support::{entries, expect_none, name, read, workspace};

/// Mutants of each document. The test has to stay quick without optimisation.
const MUTANTS: usize = 15;

/// The documents of the goldens. Not the specifications: whoever edits one would get other mutants.
fn sources() -> Vec<Source> {
    let folders = entries(&workspace().join("tests/goldens")).into_iter().filter(|path| path.is_dir());
    folders
        .map(|path| Source::new(format!("specs/{}.yaml", name(&path)), read(&path.join("spec.yaml"))))
        .collect()
}

/// Documents whose schemas refer to one another.
const CIRCLES: usize = 150;

/// What is wrong with the answer to a broken document.
fn complaint(source: &Source) -> Option<String> {
    type Answer = Result<(Service, Files), Diagnostics>;
    let run = || -> Answer {
        let service = lower(source)?;
        let files = emit_service(&service, "some_crate");
        Ok((service, files))
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Err(_) => Some("panics".to_owned()),
        Ok(Ok((service, mut files))) => {
            files.extend(emit_root(&[service], &Files::default(), "some_crate"));
            files.iter().find_map(|(path, text)| bad_file(path, text))
        }
        Ok(Err(diagnostics)) => bad_diagnostics(&diagnostics, source),
    }
    .or_else(|| lint_complaint(source))
    .or_else(|| {
        let partly = || lower_partly(source).concerning("ListThings");
        catch_unwind(partly).is_err().then(|| "panics where only a part of it is wanted".to_owned())
    })
}

/// What is wrong with what the rules say about a broken document.
fn lint_complaint(source: &Source) -> Option<String> {
    let run = || {
        let found = lint(std::slice::from_ref(source));
        let drawn: Vec<String> = found.iter().take(3).map(ToString::to_string).collect();
        (found, drawn)
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Err(_) => Some("makes lint panic".to_owned()),
        Ok((found, ..)) if found.iter().next().is_some() => bad_diagnostics(&found, source),
        Ok(_) => None,
    }
}

fn bad_file(path: &str, text: &str) -> Option<String> {
    if !is_safe(path) {
        return Some(format!("writes to {path:?}"));
    }
    if path.ends_with(".json") {
        return serde_json::from_str::<serde_json::Value>(text).err().map(|error| format!("{path}: {error}"));
    }
    if path.ends_with(".md") {
        let hidden = text.chars().find(|c| *c != '\n' && !is_visible(*c));
        return hidden.map(|c| format!("{path} has {c:?}"));
    }
    match syn::parse_file(text) {
        Err(error) => Some(format!("{path} is not Rust: {error}")),
        Ok(_) if text.contains("compile_error!") => Some(format!("{path} is not Rust")),
        Ok(_) => None,
    }
}

/// Whether a path stays below its folder and is the same on every system.
fn is_safe(path: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_/.".contains(c);
    path.chars().all(plain) && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

fn bad_diagnostics(diagnostics: &Diagnostics, source: &Source) -> Option<String> {
    let lines = source.text.lines().count().max(1);
    if diagnostics.iter().count() == 0 {
        return Some("fails without a reason".to_owned());
    }
    let outside = diagnostics.iter().find(|one| one.place.line < 1 || one.place.line > lines);
    outside.map(|one| format!("line {} of {lines}: {}", one.place.line, one.message))
}

#[test]
fn no_document_surprises_the_generator() {
    let mut complaints = Vec::new();
    let (mut right, mut wrong) = (0, 0);
    for source in sources() {
        let mut numbers = Numbers::new(20_240_601);
        for number in 0..MUTANTS {
            let mutant = Source::new(source.name.clone(), mutate(&source.text, &mut numbers));
            if lower(&mutant).is_ok() {
                right += 1;
            } else {
                wrong += 1;
            }
            complaints.extend(complaint(&mutant).map(|what| format!("{} {number}: {what}", source.name)));
        }
    }
    expect_none(&complaints, "fix codegen; the mutants are the same in every run");
    assert!(right > 20 && wrong > 100, "the mutants test little: {right} right, {wrong} wrong");
}

#[test]
fn references_in_circles_end() {
    let mut complaints = Vec::new();
    let (mut right, mut wrong) = (0, 0);
    let mut numbers = Numbers::new(20_261_125);
    for number in 0..CIRCLES {
        let source = Source::new("specs/circles.yaml", references::document(&mut numbers));
        let is_right = lower(&source).is_ok();
        (right, wrong) = (right + usize::from(is_right), wrong + usize::from(!is_right));
        complaints.extend(complaint(&source).map(|what| format!("{number}: {what}\n{}", source.text)));
    }
    expect_none(&complaints, "fix codegen; the documents are the same in every run");
    assert!(right > CIRCLES / 30 && wrong > CIRCLES / 20, "they test little: {right} right, {wrong} wrong");
}

#[test]
fn paths_that_leave_the_folder_are_noticed() {
    for path in ["rds.rs", "rds/types.rs", "rds/fake.json", "lib.rs", "a_1/b2.rs"] {
        assert!(is_safe(path), "{path}");
    }
    for path in
        ["", "/rds.rs", "../rds.rs", "rds/../x.rs", "rds//x.rs", "Rds.rs", "rds\\x.rs", "rds/.x", "ö.rs"]
    {
        assert!(!is_safe(path), "{path}");
    }
}

/// Documents that are nothing but strange, each with the whole of its text.
#[test]
fn strange_documents_are_refused() {
    let deep_list = "[".repeat(20_000);
    let deep_map = (0..1_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>();
    let many_keys = (0..500).map(|key| format!("k{key}: v\n")).collect::<String>();
    for text in [
        "",
        "\n",
        "\u{feff}",
        "\u{0}",
        "---",
        "--- a\n--- b",
        "- a",
        "a",
        "42",
        "null",
        "%YAML 9",
        "\t",
        "? a",
        "? [a]: b",
        "a: b: c",
        "\"",
        "'",
        "|",
        "{",
        "}",
        "*a",
        "&a a",
        "!!map {}",
        "a: *a",
        "<<: {a: b}",
        "\r",
        "a\r\nb: c",
        &deep_list,
        &deep_map,
        &many_keys,
        "openapi: 3.1.0\npaths: {../../x: {post: {operationId: ../../x}}}",
    ] {
        let source = Source::new("specs/strange.yaml", text);
        let start: String = text.chars().take(20).collect();
        assert!(lower(&source).is_err(), "{start:?} is taken for a document");
        assert_eq!(complaint(&source), None, "{start:?}");
        assert!(lower(&source).unwrap_err().to_string().contains("specs/strange.yaml"), "{start:?}");
    }
}
