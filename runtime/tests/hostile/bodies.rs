//! Bodies of status 200 that are not, or not quite, what was declared.

use crate::case::{Case, GOOD, SEEN, answer, case, check, ok};
use alibabacloud_runtime::ErrorKind::Response;

fn body(name: &'static str, body: impl AsRef<[u8]>) -> Case {
    case(name, [vec![ok(body)]])
}

/// A row whose body is refused, once.
fn refused(name: &'static str, text: impl AsRef<[u8]>) -> Case {
    body(name, text).fails(Response)
}

fn with(member: &str) -> String {
    format!("{{{member},{}", &GOOD[1..])
}

#[test]
fn bodies_of_another_kind() {
    check(vec![
        refused("nothing", "").requests(3),
        refused("blanks", " \r\n\t ").requests(3),
        case("204", [vec![answer("204 None\r\nx-acs-request-id: R-1", "")]])
            .fails(Response)
            .status(204)
            .requests(3),
        case("205 with a body", [vec![answer("205 Reset", GOOD)]]).status(205),
        refused("HTML", "<html><h1>Welcome</h1></html>").excerpt("<h1>Welcome").message("HTML"),
        refused("XML", "<A><RequestId>R-2</RequestId></A>").id("R-2"),
        refused("text", "OK").excerpt("OK"),
        refused("an array", "[1,2]").excerpt("[1,2]"),
        refused("a number", "7"),
        refused("null", "null"),
        refused("a string", "\"text\""),
        refused("a boolean", "true"),
        refused("an empty object", "{}"),
        refused("another object", r#"{"Other":1,"requestId":"R-3"}"#).id("R-3"),
        refused("cut off", &GOOD[..50]).requests(3),
        refused("cut off within a key", r#"{"RequestId":"R-1","Pa"#).requests(3),
        refused("garbage after it", format!("{GOOD}garbage")),
        refused("two documents", format!("{GOOD}{GOOD}")),
        refused("JSON with a prefix", format!(")]}}',\n{GOOD}")),
        refused("a call of a function", format!("callback({GOOD})")),
        refused("single quotes", GOOD.replace('"', "'")).id("R-1"),
        refused("NaN", with("\"A\":NaN")),
        refused("a comma too many", GOOD.replace("}}", "},}")),
    ]);
}

#[test]
fn bodies_of_other_bytes() {
    let utf_16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let in_string = |bytes: &[u8]| [br#"{"RequestId":"R-1","A":""#, bytes, br#"","PageNumber":7}"#].concat();
    check(vec![
        body("a byte order mark", format!("\u{FEFF}{GOOD}")),
        refused("two byte order marks", format!("\u{FEFF}\u{FEFF}{GOOD}")),
        refused("UTF-16", utf_16),
        refused("invalid UTF-8", in_string(b"\xFF\xFE")),
        refused("UTF-8 that is cut off", in_string(b"\xE2\x82")),
        refused("an encoded surrogate", in_string(b"\xED\xA0\x80")),
        refused("GBK", in_string(b"\xD6\xD0\xCE\xC4")),
        body("a NUL in a string", in_string(b"a\0b")).gives("page=7 items=0"),
        body("an escaped NUL", in_string(br"\u0000")).gives("page=7 items=0"),
        body("control characters in a string", in_string(b"a\x01\n\tb")).gives("page=7 items=0"),
        body("half of a surrogate pair", in_string(br"\uD800")).gives("page=7 items=0"),
        refused("an unknown escape", in_string(br"\x")),
        refused("NUL bytes", [0; 500]),
        refused("NUL bytes after it", format!("{GOOD}\0\0")),
        refused("random bytes", (0..=255).rev().collect::<Vec<u8>>()),
    ]);
}

#[test]
fn bodies_that_are_extreme() {
    let nested = |depth: usize, open: &str, close: &str| {
        with(&format!("\"A\":{}1{}", open.repeat(depth), close.repeat(depth)))
    };
    let page = |number: &str| GOOD.replace('7', number);
    let big = |case: Case| case.limit(1_000_000);
    check(vec![
        big(body("lists in lists", nested(100, "[", "]"))),
        big(refused("lists in lists without an end", "[".repeat(500_000))),
        big(refused("lists in lists, deep", nested(200_000, "[", "]"))),
        big(refused("objects in objects, deep", nested(100_000, "{\"a\":", "}"))),
        big(refused("deep in a field", GOOD.replace("[{", &format!("{}{{", "[".repeat(100_000))))),
        big(body("a number of 32 bits and more", page("2147483648"))).gives("page=- items=1"),
        big(body("a number of 64 bits and more", page("99999999999999999999"))).gives("page=- items=1"),
        big(body("a number with 4,000 digits", page(&"9".repeat(4000)))).gives("page=- items=1"),
        // The reader of tokens gives up, and with it the body.
        big(refused("a number with 100,000 digits", page(&"9".repeat(100_000)))),
        big(body("a huge exponent", page("1e999999999999"))).gives("page=- items=1"),
        big(body("a tiny exponent", page("1e-999999999999"))).gives("page=- items=1"),
        big(body("an exponent that fits", page("70e-1"))).gives(SEEN),
        big(body("a huge number in an unknown field", with(&format!("\"A\":{}", "9".repeat(4000))))),
        big(body("a name with 100,000 characters", with(&format!("\"{}\":1", "a".repeat(100_000))))),
        big(body("duplicate keys, the last counts", with(r#""PageNumber":1,"Items":[]"#))),
        big(body("50,000 unknown fields", with(&vec![r#""A":1"#; 50_000].join(",")))),
        big(body(
            "50,000 bad elements",
            format!(r#"{{"RequestId":"R-1","Items":{{"Backup":[{}0]}}}}"#, "0,".repeat(50_000)),
        ))
        .gives("page=- items=0"),
        big(body("other types everywhere", r#"{"RequestId":"R-1","PageNumber":{},"Items":7}"#))
            .gives("page=- items=0"),
        big(body("nulls everywhere", r#"{"RequestId":"R-1","PageNumber":null,"Items":null}"#))
            .gives("page=- items=0"),
    ]);
}
