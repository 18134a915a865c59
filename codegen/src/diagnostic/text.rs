//! The text of a source, in which every place is found at the same cost, however long its lines are.

use std::ops::Range;

use super::Place;

/// How many characters are counted at most to find a place.
const STEP: usize = 128;
/// How far words are looked for.
const REACH: usize = 20_000;

/// The text of a source, and where its lines and characters are.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    all: String,
    /// Where each line begins, in bytes and in characters.
    lines: Vec<(usize, usize)>,
    /// Where every [`STEP`]th character begins.
    marks: Vec<usize>,
}

impl Text {
    pub(super) fn new(all: &str) -> Self {
        // Columns do not count a byte order mark.
        let all = all.strip_prefix('\u{feff}').unwrap_or(all);
        let (mut lines, mut marks) = (vec![(0, 0)], Vec::new());
        for (count, (at, c)) in all.char_indices().enumerate() {
            if count % STEP == 0 {
                marks.push(at);
            }
            if c == '\n' && at + 1 < all.len() {
                lines.push((at + 1, count + 1));
            }
        }
        Self { all: all.to_owned(), lines, marks }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Where a line begins, counted from 1.
    fn start(&self, line: usize) -> usize {
        self.lines.get(line - 1).map_or(self.all.len(), |(start, _)| *start)
    }

    /// Where a line ends, without its line break.
    fn end(&self, line: usize) -> usize {
        let start = self.start(line);
        let text = self.all.get(start..self.start(line + 1)).unwrap_or_default();
        start + text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text)).len()
    }

    /// How many characters a line has.
    pub(super) fn width(&self, line: usize) -> usize {
        self.column(line, self.end(line)) - 1
    }

    /// The lines from the first to the last, and where they begin.
    pub(super) fn lines(&self, first: usize, last: usize) -> (&str, usize) {
        let start = self.start(first);
        (self.all.get(start..self.end(last)).unwrap_or_default(), start)
    }

    /// The text of a line between two columns.
    pub(super) fn part(&self, line: usize, columns: Range<usize>) -> (&str, usize) {
        let start = self.offset(line, columns.start);
        (self.all.get(start..self.offset(line, columns.end)).unwrap_or_default(), start)
    }

    /// The bytes of a place.
    pub(super) fn span(&self, place: &Place) -> Range<usize> {
        let begin = self.offset(place.line, place.column);
        begin..self.offset(place.line, place.column + place.width).max(begin)
    }

    /// Where a column begins, counted from 1; the end of the line, if it is shorter.
    fn offset(&self, line: usize, column: usize) -> usize {
        let Some((_, first)) = self.lines.get(line - 1) else { return self.all.len() };
        let count = first + column.saturating_sub(1);
        let mark = self.marks.get(count / STEP).copied().unwrap_or(self.all.len());
        let rest = self.all.get(mark..).unwrap_or_default();
        let within = rest.char_indices().nth(count % STEP).map_or(rest.len(), |(at, _)| at);
        (mark + within).min(self.end(line))
    }

    /// The column of a byte, counted from 1.
    fn column(&self, line: usize, byte: usize) -> usize {
        let Some((_, first)) = self.lines.get(line - 1) else { return 1 };
        let mark = self.marks.partition_point(|mark| *mark <= byte).saturating_sub(1);
        let from = self.marks.get(mark).copied().unwrap_or_default();
        let count = mark * STEP + self.all.get(from..byte).unwrap_or_default().chars().count();
        count - first + 1
    }

    /// Where something stands first.
    pub(super) fn first(&self, words: &str) -> Option<Place> {
        let at = self.all.find(words)?;
        let line = self.lines.partition_point(|(begin, _)| *begin <= at);
        let width = words.chars().count();
        Some(Place { line, column: self.column(line, at), width, ..Place::start() })
    }

    /// Where `words` stand at or closely behind `place`, whatever white space is between them; what is on the first line of it.
    pub(super) fn find(&self, place: &Place, words: &str) -> Option<Place> {
        let from = self.offset(place.line, place.column);
        let mut to = self.all.len().min(from + REACH);
        while !self.all.is_char_boundary(to) {
            to -= 1;
        }
        let text = self.all.get(from..to)?;
        let mut words = words.split_whitespace();
        let first = words.next()?;
        let rest: Vec<&str> = words.collect();
        let (at, _) = text.match_indices(first).find(|(at, _)| follow(&text[at + first.len()..], &rest))?;
        let start = from + at;
        let line = self.lines.partition_point(|(begin, _)| *begin <= start);
        let mut width = first.chars().count();
        let mut tail = self.all.get(start + first.len()..self.end(line).min(to))?;
        for word in rest {
            let Some(after) = tail.trim_start().strip_prefix(word) else { break };
            let blanks = tail.chars().take_while(|c| c.is_whitespace()).count();
            width += blanks + word.chars().count();
            tail = after;
        }
        Some(Place { line, column: self.column(line, start), width, ..place.clone() })
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
