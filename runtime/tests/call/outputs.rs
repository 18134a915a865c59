//! Answers that are no JSON objects: lists, maps, single values, nothing, and bytes.

use crate::support::{Backup, InMemory, RDS, request, run};
use alibabacloud_runtime::{
    ByteStream, DepartureKind, Error, ErrorKind, Payload, Value,
    codegen::{Media, Method, Operation, Output, Parameter, Place, sha256_hex},
    transport::{
        BoxFuture, HttpRequest, HttpResponse, Pieces, Transport, TransportError, TransportErrorKind,
    },
};
use bytes::Bytes;
use futures_core::Stream;
use std::{
    collections::BTreeMap,
    fmt::Debug,
    io,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

static GET: Operation = Operation::new("GetThing", &RDS).at(Method::Get, "/things").reads();

fn answer<R: Output + Send + 'static>(body: &[u8]) -> Result<(R, Vec<DepartureKind>), Error> {
    let transport = InMemory::always(200, &[], body);
    let response = run(request(&transport.config(), &GET).send_detailed::<R>())?;
    let departures = response.departures().iter().map(|departure| departure.kind).collect();
    Ok((response.into_value(), departures))
}

#[test]
fn values() {
    fn check<R: Output + Debug + PartialEq + Send + 'static>(
        body: &str,
        value: R,
        departures: &[DepartureKind],
    ) {
        assert_eq!(answer::<R>(body.as_bytes()).unwrap(), (value, departures.to_vec()), "{body}");
    }
    let backup = |id: &str| Backup { backup_id: Some(id.to_owned()), size: None };
    let entry = |name: &str, value: i64| (name.to_owned(), value);
    check(r#"[{"BackupId":"1"},{"BackupId":"2"}]"#, vec![backup("1"), backup("2")], &[]);
    check("[]", Vec::<Backup>::new(), &[]);
    check(r#"["a",1]"#, vec!["a".to_owned(), "1".to_owned()], &[DepartureKind::Converted]);
    check(r#"{"BackupId":"1"}"#, vec![backup("1")], &[DepartureKind::SingleElement]);
    check(r#""""#, Vec::<Backup>::new(), &[DepartureKind::EmptySpelling]);
    check(r#"{"a":1,"b":2}"#, BTreeMap::from([entry("a", 1), entry("b", 2)]), &[]);
    check(r#""text""#, "text".to_owned(), &[]);
    check("7", 7_i64, &[]);
    check(r#""7""#, 7_i32, &[DepartureKind::Converted]);
    check("true", true, &[]);
    check("[1,{}]", serde_json::json!([1, {}]), &[]);
    check("\u{feff}\n[1]", vec![1_i64], &[]);
    for body in ["", "{}", "<html>", "text"] {
        check(body, (), &[]);
    }
    check("\u{0}<html>", Bytes::from_static(b"\0<html>"), &[]);
    check("", Bytes::new(), &[]);
}

#[test]
fn bodies_that_are_not_the_declared_type() {
    fn check<R: Output + Debug + Send + 'static>(body: &str, message: &str) {
        let error = answer::<R>(body.as_bytes()).unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Response, message), "{body}");
        assert_eq!(error.status(), Some(200));
    }
    check::<Vec<Backup>>("", "the body is empty");
    check::<Vec<Backup>>("[1", "not JSON: EOF while parsing a list at line 1, column 3");
    check::<Vec<Backup>>("7", "the body is not of the declared type: expected an object, found 7");
    check::<i64>("[]", "the body is not of the declared type: expected an integer of 64 bits, found []");
    check::<bool>("{}", "the body is not of the declared type: expected true or false, found {}");
    check::<Backup>("[]", "the body is not a JSON object, as Backup is declared");
    check::<String>("null", "the body is not of the declared type: expected a string, found null");
    check::<Value>("{", "not JSON: EOF while parsing an object at line 1, column 2");
}

/// The length of a body in pieces, and the body.
type Received = (Option<u64>, Bytes);

/// Gives bodies in pieces, and keeps what it was sent.
#[derive(Clone, Debug)]
struct InPieces {
    status: u16,
    pieces: Vec<Result<&'static str, TransportErrorKind>>,
    given: Arc<AtomicUsize>,
    takes_uploads: bool,
    received: Arc<Mutex<Vec<Received>>>,
}

impl InPieces {
    fn new(status: u16, pieces: &[Result<&'static str, TransportErrorKind>]) -> Self {
        let (given, received) = (Arc::default(), Arc::default());
        Self { status, pieces: pieces.to_vec(), given, takes_uploads: true, received }
    }

    fn config(&self) -> alibabacloud_runtime::Config {
        InMemory::always(200, &[], b"").config().to_builder().transport(self.clone()).build().unwrap()
    }
}

struct Given(InPieces);

impl Stream for Given {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.0.pieces.get(self.0.given.load(Ordering::SeqCst));
        self.0.given.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(piece.map(|piece| match piece {
            Ok(text) => Ok(Bytes::from_static(text.as_bytes())),
            Err(kind) => Err(TransportError::new(*kind, "broken")),
        }))
    }
}

impl Transport for InPieces {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async {
            let (head, pieces) = self.open(request).await?.into_parts();
            Ok(HttpResponse::from_parts(head, pieces.collect(usize::MAX).await?))
        })
    }

    fn open(&self, request: HttpRequest) -> BoxFuture<'_, Result<http::Response<Pieces>, TransportError>> {
        Box::pin(async {
            let received = match request.upload {
                Some(upload) => (Some(upload.length), upload.pieces.collect(usize::MAX).await?),
                None => (None, request.request.into_body()),
            };
            self.received.lock().unwrap().push(received);
            let response = http::Response::builder().status(self.status).header("x-acs-request-id", "id-1");
            Ok(response.body(Pieces::new(Given(self.clone()))).unwrap())
        })
    }

    fn streams_uploads(&self) -> bool {
        self.takes_uploads
    }
}

fn rest(mut stream: ByteStream) -> (Vec<String>, Option<Error>) {
    let mut pieces = Vec::new();
    loop {
        match run(stream.next()) {
            Some(Ok(piece)) => pieces.push(String::from_utf8(piece.to_vec()).unwrap()),
            Some(Err(error)) => {
                assert!(run(stream.next()).is_none());
                return (pieces, Some(error));
            }
            None => return (pieces, None),
        }
    }
}

#[test]
fn an_answer_comes_piece_by_piece() {
    let transport = InPieces::new(200, &[Ok("one "), Ok("two "), Ok("three")]);
    // The limit is for what is in memory.
    let config = transport.config().to_builder().max_response_bytes(1).build().unwrap();
    let response = run(request(&config, &GET).stream()).unwrap();
    assert_eq!((response.status(), response.request_id()), (200, Some("id-1")));
    assert_eq!(response.headers()["x-acs-request-id"], "id-1");
    assert_eq!(transport.given.load(Ordering::SeqCst), 0, "nothing is taken before it is asked for");
    let (pieces, error) = rest(response.into_value());
    assert_eq!((pieces.concat().as_str(), error.is_none()), ("one two three", true));
}

#[test]
fn an_answer_that_breaks_off_is_an_error_of_its_stream() {
    let transport = InPieces::new(200, &[Ok("one "), Err(TransportErrorKind::Interrupted), Ok("more")]);
    let response = run(request(&transport.config(), &GET).stream()).unwrap();
    let (pieces, error) = rest(response.into_value());
    let error = error.unwrap();
    assert_eq!((pieces.concat().as_str(), error.kind()), ("one ", ErrorKind::Transport));
    assert_eq!(error.to_string(), "broken (GetThing)");
}

#[test]
fn a_refusal_is_an_error_and_no_stream() {
    let body = r#"{"Code":"Forbidden","Message":"No.","RequestId":"id-2"}"#;
    let transport = InPieces::new(403, &[Ok(body)]);
    let error = run(request(&transport.config(), &GET).stream()).unwrap_err();
    assert_eq!(error.to_string(), "Forbidden: No. (HTTP 403, request id id-2, GetThing)");
}

#[test]
fn a_transport_without_pieces_gives_the_whole() {
    let transport = InMemory::always(200, &[], b"all of it");
    let response = run(request(&transport.config(), &GET).stream()).unwrap();
    assert_eq!(rest(response.into_value()).0, ["all of it"]);
}

static PUT: Operation = Operation::new("PutThing", &RDS)
    .at(Method::Put, "/things")
    .media(Media::Bytes)
    .parameters(&[Parameter::new("body").place(Place::Body).required()]);

/// Pieces of a body, of which one may be unreadable.
struct Pieced(std::vec::IntoIter<io::Result<Bytes>>);

impl Stream for Pieced {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// A payload, and how often it was opened.
fn payload(pieces: &'static [&'static str], readable: bool) -> (Payload, Arc<AtomicUsize>) {
    let opened = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&opened);
    let open = move || {
        count.fetch_add(1, Ordering::SeqCst);
        let mut all: Vec<_> = pieces.iter().map(|piece| Ok(Bytes::from_static(piece.as_bytes()))).collect();
        if !readable {
            all.push(Err(io::Error::other("the disk is gone")));
        }
        Pieced(all.into_iter())
    };
    (Payload::from_stream(open), opened)
}

#[test]
fn a_request_goes_piece_by_piece() {
    for takes_uploads in [true, false] {
        let transport = InPieces { takes_uploads, ..InPieces::new(200, &[]) };
        let (payload, opened) = payload(&["one ", "two"], true);
        run(request(&transport.config(), &PUT).with_payload(0, payload).send::<()>()).unwrap();
        // Once for its hash, and once to send it.
        assert_eq!(opened.load(Ordering::SeqCst), 2);
        let length = takes_uploads.then_some(7);
        assert_eq!(*transport.received.lock().unwrap(), [(length, Bytes::from_static(b"one two"))]);
    }
}

#[test]
fn the_hash_is_that_of_the_whole_stream() {
    let transport = InMemory::always(200, &[], b"");
    let (payload, _) = payload(&["one ", "two"], true);
    run(request(&transport.config(), &PUT).with_payload(0, payload).send::<()>()).unwrap();
    let sent = transport.only_request();
    assert_eq!(crate::support::header(&sent, "x-acs-content-sha256"), sha256_hex(b"one two"));
}

#[test]
fn a_stream_that_cannot_be_read_sends_nothing() {
    let transport = InPieces::new(200, &[]);
    let (payload, _) = payload(&["one "], false);
    let error = run(request(&transport.config(), &PUT).with_payload(0, payload).send::<()>()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.to_string(), "the body of the request cannot be read: the disk is gone (PutThing)");
    assert!(transport.received.lock().unwrap().is_empty());
}
