//! How long the generator and the linter take: for all specifications, for documents of all sizes, and for documents with
//! many mistakes.

#[path = "../tests/support/scaled.rs"]
mod scaled;

use alibabacloud_codegen::{Files, Source, check, emit_root, emit_service, lint, lower};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use scaled::scaled;

const SPECS: [(&str, &str); 3] = [
    ("specs/dbs-2019-03-06.yaml", include_str!("../tests/data/transcribed/dbs-2019-03-06.yaml")),
    ("specs/hbr-2017-09-08.yaml", include_str!("../tests/data/transcribed/hbr-2017-09-08.yaml")),
    ("specs/rds-2014-08-15.yaml", include_str!("../tests/data/transcribed/rds-2014-08-15.yaml")),
];

fn generate(c: &mut Criterion) {
    let sources = SPECS.map(|(name, text)| Source::new(name, text));
    c.bench_function("generate/all specifications", |b| {
        b.iter(|| {
            let services: Vec<_> =
                sources.iter().map(|source| lower(source).expect("the specification")).collect();
            let mut files = emit_root(&services, &Files::default(), "some_crate");
            for service in &services {
                files.extend(emit_service(service, "alibabacloud_backup"));
            }
            files
        });
    });
}

fn check_all(c: &mut Criterion) {
    let sources = SPECS.map(|(name, text)| Source::new(name, text));
    c.bench_function("lint/all specifications", |b| b.iter(|| lint(&sources)));
}

/// From a text to formatted files, checked against all rules. Throughput is operations per second, and should be the same for
/// all sizes.
fn scale(c: &mut Criterion) {
    let mut group = c.benchmark_group("scale");
    group.sample_size(10);
    for operations in [4, 40, 286, 3_100] {
        let source = scaled(operations);
        group.throughput(Throughput::Elements(operations as u64));
        group.bench_function(BenchmarkId::from_parameter(operations), |b| {
            b.iter(|| {
                let (service, found) = check(&source);
                (emit_service(&service.expect("the specification"), "some_crate"), found)
            });
        });
    }
    group.finish();
}

/// A document with mistakes, all on one line or on a line each.
fn mistaken(count: usize, gap: &str) -> Source {
    let fields: Vec<String> =
        (0..count / 2).map(|at| format!("\"F{at}\":{{\"type\":\"sting\",\"descriptoin\":\"x\"}}")).collect();
    let fields = fields.join(gap);
    let text = format!(
        r#"{{"openapi":"3.1.0","info":{{"title":"T","version":"2024-01-01"}},"components":{{"schemas":{{"S":{{"type":"object","properties":{{{fields}}}}}}}}}}}"#
    );
    Source::new("specs/mistaken.yaml", text)
}

/// The time grows as the number of findings does, whatever the lines are.
fn diagnose(c: &mut Criterion) {
    for (name, count, gap) in [
        ("1,000 findings on one line", 1_000, ","),
        ("10,000 findings on one line", 10_000, ","),
        ("10,000 findings on lines of their own", 10_000, ",\n"),
    ] {
        let source = [mistaken(count, gap)];
        c.bench_function(&format!("diagnose/{name}"), |b| b.iter(|| lint(&source).to_string()));
    }
}

criterion_group!(benches, generate, check_all, scale, diagnose);
criterion_main!(benches);
