//! The sample responses of the documents: decoded completely, and encoded back to the same JSON.
//!
//! `data/samples` has them as the pages print them. One page's sample is not JSON (full-width commas); its commas are
//! fixed there and nothing else.

use alibabacloud_backup::dbs::describe_restore_task_list::DescribeRestoreTaskListResponse;
use alibabacloud_backup::hbr::describe_restore_jobs2::DescribeRestoreJobs2Response;
use alibabacloud_backup::hbr::types::RestoreJobStatus;
use alibabacloud_backup::rds::describe_backup_tasks::DescribeBackupTasksResponse;
use alibabacloud_backup::rds::describe_backups::DescribeBackupsResponse;
use alibabacloud_backup::rds::types::{BackupAvailability, BackupStatus, Engine, StorageClass};
use alibabacloud_backup::{Percent, Timestamp};
use alibabacloud_runtime::codegen::{Decoded, Record, decode};
use serde::Serialize;
use serde_json::{Value, json};

fn read<R: Record>(text: &str) -> Decoded<R> {
    decode("sample", text.as_bytes()).expect("an answer")
}

/// Decodes without a departure, and encodes back to the same JSON.
fn check<R: Record + Serialize>(text: &str) -> R {
    let decoded = read::<R>(text);
    assert_eq!(decoded.departures, [], "a sample of the documents is what the specification says");
    let expected: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(serde_json::to_value(&decoded.value).expect("JSON"), expected);
    decoded.value
}

#[test]
fn describe_backups() {
    let page: DescribeBackupsResponse = check(include_str!("data/samples/DescribeBackups.json"));
    assert_eq!(
        (page.page_number, page.page_record_count, page.total_record_count),
        (Some(1), Some(30), Some(100))
    );
    let backup = &page.items[0];
    assert_eq!(backup.backup_status, Some(BackupStatus::Success));
    assert_eq!(backup.engine, Some(Engine::Mysql));
    assert_eq!(backup.is_avail, Some(BackupAvailability::Available));
    assert_eq!(backup.storage_class, Some(StorageClass::Standard));
    assert_eq!(backup.backup_start_time, Some(Timestamp::from_unix_seconds(1_549_196_400)));
    assert_eq!(backup.consistent_time, Some(Timestamp::from_unix_seconds(1_576_506_856)));
    assert_eq!(backup.encryption.as_ref().expect("encryption").value().expect("JSON"), json!({}));
    assert_eq!(backup.backup_download_link_by_db[0].database.as_deref(), Some("dbs"));
}

#[test]
fn describe_backup_tasks_departs_where_the_page_contradicts_itself() {
    let text = include_str!("data/samples/DescribeBackupTasks.json");
    let decoded = read::<DescribeBackupTasksResponse>(text);
    let departures: Vec<_> = decoded
        .departures
        .iter()
        .map(|one| (one.pointer.as_str(), format!("{:?}", one.kind), one.found.as_str()))
        .collect();
    assert_eq!(
        departures,
        [
            // A translator took the value for a word.
            ("/Items/BackupJob/0/JobMode", "UnknownValue".to_owned(), "\"自動化\""),
            // Declared as a string, shown as a number.
            ("/Items/BackupJob/0/BackupJobId", "Converted".to_owned(), "4762614"),
        ]
    );
    let mut expected: Value = serde_json::from_str(text).expect("JSON");
    expected["Items"]["BackupJob"][0]["BackupJobId"] = json!("4762614");
    assert_eq!(serde_json::to_value(&decoded.value).expect("JSON"), expected);
}

#[test]
fn describe_restore_task_list() {
    let english: DescribeRestoreTaskListResponse =
        check(include_str!("data/samples/DescribeRestoreTaskList.en.json"));
    let japanese: DescribeRestoreTaskListResponse =
        check(include_str!("data/samples/DescribeRestoreTaskList.ja.json"));
    for answer in [&english, &japanese] {
        assert_eq!((answer.success, answer.err_code.as_deref()), (Some(true), Some("Param.NotFound")));
        let task = &answer.items[0];
        assert_eq!(task.full_data_restore_progress, Some(Percent::new(100.0)));
        assert_eq!(task.restore_time, Some(Timestamp::from_unix_millis(1_554_560_477_000)));
        let objects = task.restore_objects.as_ref().expect("objects").get().expect("JSON");
        assert_eq!(objects[0].db_name.as_deref(), Some("test"));
    }
    assert_eq!(english.items[0].destination_endpoint_enable_ssl, Some(true));
    assert_eq!(japanese.items[0].destination_endpoint_enable_ssl, None);
}

#[test]
fn describe_restore_jobs2() {
    let page: DescribeRestoreJobs2Response = check(include_str!("data/samples/DescribeRestoreJobs2.json"));
    let job = &page.restore_jobs[0];
    assert_eq!(job.status, Some(RestoreJobStatus::Complete));
    assert_eq!(job.progress, Some(Percent::new(100.0)));
    assert_eq!(job.complete_time, Some(Timestamp::from_unix_seconds(1_554_347_313)));
    assert_eq!(
        job.include.as_ref().expect("include").get().expect("JSON"),
        ["/home/alice/*.pdf", "/home/bob/*.txt"]
    );
    let details = job.udm_detail.as_ref().expect("details").get().expect("JSON although it is escaped twice");
    assert_eq!((details.do_copy, details.destination_retention), (Some(true), Some(35)));
    let failback = job.failback_detail.as_ref().expect("failback").get().expect("JSON");
    let extra = failback.extra.as_ref().expect("extra").get().expect("JSON in JSON");
    assert_eq!(extra.use_hot_add, Some(false));
}
