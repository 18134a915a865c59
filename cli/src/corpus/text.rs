//! The report for people: a table, and then the reasons.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use alibabacloud_codegen::visible;

use super::outcome::{Document, Generated, Sample};
use super::{Report, file_name};

/// So many of a kind are shown.
const SHOWN: usize = 10;

/// The figures of a document, or of all.
#[derive(Clone, Copy, Default)]
struct Row {
    operations: usize,
    refused: usize,
    untyped: usize,
    types: usize,
    lines: usize,
    ms: u128,
    errors: usize,
    compiler: Option<usize>,
    samples: Option<[usize; 4]>,
}

pub(super) fn print(report: &Report) -> String {
    let mut out = String::new();
    let name = |document: &Document| visible(&file_name(document.metadata.as_ref()));
    let width = report.documents.iter().map(|one| name(one).len()).max().unwrap_or(0).max(3);
    header(&mut out, width, report);
    let mut sum = Row::default();
    for document in &report.documents {
        let row = row(document);
        sum = sum.with(row);
        line(&mut out, &name(document), width, row);
    }
    line(&mut out, "all", width, sum);
    let _ = writeln!(out, "\nfrom metadata to sources in {:.1} s", report.generating.as_secs_f64());
    if let Some(compiling) = report.compiling {
        let _ = writeln!(out, "compiled in {:.1} s", compiling.as_secs_f64());
    }
    reasons(&mut out, &report.documents);
    wrong(&mut out, &report.documents);
    out
}

impl Row {
    fn with(self, other: Self) -> Self {
        let both = |one: Option<usize>, other: Option<usize>| match (one, other) {
            (None, None) => None,
            (one, other) => Some(one.unwrap_or(0) + other.unwrap_or(0)),
        };
        let samples = match (self.samples, other.samples) {
            (Some(mut one), Some(other)) => {
                one.iter_mut().zip(other).for_each(|(sum, figure)| *sum += figure);
                Some(one)
            }
            (one, other) => one.or(other),
        };
        Self {
            operations: self.operations + other.operations,
            refused: self.refused + other.refused,
            untyped: self.untyped + other.untyped,
            types: self.types + other.types,
            lines: self.lines + other.lines,
            ms: self.ms + other.ms,
            errors: self.errors + other.errors,
            compiler: both(self.compiler, other.compiler),
            samples,
        }
    }
}

fn row(document: &Document) -> Row {
    let mut row = Row { ms: document.took.as_millis(), errors: document.errors.len(), ..Row::default() };
    if let Ok(imported) = &document.imported {
        row.operations = imported.report.carried;
        row.refused = imported.report.refused.len();
        row.untyped = imported.report.untyped.values().sum();
    }
    if let Some(generated) = &document.generated {
        (row.types, row.lines) = (generated.types, generated.lines);
        row.compiler = generated.messages.as_ref().map(Vec::len);
        row.samples = generated.samples.as_ref().map(|all| {
            let departed = all.iter().filter(|one| !one.departures.is_empty()).count();
            let failed = all.iter().filter(|one| one.error.is_some()).count();
            [all.len(), all.iter().filter(|one| one.is_equal()).count(), departed, failed]
        });
    }
    row
}

fn header(out: &mut String, width: usize, report: &Report) {
    let _ = write!(
        out,
        "{:width$}  {:>10} {:>7} {:>7} {:>6} {:>8} {:>6} {:>6}",
        "", "operations", "refused", "untyped", "types", "lines", "ms", "errors"
    );
    let sum = report.documents.iter().fold(Row::default(), |sum, document| sum.with(row(document)));
    if sum.compiler.is_some() {
        let _ = write!(out, " {:>8}", "compiler");
    }
    if sum.samples.is_some() {
        let _ = write!(out, " {:>7} {:>6} {:>8} {:>6}", "samples", "equal", "departed", "failed");
    }
    out.push('\n');
}

fn line(out: &mut String, name: &str, width: usize, row: Row) {
    let _ = write!(
        out,
        "{name:width$}  {:>10} {:>7} {:>7} {:>6} {:>8} {:>6} {:>6}",
        row.operations, row.refused, row.untyped, row.types, row.lines, row.ms, row.errors
    );
    if let Some(compiler) = row.compiler {
        let _ = write!(out, " {compiler:>8}");
    }
    if let Some([samples, equal, departed, failed]) = row.samples {
        let _ = write!(out, " {samples:>7} {equal:>6} {departed:>8} {failed:>6}");
    }
    out.push('\n');
}

/// What was refused, is untyped, and departs, by its reason.
fn reasons(out: &mut String, documents: &[Document]) {
    let (mut refused, mut untyped, mut departures) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for report in documents.iter().filter_map(|one| Some(&one.imported.as_ref().ok()?.report)) {
        report.reasons().into_iter().for_each(|(why, count)| *refused.entry(why).or_default() += count);
        report.untyped.iter().for_each(|(why, count)| *untyped.entry(*why).or_default() += count);
    }
    for one in samples(documents).flat_map(|(_, outcome)| &outcome.departures) {
        *departures.entry(one.kind.as_str()).or_default() += 1;
    }
    section(out, "refused operations", &refused);
    section(out, "values without a type", &untyped);
    section(out, "departures of samples", &departures);
}

fn section(out: &mut String, title: &str, rows: &BTreeMap<&str, usize>) {
    if !rows.is_empty() {
        let _ = writeln!(out, "\n{title}");
        for (why, count) in rows {
            let _ = writeln!(out, "{count:>6}  {}", visible(why));
        }
    }
}

fn generated(documents: &[Document]) -> impl Iterator<Item = &Generated> {
    documents.iter().filter_map(|document| document.generated.as_ref())
}

fn samples(documents: &[Document]) -> impl Iterator<Item = (&Generated, &Sample)> {
    generated(documents).flat_map(|one| one.samples.iter().flatten().map(move |outcome| (one, outcome)))
}

/// What is wrong, and what is in no sample's place.
fn wrong(out: &mut String, documents: &[Document]) {
    let unread = documents.iter().filter_map(|one| one.imported.as_ref().err().cloned());
    list(out, "metadata that cannot be read", unread);
    list(out, "errors", documents.iter().flat_map(|one| one.errors.iter().cloned()));
    let said = generated(documents).flat_map(|one| one.messages.iter().flatten().cloned());
    list(out, "what the compiler says", said);
    let failed = samples(documents).filter_map(|(one, outcome)| {
        Some(format!("{} {}: {}", one.name, outcome.operation, outcome.error.as_ref()?))
    });
    list(out, "samples that are no answers of their operations", failed);
    let silent = samples(documents).filter(|(_, outcome)| !outcome.is_right()).map(|(one, outcome)| {
        let pointer = outcome.differs.as_deref().unwrap_or_default();
        format!("{} {}: {pointer}", one.name, outcome.operation)
    });
    list(out, "samples that change without a departure", silent);
}

fn list(out: &mut String, title: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}: {}", rows.len());
    for row in rows.iter().take(SHOWN) {
        // Drawn by the compiler or by us, on several lines.
        for line in row.lines() {
            let _ = writeln!(out, "  {}", visible(line));
        }
    }
    if rows.len() > SHOWN {
        let _ = writeln!(out, "  and {} more (--format json has all)", rows.len() - SHOWN);
    }
}
