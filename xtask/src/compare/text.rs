//! The result for people.

use alibabacloud_codegen::Place;
use alibabacloud_codegen::compare::{Class, Comparison, Known, Side, Subject};
use anstyle::{AnsiColor, Style};

use super::{differences, table, visible};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Prints all comparisons, and a summary of each at the end.
pub(super) fn print(comparisons: &[Comparison], all: bool) {
    for comparison in comparisons {
        let identity = &comparison.identity;
        anstream::println!(
            "{BOLD}{} {}{BOLD:#}: {} beside {}\n",
            visible(&identity.product),
            visible(&identity.version),
            visible(&comparison.spec),
            visible(&comparison.metadata),
        );
        for group in table::groups(comparison) {
            print_table(comparison, group);
            for subject in
                differences(comparison, all).filter(|subject| subject.operation.as_deref() == group)
            {
                print_difference(comparison, subject);
            }
        }
        if all {
            print_unlisted(comparison);
        }
    }
    for comparison in comparisons {
        anstream::println!("{BOLD}{}{BOLD:#}", visible(&table::summary(comparison)));
        if let Some(line) = table::unlisted(comparison) {
            anstream::println!("{}", if all { line } else { format!("{line}; --all lists them") });
        }
    }
}

fn print_table(comparison: &Comparison, group: Option<&str>) {
    let rows = table::rows(comparison, group);
    let name = visible(group.unwrap_or("the product"));
    let widths = Class::ALL.map(|class| class.name().len());
    let mut columns = widths;
    for (_, row) in &rows {
        for (width, cell) in columns.iter_mut().zip(row) {
            *width = (*width).max(cell.to_string().len());
        }
    }
    let first =
        rows.iter().map(|(label, _)| label.len() + 2).chain([name.chars().count()]).max().unwrap_or(0);
    let heads: String =
        Class::ALL.iter().zip(columns).map(|(class, width)| format!("  {:>width$}", class.name())).collect();
    anstream::println!("{BOLD}{name:first$}{BOLD:#}{heads}");
    for (label, row) in rows {
        let cells: String =
            row.iter().zip(columns).map(|(cell, width)| format!("  {cell:>width$}")).collect();
        anstream::println!("  {label:width$}{cells}", width = first - 2);
    }
    anstream::println!();
}

fn print_difference(comparison: &Comparison, subject: &Subject) {
    let colour = match subject.class {
        Class::Agreed => AnsiColor::Green,
        Class::OnlySpec | Class::OnlyMetadata => AnsiColor::Yellow,
        Class::Conflict => AnsiColor::Red,
    };
    let style = if subject.known.is_some() { DIM } else { BOLD.fg_color(Some(colour.into())) };
    let title = visible(&table::title(subject, |name| format!("`{name}`")));
    anstream::println!("{style}{}{style:#}: {title}", subject.class.name());
    print_side("spec", &comparison.spec, &subject.spec);
    print_side("metadata", &comparison.metadata, &subject.metadata);
    match &subject.known {
        None => {}
        Some(Known::Recorded { about, place }) => {
            let (about, at) = (visible(about), at(&comparison.spec, place));
            anstream::println!("  {DIM}known{DIM:#}     {about} {DIM}({at}){DIM:#}");
        }
        Some(Known::Private) => anstream::println!("  {DIM}known{DIM:#}     the vendor marks it as private"),
        Some(Known::Common) => {
            anstream::println!("  {DIM}known{DIM:#}     every request has it; the client sets it");
        }
    }
    anstream::println!();
}

fn print_side(name: &str, file: &str, side: &Side) {
    let at = at(file, &side.place);
    match &side.says {
        Some(says) => anstream::println!("  {name:8}  {} {DIM}({at}){DIM:#}", visible(says)),
        None => anstream::println!("  {name:8}  nothing {DIM}(near {at}){DIM:#}"),
    }
}

fn at(file: &str, place: &Place) -> String {
    visible(format!("{file}:{}:{} {}", place.line, place.column, place.pointer).trim_end())
}

fn print_unlisted(comparison: &Comparison) {
    let Some(line) = table::unlisted(comparison) else { return };
    anstream::println!("{BOLD}{line}{BOLD:#}");
    for (name, place) in &comparison.unlisted {
        anstream::println!("  {} {DIM}({}){DIM:#}", visible(name), at(&comparison.metadata, place));
    }
    anstream::println!();
}
