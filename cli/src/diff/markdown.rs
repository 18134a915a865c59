//! The report as an entry of CHANGELOG.md.

use alibabacloud_codegen::{Change, Kind, Level, Section};

use super::{FEW, Report, table};

/// How long the lines of the changelog get.
const WIDTH: usize = 120;

pub(super) fn print(report: &Report) {
    if report.changes.is_empty() {
        return;
    }
    let products = report.changed();
    let version = report.next_version().map_or_else(String::new, |version| format!(": {version}"));
    anstream::println!("## Unreleased{version}");
    if products.len() > FEW {
        anstream::print!("\n{}", table::markdown(&products));
    }
    for section in Section::ALL {
        let changes = report.changes.iter().filter(|change| change.facts().section == section);
        let mut bullets: Vec<String> = changes.filter(|change| !is_text(change)).map(bullet).collect();
        if section == Section::Changed {
            bullets.extend(texts(report));
        }
        if !bullets.is_empty() {
            anstream::println!("\n### {}\n", section.as_str());
            bullets.iter().for_each(|bullet| anstream::println!("{}", wrap(bullet)));
        }
    }
}

fn bullet(change: &Change) -> String {
    let breaking = if change.level() == Level::Major { "**Breaking:** " } else { "" };
    let with: Vec<String> = change.with.iter().map(|path| format!("`{path}`")).collect();
    let with = if with.is_empty() { String::new() } else { format!(", with {}", with.join(", ")) };
    let places: Vec<String> = change.places.iter().map(|path| format!("`{path}`")).collect();
    let with = if places.is_empty() { with } else { format!("{with}, at {}", places.join(", ")) };
    let action =
        if change.action == "nothing" { String::new() } else { format!(" To do: {}.", change.action) };
    format!("- {breaking}`{}`: {}{with}.{action}", change.path, change.what)
}

/// Whether only a text or an order has changed, which is told for all such changes at once.
fn is_text(change: &Change) -> bool {
    matches!(change.kind, Kind::DocumentationChanged | Kind::OrderChanged)
}

fn texts(report: &Report) -> Option<String> {
    let mut paths: Vec<String> = report
        .changes
        .iter()
        .filter(|change| is_text(change))
        .map(|change| format!("`{}`", change.path))
        .collect();
    paths.dedup();
    (!paths.is_empty()).then(|| format!("- The documentation of {}.", paths.join(", ")))
}

/// A bullet on lines of the changelog's width.
fn wrap(bullet: &str) -> String {
    let options = textwrap::Options::new(WIDTH)
        .subsequent_indent("  ")
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(bullet, options)
}
