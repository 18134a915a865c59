//! What generated records are with serde: the form of the wire, and the human form.

use std::fmt::Debug;

use alibabacloud_backup::dbs::types::RestoreTask;
use alibabacloud_backup::hbr::types::RestoreJob;
use alibabacloud_backup::rds::describe_backups::DescribeBackupsResponse;
use alibabacloud_backup::rds::types::{Backup, BackupStatus, DownloadLink};
use alibabacloud_backup::{Human, HumanRow, Percent, Status, rds};
use alibabacloud_runtime::codegen::Record;
use goldens::final_values::demo::describe_task::{
    DescribeTaskResponseCode as Code, DescribeTaskResponsePhase as Phase, DescribeTaskResponseState as State,
};
use goldens::{hostile_names, recursion, rust_names};
use serde::Serialize;
use serde_json::{Value, json};

fn shown<T: Record>(record: &T) -> Value {
    serde_json::to_value(Human(record)).expect("it is JSON")
}

/// The names that `Debug` shows of a record whose values have none.
fn fields_of(record: &impl Debug) -> Vec<String> {
    let text = format!("{record:#?}");
    let names = text.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(": "));
    names.map(|(name, _)| name.to_owned()).collect()
}

#[track_caller]
fn check_names<T: Record + Serialize + Debug>() {
    let mut expected = fields_of(&T::default());
    expected.sort();
    assert_eq!(expected.len(), T::SHAPE.fields.len(), "{}", T::SHAPE.name);
    let shown = shown(&T::default());
    let names: Vec<_> = shown.as_object().expect("a record is an object").keys().collect();
    assert_eq!(names, expected.iter().collect::<Vec<_>>(), "{}", T::SHAPE.name);
    let absent = json!({});
    assert_eq!(serde_json::to_value(T::default()).expect("it is JSON"), absent, "{}", T::SHAPE.name);
}

#[test]
fn fields_are_named_as_in_rust() {
    check_names::<Backup>();
    check_names::<DescribeBackupsResponse>();
    check_names::<RestoreTask>();
    check_names::<RestoreJob>();
    check_names::<hostile_names::demo::describe_fields::DescribeFieldsResponse>();
    check_names::<rust_names::demo::describe_names::DescribeNamesResponse>();
    check_names::<recursion::demo::types::Tree>();
}

#[test]
fn a_job_has_both_forms() {
    let wire = json!({
        "RestoreId": "r-1", "Status": "COMPLETE", "Progress": 9950, "CreatedTime": 1_550_060_400,
    });
    let job: RestoreJob = serde_json::from_value(wire).expect("a job");
    let shown = shown(&job);
    for (name, expected) in [
        ("restore_id", json!("r-1")),
        ("status", json!("COMPLETE")),
        ("progress", json!(99.5)),
        ("created_time", json!("2019-02-13T12:20:00Z")),
        ("error_message", Value::Null),
    ] {
        assert_eq!(shown[name], expected, "{name}");
    }
    assert_eq!(job.progress, Some(Percent::from(99.5)));
}

#[test]
fn enums_know_their_final_values() {
    assert!(BackupStatus::VALUES.iter().all(BackupStatus::is_final));
    assert!(!BackupStatus::from("Merging").is_final(), "an undocumented value is not final");
    assert!(!Status::is_final(&None::<BackupStatus>));
    let finals = |values: &[&str]| -> Vec<bool> {
        values.iter().map(|value| rds::types::BackupTaskStatus::from(*value).is_final()).collect()
    };
    assert_eq!(finals(&["NoStart", "Uploading", "Finished", "Failed"]), [false, false, true, true]);
    assert!(State::from("CLOSED").is_final() && !State::Open.is_final());
    assert!(Phase::Last.is_final() && !Phase::First.is_final());
    assert!(Code::from(2).is_final() && !Code::from(3).is_final());
}

#[test]
fn what_is_inside_a_record_is_shown_in_a_page_and_in_a_row() {
    let mut link = DownloadLink::default();
    link.database = Some("orders".to_owned());
    let mut backup = Backup::default();
    backup.backup_download_link_by_db = vec![link];
    let row = serde_json::to_value(HumanRow(&backup)).expect("it is JSON");
    let expected = r#"[{"database":"orders","download_link":null,"intranet_download_link":null}]"#;
    assert_eq!(row["backup_download_link_by_db"], expected);
    let mut page = DescribeBackupsResponse::default();
    page.items.push(backup);
    assert_eq!(shown(&page)["items"][0]["backup_download_link_by_db"][0]["database"], "orders");
}
