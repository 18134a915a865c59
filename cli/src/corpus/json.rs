//! The report for programs. `version` is raised when a member is removed or means something else.

use serde_json::{Value, json};

use super::Report;
use super::outcome::{Departure, Document, Generated, Sample};

pub(super) fn print(report: &Report) -> Value {
    json!({
        "version": 1,
        "generating_ms": millis(report.generating),
        "compiling_ms": report.compiling.map(millis),
        "documents": report.documents.iter().map(document).collect::<Vec<_>>(),
    })
}

fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn document(document: &Document) -> Value {
    let imported = match &document.imported {
        Ok(imported) => imported,
        Err(error) => return json!({"metadata": document.metadata, "error": error, "is_right": false}),
    };
    let report = &imported.report;
    let refused = report.refused.iter().map(|one| json!({"operation": one.operation, "reason": one.reason}));
    json!({
        "metadata": document.metadata,
        "product": imported.identity.product,
        "product_version": imported.identity.version,
        "operations": report.operations,
        "carried": report.carried,
        "refused": refused.collect::<Vec<_>>(),
        "untyped": report.untyped,
        "lint_errors": document.errors,
        "lint_warnings": document.warnings,
        "ms": millis(document.took),
        "crate": document.generated.as_ref().map(generated),
        "is_right": document.is_right(),
    })
}

fn generated(generated: &Generated) -> Value {
    json!({
        "name": generated.name,
        "types": generated.types,
        "lines": generated.lines,
        "compiler": generated.messages,
        "samples": generated.samples.as_ref().map(|all| all.iter().map(sample).collect::<Vec<_>>()),
    })
}

fn sample(outcome: &Sample) -> Value {
    let departure = |one: &Departure| json!({"kind": one.kind, "pointer": one.pointer, "expected": one.expected, "found": one.found});
    json!({
        "operation": outcome.operation,
        "error": outcome.error,
        "equal": outcome.is_equal(),
        "differs": outcome.differs,
        "departures": outcome.departures.iter().map(departure).collect::<Vec<_>>(),
    })
}
