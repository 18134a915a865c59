//! The documents of one side: specifications, or metadata that is imported in memory. One that cannot be used does not hide the others.

use std::path::{Path, PathBuf};

use alibabacloud_codegen::compare::identify_metadata;
use alibabacloud_codegen::import::{Modules, Options, file_name, import};
use alibabacloud_codegen::{Service, Source, check_modules, lower, parallel};
use anyhow::{Result, bail};

use crate::progress::Progress;
use crate::{metadata, specs};

/// A document as it was found.
pub(super) struct Input {
    /// The name of its file.
    file: String,
    /// What it is called as a specification, without the ending.
    key: String,
    text: Text,
}

enum Text {
    Specification(Source),
    Metadata(Source),
    Unreadable(String),
}

/// A document that can be compared.
pub(super) struct Document {
    pub(super) source: Source,
    pub(super) service: Service,
    file: String,
    key: String,
}

/// A document that cannot be compared, and why.
pub(super) struct Problem {
    pub(super) file: String,
    pub(super) why: String,
    /// Whether it may be otherwise, and is not a product that cannot be carried at all.
    pub(super) is_mistake: bool,
    key: String,
}

/// What of one side can be compared, and what cannot.
#[derive(Default)]
pub(super) struct Side {
    pub(super) documents: Vec<Document>,
    pub(super) problems: Vec<Problem>,
}

impl Input {
    pub(super) fn specification(source: Source) -> Self {
        Self::new(source.name.clone(), Text::Specification(source))
    }

    fn new(file: String, text: Text) -> Self {
        let name = match &text {
            Text::Metadata(source) => identify_metadata(source).map(|identity| file_name(&identity)).ok(),
            Text::Specification(_) | Text::Unreadable(_) => None,
        };
        Self { key: stem(&name.unwrap_or_else(|| file.clone())).to_owned(), file, text }
    }

    /// The specifications of a folder, or else its metadata; or one file of either kind.
    pub(super) fn find(path: &Path) -> Result<Vec<Self>> {
        if path.is_file() {
            return Ok(vec![Self::of_file(path)]);
        }
        let has = |ending: &[&str]| specs::with_ending(path, ending).map(|found| !found.is_empty());
        if path.is_dir() && !has(&specs::ENDINGS)? {
            let files = specs::with_ending(path, &["json"])?;
            if files.is_empty() {
                bail!("{} has neither specifications (*.yaml) nor metadata (*.json)", path.display());
            }
            return Ok(files.iter().map(|file| Self::of_file(file)).collect());
        }
        let read = |path: &PathBuf| match specs::read_one(path) {
            Ok(source) => Self::specification(source),
            Err(error) => Self::new(name(path), Text::Unreadable(format!("{error:#}"))),
        };
        Ok(specs::paths(path)?.iter().map(read).collect())
    }

    fn of_file(path: &Path) -> Self {
        let is_metadata = path.extension().is_some_and(|extension| extension == "json");
        let text = if is_metadata {
            metadata::read_one(path).map(Text::Metadata)
        } else {
            specs::read_one(path).map(Text::Specification)
        };
        Self::new(name(path), text.unwrap_or_else(|error| Text::Unreadable(format!("{error:#}"))))
    }

    /// Whether it is about one of these products; none if only lowering it would tell.
    pub(super) fn is_about(&self, wanted: &[String]) -> Option<bool> {
        let Text::Metadata(source) = &self.text else { return None };
        let letters = |name: &str| -> String {
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let product = letters(&identify_metadata(source).ok()?.product);
        // A module begins with the product, and may have the version besides.
        Some(wanted.iter().any(|name| letters(name).starts_with(&product)))
    }

    pub(super) fn text(&self) -> Option<&Source> {
        match &self.text {
            Text::Specification(source) | Text::Metadata(source) => Some(source),
            Text::Unreadable(_) => None,
        }
    }

    fn document(&self, modules: &Modules) -> Result<Document, Problem> {
        let problem =
            |why: String| Problem { file: self.file.clone(), why, is_mistake: true, key: self.key.clone() };
        let source = match &self.text {
            Text::Unreadable(why) => return Err(problem(why.clone())),
            Text::Specification(source) => source.clone(),
            Text::Metadata(metadata) => match imported(metadata, modules) {
                Ok(Some(source)) => source,
                Ok(None) => {
                    let why = "none of it can be carried; `import` says why".to_owned();
                    return Err(Problem { is_mistake: false, ..problem(why) });
                }
                Err(why) => return Err(problem(why)),
            },
        };
        let service = lower(&source).map_err(|diagnostics| problem(diagnostics.to_string()))?;
        Ok(Document { source, service, file: self.file.clone(), key: self.key.clone() })
    }
}

/// The specification that an import makes of metadata; none if the product is refused as a whole.
fn imported(metadata: &Source, modules: &Modules) -> Result<Option<Source>, String> {
    let identity = identify_metadata(metadata).ok();
    let module = identity.as_ref().and_then(|identity| modules.of(identity));
    let options = Options { module, ..Options::default() };
    let imported = import(metadata, &options).map_err(|problem| problem.to_string())?;
    let name = format!("specs/{}", imported.file_name());
    Ok(imported.text.map(|text| Source::new(name, text)))
}

/// What can be compared of both sides. A document whose partner cannot be used is not compared either.
pub(super) fn documents(before: &[Input], after: &[Input]) -> Result<(Side, Side)> {
    let all: Vec<&Input> = before.iter().chain(after).collect();
    let modules = modules(&all);
    let progress = Progress::new("Reading", all.len());
    let read = parallel::map(&all, parallel::processors(), |input| {
        let document = input.document(&modules);
        progress.end();
        document
    });
    drop(progress);
    let mut read = read.into_iter();
    let mut side = |count: usize| {
        let mut side = Side::default();
        for document in read.by_ref().take(count) {
            match document {
                Ok(document) => side.documents.push(document),
                Err(problem) => side.problems.push(problem),
            }
        }
        side
    };
    let (mut old, mut new) = (side(before.len()), side(after.len()));
    for (wrong, other) in [(&old.problems, &mut new.documents), (&new.problems, &mut old.documents)] {
        // What cannot be read does not say which product it is about.
        let is_partner = |document: &Document, problem: &Problem| {
            problem.key == document.key || stem(&problem.file) == stem(&document.file)
        };
        other.retain(|document| !wrong.iter().any(|problem| is_partner(document, problem)));
    }
    for side in [&old, &new] {
        let services: Vec<&Service> = side.documents.iter().map(|one| &one.service).collect();
        let sources: Vec<Source> = side.documents.iter().map(|one| one.source.clone()).collect();
        if let Err(diagnostics) = check_modules(&services, &sources) {
            bail!("{diagnostics}\nnothing was compared");
        }
    }
    Ok((old, new))
}

/// The modules of metadata: both sides name them alike.
fn modules(inputs: &[&Input]) -> Modules {
    let identities = inputs.iter().filter_map(|input| match &input.text {
        Text::Metadata(source) => identify_metadata(source).ok(),
        Text::Specification(_) | Text::Unreadable(_) => None,
    });
    Modules::new(&[], &identities.collect::<Vec<_>>())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What the two forms of one document have in common.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
