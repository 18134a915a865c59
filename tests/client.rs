//! The generated clients as a stranger uses them: real HTTP, real signatures, the fake cloud at the other end.

use std::time::Duration;

use alibabacloud_backup::dbs::describe_restore_task_list::RestoreTaskScope;
use alibabacloud_backup::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, Misbehavior};
use alibabacloud_backup::hbr::types::{Filter, FilterKey, FilterOperator, RestoreType};
use alibabacloud_backup::rds::types::BackupStatus;
use alibabacloud_backup::{
    Config, ConfigBuilder, DepartureKind, Error, ErrorKind, RetryPolicy, Timestamp,
    credentials::{Credentials, StaticCredentials},
    dbs, fake_cloud, hbr, rds,
};

async fn cloud() -> FakeCloud {
    let builder = fake_cloud().expect("the models").items("DescribeBackups", 95);
    builder
        .items("DescribeRestoreTaskList", 42)
        .items("DescribeRestoreJobs2", 25)
        .start()
        .await
        .expect("a port")
}

fn configure(cloud: &FakeCloud) -> ConfigBuilder {
    let credentials = Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET);
    Config::builder()
        .region("cn-hangzhou")
        .endpoint(cloud.endpoint())
        .credentials(StaticCredentials::new(credentials))
        .retry(RetryPolicy::never())
}

fn rds(cloud: &FakeCloud) -> rds::Client {
    rds::Client::new(&configure(cloud).build().expect("a configuration")).expect("a client")
}

fn dbs(cloud: &FakeCloud) -> dbs::Client {
    dbs::Client::new(&configure(cloud).build().expect("a configuration")).expect("a client")
}

fn hbr(cloud: &FakeCloud) -> hbr::Client {
    hbr::Client::new(&configure(cloud).build().expect("a configuration")).expect("a client")
}

#[tokio::test]
async fn items_of_all_pages() {
    let cloud = cloud().await;
    let mut ids = Vec::new();
    let mut times = Vec::new();
    let mut backups = rds(&cloud).describe_backups("rm-uf6wjk5").backup_status(BackupStatus::Success).items();
    while let Some(backup) = backups.try_next().await.expect("a backup") {
        assert_eq!(backup.db_instance_id.as_deref(), Some("rm-uf6wjk5"));
        ids.extend(backup.backup_id);
        times.extend(backup.backup_start_time.zip(backup.backup_end_time));
    }
    let seconds = |time: &Timestamp| time.as_unix_seconds();
    assert!(times.windows(2).all(|pair| seconds(&pair[0].0) - seconds(&pair[1].0) == 86_400), "a day apart");
    assert!(
        times.iter().all(|(start, end)| seconds(end) - seconds(start) == 10 * 86_400),
        "as long as the sample"
    );
    ids.dedup();
    assert_eq!(ids.len(), 95);
    let pages: Vec<_> =
        cloud.requests().iter().map(|one| one.parameter("PageNumber").map(str::to_owned)).collect();
    assert_eq!(pages.len(), 4, "30 on a page: {pages:?}");

    let mut tasks = dbs(&cloud).describe_restore_task_list(RestoreTaskScope::backup_plan_id("dbs1")).items();
    let mut count = 0;
    while let Some(task) = tasks.next().await {
        assert_eq!(task.expect("a task").backup_plan_id.as_deref(), Some("dbs1"));
        count += 1;
    }
    assert_eq!(count, 42);

    let filter = Filter::new().key(FilterKey::VaultId).operator(FilterOperator::In).values(["v-1", "v-2"]);
    let request = hbr(&cloud)
        .describe_restore_jobs2()
        .restore_type(RestoreType::EcsFile)
        .filters([filter])
        .page_size(10);
    let mut pages = request.pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await.expect("a page") {
        sizes.push(page.restore_jobs.len());
    }
    assert_eq!(sizes, [10, 10, 5]);
    let last = cloud.requests().pop().expect("a request");
    assert_eq!(last.parameter("Filters.1.Values.2"), Some("v-2"));
    assert_eq!(last.parameter("Filters.1.Operator"), Some("IN"));
}

#[tokio::test]
async fn an_empty_last_page_and_a_total_that_changes() {
    let cloud = cloud().await;
    cloud.set_items("DescribeBackups", 60);
    let mut pages = rds(&cloud).describe_backups("rm-1").pages();
    assert_eq!(pages.try_next().await.expect("a page").expect("a page").items.len(), 30);
    // Half of the backups expire while they are listed.
    cloud.set_items("DescribeBackups", 30);
    assert!(pages.try_next().await.expect("a page").is_none_or(|page| page.items.is_empty()));
    assert!(pages.try_next().await.expect("the end").is_none());
}

#[tokio::test]
async fn limits_are_checked_before_the_network() {
    let cloud = cloud().await;
    let many: Vec<Filter> = (0..6).map(|_| Filter::new().key(FilterKey::JobId).values(["j"])).collect();
    let long = "x".repeat(65);
    let (rds, dbs, hbr) = (rds(&cloud), dbs(&cloud), hbr(&cloud));
    let nobody: [&str; 0] = [];
    let errors: Vec<Error> = vec![
        rds.describe_backups("rm-1").page_size(7).send().await.expect_err("7 is not listed"),
        rds.describe_backups("").send().await.expect_err("the instance is required"),
        rds.describe_backups("rm-1").page_number(0).send().await.expect_err("pages count from 1"),
        rds.describe_backup_tasks("rm-1").client_token(long).send().await.expect_err("too long"),
        rds.describe_backup_tasks("rm-1").client_token("é").send().await.expect_err("not ASCII"),
        hbr.describe_restore_jobs2().page_size(100).send().await.expect_err("99 at most"),
        hbr.describe_restore_jobs2().filters(many).send().await.expect_err("5 at most"),
        dbs.describe_restore_task_list(RestoreTaskScope::restore_task_id(nobody))
            .send()
            .await
            .expect_err("none given"),
        dbs.describe_restore_task_list(RestoreTaskScope::backup_plan_id("p"))
            .page_num(-1)
            .send()
            .await
            .expect_err("0"),
    ];
    for (error, words) in errors.iter().zip([
        ["PageSize", "7", "30, 50, 100"],
        ["DBInstanceId", "empty", "requires"],
        ["PageNumber", "0", "1 to 2147483647"],
        ["ClientToken", "65", "64"],
        ["ClientToken", "é", "ASCII"],
        ["PageSize", "100", "1 to 99"],
        ["Filters", "6", "5"],
        ["RestoreTaskId", "exactly one", "none"],
        ["PageNum", "-1", "0"],
    ]) {
        let message = error.to_string();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{message}");
        assert!(words.iter().all(|word| message.contains(word)), "{message} should name {words:?}");
    }
    assert_eq!(cloud.requests().len(), 0);
}

#[tokio::test]
async fn errors_are_typed_and_say_everything() {
    let cloud = cloud().await;
    let refuse =
        Misbehavior::Refuse { code: "InvalidDBInstanceId.NotFound".into(), message: "no such thing".into() };
    cloud.misbehave("DescribeBackups", refuse);
    let error = rds(&cloud).describe_backups("rm-missing").send().await.expect_err("it is missing");
    assert_eq!(error.code(), Some("InvalidDBInstanceId.NotFound"));
    assert_eq!(error.code_as(), Some(rds::ErrorCode::InvalidDbInstanceIdNotFound));
    let request_id = error.request_id().expect("a request id").to_owned();
    assert_eq!(
        error.to_string(),
        format!(
            "InvalidDBInstanceId.NotFound: no such thing (HTTP 400, request id {request_id}, DescribeBackups)"
        )
    );

    // The same from a 200 whose body says that it is none.
    let refuse = Misbehavior::Refuse { code: "Request.Forbidden".into(), message: "no".into() };
    cloud.misbehave("DescribeRestoreTaskList", refuse);
    let request = dbs(&cloud).describe_restore_task_list(RestoreTaskScope::backup_plan_id("p"));
    let error = request.send().await.expect_err("it is refused");
    assert_eq!(
        (error.kind(), error.code(), error.status()),
        (ErrorKind::Service, Some("Request.Forbidden"), Some(200))
    );

    let wrong =
        configure(&cloud).credentials(StaticCredentials::new(Credentials::new(ACCESS_KEY_ID, "wrong")));
    let client = rds::Client::new(&wrong.build().expect("a configuration")).expect("a client");
    let error = client.describe_backups("rm-1").send().await.expect_err("the signature is wrong");
    assert_eq!(error.code(), Some("SignatureDoesNotMatch"));
    assert!(!format!("{error} {error:?}").contains("wrong"), "a secret in {error:?}");
}

#[tokio::test]
async fn departures_reach_who_asks_and_strict_mode_refuses_them() {
    let cloud = cloud().await;
    let body =
        r#"{"Items": {"Backup": {"BackupId": 17, "BackupStatus": "Paused", "New": 1}}, "RequestId": "r"}"#;
    let respond = Misbehavior::Respond { status: 200, headers: Vec::new(), body: body.into() };
    cloud.misbehave("DescribeBackups", respond.times(2));
    let answer = rds(&cloud).describe_backups("rm-1").send_detailed().await.expect("an answer");
    let kinds: Vec<_> = answer.departures().iter().map(|one| (one.pointer.as_str(), one.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("/Items/Backup/BackupId", DepartureKind::Converted),
            ("/Items/Backup/BackupStatus", DepartureKind::UnknownValue),
            ("/Items/Backup/New", DepartureKind::UnknownField),
            ("/Items/Backup", DepartureKind::SingleElement),
        ]
    );
    let backup = &answer.value().items[0];
    assert_eq!(backup.backup_id.as_deref(), Some("17"));
    assert_eq!(backup.backup_status.as_ref().map(BackupStatus::as_str), Some("Paused"));

    let strict = configure(&cloud).strict(true).build().expect("a configuration");
    let client = rds::Client::new(&strict).expect("a client");
    let error = client.describe_backups("rm-1").send().await.expect_err("strict");
    assert_eq!(
        (error.kind(), error.departures().len(), error.request_id()),
        (ErrorKind::Departure, 4, Some("r"))
    );
}

#[tokio::test]
async fn tokens_are_filled_in_and_kept() {
    let cloud = cloud().await;
    rds(&cloud).describe_backup_tasks("rm-1").send().await.expect("an answer");
    rds(&cloud).describe_backup_tasks("rm-1").client_token("mine").send().await.expect("an answer");
    let tokens: Vec<_> = cloud
        .requests()
        .iter()
        .map(|one| one.parameter("ClientToken").expect("a token").to_owned())
        .collect();
    assert_eq!((tokens[0].len(), tokens[1].as_str()), (32, "mine"));
}

#[tokio::test]
async fn a_silent_server_is_left() {
    let cloud = cloud().await;
    cloud.misbehave("*", Misbehavior::Delay(Duration::from_secs(30)));
    let config = configure(&cloud).read_timeout(Duration::from_millis(200)).build().expect("a configuration");
    let client = rds::Client::new(&config).expect("a client");
    let error = client.describe_backups("rm-1").send().await.expect_err("nothing comes");
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_client_says_where_it_calls() {
    let cloud = cloud().await;
    let client = rds(&cloud);
    assert_eq!(client.region(), Some("cn-hangzhou"));
    assert_eq!(client.endpoint().to_string(), cloud.endpoint());
    let shown = format!("{client:?}");
    assert!(
        shown.len() < 200 && shown.contains("cn-hangzhou") && !shown.contains(ACCESS_KEY_SECRET),
        "{shown}"
    );
    assert_eq!(client.describe_backups("rm-1"), client.describe_backups("rm-1"));
}
