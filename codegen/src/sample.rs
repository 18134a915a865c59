//! Putting a sample into the text of a document: everything else of the text stays as it is, letter for letter.

use std::fmt;

use crate::diagnostic::Reporter;
use crate::yaml::{self, Entry, Node};
use crate::{Source, call_model, fake_model, lower_partly, spec};

/// An answer, ready to be written.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'s> {
    /// The key under `examples`, a plain word.
    pub name: &'s str,
    /// One line about it, quoted.
    pub summary: &'s str,
    /// The value as block YAML, not indented.
    pub block: &'s [String],
    /// The value as JSON on one line.
    pub flow: &'s str,
}

/// Why a sample could not be put into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SampleError {
    /// The operation has no answer of its own in the document; the reason says what it has.
    NoPlace(&'static str),
    /// There is a sample already.
    Exists,
    /// The new text would not be the old document with this sample.
    Changed(&'static str),
}

impl fmt::Display for SampleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace(reason) => write!(f, "there is no place for a sample: {reason}"),
            Self::Exists => f.write_str("the operation has a sample already"),
            Self::Changed(what) => write!(f, "the text could not be edited safely: {what}"),
        }
    }
}

impl std::error::Error for SampleError {}

/// Whether an operation has a sample.
///
/// # Errors
///
/// If there is no place for one.
pub fn has_sample(source: &Source, operation: &str) -> Result<bool, SampleError> {
    let root = parsed(source)?;
    let media = media(&root, operation)?;
    Ok(samples(media.entries()).next().is_some())
}

/// The text of `source` with the sample as the only one of the operation.
///
/// # Errors
///
/// If there is no place for a sample, if there is one and it is not to be replaced, or if anything else would change.
pub fn with_sample(
    source: &Source,
    operation: &str,
    sample: &Sample<'_>,
    replace: bool,
) -> Result<String, SampleError> {
    let root = parsed(source)?;
    let media = media(&root, operation)?;
    let existing: Vec<&Entry> = samples(media.entries()).collect();
    if !existing.is_empty() && !replace {
        return Err(SampleError::Exists);
    }
    let text = Text::new(&source.text);
    let edited = if text.is_flow(media) {
        text.edit_flow(media, &existing, sample)
    } else {
        text.edit_block(media.entries(), &existing, sample)
    };
    let edited = edited.ok_or(SampleError::Changed("its layout is not understood"))?;
    let new = Source::new(source.name.as_str(), edited);
    verify(source, &new, operation, sample)?;
    Ok(new.text)
}

fn parsed(source: &Source) -> Result<Node, SampleError> {
    if source.overlay().is_some() {
        return Err(SampleError::NoPlace("the document has an overlay; add the sample there, as an action"));
    }
    yaml::parse(source, &Reporter::new(source)).ok_or(SampleError::NoPlace("the document is not YAML"))
}

/// The content of an operation's answer.
fn media<'n>(root: &'n Node, operation: &str) -> Result<&'n Node, SampleError> {
    let missing = |what| SampleError::NoPlace(what);
    let found = spec::operations(root).into_iter().find(|(name, _)| *name == operation);
    let responses = found.and_then(|(_, entry)| entry.node.get("responses")).map(Node::entries);
    let answer = responses.and_then(|all| all.iter().find(|entry| entry.key.starts_with('2')));
    let answer = &answer.ok_or(missing("the operation has no response \"200\""))?.node;
    if answer.get("$ref").is_some() {
        return Err(missing(
            "its response is a `$ref`, which other operations may share; spell the response out",
        ));
    }
    let media = answer.get("content").and_then(|content| content.get("application/json"));
    media.filter(|media| !media.entries().is_empty()).ok_or(missing("its response has no `application/json`"))
}

fn is_sample(key: &str) -> bool {
    key == "example" || key == "examples"
}

fn samples(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(|entry| is_sample(&entry.key))
}

/// A text by lines and by places.
struct Text<'t> {
    text: &'t str,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: [0].into_iter().chain(breaks).collect() }
    }

    fn line(&self, number: usize) -> Option<&'t str> {
        let start = *self.starts.get(number)?;
        let end = self.starts.get(number + 1).copied().unwrap_or(self.text.len());
        self.text.get(start..end).filter(|line| !line.is_empty())
    }

    /// The offset of a place, whose line and column count from 1.
    fn offset(&self, place: &crate::Place) -> Option<usize> {
        let line = self.line(place.line.checked_sub(1)?)?;
        let column = line.char_indices().nth(place.column.checked_sub(1)?).map_or(line.len(), |(at, _)| at);
        Some(self.starts.get(place.line - 1)? + column)
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.offset(&node.place).and_then(|at| self.text.get(at..)).is_some_and(|rest| rest.starts_with('{'))
    }

    fn edit_flow(&self, media: &Node, existing: &[&Entry], sample: &Sample<'_>) -> Option<String> {
        let Sample { name, summary, flow, .. } = sample;
        let added = format!("examples: {{{name}: {{summary: {summary}, value: {flow}}}}}");
        let start = self.offset(&media.place)?;
        if let [entry] = existing {
            let (key, value) = (self.offset(&entry.place)?, self.offset(&entry.node.place)?);
            let end = value + end_of_flow(self.text.get(value..)?)?;
            return Some(format!("{}{added}{}", self.text.get(..key)?, self.text.get(end..)?));
        }
        let end = start + end_of_flow(self.text.get(start..)?)? - 1;
        let before = self.text.get(..end)?.trim_end();
        let separator = if before.ends_with([',', '{']) { " " } else { ", " };
        existing
            .is_empty()
            .then(|| format!("{before}{separator}{added}{}", self.text.get(end..).unwrap_or_default()))
    }

    fn edit_block(&self, entries: &[Entry], existing: &[&Entry], sample: &Sample<'_>) -> Option<String> {
        let indent = entries.first()?.place.column.checked_sub(1)?;
        let last = existing.last().copied().or(entries.last())?;
        let end = self.end_of_block(last.place.line - 1, indent)?;
        let mut lines: Vec<String> = Vec::new();
        let removed: Vec<(usize, usize)> = existing
            .iter()
            .filter_map(|entry| {
                let start = entry.place.line - 1;
                Some((start, self.end_of_block(start, indent)?))
            })
            .collect();
        let ending = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        for number in 0.. {
            if number == end {
                lines.extend(
                    block(sample).into_iter().map(|line| format!("{}{line}{ending}", " ".repeat(indent))),
                );
            }
            let Some(line) = self.line(number) else { break };
            if removed.iter().any(|(start, end)| (*start..*end).contains(&number)) {
                continue;
            }
            let is_open = number + 1 == end && !line.ends_with('\n');
            lines.push(if is_open { format!("{line}{ending}") } else { line.to_owned() });
        }
        Some(lines.concat())
    }

    /// The line behind an entry that begins in line `start` with `indent` spaces before it.
    fn end_of_block(&self, start: usize, indent: usize) -> Option<usize> {
        self.line(start)?;
        let mut end = start + 1;
        for number in start + 1.. {
            let Some(line) = self.line(number) else { break };
            let content = line.trim_start_matches(' ');
            let is_deeper = line.len() - content.len() > indent;
            match content.trim_end() {
                "" => {}
                _ if is_deeper => end = number + 1,
                comment if comment.starts_with('#') => {}
                _ => break,
            }
        }
        Some(end)
    }
}

fn block(sample: &Sample<'_>) -> Vec<String> {
    let mut lines = vec![
        "examples:".to_owned(),
        format!("  {}:", sample.name),
        format!("    summary: {}", sample.summary),
    ];
    match sample.block {
        [line] if line.starts_with(['{', '[']) => lines.push(format!("    value: {line}")),
        block => {
            lines.push("    value:".to_owned());
            lines.extend(block.iter().map(|line| format!("      {line}")));
        }
    }
    lines
}

/// The length of a flow map or list at the beginning of a text.
fn end_of_flow(text: &str) -> Option<usize> {
    let (mut depth, mut before, mut quote) = (0_usize, ' ', None);
    let mut characters = text.char_indices().peekable();
    let mut is_comment = false;
    while let Some((at, c)) = characters.next() {
        if is_comment {
            is_comment = c != '\n';
            continue;
        }
        match (quote, c) {
            (Some('"'), '\\') => {
                characters.next();
            }
            (Some('\''), '\'') if characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                characters.next();
            }
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            // Inside of a plain word a quotation mark is a letter like any other.
            (None, '"' | '\'') if matches!(before, '{' | '[' | ',' | ':' | ' ' | '\n') => quote = Some(c),
            (None, '#') if matches!(before, ' ' | '\n') => is_comment = true,
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, _) if depth == 0 => return None,
            (None, _) => {}
        }
        before = c;
    }
    None
}

/// Refuses a new text that is not the old document with the sample.
fn verify(old: &Source, new: &Source, operation: &str, sample: &Sample<'_>) -> Result<(), SampleError> {
    let without = |source: &Source| {
        let root = parsed(source).ok()?;
        let mut document = root.to_json();
        let pointer = &media(&root, operation).ok()?.place.pointer;
        let media = document.pointer_mut(pointer)?.as_object_mut()?;
        media.retain(|key, _| !is_sample(key));
        Some(document)
    };
    let before = without(old);
    if before.is_none() || before != without(new) {
        return Err(SampleError::Changed("something else would change"));
    }
    let (before, after) = (lower_partly(old), lower_partly(new));
    if before.concerning(operation).iter().count() != after.concerning(operation).iter().count() {
        return Err(SampleError::Changed("the document would have other errors"));
    }
    let (Some(before), Some(after)) = (before.only(operation), after.only(operation)) else {
        return Err(SampleError::Changed("the operation could not be read any more"));
    };
    let model: serde_json::Value = serde_json::from_str(&fake_model(&after)).unwrap_or_default();
    let written = model.pointer("/operations/0/sample");
    let wanted: Option<serde_json::Value> = serde_json::from_str(sample.flow).ok();
    if call_model(&before) != call_model(&after) || written.is_none() || written != wanted.as_ref() {
        return Err(SampleError::Changed("the sample would not be read as it was written"));
    }
    Ok(())
}
