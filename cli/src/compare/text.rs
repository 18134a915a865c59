//! The result for people.

use alibabacloud_codegen::Place;
use alibabacloud_codegen::compare::{Class, Comparison, Known, Side, Subject};
use anstyle::{AnsiColor, Style};

use alibabacloud_codegen::visible;

use super::{differences, table};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// All comparisons, and a summary of each at the end, with the colours of a terminal.
pub(super) fn page(comparisons: &[Comparison], all: bool) -> String {
    let mut page = String::new();
    for comparison in comparisons {
        let identity = &comparison.identity;
        let (product, version) = (visible(&identity.product), visible(&identity.version));
        let (spec, metadata) = (visible(&comparison.spec), visible(&comparison.metadata));
        page += &format!("{BOLD}{product} {version}{BOLD:#}: {spec} beside {metadata}\n\n");
        for group in table::groups(comparison) {
            page += &counts(comparison, group);
            let listed = differences(comparison, all);
            for subject in listed.filter(|subject| subject.operation.as_deref() == group) {
                page += &difference(comparison, subject);
            }
        }
        if all {
            page += &unlisted(comparison);
        }
    }
    for comparison in comparisons {
        page += &format!("{BOLD}{}{BOLD:#}\n", visible(&table::summary(comparison)));
        if let Some(line) = table::unlisted(comparison) {
            page += &format!("{line}{}\n", if all { "" } else { "; --all lists them" });
        }
    }
    page
}

fn counts(comparison: &Comparison, group: Option<&str>) -> String {
    let rows = table::rows(comparison, group);
    let name = visible(group.unwrap_or("the product"));
    let mut columns = Class::ALL.map(|class| class.name().len());
    for (_, row) in &rows {
        for (width, cell) in columns.iter_mut().zip(row) {
            *width = (*width).max(cell.to_string().len());
        }
    }
    let first =
        rows.iter().map(|(label, _)| label.len() + 2).chain([name.chars().count()]).max().unwrap_or(0);
    let heads: String =
        Class::ALL.iter().zip(columns).map(|(class, width)| format!("  {:>width$}", class.name())).collect();
    let mut text = format!("{BOLD}{name:first$}{BOLD:#}{heads}\n");
    for (label, row) in rows {
        let cells: String =
            row.iter().zip(columns).map(|(cell, width)| format!("  {cell:>width$}")).collect();
        text += &format!("  {label:width$}{cells}\n", width = first - 2);
    }
    text + "\n"
}

fn difference(comparison: &Comparison, subject: &Subject) -> String {
    let colour = match subject.class {
        Class::Agreed => AnsiColor::Green,
        Class::OnlySpec | Class::OnlyMetadata => AnsiColor::Yellow,
        Class::Conflict => AnsiColor::Red,
    };
    let style = if subject.known.is_some() { DIM } else { BOLD.fg_color(Some(colour.into())) };
    let title = visible(&table::title(subject, |name| format!("`{name}`")));
    let known = match &subject.known {
        None => String::new(),
        Some(Known::Recorded { about, place }) => {
            let (about, at) = (visible(about), at(&comparison.spec, place));
            format!("  {DIM}known{DIM:#}     {about} {DIM}({at}){DIM:#}\n")
        }
        Some(Known::Private) => format!("  {DIM}known{DIM:#}     the vendor marks it as private\n"),
        Some(Known::Common) => format!("  {DIM}known{DIM:#}     every request has it; the client sets it\n"),
    };
    format!(
        "{style}{}{style:#}: {title}\n{}{}{known}\n",
        subject.class.name(),
        side("spec", &comparison.spec, &subject.spec),
        side("metadata", &comparison.metadata, &subject.metadata),
    )
}

fn side(name: &str, file: &str, side: &Side) -> String {
    let at = at(file, &side.place);
    match &side.says {
        Some(says) => format!("  {name:8}  {} {DIM}({at}){DIM:#}\n", visible(says)),
        None => format!("  {name:8}  nothing {DIM}(near {at}){DIM:#}\n"),
    }
}

fn at(file: &str, place: &Place) -> String {
    visible(&table::at(file, place))
}

fn unlisted(comparison: &Comparison) -> String {
    let Some(line) = table::unlisted(comparison) else { return String::new() };
    let mut text = format!("{BOLD}{line}{BOLD:#}\n");
    for (name, place) in &comparison.unlisted {
        text += &format!("  {} {DIM}({}){DIM:#}\n", visible(name), at(&comparison.metadata, place));
    }
    text + "\n"
}
