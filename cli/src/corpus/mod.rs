//! `corpus`: all of the vendor's metadata in a folder, from import to compiled code and decoded samples, in figures.

mod build;
mod document;
mod json;
mod outcome;
mod samples;
mod text;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use alibabacloud_codegen::{Runtime, Source, parallel};
use anyhow::{Context, Result};

use self::outcome::Document;
use crate::progress::Progress;
use crate::{metadata, terminal};

/// Options of `corpus`.
#[derive(clap::Args)]
#[command(
    after_help = "Exit status: 0 if every document that is not refused as a whole is imported, is without errors, compiles without \
                  warnings, and decodes its samples; 1 otherwise.\n\n\
                  Example: alibabacloud-codegen corpus metadata --compile --samples"
)]
pub struct Arguments {
    /// The vendor's metadata of product versions (api-docs.json), or folders with them (*.json)
    #[arg(value_name = "DIR", required = true)]
    files: Vec<PathBuf>,
    /// How many documents, or crates, are worked on at once [default: the number of processors]
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<NonZeroUsize>,
    /// Compile each crate; a warning counts as a failure
    #[arg(long)]
    compile: bool,
    /// Decode each sample with its generated type, and encode it again
    #[arg(long)]
    samples: bool,
    /// The folder for the crates and what is built of them
    #[arg(long, value_name = "DIR", default_value = "target/corpus")]
    out: PathBuf,
    /// The folder of `alibabacloud-runtime` [default: runtime of the workspace, or a version from a registry]
    #[arg(long, value_name = "DIR")]
    runtime: Option<PathBuf>,
    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// What is printed.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Tables, for people
    Text,
    /// One JSON document; docs/commands.md describes it
    Json,
}

/// What was found.
struct Report {
    documents: Vec<Document>,
    /// How long it took from metadata to sources, for all documents.
    generating: Duration,
    /// How long the compiler took, if it was asked.
    compiling: Option<Duration>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let sources = metadata::read(&arguments.files)?;
    build::refuse_foreign_folder(&arguments.out)?;
    fs::create_dir_all(&arguments.out)
        .with_context(|| format!("cannot create {}", arguments.out.display()))?;
    let runtime = document::runtime(arguments.runtime.as_deref())?;
    let jobs = arguments.jobs.unwrap_or_else(parallel::processors);
    let began = Instant::now();
    let documents = generate(&sources, jobs, arguments, &runtime)?;
    let mut report = Report { documents, generating: began.elapsed(), compiling: None };
    if arguments.compile || arguments.samples {
        let began = Instant::now();
        build::build(&mut report.documents, &arguments.out, jobs, arguments.samples)?;
        report.compiling = Some(began.elapsed());
    }
    if arguments.samples {
        samples::run(&mut report.documents, &arguments.out)?;
    }
    terminal::print(&match arguments.format {
        Format::Text => text::print(&report),
        Format::Json => format!("{:#}\n", json::print(&report)),
    })?;
    Ok(if report.documents.iter().all(Document::is_right) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn generate(
    sources: &[Source],
    jobs: NonZeroUsize,
    arguments: &Arguments,
    runtime: &Runtime,
) -> Result<Vec<Document>> {
    let progress = Progress::new("Generating", sources.len());
    let documents = parallel::map(sources, jobs, |source| {
        progress.begin(file_name(Path::new(&source.name)));
        let document = document::document(source, &arguments.out, runtime, arguments.samples);
        progress.end();
        document
    });
    documents.into_iter().collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
