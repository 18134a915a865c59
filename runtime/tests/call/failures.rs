//! What an error says about trying again, and that neither it nor its causes repeat anything.

use crate::{
    scripted::{Script, Step, answer, code, read, run_paused},
    support::{Backups, InMemory, describe_backups, run},
};
use alibabacloud_runtime::{
    CallOptions, Error, RetryPolicy,
    transport::{HttpRequest, TransportError, TransportErrorKind as Kind},
};
use std::io;

fn failure(step: Step) -> Error {
    let once = CallOptions::new().retry(RetryPolicy::never());
    run_paused(read(&Script::new([step]).config()).configure(once).send::<Backups>()).unwrap_err()
}

#[test]
fn what_may_succeed_later_is_retryable() {
    for (step, retryable, throttling) in [
        (code(400, "Throttling.User"), true, true),
        (code(429, "QuotaOfItsOwn"), true, true),
        (answer(429, ""), true, true),
        (code(500, "InternalError"), true, false),
        (answer(503, ""), true, false),
        (code(400, "InvalidTimeStamp.Expired"), true, false),
        (code(400, "IdempotentProcessing"), true, false),
        (answer(200, r#"{"RequestId":"r"#), true, false),
        (Step::Fails(Kind::Connect), true, false),
        (Step::Fails(Kind::ConnectTimeout), true, false),
        (Step::Fails(Kind::Timeout), true, false),
        (Step::Fails(Kind::Interrupted), true, false),
        (Step::Fails(Kind::TooLarge), false, false),
        (Step::Fails(Kind::Unsent), false, false),
        (code(404, "InvalidAccessKeyId.NotFound"), false, false),
        (code(404, "InvalidDBInstanceId.NotFound"), false, false),
        (code(403, "Forbidden.RAM"), false, false),
        (answer(200, "<html>"), false, false),
    ] {
        let error = failure(step);
        assert_eq!((error.is_retryable(), error.is_throttling()), (retryable, throttling), "{error:?}");
    }
    let config = InMemory::always(200, &[], b"{}").config();
    let error = run(describe_backups(&config).with(1, &7).send::<Backups>()).unwrap_err();
    assert!(!error.is_retryable(), "{error}");
}

/// The messages of an error and its causes.
fn messages(error: &dyn std::error::Error) -> Vec<String> {
    let first: &dyn std::error::Error = error;
    std::iter::successors(Some(first), |error| error.source()).map(ToString::to_string).collect()
}

#[test]
fn a_chain_says_each_thing_once() {
    let deep = || {
        io::Error::other(
            TransportError::new(Kind::Other, "in the middle").with_source(io::Error::other("at the bottom")),
        )
    };
    for (message, expected) in [
        ("it failed", vec!["it failed (DescribeBackups)", "in the middle", "at the bottom"]),
        ("it failed: in the middle", vec!["it failed: in the middle (DescribeBackups)", "at the bottom"]),
        (
            "it failed: in the middle: at the bottom",
            vec!["it failed: in the middle: at the bottom (DescribeBackups)"],
        ),
    ] {
        let fail = move || TransportError::new(Kind::Connect, message).with_source(deep());
        let config = InMemory::new(move |_| Err(fail())).config();
        let error = run(describe_backups(&config).send::<Backups>()).unwrap_err();
        assert_eq!(messages(&error), expected);
    }
}

#[test]
fn a_request_says_where_it_goes() {
    let request = http::Request::get("http://[::1]:8080/?Secret=hush").body(bytes::Bytes::new()).unwrap();
    assert_eq!(HttpRequest::new(request, 1).target(), "[::1]:8080");
}
