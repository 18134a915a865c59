//! Which threads may wait for a call, and which must not.

use crate::scripted::{Script, Step, good, read};
use crate::support::{Backups, run};
use alibabacloud_runtime::{Config, Error, ErrorKind, codegen::Request};
use std::{thread, time::Duration};
use tokio::{
    runtime::{Builder, Runtime},
    task::{
        LocalSet, block_in_place, consume_budget, coop::has_budget_remaining, spawn_blocking, unconstrained,
    },
};

fn config() -> Config {
    // It takes a moment, so that somebody has to wake the thread that waits.
    Script::new([Step::Takes(Duration::from_millis(20))]).config()
}

fn wait(request: &Request) -> Result<Backups, Error> {
    request.clone().send::<Backups>().wait()
}

fn assert_works(result: Result<Backups, Error>) {
    assert_eq!(result.unwrap().request_id.as_deref(), Some("good"));
}

fn assert_refused(result: Result<Backups, Error>) {
    let error = result.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
    assert!(error.message().contains("await the call instead"), "{error}");
}

fn many_threads() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[test]
fn threads_of_spawn_blocking_may_wait() {
    for runtime in [many_threads(), one_thread()] {
        let request = read(&config());
        let results = runtime.block_on(async {
            let waiting = (0..4).map(|_| {
                let request = request.clone();
                spawn_blocking(move || (0..3).map(|_| wait(&request)).collect::<Vec<_>>())
            });
            let mut results = Vec::new();
            for waiting in waiting.collect::<Vec<_>>() {
                results.append(&mut waiting.await.unwrap());
            }
            results
        });
        assert_eq!(results.len(), 12);
        results.into_iter().for_each(assert_works);
    }
}

#[test]
fn a_thread_may_wait_in_block_in_place() {
    let (runtime, request) = (many_threads(), read(&config()));
    runtime.block_on(async { assert_works(block_in_place(|| wait(&request))) });
    let task = runtime.spawn(async move {
        let results = [block_in_place(|| wait(&request)), wait(&request)];
        // Whoever is inside of it polls a future again must not wait.
        let again = block_in_place(|| tokio::runtime::Handle::current().block_on(async { wait(&request) }));
        (results, again)
    });
    let ([inside, outside], again) = runtime.block_on(task).unwrap();
    assert_works(inside);
    assert_refused(outside);
    assert_refused(again);
}

#[test]
fn threads_that_poll_must_not_wait() {
    for runtime in [many_threads(), one_thread()] {
        let request = read(&config());
        assert_refused(runtime.block_on(async { wait(&request) }));
        let task = request.clone();
        assert_refused(runtime.block_on(runtime.spawn(async move { wait(&task) })).unwrap());
        let local = LocalSet::new();
        let task = request.clone();
        let task = local.run_until(async { tokio::task::spawn_local(async move { wait(&task) }).await });
        assert_refused(runtime.block_on(task).unwrap());
        let polled = move || tokio::runtime::Handle::current().block_on(async { wait(&request) });
        assert_refused(runtime.block_on(async { spawn_blocking(polled).await }).unwrap());
    }
}

#[test]
fn a_refusal_costs_nothing_of_the_budget() {
    let request = read(&config());
    run(async {
        let mut operations = 0;
        while has_budget_remaining() {
            assert_refused(wait(&request));
            if operations == 100 {
                break;
            }
            consume_budget().await;
            operations += 1;
        }
        assert_eq!(operations, 100);
    });
}

#[test]
fn a_future_without_a_budget_is_not_recognized_and_does_no_harm() {
    for runtime in [many_threads(), one_thread()] {
        let request = read(&config());
        assert_works(runtime.block_on(unconstrained(async { wait(&request) })));
    }
}

#[test]
fn a_runtime_that_is_named_only_needs_no_thread() {
    let (runtime, request) = (one_thread(), read(&config()));
    let entered = runtime.enter();
    assert_works(wait(&request));
    drop(entered);
    drop(runtime);
    assert_works(wait(&request));
}

#[test]
fn a_thread_may_wait_while_it_is_woken_for_something_else() {
    let request = read(&config());
    let waiting = thread::spawn(move || wait(&request));
    while !waiting.is_finished() {
        waiting.thread().unpark();
        thread::sleep(Duration::from_millis(1));
    }
    assert_works(waiting.join().unwrap());
    assert_works(wait(&read(&Script::new([good()]).config())));
}
