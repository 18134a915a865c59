//! Words on the terminal: text from outside made harmless, and names that are near to a wrong one.

/// Whether a character shows itself and does nothing else.
pub(crate) fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text from outside, as it may be printed.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|c| if is_visible(c) { c } else { '\u{fffd}' }).collect()
}

/// `; did you mean …?` with the names that are near, or all of them if they are few.
pub(crate) fn suggestion(wrong: &str, names: impl IntoIterator<Item = String>) -> String {
    let lower = wrong.to_lowercase();
    let distance = |name: &String| strsim::damerau_levenshtein(&name.to_lowercase(), &lower);
    let mut names: Vec<(usize, String)> = names.into_iter().map(|name| (distance(&name), name)).collect();
    names.sort();
    names.dedup_by(|a, b| a.1.eq_ignore_ascii_case(&b.1));
    let near = names.iter().filter(|(distance, name)| *distance <= 2 + name.len() / 4);
    let near: Vec<String> = near.take(3).map(|(_, name)| format!("`{}`", visible(name))).collect();
    if !near.is_empty() {
        return format!("; did you mean {}?", near.join(" or "));
    }
    let all: Vec<String> = names.iter().take(20).map(|(_, name)| visible(name)).collect();
    let more = if names.len() > all.len() { ", …" } else { "" };
    if all.is_empty() { String::new() } else { format!("; there is {}{more}", all.join(", ")) }
}
