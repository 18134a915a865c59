//! What a document means in Rust: text in, files or diagnostics out. No disk, no network, no clock.
//!
//! ```text
//! Source ─parse─▶ spec::Document ─lower─▶ ir::Service ─emit─▶ Files
//! ```
//!
//! ```
//! use alibabacloud_codegen::{Files, Source, emit_root, emit_service, lint, lower};
//!
//! let source = Source::new("specs/demo.yaml", r##"
//! openapi: 3.1.0
//! info: {title: Demo, version: "2024-01-01"}
//! x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
//! servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
//! paths:
//!   /DescribeThings:
//!     post:
//!       operationId: DescribeThings
//!       responses:
//!         "200":
//!           description: The things.
//!           content:
//!             application/json:
//!               schema:
//!                 type: object
//!                 properties:
//!                   RequestId: {type: string}
//! "##);
//! let service = lower(&source)?;
//! let mut files = emit_service(&service, "demo_crate");
//! files.extend(emit_root(&[service], &Files::default(), "demo_crate"));
//! assert!(files.get("demo/describe_things.rs").is_some());
//!
//! let wrong = Source::new("specs/demo.yaml", "openapi: 3.0.0");
//! let diagnostics = lower(&wrong).unwrap_err();
//! assert!(diagnostics.to_string().contains("OpenAPI 3.0.0 is not supported"));
//!
//! // `lint` says more: what a sample contradicts, what a description promises, what is missing.
//! let found = lint(&[source]);
//! assert!(found.iter().any(|one| one.rule.name == "missing-effect"));
//! # Ok::<(), alibabacloud_codegen::Diagnostics>(())
//! ```

mod aspect;
pub mod compare;
mod conflicts;
mod diagnostic;
mod dialect;
mod diff;
mod emit;
mod files;
mod http;
pub mod import;
mod ir;
pub mod keep;
mod lint;
mod lower;
mod metadata;
mod names;
mod package;
pub mod parallel;
mod partly;
mod permission;
mod prose;
mod provenance;
mod rule;
mod sample;
mod source;
mod spec;
mod subset;
mod yaml;

pub use aspect::Aspect;
pub use conflicts::{Claim, Conflict, conflicts};
pub use diagnostic::{Diagnostic, Diagnostics, Place, Related};
pub use dialect::dialect_schema;
pub use diff::{
    Change, Changes, Kind, KindFacts, Level, Location, ProductChanges, Section, diff, diff_products,
};
pub use files::Files;
pub use ir::Service;
pub use names::{Named, rust_name, spelt_value};
pub use package::{ManifestError, Package, Runtime, with_features};
pub use partly::{Partly, lower_partly};
pub use permission::{Permission, RamRule, permissions};
pub use prose::{is_visible, visible};
pub use rule::{Rule, Setting, Severity, rule_page, rule_pages};
pub use sample::{Sample, SampleError, has_sample, with_sample};
pub use source::Source;

use diagnostic::Reporter;

/// Reads and lowers one document.
///
/// # Errors
///
/// Everything that is wrong with the document.
pub fn lower(source: &Source) -> Result<Service, Diagnostics> {
    let reporter = Reporter::new(source);
    let service =
        spec::parse(source, &reporter).map(|document| lower::lower(&document, &source.name, &reporter));
    match service {
        Some(service) if reporter.is_clean() => Ok(service),
        _ => Err(Diagnostics::new(reporter.into_found())),
    }
}

/// Reads one document for both: what [`lower`] makes of it, if it can, and what [`lint`] says of it alone.
#[must_use]
pub fn check(source: &Source) -> (Option<Service>, Diagnostics) {
    let reporter = Reporter::new(source);
    let service = spec::parse(source, &reporter).and_then(|document| {
        let service = lower::lower(&document, &source.name, &reporter);
        let service = reporter.is_clean().then_some(service);
        lint::run(&document, &reporter);
        service
    });
    (service, Diagnostics::new(reporter.into_found()))
}

/// Checks documents against all rules, in whatever they can be read, and that they go together.
#[must_use]
pub fn lint(sources: &[Source]) -> Diagnostics {
    let checked = parallel::map(sources, parallel::processors(), check);
    let services: Vec<_> = checked.iter().filter_map(|(service, _)| service.as_ref()).collect();
    let together = check_modules(&services, sources).err();
    Diagnostics::all(checked.into_iter().map(|(_, found)| found).chain(together))
}

/// Checks that the products of one crate have modules of their own. `sources` are the documents they came from.
///
/// # Errors
///
/// A diagnostic for every product whose module another one has.
pub fn check_modules(services: &[&Service], sources: &[Source]) -> Result<(), Diagnostics> {
    let mut found = Vec::new();
    for (position, service) in services.iter().enumerate() {
        let first = services.iter().take(position).find(|other| other.module == service.module);
        let source = sources.iter().find(|source| source.name == service.file);
        if let Some((first, source)) = first.zip(source) {
            let reporter = Reporter::new(source);
            let message = format!("the module `{}` is taken by {}", service.module(), first.file);
            reporter.report(
                &rule::NAME_COLLISION,
                &service.place,
                message,
                "give this product version another module",
            );
            found.extend(reporter.into_found());
        }
    }
    if found.is_empty() { Ok(()) } else { Err(Diagnostics::new(found)) }
}

/// Checks that a crate can have the name, as `use` spells it.
///
/// # Errors
///
/// What to write instead.
pub fn check_crate_name(name: &str) -> Result<(), String> {
    names::check_crate(name)
}

/// The files of one product, in a crate with the given name (as `use` spells it).
#[must_use]
pub fn emit_service(service: &Service, crate_name: &str) -> Files {
    emit::service(service, crate_name)
}

/// The root of a crate that has the given products, and a guide if there are pages: Markdown files, with an index
/// `README.md`. The code of the pages is compiled as that of other documentation; the example on the first page needs
/// `serde_json`.
#[must_use]
pub fn emit_root(services: &[Service], guide: &Files, crate_name: &str) -> Files {
    emit::root(services, guide, crate_name)
}

/// A page for each product that says what its module was made from, and where its sources disagree. The module of the
/// generated crate has the same text as its documentation `sources`.
#[must_use]
pub fn product_pages(services: &[Service]) -> Files {
    emit::product_pages(services)
}

/// What the fake cloud has to know to stand in for a product, as JSON.
#[must_use]
pub fn fake_model(service: &Service) -> String {
    emit::fake_model(service)
}

/// The samples of the documents as Rust, for a program that checks them: `fn samples(run: &mut Run)` calls
/// `run.sample::<Type>("Operation", "JSON")` with the type of the crate that each is an example of. `None` if there are none.
#[must_use]
pub fn sample_program(service: &Service, crate_name: &str) -> Option<String> {
    emit::sample_program(service, crate_name)
}

/// What a program has to know to call a product's operations without generated code, as JSON: the runtime reads it with
/// `alibabacloud_runtime::dynamic::Product::from_model`.
#[must_use]
pub fn call_model(service: &Service) -> String {
    emit::call_model(service)
}
