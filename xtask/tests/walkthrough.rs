//! The recipe "A new operation" of CONTRIBUTING.md, command by command, with an operation that no specification has: two
//! mistakes are in it, and each is found before anything is generated.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

mod support;

use std::fs;
use std::process::{Command, Output};

use alibabacloud_codegen::{Source, fake_model, lower};
use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud};
use serde_json::Value;
use support::{Folder, text, workspace, write_known_specs};

const SPEC: &str = "specs/rds-2014-08-15.yaml";
const PERIOD: [&str; 2] = ["StartTime=2019-02-01T00:00:00Z", "EndTime=2019-02-20T00:00:00Z"];

fn data(name: &str) -> String {
    fs::read_to_string(workspace().join("xtask/tests/data/walkthrough").join(name)).unwrap()
}

/// `text` with `part` behind the first line that is `line`.
fn insert(text: &str, line: &str, part: &str) -> String {
    let (before, after) = text.split_once(line).unwrap_or_else(|| panic!("no line {line:?}"));
    format!("{before}{line}{part}{after}")
}

fn replace(folder: &Folder, from: &str, to: &str) {
    let text = fs::read_to_string(folder.path(SPEC)).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(folder.path(SPEC), text.replace(from, to)).unwrap();
}

fn run(folder: &Folder, arguments: &[&str], code: i32) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(&folder.0)
        .env_remove("CARGO_MANIFEST_DIR")
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
    output
}

/// The specifications with the operation, and metadata that has the operation.
fn transcribed() -> Folder {
    let folder = Folder::new("walkthrough");
    fs::remove_file(folder.path("specs/demo-2024-01-01.yaml")).unwrap();
    write_known_specs(&folder.path("before"));
    write_known_specs(&folder.path("specs"));
    let before = fs::read_to_string(folder.path(SPEC)).unwrap();
    let after = insert(&before, "\npaths:\n", &data("operation.yaml"));
    fs::write(folder.path(SPEC), insert(&after, "\n  schemas:\n", &data("schema.yaml"))).unwrap();
    let metadata = fs::read_to_string(workspace().join("tests/data/metadata/rds-2014-08-15.json")).unwrap();
    let mut metadata: Value = serde_json::from_str(&metadata).unwrap();
    metadata["apis"]["DescribeBinlogFiles"] = serde_json::from_str(&data("metadata.json")).unwrap();
    fs::write(folder.path("metadata.json"), metadata.to_string()).unwrap();
    folder
}

fn serve(folder: &Folder) -> FakeCloud {
    let source = Source::new(SPEC, fs::read_to_string(folder.path(SPEC)).unwrap());
    let model = fake_model(&lower(&source).unwrap());
    FakeCloud::builder().model(&model).unwrap().items("DescribeBinlogFiles", 95).start_blocking().unwrap()
}

#[test]
fn an_operation_is_transcribed() {
    let folder = transcribed();
    let compare = ["compare", "--with", "metadata.json"];

    let found = text(&run(&folder, &["lint", "--deny-warnings", SPEC], 1).stdout);
    assert!(
        found.contains("the text says \"from 30 to 100\", and the limits of the schema do not"),
        "{found}"
    );
    let found = text(&run(&folder, &compare, 1).stdout);
    assert!(found.contains("in conflict: field `Items/BinLogFile[]/FileSize`, width"), "{found}");

    replace(&folder, "format: int32\n          x-unit: bytes", "format: int64\n          x-unit: bytes");
    let wrong = "            maximum: 1000\n            default: 30\n          example: 30\n";
    let note = "about: the largest page, claims: {metadata-2024: 100 in the text and 1000 in the schema}, choice: 100, \
                because: a smaller page is always accepted, aspect: range";
    let right = format!(
        "            maximum: 100\n            default: 30\n          x-contradictions: [{{{note}}}]\n"
    );
    replace(&folder, wrong, &right);
    run(&folder, &["lint", "--deny-warnings", SPEC], 0);
    run(&folder, &compare, 0);

    let found = text(&run(&folder, &["diff", "--base", "before", "--base-version", "0.1.0"], 0).stdout);
    for part in ["minor\n", "rds::Client::describe_binlog_files  operation-added", "next version: 0.1.1"] {
        assert!(found.contains(part), "{part} in {found}");
    }
    run(&folder, &["generate", "--out", "out"], 0);
    assert!(folder.path("out/src/rds/describe_binlog_files.rs").exists());

    let cloud = serve(&folder);
    let mut call = vec!["call", "rds", "DescribeBinlogFiles", "DBInstanceId=rm-uf6", "PageSize=100"];
    call.extend(PERIOD);
    let url = cloud.endpoint();
    call.extend(["--endpoint", &url, "--region", "cn-hangzhou"]);
    let output = run(&folder, &call, 0);
    assert_eq!(text(&output.stdout).matches("\"LogFileName\"").count(), 95);
    assert!(text(&output.stderr).contains("no departures from the specification"), "{output:?}");
    let policy = text(&run(&folder, &["ram-policy", "DescribeBinlogFiles"], 0).stdout);
    assert!(policy.contains("\"rds:DescribeBinlogFiles\""), "{policy}");
}
