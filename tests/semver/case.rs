//! The cases of `tests/semver/cases`: each changes `base.yaml` or another base in one place, and has a program of a user.

// Each test target compiles this module for itself and uses a part of it.
#![allow(dead_code)]

use std::path::{Path, PathBuf};

use alibabacloud_codegen::{Changes, Service, Source, diff, lower};
use serde::Deserialize;

use crate::support::{entries, name, read};

/// One change of the base.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// The name of its file.
    #[serde(skip)]
    pub(crate) name: String,
    /// What changes.
    pub(crate) about: String,
    /// Why our verdict is another than that of the judges, where it is.
    pub(crate) because: Option<String>,
    /// The document that is changed, `base` or `roa`, without the ending.
    #[serde(default = "usual_base")]
    base: String,
    /// The side that has no product at all.
    absent: Option<Side>,
    /// Whether the edits are undone by the change instead of done.
    #[serde(default)]
    undone: bool,
    /// The program of a user, if not the one that uses everything that the base has.
    user: Option<String>,
    #[serde(default, rename = "edit")]
    edits: Vec<Edit>,
    /// The whole document after the change, if it is no edit.
    #[serde(skip)]
    after: Option<String>,
}

/// A text of the base that stands there once, and what stands there instead.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    from: String,
    to: String,
}

fn usual_base() -> String {
    "base".to_owned()
}

/// Before or after the change.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Side {
    Before,
    After,
}

/// The folder of the cases and of what they share.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("semver")
}

/// All cases, by name.
pub(crate) fn cases() -> Vec<Case> {
    let paths = entries(&folder().join("cases"));
    let files = paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let read_one = |path: &PathBuf| {
        let case: Case =
            toml::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Case { name: name(path).trim_end_matches(".toml").to_owned(), ..case }
    };
    files.map(read_one).collect()
}

impl Case {
    /// A change of the base to another document.
    pub(crate) fn of_document(name: String, after: String) -> Self {
        let about = "A random change.".to_owned();
        Self {
            name,
            about,
            after: Some(after),
            because: None,
            base: usual_base(),
            absent: None,
            undone: false,
            user: None,
            edits: Vec::new(),
        }
    }

    /// Whether it is no case of the table.
    pub(crate) fn is_random(&self) -> bool {
        self.after.is_some()
    }

    fn file(&self) -> String {
        format!("{}.yaml", self.base)
    }

    /// The document of one side; `None` if that side has no product.
    pub(crate) fn document(&self, side: Side) -> Option<String> {
        let base = read(&folder().join(self.file()));
        if self.absent == Some(side) {
            return None;
        }
        if let Some(after) = self.after.as_ref().filter(|_| side == Side::After) {
            return Some(after.clone());
        }
        let edited = (side == Side::After) != self.undone;
        Some(if edited { self.edits.iter().fold(base, |text, edit| self.edit(&text, edit)) } else { base })
    }

    fn edit(&self, text: &str, edit: &Edit) -> String {
        assert_eq!(
            text.matches(&edit.from).count(),
            1,
            "{}: {:?} must stand in {} once",
            self.name,
            edit.from,
            self.file()
        );
        text.replace(&edit.from, &edit.to)
    }

    /// The model of one side.
    pub(crate) fn services(&self, side: Side) -> Vec<Service> {
        let document = self.document(side).map(|text| Source::new(self.file(), text));
        let lower = |source| lower(&source).unwrap_or_else(|wrong| panic!("{}: {wrong}", self.name));
        document.map(lower).into_iter().collect()
    }

    /// Our verdict.
    pub(crate) fn changes(&self) -> Changes {
        diff(&self.services(Side::Before), &self.services(Side::After))
    }

    /// The program of a user, written against the side before.
    pub(crate) fn user(&self) -> String {
        let usual = || read(&folder().join(format!("{}.rs", self.base)));
        self.user.clone().unwrap_or_else(usual)
    }

    /// The file with our verdict.
    pub(crate) fn expected(&self) -> PathBuf {
        folder().join("cases").join(format!("{}.expected", self.name))
    }
}
