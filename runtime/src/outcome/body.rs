//! The body of an answer, kept for whoever asks.

use bytes::Bytes;
use std::fmt;

/// `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Body(pub(crate) Bytes);

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}
