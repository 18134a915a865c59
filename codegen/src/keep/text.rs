//! The text of an overlay: what people wrote, and what keeps the API, which stands before it.
//!
//! Actions are moved as lines, so that comments and layout stay as they are.

use super::action::{as_text, spread};
use super::{MARK, Proposal, tree};
use crate::Source;
use crate::diagnostic::{Diagnostics, Reporter};
use crate::import::yaml::{Map, Yaml, print as print_yaml};
use crate::yaml::{self, Entry, Node, Value};

/// What every overlay has, or may have, around its actions.
const FRAME: [&str; 4] = ["overlay", "info", "extends", "actions"];

/// The parts of an overlay.
struct Parts {
    head: Vec<String>,
    /// The lines of each action, and whether it is marked.
    actions: Vec<(Vec<String>, bool)>,
    tail: Vec<String>,
    /// Whether people said something beside the actions.
    has_words: bool,
}

/// What people wrote of an overlay; none if nothing is left of it.
pub(super) fn own(overlay: &Source) -> Result<Option<String>, Diagnostics> {
    let parts = parts(overlay)?;
    let actions = parts.chosen(false);
    if actions.is_empty() && !parts.has_words {
        return Ok(None);
    }
    let none = actions.is_empty();
    let head = parts.head.iter().map(|line| if none && line == "actions:" { "actions: []" } else { line });
    Ok(Some(lines(head.chain(actions).chain(parts.tail.iter().map(String::as_str)))))
}

/// What keeps the API of an overlay, alone; none if nothing does.
pub(super) fn kept(overlay: &Source) -> Result<Option<String>, Diagnostics> {
    let parts = parts(overlay)?;
    let actions = parts.chosen(true);
    if actions.is_empty() {
        return Ok(None);
    }
    Ok(Some(format!("{}actions:\n{}", head(overlay), lines(actions))))
}

impl Parts {
    /// The lines of the actions that are marked, or of the others.
    fn chosen(&self, marked: bool) -> Vec<&str> {
        let chosen = self.actions.iter().filter(|(_, mark)| *mark == marked);
        chosen.flat_map(|(lines, _)| lines.iter().map(String::as_str)).collect()
    }
}

fn lines<'l>(lines: impl IntoIterator<Item = &'l str>) -> String {
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}

fn parts(overlay: &Source) -> Result<Parts, Diagnostics> {
    let reporter = Reporter::new(overlay);
    let root = yaml::parse(overlay, &reporter);
    let Some(root) = root.filter(|_| reporter.is_clean()) else {
        return Err(Diagnostics::new(reporter.into_found()));
    };
    let has_words = root.entries().iter().any(|entry| !FRAME.contains(&entry.key.as_str()));
    let lines: Vec<&str> = overlay.text.lines().collect();
    let list = root.entries().iter().find(|entry| entry.key == "actions");
    let actions: &[Node] = match list.map(|list| &list.node.value) {
        Some(Value::List(nodes)) => nodes,
        _ => &[],
    };
    // A comment above something belongs to it, and so does an empty line.
    let begins = |line: usize| {
        let belongs = |line: &&&str| line.trim().is_empty() || line.trim_start().starts_with('#');
        let above = lines.get(..line.saturating_sub(1)).unwrap_or_default();
        above.len() - above.iter().rev().take_while(belongs).count()
    };
    let starts: Vec<usize> = actions.iter().map(|node| begins(node.place.line)).collect();
    let after = root.entries().iter().skip_while(|entry| entry.key != "actions").nth(1);
    let end = after.map_or(lines.len(), |entry| begins(entry.place.line));
    let first = starts.first().copied().unwrap_or(end);
    let slice = |from: usize, to: usize| -> Vec<String> {
        lines.get(from..to).unwrap_or_default().iter().map(|line| (*line).to_owned()).collect()
    };
    let marks = actions.iter().map(|node| node.get(MARK).is_some());
    let tail = slice(end, lines.len());
    let on_lines_of_their_own = |list: &Entry| list.place.line <= first && starts.is_sorted_by(|a, b| a < b);
    if let Some(list) = list.filter(|list| actions.is_empty() || !on_lines_of_their_own(list)) {
        // What stands on one line has no comments inside, and nothing has none.
        let begin = list.place.line.saturating_sub(1);
        let closed = lines.iter().skip(begin).position(|line| line.contains(']')).map(|at| begin + at + 1);
        let tail = if actions.is_empty() { slice(closed.unwrap_or(end), lines.len()) } else { tail };
        let mut head = slice(0, begin);
        head.push("actions:".to_owned());
        return Ok(Parts {
            head,
            actions: actions.iter().map(printed).zip(marks).collect(),
            tail,
            has_words,
        });
    }
    let ends = starts.iter().skip(1).copied().chain([end]);
    let texts = starts.iter().zip(ends).map(|(from, to)| slice(*from, to));
    Ok(Parts { head: slice(0, first), actions: texts.zip(marks).collect(), tail, has_words })
}

/// An action on lines of its own.
fn printed(action: &Node) -> Vec<String> {
    let printed = print_yaml(&Map::default().with("actions", vec![spread(action)]));
    printed.lines().skip(1).map(str::to_owned).collect()
}

/// The overlay with both.
pub(super) fn print(own: Option<&str>, proposals: &[Proposal], document: &Source) -> Option<String> {
    let actions: Vec<Yaml> = proposals
        .iter()
        .flat_map(|proposal| proposal.actions.iter().map(|action| action.to_yaml(&reason(proposal))))
        .collect();
    if actions.is_empty() {
        return own.map(str::to_owned);
    }
    let printed = print_yaml(&Map::default().with("actions", actions));
    let Some(own) = own else { return Some(format!("{}{printed}", head(document))) };
    let mut lines: Vec<&str> = own.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("actions:"))?;
    let indent = lines.iter().skip(at + 1).find(|line| line.trim_start().starts_with('-'));
    let indent = indent.map_or(2, |line| line.len() - line.trim_start().len());
    let moved: Vec<String> = printed
        .lines()
        .skip(1)
        .map(|line| format!("{:indent$}{}", "", line.strip_prefix("  ").unwrap_or(line)))
        .collect();
    lines.splice(at..=at, ["actions:"].into_iter().chain(moved.iter().map(String::as_str)));
    Some(self::lines(lines))
}

fn reason(proposal: &Proposal) -> String {
    match proposal.caution {
        Some(caution) => format!("{}; {caution}", proposal.what),
        None => proposal.what.clone(),
    }
}

fn head(document: &Source) -> String {
    let name = document.name.rsplit('/').next().unwrap_or_default();
    let title = name.split('.').next().unwrap_or_default();
    format!("overlay: 1.0.0\ninfo: {{title: Corrections of {title}, version: \"1\"}}\n")
}

/// Which proposal has the action that something is wrong with.
pub(super) fn culprit(overlay: Option<&str>, diagnostics: &Diagnostics) -> Option<usize> {
    let overlay = Source::new("overlay", overlay?);
    let parts = parts(&overlay).ok()?;
    let wrong = diagnostics.iter().find(|one| one.place.in_overlay)?;
    let mut line = parts.head.len();
    for (at, (lines, mark)) in parts.actions.iter().enumerate() {
        line += lines.len();
        if wrong.place.line <= line {
            return mark.then_some(at);
        }
    }
    None
}

/// What is kept beyond its time.
pub(super) fn expired(source: &Source, today: &str) -> Vec<(String, String)> {
    let Ok(root) = tree(source) else { return Vec::new() };
    let mut found = Vec::new();
    let mut open = vec![("", &root)];
    while let Some((name, node)) = open.pop() {
        if let Some(until) = node.get("x-kept-until").and_then(as_text).filter(|until| *until < today) {
            let called = ["operationId", "name"].iter().find_map(|word| node.get(word).and_then(as_text));
            found.push((called.unwrap_or(name).to_owned(), until.to_owned()));
        }
        match &node.value {
            Value::Map(entries) => open.extend(entries.iter().map(|entry| (entry.key.as_str(), &entry.node))),
            Value::List(nodes) => open.extend(nodes.iter().map(|node| (name, node))),
            _ => {}
        }
    }
    found.sort();
    found
}
