//! A row of the tables: what the server does, and what the caller is to see of it.

use crate::{
    server::{Script, Step, listen, send},
    support::{Backups, DESCRIBE_TASKS, Tasks, describe_backups, request, run},
};
use alibabacloud_runtime::{
    Config, Error, ErrorKind, Response, RetryPolicy,
    credentials::{Credentials, StaticCredentials},
    transport::{ReqwestTransport, TransportErrorKind},
};
use std::{
    sync::{Arc, LazyLock, Mutex, atomic::Ordering, mpsc},
    thread,
    time::{Duration, Instant},
};

/// An answer that is in order; `page=7 items=1`.
pub(crate) const GOOD: &str = r#"{"RequestId":"R-1","PageNumber":7,"Items":{"Backup":[{"BackupId":"1"}]}}"#;
pub(crate) const SEEN: &str = "page=7 items=1";
/// The id that answers have in a header, if they have it there.
pub(crate) const ID: &str = "x-acs-request-id: R-1\r\n";

/// An answer with a length, after which the connection is closed. `head` is the status and further headers.
pub(crate) fn answer(head: &str, body: impl AsRef<[u8]>) -> Step {
    kept(&format!("{head}\r\nconnection: close"), body)
}

/// The same on a connection that may be used again: if the server closes it, the next request may come too late.
pub(crate) fn kept(head: &str, body: impl AsRef<[u8]>) -> Step {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend(body);
    send(bytes)
}

/// An answer of status 200 with the id in its head.
pub(crate) fn ok(body: impl AsRef<[u8]>) -> Step {
    answer("200 OK\r\nx-acs-request-id: R-1", body)
}

pub(crate) fn good() -> Step {
    ok(GOOD)
}

/// More than a call may take: its own limit is 6 seconds.
const LONGEST: Duration = Duration::from_secs(20);

/// One for all, since it takes a while to read the certificates of the system.
static TRANSPORT: LazyLock<ReqwestTransport> =
    LazyLock::new(|| ReqwestTransport::with_timeouts(Duration::from_secs(2), Duration::from_millis(500)));

/// What became of a call.
#[derive(Debug)]
struct Seen {
    value: Option<String>,
    error: Option<Error>,
    status: Option<u16>,
    request_id: Option<String>,
    attempts: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Case {
    name: &'static str,
    scripts: Vec<Script>,
    value: Option<&'static str>,
    kind: Option<ErrorKind>,
    transport: Option<TransportErrorKind>,
    code: Option<&'static str>,
    status: Option<u16>,
    request_id: Option<&'static str>,
    excerpt: Option<&'static str>,
    message: Option<&'static str>,
    requests: u32,
    calls: u32,
    call_timeout: Duration,
    limit: usize,
    with_envelope: bool,
}

/// A row whose connections go by `scripts`, and whose call succeeds at once with status 200 and the id, unless the row
/// says otherwise.
pub(crate) fn case(name: &'static str, scripts: impl Into<Vec<Script>>) -> Case {
    Case {
        name,
        scripts: scripts.into(),
        value: Some(SEEN),
        kind: None,
        transport: None,
        code: None,
        status: Some(200),
        request_id: Some("R-1"),
        excerpt: None,
        message: None,
        requests: 1,
        calls: 1,
        call_timeout: Duration::from_secs(6),
        limit: 4096,
        with_envelope: false,
    }
}

impl Case {
    pub(crate) fn gives(self, value: &'static str) -> Self {
        Self { value: Some(value), ..self }
    }
    pub(crate) fn fails(self, kind: ErrorKind) -> Self {
        Self { value: None, kind: Some(kind), ..self }
    }
    /// Fails without an answer of which anything is known.
    pub(crate) fn breaks(self, kind: TransportErrorKind) -> Self {
        self.breaks_off(kind).status(None).id(None)
    }
    /// Fails after the head of the answer arrived.
    pub(crate) fn breaks_off(self, kind: TransportErrorKind) -> Self {
        let timeout = kind == TransportErrorKind::Timeout;
        let error = if timeout { ErrorKind::Timeout } else { ErrorKind::Transport };
        Self { transport: Some(kind), ..self.fails(error) }
    }
    pub(crate) fn code(self, code: &'static str) -> Self {
        Self { code: Some(code), ..self }
    }
    pub(crate) fn status(self, status: impl Into<Option<u16>>) -> Self {
        Self { status: status.into(), ..self }
    }
    pub(crate) fn id(self, request_id: impl Into<Option<&'static str>>) -> Self {
        Self { request_id: request_id.into(), ..self }
    }
    pub(crate) fn excerpt(self, excerpt: &'static str) -> Self {
        Self { excerpt: Some(excerpt), ..self }
    }
    pub(crate) fn message(self, message: &'static str) -> Self {
        Self { message: Some(message), ..self }
    }
    pub(crate) fn requests(self, requests: u32) -> Self {
        Self { requests, ..self }
    }
    /// So many calls by one client, of which the last counts.
    pub(crate) fn calls(self, calls: u32) -> Self {
        Self { calls, ..self }
    }
    /// The time limit of the whole call, in milliseconds.
    pub(crate) fn within(self, milliseconds: u64) -> Self {
        Self { call_timeout: Duration::from_millis(milliseconds), ..self }
    }
    pub(crate) fn limit(self, limit: usize) -> Self {
        Self { limit, ..self }
    }
    /// Of an operation that reports errors inside a body of status 200.
    pub(crate) fn with_envelope(self) -> Self {
        Self { with_envelope: true, ..self }
    }

    fn call(&self, endpoint: &str) -> Seen {
        let brief = Duration::from_millis(1);
        let config = Config::builder()
            .endpoint(endpoint)
            .region("cn-hangzhou")
            .credentials(StaticCredentials::new(Credentials::new("AnId", "ASecret")))
            .transport(TRANSPORT.clone())
            .attempt_timeout(Duration::from_millis(1500))
            .call_timeout(self.call_timeout)
            .max_response_bytes(self.limit)
            .retry(RetryPolicy::new().base_delay(brief).throttled_delay(brief).max_delay(brief))
            .build()
            .unwrap();
        run(async {
            let (backups, tasks) = (describe_backups(&config), request(&config, &DESCRIBE_TASKS));
            let tasks = tasks.with(0, &"plan".to_owned());
            let mut seen = None;
            for _ in 0..self.calls {
                seen = Some(if self.with_envelope {
                    Seen::new(tasks.clone().send_detailed::<Tasks>().await, |page| {
                        format!("success={} items={}", option(page.success), page.items.len())
                    })
                } else {
                    Seen::new(backups.clone().send_detailed::<Backups>().await, |page| {
                        format!("page={} items={}", option(page.page_number), page.items.len())
                    })
                });
                // A server that has more to say than was asked for gets the time to say it.
                tokio::time::sleep(Duration::from_millis(if self.calls > 1 { 100 } else { 0 })).await;
            }
            seen.unwrap()
        })
    }

    /// What is wrong with how the row came out.
    fn mistakes(&self, seen: &Seen, counted: Option<u32>) -> Vec<String> {
        let mut mistakes = Vec::new();
        let mut check = |what: &str, found: String, expected: String| {
            if found != expected {
                mistakes.push(format!("{what} is {found}, not {expected}"));
            }
        };
        let error = seen.error.as_ref();
        check("value", format!("{:?}", seen.value.as_deref()), format!("{:?}", self.value));
        check("kind", format!("{:?}", error.map(Error::kind)), format!("{:?}", self.kind));
        let transport =
            error.and_then(Error::transport_error).map(alibabacloud_runtime::transport::TransportError::kind);
        check("transport", format!("{transport:?}"), format!("{:?}", self.transport));
        check("code", format!("{:?}", error.and_then(Error::code)), format!("{:?}", self.code));
        check("status", format!("{:?}", seen.status), format!("{:?}", self.status));
        check("request id", format!("{:?}", seen.request_id.as_deref()), format!("{:?}", self.request_id));
        // Of several calls, each sends as many requests.
        check("attempts", seen.attempts.to_string(), self.requests.to_string());
        if let Some(counted) = counted {
            check("number of requests", counted.to_string(), (self.requests * self.calls).to_string());
        }
        let excerpt = error.and_then(Error::body_excerpt).unwrap_or_default();
        if self.excerpt.is_some_and(|expected| !excerpt.contains(expected)) {
            mistakes.push(format!("the excerpt is {excerpt:?}"));
        }
        let message = error.map(Error::message).unwrap_or_default();
        if self.message.is_some_and(|expected| !message.contains(expected)) {
            mistakes.push(format!("the message is {message:?}"));
        }
        let shown = error.map(|error| format!("{error} {error:?}")).unwrap_or_default();
        if shown.contains("ASecret") || shown.contains("DBInstanceId") || shown.len() > 8000 {
            mistakes.push(format!("{} bytes are shown: {shown:.200}", shown.len()));
        }
        mistakes
    }

    fn run(self) -> Vec<String> {
        let refused = self.scripts.is_empty();
        let (endpoint, requests) = if refused {
            let unused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            (format!("http://{unused}"), Arc::default())
        } else {
            listen(self.scripts.clone())
        };
        let (sender, receiver) = mpsc::channel();
        let (case, started) = (self.clone(), Instant::now());
        let call = thread::spawn(move || sender.send(case.call(&endpoint)));
        let seen = receiver.recv_timeout(LONGEST);
        let mistakes = match seen {
            Ok(seen) => self.mistakes(&seen, (!refused).then(|| requests.load(Ordering::SeqCst))),
            Err(_) if call.is_finished() => vec!["panicked".to_owned()],
            Err(_) => vec![format!("took more than {:?}", started.elapsed())],
        };
        mistakes.into_iter().map(|mistake| format!("{}: {mistake}", self.name)).collect()
    }
}

impl Seen {
    fn new<R>(result: Result<Response<R>, Error>, show: impl Fn(&R) -> String) -> Self {
        match result {
            Ok(response) => Self {
                value: Some(show(response.value())),
                status: Some(response.status()),
                request_id: response.request_id().map(str::to_owned),
                attempts: response.attempts(),
                error: None,
            },
            Err(error) => Self {
                value: None,
                status: error.status(),
                request_id: error.request_id().map(str::to_owned),
                attempts: error.attempts(),
                error: Some(error),
            },
        }
    }
}

fn option<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

/// Runs all rows, several at a time, and reports everything that is wrong.
#[track_caller]
pub(crate) fn check(cases: Vec<Case>) {
    let count = cases.len();
    // Shown with --nocapture.
    println!("{count} cases");
    let (queue, mistakes) = (Mutex::new(cases), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    // In a statement of its own, so that the queue is free while the case runs.
                    let next = queue.lock().unwrap().pop();
                    let Some(case) = next else { break };
                    let found = case.run();
                    mistakes.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mistakes = mistakes.into_inner().unwrap();
    assert!(mistakes.is_empty(), "of {count} cases:\n{}", mistakes.join("\n"));
}
