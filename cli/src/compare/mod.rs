//! `compare`: specifications beside the vendor's metadata.

mod inputs;
mod json;
mod markdown;
mod missing;
mod table;
mod text;

use std::path::PathBuf;
use std::process::ExitCode;

use alibabacloud_codegen::compare::{self, Comparison, Identity, Subject};
use alibabacloud_codegen::visible;
use anyhow::Result;
use inputs::Inputs;

use crate::progress::Progress;
use crate::{specs, terminal};

/// The exit code for arguments that cannot be meant, as clap has it.
const WRONG_USAGE: u8 = 2;

const AFTER_HELP: &str = "\
Example: alibabacloud-codegen compare --with ../metadata rds

The metadata is an independent opinion, not an authority: fix the specification where its sources agree with the metadata, \
and record the difference in x-contradictions where they don't. Exits with 0 if every difference is recorded, with 1 if one is \
not or if something could not be read, and with 2 if the command is used wrongly.";

/// Options of `compare`.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// The specifications: files, or the names of modules or products in the folder [default: all of them]
    #[arg(value_name = "SPEC")]
    chosen: Vec<String>,
    /// A metadata file, or a folder with metadata files (*.json) [default: tests/data/metadata, if there is such a
    /// folder]
    #[arg(long, value_name = "FILE_OR_DIR")]
    with: Option<PathBuf>,
    /// The folder with the specifications (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// How to write the result
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,
    /// Print what only the metadata says as YAML to paste into the specification, and nothing else
    #[arg(long, conflicts_with = "format")]
    missing: bool,
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
    let own = || Some(workspace.join("tests/data/metadata")).filter(|folder| folder.is_dir());
    let Some(with) = arguments.with.clone().or_else(own) else {
        anstream::eprintln!("error: give the vendor's metadata with --with");
        return Ok(ExitCode::from(WRONG_USAGE));
    };
    let folder = arguments.specs.clone().unwrap_or_else(|| workspace.join("specs"));
    let read =
        || Ok::<_, anyhow::Error>((inputs::specs(&folder, &arguments.chosen)?, inputs::metadata(&with)?));
    let (specs, metadata) = match read() {
        Ok(inputs) => inputs,
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            return Ok(ExitCode::from(WRONG_USAGE));
        }
    };
    if !specs.is_complete || !metadata.is_complete {
        return Ok(ExitCode::FAILURE);
    }
    let (comparisons, mut complete) = compare_all(&specs, &metadata, |identity| {
        // A single file is about one of the specifications, and that is no news.
        let silent = !with.is_dir() && arguments.chosen.is_empty();
        if !silent {
            let Identity { product, version } = identity;
            anstream::eprintln!("{product} {version}: {} has no metadata of it", with.display());
        }
        arguments.chosen.is_empty()
    });
    if comparisons.is_empty() && complete {
        anstream::eprintln!("error: none of the specifications is about what {} is about", with.display());
        return Ok(ExitCode::from(WRONG_USAGE));
    }
    for problem in comparisons.iter().flat_map(|comparison| &comparison.problems) {
        anstream::eprintln!("{}", visible(&problem.to_string()));
        complete = false;
    }
    if arguments.missing {
        terminal::print(&missing::page(&comparisons, &metadata, arguments.all)?)?;
    } else {
        print(&comparisons, arguments)?;
    }
    let new = comparisons.iter().flat_map(|comparison| &comparison.subjects).any(Subject::is_new);
    Ok(if complete && !new { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Compares each specification with the metadata that is about the same; says whether that was possible for all.
fn compare_all(
    specs: &Inputs,
    metadata: &Inputs,
    may_lack: impl Fn(&Identity) -> bool,
) -> (Vec<Comparison>, bool) {
    let (mut comparisons, mut complete) = (Vec::new(), true);
    let progress = Progress::new("Comparing", specs.found.len());
    for spec in &specs.found {
        progress.begin(visible(&spec.source.name));
        let mut about =
            metadata.found.iter().filter(|other| other.identity.matches(&spec.identity)).peekable();
        if about.peek().is_none() {
            complete &= progress.suspend(|| may_lack(&spec.identity));
        }
        for other in about {
            match compare::compare(&spec.source, &other.source) {
                Ok(comparison) => comparisons.push(comparison),
                Err(error) => {
                    progress.suspend(|| anstream::eprintln!("{error}"));
                    complete = false;
                }
            }
        }
        progress.end();
    }
    (comparisons, complete)
}

fn print(comparisons: &[Comparison], arguments: &Arguments) -> Result<()> {
    if comparisons.is_empty() {
        return Ok(());
    }
    let page = match arguments.format {
        Format::Text => text::page(comparisons, arguments.all),
        Format::Json => json::document(comparisons)? + "\n",
        Format::Markdown => markdown::page(comparisons, arguments.all),
    };
    terminal::print(&page)
}

/// What is listed of a comparison: differences, the new ones or all of them.
fn differences(comparison: &Comparison, all: bool) -> impl Iterator<Item = &Subject> {
    let listed =
        move |subject: &&Subject| subject.is_new() || (all && subject.class != compare::Class::Agreed);
    comparison.subjects.iter().filter(listed)
}
