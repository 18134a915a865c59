//! What is wrong with a document, where, and what to write instead.
//!
//! Every pass reports into one [`Diagnostics`]; nothing here decides whether a document is right.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::Source;
use crate::prose::visible;
use crate::rule::{Rule, Severity};

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
        let help = visible(&self.help);
        let pointer = visible(&self.place.pointer);
        let pointer = format!("at {}", if pointer.is_empty() { "the root" } else { &pointer });
        let group = Group::with_title(level.primary_title(self.message.as_str()).id(self.rule.name))
            .elements(self.snippets())
            .element(Level::NOTE.message(pointer.as_str()))
            .element(Level::HELP.message(help.as_str()));
        renderer.render(&[group])
    }

    /// The lines it is about, with carets. Lines that are far from each other, or of two sources, are two excerpts.
    fn snippets(&self) -> Vec<Snippet<'_, annotate_snippets::Annotation<'_>>> {
        const NEAR: usize = 8;
        let primary = |start| AnnotationKind::Primary.span(self.text.span(&self.place, start));
        let line = self.place.line;
        let (start, alone) = self.text.excerpt(&self.file, line, line);
        let Some(related) = self.related.as_ref().filter(|related| !related.is_at(self)) else {
            return vec![alone.annotation(primary(start))];
        };
        let other = related.place.line;
        let context = |start| {
            AnnotationKind::Context.span(related.text.span(&related.place, start)).label(related.label)
        };
        if related.file != self.file || other.abs_diff(line) > NEAR {
            let (other_start, snippet) = related.text.excerpt(&related.file, other, other);
            return vec![alone.annotation(primary(start)), snippet.annotation(context(other_start))];
        }
        let (start, snippet) = self.text.excerpt(&self.file, line.min(other), line.max(other));
        vec![snippet.annotation(primary(start)).annotation(context(start))]
    }
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

/// The text of a source, and where its lines begin.
#[derive(Debug, PartialEq, Eq)]
struct Text {
    all: String,
    starts: Vec<usize>,
}

impl Text {
    fn new(all: &str) -> Self {
        // Columns do not count a byte order mark.
        let all = all.strip_prefix('\u{feff}').unwrap_or(all);
        let mut starts = vec![0];
        starts.extend(all.match_indices('\n').map(|(at, _)| at + 1).filter(|start| *start < all.len()));
        Self { all: all.to_owned(), starts }
    }

    /// Where a line begins, counted from 1.
    fn start(&self, line: usize) -> usize {
        self.starts.get(line - 1).copied().unwrap_or(self.all.len())
    }

    /// Where a line ends, without its line break.
    fn end(&self, line: usize) -> usize {
        let start = self.start(line);
        let text = self.all.get(start..self.start(line + 1)).unwrap_or_default();
        start + text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text)).len()
    }

    /// Some lines, and where they begin.
    fn excerpt<'t>(
        &'t self,
        file: &'t str,
        first: usize,
        last: usize,
    ) -> (usize, Snippet<'t, annotate_snippets::Annotation<'t>>) {
        let start = self.start(first);
        let text = &self.all[start..self.end(last)];
        (start, Snippet::source(text).line_start(first).path(file))
    }

    fn line(&self, line: usize) -> &str {
        self.all.get(self.start(line)..self.end(line)).unwrap_or_default()
    }

    /// The bytes of a place, in an excerpt that starts at `start`.
    fn span(&self, place: &Place, start: usize) -> Range<usize> {
        let line = self.line(place.line);
        let offset =
            |characters: usize| line.char_indices().nth(characters).map_or(line.len(), |(offset, _)| offset);
        let from = self.start(place.line) - start;
        let (begin, end) = (offset(place.column - 1), offset(place.column - 1 + place.width));
        from + begin..from + end.max(begin)
    }

    /// What is missing at the end stands behind the last line.
    fn within(&self, place: &Place) -> Place {
        let last = self.starts.len();
        if place.line <= last {
            return place.clone();
        }
        Place { line: last, column: self.line(last).chars().count() + 1, ..place.clone() }
    }

    /// Where `words` stand at or behind `place`, whatever white space is between them; what is on the first line of it.
    fn find(&self, place: &Place, words: &str) -> Option<Place> {
        let from = self.start(place.line);
        let text = self.all.get(from..)?;
        let mut words = words.split_whitespace();
        let first = words.next()?;
        let rest: Vec<&str> = words.collect();
        let (at, _) = text.match_indices(first).find(|(at, _)| follow(&text[at + first.len()..], &rest))?;
        let start = from + at;
        let line = self.starts.partition_point(|begin| *begin <= start);
        let before = self.all.get(self.start(line)..start)?;
        let mut width = first.chars().count();
        let mut tail = self.all.get(start + first.len()..self.end(line))?;
        for word in rest {
            let Some(after) = tail.trim_start().strip_prefix(word) else { break };
            width += tail.chars().count() - after.chars().count();
            tail = after;
        }
        Some(Place { line, column: before.chars().count() + 1, width, ..place.clone() })
    }
}

/// Whether `words` come next in `text`.
fn follow(text: &str, words: &[&str]) -> bool {
    let mut text = text;
    for word in words {
        match text.trim_start_matches(|c: char| c.is_whitespace() || c == '\\').strip_prefix(word) {
            Some(rest) => text = rest,
            None => return false,
        }
    }
    true
}

/// Everything that is wrong with the documents of a run, in the order of file and position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(crate) fn new(mut all: Vec<Diagnostic>) -> Self {
        let order = |one: &Diagnostic| (one.file.clone(), one.place.clone(), one.message.clone());
        all.sort_by_cached_key(order);
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
            place: text.within(place),
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

    /// Takes back what has been said of `name` at a place, since another report explains it.
    pub(crate) fn withdraw(&self, rule: &Rule, place: &Place, name: &str) {
        let end = format!(" `{name}`");
        let is_it = |one: &Diagnostic| {
            one.rule == rule && one.place.pointer == place.pointer && one.message.ends_with(&end)
        };
        self.found.borrow_mut().retain(|one| !is_it(one));
    }

    /// Says of the last report what stands at another place.
    pub(crate) fn relate(&self, place: &Place, label: &'static str) {
        let (source, text) = self.source_of(place);
        if let Some(last) = self.found.borrow_mut().last_mut() {
            let (file, place) = (source.name.clone(), text.within(place));
            last.related = Some(Related { file, place, label, text: text.clone() });
        }
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
        self.found.borrow().is_empty()
    }

    pub(crate) fn into_found(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }
}
