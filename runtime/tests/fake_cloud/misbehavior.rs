//! Every way in which the fake cloud fails its clients on demand.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use alibabacloud_runtime::fake::Misbehavior;
use serde_json::json;

use crate::client::{INSTANCE, answer, backups, call, check_refused, cloud, exchange, restores};

#[test]
fn misbehaves_as_often_as_told() {
    let cloud = cloud();
    let status = || backups(&[INSTANCE]).send(&cloud).status;
    cloud.misbehave("DescribeBackups", Misbehavior::Throttle.times(2));
    cloud.misbehave("DescribeBackupTasks", Misbehavior::ServerError(500));
    cloud.misbehave("*", Misbehavior::ServerError(503));
    check_refused(&cloud, backups(&[]).key("stranger", "x"), 404, "InvalidAccessKeyId.NotFound", "");
    check_refused(&cloud, backups(&[INSTANCE]), 400, "Throttling.User", "flow control");
    assert_eq!((status(), status(), status()), (400, 503, 200));
    cloud.misbehave("*", Misbehavior::ServerError(502).always());
    assert_eq!((status(), status()), (502, 502));
    cloud.behave();
    assert_eq!(status(), 200);
}

#[test]
fn misbehaves_on_the_connection() {
    let cloud = cloud();
    cloud.misbehave("*", Misbehavior::Drop);
    assert_eq!(exchange(&cloud, &backups(&[INSTANCE]).bytes(&cloud)), "");
    cloud.misbehave("*", Misbehavior::TruncateBody);
    let half = answer(&exchange(&cloud, &backups(&[INSTANCE]).bytes(&cloud)));
    let announced = half.header("content-length").unwrap().parse::<usize>().unwrap();
    assert!(half.status == 200 && half.body.is_null() && announced > 1000, "{half:?}");
    cloud.misbehave("*", Misbehavior::Delay(Duration::from_millis(80)));
    let start = Instant::now();
    assert_eq!(backups(&[INSTANCE]).send(&cloud).status, 200);
    assert!(start.elapsed() >= Duration::from_millis(80));
}

#[test]
fn resets_a_connection() {
    let cloud = cloud();
    cloud.misbehave("*", Misbehavior::Reset);
    let mut stream = TcpStream::connect(cloud.endpoint().trim_start_matches("http://")).unwrap();
    stream.write_all(&backups(&[INSTANCE]).bytes(&cloud)).unwrap();
    let error = stream.read(&mut [0]).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
}

#[test]
fn misbehaves_at_random() {
    let statuses = |seed: u64, percent: f64| -> Vec<u16> {
        let cloud = cloud();
        let ways = [Misbehavior::ServerError(500), Misbehavior::ServerError(502)];
        cloud.misbehave_at_random("DescribeBackups", percent, seed, ways);
        let first = restores(&[("BackupPlanId", "p")]).send(&cloud).status;
        assert_eq!(first, 200, "another operation");
        (0..200).map(|_| backups(&[INSTANCE]).send(&cloud).status).collect()
    };
    let counts = |statuses: &[u16]| [200, 500, 502].map(|one| statuses.iter().filter(|s| **s == one).count());
    let some = statuses(7, 20.0);
    let [good, first, second] = counts(&some);
    assert!((140..=180).contains(&good) && first > 5 && second > 5, "{:?}", counts(&some));
    assert_eq!(some, statuses(7, 20.0), "the same seed");
    assert_ne!(some, statuses(8, 20.0), "another seed");
    assert_eq!(counts(&statuses(7, 0.0)), [200, 0, 0]);
    assert_eq!(counts(&statuses(7, 100.0))[0], 0);
}

#[test]
fn responds_word_for_word() {
    let cloud = cloud();
    let headers = vec![("retry-after".to_owned(), "3".to_owned()), ("bad name".to_owned(), "\n".to_owned())];
    cloud.misbehave("Unmodelled", Misbehavior::Respond { status: 418, headers, body: "[1]".into() });
    let answer = call("1999-01-01", "Unmodelled", &[]).send(&cloud);
    assert_eq!((answer.status, answer.header("retry-after"), &answer.body), (418, Some("3"), &json!([1])));
}

#[test]
fn refuses_as_the_operation_does() {
    let cloud = cloud();
    let refuse = |code: &str| Misbehavior::Refuse { code: code.to_owned(), message: "No.".to_owned() };
    cloud.misbehave("*", refuse("InvalidDBInstanceId.NotFound"));
    check_refused(&cloud, backups(&[INSTANCE]), 404, "InvalidDBInstanceId.NotFound", "No.");
    cloud.misbehave("*", refuse("Undocumented"));
    check_refused(&cloud, backups(&[INSTANCE]), 400, "Undocumented", "No.");
    cloud.misbehave("*", refuse("Param.NotFound"));
    let answer = restores(&[("BackupPlanId", "p")]).send(&cloud);
    assert_eq!(answer.status, 200);
    let said = json!([answer.body["Success"], answer.body["ErrCode"], answer.body["ErrMessage"]]);
    assert_eq!(said, json!([false, "Param.NotFound", "No."]));
}
