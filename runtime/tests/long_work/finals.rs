//! Waiting until all things have a final status.

use crate::scripted::run_paused;
use alibabacloud_runtime::{Error, ErrorKind, Status, WaitError, wait_until, wait_until_final};
use std::{
    cell::RefCell,
    collections::VecDeque,
    future::{Ready, ready},
    time::Duration,
};
use tokio::time::Instant;

const SECS: fn(u64) -> Duration = Duration::from_secs;

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Running,
    Done,
    Failed,
    /// Not documented.
    Archived,
}
use State::{Archived, Done, Failed, Running};

impl Status for State {
    fn is_final(&self) -> bool {
        matches!(self, Done | Failed)
    }
}

#[derive(Debug, PartialEq)]
struct Thing {
    status: Option<State>,
}

/// One list after the other, the last one forever.
fn lists(lists: &[&[Option<State>]]) -> impl FnMut() -> Ready<Result<Vec<Thing>, Error>> + use<> {
    let mut lists: VecDeque<Vec<_>> = lists.iter().map(|list| list.to_vec()).collect();
    move || {
        let list = if lists.len() > 1 { lists.pop_front() } else { lists.front().cloned() };
        ready(Ok(list.unwrap_or_default().into_iter().map(|status| Thing { status }).collect()))
    }
}

type States = Vec<Option<State>>;

fn states(things: &[Thing]) -> States {
    things.iter().map(|thing| thing.status).collect()
}

/// What waiting gives, and after how many seconds.
fn waited(answers: &[&[Option<State>]]) -> (Result<States, WaitError<Vec<Thing>>>, u64) {
    let mut found = None;
    run_paused(async {
        let start = Instant::now();
        let waiter = wait_until_final(lists(answers), |thing| &thing.status).timeout(SECS(3600));
        let result = waiter.run().await.map(|things| states(&things));
        found = Some((result, start.elapsed().as_secs()));
    });
    found.unwrap()
}

#[test]
fn waiting_ends_when_all_are_final() {
    let (some, done, failed) = (&[Some(Running), Some(Done)][..], Some(Done), Some(Failed));
    for (answers, expected, seconds) in [
        (&[&[done][..]][..], &[done][..], 0),
        // That it failed is a value, and ends the waiting at once.
        (&[&[failed]], &[failed], 0),
        (&[some, &[failed, done]], &[failed, done], 5),
        // What is absent or not documented may become something else.
        (&[&[None], &[Some(Archived)], &[done]], &[done], 15),
        // It was started a moment ago, and appears.
        (&[&[], &[], &[Some(Running)], &[done]], &[done], 35),
    ] {
        let (found, after) = waited(answers);
        assert_eq!((found.unwrap(), after), (expected.to_vec(), seconds), "{answers:?}");
    }
}

#[test]
fn what_never_appears_is_missing() {
    let (found, after) = waited(&[&[]]);
    let error = found.unwrap_err();
    // After 5, 10 and 20 seconds, the next wait of 40 would end after the minute.
    assert_eq!(after, 35);
    assert!(matches!(error, WaitError::Missing { asked: 4, within, .. } if within == SECS(60)), "{error:?}");
    assert_eq!(error.last(), Some(&Vec::new()));
    let message = "what is waited for was not there within 60s; the number of answers was 4";
    assert_eq!(error.to_string(), message);
    assert_eq!(Error::from(error).kind(), ErrorKind::Timeout);
}

#[test]
fn an_undocumented_status_lasts_until_the_time_is_over() {
    let (found, after) = waited(&[&[Some(Archived)]]);
    let Err(WaitError::Timeout { last: Some(last), .. }) = found else { unreachable!("{found:?}") };
    assert_eq!(states(&last), [Some(Archived)]);
    assert!((3500..3600).contains(&after), "{after}");
}

#[test]
fn the_caller_says_how_many_and_how_soon() {
    run_paused(async {
        let (one, both) = (&[Some(Done)][..], &[Some(Done), Some(Done)][..]);
        let waiter = wait_until_final(lists(&[one, both]), |thing| &thing.status).at_least(2);
        assert_eq!(waiter.run().await.unwrap().len(), 2);

        let waiter = wait_until_final(lists(&[&[], both]), |thing| &thing.status);
        let error = waiter.appears_within(Duration::ZERO).run().await.unwrap_err();
        assert!(matches!(error, WaitError::Missing { asked: 1, .. }), "{error:?}");

        // None are enough for who says so.
        let waiter = wait_until_final(lists(&[&[]]), |thing| &thing.status).at_least(0);
        assert_eq!(waiter.run().await.unwrap(), []);
        let waiter = wait_until(lists(&[&[]]), |things: &Vec<Thing>| things.is_empty());
        assert_eq!(waiter.run().await.unwrap(), []);
    });
}

#[test]
fn things_may_be_missing_for_a_while_again() {
    run_paused(async {
        let (running, done) = (&[Some(Running)][..], &[Some(Done)][..]);
        let waiter = |answers: &[&[Option<State>]]| {
            wait_until_final(lists(answers), |thing: &Thing| &thing.status)
                .interval(SECS(25))
                .max_interval(SECS(25))
        };
        let answers = [running, running, running, running, &[], done];
        assert_eq!(states(&waiter(&answers).run().await.unwrap()), [Some(Done)]);
        let error = waiter(&[running, running, &[]]).run().await.unwrap_err();
        assert!(matches!(error, WaitError::Missing { asked: 4, .. }), "{error:?}");
    });
}

#[test]
fn progress_is_told_of_lists_that_do_not_count_as_well() {
    run_paused(async {
        let told = RefCell::new(Vec::new());
        let waiter =
            wait_until_final(lists(&[&[], &[Some(Running)], &[Some(Failed)]]), |thing| &thing.status);
        let waiter = waiter.on_progress(|progress| {
            told.borrow_mut().push((states(progress.answer), progress.next_in.map(|next| next.as_secs())));
        });
        waiter.run().await.unwrap();
        let expected = [(vec![], Some(5)), (vec![Some(Running)], Some(10)), (vec![Some(Failed)], None)];
        assert_eq!(told.into_inner(), expected);
    });
}
