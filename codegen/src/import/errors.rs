//! Error codes, under the statuses that they come with.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Operation, seen};
use super::names::ErrorNames;
use super::prose::Prose;
use super::yaml::Map;

/// The responses with error codes, by status; those of the answer under `200`.
pub(super) fn decide(operation: &Operation, names: &mut ErrorNames, prose: Prose) -> BTreeMap<String, Map> {
    let mut statuses: BTreeMap<&str, Map> = BTreeMap::new();
    let mut notes: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for error in &operation.errors {
        let code = seen(&error.code);
        let status = status(error.status.trim());
        if !known.insert((status, code.clone())) {
            continue;
        }
        if is_placeholder(&code) {
            notes.entry(status).or_default().push(format!("`{code}` is not a code but a place for one"));
            continue;
        }
        let mut entry = Map::default();
        if status != error.status.trim() && error.status.trim() != "200" {
            entry.note(format!("the metadata has it under the status {}", error.status.trim()));
        }
        entry.maybe("description", prose.text(error.text.as_deref()));
        entry.maybe("x-rust-name", names.take(&code));
        statuses.entry(status).or_default().put(&code, entry);
    }
    let all: BTreeSet<&str> = statuses.keys().chain(notes.keys()).copied().collect();
    let response = |status: &str| {
        let mut response = Map::default();
        notes.remove(status).unwrap_or_default().into_iter().for_each(|note| response.note(note));
        response.put("x-error-codes", statuses.remove(status).unwrap_or_default());
        (status.to_owned(), response)
    };
    all.into_iter().map(response).collect()
}

/// The status that a code can have: a failure that is no error of HTTP comes in an answer.
fn status(text: &str) -> &str {
    match text.parse::<u16>() {
        Ok(300..=599) if text.len() == 3 => text,
        _ => "200",
    }
}

/// Whether a text has a gap that a service fills, so that no code equals it.
fn is_placeholder(code: &str) -> bool {
    code.is_empty()
        || code.len() > 200
        || code.contains("%s")
        || code.contains('%')
        || code.contains(['{', '}', '<', '>', '$', '*'])
        || !code.chars().any(char::is_alphanumeric)
}
