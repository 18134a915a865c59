//! `cargo xtask compare`: specifications beside the vendor's metadata.

mod json;
mod markdown;
mod table;
mod text;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alibabacloud_codegen::Source;
use alibabacloud_codegen::compare::{self, Comparison, Error, Identity, Subject};
use anyhow::{Context, Result, bail};

use crate::specs;

const EXAMPLES: &str = "\
Example: cargo xtask compare --with ../metadata rds

The metadata is an independent opinion, not an authority: mend the specification where its sources agree with the metadata,
and record the difference in x-contradictions where they don't. Exits with 0 if every difference is recorded, with 1 if one
is not or if something could not be read, and with 2 if the command is used wrongly.";

/// Options of `compare`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The specifications: files, or the names of modules or products in the folder [default: all of them]
    #[arg(value_name = "SPEC")]
    chosen: Vec<String>,
    /// A metadata file, or a folder with metadata files (*.json) [default: tests/data/metadata of the workspace, which has the
    /// facts about the operations of this workspace]
    #[arg(long, value_name = "FILE_OR_DIR")]
    with: Option<PathBuf>,
    /// The folder with the specifications (*.yaml) [default: specs of the workspace]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,
    /// List known differences too, and the operations that only the metadata has
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs; everything, whatever `--all` says
    Json,
    /// For a page
    Markdown,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let workspace = specs::workspace();
    let with = arguments.with.clone().unwrap_or_else(|| workspace.join("tests/data/metadata"));
    let folder = arguments.specs.clone().unwrap_or_else(|| workspace.join("specs"));
    let Some(specs) = chosen(&folder, &arguments.chosen)? else { return Ok(ExitCode::FAILURE) };
    let metadata = metadata(&with)?;
    let mut comparisons = Vec::new();
    let mut complete = true;
    for (spec, identity) in &specs {
        let about: Vec<_> = metadata.iter().filter(|(_, other)| other.matches(identity)).collect();
        // A single file is about one of the specifications, and that is no news.
        if about.is_empty() && (with.is_dir() || !arguments.chosen.is_empty()) {
            let Identity { product, version } = identity;
            eprintln!("{product} {version}: {} has no metadata of it", with.display());
            complete &= arguments.chosen.is_empty();
        }
        for (source, _) in about {
            match compare::compare(spec, source) {
                Ok(comparison) => comparisons.push(comparison),
                Err(error) => {
                    report(&error);
                    complete = false;
                }
            }
        }
    }
    for problem in comparisons.iter().flat_map(|comparison| &comparison.problems) {
        eprintln!("{}", visible(&problem.to_string()));
        complete = false;
    }
    if comparisons.is_empty() {
        if !complete {
            return Ok(ExitCode::FAILURE);
        }
        bail!("none of the specifications is about what {} is about", with.display());
    }
    match arguments.format {
        Format::Text => text::print(&comparisons, arguments.all),
        Format::Json => anstream::println!("{}", json::document(&comparisons)?),
        Format::Markdown => anstream::print!("{}", markdown::page(&comparisons, arguments.all)),
    }
    let new = comparisons.iter().flat_map(|comparison| &comparison.subjects).any(Subject::is_new);
    Ok(if complete && !new { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn report(error: &Error) {
    match error {
        Error::Spec(diagnostics) => specs::print(diagnostics),
        Error::Metadata(problem) => eprintln!("{}", visible(&problem.to_string())),
    }
}

/// The specifications that are meant; `None`, with the reasons printed, if one cannot be read.
fn chosen(folder: &Path, names: &[String]) -> Result<Option<Vec<(Source, Identity)>>> {
    let is_file = |name: &&String| Path::new(name).is_file();
    let mut found = identified(names.iter().filter(is_file).map(PathBuf::from).collect())?;
    if names.iter().all(|name| is_file(&name)) && !names.is_empty() {
        return Ok(found);
    }
    let Some(listed) = identified(specs::paths(folder)?)? else { return Ok(None) };
    let names: Vec<&String> = names.iter().filter(|name| !is_file(name)).collect();
    let meant = |name: &str, (source, identity): &(Source, Identity)| {
        let stem = Path::new(&source.name).file_stem().unwrap_or_default().to_string_lossy();
        let module = stem.split('-').next().unwrap_or_default();
        [&identity.product, module, &*stem].iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    if let Some(name) = names.iter().find(|name| !listed.iter().any(|spec| meant(name, spec))) {
        bail!("{} has no specification `{name}`, and there is no such file", folder.display());
    }
    let by_name = |spec: &(Source, Identity)| names.is_empty() || names.iter().any(|name| meant(name, spec));
    if let Some(found) = &mut found {
        found.extend(listed.into_iter().filter(by_name));
    }
    Ok(found)
}

/// Specifications with what they are about; `None`, with the reasons printed, if one cannot be read.
fn identified(paths: Vec<PathBuf>) -> Result<Option<Vec<(Source, Identity)>>> {
    let mut found = Some(Vec::new());
    for path in paths {
        let source = read(&path)?;
        match compare::identify_spec(&source) {
            Ok(identity) => found.iter_mut().for_each(|found| found.push((source.clone(), identity.clone()))),
            Err(diagnostics) => {
                specs::print(&diagnostics);
                found = None;
            }
        }
    }
    Ok(found)
}

/// The metadata files that can be meant, with what they are about.
fn metadata(path: &Path) -> Result<Vec<(Source, Identity)>> {
    if !path.is_dir() {
        let source = read(path)?;
        let identity = compare::identify_metadata(&source)
            .map_err(|problem| anyhow::anyhow!(visible(&problem.to_string())))?;
        return Ok(vec![(source, identity)]);
    }
    let mut found = Vec::new();
    let entries = fs::read_dir(path).with_context(|| format!("cannot read the folder {}", path.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.with_context(|| format!("cannot read the folder {}", path.display()))?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            files.push(file);
        }
    }
    files.sort();
    for file in files {
        let source = read(&file)?;
        match compare::identify_metadata(&source) {
            Ok(identity) => found.push((source, identity)),
            Err(problem) => eprintln!("passed over: {}", visible(&problem.to_string())),
        }
    }
    if found.is_empty() {
        bail!("{} has no metadata (*.json)", path.display());
    }
    Ok(found)
}

fn read(path: &Path) -> Result<Source> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Source::new(path.display().to_string(), text))
}

/// Text of a document as a terminal may show it.
fn visible(text: &str) -> String {
    text.chars().map(alibabacloud_codegen::visible).collect()
}

/// What is listed of a comparison: differences, the new ones or all of them.
fn differences(comparison: &Comparison, all: bool) -> impl Iterator<Item = &Subject> {
    let listed =
        move |subject: &&Subject| subject.is_new() || (all && subject.class != compare::Class::Agreed);
    comparison.subjects.iter().filter(listed)
}
