//! What became of a document, its crate and its samples.

use std::time::Duration;

use alibabacloud_codegen::import::Imported;
use serde::Deserialize;

/// What became of a document.
pub(super) struct Document {
    /// The file of the metadata.
    pub(super) metadata: String,
    /// What was imported, or why nothing was.
    pub(super) imported: Result<Imported, String>,
    /// The errors of the linter, and of lowering.
    pub(super) errors: Vec<String>,
    pub(super) warnings: usize,
    /// The crate, if there is one.
    pub(super) generated: Option<Generated>,
    /// From the text of the metadata to those of the sources.
    pub(super) took: Duration,
}

/// A crate, and what was found in it.
pub(super) struct Generated {
    /// The name of the package and its folder.
    pub(super) name: String,
    pub(super) types: usize,
    pub(super) lines: usize,
    /// What the compiler says; `None` if nobody asked.
    pub(super) messages: Option<Vec<String>>,
    /// What was found in the samples; `None` if there are none, or nobody asked.
    pub(super) samples: Option<Vec<Sample>>,
    pub(super) has_program: bool,
}

impl Document {
    /// Whether nothing went wrong. What is refused with a reason is no mistake.
    pub(super) fn is_right(&self) -> bool {
        let compiles = |one: &Generated| one.messages.as_ref().is_none_or(Vec::is_empty);
        let decodes = |one: &Generated| one.samples.iter().flatten().all(Sample::is_right);
        let generated = self.generated.as_ref();
        self.imported.is_ok()
            && self.errors.is_empty()
            && generated.is_none_or(|one| compiles(one) && decodes(one))
    }
}

/// What became of one sample.
#[derive(Deserialize)]
pub(super) struct Sample {
    pub(super) operation: String,
    /// Why it is no answer of the operation at all.
    pub(super) error: Option<String>,
    #[serde(default)]
    pub(super) departures: Vec<Departure>,
    /// The first place where it is another one when it is encoded again.
    pub(super) differs: Option<String>,
}

/// A place where a sample is not what was declared.
#[derive(Deserialize)]
pub(super) struct Departure {
    pub(super) kind: String,
    pub(super) pointer: String,
    pub(super) expected: String,
    pub(super) found: String,
}

impl Sample {
    /// Whether the sample is the same when it is encoded again.
    pub(super) fn is_equal(&self) -> bool {
        self.error.is_none() && self.differs.is_none()
    }

    /// Whether nothing changed without a word.
    pub(super) fn is_right(&self) -> bool {
        self.differs.is_none() || !self.departures.is_empty()
    }
}
