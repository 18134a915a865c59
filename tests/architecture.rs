//! The README of the tests lists invariants with the tests that hold them: the tests exist.

use std::path::Path;

/// The rows of tables whose second column names tests: "`file`: `name`, `name`; `file`: `name`".
fn named_tests(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for row in text.lines().filter(|line| line.starts_with("| ") && line.contains(".rs`: `")) {
        let column = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let mut folder = String::new();
        for group in column.split("; ") {
            let (file, names) = group.split_once(": ").expect("a file and its tests");
            let file = file.trim_matches('`');
            let path = if file.contains('/') { file.to_owned() } else { format!("{folder}/{file}") };
            folder = path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
            found.extend(names.split(", ").map(|name| (path.clone(), name.trim_matches('`').to_owned())));
        }
    }
    found
}

#[test]
fn every_invariant_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("tests/README.md")).unwrap();
    let named = named_tests(&text);
    assert!(named.len() > 30, "{named:?}");
    for (path, name) in named {
        let source =
            std::fs::read_to_string(root.join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let declared = source.contains(&format!("fn {name}("));
        assert!(declared && source.contains("#["), "{path} has no test `{name}`");
    }
}
