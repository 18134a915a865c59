//! YAML as a person would write it: maps of some size in lines of their own, small ones in one line, and text in quotes where
//! it could be read as something else.

use crate::prose::is_visible;

/// How long a line with a small map or list gets.
const WIDTH: usize = 112;
/// How many maps and lists may be inside of each other on one line.
const DEPTH: usize = 3;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Yaml {
    Map(Map),
    List(Vec<Yaml>),
    Text(String),
    /// A number, a boolean or null, as it is written.
    Literal(String),
}

/// A map, in the order in which it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Map {
    entries: Vec<(String, Yaml)>,
    /// Facts that the map cannot carry: comments above it.
    notes: Vec<String>,
    /// Whether each entry has a line of its own, whatever its size.
    spread: bool,
}

impl Map {
    /// A map whose entries have lines of their own.
    pub(crate) fn spread() -> Self {
        Self { spread: true, ..Self::default() }
    }

    pub(crate) fn with(mut self, key: &str, value: impl Into<Yaml>) -> Self {
        self.put(key, value);
        self
    }

    pub(crate) fn put(&mut self, key: &str, value: impl Into<Yaml>) {
        self.entries.push((key.to_owned(), value.into()));
    }

    /// Puts a value before all others.
    pub(crate) fn prepend(&mut self, key: &str, value: impl Into<Yaml>) {
        self.entries.insert(0, (key.to_owned(), value.into()));
    }

    /// Puts a value that may be absent.
    pub(crate) fn maybe(&mut self, key: &str, value: Option<impl Into<Yaml>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Puts a flag that is only written if it is up.
    pub(crate) fn flag(&mut self, key: &str, up: bool) {
        self.maybe(key, up.then_some(true));
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub(crate) fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// Takes the value of a key out.
    pub(crate) fn take(&mut self, key: &str) -> Option<Yaml> {
        let at = self.entries.iter().position(|(known, _)| known == key)?;
        Some(self.entries.remove(at).1)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &(String, Yaml)> {
        self.entries.iter()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, _)| known == key)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl From<Map> for Yaml {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<Vec<Yaml>> for Yaml {
    fn from(list: Vec<Yaml>) -> Self {
        Self::List(list)
    }
}

impl From<&str> for Yaml {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Yaml {
    fn from(value: bool) -> Self {
        Self::Literal(value.to_string())
    }
}

impl From<i64> for Yaml {
    fn from(value: i64) -> Self {
        Self::Literal(value.to_string())
    }
}

impl Yaml {
    /// The notes above a value.
    fn notes(&self) -> &[String] {
        if let Self::Map(map) = self { &map.notes } else { &[] }
    }

    /// How many notes are in a value.
    pub(crate) fn count_notes(&self) -> usize {
        match self {
            Self::Map(map) => {
                map.notes.len() + map.entries.iter().map(|(_, value)| value.count_notes()).sum::<usize>()
            }
            Self::List(items) => items.iter().map(Self::count_notes).sum(),
            Self::Text(_) | Self::Literal(_) => 0,
        }
    }
}

/// The text of a document.
pub(crate) fn print(document: &Map) -> String {
    let mut out = String::new();
    comments(&document.notes, 0, &mut out);
    block_map(document, 0, &mut out);
    out
}

fn indented(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

fn comments(notes: &[String], indent: usize, out: &mut String) {
    for note in notes {
        indented(indent, out);
        out.push_str("# ");
        out.push_str(&comment(note));
        out.push('\n');
    }
}

/// One line that shows a note and does nothing else.
fn comment(note: &str) -> String {
    const LONGEST: usize = 240;
    let line: String = note.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line: String = line.chars().filter(|c| is_visible(*c)).collect();
    if let Some((cut, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

fn block_map(map: &Map, indent: usize, out: &mut String) {
    for (at, (key, value)) in map.entries.iter().enumerate() {
        comments(value.notes(), indent, out);
        indented(indent, out);
        entry(key, value, indent, out);
        // The parts of a document are a line apart.
        if indent == 0 && at + 1 < map.entries.len() && out.ends_with('\n') && is_long(value) {
            out.push('\n');
        }
    }
}

fn is_long(value: &Yaml) -> bool {
    match value {
        Yaml::Map(map) => map.spread && !map.is_empty(),
        Yaml::List(_) | Yaml::Text(_) | Yaml::Literal(_) => false,
    }
}

/// A key with its value; the indentation is there already.
fn entry(key: &str, value: &Yaml, indent: usize, out: &mut String) {
    let key = scalar(key);
    out.push_str(&key);
    out.push(':');
    if let Some(text) = flow(value, WIDTH.saturating_sub(indent + key.len() + 2), true) {
        out.push(' ');
        out.push_str(&text);
        out.push('\n');
        return;
    }
    match value {
        Yaml::Map(map) => {
            out.push('\n');
            block_map(map, indent + 2, out);
        }
        Yaml::List(items) => {
            out.push('\n');
            block_list(items, indent + 2, out);
        }
        Yaml::Text(text) => block_text(text, indent + 2, out),
        Yaml::Literal(text) => {
            out.push(' ');
            out.push_str(text);
            out.push('\n');
        }
    }
}

fn block_list(items: &[Yaml], indent: usize, out: &mut String) {
    for item in items {
        comments(item.notes(), indent, out);
        indented(indent, out);
        out.push('-');
        if let Some(text) = flow(item, WIDTH.saturating_sub(indent + 2), true) {
            out.push(' ');
            out.push_str(&text);
            out.push('\n');
            continue;
        }
        match item {
            Yaml::Map(map) => {
                out.push(' ');
                for (at, (key, value)) in map.entries.iter().enumerate() {
                    if at > 0 {
                        comments(value.notes(), indent + 2, out);
                        indented(indent + 2, out);
                    } else if !value.notes().is_empty() {
                        // The comment would stand behind the dash.
                        out.pop();
                        out.push('\n');
                        comments(value.notes(), indent + 2, out);
                        indented(indent + 2, out);
                    }
                    entry(key, value, indent + 2, out);
                }
            }
            Yaml::List(items) => {
                out.push('\n');
                block_list(items, indent + 2, out);
            }
            Yaml::Text(text) => block_text(text, indent + 2, out),
            Yaml::Literal(_) => {}
        }
    }
}

/// Text of several lines, or of a long one.
fn block_text(text: &str, indent: usize, out: &mut String) {
    let is_block = text.contains('\n')
        && text.chars().all(|c| c == '\n' || (is_visible(c) && c != '\u{85}'))
        && !text.starts_with([' ', '\n'])
        && !text.ends_with([' ', '\n'])
        && text.lines().all(|line| !line.ends_with(' '));
    if !is_block {
        out.push(' ');
        out.push_str(&quoted(text));
        out.push('\n');
        return;
    }
    out.push_str(" |-\n");
    for line in text.lines() {
        if !line.is_empty() {
            indented(indent, out);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// A value on one line, if it is small enough.
fn flow(value: &Yaml, room: usize, top: bool) -> Option<String> {
    match value {
        // There is no other form for these.
        Yaml::Literal(text) => Some(text.clone()),
        Yaml::Text(text) if top => (!text.contains('\n')).then(|| scalar(text)),
        Yaml::Map(map) if map.is_empty() => Some("{}".to_owned()),
        Yaml::List(items) if items.is_empty() => Some("[]".to_owned()),
        _ => {
            let mut out = String::new();
            flow_into(value, room, DEPTH, !top, &mut out).then_some(out)
        }
    }
}

/// Writes a value on the line, as long as it fits; the notes of what has them stand above the line only at the top.
fn flow_into(value: &Yaml, room: usize, depth: usize, inside: bool, out: &mut String) -> bool {
    match value {
        Yaml::Literal(text) => out.push_str(text),
        Yaml::Text(text) if text.len() > room || text.contains('\n') => return false,
        Yaml::Text(text) => out.push_str(&scalar(text)),
        _ if depth == 0 => return false,
        Yaml::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                if !flow_into(item, room, depth - 1, true, out) {
                    return false;
                }
            }
            out.push(']');
        }
        Yaml::Map(map) => {
            if (map.spread && !map.is_empty()) || (inside && !map.notes.is_empty()) {
                return false;
            }
            out.push('{');
            for (at, (key, value)) in map.entries.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                out.push_str(&scalar(key));
                out.push_str(": ");
                if !flow_into(value, room, depth - 1, true, out) {
                    return false;
                }
            }
            out.push('}');
        }
    }
    out.len() <= room
}

/// A text, in quotes unless every reader takes it for this text.
fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Words that are not text to some version of YAML.
const WORDS: &[&str] = &["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

fn is_plain(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-./$<>()+*=;^~' ".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && text.chars().all(fits)
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_visible(c) && c != '\u{85}' && c != '\u{a0}' => out.push(c),
            c if u32::from(c) <= 0xffff => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}
