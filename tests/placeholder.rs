//! What guards it all.
#[test]
fn placeholder() {}
