//! How long the generator and the linter take for all specifications.

use alibabacloud_codegen::{Files, Source, emit_root, emit_service, lint, lower};
use criterion::{Criterion, criterion_group, criterion_main};

const SPECS: [(&str, &str); 3] = [
    ("specs/dbs-2019-03-06.yaml", include_str!("../../specs/dbs-2019-03-06.yaml")),
    ("specs/hbr-2017-09-08.yaml", include_str!("../../specs/hbr-2017-09-08.yaml")),
    ("specs/rds-2014-08-15.yaml", include_str!("../../specs/rds-2014-08-15.yaml")),
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

fn check(c: &mut Criterion) {
    let sources = SPECS.map(|(name, text)| Source::new(name, text));
    c.bench_function("lint/all specifications", |b| b.iter(|| lint(&sources)));
}

criterion_group!(benches, generate, check);
criterion_main!(benches);
