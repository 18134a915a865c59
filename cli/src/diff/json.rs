//! The report for programs. `format` is raised when something is removed or means something else.

use alibabacloud_codegen::keep::Action;
use alibabacloud_codegen::{Change, Level, Location, ProductChanges};
use serde_json::{Value, json};

use super::inputs::Problem;
use super::{Report, table};

/// The version of the form.
const FORMAT: u32 = 1;

pub(super) fn print(report: &Report) {
    let value = json!({
        "format": FORMAT,
        "base": report.base,
        "base_version": report.base_version.as_ref().map(ToString::to_string),
        "version": report.version.as_ref().map(ToString::to_string),
        "verdict": report.changes.verdict().map(Level::as_str),
        "next_version": report.next_version().map(|version| version.to_string()),
        "allowed": report.is_allowed(),
        "products": report.products.iter().map(product).collect::<Vec<_>>(),
        "not_compared": report.problems.iter().map(problem).collect::<Vec<_>>(),
        "changes": report.changes.iter().map(|one| change(report, one)).collect::<Vec<_>>(),
    });
    anstream::println!("{value:#}");
}

fn product(product: &ProductChanges) -> Value {
    let counts = Level::ALL.map(|level| {
        let [added, changed, removed] = table::counts(&product.changes, level);
        (level.as_str().to_owned(), json!({"added": added, "changed": changed, "removed": removed}))
    });
    json!({
        "product": product.product,
        "product_version": product.version,
        "module": product.module,
        "verdict": product.changes.verdict().map(Level::as_str),
        "counts": serde_json::Map::from_iter(counts),
    })
}

fn problem(problem: &Problem) -> Value {
    json!({"file": problem.file, "why": problem.why})
}

fn change(report: &Report, change: &Change) -> Value {
    let facts = change.facts();
    let module = change.path.split("::").next().unwrap_or_default();
    let proposals = report.proposals.get(module).map_or(&[][..], Vec::as_slice);
    let keep = proposals.iter().filter(|proposal| proposal.avoids(change)).map(|proposal| {
        let actions: Vec<Value> = proposal.actions.iter().map(Action::to_json).collect();
        json!({"what": proposal.what, "caution": proposal.caution, "actions": actions})
    });
    json!({
        "kind": facts.name,
        "level": facts.level.as_str(),
        "section": facts.section.as_str(),
        "path": change.path,
        "what": change.what,
        "with": change.with,
        "places": change.places,
        "action": change.action,
        "keep": keep.collect::<Vec<_>>(),
        "before": change.before.as_ref().map(location),
        "after": change.after.as_ref().map(location),
    })
}

fn location(location: &Location) -> Value {
    json!({
        "file": location.file,
        "line": location.place.line,
        "column": location.place.column,
        "pointer": &*location.place.pointer,
    })
}
