//! Threads that wait for calls.

use crate::scripted::{Script, Step, answer, code, good, read};
use crate::support::{Backups, InMemory, describe_backups, ok, run};
use alibabacloud_runtime::{CallOptions, Error, ErrorKind, NextPage, WaitError, wait_until};
use std::{
    thread,
    time::{Duration, Instant},
};

fn page(id: u32, total: u32) -> String {
    format!(r#"{{"Items":{{"Backup":[{{"BackupId":"{id}"}}]}},"TotalRecordCount":{total},"RequestId":"r"}}"#)
}

fn pages(total: u32) -> Script {
    Script::new((1..=total).map(|id| answer(200, &page(id, total))))
}

#[test]
fn a_plain_thread_can_call() {
    let answer = read(&Script::new([good()]).config()).send_detailed::<Backups>().wait().unwrap();
    assert_eq!((answer.request_id(), answer.attempts()), (Some("good"), 1));
}

#[test]
fn many_threads_can_call_at_once() {
    let transport = InMemory::new(|_| ok(r#"{"RequestId":"good"}"#));
    let request = read(&transport.config());
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..8 {
                    request.clone().send::<Backups>().wait().unwrap();
                }
            });
        }
    });
    assert_eq!(transport.count(), 16 * 8);
}

#[cfg(target_os = "linux")]
#[test]
fn all_calls_share_one_thread() {
    let named = || {
        let threads = std::fs::read_dir("/proc/self/task").unwrap();
        let names =
            threads.filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("comm")).ok());
        // Linux keeps 15 characters of a name.
        names.filter(|name| name.starts_with("alibabacloud-bl")).count()
    };
    let request = read(&Script::new([good()]).config());
    for _ in 0..50 {
        let request = request.clone();
        thread::spawn(move || request.send::<Backups>().wait().unwrap()).join().unwrap();
    }
    // It names itself, which it may not have come to.
    let start = Instant::now();
    while named() == 0 && start.elapsed() < Duration::from_secs(30) {
        thread::yield_now();
    }
    assert_eq!(named(), 1);
}

#[test]
fn retries_and_time_limits_work() {
    let script = Script::new([code(503, "ServiceUnavailable"), good()]);
    let answer = read(&script.config()).send_detailed::<Backups>().wait().unwrap();
    assert_eq!(answer.attempts(), 2);

    let script = Script::new([Step::Takes(Duration::from_secs(1000))]);
    let options = CallOptions::new().call_timeout(Duration::from_millis(50));
    let start = Instant::now();
    let error = read(&script.config()).configure(options).send::<Backups>().wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(start.elapsed() < Duration::from_secs(30));
}

fn assert_refused(error: &Error) {
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    assert_eq!(
        error.to_string(),
        "a blocking call inside of an async runtime would stop the runtime's thread; \
         await the call instead, or make it in spawn_blocking or on a thread of std::thread"
    );
}

#[test]
fn inside_of_a_runtime_there_is_an_error() {
    let script = pages(1);
    let request = describe_backups(&script.config());
    run(async {
        assert_refused(&request.clone().send::<Backups>().wait().unwrap_err());
        let mut items = request.clone().items::<Backups>().into_blocking();
        assert_refused(&items.next().unwrap().unwrap_err());
        assert!(items.next().is_none(), "over after an error");
        let waiter = wait_until(|| request.clone().send::<Backups>(), |_| true);
        let Err(WaitError::Call { error, .. }) = waiter.wait() else { unreachable!("refused") };
        assert_refused(&error);
    });
    assert_eq!(script.count(), 0);
    request.send::<Backups>().wait().unwrap();
}

#[test]
fn a_call_from_within_a_blocking_call_is_an_error() {
    let request = read(&Script::new([good()]).config());
    let waiter = wait_until(|| request.clone().send::<Backups>(), |_| true).on_progress(|_| {
        // A refusal leaves things as they were.
        for _ in 0..2 {
            assert_refused(&request.clone().send::<Backups>().wait().unwrap_err());
        }
    });
    waiter.wait().unwrap();
}

#[test]
fn lists_are_iterators() {
    for prefetch in [false, true] {
        let items = describe_backups(&pages(3).config()).items::<Backups>();
        let items = if prefetch { items.prefetch() } else { items };
        let found: Result<Vec<_>, Error> = items.into_blocking().collect();
        let ids: Vec<_> = found.unwrap().into_iter().map(|item| item.backup_id.unwrap()).collect();
        assert_eq!(ids, ["1", "2", "3"]);
    }
    let mut pages = describe_backups(&pages(2).config()).pages::<Backups>().into_blocking();
    assert_eq!(pages.next().unwrap().unwrap().items.len(), 1);
    assert_eq!(pages.get_ref().next_page(), Some(NextPage::Number(2)));
    assert_eq!(pages.by_ref().count(), 1);
    assert!(pages.next().is_none());
}

#[test]
fn an_iterator_is_over_after_an_error() {
    let script = Script::new([answer(200, &page(1, 2)), code(403, "Forbidden")]);
    let mut items = describe_backups(&script.config()).items::<Backups>().into_blocking();
    assert!(items.next().unwrap().is_ok());
    assert_eq!(items.next().unwrap().unwrap_err().code(), Some("Forbidden"));
    assert!(items.next().is_none());
    assert_eq!(items.get_ref().next_page(), Some(NextPage::Number(2)));
}

#[test]
fn a_page_arrives_while_a_thread_works() {
    let script = pages(2);
    let mut items = describe_backups(&script.config()).items::<Backups>().prefetch().into_blocking();
    assert!(items.next().unwrap().is_ok());
    let start = Instant::now();
    while script.count() < 2 {
        assert!(start.elapsed() < Duration::from_secs(30), "nothing is fetched ahead");
        thread::sleep(Duration::from_millis(5));
    }
    assert!(items.next().unwrap().is_ok());
    assert!(items.next().is_none());
}

#[test]
fn a_thread_can_wait_until_something_is_done() {
    let script = Script::new([good(), answer(200, r#"{"RequestId":"done"}"#)]);
    let request = read(&script.config());
    let is_done = |answer: &Backups| answer.request_id.as_deref() == Some("done");
    let waiter = wait_until(|| request.clone().send(), is_done);
    waiter.interval(Duration::from_millis(100)).wait().unwrap();
    assert_eq!(script.count(), 2);
}
