//! What is sent, and what a success gives.

use crate::support::{
    Backups, DESCRIBE_TASKS, InMemory, Tasks, describe_backups, header, parameter, request, run,
};
use alibabacloud_runtime::{
    CallOptions, ErrorKind,
    codegen::{CanonicalRequest, is_signed_header},
    credentials::{Credentials, StaticCredentials},
    transport::{HttpRequest, TransportError, TransportErrorKind},
};
use std::{error::Error as _, io, time::Duration};

const BODY: &[u8] = br#"{"Items":{"Backup":[{"BackupId":"1"}]},"PageNumber":1,"RequestId":"body-id"}"#;

#[test]
fn headers_and_signature() {
    let transport = InMemory::always(200, &[], BODY);
    let credentials = StaticCredentials::new(Credentials::with_token("Id", "secret", "token"));
    let config =
        transport.config().to_builder().credentials(credentials).user_agent_suffix("tool/1").build().unwrap();
    run(describe_backups(&config).with(3, &"fixed".to_owned()).send::<Backups>()).unwrap();
    let sent = transport.only_request();
    assert_eq!(sent.method(), "POST");
    assert_eq!(sent.uri().to_string(), "https://rds.aliyuncs.com/?ClientToken=fixed&DBInstanceId=rm-1");
    assert!(sent.body().is_empty());
    for (name, expected) in [
        ("host", "rds.aliyuncs.com"),
        ("accept", "application/json"),
        ("x-acs-action", "DescribeBackups"),
        ("x-acs-version", "2014-08-15"),
        ("x-acs-accesskey-id", "Id"),
        ("x-acs-security-token", "token"),
        ("x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ] {
        assert_eq!(header(&sent, name), expected);
    }
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    let agent = format!("alibabacloud-rust/{} ({os}; {arch}) tool/1", env!("CARGO_PKG_VERSION"));
    assert_eq!(header(&sent, "user-agent"), agent);
    let date = header(&sent, "x-acs-date");
    assert!(date.len() == 20 && date.ends_with('Z') && !date.contains('.'), "{date}");
    assert!(is_token(header(&sent, "x-acs-signature-nonce")));

    let headers: Vec<(&str, &str)> =
        sent.headers().keys().map(|name| (name.as_str(), header(&sent, name.as_str()))).collect();
    let signed: Vec<(&str, &str)> = headers.into_iter().filter(|(name, _)| is_signed_header(name)).collect();
    let query =
        [("ClientToken", "fixed"), ("DBInstanceId", "rm-1")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    let canonical = CanonicalRequest {
        method: "POST",
        path: "/",
        query: &query,
        headers: &signed,
        payload_sha256: header(&sent, "x-acs-content-sha256"),
    };
    assert_eq!(header(&sent, "authorization"), canonical.authorization("Id", "secret"));
    let shown = format!("{:?}", HttpRequest::new(sent, 1));
    assert!(
        shown.contains("authorization") && !shown.contains("token\"]") && !shown.contains("rm-1"),
        "{shown}"
    );
}

fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[test]
fn idempotency_tokens() {
    let transport = InMemory::always(200, &[], BODY);
    let config = transport.config();
    let request = describe_backups(&config);
    run(request.clone().send::<Backups>()).unwrap();
    run(request.clone().send::<Backups>()).unwrap();
    let fixed = request.with(3, &"mine".to_owned());
    run(fixed.clone().send::<Backups>()).unwrap();
    run(fixed.send::<Backups>()).unwrap();
    let sent = transport.requests.lock().unwrap();
    let tokens: Vec<String> = sent.iter().map(|request| parameter(request, "ClientToken").unwrap()).collect();
    assert!(is_token(&tokens[0]) && is_token(&tokens[1]) && tokens[0] != tokens[1]);
    assert_eq!(tokens[2..], ["mine", "mine"]);
    let nonces: Vec<&str> = sent.iter().map(|request| header(request, "x-acs-signature-nonce")).collect();
    assert_ne!(nonces[2], nonces[3]);
}

#[test]
fn lists_joined_with_commas_and_documents() {
    let transport = InMemory::always(200, &[], BODY);
    let config = transport.config();
    let request = describe_backups(&config)
        .with(4, &["b", "a"].map(str::to_owned).to_vec())
        .with(5, &["x y".to_owned()].to_vec());
    run(request.send::<Backups>()).unwrap();
    let sent = transport.only_request();
    assert_eq!(parameter(&sent, "BackupIds").as_deref(), Some("b,a"));
    assert_eq!(parameter(&sent, "Options").as_deref(), Some("%5B%22x y%22%5D"));

    let transport = InMemory::always(200, &[], BODY);
    run(describe_backups(&transport.config()).with(4, &Vec::<String>::new()).send::<Backups>()).unwrap();
    assert_eq!(parameter(&transport.only_request(), "BackupIds"), None);
}

#[test]
fn details() {
    let headers = [("x-acs-request-id", "header-id"), ("x-other", "1")];
    let response =
        run(describe_backups(&InMemory::always(200, &headers, BODY).config()).send_detailed::<Backups>());
    let response = response.unwrap();
    assert_eq!((response.status(), response.request_id()), (200, Some("header-id")));
    assert_eq!(response.headers()["x-other"], "1");
    assert_eq!(response.value().items[0].backup_id.as_deref(), Some("1"));
    assert!(response.departures().is_empty());

    let response =
        run(describe_backups(&InMemory::always(200, &[], BODY).config()).send_detailed::<Backups>());
    assert_eq!(response.unwrap().request_id(), Some("body-id"));
}

#[test]
fn strict_mode_lists_departures() {
    let transport = InMemory::always(200, &[], br#"{"New":1,"RequestId":"id"}"#);
    let lenient = run(describe_backups(&transport.config()).send_detailed::<Backups>()).unwrap();
    assert_eq!(lenient.departures().len(), 1);
    let strict = transport.config().to_builder().strict(true).build().unwrap();
    let error = run(describe_backups(&strict).send::<Backups>()).unwrap_err();
    assert_eq!(
        (error.kind(), error.status(), error.request_id()),
        (ErrorKind::Departure, Some(200), Some("id"))
    );
    assert_eq!(error.departures().len(), 1);
    assert!(
        error.to_string().starts_with("the answer departs from the specification: /New: expected"),
        "{error}"
    );
}

#[test]
fn an_envelope_that_reports_success() {
    for success in ["true", "\"true\"", "\"True\"", "null", "\"\""] {
        let body = format!(r#"{{"Success":{success},"ErrCode":"Ok","ErrMessage":"fine","RequestId":"1"}}"#);
        let config = InMemory::always(200, &[], body.as_bytes()).config();
        let request = request(&config, &DESCRIBE_TASKS).with(0, &"plan".to_owned());
        assert!(run(request.send::<Tasks>()).is_ok(), "{success}");
    }
}

#[test]
fn a_transport_that_fails() {
    for (kind, expected) in [
        (TransportErrorKind::Connect, ErrorKind::Transport),
        (TransportErrorKind::Timeout, ErrorKind::Timeout),
        (TransportErrorKind::TooLarge, ErrorKind::Transport),
    ] {
        let fail = move || TransportError::new(kind, "no luck").with_source(io::Error::other("deeper"));
        let config = InMemory::new(move |_| Err(fail())).config();
        let error = run(describe_backups(&config).send::<Backups>()).unwrap_err();
        assert_eq!((error.kind(), error.status()), (expected, None));
        assert_eq!(error.to_string(), "no luck (DescribeBackups)");
        assert_eq!(error.source().unwrap().to_string(), "deeper");
        assert_eq!(error.transport_error().unwrap().kind(), kind);
    }
}

#[test]
fn parameters_too_long_for_a_url() {
    let config = InMemory::always(200, &[], BODY).config();
    let error = run(describe_backups(&config).with(0, &"x".repeat(70_000)).send::<Backups>()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.to_string().starts_with("the parameters do not fit into a URL (70"), "{error}");
}

#[test]
fn calls_and_streams_may_move_between_threads() {
    fn send<T: Send>(_: &T) {}
    let config = InMemory::always(200, &[], BODY).config();
    send(&describe_backups(&config).send::<Backups>());
    send(&describe_backups(&config).pages::<Backups>());
    send(&describe_backups(&config).items::<Backups>());
}

#[test]
fn requests_are_equal_if_they_ask_the_same() {
    let transport = InMemory::always(200, &[], BODY);
    let made = || describe_backups(&transport.config());
    assert!(made() == made());
    assert!(made().with(3, &"token".to_owned()) == made().with(3, &"token".to_owned()));
    assert!(made().with(3, &"token".to_owned()) != made().with(3, &"other".to_owned()));
    assert!(made() != request(&transport.config(), &DESCRIBE_TASKS));
    let brief = || CallOptions::new().call_timeout(Duration::from_secs(1));
    assert!(made().configure(brief()) == made().configure(brief()) && made().configure(brief()) != made());
}
