//! The report as an entry of CHANGELOG.md.

use alibabacloud_codegen::{Change, Changes, Kind, Level, Section};

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
    for (section, bullets) in sections(&report.changes) {
        anstream::println!("\n### {}\n", section.as_str());
        bullets.iter().for_each(|bullet| anstream::println!("{bullet}"));
    }
}

/// The sections of an entry that have bullets, on lines of the changelog's width.
pub(crate) fn sections(changes: &Changes) -> Vec<(Section, Vec<String>)> {
    let bullets = |section: Section| {
        let own = changes.iter().filter(|change| change.facts().section == section);
        let mut bullets: Vec<String> = own.filter(|change| !is_text(change)).map(bullet).collect();
        bullets.extend(texts(changes).filter(|_| section == Section::Changed));
        bullets.iter().map(|bullet| wrap(bullet)).collect::<Vec<_>>()
    };
    let all = Section::ALL.into_iter().map(|section| (section, bullets(section)));
    all.filter(|(_, bullets)| !bullets.is_empty()).collect()
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

fn texts(changes: &Changes) -> Option<String> {
    let mut paths: Vec<String> =
        changes.iter().filter(|change| is_text(change)).map(|change| format!("`{}`", change.path)).collect();
    paths.dedup();
    (!paths.is_empty()).then(|| format!("- The documentation of {}.", paths.join(", ")))
}

/// A bullet on lines of the changelog's width.
pub(crate) fn wrap(bullet: &str) -> String {
    let options = textwrap::Options::new(WIDTH)
        .subsequent_indent("  ")
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(bullet, options)
}
