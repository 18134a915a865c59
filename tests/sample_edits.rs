//! A sample is put into every document that there is, and nothing else of any of them changes.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use alibabacloud_codegen::{Sample, SampleError, Source, has_sample, lower, with_sample};
use support::{entries, read, transcribed, workspace};

fn documents() -> Vec<Source> {
    let goldens = entries(&workspace().join("tests/goldens")).into_iter().map(|path| path.join("spec.yaml"));
    let goldens =
        goldens.filter(|path| path.exists()).map(|path| Source::new("specs/demo.yaml", read(&path)));
    transcribed().into_iter().chain(goldens).collect()
}

#[test]
fn every_operation_takes_a_sample() {
    let block: Vec<String> =
        ["RequestId: \"a # b\"", "List:", "  - Of:", "      - 1.5"].map(str::to_owned).to_vec();
    let sample = Sample {
        name: "received",
        summary: "\"a: summary\"",
        block: &block,
        flow: r##"{"RequestId": "a # b", "List": [{"Of": [1.5]}]}"##,
    };
    let (mut edited, mut refused) = (0, 0);
    for source in documents() {
        let service = lower(&source).unwrap();
        for operation in service.operation_names() {
            let had_one = match has_sample(&source, operation) {
                Ok(had_one) => had_one,
                Err(error) => {
                    assert!(matches!(error, SampleError::NoPlace(_)), "{operation}: {error}");
                    refused += 1;
                    continue;
                }
            };
            if had_one {
                assert_eq!(with_sample(&source, operation, &sample, false), Err(SampleError::Exists));
            }
            let text = with_sample(&source, operation, &sample, true)
                .unwrap_or_else(|error| panic!("{operation}: {error} in\n{}", source.text));
            let new = Source::new(source.name.as_str(), text);
            assert_eq!(has_sample(&new, operation), Ok(true));
            if !had_one {
                // Without what was added, the old text is left.
                let (start, end) = edges(&source.text, &new.text);
                assert!(start + end >= source.text.trim_end().len(), "{operation}");
            }
            edited += 1;
        }
    }
    assert!(edited > 50 && refused < edited, "{edited} edited, {refused} refused");
}

/// How many bytes two texts share at their beginnings and at their ends.
fn edges(before: &str, after: &str) -> (usize, usize) {
    let start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let rest = before.len().min(after.len()) - start;
    let end = before.bytes().rev().zip(after.bytes().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (start, end)
}

#[test]
fn what_cannot_be_written_is_not() {
    let source = Source::new("specs/demo.yaml", read(&workspace().join("tests/goldens/rpc_get/spec.yaml")));
    let operation = lower(&source).unwrap().operation_names().next().unwrap().to_owned();
    for (block, flow) in [
        ("RequestId: a", r#"{"RequestId": "b"}"#),
        ("RequestId: *a", r#"{"RequestId": "a"}"#),
        ("RequestId: [", r#"{"RequestId": "a"}"#),
        ("- a", r#"{"RequestId": "a"}"#),
        ("RequestId: 12345678901234567890123", r#"{"RequestId": "a"}"#),
    ] {
        let block = [block.to_owned()];
        let sample = Sample { name: "received", summary: "\"\"", block: &block, flow };
        let error = with_sample(&source, &operation, &sample, true).unwrap_err();
        assert!(matches!(error, SampleError::Changed(_)), "{block:?}: {error}");
    }
}
