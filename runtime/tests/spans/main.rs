//! Spans and events as a subscriber sees them. A process of its own: its subscriber must be there before the first span,
//! and spans of other tests are none of its business.

#![cfg(feature = "tracing")]
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "../call/scripted.rs"]
#[allow(dead_code, reason = "it has more than is needed here")]
mod scripted;
#[path = "../call/support.rs"]
#[allow(dead_code, reason = "it has more than is needed here")]
mod support;

use crate::scripted::{Script, Step, answer, code, good, read, run_paused};
use crate::support::{Backups, InMemory, describe_backups, ok};
use alibabacloud_runtime::{
    Config,
    credentials::{Credentials, StaticCredentials},
};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, Once},
    time::Duration,
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::set_global_default,
};

/// The name of a span or the message of an event, the name of the span around it, and its fields.
#[derive(Clone, Debug, Default)]
struct Seen {
    name: String,
    parent: Option<String>,
    fields: BTreeMap<String, String>,
    is_event: bool,
}

thread_local! {
    /// Events are among the spans.
    static ALL: RefCell<Vec<Seen>> = const { RefCell::new(Vec::new()) };
    /// The spans that are entered.
    static ENTERED: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Keeps what it sees of each thread, which is that of one test.
struct Collector;

fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.fields.insert(field.name().to_owned(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name().to_owned(), value.to_owned());
    }
}

fn keep(mut seen: Seen, parent: Option<&Id>) -> Id {
    ALL.with_borrow_mut(|all| {
        seen.parent = parent.map(|id| all[index(id)].name.clone());
        all.push(seen);
        Id::from_u64(all.len() as u64)
    })
}

fn entered() -> Vec<String> {
    let name = |index: &usize| ALL.with_borrow(|all| all[*index].name.clone());
    ENTERED.with_borrow(|entered| entered.iter().map(name).collect())
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "alibabacloud"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut seen = Seen { name: span.metadata().name().to_owned(), ..Seen::default() };
        span.record(&mut seen);
        keep(seen, span.parent())
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        ALL.with_borrow_mut(|all| values.record(&mut all[index(span)]));
    }

    fn event(&self, event: &Event<'_>) {
        let mut seen = Seen { is_event: true, ..Seen::default() };
        event.record(&mut seen);
        seen.name = seen.fields.remove("message").unwrap();
        keep(seen, event.parent());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, span: &Id) {
        ENTERED.with_borrow_mut(|entered| entered.push(index(span)));
    }

    fn exit(&self, _: &Id) {
        ENTERED.with_borrow_mut(Vec::pop);
    }
}

/// What is seen while `work` is done.
fn seen(work: impl FnOnce()) -> Vec<Seen> {
    static SUBSCRIBER: Once = Once::new();
    SUBSCRIBER.call_once(|| set_global_default(Collector).unwrap());
    work();
    ALL.take()
}

fn check(seen: &Seen, name: &str, parent: Option<&str>, fields: &[(&str, &str)]) {
    assert_eq!((seen.name.as_str(), seen.parent.as_deref()), (name, parent));
    let expected = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    assert_eq!(seen.fields, expected, "{name}");
}

const CALL: &[(&str, &str)] = &[
    ("otel.name", "Rds/DescribeThing"),
    ("otel.kind", "client"),
    ("rpc.system", "alibabacloud"),
    ("rpc.service", "Rds"),
    ("rpc.method", "DescribeThing"),
];

const ATTEMPT: &[(&str, &str)] = &[
    ("otel.name", "POST"),
    ("otel.kind", "client"),
    ("http.request.method", "POST"),
    ("server.address", "rds.aliyuncs.com"),
    ("server.port", "443"),
];

#[test]
fn a_call_has_a_span_with_one_for_each_attempt() {
    let busy = code(503, "Throttling.User").with("retry-after", "7");
    let script = Script::new([busy, answer(200, r#"{"RequestId":"good","Surprise":1}"#)]);
    let all = seen(|| {
        run_paused(read(&script.config()).send::<Backups>()).unwrap();
    });
    assert_eq!(all.len(), 5, "{all:?}");
    check(&all[0], "call", None, CALL);
    let refused = [
        ("http.response.status_code", "503"),
        ("alibabacloud.request_id", "r"),
        ("otel.status_code", "ERROR"),
        ("error.type", "Throttling.User"),
    ];
    check(&all[1], "attempt", Some("call"), &[ATTEMPT, &refused].concat());
    let waits = [("attempts", "1"), ("wait_ms", "7000"), ("reason", "Throttling.User")];
    check(&all[2], "another attempt follows", Some("call"), &waits);
    let answered = [
        ("http.request.resend_count", "1"),
        ("http.response.status_code", "200"),
        ("alibabacloud.request_id", "good"),
    ];
    check(&all[3], "attempt", Some("call"), &[ATTEMPT, &answered].concat());
    check(&all[4], "the answer departs from the specification", Some("call"), &[("count", "1")]);
    assert!(all[2].is_event && all[4].is_event && !all[3].is_event);
}

#[test]
fn an_attempt_that_breaks_off_has_the_status_in_its_span() {
    let all = seen(|| {
        run_paused(read(&Script::new([Step::BreaksOff(502)]).config()).send::<Backups>()).unwrap_err();
    });
    let broken =
        [("http.response.status_code", "502"), ("otel.status_code", "ERROR"), ("error.type", "transport")];
    check(&all[1], "attempt", Some("call"), &[ATTEMPT, &broken].concat());
}

#[test]
fn a_request_is_sent_within_its_spans() {
    let at_sending = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&at_sending);
    let transport = InMemory::new(move |_| {
        noted.lock().unwrap().push(entered());
        ok(r#"{"RequestId":"good"}"#)
    });
    let all = seen(|| {
        run_paused(read(&transport.config()).send::<Backups>()).unwrap();
    });
    assert_eq!(*at_sending.lock().unwrap(), [["call", "attempt"]]);
    assert_eq!((all.len(), entered().len()), (2, 0));
}

#[test]
fn the_end_of_a_call_is_on_its_span() {
    let slow = || Script::new([Step::Takes(Duration::from_secs(50))]).config();
    let all = seen(|| {
        run_paused(async {
            let call = read(&slow()).send::<Backups>();
            tokio::time::timeout(Duration::from_secs(1), call).await.unwrap_err();
        });
        run_paused(read(&slow()).send::<Backups>()).unwrap_err();
        run_paused(read(&Script::new([answer(404, "")]).config()).send::<Backups>()).unwrap_err();
    });
    let calls: Vec<_> = all.iter().filter(|one| one.name == "call").collect();
    for (call, reason) in calls.iter().zip(["cancelled", "timeout", "service"]) {
        check(call, "call", None, &[CALL, &[("otel.status_code", "ERROR"), ("error.type", reason)]].concat());
    }
    assert_eq!(calls.len(), 3);
}

/// A script's configuration with temporary credentials.
fn secretive(script: &Script) -> Config {
    let credentials = Credentials::with_token("hush-id", "hush-secret", "hush-token");
    script.config().to_builder().credentials(StaticCredentials::new(credentials)).build().unwrap()
}

#[test]
fn no_secret_and_no_value_is_in_a_field() {
    let repeats = r#"{"Code":"InvalidThing","Message":"hush-value hush-secret","RequestId":"r"}"#;
    let departs = r#"{"RequestId":"hush-free","Items":"hush-answer"}"#;
    let unreadable = "hush-answer";
    let scripts = [
        Script::new([answer(503, repeats), answer(400, repeats)]),
        Script::new([answer(503, "hush-answer"), good().with("set-cookie", "hush-answer")]),
        Script::new([answer(200, departs)]),
        Script::new([answer(200, unreadable)]),
        Script::new([answer(302, "").with("location", "https://hush.example/")]),
    ];
    let all = seen(|| {
        for script in &scripts {
            let request = describe_backups(&secretive(script)).with(0, &"hush-value".to_owned());
            // Whatever comes of it.
            let _ = run_paused(request.send::<Backups>());
        }
    });
    let signatures = scripts.iter().flat_map(Script::requests).map(|request| {
        let authorization = request.headers()["authorization"].to_str().unwrap().to_owned();
        authorization.rsplit_once('=').unwrap().1.to_owned()
    });
    let shown = format!("{all:?}").replace("hush-free", "");
    assert!(all.len() > 10, "{shown}");
    for secret in signatures.chain(["hush", "DBInstanceId", "Signature", "?"].map(str::to_owned)) {
        assert!(!shown.contains(&secret), "{secret} is in {shown}");
    }
}
