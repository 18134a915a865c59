//! The body of an answer that is taken piece by piece.

use crate::{outcome::Error, tables::Operation, transport::Pieces};
use bytes::Bytes;
use futures_core::Stream;
use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

/// The body of an answer piece by piece: no more than a piece is in memory.
///
/// The wait for each piece has the limit of [`read_timeout`](crate::CallOptions::read_timeout); otherwise a body may take as
/// long as it likes and be as large as it likes. An error ends it, and nothing is repeated: what was taken before it is the
/// beginning of the body. Dropping it closes the connection.
pub struct ByteStream {
    operation: &'static Operation,
    pieces: Pieces,
    is_over: bool,
}

impl ByteStream {
    pub(crate) fn new(operation: &'static Operation, pieces: Pieces) -> Self {
        Self { operation, pieces, is_over: false }
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    ///
    /// If the body breaks off, or its next piece does not come in time.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        self.next().await.transpose()
    }

    /// The pieces as an iterator, for programs without an async runtime.
    #[cfg(feature = "blocking")]
    pub fn into_blocking(self) -> super::blocking::Blocking<Self> {
        super::blocking::Blocking::new(self)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let piece = std::task::ready!(Pin::new(&mut self.pieces).poll_next(context));
        self.is_over = !matches!(piece, Some(Ok(_)));
        let operation = self.operation;
        Poll::Ready(piece.map(|piece| piece.map_err(|error| Error::from(error).of(operation))))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("operation", &self.operation.name).finish_non_exhaustive()
    }
}
