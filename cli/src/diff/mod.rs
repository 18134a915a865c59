//! `diff`: what changes for the users of the crate, and which version to release.

mod base;
mod git;
mod inputs;
mod json;
pub(crate) mod markdown;
mod table;
mod text;
pub(crate) mod version;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alibabacloud_codegen::keep::{self, Proposal};
use alibabacloud_codegen::{Change, Changes, Level, ProductChanges, Service, Source, diff_products, visible};
use alibabacloud_runtime::Timestamp;
use anstream::eprintln;
use anyhow::{Context, Result, bail};
use semver::Version;

use crate::progress::Progress;
use crate::specs;
use crate::suggestion::suggestion;
use base::Base;
use inputs::{Document, Input, Problem};

/// Of so many products the changes are listed without being asked for.
const FEW: usize = 3;

/// Options of `diff`.
#[derive(clap::Args)]
#[command(
    after_help = "Before 1.0 a major change raises the second number of the version and every other the third, as Cargo \
                  compares them.\n\nExit status: 0, or 1 if a document could not be compared, or if --check fails.\n\n\
                  Examples:\n  alibabacloud-codegen diff --base v0.1.0 --check\n  \
                  alibabacloud-codegen diff --base metadata-2024/ metadata-2025/ --product Ecs"
)]
pub struct Arguments {
    /// What to compare: specifications (*.yaml) or the vendor's metadata (*.json), a folder or a file [default: specs]
    #[arg(value_name = "NOW", conflicts_with = "specs")]
    now: Option<PathBuf>,
    /// What to compare with: a folder or a file of either kind, or else a git revision [default: the newest tag v* that
    /// leads here, or HEAD]
    #[arg(long, value_name = "BEFORE|REVISION")]
    base: Option<String>,
    /// The version of the base, if no Cargo.toml has it
    #[arg(long, value_name = "VERSION")]
    base_version: Option<Version>,
    /// The folder with the specifications as they are now (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// The Cargo.toml with the version as it is now [default: Cargo.toml]
    #[arg(long, value_name = "PATH")]
    manifest: Option<PathBuf>,
    /// Compare this product alone, by its code or its module; may be given again
    #[arg(long, value_name = "NAME")]
    product: Vec<String>,
    /// List the changes of every product, however many there are
    #[arg(long)]
    details: bool,
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
    products: Vec<ProductChanges>,
    /// What would keep the API, by module.
    proposals: BTreeMap<String, Vec<Proposal>>,
    /// What could not be compared.
    problems: Vec<Problem>,
    /// Whether the changes of each product are listed.
    details: bool,
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

    /// How many breaking changes an overlay would avoid.
    fn avoidable(&self) -> usize {
        let avoids = |product: &ProductChanges, change: &Change| {
            let proposals = self.proposals.get(&product.module);
            proposals.is_some_and(|all| all.iter().any(|proposal| proposal.avoids(change)))
        };
        let of = |product: &ProductChanges| product.changes.iter().filter(|one| avoids(product, one)).count();
        self.products.iter().map(of).sum()
    }

    /// The products in which anything changes.
    fn changed(&self) -> Vec<&ProductChanges> {
        self.products.iter().filter(|product| !product.changes.is_empty()).collect()
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let folder = arguments.now.as_ref().or(arguments.specs.as_ref());
    let folder = folder.cloned().unwrap_or_else(|| specs::workspace().join("specs"));
    let manifest = arguments.manifest.clone().unwrap_or_else(|| specs::workspace().join("Cargo.toml"));
    let mut now = Input::find(&folder)?;
    let mut base = Base::find(arguments.base.as_deref(), &folder, &manifest)?;
    let is_about = |input: &Input| input.is_about(&arguments.product);
    if base.inputs.iter().chain(&now).any(|input| is_about(input) == Some(true)) {
        base.inputs.retain(|input| is_about(input) != Some(false));
        now.retain(|input| is_about(input) != Some(false));
    }
    let (before, after) = inputs::documents(&base.inputs, &now)?;
    let problems: Vec<Problem> = before.problems.into_iter().chain(after.problems).collect();
    let fails = problems.iter().any(|problem| problem.is_mistake);
    if before.documents.is_empty() && after.documents.is_empty() || arguments.check && fails {
        problems.iter().for_each(print_problem);
        eprintln!("nothing was compared");
        return Ok(ExitCode::FAILURE);
    }
    let (before, after) = chosen(before.documents, after.documents, &arguments.product)?;
    let version = version::of_manifest(&manifest);
    // Without a version there is a report all the same, unless somebody counts on it.
    let version = if arguments.check || arguments.manifest.is_some() { Some(version?) } else { version.ok() };
    let texts = |inputs: &[Input]| inputs.iter().map(|input| input.text().cloned()).collect::<Vec<_>>();
    let services = |side: &[Document]| side.iter().map(|one| one.service.clone()).collect::<Vec<_>>();
    let (old, new) = (services(&before), services(&after));
    let mut products = Progress::waiting("Comparing").during(|| diff_products(&old, &new));
    products.sort_by_cached_key(|product| table::name(product).to_lowercase());
    let report = Report {
        same: texts(&base.inputs) == texts(&now),
        changes: alibabacloud_codegen::diff(&old, &new),
        proposals: proposals(&products, &before, &after),
        details: arguments.details || !arguments.product.is_empty(),
        products,
        problems,
        base_version: arguments.base_version.clone().or(base.version),
        base: base.name,
        version,
    };
    match arguments.format {
        Format::Text => text::print(&report),
        Format::Json => json::print(&report),
        Format::Markdown => markdown::print(&report),
    }
    report.problems.iter().for_each(print_problem);
    let checked = if arguments.check { check(&report, &manifest)? } else { ExitCode::SUCCESS };
    let fails = report.problems.iter().any(|problem| problem.is_mistake);
    Ok(if fails { ExitCode::FAILURE } else { checked })
}

fn print_problem(problem: &Problem) {
    // Diagnostics have lines of their own.
    if problem.why.contains('\n') {
        eprintln!("{}\nnot compared: {}", problem.why, visible(&problem.file));
    } else {
        eprintln!("not compared: {}: {}", visible(&problem.file), visible(&problem.why));
    }
}

/// The products that somebody asks for; all of them, if nobody names one.
fn chosen(
    before: Vec<Document>,
    after: Vec<Document>,
    wanted: &[String],
) -> Result<(Vec<Document>, Vec<Document>)> {
    let is_called = |service: &Service, name: &str| {
        service.module().eq_ignore_ascii_case(name) || service.product().eq_ignore_ascii_case(name)
    };
    let all = || before.iter().chain(&after).map(|one| &one.service);
    for name in wanted {
        if !all().any(|service| is_called(service, name)) {
            let names = all().map(|service| service.module().to_owned());
            bail!("neither side has a product `{}`{}", visible(name), suggestion(name, names));
        }
    }
    let keep = |side: Vec<Document>| -> Vec<Document> {
        let is_wanted =
            |one: &Document| wanted.is_empty() || wanted.iter().any(|name| is_called(&one.service, name));
        side.into_iter().filter(is_wanted).collect()
    };
    Ok((keep(before), keep(after)))
}

/// What would keep the API of the products that break.
fn proposals(
    products: &[ProductChanges],
    before: &[Document],
    after: &[Document],
) -> BTreeMap<String, Vec<Proposal>> {
    let options = keep::Options { since: today(), until: None, let_go: false };
    let source = |side: &[Document], product: &ProductChanges| -> Option<Source> {
        let found = side.iter().find(|one| {
            (one.service.product(), one.service.version()) == (&*product.product, &*product.version)
        });
        found.map(|one| one.source.clone())
    };
    let mut found = BTreeMap::new();
    for product in products.iter().filter(|one| one.changes.verdict() == Some(Level::Major)) {
        if let (Some(old), Some(new)) = (source(before, product), source(after, product))
            && let Ok(proposals) = keep::propose(&old, &new, &options)
        {
            found.insert(product.module.clone(), proposals);
        }
    }
    found
}

fn today() -> String {
    let now = Timestamp::from(std::time::SystemTime::now()).to_string();
    now.split('T').next().unwrap_or_default().to_owned()
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
