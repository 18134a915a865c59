//! `generated/src` is what the specifications give now: byte for byte, and nothing else.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;

use alibabacloud_codegen::{
    Files, check_modules, dialect_schema, emit_root, emit_service, lower, product_pages, rule_pages,
};
use support::{difference, entries, expect_none, files_below, name, read, specs, workspace};

#[test]
fn the_generated_crate_is_fresh() {
    let sources = specs();
    assert!(!sources.is_empty(), "specs/ has no specifications");
    let lowered = sources.iter().map(|source| lower(source).unwrap_or_else(|wrong| panic!("{wrong}")));
    let services: Vec<_> = lowered.collect();
    check_modules(&services.iter().collect::<Vec<_>>(), &sources).unwrap_or_else(|wrong| panic!("{wrong}"));
    let mut files = emit_root(&services, &guide(), "alibabacloud_backup");
    for service in &services {
        files.extend(emit_service(service, "alibabacloud_backup"));
    }

    expect_fresh("generated/src", &files);
}

#[test]
fn the_pages_of_the_products_are_fresh() {
    let lowered = specs()
        .iter()
        .map(|source| lower(source).unwrap_or_else(|wrong| panic!("{wrong}")))
        .collect::<Vec<_>>();
    expect_fresh("docs/products", &product_pages(&lowered));
}

#[test]
fn the_pages_of_the_rules_are_fresh() {
    expect_fresh("docs/lint", &rule_pages());
}

#[test]
fn the_schema_of_the_dialect_is_fresh() {
    let found = fs::read_to_string(workspace().join("specs/dialect.schema.json")).unwrap();
    let complaints: Vec<_> = difference(&found, &dialect_schema()).into_iter().collect();
    expect_none(&complaints, "run `cargo xtask generate`");
}

/// The pages of the guide, as people wrote them.
fn guide() -> Files {
    let mut pages = Files::default();
    for path in entries(&workspace().join("docs/guide")) {
        pages.insert(name(&path), read(&path));
    }
    pages
}

/// Compares a folder with what the generator writes there, and nothing else may be in it.
fn expect_fresh(place: &str, files: &Files) {
    let folder = workspace().join(place);
    let mut complaints = Vec::new();
    let on_disk: BTreeSet<String> = files_below(&folder).into_iter().collect();
    for (path, text) in files.iter().filter(|(path, _)| on_disk.contains(*path)) {
        let bytes = fs::read(folder.join(path)).unwrap();
        let found = String::from_utf8(bytes).unwrap_or_else(|_| format!("{path} is not UTF-8"));
        complaints.extend(difference(&found, text).map(|shown| format!("{place}/{path} is stale: {shown}")));
    }
    let wanted: BTreeSet<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
    complaints.extend(wanted.difference(&on_disk).map(|path| format!("{place}/{path} is missing")));
    complaints.extend(on_disk.difference(&wanted).map(|path| format!("{place}/{path} is stray")));
    expect_none(&complaints, "run `cargo xtask generate`");
}

#[test]
fn every_product_is_a_feature_of_the_generated_crate() {
    let manifest: toml::Table = read(&workspace().join("generated/Cargo.toml")).parse().unwrap();
    for source in specs() {
        let service = lower(&source).unwrap_or_else(|wrong| panic!("{wrong}"));
        let feature = service.module();
        let features = manifest["features"].as_table().unwrap();
        assert!(features.contains_key(feature), "generated/Cargo.toml lacks the feature `{feature}`");
    }
}
