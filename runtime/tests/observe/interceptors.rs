//! When interceptors are called, with what, and what becomes of their errors.

use crate::recorder::{Checked, Recorder};
use crate::scripted::{Script, Step, answer, good, read, run_paused, write_with_token};
use crate::support::{Backups, describe_backups};
use alibabacloud_runtime::{
    ErrorKind,
    observe::{Attempt, Intercept, Outgoing},
    transport::TransportErrorKind,
};
use bytes::Bytes;
use std::error::Error as _;

#[test]
fn they_are_called_in_order_for_each_attempt() {
    let script = Script::new([answer(503, ""), Step::Fails(TransportErrorKind::Connect), good()]);
    let first = Recorder::new("1");
    let config = first.beside("2").watching(&first.watching(&script.config()));
    run_paused(read(&config).send::<Backups>()).unwrap();

    let mut expected = Vec::new();
    for (number, answered) in [
        (1, "answer 1 Some(503) Some(Service) Some(0)"),
        (2, "answer 2 None Some(Transport) None"),
        (3, "answer 3 Some(200) None Some(0)"),
    ] {
        let send = format!("send {number} POST rds.aliyuncs.com true");
        for line in [format!("sign DescribeThing {number} []"), send, answered.to_owned()] {
            expected.extend(["1", "2"].map(|name| format!("{name}: {line}")));
        }
    }
    expected
        .extend(["1", "2"].map(|name| format!("{name}: end Rds/DescribeThing 3 Some(200) success 20 bytes")));
    assert_eq!(first.lines(), expected);
}

#[test]
fn they_see_the_names_of_parameters() {
    let script = Script::new([good()]);
    let recorder = Recorder::new("1");
    let request = describe_backups(&recorder.watching(&script.config())).with(1, &50);
    run_paused(request.send::<Backups>()).unwrap();
    let names = r#"["DBInstanceId", "PageSize", "ClientToken"]"#;
    assert_eq!(recorder.lines()[0], format!("1: sign DescribeBackups 1 {names}"));
}

/// Objects to one attempt, before or after it is signed.
#[derive(Debug)]
struct Objection {
    number: u32,
    when_signed: bool,
}

#[derive(Debug, PartialEq)]
struct NotToday;

impl std::fmt::Display for NotToday {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not today")
    }
}

impl std::error::Error for NotToday {}

impl Objection {
    fn check(&self, number: u32, is_signed: bool) -> Checked {
        if (number, is_signed) == (self.number, self.when_signed) { Err(NotToday.into()) } else { Ok(()) }
    }
}

impl Intercept for Objection {
    fn before_signing(&self, outgoing: &mut Outgoing<'_>) -> Checked {
        self.check(outgoing.attempt().number(), false)
    }

    fn before_sending(&self, attempt: Attempt<'_>, _: &http::Request<Bytes>) -> Checked {
        self.check(attempt.number(), true)
    }
}

#[test]
fn their_errors_end_the_call() {
    for when_signed in [false, true] {
        for number in [1, 2] {
            let script = Script::new([answer(503, "")]);
            let recorder = Recorder::new("1");
            let builder = recorder.watching(&script.config()).to_builder();
            let config = builder.interceptor(Objection { number, when_signed }).build().unwrap();
            let error = run_paused(read(&config).send::<Backups>()).unwrap_err();

            assert_eq!((error.kind(), error.attempts()), (ErrorKind::Interceptor, number - 1));
            assert_eq!(script.count(), number as usize - 1);
            let message =
                "the interceptor observe::interceptors::Objection ended the call: not today (DescribeThing)";
            assert_eq!(error.to_string(), message);
            assert_eq!(error.interceptor_error().unwrap().downcast_ref(), Some(&NotToday));
            assert!(error.source().is_none(), "it is said already");
            let lines = recorder.lines();
            assert!(lines.last().unwrap().contains("Interceptor None"), "{lines:?}");
            let answers = lines.iter().filter(|line| line.contains(": answer")).count();
            assert_eq!(answers, number as usize - 1, "what was not sent has no answer: {lines:?}");
        }
    }
}

#[test]
fn an_error_does_not_hide_the_doubt_about_an_earlier_attempt() {
    let script = Script::new([Step::Fails(TransportErrorKind::Interrupted)]);
    let objection = Objection { number: 2, when_signed: true };
    let config = script.config().to_builder().interceptor(objection).build().unwrap();
    let error = run_paused(write_with_token(&config).send::<Backups>()).unwrap_err();
    assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::Interceptor, true));
}

#[test]
fn a_builder_shows_their_names_only() {
    let config = Recorder::new("visible").watching(&Script::new([good()]).config());
    let shown = format!("{config:?} {:?}", config.to_builder());
    assert_eq!((shown.matches("visible").count(), shown.contains("hush")), (1, false), "{shown}");
}
