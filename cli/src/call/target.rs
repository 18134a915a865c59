//! Which operation of which specification is meant.

use std::path::{Path, PathBuf};

use alibabacloud_codegen::{Partly, Source, call_model, lower_partly, visible};
use alibabacloud_runtime::dynamic::{Operation, Product};
use anyhow::{Context, Result, bail};

use crate::specs;
use crate::suggestion::suggestion;

/// An operation, ready to be called.
pub(super) struct Target {
    pub(super) product: Product,
    pub(super) operation: Operation,
    pub(super) source: Source,
    /// The file of the source.
    pub(super) path: PathBuf,
}

/// One document of the folder.
struct Candidate {
    source: Source,
    partly: Partly,
}

/// Finds the operation; `None`, with the reasons printed, if its specification is wrong.
pub(super) fn find(folder: &Path, product: &str, operation: &str) -> Result<Option<Target>> {
    let candidates: Vec<Candidate> = specs::read(folder)?
        .into_iter()
        .map(|source| Candidate { partly: lower_partly(&source), source })
        .collect();
    let (meant, others): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|one| one.is_called(product));
    if meant.is_empty() {
        let names = others.iter().flat_map(Candidate::names);
        bail!("there is no product `{}`{}", visible(product), suggestion(product, names));
    }
    let (mut with, without): (Vec<_>, Vec<_>) = meant.into_iter().partition(|one| one.has(operation));
    let found = match (with.pop(), with.is_empty()) {
        (Some(found), true) => found,
        (Some(found), false) => {
            let names: Vec<String> = with.iter().chain([&found]).map(Candidate::stem).collect();
            bail!("several products are `{}`; write one of {}", visible(product), names.join(", "));
        }
        (None, _) => return no_operation(product, operation, &without),
    };
    for other in others.iter().chain(&without) {
        other.mention();
    }
    let path = folder.join(Path::new(&found.source.name).file_name().unwrap_or_default());
    ready(found, operation, path)
}

fn no_operation(product: &str, operation: &str, meant: &[Candidate]) -> Result<Option<Target>> {
    let broken: Vec<&Candidate> = meant.iter().filter(|one| one.partly.service().is_none()).collect();
    if broken.is_empty() {
        let services = meant.iter().filter_map(|one| one.partly.service());
        let names = services.flat_map(|service| service.operation_names().map(str::to_owned));
        let help = suggestion(operation, names);
        bail!("`{}` has no operation `{}`{help}", visible(product), visible(operation));
    }
    broken.iter().for_each(|one| anstream::eprintln!("{}", one.partly.diagnostics()));
    Ok(None)
}

fn ready(found: Candidate, operation: &str, path: PathBuf) -> Result<Option<Target>> {
    let wrong = found.partly.concerning(operation);
    if !wrong.is_empty() {
        anstream::eprintln!("{wrong}");
        return Ok(None);
    }
    found.mention();
    let service = found.partly.only(operation).context("the operation could not be read")?;
    let product = Product::from_model(&call_model(&service))?;
    let operation = product.operation(operation).context("the operation could not be read")?;
    Ok(Some(Target { product, operation, source: found.source, path }))
}

impl Candidate {
    /// The file's name without its ending.
    fn stem(&self) -> String {
        let path = Path::new(&self.source.name);
        visible(&path.file_stem().unwrap_or_default().to_string_lossy())
    }

    /// What the product may be called on the command line.
    fn names(&self) -> Vec<String> {
        let mut names = vec![self.stem()];
        if let Some(service) = self.partly.service() {
            names.extend([service.product().to_owned(), service.module().to_owned()]);
        }
        names
    }

    fn is_called(&self, product: &str) -> bool {
        self.names().iter().any(|name| name.eq_ignore_ascii_case(product))
    }

    fn has(&self, operation: &str) -> bool {
        self.partly.service().is_some_and(|service| service.operation_names().any(|name| name == operation))
    }

    /// Says that something is wrong that does not matter here.
    fn mention(&self) {
        let diagnostics = self.partly.diagnostics();
        if let Some(first) = diagnostics.iter().next() {
            let (count, file) = (diagnostics.iter().count(), visible(&self.source.name));
            let errors = if count == 1 { "error" } else { "errors" };
            let (line, message) = (first.place.line, visible(&first.message));
            anstream::eprintln!(
                "note: {file} has {count} {errors} elsewhere, the first in line {line}: {message}"
            );
        }
    }
}
