//! How long the parts of a request may take: connecting, the head of the answer, and each piece of its body.
//!
//! reqwest has such limits for a client and not for a request. A request's limit for connecting has to reach the
//! connector, which is told nothing but an address; it runs in the task of the request that needs the connection, so the
//! limit travels there with the task. That way all requests share one pool, whatever their limits are.

use std::{
    cell::Cell,
    future::{Future, poll_fn},
    io,
    pin::pin,
    sync::atomic::{AtomicBool, Ordering},
    task::Poll,
    time::Duration,
};
use tokio::{
    task::yield_now,
    time::{sleep, timeout},
};

tokio::task_local! {
    /// Of the request that is being sent.
    static CONNECTING: Connecting;
}

struct Connecting {
    limit: Duration,
    /// Whether the request has waited for a connection of its own since it was last looked at.
    seen: Cell<bool>,
}

/// What a request is given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waits {
    pub(super) connect: Duration,
    pub(super) read: Duration,
}

impl Waits {
    /// What `work` gives, which is the head of an answer, if it comes in time. Connecting does not count: it has a limit of
    /// its own. Nor does sending a body, as long as there is `progress`.
    pub(super) async fn head<F: Future>(self, work: F, progress: &AtomicBool) -> Option<F::Output> {
        let connecting = Connecting { limit: self.connect, seen: Cell::new(false) };
        let head = async {
            let (mut work, mut time) = (pin!(work), pin!(sleep(self.read)));
            poll_fn(move |context| {
                if let Poll::Ready(head) = work.as_mut().poll(context) {
                    return Poll::Ready(Some(head));
                }
                if CONNECTING.with(|connecting| connecting.seen.take()) {
                    time.set(sleep(self.read));
                }
                while time.as_mut().poll(context).is_ready() {
                    if !progress.swap(false, Ordering::Relaxed) {
                        return Poll::Ready(None);
                    }
                    time.set(sleep(self.read));
                }
                Poll::Pending
            })
            .await
        };
        CONNECTING.scope(connecting, head).await
    }

    /// What `work` gives, which is a further piece of the answer, if it comes in time.
    pub(super) async fn piece<F: Future>(self, work: F) -> Option<F::Output> {
        timeout(self.read, work).await.ok()
    }
}

/// `work` opens a connection for the request in whose task this is called, and may take as long as that one allows.
///
/// A request that finds no unused connection in the pool begins to open one, but takes the first that another request gives
/// back. What it began would be finished in a task of its own, for the pool; where many requests follow each other, that
/// would be a connection for nearly each of them. So it is given up, and a moment before it begins there is time for one
/// to be given back.
pub(super) fn connecting<F, T, E>(work: F) -> impl Future<Output = F::Output>
where
    F: Future<Output = Result<T, E>>,
    E: From<io::Error>,
{
    let limit = CONNECTING.try_with(|connecting| connecting.limit).unwrap_or(Duration::MAX);
    async move {
        let mut work = pin!(async {
            yield_now().await;
            let late = |_| Err(io::Error::from(io::ErrorKind::TimedOut).into());
            timeout(limit, work).await.unwrap_or_else(late)
        });
        poll_fn(|context| match CONNECTING.try_with(|connecting| connecting.seen.set(true)) {
            Ok(()) => work.as_mut().poll(context),
            Err(_) => Poll::Ready(Err(io::Error::other("no request waits for it").into())),
        })
        .await
    }
}
