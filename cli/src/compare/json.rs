//! The result for programs; docs/compare.md describes it.

use alibabacloud_codegen::compare::{Class, Comparison, Known, Side, Subject};
use alibabacloud_codegen::{Place, is_visible};
use anyhow::Result;
use serde_json::{Value, json};

use super::table::Cell;

/// Raised when a program that reads the document has to change.
const VERSION: u32 = 1;

/// All comparisons as one document.
pub(super) fn document(comparisons: &[Comparison]) -> Result<String> {
    let comparisons: Vec<Value> = comparisons.iter().map(comparison).collect();
    let text = serde_json::to_string_pretty(&json!({ "version": VERSION, "comparisons": comparisons }))?;
    Ok(text.chars().map(printable).collect())
}

/// A character that would steer a terminal, in the other spelling that JSON has for it.
fn printable(c: char) -> String {
    if c == '\n' || is_visible(c) { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) }
}

fn comparison(comparison: &Comparison) -> Value {
    let unlisted =
        |(name, place): &(String, Place)| json!({ "name": name, "place": at(&comparison.metadata, place) });
    json!({
        "product": comparison.identity.product,
        "product_version": comparison.identity.version,
        "spec": comparison.spec,
        "metadata": comparison.metadata,
        "counts": {
            "agreed": count(comparison, Class::Agreed),
            "only_spec": count(comparison, Class::OnlySpec),
            "only_metadata": count(comparison, Class::OnlyMetadata),
            "conflict": count(comparison, Class::Conflict),
        },
        "subjects": comparison.subjects.iter().map(|one| subject(comparison, one)).collect::<Vec<_>>(),
        "operations_only_in_metadata": comparison.unlisted.iter().map(unlisted).collect::<Vec<_>>(),
        "problems": comparison.problems.iter().map(|problem| {
            json!({ "message": problem.message, "place": at(&problem.file, &problem.place) })
        }).collect::<Vec<_>>(),
    })
}

fn count(comparison: &Comparison, class: Class) -> Value {
    let Cell { count, known } = Cell::of(comparison.subjects.iter(), class);
    json!({ "count": count, "known": known })
}

fn subject(comparison: &Comparison, subject: &Subject) -> Value {
    let class = match subject.class {
        Class::Agreed => "agreed",
        Class::OnlySpec => "only_spec",
        Class::OnlyMetadata => "only_metadata",
        Class::Conflict => "conflict",
    };
    let known = match &subject.known {
        None => Value::Null,
        Some(Known::Recorded { about, place }) => {
            json!({ "reason": "recorded", "about": about, "place": at(&comparison.spec, place) })
        }
        Some(Known::Private) => json!({ "reason": "private" }),
        Some(Known::Common) => json!({ "reason": "common" }),
    };
    let side = |file: &str, side: &Side| json!({ "says": side.says, "place": at(file, &side.place) });
    json!({
        "operation": subject.operation,
        "kind": subject.kind.name(),
        "name": subject.name,
        "aspect": subject.aspect.name(),
        "detail": subject.detail,
        "class": class,
        "known": known,
        "spec": side(&comparison.spec, &subject.spec),
        "metadata": side(&comparison.metadata, &subject.metadata),
    })
}

fn at(file: &str, place: &Place) -> Value {
    json!({ "file": place.file(file), "line": place.line, "column": place.column, "pointer": &*place.pointer })
}
