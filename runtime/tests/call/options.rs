//! What a request does otherwise than its client.

use crate::scripted::{Script, answer, good, read, run_paused};
use crate::support::{Backups, describe_backups, header, parameter};
use alibabacloud_runtime::{CallOptions, Error, ErrorKind, RetryPolicy};
use std::time::Duration;

/// The host that a call goes to.
fn host(script: &Script, options: CallOptions) -> Result<String, Error> {
    run_paused(read(&script.config()).configure(options).send::<Backups>())?;
    let last = script.requests().pop().unwrap();
    assert_eq!(last.uri().authority().unwrap().as_str(), header(&last, "host"));
    Ok(last.uri().to_string())
}

#[test]
fn another_region_or_endpoint() {
    let script = Script::new([good()]);
    for (options, expected) in [
        (CallOptions::new(), "https://rds.aliyuncs.com/"),
        (CallOptions::new().region("eu-central-1"), "https://rds.eu-central-1.aliyuncs.com/"),
        (CallOptions::new().endpoint("http://127.0.0.1:8080"), "http://127.0.0.1:8080/"),
        (CallOptions::new().endpoint("one.example").region("eu-central-1"), "https://one.example/"),
    ] {
        assert_eq!(host(&script, options).unwrap(), expected);
    }
    let count = script.count();
    for options in [
        CallOptions::new().region("evil.example/"),
        CallOptions::new().endpoint("one.example").region("Evil"),
        CallOptions::new().endpoint("https://one.example/path"),
    ] {
        let error = host(&script, options).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    }
    assert_eq!(script.count(), count, "nothing was sent");
}

#[test]
fn a_client_with_an_endpoint_stays_with_it() {
    let script = Script::new([good()]);
    let config = script.config().to_builder().endpoint("one.example").build().unwrap();
    let options = CallOptions::new().region("eu-central-1");
    run_paused(read(&config).configure(options).send::<Backups>()).unwrap();
    assert_eq!(header(&script.requests()[0], "host"), "one.example");
}

#[test]
fn further_headers_are_sent_and_not_signed() {
    let script = Script::new([good()]);
    let options = CallOptions::new().header("X-Trace", "4711").header("x-trace", "4712");
    run_paused(read(&script.config()).configure(options).send::<Backups>()).unwrap();
    let sent = script.requests().pop().unwrap();
    let values: Vec<_> = sent.headers().get_all("x-trace").iter().collect();
    assert_eq!(values, ["4711", "4712"]);
    assert!(!header(&sent, "authorization").contains("x-trace"));
}

#[test]
fn headers_that_cannot_be_given() {
    let script = Script::new([good()]);
    for (name, value, why) in [
        ("Host", "a", "is set by the client and cannot be given"),
        ("x-acs-action", "a", "is set by the client and cannot be given"),
        ("X-Acs-Anything", "a", "is set by the client and cannot be given"),
        ("content-type", "a", "is set by the client and cannot be given"),
        ("Authorization", "a", "is set by the client and cannot be given"),
        ("user-agent", "a", "is set by the client and cannot be given"),
        ("transfer-encoding", "a", "is set by the client and cannot be given"),
        ("content-length", "1", "is set by the client and cannot be given"),
        ("", "a", "has a name that cannot be sent"),
        ("two words", "a", "has a name that cannot be sent"),
        ("x-a", "line\nbreak", "has a value that cannot be sent"),
    ] {
        let options = CallOptions::new().header(name, value);
        let error = run_paused(read(&script.config()).configure(options).send::<Backups>()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.to_string(), format!("the header {name:?} {why} (DescribeThing)"));
    }
    assert_eq!(script.count(), 0);
}

#[test]
fn later_options_come_before_earlier_ones_and_those_before_the_client() {
    let script = Script::new([answer(503, "")]);
    let attempts = |number: u32| CallOptions::new().retry(RetryPolicy::new().max_attempts(number));
    let request = read(&script.config());
    let sent = |request: alibabacloud_runtime::codegen::Request| {
        run_paused(request.send::<Backups>()).unwrap_err().attempts()
    };
    assert_eq!(sent(request.clone()), 3);
    let request = request.configure(attempts(2).region("eu-central-1"));
    assert_eq!(sent(request.clone()), 2);
    assert_eq!(sent(request.clone().configure(CallOptions::new().header("x-a", "1"))), 2);
    assert_eq!(sent(request.configure(attempts(4))), 4);
    assert_eq!(header(&script.requests().pop().unwrap(), "host"), "rds.eu-central-1.aliyuncs.com");
}

#[test]
fn they_hold_for_all_pages() {
    let page = |id: &str| {
        answer(200, &format!(r#"{{"Items":{{"Backup":[{{"BackupId":"{id}"}}]}},"TotalRecordCount":2}}"#))
    };
    let script = Script::new([page("1"), page("2")]);
    let options = CallOptions::new().region("eu-central-1").header("x-trace", "1");
    let mut items = describe_backups(&script.config()).configure(options).items::<Backups>();
    run_paused(async { while items.try_next().await.unwrap().is_some() {} });
    let requests = script.requests();
    assert_eq!(requests.len(), 2);
    for (request, page) in requests.iter().zip(["1", "2"]) {
        assert_eq!(header(request, "host"), "rds.eu-central-1.aliyuncs.com");
        assert_eq!(
            (header(request, "x-trace"), parameter(request, "PageNumber").as_deref()),
            ("1", Some(page))
        );
    }
}

#[test]
fn no_value_of_a_header_is_shown() {
    let options = CallOptions::new()
        .header("x-key", "hush")
        .endpoint("https://me:hush@example.com")
        .call_timeout(Duration::from_secs(1));
    let shown = format!("{options:?}");
    assert!(shown.contains("x-key") && !shown.contains("hush"), "{shown}");
}
