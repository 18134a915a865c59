//! Which operation has the place of another that is gone.

use std::collections::BTreeSet;

use super::meet::{described, letters, similar};
use super::sides::Side;
use crate::ir::Operation;

/// Whether an operation does what another did: one says so, or they are called alike and take and give much the same.
pub(super) fn replaces(old: &Operation, new: &Operation, before: &Side<'_>, after: &Side<'_>) -> bool {
    let same_words = || {
        let described = |one: &Operation| described("", &one.documentation);
        described(old).is_some() && described(old) == described(new)
    };
    same_words()
        || named_by(old, &new.name)
        || named_by(new, &old.name)
        || called_alike(&old.name, &new.name) && {
            let takes = |one: &Operation| one.parameters.iter().map(|one| letters(&one.name)).collect();
            let gives = |one: &Operation, side: &Side<'_>| -> BTreeSet<String> {
                let record = side.record(&one.response);
                record
                    .iter()
                    .flat_map(|record| &record.fields)
                    .map(|field| letters(&field.wire_name))
                    .collect()
            };
            overlap(&takes(old), &takes(new)) && overlap(&gives(old, before), &gives(new, after))
        }
}

/// Whether a deprecated operation names another.
pub(super) fn named_by(old: &Operation, name: &str) -> bool {
    let mut words = old.documentation.text.split(|c: char| !c.is_alphanumeric() && c != '_');
    old.deprecated && words.any(|word| word == name)
}

/// Whether two names of operations are about the same thing, whatever the verb for reading and the version.
fn called_alike(old: &str, new: &str) -> bool {
    const READING: [&str; 5] = ["describe", "get", "list", "query", "search"];
    let subject = |name: &str| -> Vec<String> {
        let mut words = crate::names::words(name);
        if let Some(verb) = words.first_mut().filter(|verb| READING.contains(&verb.as_str())) {
            "read".clone_into(verb);
        }
        let is_version = |word: &String| {
            let digits = word.strip_prefix('v').unwrap_or(word);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) || word == "new"
        };
        words.retain(|word| !is_version(word));
        let singular = |word: String| {
            word.trim_end_matches('s').trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
        };
        words.into_iter().map(singular).collect()
    };
    subject(old) == subject(new) || similar(old, new)
}

/// Whether two sets have half of what either has.
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let most = a.len().max(b.len());
    a.intersection(b).count() * 2 >= most
}
