//! Limits for connecting and for the next bytes, of a client and of a call.

use crate::support::{Backups, describe_backups, run};
use alibabacloud_runtime::{
    CallOptions, Config, Error, ErrorKind, RetryPolicy,
    credentials::{Credentials, StaticCredentials},
    transport::{
        BoxFuture, HttpRequest, HttpResponse, ReqwestTransport, Transport, TransportError,
        TransportErrorKind as Kind,
    },
};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

const MS: fn(u64) -> Duration = Duration::from_millis;
/// Longer than a test may take.
const LONG: Duration = Duration::from_secs(600);

/// A limit for connecting, and one for the next bytes, in milliseconds.
type Limits = (Option<u64>, Option<u64>);

fn config(limits: Limits, endpoint: &str, transport: Option<Arc<dyn Transport>>) -> Config {
    let mut builder = Config::builder()
        .endpoint(endpoint)
        .region("cn-hangzhou")
        .credentials(StaticCredentials::new(Credentials::new("AnId", "ASecret")))
        .attempt_timeout(LONG)
        .call_timeout(LONG)
        .retry(RetryPolicy::never());
    if let Some(limit) = limits.0 {
        builder = builder.connect_timeout(MS(limit));
    }
    if let Some(limit) = limits.1 {
        builder = builder.read_timeout(MS(limit));
    }
    if let Some(transport) = transport {
        builder = builder.transport(transport);
    }
    builder.build().unwrap()
}

fn options(limits: Limits) -> CallOptions {
    let options = CallOptions::new();
    let options = limits.0.map_or(options.clone(), |limit| options.connect_timeout(MS(limit)));
    limits.1.map_or(options.clone(), |limit| options.read_timeout(MS(limit)))
}

/// A server that sends a text to whoever asks, or not even that, and then nothing.
fn silent_after(text: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut kept: Vec<TcpStream> = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            if !text.is_empty() {
                let _ = stream.read(&mut [0; 4096]).unwrap();
                stream.write_all(text.as_bytes()).unwrap();
            }
            kept.push(stream);
        }
    });
    address.to_string()
}

/// The message without the place that it names.
fn unplaced(error: &Error, endpoint: &str) -> String {
    let host = endpoint.rsplit('/').next().unwrap();
    error.message().replace(&format!("{host} (region cn-hangzhou)"), "there")
}

fn failure(config: &Config, options: CallOptions) -> (Error, Duration) {
    let (error, began) = run(async {
        // Reading the certificates of the system takes its time, which is not what is measured.
        let began = Instant::now();
        (describe_backups(config).configure(options).send::<Backups>().await.unwrap_err(), began)
    });
    (error, began.elapsed())
}

#[test]
fn each_limit_is_settable_for_a_client_and_for_a_call() {
    // A server of TLS that says nothing: there is no connection before its certificate was checked.
    let no_tls = format!("https://{}", silent_after(""));
    let no_answer = format!("http://{}", silent_after(""));
    let no_body = format!("http://{}", silent_after("HTTP/1.1 403 No\r\ncontent-length: 9\r\n\r\n"));
    let waits = |what, limit| format!("no {what} within {:?}", MS(limit));
    let (connection, answer) = ("connection to there", "answer from there, or no more of it,");
    for (endpoint, client, call, kind, status, message) in [
        (&no_tls, (Some(100), None), (None, None), Kind::ConnectTimeout, None, waits(connection, 100)),
        (&no_tls, (None, None), (Some(100), None), Kind::ConnectTimeout, None, waits(connection, 100)),
        (&no_tls, (Some(100), None), (Some(200), None), Kind::ConnectTimeout, None, waits(connection, 200)),
        (
            &no_tls,
            (Some(600_000), None),
            (Some(100), None),
            Kind::ConnectTimeout,
            None,
            waits(connection, 100),
        ),
        // Connecting does not count against the answer.
        (&no_tls, (None, Some(10)), (Some(300), None), Kind::ConnectTimeout, None, waits(connection, 300)),
        (&no_answer, (None, Some(100)), (None, None), Kind::Timeout, None, waits(answer, 100)),
        (&no_answer, (None, None), (None, Some(100)), Kind::Timeout, None, waits(answer, 100)),
        (&no_answer, (None, Some(100)), (None, Some(200)), Kind::Timeout, None, waits(answer, 200)),
        (
            &no_answer,
            (Some(10), Some(600_000)),
            (Some(10), Some(100)),
            Kind::Timeout,
            None,
            waits(answer, 100),
        ),
        (&no_body, (None, Some(100)), (None, None), Kind::Timeout, Some(403), waits(answer, 100)),
        (&no_body, (None, Some(600_000)), (None, Some(100)), Kind::Timeout, Some(403), waits(answer, 100)),
    ] {
        let config = config(client, endpoint, None);
        let (error, took) = failure(&config, options(call));
        let row = format!("{endpoint} {client:?} {call:?}: {error:?}");
        assert_eq!(error.transport_error().map(TransportError::kind), Some(kind), "{row}");
        assert_eq!((error.kind(), unplaced(&error, endpoint)), (ErrorKind::Timeout, message), "{row}");
        assert_eq!(error.status(), status, "{row}");
        assert!(took < Duration::from_secs(20), "{row} took {took:?}");
    }
}

#[test]
fn a_transport_that_is_given_keeps_its_own_limits() {
    let endpoint = format!("http://{}", silent_after(""));
    let transport = ReqwestTransport::with_timeouts(LONG, MS(100));
    let config = config((None, None), &endpoint, Some(Arc::new(transport)));
    for (limit, expected) in [(None, "100ms"), (Some(200), "200ms")] {
        let (error, _) = failure(&config, options((None, limit)));
        assert_eq!(
            unplaced(&error, &endpoint),
            format!("no answer from there, or no more of it, within {expected}")
        );
    }
}

/// What requests say of their limits.
#[derive(Clone, Debug, Default)]
struct Recorder(Arc<Mutex<Vec<[Option<Duration>; 2]>>>);

impl Transport for Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        self.0.lock().unwrap().push([request.connect_timeout, request.read_timeout]);
        Box::pin(std::future::ready(Ok(HttpResponse::new(r#"{"RequestId":"1"}"#.into()))))
    }
}

#[test]
fn other_transports_are_told() {
    for (client, call, expected) in [
        ((None, None), (None, None), (None, None)),
        ((Some(1), Some(2)), (None, None), (Some(1), Some(2))),
        ((Some(1), Some(2)), (Some(3), None), (Some(3), Some(2))),
        ((None, None), (Some(3), Some(4)), (Some(3), Some(4))),
        ((Some(1), Some(2)), (Some(3), Some(4)), (Some(3), Some(4))),
    ] {
        let recorder = Recorder::default();
        let config = config(client, "one.example", Some(Arc::new(recorder.clone())));
        run(describe_backups(&config).configure(options(call)).send::<Backups>()).unwrap();
        let expected = [expected.0.map(MS), expected.1.map(MS)];
        assert_eq!(*recorder.0.lock().unwrap(), [expected], "{client:?} {call:?}");
    }
}

#[test]
fn a_limit_of_nothing_is_refused() {
    let message = "is zero, so that every call would fail; leave it out, or set a longer one";
    for (name, limits) in [("connect_timeout", (Some(0), None)), ("read_timeout", (None, Some(0)))] {
        let recorder = Recorder::default();
        let config = config((None, None), "one.example", Some(Arc::new(recorder.clone())));
        let (error, _) = failure(&config, options(limits));
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
        assert_eq!(error.message(), format!("{name} {message}"));
        let builder = config.to_builder();
        let builder = limits.0.map_or(builder, |_| config.to_builder().connect_timeout(Duration::ZERO));
        let builder = if limits.1.is_some() { builder.read_timeout(Duration::ZERO) } else { builder };
        assert_eq!(builder.build().unwrap_err().message(), format!("{name} {message}"));
    }
}
