//! The server itself: a thread with a listener and the connections that it has accepted.
//!
//! It has a thread and a runtime of its own, so that a test that blocks its only thread is answered all the same.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::thread::JoinHandle;

use bytes::Bytes;
use http::StatusCode;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Frame, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::{
    cloud::{Cloud, Outcome, Reply, unreadable},
    received::{Incoming, text_header},
    refusal::Refusal,
};

/// The largest head of a request, in bytes: its query and its headers.
const MAX_HEAD: usize = 128 << 10;

/// A running server; dropping it stops it.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

/// A server that is being started.
pub(super) struct Starting {
    started: oneshot::Receiver<io::Result<SocketAddr>>,
    stop: oneshot::Sender<Infallible>,
    thread: JoinHandle<()>,
}

impl Starting {
    pub(super) fn new(cloud: Arc<Cloud>, port: u16) -> io::Result<Self> {
        let (report, started) = oneshot::channel();
        let (stop, stopped) = oneshot::channel();
        let body = move || run(cloud, port, report, stopped);
        let thread = std::thread::Builder::new().name("fake-cloud".to_owned()).spawn(body)?;
        Ok(Self { started, stop, thread })
    }

    pub(super) async fn wait(mut self) -> io::Result<Server> {
        let address = (&mut self.started).await.map_err(io::Error::other)??;
        Ok(self.started_at(address))
    }

    pub(super) fn wait_blocking(mut self) -> io::Result<Server> {
        // `blocking_recv` refuses to run inside a runtime; waiting for a thread of our own that binds a port is brief
        // enough to do anywhere.
        let address = loop {
            match self.started.try_recv() {
                Ok(address) => break address?,
                Err(oneshot::error::TryRecvError::Closed) => {
                    return Err(io::Error::other("the server did not start"));
                }
                Err(oneshot::error::TryRecvError::Empty) => {
                    std::thread::sleep(std::time::Duration::from_millis(1));
                }
            }
        };
        Ok(self.started_at(address))
    }

    fn started_at(self, address: SocketAddr) -> Server {
        Server { address, stop: Some(self.stop), thread: Some(self.thread) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It has nothing to say.
            let _ = thread.join();
        }
    }
}

/// Serves until the other end of `stopped` is dropped.
fn run(
    cloud: Arc<Cloud>,
    port: u16,
    report: oneshot::Sender<io::Result<SocketAddr>>,
    stopped: oneshot::Receiver<Infallible>,
) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let _ = report.send(Err(error));
            return;
        }
    };
    runtime.block_on(async move {
        let bound = TcpListener::bind(("127.0.0.1", port)).await;
        match bound.and_then(|listener| Ok((listener.local_addr()?, listener))) {
            Ok((address, listener)) => {
                if report.send(Ok(address)).is_ok() {
                    // The runtime ends with this block, and the listener and its connections with the runtime.
                    tokio::spawn(accept(listener, cloud));
                    let _ = stopped.await;
                }
            }
            Err(error) => drop(report.send(Err(error))),
        }
    });
}

async fn accept(listener: TcpListener, cloud: Arc<Cloud>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                cloud.connections.fetch_add(1, Ordering::Relaxed);
                connections.spawn(converse(stream, Arc::clone(&cloud)));
            }
            // Too many open files, for one: others will be closed.
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn converse(stream: TcpStream, cloud: Arc<Cloud>) {
    let service = service_fn(|request| respond(request, &cloud));
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    // That a client has gone, or was made to believe that the server has, is no one's concern here.
    let ended = (&mut connection).await;
    let cause = ended.as_ref().err().and_then(std::error::Error::source);
    if matches!(cause.and_then(|cause| cause.downcast_ref()), Some(Dropped { reset: true })) {
        // Without this it would be closed in order.
        let _ = connection.into_parts().io.into_inner().set_zero_linger();
    }
}

/// The connection ends without an answer.
#[derive(Debug)]
struct Dropped {
    /// As an error would end it.
    reset: bool,
}

impl std::fmt::Display for Dropped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("dropped on request")
    }
}

impl std::error::Error for Dropped {}

async fn respond(
    request: http::Request<hyper::body::Incoming>,
    cloud: &Cloud,
) -> Result<http::Response<Content>, Dropped> {
    let (parts, body) = request.into_parts();
    let host = text_header(&parts.headers, "host").to_owned();
    let Ok(body) = Limited::new(body, cloud.max_request_bytes).collect().await else {
        let message = "The body of the request is too large or incomplete.";
        let refusal = Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge", message);
        return Ok(unreadable(&refusal, &host).map(Content::whole));
    };
    match Incoming::new(parts, body.to_bytes()) {
        Ok(incoming) => reply(cloud.serve(&incoming)).await,
        Err(refusal) => Ok(unreadable(&refusal, &host).map(Content::whole)),
    }
}

async fn reply(outcome: Outcome) -> Result<http::Response<Content>, Dropped> {
    if !outcome.delay.is_zero() {
        tokio::time::sleep(outcome.delay).await;
    }
    match outcome.reply {
        Reply::Whole(response) => Ok(response.map(Content::whole)),
        Reply::Half(response) => Ok(response.map(Content::half)),
        Reply::None => Err(Dropped { reset: false }),
        Reply::Reset => Err(Dropped { reset: true }),
    }
}

/// A body that announces a length and may end before it.
struct Content {
    announced: u64,
    bytes: Option<Bytes>,
    end: End,
}

/// What comes after the bytes of a body.
enum End {
    Orderly,
    /// Time for what was written to go out, and then `Broken`.
    Pause,
    Broken,
}

impl Content {
    fn whole(bytes: Bytes) -> Self {
        Self { announced: length(&bytes), bytes: Some(bytes), end: End::Orderly }
    }

    fn half(mut bytes: Bytes) -> Self {
        let announced = length(&bytes);
        bytes.truncate(bytes.len() / 2);
        Self { announced, bytes: Some(bytes), end: End::Pause }
    }
}

fn length(bytes: &Bytes) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

impl Body for Content {
    type Data = Bytes;
    type Error = Dropped;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Dropped>>> {
        if let Some(bytes) = self.bytes.take().filter(|bytes| !bytes.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.end {
            End::Orderly => Poll::Ready(None),
            End::Pause => {
                self.end = End::Broken;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::Broken => Poll::Ready(Some(Err(Dropped { reset: false }))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(if self.bytes.is_some() { self.announced } else { 0 })
    }
}
