//! What an operation costs does not depend on how many there are.

#[path = "support/scaled.rs"]
mod scaled;

use alibabacloud_codegen::{Severity, check, emit_service};
use scaled::scaled;

#[test]
fn an_operation_is_as_long_in_a_large_product_as_in_a_small_one() {
    let lines = |operations: usize| {
        let (service, found) = check(&scaled(operations));
        assert_eq!(found.at_least(Severity::Error).to_string(), "0 errors, 0 warnings, 0 notes");
        let files = emit_service(&service.expect("a specification without errors"), "some_crate");
        let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
        lines as f64 / operations as f64
    };
    let small = lines(4);
    for operations in [20, 100] {
        let ratio = lines(operations) / small;
        assert!((0.8..1.2).contains(&ratio), "an operation of {operations} has {ratio:.2} times the lines");
    }
}
