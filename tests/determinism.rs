//! The same input gives the same files, in whatever order the documents come.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use std::collections::BTreeMap;

use alibabacloud_codegen::{Files, Source, emit_root, emit_service, lower};
use support::{read, specs, workspace};

/// All sources at hand: the specifications, and the goldens that have the most names.
fn sources() -> Vec<Source> {
    let golden = |name: &str| {
        let path = workspace().join("tests/goldens").join(name).join("spec.yaml");
        Source::new(format!("tests/goldens/{name}/spec.yaml"), read(&path))
    };
    specs().into_iter().chain(["hostile_names", "references", "recursion"].map(golden)).collect()
}

fn files(source: &Source) -> Files {
    emit_service(&lower(source).unwrap_or_else(|wrong| panic!("{wrong}")), "some_crate")
}

#[test]
fn the_same_input_gives_the_same_files() {
    for source in sources() {
        assert!(files(&source) == files(&source), "{} gives different files at times", source.name);
    }
}

#[test]
fn the_order_of_documents_does_not_matter_to_products() {
    let forwards: BTreeMap<String, Files> =
        sources().iter().map(|source| (source.name.clone(), files(source))).collect();
    for source in sources().iter().rev() {
        assert!(forwards[&source.name] == files(source), "{} depends on what came before it", source.name);
    }
}

#[test]
fn the_root_names_products_in_the_order_given() {
    let services: Vec<_> = specs().iter().map(|source| lower(source).unwrap()).collect();
    let backwards: Vec<_> = services.iter().rev().cloned().collect();
    let lines = |files: &Files| {
        let mut lines: Vec<String> = files.get("lib.rs").unwrap().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let (one, other) = (
        emit_root(&services, &Files::default(), "alibabacloud_backup"),
        emit_root(&backwards, &Files::default(), "alibabacloud_backup"),
    );
    assert_ne!(one, other);
    assert_eq!(lines(&one), lines(&other), "a root in another order has other lines");
}

#[test]
fn diagnostics_come_in_the_same_order() {
    let mut count = 0;
    for source in sources() {
        let broken = Source::new(source.name, source.text.replace("type: string", "type: text"));
        let (Err(one), Err(other)) = (lower(&broken), lower(&broken)) else { continue };
        assert_eq!(one, other);
        let places: Vec<_> = one.iter().map(|diagnostic| diagnostic.place.clone()).collect();
        assert!(places.is_sorted());
        count += places.len();
    }
    assert!(count > 50, "{count} mistakes");
}
