//! Reading specifications from the disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use alibabacloud_codegen::{Diagnostics, Service, Severity, Source, check, check_modules, lower, parallel};
use anyhow::{Context, Result, bail};

use crate::progress::Progress;

/// How the names of specifications end.
pub(crate) const ENDINGS: [&str; 2] = ["yaml", "yml"];

/// The folder of the workspace, so that the commands work from any folder inside; empty if that is where we are.
#[must_use]
pub fn workspace() -> PathBuf {
    // Cargo tells which package it runs; a program that was started in another way has the current folder.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = package
        .as_deref()
        .and_then(|package| package.ancestors().find(|folder| folder.join("specs").is_dir()));
    let root = root.map(Path::to_path_buf).unwrap_or_default();
    if std::env::current_dir().is_ok_and(|here| here == root) { PathBuf::new() } else { root }
}

/// One product, lowered.
pub(crate) struct Lowered {
    pub(crate) service: Service,
    pub(crate) took: Duration,
}

/// Lowers every specification in `folder` after a check against all rules; `None`, with the errors printed, if one is wrong.
pub(crate) fn check_all(folder: &Path) -> Result<Option<Vec<Lowered>>> {
    let checked = check_sources(&read(folder)?);
    if let Err(wrong) = &checked {
        print(wrong);
    }
    Ok(checked.ok())
}

/// Lowers specifications after a check against all rules, or says what is wrong.
pub(crate) fn check_sources(sources: &[Source]) -> Result<Vec<Lowered>, Diagnostics> {
    let (lowered, found): (Vec<_>, Vec<_>) = with_each(sources, check).into_iter().unzip();
    let services = lowered.iter().filter_map(|lowered| Some(&lowered.as_ref()?.service)).collect::<Vec<_>>();
    let found = Diagnostics::all(found.into_iter().chain(check_modules(&services, sources).err()));
    let errors = found.at_least(Severity::Error);
    let lowered: Option<Vec<_>> = if errors.is_empty() { lowered.into_iter().collect() } else { None };
    // What nobody calls an error may still be in the way.
    lowered.ok_or(if errors.is_empty() { found } else { errors })
}

/// Lowers every specification in `folder`; `None`, with the reasons printed, if one is wrong.
pub(crate) fn lower_all(folder: &Path) -> Result<Option<Vec<Lowered>>> {
    lower_sources(&read(folder)?)
}

/// Lowers the specifications of one crate; `None`, with the reasons printed, if one is wrong.
pub(crate) fn lower_sources(sources: &[Source]) -> Result<Option<Vec<Lowered>>> {
    let lower = |source: &Source| match lower(source) {
        Ok(service) => (Some(service), None),
        Err(found) => (None, Some(found)),
    };
    let (lowered, found): (Vec<_>, Vec<_>) = with_each(sources, lower).into_iter().unzip();
    let services = lowered.iter().filter_map(|lowered| Some(&lowered.as_ref()?.service)).collect::<Vec<_>>();
    let found: Vec<_> = found.into_iter().flatten().chain(check_modules(&services, sources).err()).collect();
    found.iter().for_each(print);
    Ok(if found.is_empty() { lowered.into_iter().collect() } else { None })
}

/// What `read` makes of each source, and how long it takes.
fn with_each<F: Send>(
    sources: &[Source],
    read: impl Fn(&Source) -> (Option<Service>, F) + Sync,
) -> Vec<(Option<Lowered>, F)> {
    let progress = Progress::new("Reading", sources.len());
    let one = |source: &Source| {
        progress.begin(source.name.as_str());
        let start = Instant::now();
        let (service, found) = read(source);
        progress.end();
        (service.map(|service| Lowered { service, took: start.elapsed() }), found)
    };
    parallel::map(sources, parallel::processors(), one)
}

pub(crate) fn print(diagnostics: &Diagnostics) {
    eprintln!("{diagnostics}");
}

/// The specifications in `folder`, sorted by their names.
pub(crate) fn read(folder: &Path) -> Result<Vec<Source>> {
    paths(folder)?.iter().map(|path| read_one(path)).collect()
}

/// The specifications in a folder, sorted.
pub(crate) fn paths(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = with_ending(folder, &ENDINGS)?;
    if paths.is_empty() {
        bail!("{} has no specifications (*.yaml)", folder.display());
    }
    let documents: BTreeSet<_> = paths.iter().filter_map(|path| overlay_of(path)).collect();
    let is_overlay = |path: &PathBuf| overlay_of(path).is_none();
    if let Some(lone) = paths.iter().find(|path| is_overlay(path) && !documents.contains(*path)) {
        bail!("{} is an overlay of a document that is not beside it", lone.display());
    }
    paths.retain(|path| !is_overlay(path));
    Ok(paths)
}

/// The files of a folder whose names end in one of these ways, sorted.
pub(crate) fn with_ending(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read the folder {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if endings.iter().any(|ending| path.extension().is_some_and(|its| its == *ending)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Where the overlay of a specification is, if it has one; `None` for an overlay.
fn overlay_of(path: &Path) -> Option<PathBuf> {
    Source::overlay_name(&path.file_name()?.to_string_lossy()).map(|name| path.with_file_name(name))
}

/// A specification with its overlay, called as it was named, so that editors find it.
pub(crate) fn read_as_named(path: &Path) -> Result<Source> {
    read_with(path, |path| path.to_string_lossy().into_owned())
}

/// A letter that is not UTF-8 becomes U+FFFD, which the generator reports at its place.
fn text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let is_text =
        !bytes.contains(&0) && !bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xfe, 0xff]);
    if !is_text {
        bail!("cannot read {}: it is not UTF-8", path.display());
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A specification with its overlay, called as it is in the workspace.
pub(crate) fn read_one(path: &Path) -> Result<Source> {
    // The same text for every checkout and every `--specs`: generated files must not depend on where they were made.
    read_with(path, |path| format!("specs/{}", path.file_name().unwrap_or_default().to_string_lossy()))
}

fn read_with(path: &Path, name: impl Fn(&Path) -> String) -> Result<Source> {
    let read = |path: &Path| anyhow::Ok(Source::new(name(path), text(path)?));
    let source = read(path)?;
    match overlay_of(path).filter(|overlay| overlay.exists()) {
        Some(overlay) => Ok(source.with_overlay(read(&overlay)?)),
        None => Ok(source),
    }
}
