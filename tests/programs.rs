//! The examples of the crate, run as programs against the fake cloud.

use std::process::{Command, Output};

use alibabacloud_backup::fake::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, FakeCloud};
use alibabacloud_backup::fake_cloud;
use serde_json::json;

fn cloud() -> FakeCloud {
    let cloud = fake_cloud().expect("the specifications are there");
    cloud.items("DescribeBackups", 95).items("DescribeRestoreTaskList", 3).start_blocking().expect("a port")
}

fn run(cloud: &FakeCloud, example: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "alibabacloud-backup", "--example", example, "--"])
        .args(arguments)
        .args(["--endpoint", &cloud.endpoint()])
        .env("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou")
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)
        .env_remove("ALIBABA_CLOUD_SECURITY_TOKEN")
        .output()
        .expect("cargo runs")
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
    assert_eq!(lines[0], "backup,status,type,began,ended,bytes");
    assert_eq!(lines[1], "321020562,Success,FullBackup,2019-02-03T12:20:00Z,2019-02-13T12:20:00Z,2167808");
    assert_eq!((lines.len(), cloud.requests().len()), (96, 4));

    cloud.when("DescribeBackups", |_| true).refuse("InvalidDBInstanceId.NotFound", "no such instance");
    let output = run(&cloud, "export", &["rm-gone"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains("InvalidDBInstanceId.NotFound"), "{error}");
}

#[test]
fn a_restore_is_watched_until_it_has_ended() {
    let cases = [("COMPLETE", true), ("PARTIAL_COMPLETE", true), ("FAILED", false)];
    let cloud = cloud();
    for (end, succeeds) in cases {
        let jobs = |status, progress| {
            let job = json!({ "RestoreId": "r-1", "Status": status, "Progress": progress });
            json!({ "Success": true, "Code": "200", "RestoreJobs": { "RestoreJob": [job] } })
        };
        cloud.forget();
        cloud.when("DescribeRestoreJobs2", |_| true).times(1).respond(&jobs("RUNNING", 5000));
        cloud.when("DescribeRestoreJobs2", |_| true).respond(&jobs(end, 10_000));
        let output = run(&cloud, "restore_progress", &["r-1", "--timeout", "60"]);
        assert_eq!(output.status.success(), succeeds, "{output:?}");
        let lines = format!("r-1 RUNNING 50 %\nr-1 {end} 100 %\n");
        assert_eq!(String::from_utf8_lossy(&output.stdout), lines);
    }
}
