//! `import`: the vendor's metadata in, specifications out.

mod folder;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alibabacloud_codegen::visible;
use anyhow::Result;

pub(crate) use self::folder::{Outcome, Texts, import_into, is_imported};
use crate::transaction::{self, Change};
use crate::{metadata, terminal};

/// Options of `import`.
#[derive(clap::Args)]
#[command(
    after_help = "Exit status: 0 if every file was imported, 1 if one could not be, whatever is refused in it.\n\n\
                        Example: alibabacloud-codegen import api-docs.json --out specs"
)]
pub struct Arguments {
    /// The vendor's metadata of product versions (api-docs.json), or folders with them (*.json)
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The folder to write to; other files in it stay as they are
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Carry the vendor's texts too
    #[arg(long)]
    prose: bool,
    /// Carry the texts of other metadata of the same product versions, in another language: a file, or a folder with them
    #[arg(long, value_name = "FILE", conflicts_with = "prose")]
    prose_from: Option<PathBuf>,
    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// List every operation that is refused
    #[arg(long)]
    all: bool,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table, for people
    Text,
    /// One JSON document; docs/import.md describes it
    Json,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let sources = metadata::read(&arguments.files)?;
    let texts = match &arguments.prose_from {
        Some(path) => Texts::Of(metadata::read(std::slice::from_ref(path))?),
        None if arguments.prose => Texts::Own,
        None => Texts::Without,
    };
    let outcomes = import_into(&arguments.out, &sources, texts)?;
    let texts: Vec<(String, &str)> = outcomes
        .iter()
        .filter_map(|outcome| outcome.result.as_ref().ok())
        .filter_map(|imported| Some((imported.file_name(), imported.text.as_deref()?)))
        .collect();
    let changed = texts.iter().filter(|(path, text)| !is_on_disk(&arguments.out.join(path), text));
    let changes: Vec<Change<'_>> = changed.map(|(path, text)| Change::Write { path, text }).collect();
    transaction::apply(&arguments.out, &changes)?;
    terminal::print(&match arguments.format {
        Format::Text => report::text(&outcomes, arguments.all),
        Format::Json => format!("{:#}\n", report::json(&outcomes)),
    })?;
    let mut fails = false;
    for outcome in &outcomes {
        if let Err(problem) = &outcome.result {
            anstream::eprintln!("error: {}", visible(&problem.to_string()));
            fails = true;
        }
    }
    anstream::eprintln!("{} of {} files written to {}", changes.len(), texts.len(), arguments.out.display());
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn is_on_disk(path: &Path, text: &str) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}
