//! A body piece by piece, so that no more than one piece of it is in memory.

use super::error::TransportError;
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

/// A body piece by piece, in either direction, as a [`Transport`](crate::transport::Transport) sees it.
pub struct Pieces(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>);

impl Pieces {
    /// What a stream gives.
    pub fn new(stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }

    /// A body that is there.
    #[must_use]
    pub fn whole(body: Bytes) -> Self {
        Self::new(Whole(Some(body)))
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| self.0.as_mut().poll_next(context)).await
    }

    /// All pieces in one.
    ///
    /// # Errors
    ///
    /// Those of the pieces, and [`TooLarge`](crate::transport::TransportErrorKind::TooLarge) if they have more than `limit` bytes.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, TransportError> {
        let mut body = BytesMut::new();
        while let Some(piece) = self.next().await {
            let piece = piece.map_err(|error| error.with_beginning(&body))?;
            if piece.len() > limit.saturating_sub(body.len()) {
                return Err(TransportError::too_large(limit).with_beginning(&body));
            }
            body.extend_from_slice(&piece);
        }
        Ok(body.freeze())
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pieces").finish_non_exhaustive()
    }
}

struct Whole(Option<Bytes>);

impl Stream for Whole {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().filter(|body| !body.is_empty()).map(Ok))
    }
}

/// The body of a request that is sent piece by piece.
#[derive(Debug)]
pub struct Upload {
    /// How many bytes the pieces have together.
    pub length: u64,
    /// The pieces.
    pub pieces: Pieces,
}
