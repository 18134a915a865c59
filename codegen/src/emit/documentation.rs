//! Documentation comments. The text comes from outside: it must not become code, HTML, links or lints.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Documentation;
use crate::prose::{is_visible, wrap};

/// Lines of documentation, each printed as `///`.
#[derive(Default)]
pub(super) struct Lines(Vec<String>);

impl Lines {
    /// Adds text from outside as paragraphs of its own.
    pub(super) fn text(mut self, text: &str) -> Self {
        let lines = separate_lists(text);
        let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
        let end = lines.iter().rposition(|line| !line.is_empty()).map_or(start, |end| end + 1);
        if start < end {
            self.gap();
            self.0.extend(lines.iter().take(end).skip(start).flat_map(|line| wrap(line)));
        }
        self
    }

    /// Adds a line of our own, which is Markdown.
    pub(super) fn line(mut self, line: &str) -> Self {
        self.0.push(line.to_owned());
        self
    }

    /// Adds a paragraph of our own, which is Markdown.
    pub(super) fn paragraph(mut self, line: &str) -> Self {
        self.gap();
        self.line(line)
    }

    /// Adds a description with its facts and notes.
    pub(super) fn all(self, documentation: &Documentation) -> Self {
        let lines = self.text(&documentation.text).text(&documentation.facts.join(" "));
        documentation.notes.iter().fold(lines, |lines, note| lines.text(&one_line(note)))
    }

    fn gap(&mut self) {
        if self.0.last().is_some_and(|line| !line.is_empty()) {
            self.0.push(String::new());
        }
    }

    /// Falls back to `line` if there is nothing yet.
    pub(super) fn or(self, line: &str) -> Self {
        if self.0.is_empty() { self.line(line) } else { self }
    }

    pub(super) fn print(&self) -> TokenStream {
        let lines = self.0.iter().map(|line| spaced(line));
        quote!(#(#[doc = #lines])*)
    }

    pub(super) fn print_inner(&self) -> TokenStream {
        let lines = self.0.iter().map(|line| spaced(line));
        quote!(#(#![doc = #lines])*)
    }
}

/// Text of several lines as one.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of outside text. What follows an item of a list is part of it if it was indented, else a new paragraph.
fn separate_lists(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut in_list = false;
    for raw in text.lines() {
        let line = inert(raw);
        if line.is_empty() || line.starts_with("- ") {
            in_list = !line.is_empty();
            lines.push(line);
        } else if in_list && raw.starts_with(char::is_whitespace) {
            lines.push(format!("  {line}"));
        } else {
            if in_list {
                lines.push(String::new());
            }
            in_list = false;
            lines.push(line);
        }
    }
    lines
}

fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}

/// One line of outside text as Markdown that shows it and does nothing else.
///
/// A list marker and `code` survive. Everything that Markdown, HTML or rustdoc could act on is escaped; indentation,
/// which would make a code block (and so a test that runs), goes.
pub(super) fn inert(line: &str) -> String {
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
