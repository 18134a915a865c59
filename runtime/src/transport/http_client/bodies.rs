//! Bodies that pass piece by piece, in both directions.

use super::failure::Peer;
use crate::transport::{
    carry::BoxFuture,
    error::TransportError,
    pieces::{Pieces, Upload},
};
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

/// The body of a request, as the HTTP library takes it.
pub(super) struct Uploading {
    // The library asks for a body that threads can share, and never shares it.
    pieces: Mutex<Pieces>,
    left: u64,
    progress: Arc<AtomicBool>,
}

impl Uploading {
    /// `progress` is set whenever a piece is taken.
    pub(super) fn new(upload: Upload, progress: Arc<AtomicBool>) -> Self {
        Self { pieces: Mutex::new(upload.pieces), left: upload.length, progress }
    }
}

impl Body for Uploading {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let pieces = self.pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
        let piece = ready!(Pin::new(pieces).poll_next(context));
        self.progress.store(true, Ordering::Relaxed);
        if let Some(Ok(piece)) = &piece {
            self.left = self.left.saturating_sub(piece.len() as u64);
        }
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// The rest of a response after its head.
pub(super) struct Download {
    peer: Peer,
    step: Step,
}

enum Step {
    Ready(reqwest::Response),
    Waiting(BoxFuture<'static, (reqwest::Response, Option<Result<Bytes, TransportError>>)>),
    Over,
}

impl Download {
    pub(super) fn new(response: reqwest::Response, peer: Peer) -> Self {
        Self { peer, step: Step::Ready(response) }
    }
}

impl Stream for Download {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.step, Step::Over) {
                Step::Ready(response) => {
                    self.step = Step::Waiting(Box::pin(next(response, self.peer.clone())));
                }
                Step::Waiting(mut work) => {
                    let Poll::Ready((response, piece)) = work.as_mut().poll(context) else {
                        self.step = Step::Waiting(work);
                        return Poll::Pending;
                    };
                    if let Some(Ok(_)) = &piece {
                        self.step = Step::Ready(response);
                    }
                    return Poll::Ready(piece);
                }
                Step::Over => return Poll::Ready(None),
            }
        }
    }
}

/// The next piece, and what it came from.
async fn next(
    mut response: reqwest::Response,
    peer: Peer,
) -> (reqwest::Response, Option<Result<Bytes, TransportError>>) {
    let piece = match peer.waits.piece(response.chunk()).await {
        Some(chunk) => chunk.map_err(|error| peer.failed(error)).transpose(),
        None => Some(Err(peer.too_slow())),
    };
    (response, piece)
}
