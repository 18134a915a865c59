//! Connections that are refused, break or stall.

use crate::{
    case::{GOOD, ID, case, check, good, kept},
    server::{Step, send},
};
use Step::{Dribble, Next, Reset, Wait};
use alibabacloud_runtime::{ErrorKind, transport::TransportErrorKind as Kind};

/// The head of an answer with the usual body.
fn head() -> Step {
    send(format!("HTTP/1.1 200 OK\r\n{ID}content-length: {}\r\n\r\n", GOOD.len()))
}

/// The head of an answer whose body ends with the connection.
fn head_of(status: &str) -> Step {
    send(format!("HTTP/1.1 {status}\r\n{ID}\r\n"))
}

#[test]
fn connections_that_break() {
    check(vec![
        case("refused", vec![]).breaks(Kind::Connect).requests(3),
        case("closed at once", [vec![]]).breaks(Kind::Interrupted).requests(3),
        case("reset at once", [vec![Reset]]).breaks(Kind::Interrupted).requests(3),
        case("closed in the status", [vec![send("HTTP/1.1 2")]]).breaks(Kind::Interrupted).requests(3),
        case("reset in the status", [vec![send("HTTP/1.1 2"), Reset]]).breaks(Kind::Interrupted).requests(3),
        case("closed in a header", [vec![send("HTTP/1.1 200 OK\r\nx-acs")]])
            .breaks(Kind::Interrupted)
            .requests(3),
        case("reset in a header", [vec![send("HTTP/1.1 200 OK\r\nx-acs"), Reset]])
            .breaks(Kind::Interrupted)
            .requests(3),
        case("closed before the body", [vec![head()]]).breaks_off(Kind::Interrupted).requests(3),
        case("reset before the body", [vec![head(), Reset]]).breaks_off(Kind::Interrupted).requests(3),
        case("closed in the body", [vec![head(), send(&GOOD[..40])]])
            .breaks_off(Kind::Interrupted)
            .requests(3),
        case("reset in the body", [vec![head(), send(&GOOD[..40]), Reset]])
            .breaks_off(Kind::Interrupted)
            .requests(3),
        case(
            "closed in an error",
            [vec![send(format!("HTTP/1.1 403 No\r\n{ID}content-length: 50\r\n\r\n{{\"Code\":\"A\""))]],
        )
        .breaks_off(Kind::Interrupted)
        .status(403)
        .requests(3),
        case("closed, then good", [vec![], vec![good()]]).requests(2),
        case("reset, then good", [vec![Reset], vec![head(), Reset], vec![good()]]).requests(3),
        case("reset and closed too often", [vec![Reset], vec![head(), Reset], vec![], vec![good()]])
            .breaks(Kind::Interrupted)
            .requests(3),
    ]);
}

#[test]
fn connections_that_stall() {
    let endless = Dribble(vec![b' '; 1000], 50);
    check(vec![
        case("silence", [vec![Wait(4000)]]).breaks(Kind::Timeout).requests(3),
        case("silence in the status", [vec![send("HTTP/1.1"), Wait(4000)]]).breaks(Kind::Timeout).requests(3),
        case("silence in a header", [vec![send("HTTP/1.1 200 OK\r\nx-"), Wait(4000)]])
            .breaks(Kind::Timeout)
            .requests(3),
        case(
            "headers without an end",
            [vec![send("HTTP/1.1 200 OK\r\n"), Dribble(b"x-a: b\r\n".repeat(50), 20)]],
        )
        .breaks(Kind::Timeout)
        .requests(3),
        case(
            "a slow head",
            [vec![Dribble(b"HTTP/1.1 200 OK\r\nx-acs-request-id: R-1\r\n".to_vec(), 2), {
                send(format!("content-length: {}\r\n\r\n{GOOD}", GOOD.len()))
            }]],
        ),
        case("silence before the body", [vec![head(), Wait(4000)]]).breaks_off(Kind::Timeout).requests(3),
        case("silence in the body", [vec![head(), send(&GOOD[..40]), Wait(4000)]])
            .breaks_off(Kind::Timeout)
            .requests(3),
        case("a body without an end", [vec![head_of("200 OK"), endless.clone()]])
            .fails(ErrorKind::Timeout)
            .message("the time limit of an attempt")
            .requests(3),
        case("an error without an end", [vec![head_of("503 No"), endless.clone()]])
            .fails(ErrorKind::Timeout)
            .message("the time limit of an attempt")
            .status(503)
            .requests(3),
        case("a body that the call does not wait for", [vec![head_of("200 OK"), endless.clone()]])
            .within(900)
            .fails(ErrorKind::Timeout)
            .message("the time limit of the call"),
        case("an error that the call does not wait for", [vec![head_of("403 No"), endless]])
            .within(900)
            .fails(ErrorKind::Timeout)
            .message("the time limit of the call")
            .status(403),
        case("a slow body", [vec![head(), Dribble(GOOD.as_bytes().to_vec(), 3)]]),
        case("silence, then good", [vec![Wait(4000)], vec![good()]]).requests(2),
        case(
            "silence in an error",
            [vec![send(format!("HTTP/1.1 500 No\r\n{ID}content-length: 9\r\n\r\n")), Wait(4000)]],
        )
        .breaks_off(Kind::Timeout)
        .status(500)
        .requests(3),
    ]);
}

#[test]
fn connections_that_are_kept() {
    let stays = || kept("200 OK\r\nx-acs-request-id: R-1", GOOD);
    check(vec![
        case("kept for all", [vec![stays(), Next, stays(), Next, stays()]]).calls(3),
        case("closed after each", [vec![stays()]]).calls(3),
        case("reset after each", [vec![stays(), Reset]]).calls(3),
        case("kept, but says close", [vec![good(), Next, stays()]]).calls(2),
        case("garbage after the answer", [vec![stays(), send("garbage\0\r\n\r\n"), Next]]).calls(2),
        // An answer that nobody asked for must not become that of the next call.
        case("a second answer", [
            vec![stays(), kept("403 No", r#"{"Code":"Stray"}"#), Next],
            vec![stays()],
        ])
        .calls(2),
        case("a second answer in one piece", [
            vec![
                send(format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{GOOD}HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n",
                    GOOD.len()
                )),
                Next,
            ],
            vec![stays()],
        ])
        .calls(2),
    ]);
}
