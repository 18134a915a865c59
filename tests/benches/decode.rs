//! Decoding, beside `serde_json` into hand-written structs of the same fields.

#![allow(clippy::indexing_slicing, reason = "a benchmark may stop at the first surprise")]

use alibabacloud_backup::dbs;
use alibabacloud_backup::dbs::describe_restore_task_list::DescribeRestoreTaskListResponse;
use alibabacloud_backup::hbr::describe_restore_jobs2::DescribeRestoreJobs2Response;
use alibabacloud_backup::rds::describe_backup_tasks::DescribeBackupTasksResponse;
use alibabacloud_backup::rds::describe_backups::DescribeBackupsResponse;
use alibabacloud_backup::{hbr, rds};
use alibabacloud_runtime::codegen::{Record, decode};
use criterion::{Criterion, criterion_group, criterion_main};
use serde::Deserialize;
use serde_json::Value;

/// What a program would write by hand for the same answer: the same fields, texts for enums and times.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoding fills the fields; nothing reads them")]
struct Page {
    items: Items,
    page_number: Option<String>,
    page_record_count: Option<String>,
    request_id: Option<String>,
    total_ecs_snapshot_size: Option<i64>,
    total_record_count: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoding fills the fields; nothing reads them")]
struct Items {
    backup: Vec<Backup>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoding fills the fields; nothing reads them")]
struct Backup {
    #[serde(rename = "BackupDownloadLinkByDB")]
    backup_download_link_by_db: Option<Links>,
    #[serde(rename = "BackupDownloadURL")]
    backup_download_url: Option<String>,
    backup_end_time: Option<String>,
    backup_id: Option<String>,
    backup_initiator: Option<String>,
    #[serde(rename = "BackupIntranetDownloadURL")]
    backup_intranet_download_url: Option<String>,
    backup_method: Option<String>,
    backup_mode: Option<String>,
    backup_size: Option<i64>,
    backup_start_time: Option<String>,
    backup_status: Option<String>,
    backup_type: Option<String>,
    checksum: Option<String>,
    consistent_time: Option<i64>,
    copy_only_backup: Option<String>,
    #[serde(rename = "DBInstanceId")]
    db_instance_id: Option<String>,
    encryption: Option<String>,
    engine: Option<String>,
    engine_version: Option<String>,
    #[serde(rename = "HostInstanceID")]
    host_instance_id: Option<String>,
    is_avail: Option<i32>,
    meta_status: Option<String>,
    storage_class: Option<String>,
    store_status: Option<String>,
    expect_expire_time: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "decoding fills the fields; nothing reads them")]
struct Links {
    #[serde(rename = "BackupDownloadLinkByDB")]
    links: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[expect(dead_code, reason = "decoding fills the fields; nothing reads them")]
struct Link {
    data_base: Option<String>,
    download_link: Option<String>,
    intranet_download_link: Option<String>,
}

/// The sample of an operation, from the model that was generated with it.
fn sample(model: &str, operation: &str) -> Value {
    let model: Value = serde_json::from_str(model).expect("a model");
    let operations = model["operations"].as_array().expect("operations");
    operations.iter().find(|one| one["name"] == operation).expect("the operation")["sample"].clone()
}

fn page_of_100() -> Vec<u8> {
    let mut page = sample(rds::FAKE_MODEL, "DescribeBackups");
    let items = page["Items"]["Backup"].as_array_mut().expect("backups");
    let item = items[0].clone();
    items.resize(100, item);
    serde_json::to_vec(&page).expect("JSON")
}

fn bench_sample<R: Record>(c: &mut Criterion, model: &str, operation: &'static str) {
    let body = serde_json::to_vec(&sample(model, operation)).expect("JSON");
    c.bench_function(&format!("decode/sample of {operation}"), |b| b.iter(|| decode::<R>(operation, &body)));
}

fn decoding(c: &mut Criterion) {
    bench_sample::<DescribeBackupsResponse>(c, rds::FAKE_MODEL, "DescribeBackups");
    bench_sample::<DescribeBackupTasksResponse>(c, rds::FAKE_MODEL, "DescribeBackupTasks");
    bench_sample::<DescribeRestoreTaskListResponse>(c, dbs::FAKE_MODEL, "DescribeRestoreTaskList");
    bench_sample::<DescribeRestoreJobs2Response>(c, hbr::FAKE_MODEL, "DescribeRestoreJobs2");

    let body = page_of_100();
    let mut group = c.benchmark_group("decode/100 backups");
    group.throughput(criterion::Throughput::Bytes(body.len() as u64));
    group.bench_function("this crate", |b| {
        b.iter(|| decode::<DescribeBackupsResponse>("DescribeBackups", &body));
    });
    group.bench_function("serde_json by hand", |b| b.iter(|| serde_json::from_slice::<Page>(&body)));
    group.bench_function("serde_json::Value", |b| b.iter(|| serde_json::from_slice::<Value>(&body)));
    group.finish();
}

criterion_group!(benches, decoding);
criterion_main!(benches);
