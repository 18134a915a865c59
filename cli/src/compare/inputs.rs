//! The specifications and the metadata that are meant.

use std::path::{Path, PathBuf};

use alibabacloud_codegen::compare::{Identity, identify_metadata, identify_spec};
use alibabacloud_codegen::{Source, visible};
use anyhow::{Result, bail};

use crate::{metadata, specs};

/// A file with what it is about.
pub(super) struct Input {
    pub(super) source: Source,
    pub(super) identity: Identity,
}

/// The files that could be read. Why others could not has been printed.
pub(super) struct Inputs {
    pub(super) found: Vec<Input>,
    pub(super) is_complete: bool,
}

/// The specifications with these names, which are files or names in the folder; all of the folder if there are no names.
pub(super) fn specs(folder: &Path, names: &[String]) -> Result<Inputs> {
    let (files, names): (Vec<_>, Vec<_>) = names.iter().partition(|name| Path::new(name).is_file());
    let mut inputs = identified(files.iter().map(PathBuf::from).collect())?;
    if names.is_empty() && !files.is_empty() {
        return Ok(inputs);
    }
    let listed = identified(specs::paths(folder)?)?;
    for name in &names {
        if listed.is_complete && !listed.found.iter().any(|spec| is_called(spec, name)) {
            bail!("{} has no specification `{name}`, and there is no such file", folder.display());
        }
    }
    inputs.is_complete &= listed.is_complete;
    let is_meant = |spec: &Input| names.is_empty() || names.iter().any(|name| is_called(spec, name));
    inputs.found.extend(listed.found.into_iter().filter(is_meant));
    Ok(inputs)
}

/// Whether a specification goes by the name: its product, the first part of its file's name, or all of it.
fn is_called(spec: &Input, name: &str) -> bool {
    let stem = Path::new(&spec.source.name).file_stem().unwrap_or_default().to_string_lossy();
    let module = stem.split('-').next().unwrap_or_default();
    [&spec.identity.product, module, &*stem].iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn identified(paths: Vec<PathBuf>) -> Result<Inputs> {
    let mut inputs = Inputs { found: Vec::new(), is_complete: true };
    for path in paths {
        let source = specs::read_as_named(&path)?;
        match identify_spec(&source) {
            Ok(identity) => inputs.found.push(Input { source, identity }),
            Err(diagnostics) => {
                specs::print(&diagnostics);
                inputs.is_complete = false;
            }
        }
    }
    Ok(inputs)
}

/// A metadata file, or those of a folder. In a folder, other JSON is passed over.
pub(super) fn metadata(path: &Path) -> Result<Inputs> {
    let files = if path.is_dir() { specs::with_ending(path, &["json"])? } else { vec![path.to_path_buf()] };
    let mut inputs = Inputs { found: Vec::new(), is_complete: true };
    for file in files {
        let source = metadata::read_one(&file)?;
        match identify_metadata(&source) {
            Ok(identity) => inputs.found.push(Input { source, identity }),
            Err(problem) => {
                let over = if path.is_dir() { "passed over: " } else { "" };
                anstream::eprintln!("{over}{}", visible(&problem.to_string()));
            }
        }
    }
    inputs.is_complete = !inputs.found.is_empty();
    if !inputs.is_complete && path.is_dir() {
        bail!("{} has no metadata (*.json)", path.display());
    }
    Ok(inputs)
}
