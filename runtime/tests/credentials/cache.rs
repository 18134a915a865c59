//! When credentials are fetched, by a clock that is set by hand.

use crate::support::{Http, Scripted, World, key, run, show};
use alibabacloud_runtime::credentials::{CachedCredentials, CredentialsError, ProvideCredentials};
use std::sync::Arc;

type Cached = CachedCredentials<Arc<Scripted>>;

fn world() -> World {
    World::new(Http::silent())
}

fn cached(world: &World, source: &Arc<Scripted>) -> Cached {
    CachedCredentials::new(Arc::clone(source), world.clock())
}

fn id(provider: &Cached) -> String {
    match run(provider.credentials()) {
        Ok(credentials) => credentials.access_key_id().to_owned(),
        Err(error) => format!("error: {error}"),
    }
}

fn failure(message: &str) -> CredentialsError {
    CredentialsError::new(message)
}

/// Asks at each second; expects the id and how often the source was asked by then.
fn check(
    answers: Vec<Result<alibabacloud_runtime::credentials::Credentials, CredentialsError>>,
    steps: &[(i64, &str, u32)],
) {
    let (world, source) = (world(), Scripted::new(answers));
    let provider = cached(&world, &source);
    for (second, expected, asked) in steps {
        world.at(*second);
        assert_eq!((id(&provider).as_str(), source.asked()), (*expected, *asked), "at {second}");
    }
}

#[test]
fn renewed_a_quarter_of_an_hour_before_they_expire() {
    check(
        vec![Ok(key("A", Some(3600))), Ok(key("B", Some(7200)))],
        &[(0, "A", 1), (2699, "A", 1), (2700, "B", 2), (3600, "B", 2), (6299, "B", 2)],
    );
}

#[test]
fn short_lives_are_renewed_at_their_half() {
    check(
        vec![Ok(key("A", Some(900))), Ok(key("B", Some(1350)))],
        &[(0, "A", 1), (449, "A", 1), (450, "B", 2), (899, "B", 2), (900, "B", 3)],
    );
}

#[test]
fn without_an_end_they_are_kept() {
    check(vec![Ok(key("A", None)), Ok(key("B", None))], &[(0, "A", 1), (1_000_000_000, "A", 1)]);
}

#[test]
fn a_failure_keeps_the_old_ones_until_they_expire() {
    check(
        vec![
            Ok(key("A", Some(3600))),
            Err(failure("down")),
            Err(failure("still down")),
            Ok(key("B", Some(9000))),
        ],
        &[
            (2700, "A", 1),
            // Half of the 900 seconds that were left.
            (3150, "A", 2),
            (3151, "A", 2),
            (3179, "A", 2),
            (3180, "A", 3),
            (3209, "A", 3),
            (3210, "B", 4),
        ],
    );
    check(
        vec![Ok(key("A", Some(3600))), Err(failure("down"))],
        &[(0, "A", 1), (3599, "A", 2), (3600, "error: down", 3), (3601, "error: down", 4)],
    );
}

#[test]
fn expired_ones_are_not_taken() {
    check(
        vec![Ok(key("A", Some(-1))), Ok(key("B", Some(3600)))],
        &[(0, "error: the credentials have expired already, at 2023-11-14T22:13:19Z", 1), (0, "B", 2)],
    );
}

#[test]
fn a_failure_is_reported_until_the_next_success() {
    let world = world();
    let source =
        Scripted::new(vec![Ok(key("A", Some(3600))), Err(failure("down")), Ok(key("B", Some(7200)))]);
    let provider = cached(&world, &source);
    let error = || provider.report().last_error.map(|error| error.to_string());
    assert_eq!((id(&provider).as_str(), error()), ("A", None));
    world.at(2700);
    assert_eq!((id(&provider).as_str(), error().as_deref()), ("A", Some("down")));
    world.at(2730);
    assert_eq!((id(&provider).as_str(), error()), ("B", None));
}

/// Asks a hundred times at once; the distinct answers with their number.
fn hundred(provider: Cached) -> Vec<(String, usize)> {
    let provider = Arc::new(provider);
    let ask = || {
        let provider = Arc::clone(&provider);
        async move { show(provider.credentials().await).unwrap_or_else(|error| error.to_string()) }
    };
    let mut answers = run(async {
        let tasks: Vec<_> = (0..100).map(|_| tokio::spawn(ask())).collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.push(task.await.unwrap());
        }
        answers
    });
    answers.sort();
    answers.chunk_by(|a, b| a == b).map(|chunk| (chunk[0].clone(), chunk.len())).collect()
}

#[test]
fn a_hundred_callers_share_the_first_fetch() {
    let source = Scripted::new(vec![Ok(key("A", Some(3600))), Err(failure("asked twice"))]);
    assert_eq!(hundred(cached(&world(), &source)), [("A+token-of-A".to_owned(), 100)]);
    assert_eq!(source.asked(), 1);
}

#[test]
fn a_hundred_callers_share_a_failure() {
    let source = Scripted::new(vec![Err(failure("down")), Err(failure("asked twice"))]);
    assert_eq!(hundred(cached(&world(), &source)), [("down".to_owned(), 100)]);
    assert_eq!(source.asked(), 1);
}

#[test]
fn one_of_a_hundred_callers_renews_while_the_others_go_on() {
    let (world, source) = (world(), Scripted::new(vec![Ok(key("A", Some(3600))), Ok(key("B", Some(7200)))]));
    let provider = cached(&world, &source);
    assert_eq!(id(&provider), "A");
    world.at(3000);
    assert_eq!(hundred(provider), [("A+token-of-A".to_owned(), 99), ("B+token-of-B".to_owned(), 1)]);
    assert_eq!(source.asked(), 2);
}

#[test]
fn an_expired_one_is_replaced_once_for_a_hundred_callers() {
    let (world, source) = (world(), Scripted::new(vec![Ok(key("A", Some(3600))), Ok(key("B", Some(7200)))]));
    let provider = cached(&world, &source);
    assert_eq!(id(&provider), "A");
    world.at(3600);
    assert_eq!(hundred(provider), [("B+token-of-B".to_owned(), 100)]);
    assert_eq!(source.asked(), 2);
}

#[test]
fn a_caller_that_goes_away_leaves_the_fetch_to_the_next() {
    let (world, source) = (world(), Scripted::new(vec![Ok(key("A", Some(3600)))]));
    let provider = cached(&world, &source);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let mut first = provider.credentials();
    assert!(first.as_mut().poll(&mut context).is_pending());
    drop(first);
    assert_eq!((id(&provider).as_str(), source.asked()), ("A", 2));
}

#[test]
fn refused_ones_are_replaced_once() {
    let (world, source) = (world(), Scripted::new(vec![Ok(key("A", None)), Ok(key("B", None))]));
    let provider = cached(&world, &source);
    assert_eq!(id(&provider), "A");
    provider.invalidate(&key("other", None));
    assert_eq!((id(&provider).as_str(), source.asked()), ("A", 1));
    provider.invalidate(&key("A", None));
    provider.invalidate(&key("A", None));
    assert_eq!((id(&provider).as_str(), source.asked()), ("B", 2));
    provider.invalidate(&key("A", None));
    assert_eq!((id(&provider).as_str(), source.asked()), ("B", 2));
}

#[test]
fn refused_ones_stay_if_there_are_no_others() {
    let source =
        Scripted::new(vec![Ok(key("A", Some(3600))), Err(failure("down")), Ok(key("B", Some(3600)))]);
    let world = world();
    let provider = cached(&world, &source);
    assert_eq!(id(&provider), "A");
    provider.invalidate(&key("A", None));
    assert_eq!((id(&provider).as_str(), source.asked()), ("A", 2));
    assert_eq!((id(&provider).as_str(), source.asked()), ("A", 2));
    world.at(30);
    assert_eq!((id(&provider).as_str(), source.asked()), ("B", 3));
}
