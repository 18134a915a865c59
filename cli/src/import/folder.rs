//! Metadata, imported for a folder: with the modules, the overlays and the files that are there already.

use std::collections::BTreeMap;
use std::path::Path;

use alibabacloud_codegen::compare::{Identity, identify_metadata};
use alibabacloud_codegen::import::{Imported, Modules, Options, Problem, Prose, file_name, import};
use alibabacloud_codegen::{Source, parallel};
use anyhow::{Result, bail};

use crate::metadata::{read_one, read_text};
use crate::progress::Progress;
use crate::specs;

/// One file, imported or not.
pub(crate) struct Outcome {
    /// The file of the metadata.
    pub(crate) source: String,
    pub(crate) result: Result<Imported, Problem>,
}

/// Which of the vendor's texts are carried.
pub(crate) enum Texts {
    Without,
    Own,
    /// Those of other metadata of the same product versions.
    Of(Vec<Source>),
}

/// Imports metadata as they would be written to a folder.
pub(crate) fn import_into(folder: &Path, sources: &[Source], texts: Texts) -> Result<Vec<Outcome>> {
    let there = imported_before(folder)?;
    let identities: Vec<Identity> =
        sources.iter().filter_map(|source| identify_metadata(source).ok()).collect();
    let modules = Modules::new(&there, &identities);
    let is_own = matches!(texts, Texts::Own);
    let texts = if let Texts::Of(sources) = texts { by_identity(sources) } else { BTreeMap::new() };
    let overlays = overlays(sources, folder)?;
    let options = |source: &Source| {
        let identity = identify_metadata(source).ok();
        let name = identity.as_ref().map(file_name).unwrap_or_default();
        let prose = match texts.get(&name) {
            Some(other) => Prose::Of(other),
            None if is_own => Prose::Own,
            None => Prose::Without,
        };
        let module = identity.as_ref().and_then(|identity| modules.of(identity));
        Options { prose, module, overlay: overlays.get(&name) }
    };
    let outcomes = import_all(sources, &options);
    check_names(&outcomes)?;
    check_there(&outcomes, &there, folder)?;
    Ok(outcomes)
}

/// Metadata by what their specifications are called.
fn by_identity(sources: Vec<Source>) -> BTreeMap<String, Source> {
    let named = |source: Source| Some((file_name(&identify_metadata(&source).ok()?), source));
    sources.into_iter().filter_map(named).collect()
}

/// The specifications that are in a folder, called as their files are.
fn imported_before(out: &Path) -> Result<Vec<Source>> {
    if !out.is_dir() {
        return Ok(Vec::new());
    }
    let mut sources = Vec::new();
    for path in specs::with_ending(out, &["yaml"])? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        sources.push(Source::new(name, read_text(&path)?));
    }
    Ok(sources)
}

/// The overlays that are beside specifications already, by what these are called.
fn overlays(sources: &[Source], out: &Path) -> Result<BTreeMap<String, Source>> {
    let mut overlays = BTreeMap::new();
    for name in sources.iter().filter_map(|source| Some(file_name(&identify_metadata(source).ok()?))) {
        let path = Source::overlay_name(&name).map(|overlay| out.join(overlay));
        if let Some(path) = path.filter(|path| path.exists()) {
            overlays.insert(name, read_one(&path)?);
        }
    }
    Ok(overlays)
}

fn import_all<'s>(sources: &[Source], options: &(dyn Fn(&Source) -> Options<'s> + Sync)) -> Vec<Outcome> {
    let progress = Progress::new("Importing", sources.len());
    parallel::map(sources, parallel::processors(), |source| {
        progress.begin(source.name.as_str());
        let result = import(source, &options(source));
        progress.end();
        Outcome { source: source.name.clone(), result }
    })
}

/// Two files about one product version, of which one would replace the other.
fn check_names(outcomes: &[Outcome]) -> Result<()> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for outcome in outcomes {
        let Ok(imported) = &outcome.result else { continue };
        if let Some(first) = seen.insert(imported.file_name(), &outcome.source) {
            bail!(
                "{first} and {} are about the same product version; import one of them, the other could only add texts",
                outcome.source
            );
        }
    }
    Ok(())
}

/// Whether a specification is what an import wrote.
pub(crate) fn is_imported(source: &Source) -> bool {
    source.text.lines().any(|line| line.trim_end() == "x-imported: true")
}

/// A file that would be replaced, and that people wrote.
fn check_there(outcomes: &[Outcome], there: &[Source], out: &Path) -> Result<()> {
    for imported in outcomes.iter().filter_map(|outcome| outcome.result.as_ref().ok()) {
        let name = imported.file_name();
        if imported.text.is_some() && there.iter().any(|source| source.name == name && !is_imported(source)) {
            bail!(
                "{} was not imported, and would be lost; import into another folder, or remove the file first",
                out.join(name).display()
            );
        }
    }
    Ok(())
}
