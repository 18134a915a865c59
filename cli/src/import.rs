//! `import`: the vendor's metadata in, specifications out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alibabacloud_codegen::compare::{Identity, identify_metadata};
use alibabacloud_codegen::import::{Imported, Options, Problem, Prose, file_name, import};
use alibabacloud_codegen::{Source, parallel, visible};
use anyhow::{Context, Result, bail};

use crate::progress::Progress;
use crate::terminal;
use crate::transaction::{self, Change};

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
    let versioned = versions(&sources, &arguments.out);
    let texts = arguments.prose_from.as_ref().map(|path| read(std::slice::from_ref(path))).transpose()?;
    let texts = by_identity(texts.unwrap_or_default());
    let options = |source: &Source| {
        let identity = identify_metadata(source).ok();
        let count = identity.as_ref().and_then(|identity| versioned.get(&key(identity)));
        let other = identity.as_ref().and_then(|identity| texts.get(&file_name(identity)));
        let prose = match other {
            Some(other) => Prose::Of(other),
            None if arguments.prose => Prose::Own,
            None => Prose::Without,
        };
        Options { prose, versioned: count.is_some_and(|count| *count > 1) }
    };
    let outcomes = import_all(&sources, &options);
    check_names(&outcomes)?;
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

fn key(identity: &Identity) -> String {
    identity.product.to_lowercase()
}

/// How many versions of each product there are, with those that were imported before.
fn versions(sources: &[Source], out: &Path) -> BTreeMap<String, usize> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for identity in sources.iter().filter_map(|source| identify_metadata(source).ok()) {
        files.insert(file_name(&identity), key(&identity));
    }
    for entry in fs::read_dir(out).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // The version is the last ten characters before the extension: 2014-05-26.
        let stem = name.strip_suffix(".yaml").unwrap_or_default();
        if let Some((product, _)) = stem.len().checked_sub(11).and_then(|at| stem.split_at_checked(at)) {
            files.entry(name.clone()).or_insert_with(|| product.to_owned());
        }
    }
    let mut count = BTreeMap::new();
    files.into_values().for_each(|product| *count.entry(product).or_default() += 1);
    count
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

fn is_on_disk(path: &Path, text: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// The metadata in files and folders.
pub(crate) fn read(files: &[PathBuf]) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    for file in files {
        if file.is_dir() {
            let mut found = in_folder(file)?;
            if found.is_empty() {
                bail!("{} has no metadata (*.json)", file.display());
            }
            found.sort();
            paths.extend(found);
        } else {
            paths.push(file.clone());
        }
    }
    paths.iter().map(|path| read_one(path)).collect()
}

fn in_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read the folder {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    Ok(found)
}

fn read_one(path: &Path) -> Result<Source> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Source::new(path.display().to_string(), text))
}
