//! The samples of each document, decoded by its program with the types that were generated.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::build;
use super::outcome::{Document, Generated, Sample};

/// Runs the programs of all documents that were built.
pub(super) fn run(documents: &mut [Document], out: &Path) -> Result<()> {
    let crates = documents.iter_mut().filter_map(|document| document.generated.as_mut());
    for one in crates.filter(|one| one.has_program) {
        let program = build::program(out, one);
        if program.exists() {
            one.samples = Some(outcomes(one, &program)?);
        }
    }
    Ok(())
}

fn outcomes(one: &Generated, program: &Path) -> Result<Vec<Sample>> {
    let output = Command::new(program).output();
    let output = output.with_context(|| format!("cannot run {}", program.display()))?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let mut outcomes = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Sample>, _>>();
    if let Ok(outcomes) = &mut outcomes
        && !output.status.success()
    {
        let error = Some(String::from_utf8_lossy(&output.stderr).into_owned());
        let (operation, differs) = ("the next one".to_owned(), Some(String::new()));
        outcomes.push(Sample { operation, error, departures: Vec::new(), differs });
    }
    outcomes.with_context(|| format!("cannot read what the samples of {} became", one.name))
}
