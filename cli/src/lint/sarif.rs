//! Diagnostics as SARIF 2.1.0, the format of editors and of code scanning.

use std::path::{Path, absolute};

use alibabacloud_codegen::{Diagnostic, Diagnostics, Place, Rule, Severity, rule_page};
use serde_json::{Value, json};

use super::with;
use crate::{program, specs};

pub(super) fn document(found: &Diagnostics) -> Value {
    let rules = Rule::all();
    let results: Vec<Value> = found.iter().map(|one| result(one, &rules)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": format!("{} lint", program::name()),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(rule: &Rule) -> Value {
    let descriptor = json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": level(rule.severity)},
        "help": {"text": rule.why, "markdown": rule_page(rule)},
    });
    let page = specs::workspace().join("docs/lint").join(format!("{}.md", rule.name));
    match absolute(page) {
        Ok(page) if page.exists() => with(descriptor, json!({"helpUri": format!("file://{}", uri(&page))})),
        _ => descriptor,
    }
}

const fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn result(one: &Diagnostic, rules: &[&Rule]) -> Value {
    let related = one.related.iter();
    let related = related
        .map(|other| with(location(&other.file, &other.place), json!({"message": {"text": other.label}})));
    json!({
        "ruleId": one.rule.name,
        "ruleIndex": rules.iter().position(|rule| *rule == one.rule),
        "level": level(one.severity()),
        "message": {"text": format!("{}\nhelp: {}", one.message, one.help)},
        "locations": [location(&one.file, &one.place)],
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

fn location(file: &str, place: &Place) -> Value {
    let path = Path::new(file);
    let uri = if path.is_absolute() { format!("file://{}", uri(path)) } else { uri(path) };
    json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.line,
                "endColumn": place.column + place.width,
            },
        },
        "logicalLocations": [{"fullyQualifiedName": &*place.pointer, "kind": "member"}],
    })
}

/// A path with everything escaped that cannot stand in a URI.
fn uri(path: &Path) -> String {
    let mut text = String::new();
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(byte.into());
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
