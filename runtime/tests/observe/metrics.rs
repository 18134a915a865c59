//! The facts of a call, however it ends.

use crate::recorder::Recorder;
use crate::scripted::{Script, Step, answer, code, good, read, run_paused};
use crate::support::{Backups, describe_backups};
use alibabacloud_runtime::{
    CallOptions, RetryPolicy,
    observe::{Answered, Attempt, CallMetrics, Intercept},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

fn last_line(script: &Script) -> String {
    let recorder = Recorder::new("1");
    // How the call ends is in the line.
    let _ = run_paused(read(&recorder.watching(&script.config())).send::<Backups>());
    let lines = recorder.lines();
    assert_eq!(lines.iter().filter(|line| line.starts_with("1: end")).count(), 1, "{lines:?}");
    lines.last().unwrap().clone()
}

#[test]
fn a_call_is_reported_once_however_it_ends() {
    for (steps, expected) in [
        (vec![good()], "1 Some(200) success 20 bytes"),
        (vec![answer(503, "abc"), good()], "2 Some(200) success 23 bytes"),
        (vec![answer(200, r#"{"RequestId":"#), good()], "2 Some(200) success 33 bytes"),
        (vec![answer(404, "")], "1 Some(404) Service None 0 bytes"),
        (vec![code(400, "Throttling")], r#"3 Some(400) Service Some("Throttling") 156 bytes"#),
        (vec![answer(200, "<html>")], "1 Some(200) Response None 6 bytes"),
        (vec![Step::BreaksOff(502)], "3 Some(502) Transport None 0 bytes"),
        (vec![Step::Takes(Duration::from_secs(40))], "1 None Timeout None 0 bytes"),
    ] {
        assert_eq!(last_line(&Script::new(steps)), format!("1: end Rds/DescribeThing {expected}"));
    }
}

#[test]
fn a_call_that_sends_nothing_is_reported() {
    let script = Script::new([good()]);
    let recorder = Recorder::new("1");
    let request = describe_backups(&recorder.watching(&script.config())).with(1, &31);
    run_paused(request.send::<Backups>()).unwrap_err();
    assert_eq!(recorder.lines(), ["1: end Rds/DescribeBackups 0 None InvalidRequest None 0 bytes"]);
}

#[test]
fn a_call_that_is_dropped_is_reported_if_it_had_begun() {
    let recorder = Recorder::new("1");
    let config = recorder.watching(&Script::new([Step::Takes(Duration::from_secs(9))]).config());
    drop(read(&config).send::<Backups>());
    assert_eq!(recorder.lines(), Vec::<String>::new());
    run_paused(async {
        let call = read(&config).send::<Backups>();
        tokio::time::timeout(Duration::from_secs(1), call).await.unwrap_err();
    });
    assert_eq!(recorder.lines().pop().unwrap(), "1: end Rds/DescribeThing 1 None dropped 0 bytes");
}

/// The times that it was told.
#[derive(Debug, Default)]
struct Times {
    attempts: Mutex<Vec<Duration>>,
    calls: Mutex<Vec<Duration>>,
}

impl Intercept for Times {
    fn after_attempt(&self, _: Attempt<'_>, answered: &Answered<'_>) {
        self.attempts.lock().unwrap().push(answered.elapsed());
    }

    fn after_call(&self, call: &CallMetrics<'_>) {
        self.calls.lock().unwrap().push(call.elapsed());
    }
}

#[test]
fn times_are_measured_with_and_without_the_waits() {
    let busy = answer(503, "").with("retry-after", "7");
    let script = Script::new([busy, Step::Takes(Duration::from_secs(5))]);
    let times = Arc::new(Times::default());
    let config = script.config().to_builder().interceptor(Arc::clone(&times)).build().unwrap();
    run_paused(read(&config).send::<Backups>()).unwrap();
    let seconds = |times: &Mutex<Vec<Duration>>| -> Vec<u64> {
        times.lock().unwrap().iter().map(Duration::as_secs).collect()
    };
    assert_eq!((seconds(&times.attempts), seconds(&times.calls)), (vec![0, 5], vec![12]));
}

#[test]
fn departures_are_delivered() {
    let body = r#"{"RequestId":"1","Surprise":1,"PageNumber":[]}"#;
    let script = Script::new([answer(200, body)]);
    for strict in [false, true] {
        let recorder = Recorder::new("1");
        let config = recorder.watching(&script.config()).to_builder().strict(strict).build().unwrap();
        let result = run_paused(read(&config).send::<Backups>());
        assert_eq!(result.is_err(), strict);
        let end = if strict { "Departure None" } else { "success" };
        assert_eq!(
            recorder.lines()[3..],
            [
                r#"1: departures ["/Surprise", "/PageNumber"] 0"#.to_owned(),
                format!("1: end Rds/DescribeThing 1 Some(200) {end} {} bytes", body.len()),
            ]
        );
    }
}

#[test]
fn each_page_is_a_call() {
    let page = |id: &str| {
        answer(200, &format!(r#"{{"Items":{{"Backup":[{{"BackupId":"{id}"}}]}},"TotalRecordCount":"2"}}"#))
    };
    let script = Script::new([page("1"), page("2")]);
    let recorder = Recorder::new("1");
    let once = CallOptions::new().retry(RetryPolicy::never());
    let request = describe_backups(&recorder.watching(&script.config())).configure(once);
    let mut items = request.items::<Backups>();
    run_paused(async { while items.try_next().await.unwrap().is_some() {} });
    let ends = recorder.lines().iter().filter(|line| line.contains("success")).count();
    assert_eq!(ends, 2);
}
