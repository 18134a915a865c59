//! `diff`: what changes for the users of the crate, and which version to release.

mod base;
mod git;
mod json;
mod markdown;
mod text;
mod version;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alibabacloud_codegen::{Changes, Level, Service, Source, diff};
use anstream::eprintln;
use anyhow::{Context, Result};
use semver::Version;

use crate::progress::Progress;
use crate::specs;
use base::Base;

/// Options of `diff`.
#[derive(clap::Args)]
#[command(
    after_help = "Before 1.0 a major change raises the second number of the version and every other the third, as Cargo \
                  compares them.\n\nExample: alibabacloud-codegen diff --base v0.1.0 --check"
)]
pub struct Arguments {
    /// What to compare with: a folder with specifications, or else a git revision [default: the newest tag v* that
    /// leads here, or HEAD]
    #[arg(long, value_name = "FOLDER|REVISION")]
    base: Option<String>,
    /// The version of the base, if no Cargo.toml has it
    #[arg(long, value_name = "VERSION")]
    base_version: Option<Version>,
    /// The folder with the specifications as they are now (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// The Cargo.toml with the version as it is now [default: that of the workspace]
    #[arg(long, value_name = "PATH")]
    manifest: Option<PathBuf>,
    /// The form of the output; `markdown` is an entry for CHANGELOG.md
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 if the version in Cargo.toml does not allow the changes
    #[arg(long)]
    check: bool,
}

/// The forms of the output.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

/// What is printed, in whichever form.
struct Report {
    /// What was compared with, as a person calls it.
    base: String,
    base_version: Option<Version>,
    version: Option<Version>,
    changes: Changes,
    /// Whether the documents are the same to the letter.
    same: bool,
}

impl Report {
    /// The least version that the changes can be released as.
    fn next_version(&self) -> Option<Version> {
        self.base_version.as_ref().map(|base| version::next(base, self.changes.verdict()))
    }

    /// Whether the present version allows the changes; `None` if one of the versions is not known.
    fn is_allowed(&self) -> Option<bool> {
        let (base, now) = self.base_version.as_ref().zip(self.version.as_ref())?;
        Some(version::allows(base, now, self.changes.verdict()))
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let folder = arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs"));
    let manifest = arguments.manifest.clone().unwrap_or_else(|| specs::workspace().join("Cargo.toml"));
    let now = specs::read(&folder)?;
    let base = Base::find(arguments.base.as_deref(), &folder, &manifest)?;
    let Some(before) = lowered(&base.sources, &format!("the specifications of {}", base.name))? else {
        eprintln!(
            "the present generator does not accept the specifications of {}; nothing was compared",
            base.name
        );
        return Ok(ExitCode::FAILURE);
    };
    let Some(after) = lowered(&now, &folder.display().to_string())? else {
        eprintln!("nothing was compared");
        return Ok(ExitCode::FAILURE);
    };
    let version = version::of_manifest(&manifest);
    // Without a version there is a report all the same, unless somebody counts on it.
    let version = if arguments.check || arguments.manifest.is_some() { Some(version?) } else { version.ok() };
    let report = Report {
        same: base.sources == now,
        changes: Progress::waiting("Comparing").during(|| diff(&before, &after)),
        base_version: arguments.base_version.clone().or(base.version),
        base: base.name,
        version,
    };
    match arguments.format {
        Format::Text => text::print(&report),
        Format::Json => json::print(&report),
        Format::Markdown => markdown::print(&report),
    }
    if arguments.check { check(&report, &manifest) } else { Ok(ExitCode::SUCCESS) }
}

fn lowered(sources: &[Source], what: &str) -> Result<Option<Vec<Service>>> {
    let lowered = specs::lower_sources(sources).with_context(|| format!("cannot use {what}"))?;
    Ok(lowered.map(|all| all.into_iter().map(|one| one.service).collect()))
}

/// Whether the version allows the changes, and what to do if it does not.
fn check(report: &Report, manifest: &Path) -> Result<ExitCode> {
    let next = report.next_version().with_context(|| {
        format!("the version of {} is not known; give it with --base-version", report.base)
    })?;
    let now = report.version.as_ref().with_context(|| format!("{} has no version", manifest.display()))?;
    if report.is_allowed() == Some(true) {
        eprintln!("version {now} allows this");
        return Ok(ExitCode::SUCCESS);
    }
    let level = report.changes.verdict().map_or("no", Level::as_str);
    eprintln!(
        "version {now} in {} does not allow {level} changes since {}; set it to {next} or higher",
        manifest.display(),
        report.base
    );
    Ok(ExitCode::FAILURE)
}
