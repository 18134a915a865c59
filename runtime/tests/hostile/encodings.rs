//! Compressed bodies: nobody asked for them, and nothing expands them.

use crate::case::{Case, answer, case, check};
use alibabacloud_runtime::ErrorKind;

/// A gzip stream of so many bytes and more than 150 times as many zeros: one block with fixed codes that repeats its
/// first byte. The checksum is missing, which is noticed only after all of it was expanded.
fn bomb(length: usize) -> Vec<u8> {
    let mut bits = Vec::new();
    // The last block, with fixed codes; then the byte 0.
    bits.extend([1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0]);
    while bits.len() < 8 * length {
        // 258 bytes from a distance of 1.
        bits.extend([1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    }
    bits.extend([0; 7]);
    let byte = |bits: &[u8]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | bit);
    let head = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];
    head.into_iter().chain(bits.chunks(8).map(byte)).collect()
}

fn encoded(name: &'static str, status: &str, encoding: &str, body: &[u8]) -> Case {
    let head = format!("{status}\r\nx-acs-request-id: R-1{encoding}");
    case(name, [vec![answer(&head, body)]]).fails(ErrorKind::Response)
}

#[test]
fn nothing_is_expanded() {
    let small = bomb(100);
    // It would be far beyond the limit of 4096 bytes.
    let large = bomb(3000);
    let header = |name: &str| format!("\r\ncontent-encoding: {name}");
    check(vec![
        encoded("gzip without a word", "200 OK", "", &small),
        encoded("gzip", "200 OK", &header("gzip"), &small),
        encoded("a bomb", "200 OK", &header("gzip"), &large),
        encoded("a bomb in a bomb", "200 OK", &header("gzip, gzip"), &large),
        encoded("deflate", "200 OK", &header("deflate"), &large[10..]),
        encoded("brotli", "200 OK", &header("br"), &large),
        encoded("an error", "500 No", &header("gzip"), &large)
            .fails(ErrorKind::Service)
            .status(500)
            .requests(3),
        encoded("a client error", "403 No", &header("gzip"), &large).fails(ErrorKind::Service).status(403),
    ]);
}
