//! Each feature of the generator: a specification, and the files that it becomes, which this package compiles.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use alibabacloud_codegen::{Files, Source, emit_root, emit_service, lower};
use support::{difference, entries, expect_none, files_below, name, read, updating, write};

const HELP: &str =
    "if that is what you want: UPDATE_GOLDENS=1 cargo test -p tests --test goldens, and review the diff";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("goldens")
}

fn features() -> Vec<PathBuf> {
    entries(&folder()).into_iter().filter(|path| path.is_dir()).collect()
}

/// The files that the specification of a feature becomes.
fn generate(feature: &Path) -> Result<Files, String> {
    let name = name(feature);
    let source = Source::new(format!("tests/goldens/{name}/spec.yaml"), read(&feature.join("spec.yaml")));
    let service = lower(&source).map_err(|diagnostics| diagnostics.to_string())?;
    Ok(emit_service(&service, &format!("goldens::{name}")))
}

/// What is wrong with the expected files of a folder.
fn compare(folder: &Path, files: &Files) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, text) in files.iter() {
        let place = folder.join(path);
        match fs::read_to_string(&place) {
            Ok(expected) => {
                wrong
                    .extend(difference(&expected, text).map(|shown| format!("{}: {shown}", place.display())));
            }
            Err(error) => wrong.push(format!("{}: {error}", place.display())),
        }
    }
    let stray = |path: &String| path != "spec.yaml" && files.get(path).is_none();
    wrong.extend(
        files_below(folder)
            .iter()
            .filter(|path| stray(path))
            .map(|path| format!("{}: nobody generates this file", folder.join(path).display())),
    );
    wrong
}

fn rewrite(folder: &Path, files: &Files) {
    for path in files_below(folder).iter().filter(|path| *path != "spec.yaml" && files.get(path).is_none()) {
        fs::remove_file(folder.join(path)).unwrap();
    }
    files.iter().for_each(|(path, text)| write(&folder.join(path), text));
}

#[test]
fn every_feature_becomes_what_its_golden_says() {
    let mut wrong = Vec::new();
    for feature in features() {
        match generate(&feature) {
            Ok(files) => {
                if updating() {
                    rewrite(&feature, &files);
                }
                wrong.extend(compare(&feature, &files));
            }
            Err(diagnostics) => wrong.push(diagnostics),
        }
    }
    expect_none(&wrong, HELP);
}

#[test]
fn every_golden_is_compiled() {
    let listing = read(&folder().join("lib.rs"));
    let listed: Vec<&str> = listing.lines().filter_map(|line| line.trim().strip_suffix(',')).collect();
    let folders: Vec<String> = features().iter().map(|feature| name(feature)).collect();
    assert_eq!(listed, folders, "list each folder of tests/goldens once in tests/goldens/lib.rs, in order");
}

#[test]
fn a_root_lists_its_products() {
    let service = |text: &str| {
        let text = text.replace("module: demo", "module: other").replace("product: Demo", "product: Other");
        lower(&Source::new("specs/other.yaml", text)).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
    };
    let services = ["maps", "hostile_descriptions"].map(|name| folder().join(name).join("spec.yaml"));
    let services =
        [lower(&Source::new("specs/maps.yaml", read(&services[0]))).unwrap(), service(&read(&services[1]))];
    let files = emit_root(&services, &Files::default(), "some_crate");
    let expected = folder().join("root.expected");
    let found = files.get("lib.rs").expect("the root of a crate is lib.rs");
    assert_eq!(files.len(), 1);
    if updating() {
        write(&expected, found);
    }
    expect_none(&difference(&read(&expected), found).into_iter().collect::<Vec<_>>(), HELP);
}

#[test]
fn a_root_has_the_pages_of_a_guide() {
    let service =
        lower(&Source::new("specs/maps.yaml", read(&folder().join("maps").join("spec.yaml")))).unwrap();
    let mut guide = Files::default();
    for (path, text) in [
        ("README.md", "# Guide\n\n[Long work](long-work.md)\n"),
        (
            "long-work.md",
            "# Long work\n\n[Retries](retries.md#time), [back](README.md), [home](https://example.com/retries.md)\n",
        ),
        ("retries.md", "# Retries\n"),
    ] {
        guide.insert(path.to_owned(), text.to_owned());
    }
    let files = emit_root(&[service], &guide, "some_crate");
    assert_eq!(files.len(), 4);
    assert_eq!(files.get("guide/README.md"), Some("# Guide\n\n[Long work](crate::guide::long_work)\n"));
    assert_eq!(
        files.get("guide/long-work.md"),
        Some(
            "# Long work\n\n[Retries](crate::guide::retries#time), [back](crate::guide), [home](https://example.com/retries.md)\n"
        )
    );
    let module = r#"#[doc = include_str!("guide/README.md")]
#[rustfmt::skip]
#[cfg(
    any(
        not(doctest),
        all(
            feature = "demo",
            feature = "blocking",
            feature = "fake-cloud",
            feature = "reqwest"
        )
    )
)]
pub mod guide {
    #[doc = include_str!("guide/long-work.md")]
    pub mod long_work {}

    #[doc = include_str!("guide/retries.md")]
    pub mod retries {}
}
"#;
    let root = files.get("lib.rs").unwrap();
    assert!(root.contains(module), "{root}");
}

#[test]
fn the_fake_cloud_reads_every_model() {
    for feature in features() {
        let model = read(&feature.join("demo/fake.json"));
        let builder = alibabacloud_runtime::fake::FakeCloud::builder().model(&model);
        assert!(builder.is_ok(), "{}: {:?}", name(&feature), builder.err());
    }
}
