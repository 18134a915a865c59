//! The vendor's metadata in, a specification out: facts, names, figures and samples, and texts only on request.
//!
//! Reading (`read`), deciding (a file for each kind of decision) and printing (`yaml`) are apart. What the dialect cannot say is
//! refused with a reason, or noted in a comment; nothing is left out without a word. The same metadata give the same text.
//!
//! ```
//! use alibabacloud_codegen::import::{Options, import};
//! use alibabacloud_codegen::{Source, lower};
//!
//! let metadata = Source::new("demo.json", r#"{
//!     "info": {"style": "RPC", "product": "Demo", "version": "2024-01-01"},
//!     "apis": {"DescribeThings": {
//!         "methods": ["post", "get"], "security": [{"AK": []}], "operationType": "read",
//!         "parameters": [{"name": "PageSize", "in": "query", "schema": {"type": "integer", "format": "int32", "maximum": "100"}}],
//!         "responses": {"200": {"schema": {"type": "object", "properties": {"RequestId": {"type": "string"}}}}}
//!     }}
//! }"#);
//! let imported = import(&metadata, &Options::default())?;
//! assert_eq!((imported.report.carried, imported.file_name().as_str()), (1, "demo-2024-01-01.yaml"));
//! let service = lower(&Source::new("specs/demo-2024-01-01.yaml", imported.text.unwrap())).unwrap();
//! assert_eq!(service.operation_count(), 1);
//! # Ok::<(), alibabacloud_codegen::import::Problem>(())
//! ```

mod components;
mod document;
mod effect;
mod endpoints;
mod enums;
mod envelope;
mod errors;
mod facts;
mod formats;
mod gateway;
mod groups;
mod limits;
mod modules;
mod names;
mod operation;
mod paging;
mod parameters;
mod permissions;
mod prose;
mod read;
mod report;
mod samples;
mod schemas;
mod selection;
mod spellings;
mod texts;
mod values;
pub(crate) mod yaml;

use crate::Source;

pub use crate::metadata::{Identity, Problem};
pub use modules::Modules;
pub use report::{Refusal, Report};

/// How to import.
#[derive(Clone, Debug, Default)]
pub struct Options<'s> {
    /// Which of the vendor's texts are carried.
    pub prose: Prose<'s>,
    /// The Rust module, as [`Modules`] decides it; the product, if nothing is said.
    pub module: Option<&'s str>,
    /// The overlay of the specification, which may say which operations are imported.
    pub overlay: Option<&'s Source>,
}

/// Which of the vendor's texts are carried.
#[derive(Clone, Copy, Debug, Default)]
pub enum Prose<'s> {
    /// None: facts, names, figures and samples alone.
    #[default]
    Without,
    /// Those of the metadata.
    Own,
    /// Those of other metadata of the same product version, in another language.
    Of(&'s Source),
}

/// A product version, imported.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Which product version it is.
    pub identity: Identity,
    /// The specification; none if the product as a whole is refused.
    pub text: Option<String>,
    /// What was carried and what was not.
    pub report: Report,
}

impl Imported {
    /// What the file of the specification is called.
    #[must_use]
    pub fn file_name(&self) -> String {
        file_name(&self.identity)
    }
}

/// What the file of a product version is called.
#[must_use]
pub fn file_name(identity: &Identity) -> String {
    let name = format!("{}-{}.yaml", identity.product, identity.version).to_lowercase();
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '_' }).collect()
}

/// Imports the metadata of a product version.
///
/// # Errors
///
/// What keeps the text from being metadata, and an operation that the overlay asks for in vain. Parts that cannot be read are
/// listed in the report.
pub fn import(source: &Source, options: &Options<'_>) -> Result<Imported, Problem> {
    let mut facts = read::read(source)?;
    let identity = facts.identity.clone();
    if let Prose::Of(other) = options.prose {
        texts::adopt(&mut facts, &read::read(other)?);
    }
    let left_out = options.overlay.map(|overlay| selection::select(&mut facts, overlay)).transpose()?;
    let (document, mut report) = document::decide(facts, options);
    report.left_out = left_out.unwrap_or_default();
    let text = document.map(|document| yaml::print(&document));
    Ok(Imported { identity, text, report })
}
