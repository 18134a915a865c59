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

/// Text of several lines as one.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name inside a code span.
pub(crate) fn code(name: &str) -> String {
    name.chars().filter(|c| is_visible(*c) && *c != '`').collect()
}

/// One line of outside text as Markdown that shows it and does nothing else.
///
/// A list marker and `code` survive. Everything that Markdown, HTML or rustdoc could act on is escaped; indentation,
/// which would make a code block (and so a test that runs), goes.
pub(crate) fn inert(line: &str) -> String {
    let line: String = line.chars().filter(|c| is_visible(*c)).collect();
    let line = line.trim();
    let (marker, rest) = match line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        Some(rest) => ("- ", rest),
        None => ("", line),
    };
    let mut out = marker.to_owned();
    let parts: Vec<&str> = rest.split('`').collect();
    for (position, part) in parts.iter().enumerate() {
        let closed = position % 2 == 1 && position + 1 < parts.len() && !part.trim().is_empty();
        if closed {
            out.push('`');
            out.push_str(part);
            out.push('`');
        } else {
            if position % 2 == 1 {
                out.push_str("\\`");
            }
            escape(part, &mut out);
            if position % 2 == 1 && position + 1 < parts.len() {
                out.push_str("\\`");
            }
        }
    }
    out
}

fn escape(text: &str, out: &mut String) {
    let mut start = out.is_empty() || out == "- ";
    let mut number = start;
    for (position, c) in text.char_indices() {
        match c {
            '\\' | '[' | ']' | '<' | '>' | '*' | '_' | '~' | '|' | '&' | '#' | '$' => out.extend(['\\', c]),
            // A list, a rule, a heading or a numbered list at the start of a line.
            '-' | '+' | '=' if start => out.extend(['\\', c]),
            '.' | ')' if number && position > 0 => out.extend(['\\', c]),
            // A bare address would be a link.
            ':' if text.get(position..).is_some_and(|rest| rest.starts_with("://")) => out.push_str("\\:"),
            _ => out.push(c),
        }
        start = start && c.is_whitespace();
        number = number && c.is_ascii_digit();
    }
}
