//! Diagnostics as one JSON document. `specs/README.md` describes it; what is there stays as it is in this version.

use alibabacloud_codegen::{Diagnostic, Diagnostics, Place, Related, Severity};
use serde_json::{Value, json};

use super::with;

/// Raised when a member is removed or means something else.
const VERSION: u32 = 1;

pub(super) fn document(found: &Diagnostics) -> Value {
    json!({
        "version": VERSION,
        "summary": {
            "errors": found.count(Severity::Error),
            "warnings": found.count(Severity::Warning),
            "notes": found.count(Severity::Note),
        },
        "diagnostics": found.iter().map(diagnostic).collect::<Vec<_>>(),
    })
}

fn diagnostic(one: &Diagnostic) -> Value {
    let more = json!({
        "file": one.file,
        "rule": one.rule.name,
        "severity": one.severity().as_str(),
        "message": one.message,
        "help": one.help,
        "related": one.related.iter().map(related).collect::<Vec<_>>(),
    });
    with(place(&one.place), more)
}

fn related(one: &Related) -> Value {
    with(place(&one.place), json!({"file": one.file, "label": one.label}))
}

/// Lines and columns count from 1, columns in characters; the end is behind the last character.
fn place(place: &Place) -> Value {
    json!({
        "line": place.line,
        "column": place.column,
        "end": {"line": place.line, "column": place.column + place.width},
        "pointer": &*place.pointer,
    })
}
