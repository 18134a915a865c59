//! The ledger of what the sources of a document disagree about.

use std::collections::BTreeMap;

use crate::Source;
use crate::aspect::Aspect;
use crate::diagnostic::{Diagnostics, Place, Reporter};
use crate::spec::{self, Contradiction, Document, Text};

/// A recorded contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where the record stands; its pointer is that of what the sources disagree about.
    pub place: Place,
    /// What they disagree about.
    pub about: String,
    /// In what respect, if it is one.
    pub aspect: Option<&'static str>,
    /// The names below the place that it covers, if it is not about the place itself.
    pub at: Vec<String>,
    /// What each source says.
    pub claims: Vec<Claim>,
    /// What the document goes with.
    pub choice: String,
    /// Why.
    pub because: String,
    /// What users have to do about it, if anything.
    pub advice: Option<String>,
}

/// What a source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The key of the source.
    pub source: String,
    /// Its title, kind, language and date, as far as they are declared.
    pub title: Option<String>,
    /// Page, metadata or SDK.
    pub kind: Option<String>,
    /// The language of the source.
    pub language: Option<String>,
    /// The date of its last change.
    pub date: Option<String>,
    /// What it says.
    pub says: String,
}

/// The recorded contradictions of a document, in the order in which they stand there.
///
/// # Errors
///
/// Everything that is wrong with the form of the document.
pub fn conflicts(source: &Source) -> Result<Vec<Conflict>, Diagnostics> {
    let reporter = Reporter::new(source);
    let document = spec::parse(source, &reporter);
    match document.filter(|_| reporter.is_clean()) {
        None => Err(Diagnostics::new(reporter.into_found())),
        Some(document) => {
            // What several operations refer to is read for each of them.
            let mut found = BTreeMap::new();
            for spec::Noted { note, .. } in spec::noted(&document) {
                found.insert(note.place.clone(), conflict(note, &document));
            }
            Ok(found.into_values().collect())
        }
    }
}

fn conflict(note: &Contradiction, document: &Document) -> Conflict {
    let pointer = &note.place.pointer;
    let about = pointer.rsplit_once("/x-contradictions/").map_or(&**pointer, |(place, _)| place);
    Conflict {
        place: Place { pointer: about.into(), ..note.place.clone() },
        about: trimmed(&note.about),
        aspect: note.aspect.map(Aspect::name),
        at: note.at.iter().map(trimmed).collect(),
        claims: note.claims.iter().map(|(source, says)| claim(source, says, document)).collect(),
        choice: trimmed(&note.choice),
        because: trimmed(&note.because),
        advice: note.advice.as_ref().map(trimmed),
    }
}

fn claim(source: &Text, says: &Text, document: &Document) -> Claim {
    let declared = document.sources.iter().find(|one| one.key.value == source.value);
    Claim {
        source: source.value.clone(),
        title: declared.map(|source| trimmed(&source.title)),
        kind: declared.map(|source| trimmed(&source.kind)),
        language: declared.and_then(|source| source.language.as_ref().map(trimmed)),
        date: declared.and_then(|source| source.date.as_ref().map(trimmed)),
        says: trimmed(says),
    }
}

fn trimmed(text: &Text) -> String {
    text.value.trim().to_owned()
}
