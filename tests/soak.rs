//! A small version of the example `soak`: every call ends in a value or in an error that the server provoked.

#[path = "examples/soak/latencies.rs"]
mod latencies;
#[path = "examples/soak/load.rs"]
mod load;

use load::Until;

#[test]
fn every_call_ends_in_a_value_or_a_typed_error() {
    let cloud = load::cloud(10.0, 1);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let tally = runtime.block_on(load::run(&cloud.endpoint(), 200, Until::Calls(5))).unwrap();
    assert_eq!(tally.unexpected, Vec::<String>::new());
    assert_eq!((tally.begun, tally.values + tally.failures()), (1000, 1000));
    assert!(tally.failures() > 20 && tally.repeated > 20 && tally.requests > 1000, "{tally:?}");
    assert!(tally.latencies.percentile(50.0) < tally.latencies.percentile(100.0));
}

#[test]
fn there_are_no_more_connections_than_calls_at_a_time() {
    let cloud = load::cloud(0.0, 1);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let tally = runtime.block_on(load::run(&cloud.endpoint(), 50, Until::Calls(20))).unwrap();
    assert_eq!((tally.values, tally.requests), (1000, 1000));
    assert!(cloud.connections() <= 55, "{} connections", cloud.connections());
}
