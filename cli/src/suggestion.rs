//! Names that are near to a wrong one.

use std::collections::BTreeMap;

use alibabacloud_codegen::visible;

/// `; did you mean …?` with the names that are near, or all of them if there are none.
pub(crate) fn suggestion(wrong: &str, names: impl IntoIterator<Item = String>) -> String {
    let names: Vec<String> = names.into_iter().collect();
    if let Some(near) = near(wrong, names.iter().cloned()) {
        return format!("; did you mean {near}?");
    }
    let names = distinct(names);
    let all: Vec<String> = names.values().take(20).map(|name| visible(name)).collect();
    let more = if names.len() > all.len() { ", …" } else { "" };
    if all.is_empty() { String::new() } else { format!("; there is {}{more}", all.join(", ")) }
}

/// The names that are near to a wrong one, if there are any.
pub(crate) fn near(wrong: &str, names: impl IntoIterator<Item = String>) -> Option<String> {
    let lower = wrong.to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(name, &lower);
    let names = distinct(names);
    let mut near: Vec<(usize, &String)> = names.iter().map(|(lower, name)| (distance(lower), name)).collect();
    near.retain(|(distance, name)| *distance <= (name.chars().count() / 3).max(1));
    near.sort();
    let near: Vec<String> = near.iter().take(3).map(|(_, name)| format!("`{}`", visible(name))).collect();
    (!near.is_empty()).then(|| near.join(" or "))
}

/// Names by themselves in lower case: those that differ in their capitals only are one suggestion.
fn distinct(names: impl IntoIterator<Item = String>) -> BTreeMap<String, String> {
    names.into_iter().map(|name| (name.to_lowercase(), name)).collect()
}
