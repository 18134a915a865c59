//! `update`: what a maintainer sees and gets of newer metadata, and what only he can decide.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// Metadata of a product with an operation that lists things, and one that may be gone.
fn metadata(parameters: &Value, properties: &Value, others: &[&str]) -> String {
    let operation = |parameters: &Value, properties: &Value| {
        json!({
            "methods": ["post"], "security": [{"AK": []}], "operationType": "read", "parameters": parameters,
            "responses": {"200": {"schema": {"type": "object", "properties": properties}}},
        })
    };
    let mut apis = json!({"ListThings": operation(parameters, properties)});
    for name in others {
        apis[name] = operation(&json!([]), &json!({"RequestId": {"type": "string"}}));
    }
    json!({"info": {"style": "RPC", "product": "Demo", "version": "2024-01-01"}, "apis": apis}).to_string()
}

fn query(name: &str, required: bool) -> Value {
    json!({"name": name, "in": "query", "schema": {"type": "string", "required": required}})
}

fn before() -> String {
    let properties =
        json!({"RequestId": {"type": "string"}, "Count": {"type": "integer", "format": "int32"}});
    metadata(&json!([query("Id", false), query("Size", false)]), &properties, &["GetOld"])
}

/// A parameter, a field and an operation are gone, one is required, and something is new.
fn after() -> String {
    let properties = json!({"RequestId": {"type": "string"}, "Total": {"type": "integer"}});
    metadata(&json!([query("Id", true), query("New", false)]), &properties, &["GetNew"])
}

/// A folder with a crate of the metadata before, and the metadata after.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        let _ = fs::remove_dir_all(&folder.0);
        folder.write("old/demo.json", &before());
        folder.write("new/demo.json", &after());
        folder.run(&["import", "old", "--out", "specs"], 0);
        let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
        folder.run(&["generate", "--out", "my-cloud", "--runtime", runtime], 0);
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap_or_default()
    }

    fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_alibabacloud-codegen"));
        program.current_dir(&self.0).env_remove("CARGO_MANIFEST_DIR").args(arguments);
        let Output { status, stdout, stderr } = program.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(status.code(), Some(code), "{arguments:?}: {}{}", text(&stdout), text(&stderr));
        (text(&stdout), text(&stderr))
    }

    fn update(&self, from: &str, more: &[&str], code: i32) -> (String, String) {
        let fixed = ["update", "--from", from, "--out", "my-cloud", "--date", "2025-12-01", "--skip-checks"];
        self.run(&[&fixed[..], more].concat(), code)
    }

    /// All files, with what is in them.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let (mut found, mut open) = (BTreeMap::new(), vec![self.0.clone()]);
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    found.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        found
    }
}

impl Folder {
    /// The files that are not as they were.
    fn changed(&self, before: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<PathBuf> {
        let now = self.files();
        let paths: BTreeSet<&PathBuf> = now.keys().chain(before.keys()).collect();
        paths.into_iter().filter(|path| now.get(*path) != before.get(*path)).cloned().collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[track_caller]
fn expect(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn what_disappears_is_kept_until_it_comes_back() {
    let folder = Folder::new("update-flap");
    let untouched = folder.files();
    let (shown, said) = folder.update("new", &["--dry-run"], 0);
    expect(
        &shown,
        &[
            "demo-2024-01-01.yaml: minor, ",
            "\n  kept: ",
            "minor operation-added demo::Client::get_new",
            "version: 0.1.0, and with these changes 0.1.1",
            "CHANGELOG.md gets\n\n### Added",
            "missing my-cloud/src/demo/get_new.rs",
        ],
    );
    assert!(said.ends_with("nothing was written\n"), "{said}");
    assert_eq!(folder.changed(&untouched), Vec::<PathBuf>::new());

    let (shown, _) = folder.update("new", &[], 0);
    assert!(!shown.contains("missing "), "{shown}");
    let overlay = folder.read("specs/demo-2024-01-01.overlay.yaml");
    expect(
        &overlay,
        &["x-arguments: []", "x-gone-since: \"2025-12-01\"", "x-kept-until: \"2026-12-01\"", "GetOld"],
    );
    expect(&folder.read("my-cloud/src/demo/get_old.rs"), &["deprecated"]);
    expect(
        &folder.read("my-cloud/src/demo/list_things.rs"),
        &["pub fn list_things(&self)", "pub fn size(", "pub count:"],
    );
    let changelog = folder.read("my-cloud/CHANGELOG.md");
    expect(
        &changelog,
        &[
            "# Changelog\n\n## Unreleased: 0.1.1\n\n### Added\n\n- `demo::Client::get_new`",
            "### Deprecated\n",
        ],
    );
    assert!(!changelog.contains("Breaking"), "{changelog}");
    expect(&folder.read("my-cloud/MIGRATING.md"), &["## From 0.1.0 to 0.1.1\n", "`demo::Client::get_old`"]);

    let first = folder.files();
    let (_, said) = folder.update("new", &[], 0);
    assert_eq!((folder.changed(&first), said.as_str()), (Vec::new(), "nothing has changed\n"));

    // It flaps: all is documented again, and nothing is kept for it.
    folder.update("old", &["--allow-breaking"], 0);
    let overlay = folder.read("specs/demo-2024-01-01.overlay.yaml");
    assert!(!overlay.contains("GetOld") && overlay.contains("GetNew"), "{overlay}");
    expect(&folder.read("my-cloud/src/demo/get_old.rs"), &["pub fn get_old"]);
}

#[test]
fn what_people_wrote_stays_and_what_they_have_to_decide_stops() {
    let folder = Folder::new("update-questions");
    let own = "overlay: 1.0.0\ninfo: {title: Mine, version: \"1\"}\nactions:\n  # As the team says.\n  - target: $.paths['/ListThings'].post\n    update: {summary: Lists things.}\n";
    folder.write("specs/demo-2024-01-01.overlay.yaml", own);
    folder.run(&["generate", "--out", "my-cloud"], 0);
    folder.update("new", &[], 0);
    let overlay = folder.read("specs/demo-2024-01-01.overlay.yaml");
    expect(
        &overlay,
        &[
            "  # As the team says.\n  - target: $.paths['/ListThings'].post\n    update: {summary: Lists things.}\n",
            "x-keep",
        ],
    );

    // The time is over.
    let untouched = folder.files();
    let late = ["--date", "2027-01-01"];
    let again = ["update", "--from", "new", "--out", "my-cloud", "--skip-checks"];
    let (_, said) = folder.run(&[&again[..], &late].concat(), 1);
    expect(
        &said,
        &[
            "question: demo-2024-01-01.yaml keeps what is gone beyond its time\n",
            "GetOld: until 2026-12-01",
            "to decide: ",
        ],
    );
    assert_eq!(folder.changed(&untouched), Vec::<PathBuf>::new());

    let folder_now = folder.read("specs/demo-2024-01-01.overlay.yaml");
    let let_go = ["--let-go", "--allow-breaking"];
    folder.run(&[&again[..], &late, &let_go].concat(), 0);
    assert!(!folder.read("specs/demo-2024-01-01.overlay.yaml").contains("GetOld"));
    assert!(!folder.0.join("my-cloud/src/demo/get_old.rs").exists());
    folder.write("specs/demo-2024-01-01.overlay.yaml", &folder_now);

    // An action lost its target.
    folder.write("third/demo.json", &after().replace("ListThings", "QueryThings"));
    let lost = overlay
        .replace("['/ListThings'].post\n    update: {summary", "['/Nowhere'].post\n    update: {summary");
    folder.write("specs/demo-2024-01-01.overlay.yaml", &lost);
    let (_, said) = folder.update("new", &[], 1);
    expect(&said, &["Nowhere", "demo-2024-01-01.overlay.yaml"]);
}

#[test]
fn a_break_that_nothing_avoids_is_a_question() {
    let folder = Folder::new("update-breaking");
    // Where a value goes is a fact about the service, and a text in a header cannot be a list.
    folder.write(
        "new/demo.json",
        &before().replace("\"RPC\"", "\"ROA\"").replace("\"methods\"", "\"path\":\"/things\",\"methods\""),
    );
    let untouched = folder.files();
    let (_, said) = folder.update("new", &[], 1);
    expect(
        &said,
        &[
            "question: ",
            "break programs",
            "--allow-breaking",
            "nothing was written; --dry-run shows all questions\n",
        ],
    );
    assert_eq!(folder.changed(&untouched), Vec::<PathBuf>::new());
    folder.update("new", &["--allow-breaking"], 0);
    expect(&folder.read("my-cloud/CHANGELOG.md"), &["## Unreleased: 0.2.0\n", "**Breaking:**"]);
}

#[test]
fn what_is_not_here_or_not_imported_is_said() {
    let folder = Folder::new("update-others");
    folder.write("new/other.json", &after().replace("\"Demo\"", "\"Other\""));
    folder.write("new/own.json", &after().replace("\"Demo\"", "\"Own\""));
    let own = folder
        .read("specs/demo-2024-01-01.yaml")
        .replace("x-imported: true\n", "")
        .replace("product: Demo", "product: Own")
        .replace("module: demo", "module: own");
    folder.write("specs/own-2024-01-01.yaml", &own);
    let (shown, _) = folder.update("new", &["--dry-run"], 0);
    expect(
        &shown,
        &[
            "other-2024-01-01.yaml: is no specification here; `import` makes one\n",
            "own-2024-01-01.yaml: was written by people; `compare` tells what differs\n",
        ],
    );
    fs::remove_file(folder.0.join("new/demo.json")).unwrap();
    let (shown, said) = folder.update("new", &[], 0);
    expect(&shown, &["demo-2024-01-01.yaml: is not in the metadata, and stays as it is\n"]);
    assert_eq!(said, "nothing has changed\n");
    folder.write("new/broken.json", "{");
    let (_, said) = folder.update("new", &[], 1);
    expect(&said, &["broken.json:1:1: this is not JSON"]);
    let (_, said) = folder.update("old", &["--keep-until", "2025-11-30"], 1);
    expect(&said, &["error: --keep-until 2025-11-30 is before 2025-12-01"]);
    fs::create_dir(folder.0.join("empty")).unwrap();
    let (_, said) = folder.update("empty", &[], 1);
    expect(&said, &["error: empty has no metadata (*.json)\n"]);
    let (_, said) = folder.run(&["update", "--from", "new"], 1);
    expect(&said, &["give the folder of the crate with --out"]);
}
