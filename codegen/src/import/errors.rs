//! Error codes, under the statuses that they come with.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Operation;
use super::names::ErrorNames;
use super::prose::Prose;
use super::yaml::Map;

/// The responses with error codes, by status.
pub(super) fn decide(operation: &Operation, names: &mut ErrorNames, prose: Prose) -> Vec<(String, Map)> {
    let mut statuses: BTreeMap<&str, Map> = BTreeMap::new();
    let mut notes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for error in &operation.errors {
        let (status, code) = (error.status.trim(), error.code.trim());
        if !seen.insert((status, code)) {
            continue;
        }
        if is_placeholder(code) {
            notes.entry(status).or_default().push(format!("`{code}` is not a code but a place for one"));
            continue;
        }
        let mut entry = Map::default();
        entry.maybe("description", prose.text(error.text.as_deref()));
        entry.maybe("x-rust-name", names.take(code));
        statuses.entry(status).or_default().put(code, entry);
    }
    let responses = statuses.into_iter().map(|(status, codes)| {
        let mut response = Map::default().with("description", "");
        notes.remove(status).unwrap_or_default().into_iter().for_each(|note| response.note(note));
        response.put("x-error-codes", codes);
        (status.to_owned(), response)
    });
    let mut responses: Vec<_> = responses.collect();
    // What is left stands where the first codes are.
    let left: Vec<String> = notes.into_values().flatten().collect();
    if let Some((_, response)) = responses.first_mut() {
        left.into_iter().for_each(|note| response.note(note));
    }
    responses
}

/// Whether a text has a gap that a service fills, so that no code equals it.
fn is_placeholder(code: &str) -> bool {
    code.is_empty()
        || code.contains("%s")
        || code.contains('%')
        || code.contains(['{', '}', '<', '>', '$', '*'])
        || !code.chars().any(char::is_alphanumeric)
}
