//! Bodies larger than the limit, declared or not.

use crate::{
    case::{Case, GOOD, ID, case, check, ok},
    server::{Step, send},
};
use Step::Repeat;
use alibabacloud_runtime::{Config, transport::TransportErrorKind as Kind};

fn sends(name: &'static str, head: &str, chunk: &[u8], times: usize) -> Case {
    let head = send(format!("HTTP/1.1 {head}\r\n{ID}\r\n"));
    case(name, [vec![head, Repeat(chunk.to_vec(), times)]]).breaks_off(Kind::TooLarge)
}

#[test]
fn bodies_beyond_the_limit() {
    let kilobyte = [b' '; 1024];
    let chunk = [b"400\r\n".as_slice(), &kilobyte, b"\r\n"].concat();
    check(vec![
        case("exactly at it", [vec![ok(format!("{GOOD:4096}"))]]),
        sends("declared", "200 OK\r\ncontent-length: 4097", b"", 1).message("larger than 4096 bytes"),
        sends("not declared", "200 OK", &kilobyte, 5),
        sends("chunked", "200 OK\r\ntransfer-encoding: chunked", &chunk, 5),
        sends("an error", "500 No\r\ncontent-length: 5000", b"", 1).status(500),
        sends("an error, not declared", "404 No", &kilobyte, 5).status(404),
        sends("a redirect", "302 No", &kilobyte, 5).status(302),
    ]);
}

#[test]
fn bodies_far_beyond_the_usual_limit() {
    let megabyte = vec![b' '; 1 << 20];
    let chunk = [b"100000\r\n".as_slice(), &megabyte, b"\r\n"].concat();
    let usual = |case: Case| case.limit(Config::MAX_RESPONSE_BYTES).message("larger than 16777216 bytes");
    check(vec![
        usual(sends("200 MB", "200 OK\r\ncontent-length: 209715200", &megabyte, 200)),
        usual(sends("200 MB, not declared", "200 OK", &megabyte, 200)),
        usual(sends("200 MB, chunked", "200 OK\r\ntransfer-encoding: chunked", &chunk, 200)),
    ]);
}
