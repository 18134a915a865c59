//! The samples of each document, decoded by its program with the types that were generated.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::build;
use super::document::{Document, Generated};

/// What became of one sample.
#[derive(Deserialize)]
pub(super) struct Outcome {
    pub(super) operation: String,
    /// Why it is no answer of the operation at all.
    pub(super) error: Option<String>,
    #[serde(default)]
    pub(super) departures: Vec<Departure>,
    /// The first place where it is another one when it is encoded again.
    pub(super) differs: Option<String>,
}

/// A place where a sample is not what was declared.
#[derive(Deserialize)]
pub(super) struct Departure {
    pub(super) kind: String,
    pub(super) pointer: String,
    pub(super) expected: String,
    pub(super) found: String,
}

impl Outcome {
    /// Whether the sample is the same when it is encoded again.
    pub(super) fn is_equal(&self) -> bool {
        self.error.is_none() && self.differs.is_none()
    }

    /// Whether nothing changed without a word.
    pub(super) fn is_right(&self) -> bool {
        self.differs.is_none() || !self.departures.is_empty()
    }
}

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

fn outcomes(one: &Generated, program: &Path) -> Result<Vec<Outcome>> {
    let output = Command::new(program).output();
    let output = output.with_context(|| format!("cannot run {}", program.display()))?;
    let lines = String::from_utf8_lossy(&output.stdout);
    let mut outcomes = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Outcome>, _>>();
    if let Ok(outcomes) = &mut outcomes
        && !output.status.success()
    {
        let error = Some(String::from_utf8_lossy(&output.stderr).into_owned());
        let (operation, differs) = ("the next one".to_owned(), Some(String::new()));
        outcomes.push(Outcome { operation, error, departures: Vec::new(), differs });
    }
    outcomes.with_context(|| format!("cannot read what the samples of {} became", one.name))
}
