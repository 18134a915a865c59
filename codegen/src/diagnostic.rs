//! What is wrong with a document, where, and what to write instead.
//!
//! Every pass reports into one [`Diagnostics`]; nothing here decides whether a document is right.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::Source;

/// Where a node of a document stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// How many characters of that line the node takes; at least 1.
    pub width: usize,
    /// JSON pointer of the node.
    pub pointer: Rc<str>,
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the [`Source`].
    pub file: String,
    /// Where in that source.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    line_text: String,
}

impl fmt::Display for Diagnostic {
    /// Draws the diagnostic as a compiler does, without colour.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = byte_offset(&self.line_text, self.place.column - 1);
        let end = byte_offset(&self.line_text, self.place.column - 1 + self.place.width);
        let snippet = Snippet::source(self.line_text.as_str())
            .line_start(self.place.line)
            .path(self.file.as_str())
            .annotation(AnnotationKind::Primary.span(start..end.max(start)));
        let pointer: String = self.place.pointer.chars().map(visible).collect();
        let pointer = format!("at {}", if pointer.is_empty() { "the root" } else { &pointer });
        let report = [Group::with_title(Level::ERROR.primary_title(self.message.as_str()))
            .element(snippet)
            .element(Level::NOTE.message(pointer.as_str()))
            .element(Level::HELP.message(self.help.as_str()))];
        f.write_str(&Renderer::plain().render(&report))
    }
}

/// Notes are printed as they are; nothing in them may reorder or steer the terminal.
fn visible(c: char) -> char {
    let hidden = c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    if hidden { '\u{fffd}' } else { c }
}

fn byte_offset(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(offset, _)| offset)
}

/// Everything that is wrong with the documents of a run, in the order of file and position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(crate) fn new(mut all: Vec<Diagnostic>) -> Self {
        all.sort_by(|a, b| (&a.file, &a.place, &a.message).cmp(&(&b.file, &b.place, &b.message)));
        all.dedup();
        Self(all)
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The diagnostics in the order of file and position.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.0 {
            writeln!(f, "{diagnostic}\n")?;
        }
        let count = self.0.len();
        write!(f, "{count} {}", if count == 1 { "error" } else { "errors" })
    }
}

impl std::error::Error for Diagnostics {}

/// Collects what the passes over one source find.
#[derive(Debug)]
pub(crate) struct Reporter<'a> {
    source: &'a Source,
    found: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reporter<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        Self { source, found: RefCell::default() }
    }

    pub(crate) fn report(&self, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        let lines = || self.source.text.lines();
        let line_text = lines().nth(place.line - 1).unwrap_or_else(|| lines().last().unwrap_or_default());
        let mut place = place.clone();
        // What is missing at the end stands behind the last line.
        if place.line > lines().count().max(1) {
            place.line = lines().count().max(1);
            place.column = line_text.chars().count() + 1;
        }
        self.found.borrow_mut().push(Diagnostic {
            file: self.source.name.clone(),
            place,
            message: message.into(),
            help: help.into(),
            line_text: line_text.to_owned(),
        });
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.found.borrow().is_empty()
    }

    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}
