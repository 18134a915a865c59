//! `cargo xtask ram-policy`: what it prints for the specifications of the workspace and for made-up ones.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use serde_json::{Value, json};
use support::{text, workspace, write_known_specs};

/// The specifications of the four operations.
static SPECS: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("policy-specs");
    write_known_specs(&folder);
    folder
});

fn run(specs: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["ram-policy", "--specs"])
        .arg(specs)
        .args(arguments)
        .output()
        .unwrap()
}

/// The policy, which has the form that RAM knows.
fn policy(output: &Output) -> Value {
    let policy: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&policy), ["Statement", "Version"]);
    assert_eq!(policy["Version"], "1");
    for statement in policy["Statement"].as_array().unwrap() {
        assert_eq!(names(statement), ["Action", "Effect", "Resource"]);
        assert_eq!(statement["Effect"], "Allow");
        for action in statement["Action"].as_array().unwrap() {
            let (service, name) = action.as_str().unwrap().split_once(':').unwrap();
            assert!(!service.is_empty() && !name.is_empty());
        }
        for resource in statement["Resource"].as_array().unwrap() {
            let resource = resource.as_str().unwrap();
            assert!(
                resource == "*" || resource.starts_with("acs:") && resource.split(':').count() >= 5,
                "{resource}"
            );
            assert!(!resource.contains(['{', '}']), "{resource}");
        }
    }
    policy
}

fn statement(actions: &[&str], resources: &[&str]) -> Value {
    json!({"Effect": "Allow", "Action": actions, "Resource": resources})
}

/// The operations that the examples of the generated crate use.
const ALL_FOUR: [&str; 4] =
    ["DescribeBackups", "DescribeBackupTasks", "DescribeRestoreTaskList", "DescribeRestoreJobs2"];

#[test]
fn operations_are_allowed_on_what_they_need() {
    let backups = statement(&["rds:DescribeBackups"], &["acs:rds:*:*:dbinstance/*"]);
    let restores = statement(&["dbs:DescribeRestoreTaskList"], &["acs:dbs:*:*:backupplan/*"]);
    for (arguments, expected) in [
        (&["DescribeBackups"][..], json!([backups])),
        (&["rds:DescribeBackups", "DescribeBackups"], json!([backups])),
        (
            &["DescribeBackupTasks", "DescribeRestoreJobs2"],
            json!([statement(&["hbr:DescribeRestoreJobs2", "rds:DescribeBackupTasks"], &["*"])]),
        ),
        (
            &ALL_FOUR,
            json!([
                statement(&["hbr:DescribeRestoreJobs2", "rds:DescribeBackupTasks"], &["*"]),
                restores,
                backups
            ]),
        ),
        (
            &[
                "DescribeBackups",
                "--resource",
                "DBInstance=rm-2",
                "--resource",
                "DBInstance=rm-1",
                "--account",
                "123",
                "--region",
                "cn-hangzhou",
            ],
            json!([statement(
                &["rds:DescribeBackups"],
                &["acs:rds:cn-hangzhou:123:dbinstance/rm-1", "acs:rds:cn-hangzhou:123:dbinstance/rm-2"]
            )]),
        ),
    ] {
        let output = run(&SPECS, arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_eq!(policy(&output)["Statement"], expected, "{arguments:?}");
    }
}

#[test]
fn a_contradiction_is_told() {
    let output = run(&SPECS, &["DescribeRestoreTaskList"]);
    let said = text(&output.stderr);
    for part in [
        "note: dbs:DescribeRestoreTaskList: The sources disagree about the resource that a RAM policy names.",
        "all resources, that is `*`",
        "the policy allows it on acs:dbs:*:*:backupplan/*; if it is refused, allow it on `*`",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    assert_eq!(text(&run(&SPECS, &["DescribeBackups"]).stderr), "");
}

#[test]
fn what_cannot_be_meant() {
    for (arguments, code, expected) in [
        (
            &["DescribeBackup"][..],
            1,
            "there is no operation `DescribeBackup`; did you mean `DescribeBackups` or `DescribeBackupTasks`?",
        ),
        (
            &["rds:DescribeBackup"],
            1,
            "there is no operation `rds:DescribeBackup`; did you mean `rds:DescribeBackups`",
        ),
        (
            &["DescribeBackups", "--resource", "DbInstanse=a"],
            1,
            "none of the operations has resources of the type `DbInstanse`; did you mean `DBInstance`?",
        ),
        (
            &["DescribeBackupTasks", "--resource", "*=a"],
            1,
            "none of the operations has resources of the type `*`",
        ),
        (
            &["DescribeBackups", "--resource", "DBInstance"],
            2,
            "write a type and an id, such as DBInstance=rm-uf6wjk5",
        ),
        (&["DescribeBackups", "--account", "me"], 2, "an account is a number"),
        (&["DescribeBackups", "--region", "cn_hangzhou:"], 2, "a region is a name such as cn-hangzhou"),
        (&["--used-by", "nowhere"], 1, "cannot read nowhere"),
    ] {
        let output = run(&SPECS, arguments);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(code), ""), "{arguments:?}");
        assert!(text(&output.stderr).contains(expected), "{expected} in {output:?}");
    }
}

/// Two products that have an operation of the same name; one has no form for its resources, one has no permission.
const FIRST: &str = r##"openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: First, module: first, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://first.{region}.aliyuncs.com", description: public}]
paths:
  /ListThings:
    post:
      operationId: ListThings
      x-ram: {action: first:ListThings, access: list, resource: Thing}
      responses: {"200": {description: d, content: {application/json: {schema: {type: object, properties: {Id: {type: string}}}}}}}
  /ListOthers:
    post:
      operationId: ListOthers
      responses: {"200": {description: d, content: {application/json: {schema: {type: object, properties: {Id: {type: string}}}}}}}
"##;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("policy-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("specs")).unwrap();
    fs::create_dir_all(folder.join("src/target")).unwrap();
    let second = FIRST.replace("First", "Second").replace("first", "second");
    fs::write(folder.join("specs/first.yaml"), FIRST).unwrap();
    fs::write(folder.join("specs/second.yaml"), second).unwrap();
    folder
}

#[test]
fn what_a_crate_uses() {
    let folder = folder("used");
    let source = r#"
        //! .list_others() in a comment is not used.
        use alibabacloud_backup::first;
        async fn all(client: first::Client) {
            println!("{:?}", client.list_things().send().await);
            let text = ".list_others()";
        }
        fn list_others() {}
    "#;
    fs::write(folder.join("src/main.rs"), source).unwrap();
    fs::write(folder.join("src/target/built.rs"), "fn f() { c.list_others() }").unwrap();
    fs::write(folder.join("src/broken.rs"), "fn f( { ] \"").unwrap();
    let path = folder.join("src");
    let output = run(&folder.join("specs"), &["--used-by", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let first = statement(&["first:ListThings"], &["acs:first:*:*:thing/*"]);
    let second = statement(&["second:ListThings"], &["acs:second:*:*:thing/*"]);
    assert_eq!(policy(&output)["Statement"], json!([first]));
    let said = text(&output.stderr);
    for part in [
        "main.rs:5: ListThings of first\n",
        "broken.rs is not Rust; it was passed over",
        "note: names were compared, not types",
        "the specification has no `arn` for `Thing`; acs:first:{region}:{account}:thing/{id} is the vendor's usual form",
    ] {
        assert!(said.contains(part), "{part} in {said}");
    }
    for (source, expected) in [
        // The product of a file may be named in another one.
        ("use alibabacloud_backup::{second as other}; fn f(c: C) { c.list_things() }", json!([second])),
        (
            "use alibabacloud_backup::{first, second::Client}; fn f(c: Client, d: first::Client) { c.list_things() }",
            json!([first, second]),
        ),
        // What is called comes from elsewhere, and may be of any product.
        ("fn f(first: C) { first.list_things() }", json!([first, second])),
        ("fn f(c: some::C) { vec![second: 1]; c.list_things() }", json!([first, second])),
    ] {
        fs::write(folder.join("src/main.rs"), source).unwrap();
        let output = run(&folder.join("specs"), &["--used-by", path.to_str().unwrap()]);
        assert_eq!(policy(&output)["Statement"], expected, "{source}: {output:?}");
        let ambiguous = "note: `list_things` is ambiguous; the policy allows all 2";
        assert_eq!(text(&output.stderr).contains(ambiguous), expected.as_array().unwrap().len() == 2);
    }
    fs::write(folder.join("src/main.rs"), "fn main() {}").unwrap();
    let output = run(&folder.join("specs"), &["--used-by", path.to_str().unwrap()]);
    assert!(text(&output.stderr).contains("no operation is called in the 2 Rust files of "), "{output:?}");
}

#[test]
fn what_has_no_permission_is_told() {
    let folder = folder("lacking");
    let output = run(&folder.join("specs"), &["ListOthers", "ListThings"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(policy(&output)["Statement"].as_array().unwrap().len(), 2);
    assert_eq!(policy(&output), policy(&run(&folder.join("specs"), &[])), "without names all are meant");
    assert!(text(&output.stderr).contains("warning: ListOthers has no `x-ram`"), "{output:?}");
    assert!(
        text(&output.stderr).contains("note: 2 products have `ListOthers`; the policy allows all of them"),
        "{output:?}"
    );
}

#[test]
fn the_examples_use_all_four() {
    let examples = workspace().join("generated/examples");
    let output = run(&SPECS, &["--used-by", examples.to_str().unwrap()]);
    let all = run(&SPECS, &ALL_FOUR);
    assert_eq!(policy(&output), policy(&all));
}
