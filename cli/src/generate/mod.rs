//! `generate`: specifications in, a crate out.

mod changes;
mod lost_codes;
mod manifest;
mod package;
mod selection;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use alibabacloud_codegen::{Files, Package, Service, emit_root, emit_service};
use anyhow::{Context, Result, bail};

pub use self::changes::Target;
use self::changes::{Changes, list};
pub(crate) use self::package::runtime;
use crate::progress::Progress;
use crate::specs::{self, Lowered};

/// The folder of the sources in a package.
pub(crate) const SOURCE: &str = "src";

/// Options of `generate`.
#[derive(clap::Args, Default)]
#[command(after_help = "Example: alibabacloud-codegen generate --specs specs --out my-cloud")]
pub struct Arguments {
    /// Write nothing; list stale, missing and stray files, and exit with 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,
    /// The folder with the specifications (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR", requires = "out")]
    specs: Option<PathBuf>,
    /// The folder of the crate: Cargo.toml, README.md and src are written there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A folder with pages (README.md and other *.md) that the crate has as its module `guide`
    #[arg(long, value_name = "DIR", requires = "out")]
    guide: Option<PathBuf>,
    /// Take away the variants of error codes that the specifications do not have any more
    #[arg(long)]
    drop_error_codes: bool,
    #[command(flatten)]
    package: package::Options,
    #[command(flatten)]
    selection: selection::Selection,
}

impl Arguments {
    /// Those that generate all of some specifications, into the folder of a crate or as the project.
    pub(crate) fn of(specs: &Path, out: Option<&Path>) -> Self {
        let out = out.map(Path::to_owned);
        Self { specs: out.as_ref().map(|_| specs.to_owned()), out, ..Self::default() }
    }
}

/// A crate of which people write everything but the sources.
#[derive(Clone)]
pub struct Project {
    /// The folder with the specifications.
    pub specs: PathBuf,
    /// The folder of the crate.
    pub folder: PathBuf,
    /// Its name as `use` spells it.
    pub crate_name: &'static str,
    /// The folder with the pages of its guide.
    pub guide: PathBuf,
    /// What is generated beside it.
    pub documents: fn(&[Service]) -> Vec<Target>,
}

/// What is generated.
enum Goal<'p> {
    Package { package: Package, folder: PathBuf },
    Project(&'p Project),
}

impl Goal<'_> {
    fn crate_name(&self) -> String {
        match self {
            Self::Package { package, .. } => package.crate_name(),
            Self::Project(project) => project.crate_name.to_owned(),
        }
    }

    fn folder(&self) -> &Path {
        match self {
            Self::Package { folder, .. } => folder,
            Self::Project(project) => &project.folder,
        }
    }

    /// Everything to write, and what the manifest lacks.
    fn targets(&self, sources: Files, services: &[Service]) -> Result<(Vec<Target>, Vec<String>)> {
        match self {
            Self::Package { package, folder } => {
                let (mut files, lacking) = package::files(package, folder, services)?;
                files.extend(sources.below(SOURCE));
                Ok((vec![Target { folder: folder.clone(), files, owned: Some(SOURCE) }], lacking))
            }
            Self::Project(project) => {
                let target = Target { folder: project.folder.join(SOURCE), files: sources, owned: Some("") };
                let mut targets = vec![target];
                targets.extend((project.documents)(services));
                Ok((targets, manifest::lacking(&project.folder.join("Cargo.toml"), services)))
            }
        }
    }
}

/// What was generated of a product.
struct Product {
    files: Files,
    /// How long that took, with reading.
    took: Duration,
}

/// Generates what the arguments ask for; without `--out`, the project.
///
/// # Errors
///
/// Folders that cannot be read or written, names that nothing has, files that nobody generated.
pub fn run(arguments: &Arguments, project: Option<&Project>) -> Result<ExitCode> {
    let goal = goal(arguments, project)?;
    let specs = match &goal {
        Goal::Package { .. } => arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs")),
        Goal::Project(project) => project.specs.clone(),
    };
    let Some(lowered) = specs::check_all(&specs)? else {
        eprintln!("nothing was written");
        return Ok(ExitCode::FAILURE);
    };
    let lowered = arguments.selection.of(lowered)?;
    let products = emit_all(&lowered, &goal.crate_name());
    let services: Vec<_> = lowered.into_iter().map(|lowered| lowered.service).collect();
    let mut files = emit_root(&services, &guide(arguments, &goal)?, &goal.crate_name());
    for product in &products {
        files.extend(product.files.clone());
    }
    let (targets, lacking) = goal.targets(files, &services)?;
    if !arguments.drop_error_codes {
        let source = goal.folder().join(SOURCE);
        services
            .iter()
            .zip(&products)
            .try_for_each(|(service, product)| lost_codes::refuse(service.file(), &product.files, &source))?;
    }
    let changes = targets.iter().map(changes::compare).collect::<Result<Vec<_>>>()?;
    lacking.iter().for_each(|what| eprintln!("warning: {what}"));
    if arguments.check {
        let code = changes::check(&changes, goal.folder());
        return Ok(if lacking.is_empty() { code } else { ExitCode::FAILURE });
    }
    if let Goal::Package { .. } = goal {
        changes.iter().try_for_each(changes::refuse_foreign_folder)?;
    }
    changes.iter().try_for_each(changes::apply)?;
    for (service, product) in services.iter().zip(&products) {
        report(service, product, &changes);
    }
    for path in changes.iter().flat_map(|changes| &changes.stray) {
        println!("removed {path}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes a folder what a target says.
pub(crate) fn write(target: &Target) -> Result<()> {
    let changes = changes::compare(target)?;
    changes::refuse_foreign_folder(&changes)?;
    changes::apply(&changes)
}

fn goal<'p>(arguments: &Arguments, project: Option<&'p Project>) -> Result<Goal<'p>> {
    match (&arguments.out, project) {
        (Some(folder), _) => {
            Ok(Goal::Package { package: arguments.package.package(folder)?, folder: folder.clone() })
        }
        (None, Some(project)) => Ok(Goal::Project(project)),
        (None, None) => bail!("give the folder of the crate with --out"),
    }
}

fn emit_all(lowered: &[Lowered], crate_name: &str) -> Vec<Product> {
    let progress = Progress::new("Generating", lowered.len());
    let emit = |one: &Lowered| {
        progress.begin(one.service.module());
        let start = Instant::now();
        let files = emit_service(&one.service, crate_name);
        progress.end();
        Product { files, took: one.took + start.elapsed() }
    };
    lowered.iter().map(emit).collect()
}

/// The pages of the crate's guide.
fn guide(arguments: &Arguments, goal: &Goal<'_>) -> Result<Files> {
    let mut pages = Files::default();
    let folder = match goal {
        Goal::Package { .. } => arguments.guide.as_ref(),
        Goal::Project(project) => Some(&project.guide),
    };
    let Some(folder) = folder else { return Ok(pages) };
    let mut found = Vec::new();
    list(folder, folder, &mut found)?;
    for path in found.into_iter().filter(|path| path.ends_with(".md")) {
        let place = folder.join(&path);
        let text = fs::read_to_string(&place).with_context(|| format!("cannot read {}", place.display()))?;
        pages.insert(path, text);
    }
    if pages.get("README.md").is_none() {
        bail!("{} has no README.md, which is the first page of a guide", folder.display());
    }
    Ok(pages)
}

/// Whether a file that is written, in `src` or in a package, is one of the product.
fn is_of(product: &Product, path: &str) -> bool {
    let in_source = path.strip_prefix(SOURCE).and_then(|path| path.strip_prefix('/'));
    [Some(path), in_source].into_iter().flatten().any(|path| product.files.get(path).is_some())
}

fn report(service: &Service, product: &Product, all: &[Changes<'_>]) {
    let written =
        all.iter().flat_map(|changes| &changes.write).filter(|(path, ..)| is_of(product, path)).count();
    let state = if written == 0 { "fresh".to_owned() } else { format!("{written} written") };
    println!(
        "{} {}: {} operations, {} types, {} files, {state}, {} ms",
        service.product(),
        service.version(),
        service.operation_count(),
        service.type_count(),
        product.files.len(),
        product.took.as_millis(),
    );
}
