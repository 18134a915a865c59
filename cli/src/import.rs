//! `import`: the vendor's metadata in, specifications out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alibabacloud_codegen::compare::{Identity, identify_metadata};
use alibabacloud_codegen::import::{Imported, Modules, Options, Problem, Prose, file_name, import};
use alibabacloud_codegen::{Source, visible};
use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::transaction::{self, Change};
use crate::{parallel, terminal};

mod report;

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

/// One file, imported or not.
struct Outcome {
    source: String,
    result: Result<Imported, Problem>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let sources = read(&arguments.files)?;
    let there = imported_before(&arguments.out)?;
    let identities: Vec<Identity> =
        sources.iter().filter_map(|source| identify_metadata(source).ok()).collect();
    let modules = Modules::new(&there, &identities);
    let texts = arguments.prose_from.as_ref().map(|path| read(std::slice::from_ref(path))).transpose()?;
    let texts = by_identity(texts.unwrap_or_default());
    let options = |source: &Source| {
        let identity = identify_metadata(source).ok();
        let other = identity.as_ref().and_then(|identity| texts.get(&file_name(identity)));
        let prose = match other {
            Some(other) => Prose::Of(other),
            None if arguments.prose => Prose::Own,
            None => Prose::Without,
        };
        Options { prose, module: identity.as_ref().and_then(|identity| modules.of(identity)) }
    };
    let outcomes = import_all(&sources, &options);
    check_names(&outcomes)?;
    check_there(&outcomes, &there, &arguments.out)?;
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

/// Metadata by what their specifications are called.
fn by_identity(sources: Vec<Source>) -> BTreeMap<String, Source> {
    let named = |source: Source| Some((file_name(&identify_metadata(&source).ok()?), source));
    sources.into_iter().filter_map(named).collect()
}

/// The specifications that are in a folder, called as their files are.
fn imported_before(out: &Path) -> Result<Vec<Source>> {
    if !out.is_dir() {
        return Ok(Vec::new());
    }
    let mut sources = Vec::new();
    for path in with_extension(out, "yaml")? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        sources.push(Source::new(name, read_text(&path)?));
    }
    Ok(sources)
}

fn import_all<'s>(sources: &[Source], options: &(dyn Fn(&Source) -> Options<'s> + Sync)) -> Vec<Outcome> {
    let progress = Progress::new("Importing", sources.len());
    parallel::map(sources, parallel::processors(), |source| {
        progress.begin(source.name.as_str());
        let result = import(source, &options(source));
        progress.end();
        Outcome { source: source.name.clone(), result }
    })
}

/// Two files about one product version, of which one would replace the other.
fn check_names(outcomes: &[Outcome]) -> Result<()> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for outcome in outcomes {
        let Ok(imported) = &outcome.result else { continue };
        if let Some(first) = seen.insert(imported.file_name(), &outcome.source) {
            bail!(
                "{first} and {} are about the same product version; import one of them, the other could only add texts",
                outcome.source
            );
        }
    }
    Ok(())
}

/// A file that would be replaced, and that people wrote.
fn check_there(outcomes: &[Outcome], there: &[Source], out: &Path) -> Result<()> {
    let is_imported = |source: &Source| source.text.lines().any(|line| line.trim_end() == "x-imported: true");
    for imported in outcomes.iter().filter_map(|outcome| outcome.result.as_ref().ok()) {
        let name = imported.file_name();
        if imported.text.is_some() && there.iter().any(|source| source.name == name && !is_imported(source)) {
            bail!(
                "{} was not imported, and would be lost; import into another folder, or remove the file first",
                out.join(name).display()
            );
        }
    }
    Ok(())
}

fn is_on_disk(path: &Path, text: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// The metadata in files and folders.
pub(crate) fn read(files: &[PathBuf]) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    for file in files {
        if file.is_dir() {
            let found = with_extension(file, "json")?;
            if found.is_empty() {
                bail!("{} has no metadata (*.json)", file.display());
            }
            paths.extend(found);
        } else {
            paths.push(file.clone());
        }
    }
    paths.iter().map(|path| read_one(path)).collect()
}

fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read the folder {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.extension().is_some_and(|its| its == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read_one(path: &Path) -> Result<Source> {
    Ok(Source::new(path.display().to_string(), read_text(path)?))
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
