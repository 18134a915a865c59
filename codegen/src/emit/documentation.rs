//! Documentation comments. The text comes from outside: it must not become code, HTML, links or lints.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Documentation;
use crate::prose;
pub(super) use crate::prose::{inert, one_line};

/// Lines of documentation, each printed as `///`.
#[derive(Default)]
pub(super) struct Lines(Vec<String>);

impl Lines {
    /// Adds text from outside as paragraphs of its own.
    pub(super) fn text(self, text: &str) -> Self {
        self.outside(prose::lines(text))
    }

    /// Adds the first paragraph of a text from outside.
    pub(super) fn first_paragraph(self, text: &str) -> Self {
        self.outside(prose::first_paragraph(text))
    }

    /// Adds a paragraph that begins with words of our own, which are Markdown, and goes on with text from outside.
    pub(super) fn led(self, ours: &str, text: &str) -> Self {
        self.outside(prose::led(ours, text))
    }

    fn outside(mut self, lines: Vec<String>) -> Self {
        if !lines.is_empty() {
            self.gap();
            self.0.extend(lines);
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
        self.text(&documentation.text).facts(documentation)
    }

    /// Adds the facts and notes beside a description.
    pub(super) fn facts(self, documentation: &Documentation) -> Self {
        let lines = self.text(&documentation.facts.join(" "));
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

/// Adds what becomes of a value that is never shown.
pub(super) fn sensitive(lines: Lines, is_sensitive: bool) -> Lines {
    if is_sensitive { lines.paragraph("Hidden in `Debug` output and in errors.") } else { lines }
}

fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!(" {line}") }
}
