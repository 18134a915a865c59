//! Text for people, as it may be shown: without what acts on a terminal or a reader, and in lines of some length.

/// How long lines of documentation get.
const WIDTH: usize = 100;

/// Whether a character shows itself and does nothing else to a terminal.
#[must_use]
pub fn is_visible(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Text of a document as it may be printed: nothing in it may reorder or steer the terminal.
#[must_use]
pub fn visible(text: &str) -> String {
    text.chars().map(|c| if is_visible(c) { c } else { '\u{fffd}' }).collect()
}

/// A line of documentation as the lines that are printed: broken where it gets long, and only before words that mean
/// nothing to Markdown at the start of a line.
pub(crate) fn wrap(line: &str) -> Vec<String> {
    let indent = if line.starts_with("- ") || line.starts_with("  ") { "  " } else { "" };
    let mut lines = Vec::new();
    let mut current = String::new();
    if line.starts_with("  ") {
        current.push(' ');
    }
    for word in line.trim_start().split(' ') {
        let harmless = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '(');
        if harmless && current.chars().count() + word.chars().count() >= WIDTH {
            lines.push(std::mem::replace(&mut current, format!("{indent}{word}")));
        } else {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
    }
    lines.push(current);
    lines
}
