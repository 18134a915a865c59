//! Answers that a test chooses by what a request says.

use alibabacloud_runtime::fake::{FakeCloud, Misbehavior};
use serde::Serialize;
use serde_json::{Value, json};

use crate::client::{INSTANCE, backups, call, check_refused, cloud, restores};

fn first_id(cloud: &FakeCloud, instance: &str) -> Value {
    backups(&[("DBInstanceId", instance)]).send(cloud).body["Items"]["Backup"][0]["BackupId"].clone()
}

fn answer(id: u32) -> Value {
    json!({ "Items": { "Backup": [{ "BackupId": id }] } })
}

#[test]
fn requests_get_what_they_ask_for() {
    let cloud = cloud();
    let usual = first_id(&cloud, "rm-1");
    cloud
        .when("DescribeBackups", |request| request.parameter("DBInstanceId") == Some("rm-1"))
        .respond(&answer(1));
    cloud
        .when("DescribeBackups", |request| request.parameter("DBInstanceId") == Some("rm-2"))
        .respond(&answer(2));
    cloud.when("DescribeBackupTasks", |_| true).respond(&answer(9));
    assert_eq!([first_id(&cloud, "rm-2"), first_id(&cloud, "rm-1")], [json!(2), json!(1)]);
    assert_eq!(first_id(&cloud, "rm-3"), usual);
    cloud.forget();
    assert_eq!(first_id(&cloud, "rm-1"), usual);
}

#[test]
fn the_first_rule_that_holds_and_is_not_spent_answers() {
    let cloud = cloud();
    let usual = first_id(&cloud, "rm-1");
    cloud.when("DescribeBackups", |_| true).times(2).respond(&answer(1));
    cloud.when("*", |request| request.parameter("DBInstanceId") == Some("rm-1")).times(1).respond(&answer(2));
    let found: Vec<_> = ["rm-2", "rm-1", "rm-3", "rm-1", "rm-1"].map(|id| first_id(&cloud, id)).into();
    assert_eq!(found, [json!(1), json!(1), usual.clone(), json!(2), usual]);
}

#[test]
fn an_answer_is_anything_that_serde_can_write() {
    #[derive(Serialize)]
    #[serde(rename_all = "PascalCase")]
    struct Answer {
        request_id: Option<&'static str>,
        total_record_count: u32,
    }
    let cloud = cloud();
    cloud
        .when("DescribeBackups", |_| true)
        .times(1)
        .respond(&Answer { request_id: Some("mine"), total_record_count: 3 });
    let found = backups(&[INSTANCE]).send(&cloud);
    assert_eq!((found.status, &found.body), (200, &json!({ "RequestId": "mine", "TotalRecordCount": 3 })));
    cloud.when("DescribeBackups", |_| true).times(1).respond(&answer(1));
    let found = backups(&[INSTANCE]).send(&cloud);
    assert_eq!(found.body["RequestId"].as_str(), found.header("x-acs-request-id"));
    cloud.when("DescribeBackups", |_| true).times(1).respond(&[1, 2][..]);
    assert_eq!(backups(&[INSTANCE]).send(&cloud).body, json!([1, 2]));
}

#[test]
fn a_refusal_is_one_of_the_operation() {
    let cloud = cloud();
    cloud.when("*", |request| request.method == "POST").refuse("Custom.Code", "no");
    check_refused(&cloud, backups(&[INSTANCE]), 400, "Custom.Code", "no");
    let inside = restores(&[("BackupPlanId", "plan")]).send(&cloud);
    assert_eq!((inside.status, &inside.body["Success"]), (200, &json!(false)), "{inside:?}");
}

#[test]
fn what_the_cloud_refuses_comes_first() {
    let cloud = cloud();
    cloud.when("*", |_| true).respond(&answer(1));
    check_refused(&cloud, backups(&[]), 400, "MissingDBInstanceId", "mandatory");
    check_refused(&cloud, backups(&[INSTANCE]).key("stranger", "x"), 404, "InvalidAccessKeyId.NotFound", "");
    check_refused(&cloud, call("2014-08-15", "Unheard", &[]), 404, "InvalidAction.NotFound", "");
    cloud.misbehave("DescribeBackups", Misbehavior::Throttle);
    check_refused(&cloud, backups(&[INSTANCE]), 400, "Throttling.User", "");
    assert_eq!(first_id(&cloud, "rm-1"), json!(1));
}
