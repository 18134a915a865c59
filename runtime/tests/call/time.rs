//! Time limits, and clocks that are wrong.

use crate::scripted::{Script, Step, answer, code, good, read, run_paused, write, write_with_token};
use crate::support::{Backups, InMemory, describe_backups, header, ok};
use alibabacloud_runtime::{
    CallOptions, Config, Error, ErrorKind, RetryPolicy,
    codegen::Request,
    credentials::{Credentials, CredentialsError, ProvideCredentials},
    transport::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind},
};
use http::{HeaderMap, StatusCode};
use jiff::{SignedDuration, Timestamp};
use std::{error::Error as _, time::Duration};
use tokio::time::Instant;

const SECS: fn(u64) -> Duration = Duration::from_secs;
const NEVER: Step = Step::Takes(Duration::from_secs(1_000_000));

/// The error of a call, and how long it took.
fn failure(request: Request) -> (Error, Duration) {
    run_paused(async {
        let start = Instant::now();
        let error = request.send::<Backups>().await.unwrap_err();
        (error, start.elapsed())
    })
}

/// The timer rounds up to milliseconds.
fn assert_about(found: Duration, expected: Duration) {
    assert!((expected..expected + Duration::from_millis(5)).contains(&found), "{found:?}, not {expected:?}");
}

#[test]
fn an_attempt_that_takes_too_long_is_repeated() {
    let script = Script::new([NEVER, good()]);
    run_paused(async {
        let start = Instant::now();
        let options = CallOptions::new().attempt_timeout(SECS(3));
        let response = read(&script.config()).configure(options).send_detailed::<Backups>().await.unwrap();
        assert_eq!(response.attempts(), 2);
        assert!((SECS(3)..Duration::from_millis(3102)).contains(&start.elapsed()));
    });

    let script = Script::new([NEVER]);
    let config = script.config().to_builder().attempt_timeout(SECS(3)).build().unwrap();
    let (error, _) = failure(read(&config));
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    assert_eq!(
        error.to_string(),
        "no complete answer from rds.aliyuncs.com (region cn-hangzhou) within 3s, the time limit of an attempt (DescribeThing, 3 attempts)"
    );
}

#[test]
fn the_whole_call_has_a_time_limit() {
    // By default: one attempt of 30 seconds, after which no further one begins.
    let script = Script::new([NEVER]);
    let (error, took) = failure(read(&script.config()));
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_about(took, Config::ATTEMPT_TIMEOUT);

    let script = Script::new([code(503, "ServiceUnavailable"), code(400, "Throttling"), NEVER]);
    let options = CallOptions::new().call_timeout(SECS(10));
    let (error, took) = failure(read(&script.config()).configure(options));
    assert_about(took, SECS(10));
    assert_eq!(
        error.to_string(),
        "no result within 10s, the time limit of the call (DescribeThing, 3 attempts)"
    );
    assert!(error.source().unwrap().to_string().starts_with("Throttling: no"), "what came before");
}

#[test]
fn no_attempt_begins_too_late() {
    let script = Script::new([Step::Fails(TransportErrorKind::Connect)]);
    let policy = RetryPolicy::new().max_attempts(1000).base_delay(SECS(2)).max_elapsed(SECS(20));
    let config = script.config().to_builder().retry(policy).build().unwrap();
    let (error, took) = failure(read(&config));
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(took <= SECS(20) + Duration::from_millis(50) && error.attempts() > 1, "{took:?}");
}

#[test]
fn each_page_has_the_whole_time() {
    run_paused(async {
        let page = |id: &str| {
            let body = format!(r#"{{"Items":{{"Backup":[{{"BackupId":"{id}"}}]}},"TotalRecordCount":3}}"#);
            answer(200, &body)
        };
        let slow = || code(400, "Throttling").with("retry-after", "25");
        let script = Script::new([slow(), page("1"), slow(), page("2"), slow(), page("3")]);
        let start = Instant::now();
        let mut items = describe_backups(&script.config()).items::<Backups>();
        let mut count = 0;
        while items.try_next().await.unwrap().is_some() {
            count += 1;
        }
        assert_eq!((count, script.count()), (3, 6));
        assert!(start.elapsed() > Config::CALL_TIMEOUT);

        let script = Script::new([page("1"), NEVER]);
        let options = CallOptions::new().call_timeout(SECS(5));
        let mut items = describe_backups(&script.config()).configure(options).items::<Backups>();
        assert!(items.try_next().await.unwrap().is_some());
        assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::Timeout);
        assert!(items.next().await.is_none());
    });
}

/// Gives the head of an answer, and never its body.
#[derive(Debug)]
struct Headed;

impl Transport for Headed {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let headers = [("x-acs-request-id", "R-1"), ("server", "a gateway"), ("via", "ASecret")];
        let headers = headers.map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        request.head_arrived(StatusCode::BAD_GATEWAY, &headers.into_iter().collect());
        request.head_arrived(StatusCode::OK, &HeaderMap::new());
        Box::pin(std::future::pending())
    }
}

#[test]
fn what_is_known_of_an_answer_survives_the_end_of_the_time() {
    let script = Script::new([good()]);
    let config = script.config().to_builder().transport(Headed).build().unwrap();
    for (options, message) in [
        (
            CallOptions::new().attempt_timeout(SECS(2)).retry(RetryPolicy::never()),
            "no complete answer from rds.aliyuncs.com (region cn-hangzhou) within 2s, the time limit of an attempt (HTTP 502, request id R-1, DescribeThing)",
        ),
        (
            CallOptions::new().call_timeout(SECS(2)),
            "no result within 2s, the time limit of the call (HTTP 502, request id R-1, DescribeThing)",
        ),
    ] {
        let (error, _) = failure(read(&config).configure(options));
        assert_eq!(error.to_string(), message);
        assert_eq!(error.headers().keys().collect::<Vec<_>>(), ["server", "x-acs-request-id"], "no secret");
    }
}

#[test]
fn a_whole_list_can_have_a_time_limit() {
    let page = |id: &str| {
        let body = format!(r#"{{"Items":{{"Backup":[{{"BackupId":"{id}"}}]}},"TotalRecordCount":3}}"#);
        answer(200, &body)
    };
    let slow = || code(400, "Throttling").with("retry-after", "25");
    let limit = SECS(30);
    let message = "no end within 30s, the time limit of the list";
    // What the service does, how long the program takes for each item, after how many items which error comes, and when.
    for (steps, program, items, expected, seconds) in [
        (vec![page("1"), NEVER], 0, 1, message, 30),
        (vec![NEVER], 0, 0, message, 30),
        (vec![page("1"), page("2"), NEVER], 10, 2, message, 30),
        (vec![page("1"), page("2"), page("3")], 40, 1, message, 40),
        // It is certain that the wait takes too long.
        (vec![slow(), page("1"), slow(), page("2")], 0, 1, "no", 25),
        (vec![page("1"), page("2"), page("3")], 5, 3, "", 15),
    ] {
        for (of_client, prefetch) in [(false, false), (true, false), (false, true)] {
            let script = Script::new(steps.clone());
            let builder = script.config().to_builder().attempt_timeout(SECS(500)).call_timeout(SECS(500));
            let builder = if of_client { builder.list_timeout(limit) } else { builder };
            let request = describe_backups(&builder.build().unwrap());
            let options = CallOptions::new();
            let request = request.configure(if of_client { options } else { options.list_timeout(limit) });
            let row = format!("{items} items, then {expected:?}, {of_client} {prefetch}");
            run_paused(async {
                let start = Instant::now();
                let list = request.items::<Backups>();
                // It begins with the first page.
                tokio::time::sleep(SECS(100)).await;
                let mut list = if prefetch { list.prefetch() } else { list };
                for _ in 0..items {
                    list.try_next().await.unwrap().unwrap();
                    tokio::time::sleep(SECS(program)).await;
                }
                let end = list.try_next().await;
                let found = end.as_ref().err().map_or("", Error::message);
                // A page that was fetched ahead was in time.
                if prefetch && program == 40 {
                    assert!(end.unwrap().is_some());
                    return;
                }
                assert_eq!(found, expected, "{row}");
                assert_about(start.elapsed() - SECS(100), SECS(seconds));
                assert_eq!(list.next_page().is_some(), !expected.is_empty(), "{row}");
            });
        }
    }
}

#[test]
fn a_list_that_is_over_time_sends_nothing() {
    let script =
        Script::new([answer(200, r#"{"Items":{"Backup":[{"BackupId":"1"}]},"TotalRecordCount":3}"#)]);
    let options = CallOptions::new().list_timeout(SECS(5));
    run_paused(async {
        let mut list = describe_backups(&script.config()).configure(options).items::<Backups>();
        list.try_next().await.unwrap().unwrap();
        tokio::time::sleep(SECS(5)).await;
        let error = list.try_next().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts(), script.count()), (ErrorKind::Timeout, 0, 1));
    });
    let options = CallOptions::new().list_timeout(Duration::ZERO);
    let error = run_paused(describe_backups(&script.config()).configure(options).send::<Backups>());
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Configuration);
}

#[derive(Debug)]
struct Hanging;

impl ProvideCredentials for Hanging {
    fn credentials(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn credentials_count() {
    let script = Script::new([good()]);
    let config = script.config().to_builder().credentials(Hanging).build().unwrap();
    let (error, took) = failure(write(&config));
    assert_about(took, Config::CALL_TIMEOUT);
    assert_eq!((error.kind(), error.attempts(), script.count()), (ErrorKind::Timeout, 0, 0));
    assert!(!error.outcome_unknown(), "nothing was sent");
}

#[test]
fn a_write_whose_time_ran_out_may_have_had_its_effect() {
    let script = Script::new([NEVER]);
    let (error, _) = failure(write(&script.config()));
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(
        error.to_string(),
        "no complete answer from rds.aliyuncs.com (region cn-hangzhou) within 30s, the time limit of an attempt; whether it took effect is unknown (CreateThing)"
    );
}

#[test]
fn limits_that_cannot_be_and_limits_that_are_none() {
    let script = Script::new([good()]);
    let error = script.config().to_builder().call_timeout(Duration::ZERO).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "call_timeout is zero, so that every call would fail; leave it out, or set a longer one"
    );
    let (error, _) =
        failure(read(&script.config()).configure(CallOptions::new().attempt_timeout(Duration::ZERO)));
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    let options = CallOptions::new().attempt_timeout(Duration::MAX).call_timeout(Duration::MAX);
    run_paused(read(&script.config()).configure(options).send::<Backups>()).unwrap();
}

/// A service whose clock is `ahead`: it refuses other dates, and says what time it is.
fn service(ahead: SignedDuration, refusal: &'static str) -> InMemory {
    InMemory::new(move |request| {
        let here = Timestamp::now() + ahead;
        let date: Timestamp = header(request, "x-acs-date").parse().unwrap();
        if date.duration_since(here).abs() < SignedDuration::from_mins(15) {
            return ok(r#"{"RequestId":"1"}"#);
        }
        let mut response = HttpResponse::new(format!(r#"{{"Code":"{refusal}","Message":"no"}}"#).into());
        *response.status_mut() = http::StatusCode::BAD_REQUEST;
        let date = here.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        response.headers_mut().insert("date", date.parse().unwrap());
        Ok(response)
    })
}

#[test]
fn a_wrong_clock_is_set_once_for_the_client() {
    for (request, refusal, ahead) in [
        (read as fn(&Config) -> Request, "InvalidTimeStamp.Expired", SignedDuration::from_hours(1)),
        (write, "IllegalTimestamp", SignedDuration::from_hours(-30)),
        (write_with_token, "InvalidTimeStamp.Expired", SignedDuration::from_hours(24 * 400)),
    ] {
        let service = service(ahead, refusal);
        let config = service.config().to_builder().retry(RetryPolicy::new()).build().unwrap();
        let request = request(&config);
        let first = run_paused(request.clone().send_detailed::<Backups>()).unwrap();
        assert_eq!((first.attempts(), service.count()), (2, 2));
        // From now on the client knows.
        let second = run_paused(request.send_detailed::<Backups>()).unwrap();
        assert_eq!((second.attempts(), service.count()), (1, 3));
    }
}

#[test]
fn a_clock_that_is_not_to_blame_is_left_alone() {
    let date = |ahead: i64| {
        let date = Timestamp::now() + SignedDuration::from_secs(ahead);
        date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    };
    let refused = || code(400, "InvalidTimeStamp.Expired");
    let ahead = |seconds: i64| refused().with("date", date(seconds));
    for (steps, requests) in [
        (vec![refused()], 1),
        (vec![refused().with("date", "yesterday")], 1),
        (vec![ahead(5)], 1),
        // Refused again with the service's own time: once is enough.
        (vec![ahead(3600)], 2),
        (vec![ahead(3600), ahead(7200), ahead(10800)], 2),
    ] {
        let script = Script::new(steps);
        let (error, _) = failure(write(&script.config()));
        assert_eq!(error.code(), Some("InvalidTimeStamp.Expired"));
        assert_eq!((script.count(), error.outcome_unknown()), (requests, false));
    }
}

#[test]
fn a_single_attempt_sets_the_clock_for_the_next_call() {
    let service = service(SignedDuration::from_hours(2), "InvalidTimeStamp.Expired");
    let request = read(&service.config());
    let error = run_paused(request.clone().send::<Backups>()).unwrap_err();
    assert_eq!((error.attempts(), service.count()), (1, 1));
    run_paused(request.send::<Backups>()).unwrap();
}
