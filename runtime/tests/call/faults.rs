//! Failures in other clothes: the one reader finds code, message and id wherever a service puts them.

use crate::support::{Backups, DESCRIBE_TASKS, InMemory, Tasks, describe_backups, request, run};
use alibabacloud_runtime::{Error, ErrorKind, Response};

fn refused(status: u16, body: &str) -> Error {
    let config = InMemory::always(status, &[], body.as_bytes()).config();
    run(describe_backups(&config).send::<Backups>()).unwrap_err()
}

fn tasks(body: &str) -> Result<Response<Tasks>, Error> {
    let config = InMemory::always(200, &[], body.as_bytes()).config();
    run(request(&config, &DESCRIBE_TASKS).with(0, &"plan".to_owned()).send_detailed::<Tasks>())
}

#[test]
fn a_failure_is_found_in_any_clothes() {
    let all = (Some("C.X"), "no", Some("r"));
    for (body, expected) in [
        (r#"{"Error":{"Code":"C.X","Message":"no","RequestId":"r"}}"#, all),
        (r#"{"RequestId":"r","Error":{"Code":"C.X","Message":"no"}}"#, all),
        (r#"[{"Code":"C.X","Message":"no","RequestId":"r"}]"#, all),
        (r#"{"errors":[{"code":"C.X","message":"no"}],"request_id":"r"}"#, all),
        (r#"{"Response":{"Error":{"Code":"C.X","Message":"no"},"RequestId":"r"}}"#, all),
        (r#"{"data":{"code":"C.X","msg":"no"},"requestId":"r"}"#, all),
        (r#"{"code":400,"error_code":"C.X","error_msg":"no","request-id":"r"}"#, all),
        (r#"{"err_code":"C.X","err_message":"no","RequestID":"r"}"#, all),
        (r#"{"error":"C.X","error_description":"no","REQUEST_ID":"r"}"#, all),
        (r#"{"error":"no such thing","requestId":"r"}"#, (None, "no such thing", Some("r"))),
        (
            r#"{"Code":"C.X","Message":{"en":"no"},"RequestId":"r"}"#,
            (Some("C.X"), r#"{"en":"no"}"#, Some("r")),
        ),
        (r#"{"Code":"C.X","Message":["no", 1],"RequestId":"r"}"#, (Some("C.X"), r#"["no", 1]"#, Some("r"))),
        (r#"{"Code":"C.X","Message":false,"RequestId":"r"}"#, (Some("C.X"), "false", Some("r"))),
        (r#"{"Code":"C.X","Message":[],"Msg":"no","RequestId":"r"}"#, all),
        ("{\"Code\":\"C.X\",\"Message\":\"n\no\",\"RequestId\":\"r\"}", (Some("C.X"), "n o", Some("r"))),
        (r#"{"Items":[{"Code":"DE"}],"Code":"C.X","Message":"no","RequestId":"r"}"#, all),
        (r#"{"A":tru,"Error":{"Code":"C.X","Message":"no"},"RequestId":"r"}"#, all),
        (
            "<Error><Code><![CDATA[C.X]]></Code><Message><![CDATA[no]]></Message><RequestId>r</RequestId></Error>",
            all,
        ),
        (
            r#"<Error><Code type="s">C.X</Code><Message lang='en>'>no</Message><RequestId>r</RequestId></Error>"#,
            all,
        ),
        (r#"<Error Code="C.X" Message="no" RequestId="r"/>"#, all),
        (
            "<R><Errors><Error><Code>C.X</Code><Message>no</Message></Error></Errors><RequestID>r</RequestID></R>",
            all,
        ),
        (
            "<?xml version=\"1.0\"?><!-- <Code>D</Code> --><a:E><a:Code>C.X</a:Code><a:Message>n&#111;</a:Message><a:RequestId>r</a:RequestId></a:E>",
            all,
        ),
        (
            "<!DOCTYPE E [<!ENTITY x \"y\">]><E><Code>C.X</Code><Message>&x;</Message></E>",
            (Some("C.X"), "&x;", None),
        ),
        ("<E><Code>C.X</Code><Message><b>no</b></Message></E>", (Some("C.X"), "<b>no</b>", None)),
        ("<html><p>Error <code>403</code></p></html>", (None, "the service reported a failure", None)),
    ] {
        let error = refused(400, body);
        assert!(error.message().starts_with(expected.1), "{body}: {}", error.message());
        assert_eq!((error.code(), error.request_id()), (expected.0, expected.2), "{body}");
        assert_eq!((error.kind(), &error.body()[..]), (ErrorKind::Service, body.as_bytes()), "{body}");
    }
}

#[test]
fn what_is_false_is_false_in_every_place() {
    for success in ["false", "0", r#""0""#, r#""False""#, r#"" false ""#, "0.0", r#"false,"Success":"maybe""#]
    {
        for name in ["Success", "success", "SUCCESS"] {
            let body = format!(r#"{{"RequestId":"r","{name}":{success},"ErrCode":"C.X","Items":[]}}"#);
            let error = tasks(&body).unwrap_err();
            assert_eq!((error.kind(), error.code()), (ErrorKind::Service, Some("C.X")), "{body}");
        }
    }
    for success in ["true", "1", r#""1""#, r#""TRUE""#, "null", "{}", r#""maybe""#, r#"true,"success":false"#]
    {
        let body = format!(r#"{{"RequestId":"r","Success":{success},"ErrCode":"C.X","Items":[]}}"#);
        assert!(tasks(&body).is_ok(), "{body}");
    }
}

#[test]
fn a_success_that_is_nothing_but_a_failure_is_one() {
    for body in [
        r#"{"RequestId":"r","Code":"C.X","Message":"no"}"#,
        r#"{"RequestId":"r","success":false,"code":"C.X","message":"no","data":null,"Items":{}}"#,
        r#"{"Code":"C.X","Message":"no","HostId":"h","Recommend":"https://x","RequestId":"r"}"#,
        r#"{"Error":{"Code":"C.X","Message":"no"},"RequestId":"r"}"#,
        "<Error><Code>C.X</Code><Message>no</Message><RequestId>r</RequestId></Error>",
        r#"[{"Code":"C.X","Message":"no","RequestId":"r"}]"#,
    ] {
        let error = refused(200, body);
        assert_eq!(
            (error.kind(), error.code(), error.request_id()),
            (ErrorKind::Service, Some("C.X"), Some("r")),
            "{body}"
        );
    }
    for body in [
        r#"{"RequestId":"r","Code":"C.X"}"#,
        r#"{"RequestId":"r","Code":"200","Message":"OK"}"#,
        r#"{"RequestId":"r","Code":"Success","Message":"fine"}"#,
        r#"{"RequestId":"r","Code":"C.X","Message":"no","Success":true}"#,
        r#"{"RequestId":"r","Code":"C.X","Message":"no","PageNumber":1}"#,
    ] {
        let config = InMemory::always(200, &[], body.as_bytes()).config();
        assert!(run(describe_backups(&config).send::<Backups>()).is_ok(), "{body}");
    }
}

#[test]
fn details_are_whole() {
    let message = "A".repeat(5000);
    let detail = format!(
        r#"{{"AuthAction":"rds:X","AuthPrincipalDisplayName":"2","AuthPrincipalOwnerId":"1","AuthPrincipalType":"SubUser","NoPermissionType":"ImplicitDeny","PolicyType":"P","EncodedDiagnosticMessage":"{message}"}}"#
    );
    let as_text = serde_json::Value::from(detail.as_str());
    for detail in [detail.clone(), as_text.to_string()] {
        let body = format!(
            r#"{{"Code":"Forbidden.RAM","Message":"no","Recommend":"https://api.example/x","AccessDeniedDetail":{detail}}}"#
        );
        let error = refused(403, &body);
        let denied = error.access_denied().unwrap();
        assert_eq!(denied.auth_action.as_deref(), Some("rds:X"));
        assert_eq!(denied.no_permission_type.as_deref(), Some("ImplicitDeny"));
        assert_eq!(denied.encoded_diagnostic_message.as_deref(), Some(message.as_str()));
        assert_eq!(error.encoded_diagnostic_message(), Some(message.as_str()));
        assert_eq!(error.recommend(), Some("https://api.example/x"));
        assert_eq!(error.body(), body.as_bytes());
        assert!(!format!("{error:?} {error}").contains("ImplicitDeny\",\"Policy"));
    }
    let error = refused(403, r#"{"Code":"X","EncodedDiagnosticMessage":"top"}"#);
    assert_eq!((error.encoded_diagnostic_message(), error.access_denied()), (Some("top"), None));
}

#[test]
fn a_body_is_there_on_demand_and_nowhere_else() {
    let body = format!(r#"{{"RequestId":"r","PageNumber":1,"New":"{}"}}"#, "z".repeat(10_000));
    let config = InMemory::always(200, &[], body.as_bytes()).config();
    let answer = run(describe_backups(&config).send_detailed::<Backups>()).unwrap();
    assert_eq!(answer.body(), body.as_bytes());
    assert!(!format!("{answer:?}").contains(&"z".repeat(300)));
}

#[test]
fn an_encoded_body_is_named() {
    for (status, encoding, body) in [
        (200, "", &b"\x1f\x8b\x08\0\xff"[..]),
        (502, "gzip", b"\x1f\x8b\x08\0\xff"),
        (200, "br", b"\x0b\xff\x80"),
    ] {
        let headers: &[_] = if encoding.is_empty() { &[] } else { &[("content-encoding", encoding)] };
        let transport = InMemory::new({
            let mut response = http::Response::new(bytes::Bytes::from(body));
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            for (name, value) in headers {
                response.headers_mut().insert(*name, value.parse().unwrap());
            }
            move |_| Ok(response.clone())
        });
        let error = run(describe_backups(&transport.config()).send::<Backups>()).unwrap_err();
        let named = if encoding.is_empty() { "gzip" } else { encoding };
        assert!(error.message().contains(&format!("encoded as {named}")), "{error}");
        assert_eq!(error.body_excerpt(), None);
    }
}

#[test]
fn no_body_takes_long() {
    let deep = "<a>".repeat(300_000);
    let open = "<".repeat(1_000_000);
    let quotes = format!("{{{}", "\"".repeat(1_000_000));
    let lists = "[".repeat(1_000_000);
    let entities = format!("<a>{}</a>", "&".repeat(1_000_000));
    let nested = format!("{}1{}", r#"{"Message":"#.repeat(7), "}".repeat(7))
        .replace('1', &format!("\"{}\"", "x".repeat(3_000_000)));
    for body in [deep, open, quotes, lists, entities, nested] {
        let start = std::time::Instant::now();
        assert_eq!(refused(400, &body).kind(), ErrorKind::Service);
        assert!(start.elapsed().as_secs() < 20, "{}", &body[..20]);
    }
}
