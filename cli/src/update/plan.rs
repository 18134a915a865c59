//! What an update would do, worked out before anything is written.

use std::collections::BTreeMap;
use std::path::Path;

use alibabacloud_codegen::compare::identify_metadata;
use alibabacloud_codegen::import::file_name;
use alibabacloud_codegen::keep::{Kept, Options, keep};
use alibabacloud_codegen::{Changes, Level, Source, diff, parallel, visible};
use anyhow::{Context, Result, bail};
use semver::Version;

use super::Places;
use super::changelog::{self, Note};
use super::question::Question;
use crate::diff::version;
use crate::import::{Texts, import_into, is_imported};
use crate::progress::Progress;
use crate::specs::{self, Lowered};
use crate::transaction::Change;

/// What an update would do.
pub(super) struct Plan {
    pub(super) products: Vec<Product>,
    /// All specifications as they would be.
    sources: Vec<Source>,
    /// Metadata of products that have no specification here.
    pub(super) unknown: Vec<String>,
    /// Specifications without metadata, which stay as they are.
    pub(super) untouched: Vec<String>,
    /// Specifications that people wrote; an import does not replace them.
    pub(super) written: Vec<String>,
    /// What changes for the users of the crate.
    pub(super) changes: Changes,
    /// The version now, and the one that the changes ask for.
    pub(super) versions: Option<(Version, Version)>,
    /// The files with notes that change, as they would be.
    pub(super) notes: Vec<Note>,
    /// What the linter has against the specifications as they would be.
    errors: Vec<String>,
}

/// One product, updated.
pub(super) struct Product {
    /// The name of the specification.
    pub(super) name: String,
    before: Source,
    after: Source,
    pub(super) kept: Result<Kept, String>,
}

impl Product {
    fn changes_files(&self) -> bool {
        self.before != self.after
    }
}

impl Plan {
    pub(super) fn make(
        metadata: Vec<Source>,
        texts: Texts,
        places: &Places,
        options: &Options,
    ) -> Result<Self> {
        let before = specs::read(&places.specs)?;
        let known: BTreeMap<String, &Source> =
            before.iter().map(|source| (base_name(&source.name).to_owned(), source)).collect();
        let (metadata, unknown, written) = sort(metadata, &known);
        let products = updated(&metadata, texts, places, &known, options)?;
        let is_updated = |source: &&Source| products.iter().any(|one| one.before.name == source.name);
        let untouched = before.iter().filter(|source| !is_updated(source) && is_imported(source));
        let untouched = untouched.map(|source| base_name(&source.name).to_owned()).collect();
        let now = |source: &Source| {
            products
                .iter()
                .find(|one| one.before.name == source.name)
                .map_or(source, |one| &one.after)
                .clone()
        };
        let sources: Vec<Source> = before.iter().map(now).collect();
        let mut plan = Self {
            changes: diff(&[], &[]),
            products,
            errors: Vec::new(),
            versions: None,
            notes: Vec::new(),
            sources,
            unknown,
            untouched,
            written,
        };
        if plan.products.iter().all(|one| one.kept.is_ok()) {
            plan.judge(&before, places)?;
        }
        Ok(plan)
    }

    /// Checks and compares what would be, and writes the notes.
    fn judge(&mut self, before: &[Source], places: &Places) -> Result<()> {
        let after = match specs::check_sources(&self.sources) {
            Ok(after) => after,
            Err(wrong) => {
                self.errors = wrong.iter().map(|one| one.render(None)).collect();
                return Ok(());
            }
        };
        let Some(before) = specs::lower_sources(before)? else { bail!("the specifications have errors now") };
        let services = |all: Vec<Lowered>| all.into_iter().map(|one| one.service).collect::<Vec<_>>();
        let (before, after) = (services(before), services(after));
        self.changes = Progress::waiting("Comparing").during(|| diff(&before, &after));
        self.versions = version::of_manifest(&places.manifest).ok().map(|now| {
            let next = version::next(&now, self.changes.verdict());
            (now, next)
        });
        self.notes = changelog::notes(&places.notes, &self.changes, self.versions.as_ref())?;
        Ok(())
    }

    /// What people have to decide before it is done.
    pub(super) fn questions(&self, allow_breaking: bool) -> Vec<Question> {
        let mut questions = Vec::new();
        for product in &self.products {
            match &product.kept {
                Err(wrong) => questions.push(Question {
                    what: format!("{} and its overlay do not go together any more", product.name),
                    places: vec![wrong.clone()],
                    choices: "what the overlay shall say now; change the action, or remove it".to_owned(),
                }),
                Ok(kept) if !kept.expired.is_empty() => questions.push(Question {
                    what: format!("{} keeps what is gone beyond its time", product.name),
                    places: kept
                        .expired
                        .iter()
                        .map(|(name, until)| format!("{}: until {until}", visible(name)))
                        .collect(),
                    choices: format!(
                        "whether it goes; give --let-go, or write a later `x-kept-until` into {}",
                        Source::overlay_name(&product.name).unwrap_or_default()
                    ),
                }),
                Ok(_) => {}
            }
        }
        if !self.errors.is_empty() {
            questions.push(Question {
                what: "the specifications would have errors".to_owned(),
                places: self.errors.clone(),
                choices: "what is right; say it in the overlay of the document".to_owned(),
            });
        }
        let breaking: Vec<String> =
            self.changes.of(Level::Major).map(|one| visible(&one.to_string())).collect();
        if !breaking.is_empty() && !allow_breaking {
            questions.push(Question {
                what: format!(
                    "{} changes break programs, and nothing is known that avoids them",
                    breaking.len()
                ),
                places: breaking,
                choices: "whether users have to follow; give --allow-breaking, or undo them in an overlay"
                    .to_owned(),
            });
        }
        questions
    }

    pub(super) fn changes_files(&self) -> bool {
        self.products.iter().any(Product::changes_files)
    }

    /// The specifications and overlays that change.
    pub(super) fn spec_changes(&self) -> Vec<Change<'_>> {
        let mut changes = Vec::new();
        for Product { name, before, after, .. } in &self.products {
            if before.text != after.text {
                changes.push(Change::Write { path: name, text: &after.text });
            }
            match (before.overlay(), after.overlay()) {
                (old, Some(new)) if old.is_none_or(|old| old.text != new.text) => {
                    changes.push(Change::Write { path: base_name(&new.name), text: &new.text });
                }
                (Some(old), None) => {
                    changes.push(Change::Remove { path: base_name(&old.name) });
                }
                _ => {}
            }
        }
        changes
    }

    /// All specifications and overlays as they would be, by their names.
    pub(super) fn all_files(&self) -> impl Iterator<Item = (&str, &str)> {
        let with_overlay = |source| std::iter::once(source).chain(Source::overlay(source));
        self.sources.iter().flat_map(with_overlay).map(|one| (base_name(&one.name), one.text.as_str()))
    }
}

/// Metadata of documents that were imported, names of those that nobody knows, and of those that people wrote.
fn sort(metadata: Vec<Source>, known: &BTreeMap<String, &Source>) -> (Vec<Source>, Vec<String>, Vec<String>) {
    let (mut imported, mut unknown, mut written) = (Vec::new(), Vec::new(), Vec::new());
    for source in metadata {
        // What is no metadata is told by the import.
        let name = identify_metadata(&source).ok().map(|identity| file_name(&identity));
        match name.as_ref().map(|name| (name, known.get(name))) {
            Some((name, None)) => unknown.push(name.clone()),
            Some((name, Some(document))) if !is_imported(document) => written.push(name.clone()),
            _ => imported.push(source),
        }
    }
    (imported, unknown, written)
}

fn updated(
    metadata: &[Source],
    texts: Texts,
    places: &Places,
    known: &BTreeMap<String, &Source>,
    options: &Options,
) -> Result<Vec<Product>> {
    let outcomes = import_into(&places.specs, metadata, texts)?;
    let mut imported = Vec::new();
    for outcome in outcomes {
        let one = outcome.result.map_err(|problem| anyhow::anyhow!("{}", visible(&problem.to_string())))?;
        let (name, reason) = (one.file_name(), one.report.refused.first().map(|one| one.reason.clone()));
        let Some(text) = one.text else {
            bail!("{name} cannot be imported any more: {}", visible(&reason.unwrap_or_default()));
        };
        let before = *known.get(&name).with_context(|| format!("{name} is not there"))?;
        imported.push((name, before, text));
    }
    let progress = Progress::new("Updating", imported.len());
    Ok(parallel::map(&imported, parallel::processors(), |(name, before, text)| {
        progress.begin(name.as_str());
        let product = product(name, before, text, options);
        progress.end();
        product
    }))
}

fn product(name: &str, before: &Source, text: &str, options: &Options) -> Product {
    let plain = Source::new(before.name.as_str(), text);
    let with = |overlay: Option<Source>| match overlay {
        Some(overlay) => plain.clone().with_overlay(overlay),
        None => plain.clone(),
    };
    let after = with(before.overlay().cloned());
    let kept = keep(before, &after, options).map_err(|wrong| wrong.to_string());
    let overlay = kept.as_ref().ok().and_then(|kept| {
        let name = Source::overlay_name(&before.name)?;
        Some(Source::new(name, kept.overlay.as_deref()?))
    });
    let after = if kept.is_ok() { with(overlay) } else { after };
    Product { name: name.to_owned(), before: before.clone(), after, kept }
}

fn base_name(name: &str) -> &str {
    Path::new(name).file_name().and_then(|name| name.to_str()).unwrap_or(name)
}
