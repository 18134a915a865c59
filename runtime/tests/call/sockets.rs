//! The built-in transport against a listener on this machine.

use crate::support::{Backups, RDS, describe_backups, request, run};
use alibabacloud_runtime::{
    Config, Error, ErrorKind, Payload, RetryPolicy,
    codegen::{Media, Method, Operation, Parameter, Place},
    credentials::{Credentials, StaticCredentials},
    transport::{ReqwestTransport, Transport as _, TransportErrorKind},
};
use bytes::Bytes;
use futures_core::Stream;
use std::{
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    pin::Pin,
    sync::mpsc,
    task::{Context, Poll},
    thread,
    time::{Duration, Instant},
};

/// Answers each connection with `serve` once the head of the request is there; gives the endpoint.
fn listen(serve: impl Fn(&mut TcpStream, &str) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
                head.extend(byte);
            }
            serve(&mut stream, &String::from_utf8_lossy(&head));
        }
    });
    endpoint
}

fn config(endpoint: &str) -> Config {
    Config::builder()
        .endpoint(endpoint)
        .region("cn-hangzhou")
        .credentials(StaticCredentials::new(Credentials::new("AnId", "ASecret")))
        .connect_timeout(Duration::from_secs(2))
        .read_timeout(Duration::from_millis(300))
        .max_response_bytes(1000)
        .retry(RetryPolicy::never())
        .build()
        .unwrap()
}

fn call(endpoint: &str) -> Result<Backups, Error> {
    run(describe_backups(&config(endpoint)).send::<Backups>())
}

fn respond(stream: &mut TcpStream, head: &str, body: &str) {
    // The client may have gone already, which is what some tests are about.
    let _ = stream.write_all(format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n{body}").as_bytes());
}

/// The kind inside, and that nothing of the request is repeated.
fn kind(error: &Error) -> TransportErrorKind {
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(!shown.contains("DBInstanceId") && !shown.contains("ACS3-HMAC"), "{shown}");
    }
    error.transport_error().unwrap().kind()
}

#[test]
fn an_answer() {
    let endpoint = listen(|stream, head| {
        let lower = head.to_ascii_lowercase();
        let good =
            head.starts_with("POST /?ClientToken=") && lower.matches("\r\nhost: 127.0.0.1:").count() == 1;
        let status = if good { "200 OK" } else { "400 Bad" };
        respond(stream, &format!("{status}\r\ncontent-length: 17"), r#"{"RequestId":"1"}"#);
    });
    assert_eq!(call(&endpoint).unwrap().request_id.as_deref(), Some("1"));
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = listen(|_, _| panic!("the redirect was followed"));
    let endpoint =
        listen(move |stream, _| respond(stream, &format!("302 Found\r\nlocation: {elsewhere}/"), ""));
    let error = call(&endpoint).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Response, Some(302)));
    assert_eq!(error.message(), "redirects are not followed (this one leads to 127.0.0.1)");
}

#[test]
fn an_answer_that_says_it_is_too_large() {
    // It never sends the body: the length alone must be enough.
    let endpoint = listen(|stream, _| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n");
        thread::sleep(Duration::from_secs(1));
    });
    let error = call(&endpoint).unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
    assert_eq!(error.to_string(), "the answer is larger than 1000 bytes (HTTP 200, DescribeBackups)");
}

#[test]
fn an_answer_that_turns_out_too_large() {
    let endpoint = listen(|stream, _| respond(stream, "200 OK", &"x".repeat(1001)));
    assert_eq!(kind(&call(&endpoint).unwrap_err()), TransportErrorKind::TooLarge);
    let endpoint = listen(|stream, _| respond(stream, "200 OK", &format!("{:1000}", r#"{"RequestId":"1"}"#)));
    assert!(call(&endpoint).is_ok());
}

#[test]
fn a_server_that_is_slow_to_answer_or_in_the_middle() {
    for beginning in ["", "HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"Req"] {
        let endpoint = listen(move |stream, _| {
            let _ = stream.write_all(beginning.as_bytes());
            thread::sleep(Duration::from_secs(2));
        });
        let start = Instant::now();
        let error = call(&endpoint).unwrap_err();
        assert_eq!((error.kind(), kind(&error)), (ErrorKind::Timeout, TransportErrorKind::Timeout));
        let host = endpoint.trim_start_matches("http://");
        assert_eq!(
            error.message(),
            format!("no answer from {host} (region cn-hangzhou), or no more of it, within 300ms")
        );
        assert!(start.elapsed() < Duration::from_millis(1500));
    }
}

#[test]
fn a_connection_that_is_refused() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = call(&format!("http://{address}")).unwrap_err();
    assert_eq!((error.kind(), kind(&error)), (ErrorKind::Transport, TransportErrorKind::Connect));
    let expected = format!("no connection to {address} (region cn-hangzhou): ");
    assert!(error.message().starts_with(&expected) && error.message().contains("refused"), "{error}");
    assert!(std::error::Error::source(&error).is_none(), "each thing is said once: {error:?}");
}

#[test]
fn a_connection_that_breaks() {
    for beginning in ["", "HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"Req", "nonsense\r\n\r\n"] {
        let endpoint = listen(move |stream, _| {
            let _ = stream.write_all(beginning.as_bytes());
        });
        let error = call(&endpoint).unwrap_err();
        assert_eq!(
            (error.kind(), kind(&error)),
            (ErrorKind::Transport, TransportErrorKind::Interrupted),
            "{error}"
        );
        assert!(
            error.message().starts_with("the connection to 127.0.0.1:")
                && error.message().contains(" broke: "),
            "{error}"
        );
    }
}

#[test]
fn an_answer_that_breaks_off_keeps_its_status_and_its_request_id() {
    let large = "x".repeat(1001);
    for (length, body) in [("17", "{"), ("1001", large.as_str())] {
        let head = format!("503 No\r\nx-acs-request-id: R-1\r\nserver: S\r\ncontent-length: {length}");
        let body = body.to_owned();
        let endpoint = listen(move |stream, _| respond(stream, &head, &body));
        let error = call(&endpoint).unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Transport, Some(503)));
        assert_eq!(
            (error.request_id(), error.headers()["server"].as_bytes()),
            (Some("R-1"), b"S".as_slice())
        );
        assert!(error.to_string().ends_with("(HTTP 503, request id R-1, DescribeBackups)"), "{error}");
    }
}

/// A server that lets clients believe in connections that it then closes.
#[test]
fn connections_that_went_stale_do_not_show() {
    let endpoint = listen(|stream, _| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"RequestId\":\"1\"}");
    });
    let config = Config::builder()
        .endpoint(endpoint)
        .region("cn-hangzhou")
        .credentials(StaticCredentials::new(Credentials::new("AnId", "ASecret")))
        .build()
        .unwrap();
    let request = describe_backups(&config);
    run(async {
        for _ in 0..50 {
            request.clone().send::<Backups>().await.unwrap();
        }
    });
}

#[test]
fn unused_connections_are_kept_or_not() {
    for (kept, expected) in [(10, 1), (0, 3)] {
        let connections = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let counted = std::sync::Arc::clone(&connections);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming() {
                counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                thread::spawn(move || answer_all(stream.unwrap()));
            }
        });
        let config = Config::builder()
            .endpoint(endpoint)
            .region("cn-hangzhou")
            .credentials(StaticCredentials::new(Credentials::new("AnId", "ASecret")))
            .pool_max_idle_per_host(kept)
            .pool_idle_timeout(Duration::from_secs(60))
            .build()
            .unwrap();
        let request = describe_backups(&config);
        run(async {
            for _ in 0..3 {
                request.clone().send::<Backups>().await.unwrap();
            }
        });
        assert_eq!(connections.load(std::sync::atomic::Ordering::SeqCst), expected);
    }
}

/// Answers every request of a connection.
fn answer_all(mut stream: TcpStream) {
    let mut head = Vec::new();
    let mut byte = [0];
    while stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.extend(byte);
        if head.ends_with(b"\r\n\r\n") {
            head.clear();
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"RequestId\":\"1\"}");
        }
    }
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let request = http::Request::post("http://127.0.0.1:1/").body(bytes::Bytes::new()).unwrap();
    let transport = ReqwestTransport::new();
    let mut future = transport.send(alibabacloud_runtime::transport::HttpRequest::new(request, 1));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = future.as_mut().poll(&mut context) else {
        panic!("it must fail at once");
    };
    assert_eq!(
        error.to_string(),
        "there is no Tokio runtime; call from within one, or use wait() of the feature blocking"
    );
}

#[test]
fn a_certificate_is_checked_without_a_process_wide_provider() {
    // Plain bytes where TLS is expected: the client was built, and refuses.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("https://{}", listener.local_addr().unwrap());
    thread::spawn(move || respond(&mut listener.accept().unwrap().0, "200 OK", "{}"));
    let error = call(&endpoint).unwrap_err();
    assert_eq!((error.kind(), kind(&error)), (ErrorKind::Transport, TransportErrorKind::Connect), "{error}");
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

static COPY: Operation = Operation::new("CopyThing", &RDS)
    .at(Method::Put, "/things")
    .media(Media::Bytes)
    .parameters(&[Parameter::new("body").place(Place::Body).required()]);

const PIECE: usize = 64 * 1024;
const PIECES: usize = 800;

/// A body of 50 MiB, of which one piece is made at a time; it waits where it is told to.
struct Large(usize, Duration);

impl Stream for Large {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        thread::sleep(self.1);
        self.0 += 1;
        Poll::Ready((self.0 <= PIECES).then(|| Ok(Bytes::from(vec![b'x'; PIECE]))))
    }
}

#[test]
fn large_bodies_go_and_come_piece_by_piece() {
    let (report, sent) = mpsc::channel();
    let endpoint = listen(move |stream, head| {
        let expected = PIECE * PIECES;
        let mut received = 0;
        let mut piece = vec![0; PIECE];
        while received < expected {
            received += stream.read(&mut piece).unwrap();
        }
        report.send((head.to_ascii_lowercase(), received)).unwrap();
        stream
            .write_all(format!("HTTP/1.1 200 OK\r\ncontent-length: {expected}\r\n\r\n").as_bytes())
            .unwrap();
        for _ in 0..PIECES {
            stream.write_all(&vec![b'y'; PIECE]).unwrap();
        }
    });
    let payload = Payload::from_stream(|| Large(0, Duration::ZERO));
    let received = run(async {
        // Larger than what an answer in memory may have.
        let call = request(&config(&endpoint), &COPY).with_payload(0, payload).stream();
        let mut stream = call.await.unwrap().into_value();
        let mut received = 0;
        while let Some(piece) = stream.try_next().await.unwrap() {
            assert!(piece.iter().all(|byte| *byte == b'y') && piece.len() <= 16 * PIECE);
            received += piece.len();
        }
        received
    });
    let (head, length) = sent.recv().unwrap();
    assert_eq!((received, length), (PIECE * PIECES, PIECE * PIECES));
    assert!(head.starts_with("put /things ") && head.contains("content-length: 52428800\r\n"), "{head}");
    assert!(!head.contains("transfer-encoding"), "{head}");
}

#[test]
fn sending_a_body_does_not_count_against_the_wait_for_the_answer() {
    let endpoint = listen(|stream, _| {
        let mut received = 0;
        let mut piece = vec![0; PIECE];
        while received < 4 * PIECE {
            received += stream.read(&mut piece).unwrap();
        }
        respond(stream, "200 OK", "");
    });
    struct Slow(Large);
    impl Stream for Slow {
        type Item = io::Result<Bytes>;
        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            if self.0.0 == 4 { Poll::Ready(None) } else { Pin::new(&mut self.0).poll_next(context) }
        }
    }
    // 800 ms in all, with a limit of 300 ms for the answer.
    let payload = Payload::from_stream(|| Slow(Large(0, Duration::from_millis(200))));
    run(request(&config(&endpoint), &COPY).with_payload(0, payload).send::<()>()).unwrap();
}
