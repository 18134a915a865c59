//! The text of an overlay: what people wrote, and what keeps the API, which stands before it.
//!
//! Actions are moved as lines, so that comments and layout stay as they are.

use super::action::{as_text, spread};
use super::{MARK, Proposal, tree};
use crate::Source;
use crate::diagnostic::{Diagnostics, Reporter};
use crate::import::yaml::{Map, Yaml, print as print_yaml};
use crate::yaml::{self, Entry, Node, Value};

/// The parts of an overlay.
struct Parts {
    head: Vec<String>,
    /// The lines of each action, and whether it is marked.
    actions: Vec<(Vec<String>, bool)>,
    tail: Vec<String>,
}

/// What people wrote of an overlay; none if nothing is left of it.
pub(super) fn own(overlay: &Source) -> Result<Option<String>, Diagnostics> {
    select(overlay, false)
}

/// What keeps the API of an overlay; none if nothing does.
pub(super) fn kept(overlay: &Source) -> Result<Option<String>, Diagnostics> {
    select(overlay, true)
}

fn select(overlay: &Source, marked: bool) -> Result<Option<String>, Diagnostics> {
    let parts = parts(overlay)?;
    let chosen: Vec<String> = parts
        .actions
        .iter()
        .filter(|(_, mark)| *mark == marked)
        .flat_map(|(lines, _)| lines.clone())
        .collect();
    if chosen.is_empty() {
        return Ok(None);
    }
    let lines = parts.head.into_iter().chain(chosen).chain(parts.tail);
    Ok(Some(lines.map(|line| format!("{line}\n")).collect()))
}

fn parts(overlay: &Source) -> Result<Parts, Diagnostics> {
    let reporter = Reporter::new(overlay);
    let root = yaml::parse(overlay, &reporter);
    let Some(root) = root.filter(|_| reporter.is_clean()) else {
        return Err(Diagnostics::new(reporter.into_found()));
    };
    let lines: Vec<&str> = overlay.text.lines().collect();
    let list = root.entries().iter().find(|entry| entry.key == "actions");
    let actions: &[Node] = match list.map(|list| &list.node.value) {
        Some(Value::List(nodes)) => nodes,
        _ => &[],
    };
    // A comment above an action belongs to it.
    let begins = |node: &Node| {
        let mut line = node.place.line.saturating_sub(1);
        let is_comment = |line: usize| lines.get(line).is_some_and(|text| text.trim_start().starts_with('#'));
        while line > 0 && is_comment(line - 1) {
            line -= 1;
        }
        line
    };
    let starts: Vec<usize> = actions.iter().map(begins).collect();
    let after = root.entries().iter().skip_while(|entry| entry.key != "actions").nth(1);
    let end = after.map_or(lines.len(), |entry| entry.place.line.saturating_sub(1));
    let first = starts.first().copied().unwrap_or(end);
    let slice = |from: usize, to: usize| -> Vec<String> {
        lines.get(from..to).unwrap_or_default().iter().map(|line| (*line).to_owned()).collect()
    };
    let marks = actions.iter().map(|node| node.get(MARK).is_some());
    let tail = slice(end, lines.len());
    let on_lines_of_their_own = |list: &Entry| list.place.line <= first && starts.is_sorted_by(|a, b| a < b);
    if let Some(list) = list.filter(|list| !actions.is_empty() && !on_lines_of_their_own(list)) {
        // What stands on one line has no comments inside.
        let mut head = slice(0, list.place.line.saturating_sub(1));
        head.push("actions:".to_owned());
        return Ok(Parts { head, actions: actions.iter().map(printed).zip(marks).collect(), tail });
    }
    let ends = starts.iter().skip(1).copied().chain([end]);
    let texts = starts.iter().zip(ends).map(|(from, to)| slice(*from, to));
    Ok(Parts { head: slice(0, first), actions: texts.zip(marks).collect(), tail })
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
    lines.splice(at + 1..at + 1, moved.iter().map(String::as_str));
    Some(lines.iter().map(|line| format!("{line}\n")).collect())
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
