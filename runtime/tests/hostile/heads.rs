//! Status lines and headers that are wrong or too many.

use crate::{
    case::{Case, GOOD, ID, case, check, good, kept},
    server::{Step, send},
};
use Step::Repeat;
use alibabacloud_runtime::{ErrorKind, transport::TransportErrorKind as Kind};

/// A row whose server says this and no more.
fn says(name: &'static str, bytes: impl AsRef<[u8]>) -> Case {
    case(name, [vec![send(bytes)]])
}

#[test]
fn status_lines() {
    let rest = format!("\r\n{ID}\r\n{GOOD}");
    let nonsense = |name, bytes: &str| says(name, bytes).breaks(Kind::Interrupted).requests(3);
    check(vec![
        nonsense("a status that is no number", &format!("HTTP/1.1 abc OK{rest}")),
        nonsense("a status of two digits", &format!("HTTP/1.1 99 OK{rest}")),
        nonsense("a status of four digits", &format!("HTTP/1.1 2000 OK{rest}")),
        nonsense("no version", &format!("200 OK{rest}")),
        nonsense("another protocol", &format!("ICY 200 OK{rest}")),
        nonsense("another version", &format!("HTTP/3.0 200 OK{rest}")),
        nonsense("HTTP/0.9", GOOD),
        nonsense("TLS", "\x15\x03\x01\x00\x02\x02\x16"),
        nonsense("NUL bytes", &"\0".repeat(1000)),
        says("HTTP/2", b"\0\0\x06\x04\0\0\0\0\0\0\x05\0\0\xFF\xFF").breaks(Kind::Interrupted).requests(3),
        case("nonsense without an end", [vec![Repeat(vec![b'x'; 1000], 2000)]])
            .breaks(Kind::Interrupted)
            .requests(3),
        says("no reason", format!("HTTP/1.1 200{rest}")),
        says("a long reason", format!("HTTP/1.1 200 {}{rest}", "x".repeat(10_000))),
        says("a reason that is not ASCII", format!("HTTP/1.1 200 行{rest}")),
        says("HTTP/1.0", format!("HTTP/1.0 200 OK{rest}")),
        says("HTTP/1.0 that keeps", format!("HTTP/1.0 200 OK\r\nconnection: keep-alive{rest}")),
        says("ends of lines without a return", format!("HTTP/1.1 200 OK\nx-acs-request-id: R-1\n\n{GOOD}")),
        says("status 600", format!("HTTP/1.1 600 Odd{rest}")).fails(ErrorKind::Service).status(600),
        says("status 999", format!("HTTP/1.1 999 Odd{rest}")).fails(ErrorKind::Service).status(999),
    ]);
}

#[test]
fn answers_before_the_answer() {
    let early = "HTTP/1.1 103 Early\r\nlink: x\r\n\r\n";
    check(vec![
        case("100", [vec![send("HTTP/1.1 100 Continue\r\n\r\n"), good()]]),
        case("102 and 103", [vec![send("HTTP/1.1 102 Processing\r\n\r\n"), send(early), good()]]),
        case("many", [vec![Repeat(early.into(), 500), good()]]),
        case("nothing but early ones", [vec![send(early)]]).breaks(Kind::Interrupted).requests(3),
        case("101", [vec![kept("101 Switching\r\nupgrade: x\r\nconnection: upgrade", "")]])
            .fails(ErrorKind::Response)
            .status(101)
            .id(None),
    ]);
}

#[test]
fn headers() {
    let with = |name, headers: &str| says(name, format!("HTTP/1.1 200 OK\r\n{ID}{headers}\r\n{GOOD}"));
    let lines = |count: usize| -> String { (0..count).map(|at| format!("x-{at}: y\r\n")).collect() };
    check(vec![
        with("many", &lines(90)),
        with("too many", &lines(200)).breaks(Kind::Interrupted).requests(3),
        with("far too many", &lines(100_000)).breaks(Kind::Interrupted).requests(3),
        with("a long one", &format!("x: {}\r\n", "y".repeat(100_000))),
        with("a huge one", &format!("x: {}\r\n", "y".repeat(2_000_000)))
            .breaks(Kind::Interrupted)
            .requests(3),
        case("one without an end", [vec![send("HTTP/1.1 200 OK\r\nx: "), Repeat(vec![b'y'; 1000], 3000)]])
            .breaks(Kind::Interrupted)
            .requests(3),
        with("a long name", &format!("{}: y\r\n", "x".repeat(70_000))).breaks(Kind::Interrupted).requests(3),
        with("no colon", "nonsense\r\n").breaks(Kind::Interrupted).requests(3),
        with("no name", ": y\r\n").breaks(Kind::Interrupted).requests(3),
        with("NUL in a value", "x: a\0b\r\n").breaks(Kind::Interrupted).requests(3),
        with("bytes that are no text", "x: \u{fffd}é\r\n"),
        with("the same one often", &"x-acs-request-id: other\r\n".repeat(50)),
        says("an id that is no text", "HTTP/1.1 400 No\r\nx-acs-request-id: é\r\n\r\n")
            .fails(ErrorKind::Service)
            .status(400)
            .id(None),
        says(
            "an id that is too long",
            format!("HTTP/1.1 400 No\r\nx-acs-request-id: {}\r\n\r\n", "x".repeat(50_000)),
        )
        .fails(ErrorKind::Service)
        .status(400)
        .id(Some(LONG)),
    ]);
}

/// 200 characters and a sign that there were more.
const LONG: &str = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…";
