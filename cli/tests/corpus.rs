//! `corpus`: figures that are true, of documents with something of each kind to find.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// An operation whose answer has the properties, and a sample of it.
fn operation(properties: &Value, sample: &str) -> Value {
    json!({
        "methods": ["post"], "security": [{"AK": []}], "operationType": "read", "parameters": [],
        "responses": {"200": {"schema": {"type": "object", "properties": properties}}},
        "responseDemo": json!([{"type": "json", "example": sample}]).to_string(),
    })
}

fn metadata(product: &str, style: &str, apis: &Value) -> String {
    json!({"info": {"style": style, "product": product, "version": "2024-01-01"}, "apis": apis}).to_string()
}

/// A folder with metadata: of a product that is carried, of one that is refused, and of nothing at all.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("metadata")).unwrap();
    let count = json!({"Count": {"type": "integer"}, "Rate": {"type": "number"}, "More": {"type": "object"}});
    let apis = json!({
        "GetRight": operation(&count, r#"{"Count": 1, "Rate": 2, "More": {"x": [1.5]}}"#),
        "GetOther": operation(&count, r#"{"Count": "1", "Extra": true}"#),
        "GetWrong": operation(&count, r#"{"Nothing": 1}"#),
        "GetBroken": operation(&count, "{"),
        "Upload": {"methods": ["post"], "security": [{"AK": []}], "schemes": ["sse"], "parameters": []},
    });
    for (file, text) in [
        ("demo.json", metadata("Demo", "RPC", &apis)),
        ("own.json", metadata("Own", "OWN", &json!({"Get": operation(&count, "{}")}))),
        ("broken.json", "{".to_owned()),
    ] {
        fs::write(folder.join("metadata").join(file), text).unwrap();
    }
    folder
}

fn corpus(folder: &Path, more: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_alibabacloud-codegen"));
    program.current_dir(folder).env_remove("CARGO_MANIFEST_DIR").env("CARGO_NET_OFFLINE", "true");
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
    program.args(["corpus", "metadata", "--runtime", runtime, "--out"]);
    program.arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus-out")).args(more).output().unwrap()
}

#[test]
fn figures_and_reasons_are_those_of_the_documents() {
    let folder = folder("corpus");
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus-out");
    fs::create_dir_all(&out).unwrap();
    // What is built there stays for the next run of this test.
    let _ = fs::remove_file(out.join("Cargo.toml"));
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"), out.join("Cargo.lock")).unwrap();
    let output = corpus(&folder, &["--compile", "--samples", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "a file that cannot be read: {output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let documents = report["documents"].as_array().unwrap();
    let find =
        |name: &str| documents.iter().find(|one| one["metadata"].as_str().unwrap().ends_with(name)).unwrap();
    assert!(
        find("broken.json")["error"].as_str().unwrap().contains("broken.json:1:1: this is not JSON"),
        "{report:#}"
    );
    let own = find("own.json");
    assert_eq!((&own["carried"], &own["crate"], &own["is_right"]), (&json!(0), &Value::Null, &json!(true)));
    let demo = find("demo.json");
    assert_eq!((&demo["operations"], &demo["carried"]), (&json!(5), &json!(4)));
    assert_eq!(
        demo["refused"],
        json!([{"operation": "Upload", "reason": "the answer is a stream of events"}])
    );
    assert_eq!(demo["untyped"], json!({"an object without fields": 4}));
    assert_eq!((&demo["lint_errors"], &demo["crate"]["compiler"]), (&json!([]), &json!([])));
    assert!(demo["crate"]["lines"].as_u64().unwrap() > 100);

    let samples = demo["crate"]["samples"].as_array().unwrap();
    assert_eq!(samples.len(), 3, "what is no JSON is none: {samples:?}");
    let kinds = |sample: &Value| {
        let all = sample["departures"].as_array().unwrap();
        all.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((&samples[1]["equal"], kinds(&samples[1])), (&json!(true), Vec::new()), "{}", samples[1]);
    assert_eq!((&samples[0]["equal"], kinds(&samples[0]).len()), (&json!(false), 2), "{}", samples[0]);
    assert!(samples[2]["error"].as_str().is_some(), "{}", samples[2]);
    assert_eq!(demo["is_right"], true);

    fs::remove_file(folder.join("metadata/broken.json")).unwrap();
    let output = corpus(&folder, &["--samples"]);
    assert!(output.status.success(), "{output:?}");
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in [
        "demo.json           4       1",
        "samples  equal departed failed",
        "     1  the answer is a stream of events\n",
    ] {
        assert!(table.contains(part), "{part} in\n{table}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_folder_of_somebody_else_stays_as_it_is() {
    let folder = folder("corpus-foreign");
    let theirs = "[package]\nname = \"theirs\"\n";
    fs::write(folder.join("Cargo.toml"), theirs).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_alibabacloud-codegen"));
    program.current_dir(&folder).env_remove("CARGO_MANIFEST_DIR");
    let output = program.args(["corpus", "metadata", "--compile", "--out", "."]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.starts_with("error: ./Cargo.toml was not written by `corpus`"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("Cargo.toml")).unwrap(), theirs);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing was written");
    fs::remove_dir_all(folder).unwrap();
}
