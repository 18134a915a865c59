//! `cargo xtask import`: metadata in, specifications out, and a report.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod support;

use std::fs;
use std::process::{Command, Output};

use serde_json::{Value, json};
use support::{Folder, text};

fn run(folder: &Folder, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(&folder.0)
        .env_remove("CARGO_MANIFEST_DIR")
        .args(arguments)
        .output()
        .unwrap()
}

/// Metadata of a product version with one operation that is carried and one that is not.
fn metadata(product: &str, version: &str) -> String {
    let answer =
        json!({"200": {"schema": {"type": "object", "properties": {"RequestId": {"type": "string"}}}}});
    let operation = |security: &str, about: &str| json!({"methods": ["post"], "security": [{security: []}], "parameters": [], "responses": answer, "description": about});
    json!({
        "info": {"style": "RPC", "product": product, "version": version},
        "apis": {"ListThings": operation("AK", "Lists things."), "Watch": operation("BearerToken", "Watches.")},
    })
    .to_string()
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    fs::remove_file(folder.path("specs/demo-2024-01-01.yaml")).unwrap();
    fs::create_dir_all(folder.path("metadata")).unwrap();
    fs::write(folder.path("metadata/one.json"), metadata("Demo", "2024-01-01")).unwrap();
    folder
}

#[test]
fn what_is_imported_is_reported_checked_and_generated() {
    let folder = folder("import-one");
    let imported = run(&folder, &["import", "metadata", "--out", "specs", "--all"]);
    assert!(imported.status.success(), "{imported:?}");
    let table = text(&imported.stdout);
    for part in [
        "demo-2024-01-01.yaml           1        1",
        "Watch: its credentials are of another kind: BearerToken",
    ] {
        assert!(table.contains(part), "{part} in {table}");
    }
    assert!(text(&imported.stderr).ends_with("1 of 1 files written to specs\n"), "{imported:?}");
    assert!(!fs::read_to_string(folder.path("specs/demo-2024-01-01.yaml")).unwrap().contains("Lists things"));
    let lint = run(&folder, &["lint", "--deny-warnings", "specs"]);
    assert!(lint.status.success(), "{lint:?}");
    let generated = run(&folder, &["generate", "--specs", "specs", "--out", "out"]);
    assert!(generated.status.success(), "{generated:?}");
    let again = run(&folder, &["import", "metadata", "--out", "specs", "--format", "json"]);
    assert!(text(&again.stderr).ends_with("0 of 1 files written to specs\n"), "{again:?}");
    let report: Value = serde_json::from_slice(&again.stdout).unwrap();
    let document = &report["documents"][0];
    assert_eq!(
        (&document["operations"], &document["carried"], &document["spec"]),
        (&json!(2), &json!(1), &json!("demo-2024-01-01.yaml"))
    );
}

#[test]
fn an_overlay_selects_operations_in_each_import() {
    let folder = folder("import-some");
    fs::create_dir_all(folder.path("specs")).unwrap();
    let overlay =
        "overlay: 1.0.0\ninfo: {title: Ours, version: \"1\"}\nx-import: {operations: [List*]}\nactions: []\n";
    fs::write(folder.path("specs/demo-2024-01-01.overlay.yaml"), overlay).unwrap();
    for _ in 0..2 {
        let imported = run(&folder, &["import", "metadata", "--out", "specs", "--all"]);
        let table = text(&imported.stdout);
        assert!(table.contains("demo-2024-01-01.yaml           1        0"), "{table}");
        assert!(
            table.contains("operations left out\n     1  the overlay does not ask for them\n"),
            "{table}"
        );
    }
    let json = run(&folder, &["import", "metadata", "--out", "specs", "--format", "json"]);
    let report: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(report["documents"][0]["left_out"], 1);
    fs::write(folder.path("specs/demo-2024-01-01.overlay.yaml"), overlay.replace("List*", "ListThing"))
        .unwrap();
    let wrong = run(&folder, &["import", "metadata", "--out", "specs"]);
    assert_eq!(wrong.status.code(), Some(1), "{wrong:?}");
    let message = "specs/demo-2024-01-01.overlay.yaml:3:25: no operation is called `ListThing`; did you mean `ListThings`?";
    assert!(text(&wrong.stderr).contains(message), "{wrong:?}");
}

#[test]
fn a_second_version_leaves_the_module_of_the_first_alone() {
    let folder = folder("import-two");
    assert!(run(&folder, &["import", "metadata", "--out", "specs"]).status.success());
    fs::write(folder.path("metadata/two.json"), metadata("Demo", "2025-01-01")).unwrap();
    for written in ["1 of 2", "0 of 2"] {
        let imported = run(&folder, &["import", "metadata", "--out", "specs"]);
        assert!(
            text(&imported.stderr).ends_with(&format!("{written} files written to specs\n")),
            "{imported:?}"
        );
    }
    for (version, module) in [("2024-01-01", "demo"), ("2025-01-01", "demo_2025_01_01")] {
        let spec = fs::read_to_string(folder.path(&format!("specs/demo-{version}.yaml"))).unwrap();
        assert!(spec.contains(&format!("module: {module},")), "{spec}");
    }
}

#[test]
fn what_people_wrote_is_not_replaced() {
    let folder = folder("import-own");
    let own = "openapi: 3.1.0\nx-service: {product: Demo, module: demo}\n";
    fs::create_dir_all(folder.path("specs")).unwrap();
    fs::write(folder.path("specs/demo-2024-01-01.yaml"), own).unwrap();
    let refused = run(&folder, &["import", "metadata", "--out", "specs"]);
    assert!(!refused.status.success());
    let message = text(&refused.stderr);
    assert!(message.contains("specs/demo-2024-01-01.yaml was not imported"), "{message}");
    assert_eq!(fs::read_to_string(folder.path("specs/demo-2024-01-01.yaml")).unwrap(), own);
}

#[test]
fn what_cannot_be_imported_is_said_and_loses_nothing() {
    let folder = folder("import-wrong");
    fs::write(folder.path("metadata/broken.json"), "{\n  \"info\": ,").unwrap();
    let broken = run(&folder, &["import", "metadata", "--out", "specs"]);
    assert_eq!(broken.status.code(), Some(1), "{broken:?}");
    assert!(text(&broken.stderr).contains("broken.json:2:11: this is not JSON"), "{broken:?}");
    assert!(folder.path("specs/demo-2024-01-01.yaml").exists());
    fs::write(folder.path("metadata/broken.json"), metadata("demo", "2024-01-01")).unwrap();
    let twice = run(&folder, &["import", "metadata", "--out", "other"]);
    assert!(text(&twice.stderr).contains("are about the same product version"), "{twice:?}");
    assert!(!folder.path("other").exists());
    let none = run(&folder, &["import", "specs", "--out", "other"]);
    assert!(text(&none.stderr).contains("specs has no metadata (*.json)"), "{none:?}");
}
