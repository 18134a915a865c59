//! Calls that do not succeed at once, as a stranger sees them: real HTTP, and a fake cloud that fails on demand.

use std::time::{Duration, Instant};

use alibabacloud_backup::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud, Misbehavior};
use alibabacloud_backup::{
    CallOptions, Config, Error, ErrorKind, RetryPolicy,
    credentials::{Credentials, StaticCredentials},
    fake_cloud, rds,
};

async fn cloud() -> FakeCloud {
    fake_cloud().expect("the models").items("DescribeBackups", 95).start().await.expect("a port")
}

/// A client that waits next to nothing between attempts.
fn client(cloud: &FakeCloud) -> rds::Client {
    let hasty = RetryPolicy::new()
        .base_delay(Duration::from_millis(1))
        .throttled_delay(Duration::from_millis(1))
        .max_elapsed(Duration::from_secs(3));
    let config = Config::builder()
        .region("cn-hangzhou")
        .endpoint(cloud.endpoint())
        .credentials(StaticCredentials::new(Credentials::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET)))
        .retry(hasty)
        .build()
        .expect("a configuration");
    rds::Client::new(&config).expect("a client")
}

fn respond(status: u16, header: (&str, &str)) -> Misbehavior {
    let headers = vec![(header.0.to_owned(), header.1.to_owned())];
    Misbehavior::Respond { status, headers, body: r#"{"Code":"Throttling.User","Message":"slow"}"#.into() }
}

#[tokio::test]
async fn failures_that_pass_do_not_show() {
    for failure in [
        Misbehavior::Throttle,
        Misbehavior::ServerError(503),
        Misbehavior::ServerError(500),
        Misbehavior::Drop,
        Misbehavior::TruncateBody,
        Misbehavior::Refuse { code: "SystemBusy".into(), message: "busy".into() },
        respond(429, ("retry-after", "0")),
    ] {
        let cloud = cloud().await;
        cloud.misbehave("DescribeBackupTasks", failure.clone().times(2));
        let answer = client(&cloud).describe_backup_tasks("rm-1").send_detailed().await;
        let answer = answer.unwrap_or_else(|error| panic!("{failure:?}: {error}"));
        assert_eq!((answer.attempts(), cloud.requests().len()), (3, 3), "{failure:?}");
        // Had a nonce come twice, the fake cloud would have refused it.
        let tokens: Vec<_> =
            cloud.requests().iter().map(|one| one.parameter("ClientToken").map(str::to_owned)).collect();
        assert!(tokens[0].is_some() && tokens.iter().all(|token| *token == tokens[0]), "{tokens:?}");
    }
}

#[tokio::test]
async fn a_list_goes_on_after_a_failure() {
    let cloud = cloud().await;
    let mut backups = client(&cloud).describe_backups("rm-1").items();
    let mut count = 0;
    while backups.try_next().await.expect("a backup").is_some() {
        count += 1;
        if count % 30 == 0 {
            cloud.misbehave("*", Misbehavior::Throttle.times(2));
        }
    }
    assert_eq!((count, cloud.requests().len()), (95, 4 + 6));
}

#[tokio::test]
async fn a_connection_that_went_stale_is_replaced() {
    let cloud = cloud().await;
    let rds = client(&cloud);
    for _ in 0..3 {
        rds.describe_backup_tasks("rm-1").send().await.expect("an answer");
        // The next request goes out on the pooled connection and finds it closed.
        cloud.misbehave("*", Misbehavior::Drop);
    }
}

#[tokio::test]
async fn failures_that_last_are_errors() {
    let cloud = cloud().await;
    cloud.misbehave("*", Misbehavior::ServerError(503).always());
    let rds = client(&cloud);
    let error = rds.describe_backups("rm-1").send().await.expect_err("an outage");
    assert_eq!((error.code(), error.attempts()), (Some("ServiceUnavailable"), 3));
    assert!(error.to_string().ends_with(", DescribeBackups, 3 attempts)"), "{error}");
    // Its clones draw on one budget, which 100 repetitions exhaust.
    for _ in 0..100 {
        rds.clone().describe_backups("rm-1").send().await.expect_err("an outage");
    }
    assert_eq!(cloud.requests().len(), 101 + 100);
}

#[tokio::test]
async fn what_cannot_be_waited_for_is_given_up_at_once() {
    let cloud = cloud().await;
    cloud.misbehave("*", respond(429, ("retry-after", "60")));
    let start = Instant::now();
    let error = client(&cloud).describe_backups("rm-1").send().await.expect_err("too long");
    assert_eq!((error.code(), error.attempts()), (Some("Throttling.User"), 1));
    assert_eq!(error.headers()["retry-after"], "60");
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn a_request_may_differ_from_its_client() {
    let cloud = cloud().await;
    let rds = client(&cloud);
    cloud.misbehave("*", Misbehavior::Delay(Duration::from_secs(20)));
    let options = CallOptions::new().call_timeout(Duration::from_millis(200)).header("x-trace", "4711");
    let error: Error =
        rds.describe_backups("rm-1").configure(options).send().await.expect_err("nothing comes");
    assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::Timeout, false));
    assert_eq!(
        error.to_string(),
        "no result within 200ms, the time limit of the call (DescribeBackups)",
        "the attempt was cut off by the call's limit"
    );
    assert_eq!(cloud.requests()[0].header("x-trace"), Some("4711"));

    cloud.misbehave("*", Misbehavior::Throttle);
    let once = CallOptions::new().retry(RetryPolicy::never());
    let error = rds.describe_backups("rm-1").configure(once).send().await.expect_err("once");
    assert_eq!((error.code(), error.attempts()), (Some("Throttling.User"), 1));

    cloud.misbehave("*", Misbehavior::Delay(Duration::from_secs(20)));
    let brief = CallOptions::new().attempt_timeout(Duration::from_millis(200));
    let answer = rds.describe_backups("rm-1").configure(brief).send_detailed().await.expect("an answer");
    assert_eq!(answer.attempts(), 2);
}
