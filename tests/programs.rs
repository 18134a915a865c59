//! The examples of the crate, run as programs against the fake cloud.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use alibabacloud_backup::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud};
use alibabacloud_backup::fake_cloud;
use serde_json::json;

fn cloud() -> FakeCloud {
    let cloud = fake_cloud().expect("the specifications are there");
    cloud.items("DescribeBackups", 95).items("DescribeRestoreTaskList", 3).start_blocking().expect("a port")
}

fn run(cloud: &FakeCloud, example: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    let features = if example == "newest_backup" { "fake-cloud" } else { "default" };
    command
        .args(["run", "--quiet", "--package", "alibabacloud-backup", "--features", features])
        .args(["--example", example, "--"])
        .args(arguments)
        .args(["--endpoint", &cloud.endpoint()]);
    with_account(&mut command).output().expect("cargo runs")
}

fn with_account(command: &mut Command) -> &mut Command {
    command
        .env("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou")
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)
        .env_remove("ALIBABA_CLOUD_SECURITY_TOKEN")
}

#[track_caller]
fn printed(output: &Output) -> &str {
    assert!(output.status.success(), "{output:?}");
    std::str::from_utf8(&output.stdout).expect("text")
}

#[test]
fn an_audit_shows_every_product() {
    let output = run(&cloud(), "audit", &["rm-uf6wjk5", "dbs1hvb0www"]);
    let printed = printed(&output);
    for title in ["Backups of rm-uf6wjk5: 95 on 4 pages", "DBS restore jobs of dbs1hvb0www: 3"] {
        assert!(printed.contains(title), "{printed}");
    }
}

#[test]
fn an_export_has_a_line_for_each_backup() {
    let cloud = cloud();
    let output = run(&cloud, "export", &["rm-uf6wjk5"]);
    let lines: Vec<_> = printed(&output).lines().collect();
    assert!(
        lines[0].starts_with("backup_download_link_by_db,backup_download_url,backup_end_time,backup_id,")
    );
    assert!(lines[1].contains(",2019-02-13T12:20:00Z,321020562,"), "{}", lines[1]);
    assert_eq!(lines[0].split(',').count(), 25);
    assert_eq!((lines.len(), cloud.requests().len()), (96, 4));

    cloud.when("DescribeBackups", |_| true).refuse("InvalidDBInstanceId.NotFound", "no such instance");
    let output = run(&cloud, "export", &["rm-gone"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("InvalidDBInstanceId.NotFound"), "{error}");
}

/// A restore job that is in the list, or an empty list.
fn jobs(job: Option<(&str, u32)>) -> serde_json::Value {
    let job =
        job.map(|(status, progress)| json!({ "RestoreId": "r-1", "Status": status, "Progress": progress }));
    json!({ "Success": true, "Code": "200", "RestoreJobs": { "RestoreJob": Vec::from_iter(job) } })
}

#[test]
fn a_restore_is_watched_until_it_has_ended() {
    let cloud = cloud();
    for (answers, timeout, shown, error) in [
        (
            &[Some(("RUNNING", 5000)), Some(("COMPLETE", 10_000))][..],
            "60",
            "r-1 RUNNING 50 %\nr-1 COMPLETE 100 %\n",
            "",
        ),
        // It was started a moment ago, and is not listed yet.
        (&[None, Some(("PARTIAL_COMPLETE", 10_000))], "60", "r-1 PARTIAL_COMPLETE 100 %\n", ""),
        (&[Some(("FAILED", 700))], "60", "r-1 FAILED 7 %\n", "the restore failed"),
        (&[None], "60", "", "there is no such restore job"),
        (&[Some(("RUNNING", 5000))], "1", "r-1 RUNNING 50 %\n", "the restore goes on: not done within 1s"),
    ] {
        cloud.forget();
        let (last, first) = answers.split_last().expect("an answer");
        for answer in first {
            cloud.when("DescribeRestoreJobs2", |_| true).times(1).respond(&jobs(*answer));
        }
        cloud.when("DescribeRestoreJobs2", |_| true).respond(&jobs(*last));
        let output = run(&cloud, "restore_progress", &["r-1", "--timeout", timeout]);
        assert_eq!(output.status.success(), error.is_empty(), "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), shown);
        assert!(String::from_utf8_lossy(&output.stderr).contains(error), "{output:?}");
    }
}

#[test]
fn a_monitor_says_how_old_the_newest_backup_is() {
    // The backups of the sample are of 2019.
    let output = run(&cloud(), "newest_backup", &["rm-uf6wjk5", "26"]);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.starts_with("CRITICAL: the newest backup is "), "{output:?}");
    assert_eq!(output.status.code(), Some(2));
}

/// A program that serves until it is dropped.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(cloud: &FakeCloud) -> Self {
        let cargo = ["build", "--quiet", "--package", "alibabacloud-backup", "--example", "web"];
        assert!(Command::new(env!("CARGO")).args(cargo).status().expect("cargo runs").success());
        // Tests are in `deps`, beside which the examples are.
        let tests = std::env::current_exe().expect("this test is a program");
        let built = tests.ancestors().nth(2).expect("a folder above deps").join("examples/web");
        let mut child =
            with_account(Command::new(built).args(["127.0.0.1:0", "--endpoint", &cloud.endpoint()]))
                .stdout(Stdio::piped())
                .spawn()
                .expect("the program starts");
        let mut line = String::new();
        let output = child.stdout.as_mut().expect("it is a pipe");
        BufReader::new(output).read_line(&mut line).expect("the program prints its address");
        let address = line.trim().strip_prefix("listening on http://").expect("an address").to_owned();
        Self { child, address }
    }

    /// The status and the body of an answer.
    fn get(&self, path: &str) -> (u16, serde_json::Value) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)
            .expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, serde_json::from_str(body).unwrap_or_default())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("it ends");
    }
}

#[test]
fn a_web_service_lists_backups_and_maps_errors() {
    let cloud = cloud();
    let web = Served::start(&cloud);
    let (status, listing) = web.get("/instances/rm-uf6wjk5/backups?limit=2&status=Success");
    assert_eq!((status, &listing["instance"], &listing["more"]), (200, &json!("rm-uf6wjk5"), &json!(true)));
    let backups = listing["backups"].as_array().expect("a list");
    assert_eq!((backups.len(), cloud.requests().len()), (2, 1), "a page is enough");
    assert_eq!(backups[0]["backup_id"], "321020562");
    assert_eq!(backups[0]["backup_end_time"], "2019-02-13T12:20:00Z");
    assert_eq!(backups[0].as_object().map(serde_json::Map::len), Some(25), "every field is there");

    let (_, all) = web.get("/instances/rm-uf6wjk5/backups?limit=500");
    assert_eq!((all["backups"].as_array().map(Vec::len), &all["more"]), (Some(95), &json!(false)));

    for (code, expected) in [
        ("InvalidDBInstanceId.NotFound", 404),
        ("Throttling.User", 429),
        ("ServiceUnavailable", 503),
        ("Forbidden.RAM", 502),
    ] {
        cloud.forget();
        cloud.when("DescribeBackups", |_| true).refuse(code, "a message for operators");
        let (status, body) = web.get("/instances/rm-gone/backups");
        assert_eq!((status, &body["error"]), (expected, &json!(code)));
        assert!(body["request_id"].is_string() && !body.to_string().contains("operators"), "{body}");
    }
}
