//! What is repeated, when, how often, and what the caller learns of it.

use crate::scripted::{Script, Step, answer, code, good, read, run_paused, write, write_with_token};
use crate::support::{Backups, header, parameter};
use alibabacloud_runtime::{
    Config, Error, ErrorKind, RetryPolicy,
    codegen::Request,
    transport::TransportErrorKind::{self, *},
};
use std::{collections::HashSet, future::Future, pin::pin, task, time::Duration};

const MILLIS: fn(u64) -> Duration = Duration::from_millis;
const SECS: fn(u64) -> Duration = Duration::from_secs;

fn fails(kind: TransportErrorKind) -> Step {
    Step::Fails(kind)
}

fn send(request: Request) -> Result<Backups, Error> {
    run_paused(request.send::<Backups>())
}

/// A first request that ends with `step`, and good ones after it: whether there is a second one, and whether a write
/// that cannot be repeated may have had its effect.
fn check(step: &Step, is_repeated: bool, is_in_doubt: bool) {
    for request in [read, write_with_token] {
        let script = Script::new([step.clone(), good()]);
        let result = send(request(&script.config()));
        assert_eq!((result.is_ok(), script.count()), (is_repeated, 1 + usize::from(is_repeated)), "{step:?}");
    }
    let script = Script::new([step.clone(), good()]);
    let error = send(write(&script.config())).unwrap_err();
    assert_eq!((script.count(), error.attempts()), (1, 1), "{step:?}");
    assert_eq!(error.outcome_unknown(), is_in_doubt, "{step:?}");
    assert_eq!(error.to_string().contains("; whether it took effect is unknown"), is_in_doubt, "{step:?}");

    let script = Script::new([step.clone()]);
    let error = send(read(&script.config())).unwrap_err();
    assert!(!error.outcome_unknown(), "{step:?}");
    assert_eq!(error.attempts(), if is_repeated { 3 } else { 1 }, "{step:?}");
    let error = send(write_with_token(&script.config())).unwrap_err();
    assert_eq!(error.outcome_unknown(), is_in_doubt, "{step:?}");
}

#[test]
fn what_is_repeated() {
    for (step, is_repeated, is_in_doubt) in [
        (fails(Connect), true, false),
        (fails(ConnectTimeout), true, false),
        (fails(Timeout), true, true),
        (fails(Interrupted), true, true),
        (fails(TooLarge), false, true),
        (fails(Unsent), false, false),
        (fails(Other), false, true),
        (Step::BreaksOff(403), true, true),
        (answer(429, ""), true, false),
        (answer(500, ""), true, true),
        (answer(502, "<html>Bad Gateway</html>"), true, true),
        (answer(503, ""), true, true),
        (answer(504, ""), true, true),
        (answer(501, ""), false, true),
        (answer(400, ""), false, false),
        (answer(404, ""), false, false),
        (answer(302, ""), false, false),
        (code(400, "Throttling"), true, false),
        (code(400, "Throttling.User"), true, false),
        (code(503, "Throttling.Api"), true, false),
        (code(400, "Sms.Throttling"), true, false),
        (code(400, "ThrottlingIsOff"), false, false),
        (code(400, "ServiceUnavailable"), true, true),
        (code(400, "ServiceUnavailable.Zone"), true, true),
        (code(400, "ServiceUnavailableTemporary"), true, true),
        (code(400, "InternalError"), true, true),
        (code(400, "InternalError.Unknown"), true, true),
        (code(400, "SystemBusy"), true, true),
        (code(403, "LastTokenProcessing"), true, true),
        (code(400, "SignatureNonceUsed"), true, true),
        (code(400, "IdempotentProcessing"), true, true),
        (code(400, "InvalidParameter"), false, false),
        (code(403, "Forbidden.RAM"), false, false),
        (code(400, "SignatureDoesNotMatch"), false, false),
        (answer(200, r#"{"RequestId":"1","Items":{"Backup":[{"#), true, true),
        (answer(200, r#"{"RequestId":"cut he"#), true, true),
        (answer(200, "<html>Welcome</html>"), false, true),
        (answer(200, r#"{"RequestId":nonsense}"#), false, true),
        (answer(200, ""), true, true),
    ] {
        check(&step, is_repeated, is_in_doubt);
    }
}

#[test]
fn an_error_inside_a_success_is_repeated_too() {
    use crate::support::{DESCRIBE_TASKS, Tasks, request};
    let refused = |code: &str| answer(200, &format!(r#"{{"Success":false,"ErrCode":"{code}"}}"#));
    for (step, expected) in [(refused("Throttling.User"), 2), (refused("SystemBusy"), 2), (refused("No"), 1)]
    {
        let script = Script::new([step, good()]);
        let call = request(&script.config(), &DESCRIBE_TASKS).with(0, &"plan".to_owned()).send::<Tasks>();
        assert_eq!((run_paused(call).is_ok(), script.count()), (expected == 2, expected));
    }
}

#[test]
fn a_doubt_stays_whatever_comes_after_it() {
    let script = Script::new([fails(Timeout), code(400, "Throttling"), code(400, "InvalidParameter")]);
    let error = send(write_with_token(&script.config())).unwrap_err();
    assert!(error.outcome_unknown());
    assert_eq!(
        error.to_string(),
        "InvalidParameter: no; whether it took effect is unknown (HTTP 400, request id r, CreateThing, 3 attempts)"
    );
}

#[test]
fn each_attempt_is_signed_anew_with_the_same_token() {
    let script = Script::new([code(503, "ServiceUnavailable")]);
    send(write_with_token(&script.config())).unwrap_err();
    let requests = script.requests();
    let different = |of: fn(&http::Request<bytes::Bytes>) -> String| {
        requests.iter().map(of).collect::<HashSet<_>>().len()
    };
    assert_eq!(requests.len(), 3);
    assert_eq!(different(|request| header(request, "x-acs-signature-nonce").to_owned()), 3);
    assert_eq!(different(|request| header(request, "authorization").to_owned()), 3);
    assert_eq!(different(|request| parameter(request, "ClientToken").unwrap()), 1);
    assert_eq!(parameter(&requests[0], "ClientToken").unwrap().len(), 32);
}

#[test]
fn how_many_attempts_it_took() {
    let script = Script::new([code(503, "ServiceUnavailable"), fails(Connect), good()]);
    let response = run_paused(read(&script.config()).send_detailed::<Backups>()).unwrap();
    assert_eq!(response.attempts(), 3);
    assert_eq!(run_paused(read(&script.config()).send_detailed::<Backups>()).unwrap().attempts(), 1);

    let script = Script::new([code(503, "ServiceUnavailable")]);
    for (policy, expected) in [
        (RetryPolicy::never(), 1),
        (RetryPolicy::new().max_attempts(0), 1),
        (RetryPolicy::new().max_attempts(2), 2),
        (RetryPolicy::new(), 3),
        (RetryPolicy::new().max_attempts(9), 9),
    ] {
        let config = script.config().to_builder().retry(policy).build().unwrap();
        let before = script.count();
        let error = send(read(&config)).unwrap_err();
        assert_eq!((error.attempts(), script.count() - before), (expected, expected as usize));
    }
    let error = send(crate::support::describe_backups(&script.config()).with(1, &7_i64)).unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0));
}

/// The waits between the requests of a call, many times over, never exceed these.
fn check_waits(step: &Step, policy: RetryPolicy, limits: &[Duration]) {
    let mut spread = HashSet::new();
    for _ in 0..20 {
        let script = Script::new([step.clone()]);
        let config = script.config().to_builder().retry(policy).build().unwrap();
        send(read(&config)).unwrap_err();
        let waits = script.waits();
        assert_eq!(waits.len(), limits.len());
        // The timer rounds up to milliseconds.
        assert!(waits.iter().zip(limits).all(|(wait, limit)| *wait <= *limit + MILLIS(1)), "{waits:?}");
        spread.extend(waits);
    }
    assert!(spread.len() > 5, "the waits should differ: {spread:?}");
}

#[test]
fn waits_grow_and_are_spread() {
    let policy = RetryPolicy::new().max_attempts(5).max_delay(MILLIS(350));
    let limits = [100, 200, 350, 350].map(MILLIS);
    check_waits(&answer(503, ""), policy, &limits);
    check_waits(&fails(Connect), policy.base_delay(MILLIS(50)), &[50, 100, 200, 350].map(MILLIS));
    check_waits(&code(400, "Throttling"), RetryPolicy::new(), &[1000, 2000].map(MILLIS));
    check_waits(
        &code(400, "Throttling"),
        RetryPolicy::new().throttled_delay(MILLIS(20)),
        &[20, 40].map(MILLIS),
    );
    // Nothing overflows.
    let endless = RetryPolicy::new().max_attempts(40).base_delay(Duration::MAX).max_delay(MILLIS(500));
    check_waits(&answer(503, ""), endless, &[MILLIS(500); 39]);
}

/// The wait that an answer asks for is kept; `None`: it asks for more than there is time for.
fn check_hint(step: &Step, expected: Option<(u64, u64)>) {
    let script = Script::new([step.clone(), good()]);
    let result = send(read(&script.config()));
    match expected {
        Some((least, most)) => {
            result.unwrap();
            let wait = script.waits()[0];
            assert!((MILLIS(least)..=MILLIS(most + 1)).contains(&wait), "{step:?}: {wait:?}");
        }
        None => {
            let error = result.unwrap_err();
            assert_eq!((error.attempts(), script.count()), (1, 1), "{step:?}");
            assert_eq!(error.code(), Some("Throttling.User"), "the original error");
        }
    }
}

#[test]
fn the_service_says_when() {
    let throttled = || code(400, "Throttling.User");
    let date =
        |text: &str| throttled().with("date", "Sun, 06 Nov 1994 08:49:37 GMT").with("retry-after", text);
    check_hint(&throttled().with("retry-after", "7"), Some((7000, 7000)));
    check_hint(&throttled().with("x-acs-retry-after", "2500"), Some((2500, 2500)));
    check_hint(&throttled().with("x-acs-retry-after", "2500").with("retry-after", "3"), Some((3000, 3000)));
    check_hint(&date("Sun, 06 Nov 1994 08:49:42 GMT"), Some((5000, 5000)));
    check_hint(&date("Sun, 06 Nov 1994 08:49:30 GMT"), Some((0, 1000)));
    check_hint(
        &throttled().with("x-ratelimit-user", "Limit:1,Remain:0,TimeLeft:2000,Reset:1234"),
        Some((2000, 2000)),
    );
    check_hint(
        &throttled()
            .with("x-ratelimit-user", "TimeLeft:2000")
            .with("x-ratelimit-user-api", "Limit:1, TimeLeft:4000"),
        Some((4000, 4000)),
    );
    // The state of flow control is no request to wait if that was not the reason.
    check_hint(&answer(503, "").with("x-ratelimit-user", "TimeLeft:2000"), Some((0, 100)));
    check_hint(&answer(503, "").with("retry-after", "2"), Some((2000, 2000)));
    for unreadable in ["", "-1", "soon", "99999999999999999999", "Sun, 06 Nov"] {
        check_hint(&answer(503, "").with("retry-after", unreadable), Some((0, 100)));
    }
    check_hint(&throttled().with("retry-after", "31"), None);
    check_hint(&throttled().with("x-acs-retry-after", "3600000"), None);
    check_hint(&throttled().with("retry-after", "18446744073709551615"), None);
    check_hint(&date("Sun, 06 Nov 1994 09:49:37 GMT"), None);
}

#[test]
fn a_wait_beyond_the_time_limit_is_not_begun() {
    run_paused(async {
        let script = Script::new([code(400, "Throttling.User").with("retry-after", "7"), good()]);
        let config = script.config().to_builder().call_timeout(SECS(7)).build().unwrap();
        let start = tokio::time::Instant::now();
        let error = read(&config).send::<Backups>().await.unwrap_err();
        assert_eq!((error.code(), error.kind()), (Some("Throttling.User"), ErrorKind::Service));
        assert_eq!(start.elapsed(), Duration::ZERO);
    });
}

/// How many requests `calls` calls of one client send.
fn requests_of(calls: usize, step: Step, change: impl Fn(&Config) -> Request) -> usize {
    let script = Script::new([step]);
    let request = change(&script.config());
    run_paused(async {
        for _ in 0..calls {
            request.clone().send::<Backups>().await.unwrap_err();
        }
    });
    script.count()
}

#[test]
fn an_outage_is_not_multiplied() {
    assert_eq!(requests_of(10, answer(503, ""), read), 30);
    assert_eq!(requests_of(500, answer(503, ""), read), 500 + 100);
    assert_eq!(requests_of(500, fails(Timeout), read), 500 + 50);
    assert_eq!(requests_of(500, answer(503, ""), write), 500);
}

#[test]
fn successes_fill_the_budget_again() {
    let outage = std::iter::repeat_n(answer(503, ""), 600);
    let script = Script::new(outage.chain(std::iter::repeat_n(good(), 12)).chain([answer(503, "")]));
    let config = script.config();
    let request = read(&config);
    run_paused(async {
        for _ in 0..500 {
            request.clone().send::<Backups>().await.unwrap_err();
        }
        assert_eq!(script.count(), 600);
        for _ in 0..12 {
            request.clone().send::<Backups>().await.unwrap();
        }
        // Twelve tokens are two repetitions.
        for attempts in [3, 1, 1] {
            assert_eq!(request.clone().send::<Backups>().await.unwrap_err().attempts(), attempts);
        }
        // Another client has a budget of its own.
        assert_eq!(read(&config).send::<Backups>().await.unwrap_err().attempts(), 3);
    });
}

#[test]
fn a_call_that_is_dropped_sends_nothing_more() {
    run_paused(async {
        let script = Script::new([code(400, "Throttling").with("retry-after", "5"), good()]);
        let call = read(&script.config()).send::<Backups>();
        assert!(tokio::time::timeout(SECS(1), call).await.is_err());
        tokio::time::sleep(SECS(60)).await;
        assert_eq!(script.count(), 1);
    });
}

#[test]
fn without_a_runtime_there_is_no_waiting_and_no_panic() {
    let script = Script::new([answer(503, ""), good()]);
    let mut call = pin!(read(&script.config()).send::<Backups>());
    let mut context = task::Context::from_waker(task::Waker::noop());
    let task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("it must fail at once");
    };
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    let mut call = pin!(read(&script.config()).send::<Backups>());
    assert!(matches!(call.as_mut().poll(&mut context), task::Poll::Ready(Ok(_))));
}
