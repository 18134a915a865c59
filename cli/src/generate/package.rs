//! What a whole package has beside `src`: the manifest and the first page.

use std::path::{Path, PathBuf};
use std::{fs, io};

use alibabacloud_codegen::{Files, Package, Runtime, Service, check_crate_name, visible, with_features};
use anyhow::{Context, Result, anyhow, bail};
use toml::Table;

use super::{changes, manifest};

/// Which package is written.
#[derive(clap::Args, Default)]
pub(super) struct Options {
    /// The name of the crate [default: that in its Cargo.toml, or else the name of its folder]
    #[arg(long, value_name = "NAME", value_parser = name, requires = "out")]
    crate_name: Option<String>,
    /// The folder of `alibabacloud-runtime`, for a new Cargo.toml [default: the version of this generator, from a registry]
    #[arg(long, value_name = "DIR", requires = "out")]
    runtime: Option<PathBuf>,
}

fn name(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let crate_name = text.replace('-', "_");
    let is_snake = text.starts_with(|c: char| c.is_ascii_lowercase()) && !crate_name.contains("__");
    if !text.chars().all(fits) || !is_snake {
        return Err(
            "write a letter and then letters, digits, `-` and `_`, all in lower case, such as my-cloud"
                .to_owned(),
        );
    }
    let taken = "this is a word of Rust or the name of another crate; write another one, such as my-cloud";
    check_crate_name(&crate_name).map(|()| text.to_owned()).map_err(|_| taken.to_owned())
}

impl Options {
    /// The package in a folder.
    pub(super) fn package(&self, folder: &Path) -> Result<Package> {
        let name = match &self.crate_name {
            Some(name) => name.clone(),
            None => named(folder)?,
        };
        Ok(Package { name, runtime: runtime(self.runtime.as_deref())? })
    }
}

/// The name that the package in a folder has, or that a new one gets.
fn named(folder: &Path) -> Result<String> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok();
    let manifest = manifest.and_then(|text| text.parse::<Table>().ok());
    if let Some(known) = manifest.as_ref().and_then(package_name) {
        return name(known).map_err(|help| {
            anyhow!("the package in {} has the name `{}`: {help}", folder.display(), visible(known))
        });
    }
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let last = full.file_name().unwrap_or_default().to_string_lossy();
    name(&last).map_err(|_| {
        anyhow!(
            "`{}` cannot be the name of a crate; give one with --crate-name, such as my-cloud",
            visible(&last)
        )
    })
}

/// The runtime in a folder, with its whole path, which is right wherever the package is; or else that of this version.
pub(crate) fn runtime(folder: Option<&Path>) -> Result<Runtime> {
    let Some(folder) = folder else { return Ok(Runtime::Version(env!("CARGO_PKG_VERSION").to_owned())) };
    let shown = folder.display();
    let text = fs::read_to_string(folder.join("Cargo.toml"));
    let text = text.with_context(|| format!("there is no package in {shown}"))?;
    let table: Table = text.parse().with_context(|| format!("{shown}/Cargo.toml is not TOML"))?;
    let name = package_name(&table).unwrap_or_default();
    if name != manifest::RUNTIME {
        bail!(
            "{shown} has the package `{}`; --runtime is the folder of `alibabacloud-runtime`",
            visible(name)
        );
    }
    let path = fs::canonicalize(folder).with_context(|| format!("cannot find {shown}"))?;
    let path = path.into_os_string().into_string().ok();
    path.map(Runtime::Path)
        .with_context(|| format!("the path of {shown} is not Unicode, so Cargo.toml cannot have it"))
}

fn package_name(manifest: &Table) -> Option<&str> {
    manifest.get("package")?.get("name")?.as_str()
}

/// The manifest and the first page, and what the manifest lacks.
pub(super) fn files(package: &Package, folder: &Path, services: &[Service]) -> Result<(Files, Vec<String>)> {
    let mut files = Files::default();
    let (manifest, lacking) = manifest(package, &folder.join("Cargo.toml"), services)?;
    files.insert("Cargo.toml".to_owned(), manifest);
    let readme = folder.join("README.md");
    if !readme.exists() || changes::is_generated(&readme) {
        files.insert("README.md".to_owned(), package.readme(services));
    }
    Ok((files, lacking))
}

/// A new manifest, or the one that is there with the features that it lacks.
fn manifest(package: &Package, path: &Path, services: &[Service]) -> Result<(String, Vec<String>)> {
    let shown = path.display();
    let existing = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok((package.manifest(services), Vec::new()));
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {shown}")),
    };
    let text = with_features(&existing, services).with_context(|| format!("cannot change {shown}"))?;
    let table: Table = text.parse().with_context(|| format!("cannot read {shown}"))?;
    match package_name(&table) {
        Some(name) if name == package.name => {}
        Some(name) => bail!("{shown} is of the package `{}`, not of `{}`", visible(name), package.name),
        None => bail!("{shown} is of no package; give another folder with --out"),
    }
    let shown = shown.to_string();
    let lacking = manifest::lacking_in(&shown, &table, services);
    let lacking = lacking.chain(manifest::lacking_dependency(&shown, &table)).collect();
    Ok((text, lacking))
}
