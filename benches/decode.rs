//! Decoding, beside `serde_json` into hand-written structs of the same fields. `README.md` says what came out.

#![allow(clippy::indexing_slicing, reason = "a benchmark may stop at the first surprise")]

use alibabacloud_backup::dbs::describe_restore_task_list::DescribeRestoreTaskListResponse;
use alibabacloud_backup::hbr::describe_restore_jobs2::DescribeRestoreJobs2Response;
use alibabacloud_backup::rds::describe_backup_tasks::DescribeBackupTasksResponse;
use alibabacloud_backup::rds::describe_backups::DescribeBackupsResponse;
use alibabacloud_backup::{dbs, hbr, rds};
use alibabacloud_runtime::codegen::{Record, decode};
use by_hand::{converted, plain};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The sample of an operation, from the model that was generated with it.
fn sample(model: &str, operation: &str) -> Value {
    let model: Value = serde_json::from_str(model).expect("a model");
    let operations = model["operations"].as_array().expect("operations");
    operations.iter().find(|one| one["name"] == operation).expect("the operation")["sample"].clone()
}

/// The sample as the document has it.
fn documented(specification: &str, operation: &str) -> Vec<u8> {
    let document: serde_yaml::Value = serde_yaml::from_str(specification).expect("YAML");
    let paths = document["paths"].as_mapping().expect("paths");
    let mut operations = paths.values().flat_map(|path| path.as_mapping().expect("operations").values());
    let found = operations.find(|one| one.get("operationId").is_some_and(|id| id == operation));
    let answer = &found.expect("the operation")["responses"]["200"]["content"]["application/json"];
    serde_json::to_vec(&answer["examples"]["documented"]["value"]).expect("JSON")
}

/// The sample with its names in alphabetical order, which is hardly ever that of the document.
fn sorted(model: &str, operation: &'static str) -> Vec<u8> {
    serde_json::to_vec(&sample(model, operation)).expect("JSON")
}

fn page_of_100() -> Vec<u8> {
    let mut page = sample(rds::FAKE_MODEL, "DescribeBackups");
    let items = page["Items"]["Backup"].as_array_mut().expect("backups");
    let item = items[0].clone();
    items.resize(100, item);
    serde_json::to_vec(&page).expect("JSON")
}

/// This crate beside structs of texts, and beside structs that convert as much as it does.
fn compare<Ours: Record, Plain: DeserializeOwned, Converted: DeserializeOwned>(
    c: &mut Criterion,
    name: &str,
    operation: &'static str,
    body: &[u8],
) {
    let mut group = c.benchmark_group(format!("decode/{name}"));
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("this crate", |b| b.iter(|| decode::<Ours>(operation, body).expect("a value")));
    group.bench_function("by hand, texts", |b| {
        b.iter(|| serde_json::from_slice::<Plain>(body).expect("a value"));
    });
    group.bench_function("by hand, converted", |b| {
        b.iter(|| serde_json::from_slice::<Converted>(body).expect("a value"));
    });
    group.finish();
}

macro_rules! compare {
    ($c:expr, $name:expr, $operation:literal, $answer:ident, $body:expr) => {
        compare::<$answer, plain::$answer, converted::$answer>($c, $name, $operation, &$body)
    };
    ($c:expr, $specification:literal, $model:expr, $operation:literal, $answer:ident) => {
        let specification = include_str!(concat!("../specs/", $specification));
        compare!($c, $operation, $operation, $answer, documented(specification, $operation));
        compare!($c, concat!($operation, ", sorted"), $operation, $answer, sorted($model, $operation));
    };
}

fn decoding(c: &mut Criterion) {
    compare!(c, "100 backups", "DescribeBackups", DescribeBackupsResponse, page_of_100());
    compare!(c, "rds-2014-08-15.yaml", rds::FAKE_MODEL, "DescribeBackups", DescribeBackupsResponse);
    compare!(c, "rds-2014-08-15.yaml", rds::FAKE_MODEL, "DescribeBackupTasks", DescribeBackupTasksResponse);
    compare!(
        c,
        "dbs-2019-03-06.yaml",
        dbs::FAKE_MODEL,
        "DescribeRestoreTaskList",
        DescribeRestoreTaskListResponse
    );
    compare!(c, "hbr-2017-09-08.yaml", hbr::FAKE_MODEL, "DescribeRestoreJobs2", DescribeRestoreJobs2Response);
}

criterion_group!(benches, decoding);
criterion_main!(benches);
