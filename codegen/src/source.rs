//! What the generator is given.

/// The text of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What diagnostics and file headers call it, for example `specs/rds-2014-08-15.yaml`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A document by its name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}
