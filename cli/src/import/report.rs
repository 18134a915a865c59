//! What became of the metadata: a table for people, JSON for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use alibabacloud_codegen::import::{Imported, Problem, Refusal, Report};
use alibabacloud_codegen::visible;
use serde_json::{Value, json};

use super::Outcome;

/// How many problems are listed unasked.
const SHOWN: usize = 5;

/// What is said of all documents together: reasons, with how often each is one.
#[derive(Default)]
struct Sums<'r> {
    figures: [usize; 6],
    refused: BTreeMap<&'r str, usize>,
    unpaged: BTreeMap<&'r str, usize>,
    untyped: BTreeMap<&'r str, usize>,
}

impl<'r> Sums<'r> {
    /// The figures of one document, which are added.
    fn add(&mut self, report: &'r Report) -> [usize; 6] {
        let untyped: usize = report.untyped.values().sum();
        let row =
            [report.carried, report.refused.len(), report.paged, report.enveloped, untyped, report.notes];
        self.figures.iter_mut().zip(row).for_each(|(sum, figure)| *sum += figure);
        report.reasons().into_iter().for_each(|(why, count)| *self.refused.entry(why).or_default() += count);
        report.unpaged.iter().for_each(|(why, count)| *self.unpaged.entry(why).or_default() += count);
        report.untyped.iter().for_each(|(why, count)| *self.untyped.entry(why).or_default() += count);
        row
    }
}

/// The table, the reasons, and what could not be read.
pub(super) fn text(outcomes: &[Outcome], all: bool) -> String {
    let mut out = String::new();
    let imported: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.result.as_ref().ok()).collect();
    let width = imported.iter().map(|one| one.file_name().len()).max().unwrap_or(0);
    let _ = writeln!(
        out,
        "{:width$}  {:>10} {:>8} {:>6} {:>9} {:>8} {:>6}",
        "", "operations", "refused", "pages", "envelopes", "untyped", "notes"
    );
    let mut sums = Sums::default();
    for one in &imported {
        let row = sums.add(&one.report);
        line(&mut out, &one.file_name(), width, row);
        for refusal in one.report.refused.iter().filter(|_| all) {
            let _ = writeln!(out, "  {}: {}", visible(&refusal.operation), visible(&refusal.reason));
        }
    }
    line(&mut out, "all", width, sums.figures);
    let left_out: usize = imported.iter().map(|one| one.report.left_out).sum();
    section(
        &mut out,
        "operations left out",
        (left_out > 0).then_some(("the overlay does not ask for them", left_out)).into_iter(),
    );
    section(&mut out, "refused operations", sums.refused.into_iter());
    section(&mut out, "lists without pages", sums.unpaged.into_iter());
    section(&mut out, "values without a type", sums.untyped.into_iter());
    problems(&mut out, &imported, all);
    out
}

/// The parts of the metadata that could not be read; only the first ones, unless all are asked for.
fn problems(out: &mut String, imported: &[&Imported], all: bool) {
    let problems: Vec<_> = imported.iter().flat_map(|one| &one.report.problems).collect();
    if problems.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{} parts of the metadata could not be read", problems.len());
    let shown = if all { problems.len() } else { SHOWN };
    for problem in problems.iter().take(shown) {
        let _ = writeln!(out, "  {}", visible(&problem.to_string()));
    }
    if problems.len() > shown {
        let _ = writeln!(out, "  and {} more (--all lists them)", problems.len() - shown);
    }
}

fn line(
    out: &mut String,
    name: &str,
    width: usize,
    [carried, refused, pages, envelopes, untyped, notes]: [usize; 6],
) {
    let _ = writeln!(
        out,
        "{name:width$}  {carried:>10} {refused:>8} {pages:>6} {envelopes:>9} {untyped:>8} {notes:>6}"
    );
}

fn section<'a>(out: &mut String, title: &str, rows: impl Iterator<Item = (&'a str, usize)>) {
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        let _ = writeln!(out, "\n{title}");
        for (why, count) in rows {
            let _ = writeln!(out, "{count:>6}  {}", visible(why));
        }
    }
}

/// The same for programs.
pub(super) fn json(outcomes: &[Outcome]) -> Value {
    let documents: Vec<Value> = outcomes.iter().map(document).collect();
    json!({"version": 1, "documents": documents})
}

fn document(outcome: &Outcome) -> Value {
    let imported = match &outcome.result {
        Err(problem) => return json!({"metadata": outcome.source, "error": self::problem(problem)}),
        Ok(imported) => imported,
    };
    let report = &imported.report;
    let refusal = |one: &Refusal| json!({"operation": one.operation, "reason": one.reason});
    json!({
        "metadata": outcome.source,
        "product": imported.identity.product,
        "product_version": imported.identity.version,
        "spec": imported.text.is_some().then(|| imported.file_name()),
        "operations": report.operations,
        "left_out": report.left_out,
        "carried": report.carried,
        "paged": report.paged,
        "unpaged": report.unpaged,
        "enveloped": report.enveloped,
        "refused": report.refused.iter().map(refusal).collect::<Vec<_>>(),
        "untyped": report.untyped,
        "notes": report.notes,
        "problems": report.problems.iter().map(self::problem).collect::<Vec<_>>(),
    })
}

fn problem(problem: &Problem) -> Value {
    json!({
        "line": problem.place.line,
        "column": problem.place.column,
        "pointer": &*problem.place.pointer,
        "message": problem.message,
    })
}
