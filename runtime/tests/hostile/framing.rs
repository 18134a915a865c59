//! Lengths and chunks that are wrong.

use crate::{
    case::{GOOD, ID, case, check},
    server::{Script, send},
};
use alibabacloud_runtime::{ErrorKind, transport::TransportErrorKind as Kind};

/// A whole answer: `head` is lines after the status, each of which ends.
fn raw(head: &str, body: &str) -> [Script; 1] {
    [vec![send(format!("HTTP/1.1 200 OK\r\nconnection: close\r\n{ID}{head}\r\n{body}"))]]
}

fn chunked(body: &str) -> [Script; 1] {
    raw("transfer-encoding: chunked\r\n", body)
}

#[test]
fn lengths() {
    let length = GOOD.len();
    check(vec![
        case("none", raw("", GOOD)),
        case("too short", raw("content-length: 40\r\n", GOOD))
            .fails(ErrorKind::Response)
            .excerpt("PageNumber")
            .requests(3),
        case("nothing", raw("content-length: 0\r\n", GOOD)).fails(ErrorKind::Response).requests(3),
        case("too long", raw("content-length: 100\r\n", GOOD)).breaks_off(Kind::Interrupted).requests(3),
        case("no number", raw("content-length: many\r\n", GOOD)).breaks(Kind::Interrupted).requests(3),
        case("negative", raw("content-length: -1\r\n", GOOD)).breaks(Kind::Interrupted).requests(3),
        case("beyond 64 bits", raw("content-length: 99999999999999999999\r\n", GOOD))
            .breaks(Kind::Interrupted)
            .requests(3),
        case("the largest number", raw("content-length: 18446744073709551613\r\n", GOOD))
            .breaks_off(Kind::TooLarge),
        case("two that differ", raw("content-length: 5\r\ncontent-length: 6\r\n", GOOD))
            .breaks(Kind::Interrupted)
            .requests(3),
        case(
            "twice the same",
            raw(&format!("content-length: {length}\r\ncontent-length: {length}\r\n"), GOOD),
        ),
    ]);
}

#[test]
fn the_id_of_the_part_that_arrived() {
    let part = |body: &str| {
        [vec![send(format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 500\r\n\r\n{body}"))]]
    };
    let id = |name, body: &str| case(name, part(body)).breaks_off(Kind::Interrupted).id("R-9").requests(3);
    check(vec![
        id("a whole object", r#"{"RequestId":"R-9"}"#),
        id("the beginning of one", r#"{"requestId":"R-9","Items":{"Backup":[{"#),
        id("an error in XML", "<Error><RequestId>R-9</RequestId><Co"),
        case("nothing", part("")).breaks_off(Kind::Interrupted).id(None).requests(3),
    ]);
}

#[test]
fn chunks() {
    let whole = format!("{:x}\r\n{GOOD}\r\n", GOOD.len());
    let single: String = GOOD.chars().map(|c| format!("1\r\n{c}\r\n")).collect();
    check(vec![
        case("one", chunked(&format!("{whole}0\r\n\r\n"))),
        case("one for each byte", chunked(&format!("{single}0\r\n\r\n"))),
        case("with leading zeros", chunked(&format!("0000{whole}0\r\n\r\n"))),
        case("with an extension", chunked(&format!("{:x};a=b\r\n{GOOD}\r\n0;c\r\n\r\n", GOOD.len()))),
        case("with trailers", chunked(&format!("{whole}0\r\nx-acs-request-id: other\r\n\r\n"))),
        case(
            "with a length too",
            raw("transfer-encoding: chunked\r\ncontent-length: 5\r\n", &format!("{whole}0\r\n\r\n")),
        ),
        case("an extension without an end", chunked(&format!("48;{}", "x".repeat(100_000))))
            .breaks_off(Kind::Interrupted)
            .requests(3),
        case("a size that is no number", chunked("zz\r\n")).breaks_off(Kind::Interrupted).requests(3),
        case("a size beyond 64 bits", chunked("fffffffffffffffff\r\n"))
            .breaks_off(Kind::Interrupted)
            .requests(3),
        case("a huge size", chunked("fffffffffffffff0\r\nx")).breaks_off(Kind::Interrupted).requests(3),
        case("no end of line after a chunk", chunked(&format!("5\r\n{GOOD}")))
            .breaks_off(Kind::Interrupted)
            .requests(3),
        case("no last chunk", chunked(&whole)).breaks_off(Kind::Interrupted).requests(3),
        case("a chunk that is cut off", chunked(&whole[..40])).breaks_off(Kind::Interrupted).requests(3),
        case("only the last chunk", chunked("0\r\n\r\n")).fails(ErrorKind::Response).requests(3),
        case("trailers without an end", chunked(&format!("{whole}0\r\n{}", "x: y\r\n".repeat(20_000))))
            .breaks_off(Kind::Interrupted)
            .requests(3),
        case("an unknown encoding", raw("transfer-encoding: strange\r\n", GOOD)),
    ]);
}
