//! `cargo xtask generate`: specifications in, a crate's `src` or a whole package out.

mod changes;
mod lost_codes;
mod manifest;
mod package;
mod selection;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use alibabacloud_codegen::{
    Files, Package, Service, check_crate_name, dialect_schema, emit_root, emit_service, product_pages,
    rule_pages,
};
use anyhow::{Context, Result, bail};

use self::changes::{Changes, Target, list};
use crate::progress::Progress;
use crate::specs::{self, Lowered};

/// The folder of the sources in a package.
const SOURCE: &str = "src";

/// Options of `generate`.
#[derive(clap::Args)]
#[command(after_help = "Example: cargo xtask generate --check")]
pub(crate) struct Arguments {
    /// Write nothing; list stale, missing and stray files, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// The folder with the specifications (*.yaml) [default: specs of the workspace]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
    /// The `src` folder of the crate, or the folder of the --package [default: generated/src of the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A folder with pages (README.md and other *.md) that the crate has as its module `guide` [default: docs/guide of the
    /// workspace, if --specs and --out are too]
    #[arg(long, value_name = "DIR")]
    guide: Option<PathBuf>,
    /// The crate's name as `use` spells it, for the examples in its documentation
    #[arg(long, default_value = "alibabacloud_backup", value_name = "NAME", value_parser = crate_name)]
    crate_name: String,
    /// Take away the variants of error codes that the specifications do not have any more
    #[arg(long)]
    drop_error_codes: bool,
    #[command(flatten)]
    package: package::Options,
    #[command(flatten)]
    selection: selection::Selection,
}

fn crate_name(text: &str) -> Result<String, String> {
    check_crate_name(text).map(|()| text.to_owned())
}

impl Arguments {
    /// Whether the crate is the one of the workspace.
    fn is_of_the_workspace(&self) -> bool {
        self.specs.is_none() && self.out.is_none()
    }
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            check: false,
            specs: None,
            out: None,
            guide: None,
            crate_name: "alibabacloud_backup".to_owned(),
            drop_error_codes: false,
            package: package::Options::default(),
            selection: selection::Selection::default(),
        }
    }
}

/// One product, generated.
struct Product {
    lowered: Lowered,
    files: Files,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let specs = arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs"));
    let out = &arguments.out.clone().unwrap_or_else(|| specs::workspace().join("generated/src"));
    let right = specs::are_right(&specs)?;
    let Some(lowered) = right.then(|| specs::lower_all(&specs)).transpose()?.flatten() else {
        eprintln!("nothing was written");
        return Ok(ExitCode::FAILURE);
    };
    let lowered = arguments.selection.of(lowered)?;
    let package = arguments.package.package()?;
    let crate_name = package.as_ref().map_or_else(|| arguments.crate_name.clone(), Package::crate_name);
    let products = emit_all(lowered, &crate_name);
    let services: Vec<_> = products.iter().map(|product| product.lowered.service.clone()).collect();
    let mut files = emit_root(&services, &guide(arguments)?, &crate_name);
    for product in &products {
        files.extend(product.files.clone());
    }
    let (target, lacking) = target(package.as_ref(), out, files, &services, arguments)?;
    let mut targets = vec![target];
    if arguments.is_of_the_workspace() {
        targets.extend(documents(&services));
    }
    if !arguments.drop_error_codes {
        let source = if package.is_some() { out.join("src") } else { out.clone() };
        products.iter().try_for_each(|product| {
            lost_codes::refuse(product.lowered.service.file(), &product.files, &source)
        })?;
    }
    let changes = targets.iter().map(changes::compare).collect::<Result<Vec<_>>>()?;
    lacking.iter().for_each(|what| eprintln!("warning: {what}"));
    if arguments.check {
        let code = changes::check(&changes, out);
        return Ok(if lacking.is_empty() { code } else { ExitCode::FAILURE });
    }
    if arguments.out.is_some() {
        changes.iter().try_for_each(changes::refuse_foreign_folder)?;
    }
    changes.iter().try_for_each(changes::apply)?;
    for product in &products {
        report(product, &changes);
    }
    for path in changes.iter().flat_map(|changes| &changes.stray) {
        println!("removed {path}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the crate goes, and what its manifest lacks.
fn target(
    package: Option<&Package>,
    out: &Path,
    files: Files,
    services: &[Service],
    arguments: &Arguments,
) -> Result<(Target, Vec<String>)> {
    let folder = out.to_owned();
    let Some(package) = package else {
        let lacking = manifest::lacking(out, services, arguments.is_of_the_workspace());
        return Ok((Target { folder, files, owned: Some("") }, lacking));
    };
    let (mut all, lacking) = package::files(package, out, services)?;
    all.extend(files.below(SOURCE));
    Ok((Target { folder, files: all, owned: Some(SOURCE) }, lacking))
}

fn emit_all(lowered: Vec<Lowered>, crate_name: &str) -> Vec<Product> {
    let progress = Progress::new("Generating", lowered.len());
    let emit = |one: Lowered| {
        progress.begin(one.service.module());
        let product = emit(one, crate_name);
        progress.end();
        product
    };
    lowered.into_iter().map(emit).collect()
}

/// The pages of the crate's guide.
fn guide(arguments: &Arguments) -> Result<Files> {
    let mut pages = Files::default();
    let own = || arguments.is_of_the_workspace().then(|| specs::workspace().join("docs/guide"));
    let Some(folder) = arguments.guide.clone().or_else(own) else { return Ok(pages) };
    let mut found = Vec::new();
    list(&folder, &folder, &mut found)?;
    for path in found.into_iter().filter(|path| path.ends_with(".md")) {
        let place = folder.join(&path);
        let text = fs::read_to_string(&place).with_context(|| format!("cannot read {}", place.display()))?;
        pages.insert(path, text);
    }
    if arguments.guide.is_some() && pages.get("README.md").is_none() {
        bail!("{} has no README.md, which is the first page of a guide", folder.display());
    }
    Ok(pages)
}

/// What the workspace has besides the crate: the pages of products and of rules, and the JSON Schema of the dialect.
fn documents(services: &[Service]) -> [Target; 3] {
    let mut schema = Files::default();
    schema.insert("dialect.schema.json".to_owned(), dialect_schema());
    let workspace = specs::workspace();
    [
        Target { folder: workspace.join("docs/products"), files: product_pages(services), owned: Some("") },
        Target { folder: workspace.join("docs/lint"), files: rule_pages(), owned: Some("") },
        Target { folder: workspace.join("specs"), files: schema, owned: None },
    ]
}

fn emit(mut lowered: Lowered, crate_name: &str) -> Product {
    let start = Instant::now();
    let files = emit_service(&lowered.service, crate_name);
    lowered.took += start.elapsed();
    Product { lowered, files }
}

/// Whether a file that is written, in `src` or in a package, is one of the product.
fn is_of(product: &Product, path: &str) -> bool {
    let in_source = path.strip_prefix(SOURCE).and_then(|path| path.strip_prefix('/'));
    [Some(path), in_source].into_iter().flatten().any(|path| product.files.get(path).is_some())
}

fn report(product: &Product, all: &[Changes<'_>]) {
    let written =
        all.iter().flat_map(|changes| &changes.write).filter(|(path, ..)| is_of(product, path)).count();
    let state = if written == 0 { "fresh".to_owned() } else { format!("{written} written") };
    let service = &product.lowered.service;
    println!(
        "{} {}: {} operations, {} types, {} files, {state}, {} ms",
        service.product(),
        service.version(),
        service.operation_count(),
        service.type_count(),
        product.files.len(),
        product.lowered.took.as_millis(),
    );
}
