//! `update`: newer metadata of the products of a crate, from import to a checked crate with its changelog. It stops at the first
//! question that only people can answer.

mod changelog;
mod dates;
mod plan;
mod question;
mod report;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use alibabacloud_codegen::keep::Options;
use anyhow::{Context, Result, bail};

use self::dates::Date;
use self::plan::Plan;
use crate::generate::{self, Project};
use crate::import::Texts;
use crate::transaction::{self, Change};
use crate::{metadata, specs, terminal};

/// Options of `update`.
#[derive(clap::Args)]
#[command(
    after_help = "Exit status: 0 if everything is done, or would be; 1 if a question is open or something failed.\n\n\
                  Example: alibabacloud-codegen update --from metadata --out my-cloud --dry-run"
)]
pub struct Arguments {
    /// The vendor's newer metadata (api-docs.json), or folders with them (*.json)
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    from: Vec<PathBuf>,
    /// The folder with the specifications (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR", requires = "out")]
    specs: Option<PathBuf>,
    /// The folder of the crate
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Show everything, each open question too, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Accept the breaking changes that remain
    #[arg(long)]
    allow_breaking: bool,
    /// Let go of what is kept beyond its time, which breaks those who still use it
    #[arg(long)]
    let_go: bool,
    /// Until when what is gone is kept as deprecated [default: a year from --date]
    #[arg(long, value_name = "DATE")]
    keep_until: Option<Date>,
    /// The day since when what is gone is gone [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Carry the vendor's texts too
    #[arg(long)]
    prose: bool,
    /// Carry the texts of other metadata, in another language: a file, or a folder with them
    #[arg(long, value_name = "FILE", conflicts_with = "prose")]
    prose_from: Option<PathBuf>,
    /// Do not let cargo check the crate at the end
    #[arg(long)]
    skip_checks: bool,
}

/// The files that are written, by their folders.
struct Places {
    specs: PathBuf,
    /// The folder of the crate.
    package: PathBuf,
    /// The folder of CHANGELOG.md and MIGRATING.md.
    notes: PathBuf,
    /// The Cargo.toml with the version.
    manifest: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, project: Option<&Project>) -> Result<ExitCode> {
    let places = places(arguments, project)?;
    let plan = plan(arguments, &places)?;
    terminal::print(&report::text(&plan, arguments.dry_run))?;
    let open = plan.questions(arguments.allow_breaking);
    let shown = if arguments.dry_run { open.len() } else { 1 };
    for question in open.iter().take(shown) {
        anstream::eprintln!("{question}");
    }
    if arguments.dry_run {
        if open.is_empty() && plan.changes_files() {
            generate_dry(&plan, arguments, project)?;
        }
        anstream::eprintln!("nothing was written");
    } else if open.is_empty() {
        return write(&plan, &places, arguments, project);
    } else {
        anstream::eprintln!("nothing was written; --dry-run shows all questions");
    }
    Ok(if open.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn places(arguments: &Arguments, project: Option<&Project>) -> Result<Places> {
    match (&arguments.out, project) {
        (Some(out), _) => Ok(Places {
            specs: arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs")),
            package: out.clone(),
            notes: out.clone(),
            manifest: out.join("Cargo.toml"),
        }),
        (None, Some(project)) => Ok(Places {
            specs: project.specs.clone(),
            package: project.folder.clone(),
            notes: specs::workspace(),
            manifest: specs::workspace().join("Cargo.toml"),
        }),
        (None, None) => bail!("give the folder of the crate with --out"),
    }
}

fn plan(arguments: &Arguments, places: &Places) -> Result<Plan> {
    let texts = match &arguments.prose_from {
        Some(path) => Texts::Of(metadata::read(std::slice::from_ref(path))?),
        None if arguments.prose => Texts::Own,
        None => Texts::Without,
    };
    let date = arguments.date.clone().map_or_else(Date::today, Ok)?;
    let until = arguments.keep_until.clone().unwrap_or_else(|| date.in_a_year());
    if until < date {
        bail!("--keep-until {until} is before {date}");
    }
    let options =
        Options { since: date.to_string(), until: Some(until.to_string()), let_go: arguments.let_go };
    Plan::make(metadata::read(&arguments.from)?, texts, places, &options)
}

/// Shows what would be generated, from a folder that goes away.
fn generate_dry(plan: &Plan, arguments: &Arguments, project: Option<&Project>) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("alibabacloud-codegen-{}", std::process::id()));
    let result = copy_specs(plan, &folder)
        .and_then(|()| generate(&folder.join("specs"), true, arguments, project))
        .map(|_| ());
    let _ = std::fs::remove_dir_all(&folder);
    result
}

/// All specifications as they would be.
fn copy_specs(plan: &Plan, folder: &Path) -> Result<()> {
    let files: Vec<_> = plan.all_files().collect();
    let changes: Vec<Change<'_>> = files.iter().map(|(path, text)| Change::Write { path, text }).collect();
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    transaction::apply(&folder.join("specs"), &changes)
}

fn generate(specs: &Path, check: bool, arguments: &Arguments, project: Option<&Project>) -> Result<ExitCode> {
    let mut of_crate = generate::Arguments::of(specs, arguments.out.as_deref());
    of_crate.check = check;
    let moved = project.map(|project| Project { specs: specs.to_owned(), ..project.clone() });
    generate::run(&of_crate, moved.as_ref())
}

fn write(plan: &Plan, places: &Places, arguments: &Arguments, project: Option<&Project>) -> Result<ExitCode> {
    if !plan.changes_files() {
        anstream::eprintln!("nothing has changed");
        return Ok(ExitCode::SUCCESS);
    }
    let specs = plan.spec_changes();
    transaction::apply(&places.specs, &specs)?;
    let notes = plan.notes.iter().map(|note| Change::Write { path: note.file, text: &note.text });
    transaction::apply(&notes_folder(&places.notes)?, &notes.collect::<Vec<_>>())?;
    let code = generate(&places.specs, false, arguments, project)?;
    if code != ExitCode::SUCCESS || arguments.skip_checks {
        return Ok(code);
    }
    check(&places.package)
}

/// The folder by a name that it can be written beside.
fn notes_folder(folder: &Path) -> Result<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::canonicalize(folder).with_context(|| format!("cannot find {}", folder.display()))
}

/// Lets cargo check the crate, with its examples and tests.
fn check(package: &Path) -> Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let manifest = package.join("Cargo.toml");
    let mut command = Command::new(cargo);
    command.args(["check", "--quiet", "--all-targets", "--manifest-path"]).arg(&manifest);
    let status = command.status().context("cannot run cargo")?;
    if status.success() {
        anstream::eprintln!("{} compiles; run its tests before you release it", package.display());
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprintln!(
        "error: {} does not compile any more; fix what uses it, as MIGRATING.md says",
        package.display()
    );
    Ok(ExitCode::FAILURE)
}
