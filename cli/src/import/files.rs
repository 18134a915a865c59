//! Metadata on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use alibabacloud_codegen::Source;
use anyhow::{Context, Result, bail};

/// The metadata in files and folders.
pub(crate) fn read(files: &[PathBuf]) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    for file in files {
        if file.is_dir() {
            let found = with_extension(file, "json")?;
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

/// The files of a folder whose names end so, sorted.
pub(super) fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let cannot = || format!("cannot read the folder {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        if path.extension().is_some_and(|its| its == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

pub(super) fn read_one(path: &Path) -> Result<Source> {
    Ok(Source::new(path.display().to_string(), read_text(path)?))
}

pub(super) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
