//! The vendor's metadata on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use alibabacloud_codegen::Source;
use anyhow::{Context, Result, bail};

use crate::specs;

/// The metadata in files and folders.
pub(crate) fn read(files: &[PathBuf]) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    for file in files {
        if file.is_dir() {
            let found = specs::with_ending(file, &["json"])?;
            if found.is_empty() {
                bail!("{} has no metadata (*.json)", file.display());
            }
            paths.extend(found);
        } else {
            paths.push(file.clone());
        }
    }
    paths.iter().map(|path| read_one(path)).collect()
}

/// One file of metadata.
pub(crate) fn read_one(path: &Path) -> Result<Source> {
    Ok(Source::new(path.display().to_string(), read_text(path)?))
}

pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
