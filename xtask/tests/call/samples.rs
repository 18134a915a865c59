//! `--save-sample`: what is written, what is masked, and what stays as it was.

use super::{WRITES, call, cloud, folder, respond, specs, text};
use alibabacloud_codegen::{Source, lower};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of the workspace's specifications.
fn copied(name: &str) -> PathBuf {
    let folder = folder(name, &[]);
    for entry in fs::read_dir(specs()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    folder
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

/// The sample that the fake cloud gives.
fn sample(folder: &Path, file: &str, operation: &str) -> Value {
    let service = lower(&Source::new(file, read(folder, file))).unwrap_or_else(|wrong| panic!("{wrong}"));
    let model: Value = serde_json::from_str(&alibabacloud_codegen::fake_model(&service)).unwrap();
    let operations = model["operations"].as_array().unwrap();
    operations.iter().find(|one| one["name"] == operation).unwrap()["sample"].clone()
}

const RDS: &str = "rds-2014-08-15.yaml";

/// With everything that belongs to somebody; documented values, counts and times beside it.
const ANSWER: &str = r#"{
  "RequestId": "1A6D328C-84B8-40DC-BF49-6C73984D7494",
  "TotalRecordCount": "3", "PageNumber": 1, "PageRecordCount": "3", "TotalEcsSnapshotSize": 0, "TotalBackupSize": 4000000000,
  "Items": {"Backup": [
    {"BackupId": "321020562", "DBInstanceId": "rm-uf6wjk5hf7", "HostInstanceID": "5882781", "BackupStatus": "Success",
     "BackupStartTime": "2019-02-03T12:20:00Z", "BackupSize": 2167808, "Engine": "MySQL", "ConsistentTime": 1576506856,
     "BackupDownloadURL": "http://rdsbak-hz-v3.oss-cn-hangzhou.aliyuncs.com/x?OSSAccessKeyId=LTAI5tSecretSecret01&Signature=abcDEF",
     "BackupIntranetDownloadURL": "http://10.1.2.3/rm-uf6wjk5hf7", "Checksum": "alice@example.com",
     "BackupDownloadLinkByDB": {"BackupDownloadLinkByDB": [{"DataBase": "amy-payroll1", "DownloadLink": "https://u:p@h/x"}]},
     "Encryption": "{\"EncryptionKey\":\"f2c3-key-material\",\"Kms\":true}",
     "SomethingNew": {"owner": "bob", "i-bp1abcdefgh12": "203.0.113.77", "arn": "acs:ram::1234567890123456:role/admin"}},
    {"BackupId": "321020563", "DBInstanceId": "rm-uf6wjk5hf7", "HostInstanceID": "5882781", "BackupStatus": "Failed"},
    {"BackupId": "321020564", "DBInstanceId": "rm-third"}
  ]}
}"#;

#[test]
fn an_answer_becomes_the_sample() {
    let folder = copied("sample");
    let before = read(&folder, RDS);
    let cloud = cloud(&folder);
    let run = |more: &[&str]| {
        cloud.misbehave("DescribeBackups", respond(200, ANSWER));
        call(
            &cloud,
            &folder,
            &[&["rds", "DescribeBackups", "DBInstanceId=rm-uf6wjk5hf7", "--save-sample"], more].concat(),
        )
    };
    let refused = run(&[]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(
        text(&refused.stderr),
        "error: DescribeBackups has a sample already; --replace-sample replaces it\n"
    );
    assert_eq!((read(&folder, RDS), cloud.requests().len()), (before.clone(), 0));

    let output = run(&["--replace-sample"]);
    assert!(output.status.success(), "{output:?}");
    let after = read(&folder, RDS);
    for secret in [
        "1A6D328C",
        "321020562",
        "321020563",
        "uf6wjk5hf7",
        "5882781",
        "LTAI",
        "SecretSecret",
        "abcDEF",
        "10.1.2.3",
        "203.0.113.77",
        "alice",
        "example.com",
        "payroll",
        "amy",
        "f2c3-key-material",
        "bob",
        "bp1abcdefgh12",
        "1234567890123456",
        "rm-third",
    ] {
        assert!(!between(&before, &after).contains(secret), "{secret} in {}", between(&before, &after));
    }
    let sample = sample(&folder, RDS, "DescribeBackups");
    let backups = sample["Items"]["Backup"].as_array().unwrap();
    assert_eq!(backups.len(), 2, "lists are cut");
    let first = &backups[0];
    assert_eq!(first["DBInstanceId"], "rm-xx0xxx0xx0");
    assert_eq!(first["DBInstanceId"], backups[1]["DBInstanceId"], "the same value has the same mask");
    assert_ne!(first["BackupId"], backups[1]["BackupId"], "different values have different masks");
    for (name, kept) in [
        ("BackupStatus", Value::from("Success")),
        ("BackupStartTime", "2019-02-03T12:20:00Z".into()),
        ("BackupSize", 2_167_808.into()),
        ("Engine", "MySQL".into()),
        ("ConsistentTime", 1_576_506_856.into()),
    ] {
        assert_eq!(first[name], kept);
    }
    assert_eq!(sample["TotalBackupSize"], 4_000_000_000_u64);
    let id = sample["RequestId"].as_str().unwrap();
    assert_eq!(id.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    let inner: Value = serde_json::from_str(first["Encryption"].as_str().unwrap()).unwrap();
    assert_eq!(inner["Kms"], true);
    let order: Vec<usize> = ["BackupId:", "HostInstanceID:", "Engine:"]
        .iter()
        .map(|name| between(&before, &after).find(name).unwrap())
        .collect();
    assert!(order.is_sorted(), "names are in the order of the answer");
    let said = text(&output.stderr);
    assert!(
        said.contains("saved the sample `received` in ")
            && said.contains("masked: ")
            && said.contains("BackupId (2)"),
        "{said}"
    );

    // Nothing else has changed, comments and layout included.
    let (start, end) = edges(&before, &after);
    assert!(
        before[..start].ends_with("              examples:\n                "),
        "{}",
        &before[start - 80..start]
    );
    assert!(
        before[before.len() - end..].contains("\n        \"400\":\n"),
        "{}",
        &before[before.len() - end..]
    );

    // The fake cloud gives it from now on.
    let again = super::cloud(&folder);
    let output = call(&again, &folder, &["rds", "DescribeBackups", "DBInstanceId=rm-1"]);
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["Items"]["Backup"][0]["HostInstanceID"], first["HostInstanceID"]);
}

/// How many bytes two texts share at their beginnings and at their ends.
fn edges(before: &str, after: &str) -> (usize, usize) {
    let start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - start;
    let end = before.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (start, end)
}

/// What is new in a text.
fn between<'t>(before: &str, after: &'t str) -> &'t str {
    let (start, end) = edges(before, after);
    &after[start..after.len() - end]
}

#[test]
fn saved_samples_pass_the_linter() {
    let folder = copied("linted");
    let cloud = cloud(&folder);
    for arguments in [
        ["rds", "DescribeBackups", "DBInstanceId=rm-1"],
        ["rds", "DescribeBackupTasks", "DBInstanceId=rm-1"],
        ["hbr", "DescribeRestoreJobs2", "RestoreType=ECS_FILE"],
    ] {
        let output =
            call(&cloud, &folder, &[&arguments[..], &["--save-sample", "--replace-sample"]].concat());
        assert!(output.status.success(), "{output:?}");
        assert!(!text(&output.stderr).contains("cargo xtask lint"), "{output:?}");
    }
    let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let yaml = files.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let sources: Vec<Source> =
        yaml.map(|path| Source::new(path.to_string_lossy(), fs::read_to_string(&path).unwrap())).collect();
    let found = alibabacloud_codegen::lint(&sources);
    assert_eq!(found.count(alibabacloud_codegen::Severity::Error), 0, "{found}");
    // The document's sample contradicts its schema, which was recorded beside it.
    let arguments =
        ["dbs", "DescribeRestoreTaskList", "BackupPlanId=dbs1", "--save-sample", "--replace-sample"];
    let output = call(&cloud, &folder, &arguments);
    let said = text(&output.stderr);
    assert!(said.contains("note: `cargo xtask lint` finds errors now, the first in line "), "{said}");
}

#[test]
fn all_items_if_they_are_wanted() {
    let folder = copied("full");
    let cloud = cloud(&folder);
    cloud.misbehave("DescribeBackups", respond(200, ANSWER));
    let arguments =
        ["rds", "DescribeBackups", "DBInstanceId=rm-1", "--save-sample", "--replace-sample", "--full-sample"];
    let output = call(&cloud, &folder, &arguments);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(sample(&folder, RDS, "DescribeBackups")["Items"]["Backup"].as_array().unwrap().len(), 3);
}

/// The documents of the layouts that occur: the place of a sample, before and after.
#[test]
fn layouts() {
    let head = WRITES.split("      responses:").next().unwrap().replace("x-effect: write", "x-effect: read");
    let head = head.replace("required: true, ", "");
    let check = |name: &str, responses: &str, expected: &str| {
        let spec = format!("{head}      responses:\n{responses}");
        let folder = folder(&format!("layout-{name}"), &[("demo.yaml", spec.as_str())]);
        let cloud = cloud(&folder);
        cloud.misbehave("CreateThing", respond(200, r#"{"RequestId":"abc-1","ThingId":"th-1234"}"#));
        let output = call(&cloud, &folder, &["demo", "CreateThing", "--save-sample", "--replace-sample"]);
        assert!(output.status.success(), "{name}: {output:?}");
        assert_eq!(read(&folder, "demo.yaml"), format!("{head}      responses:\n{expected}"), "{name}");
    };
    let schema = "schema: {type: object, properties: {RequestId: {type: string}, ThingId: {type: string}}}";
    let flow = r#"examples: {received: {summary: "An answer of the service, ids and secrets masked", value: {"RequestId": "xxx-0", "ThingId": "th-0000"}}}"#;
    let block = |indent: usize| {
        let lines = [
            "examples:",
            "  received:",
            "    summary: \"An answer of the service, ids and secrets masked\"",
            "    value:",
            "      RequestId: \"xxx-0\"",
            "      ThingId: \"th-0000\"",
        ];
        lines.map(|line| format!("{}{line}\n", " ".repeat(indent))).concat()
    };
    let json = "        \"200\":\n          description: d # why\n          content: {application/json: {";
    check("flow", &format!("{json}{schema}}}}}\n"), &format!("{json}{schema}, {flow}}}}}\n"));
    check(
        "flow-replaced",
        &format!("{json}example: {{RequestId: 'it''s', ThingId: \"}}\"}}, {schema}}}}}\n"),
        &format!("{json}{flow}, {schema}}}}}\n"),
    );
    let media =
        "        \"200\":\n          description: d\n          content:\n            application/json:\n";
    let tail = "# the end\n        \"400\":\n          description: e\n          x-error-codes: {A: {description: a}}\n";
    check(
        "block",
        &format!("{media}              {schema}\n\n{tail}"),
        &format!("{media}              {schema}\n{}\n{tail}", block(14)),
    );
    check(
        "block-replaced",
        &format!(
            "{media}              examples:\n                old: {{value: {{RequestId: a}}}}\n              # about the schema\n              {schema}\n{tail}"
        ),
        &format!("{media}{}              # about the schema\n              {schema}\n{tail}", block(14)),
    );
    check(
        "at-the-end",
        &format!("{media}              {schema}"),
        &format!("{media}              {schema}\n{}", block(14)),
    );
    let crlf = |text: &str| text.replace('\n', "\r\n");
    check(
        "line-ends",
        &crlf(&format!("{media}              {schema}\n{tail}")),
        &format!("{}{}{}", crlf(&format!("{media}              {schema}\n")), crlf(&block(14)), crlf(tail)),
    );
}

#[test]
fn an_answer_without_its_list_is_no_sample() {
    let folder = copied("no-list");
    let before = read(&folder, RDS);
    let cloud = cloud(&folder);
    cloud.misbehave("DescribeBackups", respond(200, r#"{"RequestId":"A"}"#));
    let arguments = ["rds", "DescribeBackups", "DBInstanceId=rm-1", "--save-sample", "--replace-sample"];
    let output = call(&cloud, &folder, &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no sample was saved: "), "{output:?}");
    assert_eq!(read(&folder, RDS), before);
}

#[test]
fn a_shared_response_is_left_alone() {
    let spec = WRITES.split("      responses:").next().unwrap().replace("x-effect: write", "x-effect: read");
    let spec = format!(
        "{spec}      responses: {{\"200\": {{$ref: \"#/components/responses/Things\"}}}}\ncomponents:\n  responses:\n    Things: \
         {{description: d, content: {{application/json: {{schema: {{type: object, properties: {{RequestId: {{type: string}}}}}}}}}}}}\n"
    );
    let folder = folder("shared", &[("demo.yaml", spec.as_str())]);
    let output = call(&cloud(&folder), &folder, &["demo", "CreateThing", "ThingName=a", "--save-sample"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("its response is a `$ref`"), "{output:?}");
    assert_eq!(read(&folder, "demo.yaml"), spec);
}

/// One operation with a field of each sort.
const SORTS: &str = r##"openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
paths:
  /GetThing:
    post:
      operationId: GetThing
      x-effect: read
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema:
                type: object
                properties:
                  Name: {type: string}
                  Status: {type: string, enum: [Running, FullBackup]}
                  Code: {type: string}
                  Count: {type: integer, format: int32}
                  Size: {type: integer, format: int64}
                  OwnerId: {type: integer, format: int64}
                  Progress: {type: string, format: percent}
                  Extra: {}
                  Items: {type: array, items: {type: object, properties: {ItemId: {type: string}, Status: {type: string, enum: [Running]}}}}
"##;

/// The sample that an answer becomes.
fn saved(name: &str, answer: &'static str) -> Value {
    let folder = folder(name, &[("demo.yaml", SORTS)]);
    let cloud = cloud(&folder);
    cloud.misbehave("GetThing", respond(200, answer));
    let output = call(&cloud, &folder, &["demo", "GetThing", "--save-sample"]);
    assert!(output.status.success(), "{name}: {output:?}");
    sample(&folder, "demo.yaml", "GetThing")
}

#[test]
fn names_and_values_that_belong_to_somebody_are_masked() {
    for (name, answer, leaks) in [
        (
            "keys",
            r#"{"Extra": {"alice": 1, "AcmeCorp": {"john_smith": true}}}"#,
            &["alice", "Acme", "john"][..],
        ),
        ("secret-keys", r#"{"Extra": {"LTAIabcdefghijklmn": 1}}"#, &["LTAI"]),
        ("known-as-value", r#"{"Extra": {"acmecorp": 1, "User": "acmecorp"}}"#, &["acmecorp"]),
        (
            "keys-for-a-list",
            r#"{"Items": {"alice@example.com": {"ItemId": "i-1"}, "10.1.2.3": 5}}"#,
            &["alice", "10.1"],
        ),
        ("keys-in-a-text", r#"{"Name": "{\"alice\": {\"user\": \"bob\"}}"}"#, &["alice", "bob"]),
        (
            "people",
            r#"{"Extra": {"BackupInitiator": "john.smith", "UserId": "jim-smith", "LoginId": "bob-laptop7"}}"#,
            &["john", "jim", "bob"],
        ),
        (
            "codes",
            r#"{"Extra": {"InviteCode": "aBcDeFgHiJ", "Policy": "acme-prod-daily"}, "Code": "Forbidden.RAM"}"#,
            &["aBcDe", "acme"],
        ),
        (
            "hosts",
            r#"{"Extra": {"EngineMode": "db.acme.internal"}, "Status": "alice.example.com"}"#,
            &["acme", "alice"],
        ),
        (
            "places",
            r#"{"Extra": {"RegionOwner": "jo-smith", "ZoneName": "my-company"}}"#,
            &["smith", "company"],
        ),
        (
            "lists",
            r#"{"Extra": {"Accounts": {"items": [1234567890123456], "Rows": ["1390013800012"]}}}"#,
            &["1234567", "13900"],
        ),
        (
            "small-letters",
            r#"{"Extra": {"ownerid": 87654321, "telephone": 5550123, "InstanceIDs": [7654321]}}"#,
            &["8765", "5550", "7654"],
        ),
    ] {
        let sample = saved(name, answer).to_string();
        for leak in leaks {
            assert!(!sample.contains(leak), "{leak} in {sample}");
        }
    }
}

/// What the specification lists, counts, and what only looks like a masked value.
#[test]
fn what_belongs_to_nobody_stays() {
    for (name, answer, wanted) in [
        (
            "value-as-name",
            r#"{"Name": "FullBackup", "Status": "FullBackup"}"#,
            r#"{"Name": "XxxxXxxxxx", "Status": "FullBackup"}"#,
        ),
        ("field-as-name", r#"{"Name": "Count", "Count": 2}"#, r#"{"Name": "Xxxxx", "Count": 2}"#),
        (
            "small-id",
            r#"{"OwnerId": 30, "Count": 30, "Size": 30}"#,
            r#"{"OwnerId": 10, "Count": 30, "Size": 30}"#,
        ),
        (
            "digits-of-a-size",
            r#"{"OwnerId": 32102, "Size": 99321024}"#,
            r#"{"OwnerId": 10000, "Size": 99321024}"#,
        ),
        (
            "one-for-a-list",
            r#"{"Items": {"ItemId": "i-12", "Status": "Running"}}"#,
            r#"{"Items": {"ItemId": "x-00", "Status": "Running"}}"#,
        ),
        ("percent", r#"{"Progress": "100%"}"#, r#"{"Progress": "100%"}"#),
        (
            "classes",
            r#"{"Code": "Ok", "Extra": {"InstanceClass": "mysql.x4.large.2c"}}"#,
            r#"{"Code": "Ok", "Extra": {"InstanceClass": "mysql.x4.large.2c"}}"#,
        ),
        (
            "versions",
            r#"{"Extra": {"EngineVersion": "5.7.1", "is_enabled": "yes"}}"#,
            r#"{"Extra": {"EngineVersion": "5.7.1", "is_enabled": "yes"}}"#,
        ),
    ] {
        let wanted: Value = serde_json::from_str(wanted).unwrap();
        assert_eq!(saved(name, answer), wanted, "{name}");
    }
}
