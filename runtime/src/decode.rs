//! Tolerant decoding.

/// A position in a response that is being read.
#[derive(Debug)]
pub struct Decoder<'a> {
    _body: &'a [u8],
}
