//! The report for programs. `format` is raised when something is removed or means something else.

use alibabacloud_codegen::{Change, Level, Location};
use serde_json::{Value, json};

use super::Report;

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
        "changes": report.changes.iter().map(change).collect::<Vec<_>>(),
    });
    anstream::println!("{value:#}");
}

fn change(change: &Change) -> Value {
    let facts = change.facts();
    json!({
        "kind": facts.name,
        "level": facts.level.as_str(),
        "section": facts.section.as_str(),
        "path": change.path,
        "what": change.what,
        "with": change.with,
        "action": change.action,
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
