//! What git knows. It is called as a program, never through a shell, and a name never stands where an option could.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use alibabacloud_codegen::Source;
use anyhow::{Context, Result, bail};
use semver::Version;

/// A folder of a repository.
pub(super) struct Repository<'p>(pub(super) &'p Path);

impl Repository<'_> {
    /// What a git command prints; `None` if it fails.
    fn ask(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>> {
        let folder = if self.0.as_os_str().is_empty() { Path::new(".") } else { self.0 };
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
        let output = output.context("cannot run git")?;
        Ok(output.status.success().then_some(output.stdout))
    }

    fn ask_text(&self, arguments: &[&str]) -> Result<Option<String>> {
        Ok(self.ask(arguments)?.map(|bytes| String::from_utf8_lossy(&bytes).trim_end().to_owned()))
    }

    /// The commit that a name means.
    pub(super) fn commit(&self, name: &str) -> Result<String> {
        // `--end-of-options` would do as well, but not in every git that is in use.
        if name.starts_with('-') || name.is_empty() {
            bail!("`{name}` is neither a folder nor a git revision: a name cannot begin with `-`");
        }
        if self.ask(&["rev-parse", "--git-dir"])?.is_none() {
            bail!("`{name}` is not a folder, and {} is in no git repository", self.0.display());
        }
        let commit = self.ask_text(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])?;
        commit.with_context(|| {
            format!("`{name}` is neither a folder nor a git revision; `git fetch --tags` brings tags")
        })
    }

    /// The tag `v<version>` with the highest version among those that lead to HEAD.
    pub(super) fn newest_release(&self) -> Result<Option<String>> {
        let tags = self.ask_text(&["tag", "--merged", "HEAD", "--list", "v*"])?.unwrap_or_default();
        let versions =
            tags.lines().filter_map(|tag| Some((Version::parse(tag.strip_prefix('v')?).ok()?, tag)));
        Ok(versions.max().map(|(_, tag)| tag.to_owned()))
    }

    /// The specifications that the folder had in a commit.
    pub(super) fn sources(&self, commit: &str) -> Result<Vec<Source>> {
        let listing = self.ask(&["ls-tree", "-z", commit])?.unwrap_or_default();
        let listing = String::from_utf8_lossy(&listing).into_owned();
        let mut texts = BTreeMap::new();
        for entry in listing.split_terminator('\0') {
            let Some((facts, name)) = entry.split_once('\t') else { continue };
            let object = facts.strip_prefix("100644 blob ").or_else(|| facts.strip_prefix("100755 blob "));
            let yaml = [".yaml", ".yml"].iter().any(|end| name.ends_with(end));
            if let Some(object) = object.filter(|_| yaml) {
                let bytes = self.ask(&["cat-file", "blob", object])?;
                let bytes = bytes.with_context(|| format!("git cannot read {name}"))?;
                let text = String::from_utf8(bytes).ok().with_context(|| format!("{name} is not UTF-8"))?;
                texts.insert(format!("specs/{name}"), text);
            }
        }
        let source = |(name, text): (&String, &String)| {
            let overlay = Source::overlay_name(name)?;
            let source = Source::new(name, text);
            Some(match texts.get(&overlay) {
                Some(text) => source.with_overlay(Source::new(overlay, text)),
                None => source,
            })
        };
        Ok(texts.iter().filter_map(source).collect())
    }

    /// The text of a file of the folder in a commit, if it was there.
    pub(super) fn file(&self, commit: &str, name: &str) -> Result<Option<String>> {
        self.ask_text(&["cat-file", "blob", &format!("{commit}:./{name}")])
    }
}
