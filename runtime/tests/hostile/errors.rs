//! Refusals, redirects, throttling, wrong clocks and errors inside of successes.

use crate::case::{Case, answer, case, check, good};
use alibabacloud_runtime::ErrorKind::{Response, Service};

/// A row that is always answered so: `head` is a status and headers.
fn always(name: &'static str, head: &str, body: &str) -> Case {
    case(name, [vec![answer(&format!("{head}\r\nx-acs-request-id: R-1"), body)]])
}

/// A row that is answered so first, and well afterwards.
fn first(name: &'static str, head: &str, body: &str) -> Case {
    case(name, [vec![answer(head, body)], vec![good()]]).requests(2)
}

#[test]
fn redirects() {
    let redirect =
        |name, head: &str| always(name, head, "").fails(Response).message("redirects are not followed");
    check(vec![
        redirect("300", "300 Many").status(300),
        redirect("301", "301 Moved\r\nlocation: http://127.0.0.1:1/").status(301).message("127.0.0.1"),
        redirect("302", "302 Found\r\nlocation: /elsewhere").status(302),
        redirect("303", "303 See\r\nlocation: https://example.com/").status(303).message("example.com"),
        redirect("304", "304 Same").status(304),
        redirect("307", "307 Temporary\r\nlocation: //example.com").status(307),
        redirect("308", "308 Permanent\r\nlocation: http://[::1]/").status(308),
        redirect("no place", "302 Found").status(302),
        redirect("a place that is no text", "302 Found\r\nlocation: é").status(302),
        redirect("a place without an end", &format!("302 Found\r\nlocation: http://{}/", "a".repeat(30_000)))
            .status(302),
    ]);
}

#[test]
fn refusals() {
    let refused = |name, body: &str| always(name, "400 Bad", body).fails(Service).status(400);
    check(vec![
        refused("a code", r#"{"Code":"Bad","Message":"no","RequestId":"R-2"}"#)
            .code("Bad")
            .id("R-2")
            .message("no"),
        refused("no body", ""),
        refused("an array", r#"[{"Code":"Bad"}]"#).code("Bad"),
        refused("a number", "400").excerpt("400"),
        refused("null", "null").excerpt("null"),
        refused("a string", "\"no\"").excerpt("no"),
        refused("false", "false"),
        refused("an empty object", "{}"),
        refused("HTML", "<html><title>400</title>").excerpt("<title>400"),
        refused("XML", "<E><Code>Bad</Code><Message>a&amp;b</Message><RequestId>R-2</RequestId></E>")
            .code("Bad")
            .id("R-2")
            .message("a&b"),
        refused("XML that is cut off", "<E><Code>Bad</Code><Mess").code("Bad"),
        refused("JSON that is cut off", r#"{"Code":"Bad","Message":"n"#).code("Bad"),
        refused("JSON with garbage after it", r#"{"Code":"Bad"} garbage"#).code("Bad"),
        refused("a code that is a number", r#"{"code":404}"#).code("404"),
        refused("a code that is an object", r#"{"Code":{"a":1},"Message":[]}"#),
        refused("a byte order mark", "\u{FEFF}{\"Code\":\"Bad\"}").code("Bad"),
        refused("a code with control characters", "{\"Code\":\"Bad\\u001b[31m\"}").code("Bad [31m"),
        refused("a raw control character", "{\"Code\":\"Bad\",\"Message\":\"a\nb\"}").code("Bad"),
        refused("a message without an end", &format!(r#"{{"Code":"Bad","Message":"{}"}}"#, "x".repeat(3900)))
            .code("Bad"),
        refused("deep nesting", &format!(r#"{{"Code":"Bad","A":{}"#, "[".repeat(3000))).code("Bad"),
        always("status 401", "401 No", "").fails(Service).status(401),
        always("status 407", "407 Proxy\r\nproxy-authenticate: Basic", "").fails(Service).status(407),
        always("status 418", "418 Teapot", "tea").fails(Service).status(418).excerpt("tea"),
        always("status 501", "501 No", "").fails(Service).status(501),
    ]);
}

#[test]
fn failures_that_pass() {
    let error = |code: &str| format!(r#"{{"Code":"{code}","RequestId":"R-1"}}"#);
    check(vec![
        always("500", "500 No", "").fails(Service).status(500).requests(3),
        always("502 in HTML", "502 No", "<html>").fails(Service).status(502).requests(3),
        always("503", "503 No", &error("ServiceUnavailable"))
            .fails(Service)
            .status(503)
            .code("ServiceUnavailable")
            .requests(3),
        first("500, then good", "500 No", "garbage"),
        first("504, then good", "504 No", ""),
        first("a temporary code, then good", "400 No", &error("SystemBusy")),
        first("empty, then good", "200 OK", ""),
        first("cut off, then good", "200 OK", r#"{"RequestId":"#),
        always("429", "429 Many", "").fails(Service).status(429).requests(3),
        first("429, then good", "429 Many", ""),
        first("429 with a time, then good", "429 Many\r\nx-acs-retry-after: 20", ""),
        first("429 with seconds, then good", "429 Many\r\nRetry-After: 0", ""),
        first(
            "429 with a past date, then good",
            "429 Many\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT",
            "",
        ),
        first("429 with nonsense, then good", "429 Many\r\nRetry-After: soon\r\nx-acs-retry-after: -7", ""),
        always("429 with a long time", "429 Many\r\nRetry-After: 3600", "").fails(Service).status(429),
        always("429 with an endless time", "429 Many\r\nRetry-After: 18446744073709551615", "")
            .fails(Service)
            .status(429),
        always("429 with an endless wait", "429 Many\r\nx-acs-retry-after: 18446744073709551615", "")
            .fails(Service)
            .status(429),
        always("429 with a date far away", "429 Many\r\nRetry-After: Thu, 30 Dec 9999 00:00:00 GMT", "")
            .fails(Service)
            .status(429),
        first("Throttling, then good", "400 No", &error("Throttling")),
        first("Throttling.User, then good", "403 No", &error("Throttling.User")),
        always(
            "throttled for long",
            "400 No\r\nx-ratelimit-user: Limit:1,Remain:0,TimeLeft:60000",
            &error("Throttling.Api"),
        )
        .fails(Service)
        .status(400)
        .code("Throttling.Api"),
    ]);
}

#[test]
fn clocks_and_credentials() {
    let expired = r#"{"Code":"InvalidTimeStamp.Expired","RequestId":"R-1"}"#;
    let token = r#"{"Code":"InvalidSecurityToken.Expired","RequestId":"R-1"}"#;
    let date = |name, date: &str| {
        let head = format!("400 No{date}");
        always(name, &head, expired).fails(Service).status(400).code("InvalidTimeStamp.Expired")
    };
    check(vec![
        first("a clock that is wrong", "400 No\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT", expired),
        date("refused again", "\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT").requests(2),
        date("no date", ""),
        date("a date that is none", "\r\nDate: now"),
        date("a date that is no text", "\r\nDate: é"),
        date("a date out of range", "\r\nDate: Fri, 31 Dec 9999 23:59:59 GMT"),
        date("a date far ahead", "\r\nDate: Thu, 30 Dec 9999 00:00:00 GMT").requests(2),
        date("a date long ago", "\r\nDate: Mon, 01 Jan 0001 00:00:00 GMT").requests(2),
        always("a token that expired", "403 No", token)
            .fails(Service)
            .status(403)
            .code("InvalidSecurityToken.Expired"),
        always("a key that is unknown", "404 No", r#"{"Code":"InvalidAccessKeyId.NotFound"}"#)
            .fails(Service)
            .status(404)
            .code("InvalidAccessKeyId.NotFound"),
    ]);
}

#[test]
fn errors_inside_of_successes() {
    let tasks = |name, body: &str| always(name, "200 OK", body).with_envelope();
    check(vec![
        tasks("success", r#"{"Success":true,"Items":[{}]}"#).gives("success=true items=1"),
        tasks("no word", r#"{"Items":[]}"#).gives("success=- items=0"),
        tasks("null", r#"{"Success":null,"Items":[]}"#).gives("success=- items=0"),
        tasks("an object", r#"{"Success":{},"Items":[]}"#).gives("success=- items=0"),
        tasks("failure", r#"{"Success":false,"ErrCode":"Bad","ErrMessage":"no","RequestId":"R-2"}"#)
            .fails(Service)
            .code("Bad")
            .message("no")
            .id("R-2"),
        tasks("failure in words", r#"{"ErrCode":"Bad","Success":"False"}"#).fails(Service).code("Bad"),
        tasks("failure without a code", r#"{"Success":false}"#).fails(Service),
        tasks("failure that is cut off", r#"{"Success":false,"ErrCode":"Bad","Items":[{"#)
            .fails(Service)
            .code("Bad"),
        tasks("failure with other types", r#"{"Success":false,"ErrCode":[1],"ErrMessage":{}}"#)
            .fails(Service),
        tasks("throttled", r#"{"Success":false,"ErrCode":"Throttling"}"#)
            .fails(Service)
            .code("Throttling")
            .requests(3),
        // The last of several counts, as where the value is decoded.
        tasks("a failure after all", r#"{"Success":true,"ErrCode":"A","Success":false,"ErrCode":"B"}"#)
            .fails(Service)
            .code("B"),
        tasks("a success after all", r#"{"Success":"false","ErrCode":"A","Success":true,"RequestId":"R-1"}"#)
            .gives("success=true items=0"),
        tasks("a failure that nothing useful follows", r#"{"Success":false,"ErrCode":"A","Success":null}"#)
            .fails(Service)
            .code("A"),
        tasks("an array", "[false]").fails(Response),
        always("an error with an envelope", "500 No", r#"{"Success":true,"ErrCode":"Odd"}"#)
            .with_envelope()
            .fails(Service)
            .status(500)
            .code("Odd")
            .requests(3),
    ]);
}
