//! What is wrong with a document, where, and what to write instead.
//!
//! Every pass reports into one [`Diagnostics`]; nothing here decides whether a document is right.

mod text;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::Source;
use crate::prose::visible;
use crate::rule::{Rule, Severity};
use text::Text;

/// Where a node of a document stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// How many characters of that line the node takes; at least 1.
    pub width: usize,
    /// JSON pointer of the node, in the document as its overlay changes it.
    pub pointer: Arc<str>,
    /// Whether line and column are of the overlay.
    pub in_overlay: bool,
}

impl Place {
    /// The first letter of a document.
    pub(crate) fn start() -> Self {
        Self { line: 1, column: 1, width: 1, pointer: "".into(), in_overlay: false }
    }

    /// The file that line and column are of: a document, or its overlay.
    #[must_use]
    pub fn file(&self, document: &str) -> String {
        let overlay = self.in_overlay.then(|| Source::overlay_name(document)).flatten();
        overlay.unwrap_or_else(|| document.to_owned())
    }
}

/// A place that a diagnostic has to do with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The name of the [`Source`].
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What stands there.
    pub label: &'static str,
    text: Arc<Text>,
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that the document breaks.
    pub rule: &'static Rule,
    severity: Severity,
    /// The name of the [`Source`].
    pub file: String,
    /// Where in that source.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// Another place that has to do with it.
    pub related: Option<Related>,
    text: Arc<Text>,
}

impl Diagnostic {
    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.severity
    }

    /// Draws the diagnostic as a compiler does: with the escape sequences of a terminal, in as many columns as given, or
    /// as plain text in 140.
    #[must_use]
    pub fn render(&self, terminal: Option<usize>) -> String {
        let renderer = match terminal {
            Some(width) => Renderer::styled().term_width(width),
            None => Renderer::plain(),
        };
        let level = match self.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let (message, help) = (visible(&self.message), visible(&self.help));
        let pointer = visible(&self.place.pointer);
        let pointer = format!("at {}", if pointer.is_empty() { "the root" } else { &pointer });
        let group = Group::with_title(level.primary_title(message.as_str()).id(self.rule.name))
            .elements(self.snippets())
            .element(Level::NOTE.message(pointer.as_str()))
            .element(Level::HELP.message(help.as_str()));
        self.with_columns(renderer.render(&[group]))
    }

    /// The lines it is about, with carets. Lines that are far from each other, or of two sources, are two excerpts.
    fn snippets(&self) -> Vec<Snippet<'_, Annotation<'_>>> {
        const NEAR: usize = 8;
        let (place, text) = (&self.place, &self.text);
        let own = || excerpt(&self.file, text, place, None);
        let Some(related) = self.related.as_ref().filter(|related| !related.is_at(self)) else {
            return vec![own()];
        };
        let (other, label) = (&related.place, related.label);
        let (first, last) = (place.line.min(other.line), place.line.max(other.line));
        let is_apart = related.file != self.file || last - first > NEAR;
        if is_apart || (first..=last).any(|line| text.width(line) > LONG) {
            return vec![own(), excerpt(&related.file, &related.text, other, Some(label))];
        }
        let (lines, start) = text.lines(first, last);
        let snippet = Snippet::source(lines).line_start(first).path(self.file.as_str());
        let (primary, context) = (shifted(text.span(place), start), shifted(text.span(other), start));
        let snippet = snippet.annotation(AnnotationKind::Primary.span(primary));
        vec![snippet.annotation(AnnotationKind::Context.span(context).label(label))]
    }

    /// The renderer counts the columns of what it is given.
    fn with_columns(&self, mut drawn: String) -> String {
        let related = self.related.as_ref().map(|other| (&other.file, &other.place, &other.text));
        for (file, Place { line, column, .. }, text) in
            [Some((&self.file, &self.place, &self.text)), related].into_iter().flatten()
        {
            if text.width(*line) > LONG {
                let shown = format!("{file}:{line}:{}", column - first_column(*column) + 1);
                drawn = drawn.replacen(&shown, &format!("{file}:{line}:{column}"), 1);
            }
        }
        drawn
    }
}

/// Longer lines are not shown as a whole.
const LONG: usize = 1_000;
/// How many characters around a place are shown of a long line.
const AROUND: usize = 200;

/// Where the excerpt of a long line begins.
fn first_column(column: usize) -> usize {
    column.saturating_sub(AROUND).max(1)
}

/// A range of an excerpt that begins at `start`.
fn shifted(range: Range<usize>, start: usize) -> Range<usize> {
    range.start - start..range.end - start
}

/// The line of a place; of a long line, the part around the place. What is labelled is not the place that matters.
fn excerpt<'t>(
    file: &'t str,
    text: &'t Text,
    place: &Place,
    label: Option<&'static str>,
) -> Snippet<'t, Annotation<'t>> {
    let Place { line, column, width, .. } = *place;
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let annotation = |span| kind.span(span).label(label);
    if text.width(line) <= LONG {
        let (lines, start) = text.lines(line, line);
        let snippet = Snippet::source(lines).line_start(line).path(file);
        return snippet.annotation(annotation(shifted(text.span(place), start)));
    }
    let columns = first_column(column)..column + width.min(AROUND) + AROUND;
    let (part, start) = text.part(line, columns);
    let span = shifted(text.span(place), start);
    let span = span.start..span.end.min(part.len());
    Snippet::source(part).line_start(line).path(file).annotation(annotation(span))
}

/// What is missing at the end stands behind the last line.
fn within(text: &Text, place: &Place) -> Place {
    let last = text.len();
    if place.line <= last {
        return place.clone();
    }
    Place { line: last, column: text.width(last) + 1, ..place.clone() }
}

impl Related {
    fn is_at(&self, diagnostic: &Diagnostic) -> bool {
        self.file == diagnostic.file && self.place == diagnostic.place
    }
}

impl fmt::Display for Diagnostic {
    /// Draws the diagnostic as plain text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(None))
    }
}

/// Everything that is wrong with the documents of a run, in the order of file and position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(crate) fn new(mut all: Vec<Diagnostic>) -> Self {
        all.sort_by(|one, other| {
            (&one.file, &one.place, &one.message).cmp(&(&other.file, &other.place, &other.message))
        });
        all.dedup();
        Self(all)
    }

    /// Those of several documents.
    #[must_use]
    pub fn all(found: impl IntoIterator<Item = Self>) -> Self {
        Self::new(found.into_iter().flatten().collect())
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

    /// How many there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|one| one.severity() == severity).count()
    }

    /// Those that are at least as severe.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> Self {
        Self(self.0.iter().filter(|one| one.severity() <= severity).cloned().collect())
    }

    /// How many there are of each severity, in words.
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |severity: Severity| {
            let count = self.count(severity);
            format!("{count} {severity}{}", if count == 1 { "" } else { "s" })
        };
        [Severity::Error, Severity::Warning, Severity::Note].map(count).join(", ")
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Diagnostics {
    /// Draws all of them as plain text, with the summary at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.0 {
            writeln!(f, "{diagnostic}\n")?;
        }
        f.write_str(&self.summary())
    }
}

impl std::error::Error for Diagnostics {}

/// Collects what the passes over one source find.
#[derive(Debug)]
pub(crate) struct Reporter<'a> {
    source: &'a Source,
    text: Arc<Text>,
    /// The overlay, which parts of the document may come from.
    overlay: Option<(&'a Source, Arc<Text>)>,
    found: RefCell<Vec<Diagnostic>>,
    /// Whether the document was imported, so that nobody vouches for what its source says.
    imported: Cell<bool>,
    /// What is not said after all: the rule, the pointer and the name.
    withdrawn: RefCell<BTreeSet<(&'static str, Arc<str>, String)>>,
    /// How many more names may be compared, lest advice about many mistakes takes long.
    comparisons: Cell<usize>,
    /// Pointers of keys that are missing and most likely meant by misspelt ones.
    meant: RefCell<BTreeSet<String>>,
}

impl<'a> Reporter<'a> {
    pub(crate) fn new(source: &'a Source) -> Self {
        Self {
            source,
            text: Arc::new(Text::new(&source.text)),
            overlay: source.overlay().map(|overlay| (overlay, Arc::new(Text::new(&overlay.text)))),
            found: RefCell::default(),
            imported: Cell::default(),
            withdrawn: RefCell::default(),
            comparisons: Cell::new(1_000_000),
            meant: RefCell::default(),
        }
    }

    /// The source that a place is in, and its text.
    fn source_of(&self, place: &Place) -> (&Source, &Arc<Text>) {
        match &self.overlay {
            Some((overlay, text)) if place.in_overlay => (overlay, text),
            _ => (self.source, &self.text),
        }
    }

    /// Says that the document was imported.
    pub(crate) fn set_imported(&self) {
        self.imported.set(true);
    }

    pub(crate) fn report(
        &self,
        rule: &'static Rule,
        place: &Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (source, text) = self.source_of(place);
        self.found.borrow_mut().push(Diagnostic {
            rule,
            severity: if self.imported.get() { rule.severity_of_imported() } else { rule.severity },
            file: source.name.clone(),
            place: within(text, place),
            message: message.into(),
            help: help.into(),
            related: None,
            text: text.clone(),
        });
    }

    /// Takes over what has been said of another source.
    pub(crate) fn take_over(&self, other: Reporter<'_>) {
        self.found.borrow_mut().extend(other.into_found());
    }

    /// Takes back what is said of `name` at a place, since another report explains it.
    pub(crate) fn withdraw(&self, rule: &'static Rule, place: &Place, name: &str) {
        self.withdrawn.borrow_mut().insert((rule.name, place.pointer.clone(), name.to_owned()));
    }

    /// The nearest of some names, if at most as many letters differ, and not all.
    pub(crate) fn nearest<'n>(
        &self,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
        letters: usize,
    ) -> Option<&'n str> {
        let mut near: Option<(usize, &str)> = None;
        for known in known.into_iter().filter(|_| name.len() <= 200) {
            self.comparisons.set(self.comparisons.get().checked_sub(1)?);
            if known.len().abs_diff(name.len()) <= 4 * letters {
                let found = (strsim::damerau_levenshtein(known, name), known);
                near = Some(near.map_or(found, |near| near.min(found)));
            }
        }
        let is_near = |distance: usize| distance <= letters && distance < name.chars().count();
        near.filter(|(distance, _)| is_near(*distance)).map(|(_, known)| known)
    }

    /// Says of the last report what stands at another place.
    pub(crate) fn relate(&self, place: &Place, label: &'static str) {
        let (source, text) = self.source_of(place);
        if let Some(last) = self.found.borrow_mut().last_mut() {
            let (file, place) = (source.name.clone(), within(text, place));
            last.related = Some(Related { file, place, label, text: text.clone() });
        }
    }

    /// What is written at a place, as far as it is on one line.
    pub(crate) fn written(&self, place: &Place) -> &str {
        self.source_of(place).1.part(place.line, place.column..place.column + place.width).0
    }

    /// What follows a place on its line.
    pub(crate) fn behind(&self, place: &Place) -> &str {
        let from = place.column + place.width;
        let text = self.source_of(place).1;
        text.part(place.line, from..text.width(place.line) + 1).0
    }

    /// Where something stands first in the whole text.
    pub(crate) fn find_all(&self, words: &str) -> Option<Place> {
        self.text.first(words)
    }

    /// Where `words` stand in the text that begins at `place`.
    pub(crate) fn find(&self, place: &Place, words: &str) -> Place {
        self.source_of(place).1.find(place, words).unwrap_or_else(|| place.clone())
    }

    /// Remembers that a misspelt key, which has been reported, was to be `key` of the map at `pointer`.
    pub(crate) fn mean(&self, pointer: &str, key: &str) {
        self.meant.borrow_mut().insert(format!("{pointer}/{key}"));
    }

    /// Whether a key that is missing is there, misspelt.
    pub(crate) fn is_meant(&self, pointer: &str, key: &str) -> bool {
        self.meant.borrow().contains(&format!("{pointer}/{key}"))
    }

    pub(crate) fn is_clean(&self) -> bool {
        self.found.borrow().iter().all(|one| one.severity != Severity::Error)
    }

    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        let withdrawn = self.withdrawn.into_inner();
        let mut found = self.found.into_inner();
        if !withdrawn.is_empty() {
            found.retain(|one| {
                let name = one.message.strip_suffix('`').and_then(|rest| rest.rsplit('`').next());
                let name = name.unwrap_or_default().to_owned();
                !withdrawn.contains(&(one.rule.name, one.place.pointer.clone(), name))
            });
        }
        found
    }
}
