//! `lint --conflicts`: the ledger of recorded contradictions.

use std::process::ExitCode;

use alibabacloud_codegen::{Claim, Conflict, Source, conflicts, visible};
use anstyle::Style;
use anyhow::Result;
use serde_json::{Value, json};

use super::Format;
use crate::terminal;

/// Raised when a member of the JSON is removed or means something else.
const VERSION: u32 = 1;

pub(super) fn run(sources: &[Source], format: Format) -> Result<ExitCode> {
    let mut ledger = Vec::new();
    let mut wrong = false;
    for source in sources {
        match conflicts(source) {
            Ok(found) => ledger.push((source.name.as_str(), found)),
            Err(diagnostics) => {
                anstream::eprintln!("{diagnostics}");
                wrong = true;
            }
        }
    }
    match format {
        Format::Json => terminal::print(&format!("{:#}\n", document(&ledger)))?,
        _ => terminal::print(&drawn(&ledger))?,
    }
    let count: usize = ledger.iter().map(|(_, found)| found.len()).sum();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    anstream::eprintln!(
        "{count} recorded contradiction{} in {} document{}",
        plural(count),
        ledger.len(),
        plural(ledger.len()),
    );
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn drawn(ledger: &[(&str, Vec<Conflict>)]) -> String {
    let entries = ledger.iter().flat_map(|(file, found)| found.iter().map(move |one| entry(file, one)));
    entries.collect()
}

fn entry(file: &str, one: &Conflict) -> String {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let pointer = visible(&one.place.pointer);
    let pointer = if pointer.is_empty() { "the root" } else { &pointer };
    let mut lines = vec![
        format!("{bold}{}{bold:#}", visible(&one.about)),
        format!("  {dim}{}:{}{dim:#} {pointer}", visible(&one.place.file(file)), one.place.line),
    ];
    for claim in &one.claims {
        let (key, says) = (visible(&claim.source), visible(&claim.says));
        lines.push(format!("  {key}: {says} {dim}({}){dim:#}", source(claim)));
    }
    lines.push(format!("  choice: {}", visible(&one.choice)));
    lines.push(format!("  because: {}", visible(&one.because)));
    lines.extend(one.advice.as_ref().map(|advice| format!("  for users: {}", visible(advice))));
    lines.extend(one.aspect.map(|aspect| format!("  aspect: {aspect}")));
    if !one.at.is_empty() {
        lines.push(format!("  at: {}", visible(&one.at.join(", "))));
    }
    lines.join("\n") + "\n\n"
}

fn source(claim: &Claim) -> String {
    let Some(title) = &claim.title else { return "not declared".to_owned() };
    let details = [&claim.kind, &claim.language, &claim.date].into_iter().flatten();
    let details: Vec<&str> = [title].into_iter().chain(details).map(String::as_str).collect();
    visible(&details.join("; "))
}

fn document(ledger: &[(&str, Vec<Conflict>)]) -> Value {
    let documents = ledger.iter().map(|(file, found)| {
        let found: Vec<_> = found.iter().map(|one| contradiction(file, one)).collect();
        json!({"file": file, "contradictions": found})
    });
    json!({"version": VERSION, "documents": documents.collect::<Vec<_>>()})
}

fn contradiction(file: &str, one: &Conflict) -> Value {
    let claim = |claim: &Claim| {
        json!({
            "source": claim.source,
            "title": claim.title,
            "kind": claim.kind,
            "language": claim.language,
            "date": claim.date,
            "says": claim.says,
        })
    };
    json!({
        "file": one.place.file(file),
        "line": one.place.line,
        "column": one.place.column,
        "pointer": &*one.place.pointer,
        "about": one.about,
        "aspect": one.aspect,
        "at": one.at,
        "claims": one.claims.iter().map(claim).collect::<Vec<_>>(),
        "choice": one.choice,
        "because": one.because,
        "advice": one.advice,
    })
}
