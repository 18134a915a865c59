//! Documentation comments. The text comes from outside: it must not become code, HTML, links or lints.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::uses::Uses;
use crate::ir::Documentation;
use crate::prose;
pub(super) use crate::prose::{inert, one_line};

/// Lines of documentation, each printed as `///`, and the names that it is found by.
#[derive(Default)]
pub(super) struct Lines {
    lines: Vec<String>,
    aliases: Vec<String>,
}

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
            self.lines.extend(lines);
        }
        self
    }

    /// Adds a line of our own, which is Markdown.
    pub(super) fn line(mut self, line: &str) -> Self {
        self.lines.push(line.to_owned());
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
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// Falls back to `line` if there is nothing yet.
    pub(super) fn or(self, line: &str) -> Self {
        if self.lines.is_empty() { self.line(line) } else { self }
    }

    /// Adds the wire name of what is called `name` in Rust, for the search of the documentation.
    pub(super) fn alias(mut self, wire_name: &str, name: &str) -> Self {
        // rustdoc refuses these characters in an alias, and an alias that says nothing new.
        let searchable =
            !wire_name.contains(|c: char| c == '"' || c == '\'' || c.is_whitespace() || c.is_control());
        if searchable && !wire_name.is_empty() && wire_name != name.trim_start_matches("r#") {
            self.aliases.push(wire_name.to_owned());
        }
        self
    }

    /// A mark for the text, which the layout puts there.
    pub(super) fn print(&self, uses: &Uses) -> TokenStream {
        let lines = self.lines.iter().map(|line| format!("///{}", spaced(line)));
        let aliases = self.aliases.iter().map(|name| format!("#[doc(alias = {})]", Literal::string(name)));
        let mark = Literal::usize_unsuffixed(uses.text(lines.chain(aliases).collect()));
        quote!(#[doc = #mark])
    }

    /// The documentation of what it stands in.
    pub(super) fn print_inner(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| spaced(line));
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
