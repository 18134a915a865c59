//! Asking until something is done.

use crate::scripted::{Script, Step, answer, code, read, run_paused};
use crate::support::Backups;
use alibabacloud_runtime::{Call, CallOptions, Config, Error, ErrorKind, RetryPolicy, WaitError, wait_until};
use std::{
    cell::RefCell,
    error::Error as _,
    future::{Future, pending},
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};
use tokio::time::{Instant, timeout};

const SECS: fn(u64) -> Duration = Duration::from_secs;

/// An answer that is so far along.
fn at(percent: u32) -> Step {
    answer(200, &format!(r#"{{"TotalRecordCount":"{percent}","RequestId":"r"}}"#))
}

fn ask(config: &Config) -> impl FnMut() -> Call<Backups> + use<> {
    let request = read(config).configure(CallOptions::new().retry(RetryPolicy::never()));
    move || request.clone().send()
}

fn is_done(answer: &Backups) -> bool {
    answer.total == Some(100)
}

/// The waits in whole seconds: the timer rounds up to milliseconds.
fn waits(script: &Script) -> Vec<u64> {
    script.waits().iter().map(Duration::as_secs).collect()
}

#[test]
fn waits_grow_up_to_the_longest() {
    run_paused(async {
        let script = Script::new([at(0), at(10), at(20), at(30), at(40), at(50), at(100)]);
        let found = wait_until(ask(&script.config()), is_done).run().await.unwrap();
        assert_eq!(found.total, Some(100));
        assert_eq!(waits(&script), [5, 10, 20, 40, 60, 60]);

        let script = Script::new([at(0), at(10), at(20), at(100)]);
        let waiter = wait_until(ask(&script.config()), is_done).interval(SECS(2)).max_interval(SECS(3));
        waiter.run().await.unwrap();
        assert_eq!(waits(&script), [2, 3, 3]);

        let script = Script::new([at(0), at(10), at(100)]);
        let waiter = wait_until(ask(&script.config()), is_done);
        waiter.interval(Duration::ZERO).max_interval(Duration::ZERO).run().await.unwrap();
        assert!(script.waits().iter().all(|wait| *wait >= Duration::from_millis(100)));
    });
}

#[test]
fn what_is_done_already_is_asked_for_once() {
    run_paused(async {
        let script = Script::new([at(100)]);
        let start = Instant::now();
        wait_until(ask(&script.config()), is_done).timeout(Duration::MAX).run().await.unwrap();
        assert_eq!((script.count(), start.elapsed()), (1, Duration::ZERO));
    });
}

#[test]
fn progress_is_told_after_each_answer() {
    run_paused(async {
        let script = Script::new([at(0), at(50), at(100)]);
        let told = RefCell::new(Vec::new());
        let waiter = wait_until(ask(&script.config()), is_done).on_progress(|progress| {
            let next = progress.next_in.map(|next| next.as_secs());
            told.borrow_mut().push((progress.asked, progress.answer.total, progress.elapsed.as_secs(), next));
        });
        waiter.run().await.unwrap();
        let expected = [(1, Some(0), 0, Some(5)), (2, Some(50), 5, Some(10)), (3, Some(100), 15, None)];
        assert_eq!(told.into_inner(), expected);
    });
}

#[test]
fn the_end_of_the_time_comes_with_the_last_answer() {
    run_paused(async {
        let script = Script::new([at(0), at(10), at(20)]);
        let start = Instant::now();
        let waiter = wait_until(ask(&script.config()), is_done).timeout(SECS(30));
        let error = waiter.run().await.unwrap_err();
        // After 5 and 10 seconds, the next wait of 20 would end too late.
        assert_eq!((start.elapsed().as_secs(), script.count()), (15, 3));
        assert_eq!(error.last().unwrap().total, Some(20));
        assert_eq!(error.to_string(), "not done within 30s; the number of answers was 3");
        assert!(matches!(error, WaitError::Timeout { asked: 3, .. }));
        assert_eq!(Error::from(error).kind(), ErrorKind::Timeout);
    });
}

#[test]
fn a_call_under_way_ends_with_the_time() {
    run_paused(async {
        let script = Script::new([at(0), Step::Takes(SECS(1000))]);
        let start = Instant::now();
        let waiter = wait_until(ask(&script.config()), is_done).timeout(SECS(12));
        let error = waiter.run().await.unwrap_err();
        assert_eq!((start.elapsed().as_secs(), script.count()), (12, 2));
        let WaitError::Timeout { last: Some(last), asked, timeout, .. } = error else {
            unreachable!("{error:?}")
        };
        assert_eq!((last.total, asked, timeout), (Some(0), 1, SECS(12)));
    });
}

#[test]
fn the_error_of_a_call_is_another_one() {
    run_paused(async {
        let script = Script::new([at(10), code(403, "Forbidden")]);
        let error = wait_until(ask(&script.config()), is_done).run().await.unwrap_err();
        assert_eq!(error.last().unwrap().total, Some(10));
        assert!(error.to_string().starts_with("Forbidden: no"), "{error}");
        assert!(error.source().is_none());
        assert!(matches!(error, WaitError::Call { .. }));
        assert_eq!(Error::from(error).code(), Some("Forbidden"));
    });
}

#[test]
fn calls_are_repeated_as_they_always_are() {
    run_paused(async {
        let script = Script::new([at(10), code(503, "ServiceUnavailable"), at(100)]);
        let request = read(&script.config());
        let mut told = 0;
        let waiter = wait_until(|| request.clone().send(), is_done).on_progress(|_| told += 1);
        waiter.run().await.unwrap();
        assert_eq!((script.count(), told), (3, 2));
    });
}

#[test]
fn dropping_a_waiter_cancels() {
    run_paused(async {
        let script = Script::new([at(0)]);
        let waiter = wait_until(ask(&script.config()), is_done);
        timeout(SECS(20), waiter.run()).await.unwrap_err();
        let count = script.count();
        tokio::time::sleep(SECS(1000)).await;
        assert_eq!((count, script.count()), (3, 3));
    });
}

#[test]
fn waiting_may_move_between_threads() {
    fn assert_send<T: Send>(_: &T) {}
    let script = Script::new([at(0)]);
    assert_send(&wait_until(ask(&script.config()), is_done).on_progress(|_| {}).run());
}

#[test]
fn waiting_without_a_runtime_is_an_error() {
    let waiter = wait_until(pending::<Result<(), Error>>, |()| true);
    let run = pin!(waiter.run());
    let Poll::Ready(Err(error)) = run.poll(&mut Context::from_waker(Waker::noop())) else {
        unreachable!("nothing can wait")
    };
    assert_eq!(Error::from(error).kind(), ErrorKind::Configuration);
}
