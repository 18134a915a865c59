//! What the disk will hold.

use std::collections::BTreeMap;

/// Texts by their paths, which are relative to the output folder and written with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds a file, or replaces it.
    pub fn insert(&mut self, path: String, text: String) {
        self.0.insert(path, text);
    }

    /// Adds the files of another set.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The same files in a folder.
    #[must_use]
    pub fn below(self, folder: &str) -> Self {
        Self(self.0.into_iter().map(|(path, text)| (format!("{folder}/{path}"), text)).collect())
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Path and text of all files, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
