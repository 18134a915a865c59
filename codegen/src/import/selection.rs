//! Which operations are imported: all, unless the overlay beside the specification names some.

use super::facts::Document;
use crate::Source;
use crate::diagnostic::Reporter;
use crate::metadata::Problem;
use crate::spec::{self, Text};

/// How much of a name may be misspelt, so that it is still shown as the nearest.
const FURTHEST: usize = 5;

/// Keeps the operations that an overlay asks for, and says how many it leaves out.
pub(super) fn select(facts: &mut Document, overlay: &Source) -> Result<usize, Problem> {
    let reporter = Reporter::new(overlay);
    let selection = spec::selection(overlay, &reporter);
    let is_idle =
        |pattern: &&Text| facts.operations.iter().all(|operation| !matches(&pattern.value, &operation.name));
    if let Some(pattern) = selection.iter().flatten().find(is_idle) {
        return Err(without_match(pattern, facts, overlay, &reporter));
    }
    if let Some(wrong) = reporter.into_found().into_iter().next() {
        let message = format!("{}; {}", wrong.message, wrong.help);
        return Err(Problem { file: wrong.file, place: wrong.place, message });
    }
    let before = facts.operations.len();
    if let Some(patterns) = selection {
        let asked = |name: &str| patterns.iter().any(|pattern| matches(&pattern.value, name));
        facts.operations.retain(|operation| asked(&operation.name));
    }
    Ok(before - facts.operations.len())
}

fn without_match(pattern: &Text, facts: &Document, overlay: &Source, reporter: &Reporter<'_>) -> Problem {
    let names = facts.operations.iter().map(|operation| operation.name.as_str());
    let help = match reporter.nearest(&pattern.value.replace('*', ""), names, FURTHEST) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "remove it, or write it as the metadata does; `*` stands for any letters".to_owned(),
    };
    let message = format!("no operation is called `{}`; {help}", pattern.value);
    Problem { file: overlay.name.clone(), place: pattern.place.clone(), message }
}

/// Whether a name is the pattern, in which stars stand for any letters.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(start) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return name.ends_with(part);
        }
        match name.split_once(part) {
            Some((_, behind)) => name = behind,
            None => return false,
        }
    }
    true
}
