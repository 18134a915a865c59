//! What users add breaks nothing that guards them: a copy of the specifications, with an operation of each kind and a product
//! that is not there yet, goes through the commands.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use alibabacloud_codegen::{Source, fake_model, lower};
use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud};
use support::{Folder, text};

const RDS: &str = "specs/rds-2014-08-15.yaml";
const TASKS: &str = "specs/tasks-2024-01-01.yaml";

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The specifications before (`before`) and after (`specs`).
fn grown() -> Folder {
    let folder = Folder::new("breadth");
    fs::remove_file(folder.path("specs/demo-2024-01-01.yaml")).unwrap();
    fs::create_dir(folder.path("before")).unwrap();
    for entry in fs::read_dir(workspace().join("specs")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            for copy in ["before", "specs"] {
                fs::copy(&path, folder.path(copy).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    let data = workspace().join("xtask/tests/data/breadth");
    let operations = fs::read_to_string(data.join("operations.yaml")).unwrap();
    let rds = fs::read_to_string(folder.path(RDS)).unwrap();
    fs::write(folder.path(RDS), rds.replacen("\npaths:\n", &format!("\npaths:\n{operations}"), 1)).unwrap();
    fs::copy(data.join("tasks-2024-01-01.yaml"), folder.path(TASKS)).unwrap();
    folder
}

fn run(folder: &Folder, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .current_dir(&folder.0)
        .env_remove("CARGO_MANIFEST_DIR")
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    output
}

fn serve(folder: &Folder) -> FakeCloud {
    let mut builder = FakeCloud::builder();
    for spec in [RDS, TASKS] {
        let source = Source::new(spec, fs::read_to_string(folder.path(spec)).unwrap());
        builder = builder.model(&fake_model(&lower(&source).unwrap())).unwrap();
    }
    builder.start_blocking().unwrap()
}

#[test]
fn an_operation_of_each_kind_and_a_product_are_added() {
    let folder = grown();
    run(&folder, &["lint", "--deny-warnings", "--specs", "specs"]);
    fs::create_dir_all(folder.path("out/src")).unwrap();
    let generate = ["generate", "--specs", "specs", "--out", "out/src"];
    run(&folder, &generate);
    run(&folder, &[&generate[..], &["--check"]].concat());
    for file in ["tasks.rs", "tasks/list_task_steps.rs", "tasks/put_task_file.rs", "rds/import_things.rs"] {
        assert!(folder.path("out/src").join(file).exists(), "{file}");
    }
    let diff =
        ["diff", "--base", "before", "--base-version", "0.1.0", "--specs", "specs", "--format", "json"];
    let changes = text(&run(&folder, &diff).stdout);
    assert!(changes.contains("\"minor\"") && !changes.contains("\"major\""), "{changes}");

    let cloud = serve(&folder);
    fs::write(folder.path("content.bin"), [0, 159, 146]).unwrap();
    let call = |arguments: &[&str]| {
        let endpoint = cloud.endpoint();
        let place = ["--endpoint", &endpoint, "--region", "cn-hangzhou", "--yes", "--specs", "specs"];
        let output = run(&folder, &[&["call"], arguments, &place[..]].concat());
        (output.stdout, cloud.requests().pop().unwrap())
    };
    let (answer, sent) = call(&["tasks", "ListTaskSteps", "TaskId=a b", "X-Demo-Trace=t-1"]);
    assert_eq!(text(&answer), "[\n  \"prepare\",\n  \"copy\"\n]\n");
    assert_eq!((sent.method.as_str(), sent.path.as_str()), ("GET", "/tasks/a%20b"));
    assert_eq!(sent.header("x-demo-trace"), Some("t-1"));
    let (_, sent) = call(&["tasks", "UpdateTask", "TaskId=t-1", "Name=mine"]);
    assert_eq!((sent.method.as_str(), sent.body.as_ref()), ("PUT", &br#"{"Name":"mine"}"#[..]));
    let (answer, sent) = call(&["tasks", "GetTaskFile", "TaskId=t-1", "Path=a/b"]);
    assert_eq!((answer.as_slice(), sent.path.as_str()), (&b"the content"[..], "/tasks/t-1/files/a/b"));
    let (_, sent) = call(&["tasks", "PutTaskFile", "TaskId=t-1", "Path=a", "Content=@content.bin"]);
    assert_eq!(sent.body.as_ref(), [0, 159, 146]);
    let (_, sent) = call(&["rds", "ImportThings", "Name=mine", "ThingRegion=there"]);
    assert_eq!((sent.method.as_str(), sent.body.as_ref()), ("POST", &b"Name=mine"[..]));
    let (_, sent) = call(&["rds", "ListThings", "Names=a,b"]);
    assert_eq!((sent.method.as_str(), sent.parameter("Names")), ("GET", Some("a|b")));

    let preview = text(
        &run(
            &folder,
            &[
                "call",
                "rds",
                "ImportThings",
                "Name=mine",
                "--region",
                "cn-hangzhou",
                "--dry-run",
                "--specs",
                "specs",
            ],
        )
        .stdout,
    );
    assert!(preview.contains("\n\nName=mine\n"), "{preview}");
}
