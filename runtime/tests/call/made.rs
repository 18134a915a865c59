//! Answers and errors that programs make for their own tests look like those of calls.

use crate::{
    scripted::{Script, code, good, read, run_paused},
    support::Backups,
};
use alibabacloud_runtime::{CallOptions, Error, ErrorKind, Response, RetryPolicy};
use http::{HeaderValue, header};

#[test]
fn an_answer() {
    let made = Response::builder(Backups { total: Some(3), ..Backups::default() })
        .request_id("R-1")
        .status(206)
        .attempts(2)
        .header(header::VIA, HeaderValue::from_static("1.1 a"))
        .header(header::VIA, HeaderValue::from_static("1.1 b"))
        .build();
    assert_eq!((made.request_id(), made.status(), made.attempts()), (Some("R-1"), 206, 2));
    assert_eq!(made.headers().get_all("via").iter().count(), 2);
    assert_eq!((made.total, made.value().total), (Some(3), Some(3)), "as if it were the value");
    assert_eq!((made.departures().len(), made.departures_omitted()), (0, 0));
    assert_eq!(made.into_value().total, Some(3));
}

#[test]
fn an_answer_is_like_one_of_a_call() {
    let real = run_paused(read(&Script::new([good()]).config()).send_detailed::<Backups>()).unwrap();
    let made = Response::builder(real.value().clone()).request_id("good").build();
    assert_eq!(format!("{made:?}"), format!("{real:?}"));
    // The answer has a field of this name, and the response a method.
    assert_eq!((real.request_id.as_deref(), real.request_id()), (Some("good"), Some("good")));
}

#[test]
fn an_error_is_like_one_of_a_call() {
    let once = CallOptions::new().retry(RetryPolicy::never());
    let config = Script::new([code(429, "Throttling.User")]).config();
    let real = run_paused(read(&config).configure(once).send::<Backups>()).unwrap_err();
    let made = Error::service("Throttling.User", "no").with_status(429).with_request_id("r");
    let made = made.with_operation("DescribeThing");
    assert_eq!(made.to_string(), real.to_string());
    assert_eq!((made.kind(), made.code(), made.attempts()), (real.kind(), real.code(), real.attempts()));
    assert!(made.is_throttling() && made.is_retryable());
}

#[test]
fn an_error_has_what_it_is_given() {
    let made = Error::service("Forbidden", "no");
    assert_eq!((made.kind(), made.status(), made.attempts()), (ErrorKind::Service, Some(400), 1));
    assert!(!made.is_retryable() && !made.outcome_unknown() && made.request_id().is_none());
    let made = made.with_attempts(3).with_outcome_unknown(true);
    assert_eq!(made.to_string(), "Forbidden: no; whether it took effect is unknown (HTTP 400, 3 attempts)");
}
