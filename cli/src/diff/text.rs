//! The report for people at a terminal.

use alibabacloud_codegen::keep::Proposal;
use alibabacloud_codegen::{Change, Level, ProductChanges};
use anstyle::{AnsiColor, Style};

use super::{FEW, Report, table};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

pub(super) fn print(report: &Report) {
    if report.changes.is_empty() {
        let what = if report.same { "no changes" } else { "nothing changes for users of the crate" };
        anstream::println!("{what}");
        return;
    }
    let products = report.changed();
    if let [product] = *products {
        print_product(report, product);
    } else {
        anstream::println!("{}", table::text(&products));
        let same = report.products.len() - products.len();
        if same > 0 {
            anstream::println!("{same} more in which nothing changes\n");
        }
        if report.details || products.len() <= FEW {
            for product in products {
                anstream::println!("{BOLD}{}{BOLD:#}\n", table::name(product));
                print_product(report, product);
            }
        } else {
            anstream::println!("--product <NAME> lists what changes in one of them, and --details in all\n");
        }
    }
    anstream::println!("{}", summary(report));
}

fn print_product(report: &Report, product: &ProductChanges) {
    let proposals = report.proposals.get(&product.module).map_or(&[][..], Vec::as_slice);
    for level in Level::ALL {
        let changes: Vec<&Change> = product.changes.of(level).collect();
        if !changes.is_empty() {
            let style = style(level);
            anstream::println!("{style}{level}{style:#}");
            changes.iter().for_each(|change| print_change(change, proposals));
            anstream::println!();
        }
    }
}

fn style(level: Level) -> Style {
    let color = match level {
        Level::Major => AnsiColor::Red,
        Level::Minor => AnsiColor::Yellow,
        Level::Patch => AnsiColor::Green,
    };
    color.on_default().bold()
}

fn print_change(change: &Change, proposals: &[Proposal]) {
    let kind = change.facts().name;
    anstream::println!("  {BOLD}{}{BOLD:#}  {DIM}{kind}{DIM:#}", change.path);
    print_words(&change.what);
    if !change.with.is_empty() {
        print_words(&format!("with it: {}", change.with.join(", ")));
    }
    if !change.places.is_empty() {
        print_words(&format!("at: {}", change.places.join(", ")));
    }
    if change.action != "nothing" {
        print_words(&format!("to do: {}", change.action));
    }
    if let Some(cautions) = kept(change, proposals) {
        print_words(&format!("avoidable: an overlay keeps it{cautions}; --format json has the actions"));
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

/// What the price is of keeping what a change takes away; none if nothing keeps it.
fn kept(change: &Change, proposals: &[Proposal]) -> Option<String> {
    let avoiding = proposals.iter().filter(|proposal| proposal.avoids(change));
    let mut cautions: Vec<&str> = Vec::new();
    let mut found = false;
    for proposal in avoiding {
        found = true;
        cautions.extend(proposal.caution.filter(|caution| !cautions.contains(caution)));
    }
    let cautions = if cautions.is_empty() { String::new() } else { format!(" ({})", cautions.join("; ")) };
    found.then_some(cautions)
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
    let avoidable = match report.avoidable() {
        0 => String::new(),
        count => format!("; an overlay would avoid {count} major"),
    };
    format!("verdict: {verdict} ({} since {since}){next}{avoidable}", counts.join(", "))
}
