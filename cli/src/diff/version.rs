//! Versions, as Cargo compares them.

use std::path::Path;

use alibabacloud_codegen::Level;
use anyhow::{Context, Result, bail};
use semver::{Prerelease, Version};
use serde::Deserialize;

/// The least version after `base` for changes of a level.
///
/// Before 1.0 the second number is what the first is later, and before 0.1 the third is. A pre-release promises nothing, so
/// that its release may follow it whatever has changed.
pub(super) fn next(base: &Version, level: Option<Level>) -> Version {
    let Version { major, minor, patch, .. } = *base;
    let Some(level) = level else { return base.clone() };
    if base.pre != Prerelease::EMPTY {
        return Version::new(major, minor, patch);
    }
    match (major, minor, level) {
        (0, 0, _) => Version::new(0, 0, patch + 1),
        (0, _, Level::Major) => Version::new(0, minor + 1, 0),
        (0, ..) | (_, _, Level::Patch) => Version::new(major, minor, patch + 1),
        (_, _, Level::Minor) => Version::new(major, minor + 1, 0),
        (_, _, Level::Major) => Version::new(major + 1, 0, 0),
    }
}

/// Whether `now` may be released after `base` with changes of a level. A pre-release of an allowed version is allowed.
pub(super) fn allows(base: &Version, now: &Version, level: Option<Level>) -> bool {
    let next = next(base, level);
    now >= &next || (now > base && Version { pre: Prerelease::EMPTY, ..now.clone() } >= next)
}

/// What is read of a Cargo.toml.
#[derive(Deserialize)]
struct Manifest {
    package: Option<Package>,
    workspace: Option<Workspace>,
}

#[derive(Deserialize)]
struct Workspace {
    package: Option<Package>,
}

#[derive(Deserialize)]
struct Package {
    version: Option<toml::Value>,
}

/// The version in a Cargo.toml on the disk.
pub(super) fn of_manifest(path: &Path) -> Result<Version> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    of_text(&text).with_context(|| format!("no version in {}", path.display()))
}

/// The version in the text of a Cargo.toml: of the package, or else of the workspace.
pub(super) fn of_text(text: &str) -> Result<Version> {
    let manifest: Manifest = toml::from_str(text).context("this is not a Cargo.toml")?;
    let own = manifest.package.and_then(|package| package.version);
    let shared =
        manifest.workspace.and_then(|workspace| workspace.package).and_then(|package| package.version);
    match own.filter(toml::Value::is_str).or(shared) {
        Some(toml::Value::String(version)) => {
            Version::parse(&version).with_context(|| format!("`{version}` is not a version"))
        }
        _ => bail!("it names none itself; give the Cargo.toml of the workspace that does"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn the_next_version_is_cargos() {
        for (base, patch, minor, major) in [
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("0.2.3", "0.2.4", "0.2.4", "0.3.0"),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("1.2.3-rc.1", "1.2.3", "1.2.3", "1.2.3"),
            ("0.1.0+build", "0.1.1", "0.1.1", "0.2.0"),
        ] {
            for (level, expected) in [(Level::Patch, patch), (Level::Minor, minor), (Level::Major, major)] {
                assert_eq!(next(&version(base), Some(level)), version(expected), "{base} {level}");
            }
            assert_eq!(next(&version(base), None), version(base));
        }
    }

    #[test]
    fn what_is_allowed() {
        let check = |base: &str, now: &str, level: Option<Level>, expected: bool| {
            assert_eq!(allows(&version(base), &version(now), level), expected, "{base} {now} {level:?}");
        };
        check("0.1.0", "0.1.0", None, true);
        check("0.1.0", "0.0.9", None, false);
        check("0.1.0", "0.1.0", Some(Level::Patch), false);
        check("0.1.0", "0.1.1", Some(Level::Minor), true);
        check("0.1.0", "0.1.1", Some(Level::Major), false);
        check("0.1.0", "0.2.0", Some(Level::Major), true);
        check("0.1.0", "0.2.0-rc.1", Some(Level::Major), true);
        check("0.1.0", "1.0.0", Some(Level::Major), true);
        check("1.0.0", "1.0.5", Some(Level::Minor), false);
        check("1.0.0-rc.1", "1.0.0-rc.2", Some(Level::Major), true);
        check("1.0.0-rc.1", "1.0.0-rc.1", Some(Level::Patch), false);
    }

    #[test]
    fn versions_of_manifests() {
        let check = |text: &str, expected: Result<&str, &str>| {
            let found =
                of_text(text).map(|version| version.to_string()).map_err(|error| format!("{error:#}"));
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{text}");
        };
        let none = "it names none itself; give the Cargo.toml of the workspace that does";
        check("[package]\nversion = \"1.2.3\"", Ok("1.2.3"));
        check("[workspace.package]\nversion = \"0.1.0\"", Ok("0.1.0"));
        check("[package]\nversion.workspace = true\n[workspace.package]\nversion = \"0.1.0\"", Ok("0.1.0"));
        check("[package]\nversion.workspace = true", Err(none));
        check("[workspace]", Err(none));
        check(
            "[package]\nversion = \"one\"",
            Err("`one` is not a version: unexpected character 'o' while parsing major version number"),
        );
    }
}
