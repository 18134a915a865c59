//! `cargo xtask lint --conflicts`: the ledger of recorded contradictions.

use std::process::ExitCode;

use alibabacloud_codegen::{Claim, Conflict, Source, conflicts, visible};
use anstyle::Style;
use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Format;

/// Raised when a member of the JSON is removed or means something else.
const VERSION: u32 = 1;

pub(super) fn run(sources: &[Source], format: Format) -> Result<ExitCode> {
    if format == Format::Sarif {
        bail!(
            "the ledger of contradictions has no form in SARIF; write --format json, or leave --format out"
        );
    }
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
        Format::Json => println!("{:#}", document(&ledger)),
        _ => ledger.iter().for_each(|(file, found)| found.iter().for_each(|one| print(file, one))),
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

fn print(file: &str, one: &Conflict) {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let pointer = visible(&one.place.pointer);
    let pointer = if pointer.is_empty() { "the root" } else { &pointer };
    anstream::println!("{bold}{}{bold:#}", visible(&one.about));
    anstream::println!("  {dim}{}:{}{dim:#} {pointer}", visible(file), one.place.line);
    for claim in &one.claims {
        anstream::println!(
            "  {}: {} {dim}({}){dim:#}",
            visible(&claim.source),
            visible(&claim.says),
            source(claim)
        );
    }
    anstream::println!("  choice: {}", visible(&one.choice));
    anstream::println!("  because: {}", visible(&one.because));
    if let Some(aspect) = one.aspect {
        anstream::println!("  aspect: {aspect}");
    }
    if !one.at.is_empty() {
        anstream::println!("  at: {}", visible(&one.at.join(", ")));
    }
    anstream::println!();
}

fn source(claim: &Claim) -> String {
    let Some(title) = &claim.title else { return "not declared".to_owned() };
    let details = [&claim.kind, &claim.language, &claim.date].into_iter().flatten();
    let details: Vec<&str> = [title].into_iter().chain(details).map(String::as_str).collect();
    visible(&details.join("; "))
}

fn document(ledger: &[(&str, Vec<Conflict>)]) -> Value {
    let documents = ledger.iter().map(|(file, found)| {
        json!({"file": file, "contradictions": found.iter().map(contradiction).collect::<Vec<_>>()})
    });
    json!({"version": VERSION, "documents": documents.collect::<Vec<_>>()})
}

fn contradiction(one: &Conflict) -> Value {
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
        "line": one.place.line,
        "column": one.place.column,
        "pointer": &*one.place.pointer,
        "about": one.about,
        "aspect": one.aspect,
        "at": one.at,
        "claims": one.claims.iter().map(claim).collect::<Vec<_>>(),
        "choice": one.choice,
        "because": one.because,
    })
}
