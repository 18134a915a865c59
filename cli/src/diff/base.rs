//! What the present documents are compared with: a folder, a file, or the same folder in a git revision.

use std::path::Path;

use anyhow::{Result, bail};
use semver::Version;

use super::git::Repository;
use super::inputs::Input;
use super::version;

/// The documents before.
pub(super) struct Base {
    /// What a person calls it.
    pub(super) name: String,
    pub(super) inputs: Vec<Input>,
    /// The version of the crate, where a Cargo.toml has it.
    pub(super) version: Option<Version>,
}

impl Base {
    /// A folder or a file of that name wins over a revision. `folder` and `manifest` are those of the present.
    pub(super) fn find(name: Option<&str>, folder: &Path, manifest: &Path) -> Result<Self> {
        let repository = Repository(folder);
        match name {
            Some(name) if Path::new(name).exists() => Self::of_path(Path::new(name)),
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
    fn of_path(path: &Path) -> Result<Self> {
        let beside = path.join("..").join("Cargo.toml");
        Ok(Self {
            name: path.display().to_string(),
            inputs: Input::find(path)?,
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
            inputs: sources.into_iter().map(Input::specification).collect(),
            version: text.and_then(|text| version::of_text(&text).ok()),
        })
    }
}
