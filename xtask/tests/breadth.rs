//! What users add breaks nothing that guards them: a copy of the specifications, with an operation of each kind and a product
//! that is not there yet, goes through the commands.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use alibabacloud_codegen::{Source, fake_model, lower};
use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud};
use support::{Folder, text, workspace, write_known_specs};

const RDS: &str = "specs/rds-2014-08-15.yaml";
const TASKS: &str = "specs/tasks-2024-01-01.yaml";

fn data(name: &str) -> String {
    fs::read_to_string(workspace().join("xtask/tests/data/breadth").join(name)).unwrap()
}

/// Adds to the specifications in a folder: an operation that writes, one with a form, one whose name all products share,
/// and products, one of which comes first and shares the name of an operation. What is there already stays.
fn grow(specs: &Path) {
    for (file, product) in
        [("dbs-2019-03-06.yaml", "dbs"), ("hbr-2017-09-08.yaml", "hbr"), ("rds-2014-08-15.yaml", "rds")]
    {
        let overlay = specs.join(file.replace(".yaml", ".overlay.yaml"));
        let document = if overlay.exists() { overlay } else { specs.join(file) };
        let known = fs::read_to_string(specs.join(file)).unwrap();
        let mut text = fs::read_to_string(&document).unwrap();
        let mut add = |operation: &str, path: &str| {
            if !known.contains(&format!("operationId: {operation}\n")) {
                let path = data(path).replace("PRODUCT", product);
                text = with_operation(&text, &path);
            }
        };
        add("ListThings", "list_things.yaml");
        if product == "rds" {
            add("ImportThings", "import_things.yaml");
            add("CreateDrill", "create_backup.yaml");
        }
        fs::write(document, text).unwrap();
    }
    for file in ["adb-2019-03-15.yaml", "tasks-2024-01-01.yaml"] {
        fs::write(specs.join(file), data(file)).unwrap();
    }
}

/// A document with one more operation, or an overlay that adds it.
fn with_operation(text: &str, path: &str) -> String {
    if text.starts_with("overlay:") || text.contains("\noverlay:") {
        let path: String = path.lines().map(|line| format!("    {line}\n")).collect();
        return text.replacen(
            "\nactions:\n",
            &format!("\nactions:\n  - target: $.paths\n    update:\n{path}"),
            1,
        );
    }
    text.replacen("\npaths:\n", &format!("\npaths:\n{path}"), 1)
}

/// The specifications before (`before`) and after (`specs`).
fn grown() -> Folder {
    let folder = Folder::new("breadth");
    fs::remove_file(folder.path("specs/demo-2024-01-01.yaml")).unwrap();
    write_known_specs(&folder.path("before"));
    write_known_specs(&folder.path("specs"));
    grow(&folder.path("specs"));
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
fn operations_of_each_kind_and_products_are_added() {
    let folder = grown();
    run(&folder, &["lint", "--deny-warnings", "--specs", "specs"]);
    let generate = ["generate", "--specs", "specs", "--out", "out"];
    run(&folder, &generate);
    run(&folder, &[&generate[..], &["--check"]].concat());
    for file in ["tasks.rs", "tasks/list_task_steps.rs", "tasks/put_task_file.rs", "rds/import_things.rs"] {
        assert!(folder.path("out/src").join(file).exists(), "{file}");
    }
    let diff =
        ["diff", "--base", "before", "--base-version", "0.1.0", "--specs", "specs", "--format", "json"];
    let changes = text(&run(&folder, &diff).stdout);
    assert!(changes.contains("\"minor\"") && !changes.contains("\"level\": \"major\""), "{changes}");

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
    let (_, sent) = call(&["rds", "CreateDrill", "DBInstanceId=rm-1", "BackupMethod=Logical"]);
    assert_eq!((sent.method.as_str(), sent.parameter("BackupMethod")), ("POST", Some("Logical")));
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

/// The tables of the READMEs, the features and the metadata, as CONTRIBUTING.md asks for them.
#[cfg(unix)]
fn write_down(copy: &Path) {
    let rows: String = [("adb", "2019-03-15"), ("tasks", "2024-01-01")]
        .iter()
        .map(|(module, version)| format!("| {module} | {version} | `{module}` | … |\n"))
        .collect();
    for page in ["README.md", "generated/README.md"] {
        let text = fs::read_to_string(copy.join(page)).unwrap();
        let known = text.lines().find(|line| line.starts_with('|') && line.contains("`hbr`")).unwrap();
        fs::write(copy.join(page), text.replacen(known, &format!("{known}\n{}", rows.trim_end()), 1))
            .unwrap();
    }
    let manifest = copy.join("generated/Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let text = text.replacen("\n[features]\n", "\n[features]\nadb = []\ntasks = []\n", 1);
    fs::write(&manifest, text.replacen("default = [", "default = [\"adb\", \"tasks\", ", 1)).unwrap();
    let metadata = copy.join("tests/data/metadata/rds-2014-08-15.json");
    let text = fs::read_to_string(&metadata).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    value["apis"]["CreateDrill"] = serde_json::from_str(&data("create_backup.json")).unwrap();
    fs::write(&metadata, format!("{value:#}\n")).unwrap();
}

/// What guards additions is all tests, but these; `.ci/run` asks for it.
#[cfg(unix)]
#[test]
#[ignore = "it builds and tests a second crate, which takes minutes"]
fn the_tests_pass_with_them() {
    let copied = [".cargo", "README.md", "docs", "generated", "specs", "tests/data/metadata"];
    let copy = support::copy_of_workspace("grown", &copied);
    grow(&copy.join("specs"));
    write_down(&copy);
    // Apart: Cargo takes packages in the same places of two workspaces for the same, and would mix what it has built of them.
    let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("grown-target");
    // These packages have no test of the specifications.
    let few = ["runtime", "codegen", "codegen-cli"].map(|name| format!("--exclude=alibabacloud-{name}"));
    let few: Vec<&str> = ["--workspace"].into_iter().chain(few.iter().map(String::as_str)).collect();
    let skipped = [
        "--tests",
        "--no-fail-fast",
        "--",
        "--skip",
        "the_generator_starts_and",
        "--skip",
        "operations_of_each_kind_and",
    ];
    for arguments in [
        &["xtask", "generate"][..],
        &["xtask", "generate", "--check"],
        &["xtask", "lint", "--deny-warnings"],
        &["xtask", "compare"],
        &[&["test"][..], &few, &skipped].concat(),
        &["test", "--package", "alibabacloud-backup", "--doc"],
    ] {
        let output = support::cargo(&copy, &built, arguments).output().unwrap();
        let (printed, errors) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{arguments:?}\n{printed}\n{errors}");
        assert!(!errors.contains("warning: "), "{arguments:?}\n{errors}");
    }
}
