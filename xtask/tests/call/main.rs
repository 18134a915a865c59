//! `cargo xtask call` as a maintainer types it, against the fake cloud.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first surprise"
)]

mod dry_run;
mod parameters;
mod samples;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use alibabacloud_codegen::{Source, fake_model, lower};
use alibabacloud_runtime::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, Misbehavior};
use serde_json::Value;
pub(crate) use support::text;

/// The specifications of the four operations.
pub(crate) fn specs() -> PathBuf {
    static SPECS: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("call-specs");
        support::write_known_specs(&folder);
        folder
    });
    SPECS.clone()
}

/// A fake cloud of all documents in a folder.
pub(crate) fn cloud(folder: &Path) -> FakeCloud {
    let mut builder = FakeCloud::builder();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let source = Source::new("specs/some.yaml", fs::read_to_string(&path).unwrap());
            if let Ok(service) = lower(&source) {
                builder = builder.model(&fake_model(&service)).unwrap();
            }
        }
    }
    builder.start_blocking().unwrap()
}

/// The command with nothing of the environment but what a call needs.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .env_clear()
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)
        .args(["call", "--specs"])
        .arg(folder)
        .args(arguments);
    command
}

pub(crate) fn call(cloud: &FakeCloud, folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).args(["--endpoint", &cloud.endpoint()]).output().unwrap()
}

fn respond(status: u16, body: &'static str) -> Misbehavior {
    Misbehavior::Respond { status, headers: Vec::new(), body: body.into() }
}

/// A specification of one operation that writes, and one with everything else wrong.
pub(crate) const WRITES: &str = r##"openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
paths:
  /CreateThing:
    post:
      operationId: CreateThing
      x-effect: write
      parameters:
        - {name: ThingName, in: query, required: true, schema: {type: string}}
        - {name: ClientToken, in: query, x-idempotency-token: true, schema: {type: string}}
      responses:
        "200":
          description: The thing.
          content: {application/json: {schema: {type: object, properties: {RequestId: {type: string}, ThingId: {type: string}}}, example: {RequestId: "1", ThingId: th-1}}}
"##;

pub(crate) fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("call-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

#[test]
fn the_answer_alone_is_on_standard_output() {
    let cloud = cloud(&specs());
    for product in ["rds", "RDS", "rds-2014-08-15"] {
        let output = call(&cloud, &specs(), &[product, "DescribeBackups", "DBInstanceId=rm-uf6wjk5"]);
        assert!(output.status.success(), "{output:?}");
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["Items"]["Backup"][0]["Engine"], "MySQL");
        let chatter = text(&output.stderr);
        assert!(chatter.starts_with("HTTP 200, request id "), "{chatter}");
        assert!(chatter.ends_with(", 1 attempt\nno departures from the specification\n"), "{chatter}");
    }
}

#[test]
fn the_answer_is_as_it_was_received_and_its_departures_are_listed() {
    let cloud = cloud(&specs());
    let body = r#"{"Z":1e2,"RequestId":"A","PageNumber":"1","Items":{"Backup":{"BackupId":12345678901234567890,"X\u202e":"\u001b[2J"}}}"#;
    let run = |more: &[&str]| {
        cloud.misbehave("DescribeBackups", respond(200, body));
        let arguments = ["rds", "DescribeBackups", "DBInstanceId=rm-1"];
        call(&cloud, &specs(), &[&arguments[..], more].concat())
    };
    let output = run(&[]);
    assert!(output.status.success(), "{output:?}");
    let expected = r#"{
  "Z": 1e2,
  "RequestId": "A",
  "PageNumber": "1",
  "Items": {
    "Backup": {
      "BackupId": 12345678901234567890,
      "X\u202e": "\u001b[2J"
    }
  }
}
"#;
    assert_eq!(text(&output.stdout), expected);
    let listed = [
        "UnknownField at /Z: expected no such field, found 1e2\n",
        "SingleElement at /Items/Backup: expected a list, found {",
        "Converted at /Items/Backup/BackupId: expected a string, found 12345678901234567890\n",
        "departures from the specification\n",
    ];
    let chatter = text(&output.stderr);
    for line in listed {
        assert!(chatter.contains(line), "{line} in {chatter}");
    }
    assert!(!chatter.contains('\u{1b}') && !chatter.contains('\u{202e}'), "{chatter:?}");
    let strict = run(&["--strict"]);
    assert_eq!((strict.status.code(), text(&strict.stdout)), (Some(1), expected.to_owned()));
}

#[test]
fn errors_say_what_is_known_and_what_to_do() {
    let cloud = cloud(&specs());
    let refuse = |code: &str| Misbehavior::Refuse { code: code.to_owned(), message: "No.".to_owned() };
    for (misbehavior, lines) in [
        (
            refuse("InvalidDBInstance.NotFound"),
            &[
                "error: InvalidDBInstance.NotFound: No.",
                "HTTP status: 404",
                "request id: ",
                "attempts: 1",
                "help: compare",
            ][..],
        ),
        (
            refuse("Forbidden.RAM"),
            &[
                "note: the specification of this operation does not list `Forbidden.RAM`",
                "help: `cargo xtask ram-policy DescribeBackups`",
            ][..],
        ),
        (respond(502, "<html>oops"), &["HTTP status: 502", "attempts: 3", "the body begins: <html>oops"][..]),
        (
            respond(200, "<html>oops"),
            &["error: not JSON", "it looks like HTML or XML", "help: see whether the endpoint"][..],
        ),
    ] {
        let always = matches!(&misbehavior, Misbehavior::Respond { status: 502, .. });
        if always {
            cloud.misbehave("DescribeBackups", misbehavior.times(3));
        } else {
            cloud.misbehave("DescribeBackups", misbehavior);
        }
        let output = call(&cloud, &specs(), &["rds", "DescribeBackups", "DBInstanceId=rm-1"]);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), ""));
        let chatter = text(&output.stderr);
        for line in lines {
            assert!(chatter.contains(line), "{line} in {chatter}");
        }
    }
    // An error in the body of a 200.
    cloud.misbehave("DescribeRestoreTaskList", refuse("Param.NotFound"));
    let output = call(&cloud, &specs(), &["dbs", "DescribeRestoreTaskList", "BackupPlanId=dbs1"]);
    let chatter = text(&output.stderr);
    assert!(chatter.contains("error: Param.NotFound: No.\nHTTP status: 200\n"), "{chatter}");
}

#[test]
fn without_credentials_or_region_nothing_is_sent() {
    let run = |region: &str| {
        let mut command = command(&specs(), &["rds", "DescribeBackups", "DBInstanceId=rm-1"]);
        command.env_remove("ALIBABA_CLOUD_ACCESS_KEY_ID").env_remove("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
        command.env("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true").args(region.split_whitespace());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        text(&output.stderr)
    };
    let chatter = run("--region cn-hangzhou");
    assert!(chatter.contains("there are no credentials") && chatter.contains("--profile"), "{chatter}");
    let chatter = run("");
    assert!(chatter.starts_with("error: there is no region; ") && chatter.contains("--region"), "{chatter}");
}

#[test]
fn names_that_are_wrong() {
    let check = |arguments: &[&str], expected: &str| {
        let output = command(&specs(), arguments).args(["--region", "cn-hangzhou"]).output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(1), format!("error: {expected}\n")));
    };
    check(&["rsd", "DescribeBackups"], "there is no product `rsd`; did you mean `rds`?");
    check(
        &["rds", "describebackups"],
        "`rds` has no operation `describebackups`; did you mean `DescribeBackups` or `DescribeBackupTasks`?",
    );
    check(
        &["\u{1b}x", "\u{202e}"],
        "there is no product `\u{fffd}x`; there is dbs, dbs-2019-03-06, hbr, hbr-2017-09-08, rds, rds-2014-08-15",
    );
}

#[test]
fn what_is_wrong_elsewhere_does_not_matter() {
    let rds = fs::read_to_string(specs().join("rds-2014-08-15.yaml")).unwrap();
    let other = rds.replacen("operationId: DescribeBackupTasks", "operationID: DescribeBackupTasks", 1);
    let unused = rds.replacen("\n  schemas:\n", "\n  schemas:\n    NobodyUsesThis: {type: strin}\n", 1);
    let folder = folder("elsewhere", &[("rds.yaml", &other), ("broken.yaml", "openapi: 3.1.0\npaths: [\n")]);
    let cloud = cloud(&specs());
    let output = call(&cloud, &folder, &["rds", "DescribeBackups", "DBInstanceId=rm-1"]);
    assert!(output.status.success(), "{output:?}");
    let chatter = text(&output.stderr);
    assert!(
        chatter.contains("note: specs/broken.yaml has 1 error elsewhere, the first in line "),
        "{chatter}"
    );
    assert!(chatter.contains("note: specs/rds.yaml has "), "{chatter}");

    fs::write(folder.join("rds.yaml"), unused).unwrap();
    let output = call(&cloud, &folder, &["rds", "DescribeBackups", "DBInstanceId=rm-1"]);
    assert!(output.status.success(), "{output:?}");

    let own = rds.replacen("name: DBInstanceId", "nam: DBInstanceId", 1);
    fs::write(folder.join("rds.yaml"), own).unwrap();
    let output = call(&cloud, &folder, &["rds", "DescribeBackups", "DBInstanceId=rm-1"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("did you mean `name`?"), "{output:?}");
    // A component that the operation refers to matters as well.
    let schema = rds.replacen("\n  schemas:\n", "\n  schemas:\n    Broken: {type: strin}\n", 1);
    let schema = schema.replacen("name: DBInstanceId\n", "name: DBInstanceId\n          x-unit: a\n", 1);
    fs::write(folder.join("rds.yaml"), schema).unwrap();
    assert_eq!(
        call(&cloud, &folder, &["rds", "DescribeBackups", "DBInstanceId=rm-1"]).status.code(),
        Some(1)
    );
}

#[test]
fn what_changes_something_asks_first() {
    let folder = folder("writes", &[("demo.yaml", WRITES)]);
    let cloud = cloud(&folder);
    let output = call(&cloud, &folder, &["demo", "CreateThing", "ThingName=a"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("CreateThing changes something"), "{output:?}");
    assert_eq!(cloud.requests().len(), 0);
    let output = call(&cloud, &folder, &["demo", "CreateThing", "ThingName=a", "--yes"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(cloud.requests().len(), 1);
}
