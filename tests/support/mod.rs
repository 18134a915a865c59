//! What the tests share: folders, fixtures and how a difference is shown.

// Each test target compiles this module for itself and uses a part of it.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};

use alibabacloud_codegen::Source;

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace").to_owned()
}

/// Whether the expected files are to be rewritten.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE_GOLDENS").is_some_and(|value| value == "1")
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// Writes a file and the folders that it is in, unless it has that text.
pub(crate) fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file is in a folder")).unwrap();
    fs::write(path, text).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}

/// What is in a folder, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let found =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    let mut paths: Vec<_> = found.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// All files below a folder, relative to it and written with `/`, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in entries(folder) {
        let name = name(&path);
        if path.is_dir() {
            found.extend(files_below(&path).iter().map(|below| format!("{name}/{below}")));
        } else {
            found.push(name);
        }
    }
    found
}

/// The last part of a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().expect("a path has a last part").to_string_lossy().into_owned()
}

/// The specifications of the workspace with their overlays, called as `cargo xtask generate` calls them.
pub(crate) fn specs() -> Vec<Source> {
    let paths = entries(&workspace().join("specs"));
    let source = |path: &Path| Source::new(format!("specs/{}", name(path)), read(path));
    let documents = paths.iter().filter_map(|path| Some((path, Source::overlay_name(&name(path))?)));
    let with_overlay = |(path, overlay): (&PathBuf, String)| {
        let overlay = path.with_file_name(overlay);
        if overlay.exists() { source(path).with_overlay(source(&overlay)) } else { source(path) }
    };
    documents.map(with_overlay).collect()
}

/// Specifications that people transcribed from pages, for tests that need known ones.
pub(crate) fn transcribed() -> Vec<Source> {
    let paths = entries(&workspace().join("tests/data/transcribed"));
    paths.iter().map(|path| Source::new(format!("specs/{}", name(path)), read(path))).collect()
}

/// What is different between two texts, around the first line that is; `None` if they are equal.
pub(crate) fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), found.split('\n').collect());
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let mut shown = format!("line {}:\n", first + 1);
    for line in &old[first.saturating_sub(2)..first] {
        shown += &format!("    {line}\n");
    }
    for (sign, lines) in [('-', &old), ('+', &new)] {
        match lines.get(first) {
            Some(line) => shown += &format!("  {sign} {line}\n"),
            None => shown += &format!("  {sign} (the end of the file)\n"),
        }
    }
    Some(shown)
}

/// Stops with all complaints, if there is one.
pub(crate) fn expect_none(complaints: &[String], help: &str) {
    assert!(complaints.is_empty(), "{}\n{help}", complaints.join("\n"));
}
