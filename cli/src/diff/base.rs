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
}

impl Base {
    /// A folder of that name wins over a revision. `folder` and `manifest` are those of the present.
    pub(super) fn find(name: Option<&str>, folder: &Path, manifest: &Path) -> Result<Self> {
        let repository = Repository(folder);
        match name {
            Some(name) if Path::new(name).is_dir() => Self::of_folder(Path::new(name)),
            Some(name) => Self::of_revision(name, &repository, manifest),
            None => {
                let tag = repository.newest_release()?;
                match &tag {
                    Some(tag) => eprintln!("compared with {tag}, the newest release"),
                    None => eprintln!("compared with HEAD, since no tag v* leads here"),
                }
                Self::of_revision(tag.as_deref().unwrap_or("HEAD"), &repository, manifest)
            }
        }
    }

    /// The version is that of a Cargo.toml beside the folder.
    fn of_folder(folder: &Path) -> Result<Self> {
        let beside = folder.join("..").join("Cargo.toml");
        Ok(Self {
            name: folder.display().to_string(),
            sources: specs::read(folder)?,
            version: version::of_manifest(&beside).ok(),
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
        })
    }
}
