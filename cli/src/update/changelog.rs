//! What users read of an update: an entry of CHANGELOG.md, and notes in MIGRATING.md on what to write instead.

use std::path::Path;
use std::{fs, io};

use alibabacloud_codegen::{Change, Changes, Level, Section};
use anyhow::{Context, Result};
use semver::Version;

use crate::diff::markdown::{sections, wrap};

const CHANGELOG: &str = "CHANGELOG.md";
const MIGRATING: &str = "MIGRATING.md";

/// A file that changes.
pub(super) struct Note {
    pub(super) file: &'static str,
    /// What is added.
    pub(super) entry: String,
    /// The whole file as it would be.
    pub(super) text: String,
}

/// The files that change.
pub(super) fn notes(
    folder: &Path,
    changes: &Changes,
    versions: Option<&(Version, Version)>,
) -> Result<Vec<Note>> {
    if changes.is_empty() {
        return Ok(Vec::new());
    }
    let text = changelog(&read(folder, CHANGELOG)?, changes, versions);
    let part = |(section, bullets): (Section, Vec<String>)| {
        format!("### {}\n\n{}\n", section.as_str(), bullets.join("\n"))
    };
    let entry = sections(changes).into_iter().map(part).collect::<Vec<_>>().join("\n");
    let mut notes = vec![Note { file: CHANGELOG, entry, text }];
    if let Some(entry) = migration(changes, versions) {
        let text = with_entry(&read(folder, MIGRATING)?, &entry);
        notes.push(Note { file: MIGRATING, entry, text });
    }
    Ok(notes)
}

/// A file, or nothing.
fn read(folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(name);
    match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        text => text.with_context(|| format!("cannot read {}", path.display())),
    }
}

/// A changelog with the bullets in the sections of its part "Unreleased".
fn changelog(text: &str, changes: &Changes, versions: Option<&(Version, Version)>) -> String {
    let text = if text.is_empty() { "# Changelog\n" } else { text };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_part = |line: &String| line.starts_with("## ");
    let unreleased = lines.iter().position(|line| line.starts_with("## Unreleased"));
    let begin = unreleased.unwrap_or_else(|| {
        let at = lines.iter().position(is_part).unwrap_or(lines.len());
        let next = versions.map_or_else(String::new, |(_, next)| format!(": {next}"));
        lines.splice(at..at, [String::new(), format!("## Unreleased{next}"), String::new()]);
        at + 1
    });
    for (section, bullets) in sections(changes) {
        let end = lines.iter().skip(begin + 1).position(is_part).map_or(lines.len(), |at| begin + 1 + at);
        let heading = format!("### {}", section.as_str());
        let part = lines.get(begin..end).unwrap_or_default();
        let at = part.iter().position(|line| *line == heading).map(|at| begin + at);
        let new = bullets.iter().flat_map(|bullet| bullet.lines().map(str::to_owned));
        match at {
            Some(at) => {
                let rest = lines.get(at + 1..end).unwrap_or_default();
                let length = rest.iter().position(|line| line.starts_with("### ")).unwrap_or(rest.len());
                let at = last_text(&lines, at + 1 + length);
                lines.splice(at..at, new);
            }
            None => {
                let at = last_text(&lines, end);
                lines.splice(at..at, [String::new(), heading, String::new()].into_iter().chain(new));
            }
        }
    }
    tidy(&lines)
}

/// The position after the last line before `end` that has text.
fn last_text(lines: &[String], end: usize) -> usize {
    let before = lines.get(..end).unwrap_or_default();
    before.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1)
}

/// The lines, with one empty line where there were more.
fn tidy(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        if !(line.is_empty() && text.ends_with("\n\n")) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// What to write instead of what changes; `None` if nobody has to do anything.
fn migration(changes: &Changes, versions: Option<&(Version, Version)>) -> Option<String> {
    let mut notes: Vec<&Change> = changes.iter().filter(|change| has_to_act(change)).collect();
    notes.sort_by_key(|change| change.level() != Level::Major);
    if notes.is_empty() {
        return None;
    }
    let title = match versions {
        Some((now, next)) => format!("## From {now} to {next}"),
        None => "## Unreleased".to_owned(),
    };
    let bullet = |change: &&Change| {
        let (path, what, action) = (&change.path, &change.what, &change.action);
        wrap(&format!("- `{path}`: {what}. Instead: {action}."))
    };
    let bullets: Vec<String> = notes.iter().map(bullet).collect();
    Some(format!("{title}\n\n{}\n", bullets.join("\n")))
}

/// Whether programs should be changed: samples and hosts, for one, are no part of them.
fn has_to_act(change: &Change) -> bool {
    change.action != "nothing" && change.level() != Level::Patch
}

/// The notes with an entry at the top.
fn with_entry(text: &str, entry: &str) -> String {
    let text =
        if text.is_empty() { "# Migrating\n\nWhat to write instead, the newest first.\n" } else { text };
    match text.split_once("\n## ") {
        Some((head, rest)) => format!("{head}\n{entry}\n## {rest}"),
        None => format!("{text}\n{entry}"),
    }
}
