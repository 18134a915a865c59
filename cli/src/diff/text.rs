//! The report for people at a terminal.

use alibabacloud_codegen::{Change, Level};
use anstyle::{AnsiColor, Style};

use super::Report;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

pub(super) fn print(report: &Report) {
    if report.changes.is_empty() {
        let what = if report.same { "no changes" } else { "nothing changes for users of the crate" };
        anstream::println!("{what}");
        return;
    }
    for level in Level::ALL {
        let changes: Vec<&Change> = report.changes.of(level).collect();
        if let Some(first) = changes.first() {
            let style = style(first.level());
            anstream::println!("{style}{level}{style:#}");
            changes.iter().for_each(|change| print_change(change));
            anstream::println!();
        }
    }
    anstream::println!("{}", summary(report));
}

fn style(level: Level) -> Style {
    let color = match level {
        Level::Major => AnsiColor::Red,
        Level::Minor => AnsiColor::Yellow,
        Level::Patch => AnsiColor::Green,
    };
    color.on_default().bold()
}

fn print_change(change: &Change) {
    let kind = change.facts().name;
    anstream::println!("  {BOLD}{}{BOLD:#}  {DIM}{kind}{DIM:#}", change.path);
    print_words(&change.what);
    if !change.with.is_empty() {
        print_words(&format!("with it: {}", change.with.join(", ")));
    }
    if change.action != "nothing" {
        print_words(&format!("to do: {}", change.action));
    }
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before == after => anstream::println!("    {DIM}at {after}{DIM:#}"),
        (before, after) => {
            for (word, location) in [("was at", before), ("now at", after)] {
                if let Some(location) = location {
                    anstream::println!("    {DIM}{word} {location}{DIM:#}");
                }
            }
        }
    }
}

/// Prints words below a change, on lines as wide as the terminal, if there is one.
fn print_words(words: &str) {
    let width = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    let options = textwrap::Options::new(width.unwrap_or(usize::MAX).max(40))
        .initial_indent("    ")
        .subsequent_indent("      ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    anstream::println!("{}", textwrap::fill(words, options));
}

/// The verdict, and what led to it.
fn summary(report: &Report) -> String {
    let verdict = report.changes.verdict().map_or("none", Level::as_str);
    let counts = Level::ALL.map(|level| (report.changes.of(level).count(), level));
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, level)| format!("{count} {level}"))
        .collect();
    let since = match &report.base_version {
        Some(version) if report.base != format!("v{version}") => format!("{} ({version})", report.base),
        _ => report.base.clone(),
    };
    let next = report.next_version().map_or_else(String::new, |version| format!("; next version: {version}"));
    format!("verdict: {verdict} ({} since {since}){next}", counts.join(", "))
}
