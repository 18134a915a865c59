//! Answers that are no results, and what the caller learns from each.

use crate::support::{Backups, DESCRIBE_TASKS, InMemory, Tasks, describe_backups, request, run};
use alibabacloud_runtime::{
    Error, ErrorKind,
    credentials::{Credentials, StaticCredentials},
    transport::{HttpResponse, TransportError},
};

type Headers = &'static [(&'static str, &'static str)];

const ID: Headers = &[("x-acs-request-id", "header-id")];
const NO_CODE: &str = "the service reported a failure without an error code";
const NO_MESSAGE: &str = "the service gave no explanation";

/// Status, headers, body; expected code, message, request id.
type Row = (u16, Headers, &'static [u8], Option<&'static str>, &'static str, Option<&'static str>);

fn backups(status: u16, headers: Headers, body: &[u8]) -> Error {
    let config = InMemory::always(status, headers, body).config();
    run(describe_backups(&config).send::<Backups>()).unwrap_err()
}

fn tasks(status: u16, headers: Headers, body: &[u8]) -> Error {
    let config = InMemory::always(status, headers, body).config();
    run(request(&config, &DESCRIBE_TASKS).with(0, &"plan".to_owned()).send::<Tasks>()).unwrap_err()
}

fn check(call: fn(u16, Headers, &[u8]) -> Error, kind: ErrorKind, rows: &[Row]) {
    for (status, headers, body, code, message, request_id) in rows {
        let error = call(*status, headers, body);
        let about = String::from_utf8_lossy(body);
        assert_eq!(error.kind(), kind, "{about}");
        assert_eq!(error.code(), *code, "{about}");
        assert!(error.message().starts_with(message), "{about}: {}", error.message());
        assert_eq!((error.status(), error.request_id()), (Some(*status), *request_id), "{about}");
        let excerpt = error.body_excerpt().unwrap_or_default();
        assert!(excerpt.chars().count() <= 301 && !excerpt.contains(char::is_control), "{about}: {excerpt}");
        assert_eq!(excerpt.is_empty(), body.trim_ascii().is_empty(), "{about}");
    }
}

#[test]
fn service_errors() {
    check(backups, ErrorKind::Service, &[
        (400, &[], br#"{"Code":"InvalidParam","Message":"bad","RequestId":"1"}"#, Some("InvalidParam"), "bad", Some("1")),
        (404, ID, br#"{"Code":"InvalidDBInstanceId.NotFound","Message":"none"}"#, Some("InvalidDBInstanceId.NotFound"), "none", Some("header-id")),
        (403, &[], br#"{"ErrCode":"Forbidden.RAM","ErrMessage":"no","RequestId":"2"}"#, Some("Forbidden.RAM"), "no", Some("2")),
        (403, &[], br#"{"errorCode":"Denied","errorMessage":"no","requestId":"3"}"#, Some("Denied"), "no", Some("3")),
        (403, &[], br#"{"ErrorCode":"Denied","ErrorMessage":"no"}"#, Some("Denied"), "no", None),
        (403, &[], br#"{"code":"lower","message":"case"}"#, Some("lower"), "case", None),
        (500, &[], br#"{"Code":500,"Message":"number"}"#, Some("500"), "number", None),
        (500, &[], br#"{"Code":"OnlyCode"}"#, Some("OnlyCode"), NO_MESSAGE, None),
        (500, &[], br#"{"Message":"only a message"}"#, None, "only a message", None),
        (500, &[], br#"{"Code":null,"Message":null}"#, None, NO_CODE, None),
        (500, &[], br#"{"Code":"","Message":""}"#, None, NO_CODE, None),
        (500, &[], br#"{"Code":{"a":1},"Message":["x"]}"#, None, "[\"x\"]", None),
        (500, &[], b"{}", None, NO_CODE, None),
        (503, ID, b"", None, NO_CODE, Some("header-id")),
        (503, &[], b" \r\n ", None, NO_CODE, None),
        (500, &[], b"null", None, NO_CODE, None),
        (500, &[], b"42", None, NO_CODE, None),
        (500, &[], br#""text""#, None, NO_CODE, None),
        (500, ID, br#"[{"Code":"InAList"}]"#, Some("InAList"), NO_MESSAGE, Some("header-id")),
        (502, &[], b"<html><head><title>502 Bad Gateway</title></head></html>", None, NO_CODE, None),
        (
            403,
            &[],
            b"<?xml version='1.0'?>\n<Error><RequestId>x-1</RequestId><Code>AccessDenied</Code><Message>a &lt; b &amp;amp;</Message></Error>",
            Some("AccessDenied"),
            "a < b &amp;",
            Some("x-1"),
        ),
        (403, &[], b"<Error><Code></Code><Message>m</Message></Error>", None, "m", None),
        (403, &[], b"<Error><Code>Cut</Cod", None, NO_CODE, None),
        (400, &[], br#"{"RequestId":"whole","Code":"Thrott"#, None, NO_CODE, Some("whole")),
        (400, &[], br#"{"Code":"Throttling","RequestId":"bro"#, Some("Throttling"), NO_MESSAGE, None),
        (500, &[], b"\xff\xfe not utf-8", None, NO_CODE, None),
        (500, &[], b"{\"Code\":\"\xff\",\"RequestId\":\"known\"}", Some("\u{FFFD}"), NO_MESSAGE, Some("known")),
        (400, &[], b"\xEF\xBB\xBF{\"Code\":\"AfterBom\",\"Message\":\"m\"}", Some("AfterBom"), "m", None),
        (429, &[("retry-after", "3")], br#"{"Code":"Throttling.User","Message":"slow"}"#, Some("Throttling.User"), "slow", None),
        (400, &[], br#"{"Code":"None","Message":"the service's own word"}"#, Some("None"), "the service's own word", None),
    ]);
}

#[test]
fn errors_inside_a_success_look_the_same() {
    check(
        tasks,
        ErrorKind::Service,
        &[
            (
                200,
                &[],
                br#"{"Success":false,"ErrCode":"Param.NotFound","ErrMessage":"no","RequestId":"1"}"#,
                Some("Param.NotFound"),
                "no",
                Some("1"),
            ),
            (
                200,
                ID,
                br#"{"ErrMessage":"no","ErrCode":"Late","Success":"false"}"#,
                Some("Late"),
                "no",
                Some("header-id"),
            ),
            (200, &[], br#"{"Success":"False"}"#, None, NO_CODE, None),
            (200, &[], br#"{"Success":false,"Code":"Other","Message":"name"}"#, Some("Other"), "name", None),
            (
                200,
                &[],
                br#"{"Success":false,"ErrCode":"Declared","Code":"200"}"#,
                Some("Declared"),
                NO_MESSAGE,
                None,
            ),
            (
                403,
                &[],
                br#"{"ErrCode":"Request.Forbidden","ErrMessage":"dbs"}"#,
                Some("Request.Forbidden"),
                "dbs",
                None,
            ),
        ],
    );
    // Without an envelope the field is only a field.
    let config = InMemory::always(200, &[], br#"{"Success":false,"RequestId":"1"}"#).config();
    assert!(run(describe_backups(&config).send::<Backups>()).is_ok());
}

#[test]
fn successes_that_are_no_answers() {
    check(
        backups,
        ErrorKind::Response,
        &[
            (200, ID, b"", None, "", Some("header-id")),
            (204, &[], b"", None, "", None),
            (200, &[], b"<html><body>Welcome</body></html>", None, "", None),
            (200, &[], b"<Error><RequestId>xml</RequestId></Error>", None, "", Some("xml")),
            (200, &[], br#"{"RequestId":"whole","Items":{"Backup":[{"#, None, "", Some("whole")),
            (200, &[], br#"{"Items":{},"RequestId":"bro"#, None, "", None),
            (200, &[], b"{\"RequestId\":\"\xff\"", None, "", Some("\u{FFFD}")),
            (200, &[], b"[1,2]", None, "", None),
            (200, &[], b"7", None, "", None),
            (200, &[], b"null", None, "", None),
            (200, &[], br#"{"Unrelated":1,"requestId":"other-case"}"#, None, "", Some("other-case")),
        ],
    );
    let error = backups(200, &[], b"<html>\n<body>\x1b[31mWelcome</body></html>");
    assert!(error.message().ends_with("; it looks like HTML or XML, perhaps from a proxy"), "{error}");
    assert_eq!(error.body_excerpt(), Some("<html> <body> [31mWelcome</body></html>"));
}

#[test]
fn redirects_are_not_followed() {
    check(
        backups,
        ErrorKind::Response,
        &[
            (
                302,
                &[("location", "https://login.example.com/?next=1")],
                b"",
                None,
                "redirects are not followed (this one leads to login.example.com)",
                None,
            ),
            (301, &[("location", "/elsewhere")], b"moved", None, "redirects are not followed", None),
            (307, ID, b"", None, "redirects are not followed", Some("header-id")),
        ],
    );
}

#[test]
fn display() {
    for (error, expected) in [
        (
            backups(400, ID, br#"{"Code":"InvalidParam","Message":"bad value"}"#),
            "InvalidParam: bad value (HTTP 400, request id header-id, DescribeBackups)",
        ),
        (
            backups(502, &[], b"<h1>Bad\nGateway</h1>"),
            "the service reported a failure without an error code; the body begins: <h1>Bad Gateway</h1> \
             (HTTP 502, DescribeBackups)",
        ),
        (
            backups(503, &[], b""),
            "the service reported a failure without an error code (HTTP 503, DescribeBackups)",
        ),
        (
            tasks(200, &[], br#"{"Success":false,"ErrCode":"X","ErrMessage":"y","RequestId":"1"}"#),
            "X: y (HTTP 200, request id 1, DescribeRestoreTaskList)",
        ),
    ] {
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn only_headers_that_matter_are_kept() {
    let error = backups(429, &[("retry-after", "3"), ("set-cookie", "a=b"), ("server", "Tengine")], b"");
    assert_eq!(error.headers()["retry-after"], "3");
    assert_eq!(error.headers()["server"], "Tengine");
    assert!(!error.headers().contains_key("set-cookie"));
}

#[test]
fn long_bodies_are_cut() {
    let error = backups(500, &[], "é".repeat(100_000).as_bytes());
    assert_eq!(error.body_excerpt(), Some(format!("{}…", "é".repeat(300)).as_str()));
    let error = backups(500, &[], "é".repeat(300).as_bytes());
    assert_eq!(error.body_excerpt(), Some("é".repeat(300).as_str()));
}

#[test]
fn what_a_service_says_is_printable_and_cut() {
    let body = format!(
        r#"{{"Code":"A\nB","Message":"\u001b[31mline\r\nline{}","RequestId":"1\t2"}}"#,
        "é".repeat(3000)
    );
    let error = backups(400, &[], body.as_bytes());
    assert_eq!((error.code(), error.request_id()), (Some("A B"), Some("1 2")));
    assert!(error.message().starts_with("[31mline  line") && error.message().chars().count() == 2001);
}

#[derive(Debug, PartialEq)]
enum Code {
    InvalidParam,
    Other(String),
}

impl From<&str> for Code {
    fn from(code: &str) -> Self {
        if code == "InvalidParam" { Self::InvalidParam } else { Self::Other(code.to_owned()) }
    }
}

#[test]
fn typed_codes() {
    let code = |body: &[u8]| backups(400, &[], body).code_as::<Code>();
    assert_eq!(code(br#"{"Code":"InvalidParam"}"#), Some(Code::InvalidParam));
    assert_eq!(code(br#"{"Code":"New"}"#), Some(Code::Other("New".to_owned())));
    assert_eq!(code(b"{}"), None);
}

#[test]
fn a_secret_that_the_service_repeats_is_not_passed_on() {
    let body = br#"{"Code":"SignatureDoesNotMatch","Message":"server got x-acs-security-token:to/ken and s3cret and to%2Fken"}"#;
    let credentials = StaticCredentials::new(Credentials::with_token("Id", "s3cret", "to/ken"));
    let config =
        InMemory::always(400, &[], body).config().to_builder().credentials(credentials).build().unwrap();
    let error = run(describe_backups(&config).send::<Backups>()).unwrap_err();
    assert_eq!(error.message(), "server got x-acs-security-token:[redacted] and [redacted] and [redacted]");
    for secret in ["s3cret", "to/ken", "to%2Fken"] {
        assert!(!format!("{error:?}").contains(secret));
    }
}

#[test]
fn a_secret_in_a_departure_is_not_passed_on() {
    let body = br#"{"RequestId":"r","Echo":"to/ken","to/ken":1}"#;
    let credentials = StaticCredentials::new(Credentials::with_token("Id", "s3cret", "to/ken"));
    let lenient =
        InMemory::always(200, &[], body).config().to_builder().credentials(credentials).build().unwrap();
    let answer = run(describe_backups(&lenient).send_detailed::<Backups>()).unwrap();
    assert_eq!(answer.departures().len(), 2);
    assert!(!format!("{:?}", answer.departures()).contains("to/ken"));
    let strict = lenient.to_builder().strict(true).build().unwrap();
    let error = run(describe_backups(&strict).send::<Backups>()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Departure);
    assert!(!format!("{error} {error:?}").contains("to/ken"), "{error:?}");
}

#[test]
fn a_header_without_an_end_is_not_kept() {
    let long = "x".repeat(2001);
    let mut response = HttpResponse::new(bytes::Bytes::new());
    *response.status_mut() = http::StatusCode::FOUND;
    response.headers_mut().insert("location", format!("http://a/{long}").parse().unwrap());
    response.headers_mut().insert("server", "S".parse().unwrap());
    let transport = InMemory::new(move |_| Ok(response.clone()));
    let error = run(describe_backups(&transport.config()).send::<Backups>()).unwrap_err();
    assert_eq!(error.message(), "redirects are not followed (this one leads to a)");
    assert_eq!(error.headers().keys().collect::<Vec<_>>(), ["server"]);
    assert!(!format!("{error:?}").contains(&long));
}

/// A service that says the secret wherever it can.
#[test]
fn a_secret_is_passed_on_in_no_part_of_an_error() {
    let echo: Headers =
        &[("location", "http://a/to/ken"), ("server", "S to%2Fken"), ("x-acs-request-id", "to/ken")];
    let code = br#"{"Code":"to/ken","RequestId":"s3cret"}"#;
    for (status, headers, body) in [(400, echo, code.as_slice()), (302, echo, b""), (200, echo, b"[]")] {
        let transport = InMemory::always(status, headers, body);
        let broken = InMemory::new(move |_| {
            let mut all = http::HeaderMap::new();
            for (name, value) in headers {
                all.insert(*name, value.parse().unwrap());
            }
            Err(TransportError::too_large(1).with_head(http::StatusCode::OK, &all))
        });
        for transport in [transport, broken] {
            let credentials = StaticCredentials::new(Credentials::with_token("Id", "s3cret", "to/ken"));
            let config = transport.config().to_builder().credentials(credentials).build().unwrap();
            let error = run(describe_backups(&config).send::<Backups>()).unwrap_err();
            assert_eq!(error.request_id(), Some("[redacted]"));
            let shown = format!("{error} {error:?} {:?}", error.transport_error());
            assert!(!["s3cret", "to/ken", "to%2Fken"].iter().any(|secret| shown.contains(secret)), "{shown}");
        }
    }
}

#[test]
fn the_request_id_of_a_departure_is_printable_and_cut() {
    let body = format!(r#"{{"RequestId":"a\tb{}","More":1}}"#, "x".repeat(300));
    let config =
        InMemory::always(200, &[], body.as_bytes()).config().to_builder().strict(true).build().unwrap();
    let error = run(describe_backups(&config).send::<Backups>()).unwrap_err();
    let expected = format!("a b{}…", "x".repeat(197));
    assert_eq!((error.kind(), error.request_id()), (ErrorKind::Departure, Some(expected.as_str())));
}
