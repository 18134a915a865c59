//! `lint`: what is wrong with the specifications, all of it at once.

mod conflicts;
mod json;
mod sarif;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use alibabacloud_codegen::{Diagnostics, Rule, Severity, Source, lint, rule_page};
use anyhow::Result;
use serde_json::Value;

use crate::progress::Progress;
use crate::suggestion::near;
use crate::{specs, terminal};

/// Options of `lint`.
#[derive(clap::Args)]
#[command(
    after_help = "Exit status: 0 without errors, 1 with errors (or, with --deny-warnings, warnings), 2 if the command is \
                        wrong or a file cannot be read.\n\nExample: alibabacloud-codegen lint --deny-warnings specs/rds-2014-08-15.yaml"
)]
pub struct Arguments {
    /// The specifications to check, or folders with them [default: all of --specs]
    #[arg(value_name = "FILE", conflicts_with = "specs")]
    files: Vec<PathBuf>,
    /// The folder with the specifications (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// What to print; specs/README.md describes json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Show notes too
    #[arg(long)]
    notes: bool,
    /// Exit with 1 if there are warnings
    #[arg(long)]
    deny_warnings: bool,
    /// Print the page of a rule, and check nothing
    #[arg(long, value_name = "RULE", conflicts_with_all = ["files", "specs", "conflicts"])]
    explain: Option<String>,
    /// Print the recorded contradictions, and check nothing
    #[arg(long)]
    conflicts: bool,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Excerpts with carets, for people
    Text,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for editors and code scanning
    Sarif,
}

/// Wrong usage, and files that cannot be read.
const UNUSABLE: u8 = 2;

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    if let Some(name) = &arguments.explain {
        return explain(name);
    }
    if arguments.conflicts && arguments.format == Format::Sarif {
        anstream::eprintln!(
            "error: contradictions have no form in SARIF; write --format json, or leave it out"
        );
        return Ok(UNUSABLE.into());
    }
    let sources = match read(arguments) {
        Ok(sources) => sources,
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            return Ok(UNUSABLE.into());
        }
    };
    if arguments.conflicts {
        return conflicts::run(&sources, arguments.format);
    }
    let found = Progress::waiting("Checking").during(|| lint(&sources));
    terminal::print(&match arguments.format {
        Format::Text => drawn(&found, arguments.notes),
        Format::Json => format!("{:#}\n", json::document(&found)),
        Format::Sarif => format!("{:#}\n", sarif::document(&found)),
    })?;
    anstream::eprintln!("{}", summary(&found, arguments));
    let fails =
        found.count(Severity::Error) > 0 || arguments.deny_warnings && found.count(Severity::Warning) > 0;
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn read(arguments: &Arguments) -> Result<Vec<Source>> {
    if !arguments.files.is_empty() {
        let mut paths = Vec::new();
        for path in &arguments.files {
            if path.is_dir() {
                paths.extend(specs::paths(path)?);
            } else {
                paths.push(path.clone());
            }
        }
        // A file that is named twice would want its module twice.
        let mut seen = BTreeSet::new();
        paths.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
        return paths.iter().map(|path| specs::read_as_named(path)).collect();
    }
    let folder = arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs"));
    specs::paths(&folder)?.iter().map(|path| specs::read_as_named(path)).collect()
}

fn explain(name: &str) -> Result<ExitCode> {
    if let Some(rule) = Rule::find(name) {
        terminal::print(&rule_page(rule))?;
        return Ok(ExitCode::SUCCESS);
    }
    let visible = alibabacloud_codegen::visible(name);
    if let Some(near) = near(name, Rule::all().into_iter().map(|rule| rule.name.to_owned())) {
        anstream::eprintln!("error: there is no rule `{visible}`; did you mean {near}?");
        return Ok(UNUSABLE.into());
    }
    anstream::eprintln!("error: there is no rule `{visible}`; the rules are:");
    for rule in Rule::all() {
        anstream::eprintln!("  {}: {}", rule.name, rule.summary);
    }
    Ok(UNUSABLE.into())
}

fn drawn(found: &Diagnostics, notes: bool) -> String {
    let least = if notes { Severity::Note } else { Severity::Warning };
    let width = terminal::width();
    found.at_least(least).iter().map(|one| format!("{}\n\n", one.render(Some(width)))).collect()
}

/// A JSON object with more members.
fn with(mut object: Value, members: Value) -> Value {
    if let (Value::Object(object), Value::Object(members)) = (&mut object, members) {
        object.extend(members);
    }
    object
}

fn summary(found: &Diagnostics, arguments: &Arguments) -> String {
    let hidden = arguments.format == Format::Text && !arguments.notes && found.count(Severity::Note) > 0;
    format!("{}{}", found.summary(), if hidden { " (--notes shows them)" } else { "" })
}
