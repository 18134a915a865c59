//! What the present specifications are compared with: a folder, or the same folder in a git revision.

use std::path::Path;

use alibabacloud_codegen::Source;
use anyhow::{Result, bail};
use semver::Version;

use super::git::Repository;
use super::version;
use crate::specs;

/// The specifications before.
pub(super) struct Base {
    /// What a person calls it.
    pub(super) name: String,
    pub(super) sources: Vec<Source>,
    /// The version of the crate, where a Cargo.toml has it.
    pub(super) version: Option<Version>,
    /// Whether users may depend on it. Only a HEAD that stands in for a missing release is none.
    pub(super) is_release: bool,
}

impl Base {
    /// A folder of that name wins over a revision. `folder` and `manifest` are those of the present.
    pub(super) fn find(name: Option<&str>, folder: &Path, manifest: &Path) -> Result<Self> {
        let repository = Repository(folder);
        match name {
            Some(name) if Path::new(name).is_dir() => Self::of_folder(Path::new(name)),
            Some(name) => Self::of_revision(name, &repository, manifest),
            None => match repository.newest_release()? {
                Some(tag) => Self::of_revision(&tag, &repository, manifest),
                // What nobody has seen yet may go into the version that is being made.
                None => {
                    let head = Self::of_revision("HEAD", &repository, manifest)?;
                    Ok(Self { version: None, is_release: false, ..head })
                }
            },
        }
    }

    /// The version is that of a Cargo.toml beside the folder.
    fn of_folder(folder: &Path) -> Result<Self> {
        let beside = folder.join("..").join("Cargo.toml");
        Ok(Self {
            name: folder.display().to_string(),
            sources: specs::read(folder)?,
            version: version::of_manifest(&beside).ok(),
            is_release: true,
        })
    }

    fn of_revision(name: &str, repository: &Repository<'_>, manifest: &Path) -> Result<Self> {
        let commit = repository.commit(name)?;
        let sources = repository.sources(&commit)?;
        if sources.is_empty() {
            bail!("{} had no specifications (*.yaml) in {name}", repository.0.display());
        }
        let file = manifest.file_name().unwrap_or_default().to_string_lossy();
        let text = Repository(manifest.parent().unwrap_or(Path::new(""))).file(&commit, &file)?;
        Ok(Self {
            name: name.to_owned(),
            sources,
            version: text.and_then(|text| version::of_text(&text).ok()),
            is_release: true,
        })
    }
}
