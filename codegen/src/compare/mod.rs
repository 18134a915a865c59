//! A specification beside the vendor's metadata of the same product version: what both say, what one of them says, and where
//! they contradict each other.
//!
//! The metadata is an independent opinion, not an authority: nothing here decides who is right. A difference that the
//! specification records in `x-contradictions`, with a claim of a source of the kind `metadata`, is a known one.
//!
//! Metadata says less than the dialect. Whatever only makes its statement narrower (a moment for a 64-bit integer, JSON for
//! a string, fields for an object without any) is agreement; `docs/compare.md` has the table.
//!
//! ```
//! use alibabacloud_codegen::Source;
//! use alibabacloud_codegen::compare::{Class, compare};
//!
//! let spec = Source::new("demo.yaml", r##"
//! openapi: 3.1.0
//! info: {title: Demo, version: "2024-01-01"}
//! x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
//! servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
//! paths:
//!   /ListThings:
//!     post:
//!       operationId: ListThings
//!       parameters: [{name: Size, in: query, schema: {type: integer, format: int32, maximum: 99}}]
//!       responses: {"200": {description: The things.}}
//! "##);
//! let metadata = Source::new("demo.json", r##"{
//!     "info": {"product": "Demo", "version": "2024-01-01"},
//!     "apis": {"ListThings": {"parameters": [
//!         {"name": "Size", "in": "query", "schema": {"type": "integer", "format": "int32", "maximum": "100"}}
//!     ]}}
//! }"##);
//! let comparison = compare(&spec, &metadata)?;
//! let new: Vec<_> = comparison.subjects.iter().filter(|subject| subject.is_new()).collect();
//! assert_eq!((new[0].class, new[0].name.as_str(), new[0].detail.as_deref()), (Class::Conflict, "Size", Some("maximum")));
//! assert_eq!((new[0].spec.place.line, new[0].metadata.place.line), (10, 4));
//! # Ok::<(), alibabacloud_codegen::compare::Error>(())
//! ```

mod deprecation;
mod describe;
mod endpoints;
mod error_codes;
mod known;
mod operations;
mod pairs;
mod parameters;
mod resolve;
mod schemas;
mod subjects;
mod types;

use crate::aspect::Aspect;
use crate::diagnostic::Reporter;
use crate::{Diagnostics, Place, Source, metadata, spec};

pub use metadata::{Identity, Problem};

/// A specification and metadata, compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What both are about, as the specification writes it.
    pub identity: Identity,
    /// The name of the specification's [`Source`].
    pub spec: String,
    /// The name of the metadata's [`Source`].
    pub metadata: String,
    /// Everything that was compared: first what belongs to the product, then operation by operation.
    pub subjects: Vec<Subject>,
    /// The operations of the metadata that the specification does not have, with their places.
    pub unlisted: Vec<(String, Place)>,
    /// Parts of the metadata that could not be read.
    pub problems: Vec<Problem>,
}

/// One thing that at least one side says something about.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The operation that it belongs to; none for a subject of the product.
    pub operation: Option<String>,
    /// What kind of thing it is.
    pub kind: Kind,
    /// What it is called: the path of a parameter or a field (`Filters[]/Key`), an error code, a region.
    pub name: String,
    /// In what respect it was compared.
    pub aspect: Aspect,
    /// The word, the value, the status or the kind of host that it is about, where the aspect alone does not tell.
    pub detail: Option<String>,
    /// The result.
    pub class: Class,
    /// What the specification says.
    pub spec: Side,
    /// What the metadata says.
    pub metadata: Side,
    /// Why a difference needs no attention.
    pub known: Option<Known>,
}

impl Subject {
    /// Whether it is a difference that nobody has recorded.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.class != Class::Agreed && self.known.is_none()
    }
}

/// What one side says, and where.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it says; nothing, if it says nothing.
    pub says: Option<String>,
    /// Where it says it, or the nearest place around where it would.
    pub place: Place,
}

/// What kind of thing a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The product itself.
    Product,
    /// A host of a region.
    Endpoint,
    /// An operation.
    Operation,
    /// A parameter, or a field inside of one.
    Parameter,
    /// A field of an answer.
    Field,
    /// An error code.
    ErrorCode,
}

impl Kind {
    /// What it is called in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Endpoint => "endpoint",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::Field => "field",
            Self::ErrorCode => "error code",
        }
    }
}

/// How the two sides relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Both say the same, or the specification says it more exactly.
    Agreed,
    /// The metadata says nothing.
    OnlySpec,
    /// The specification says nothing.
    OnlyMetadata,
    /// Not both can be right.
    Conflict,
}

impl Class {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 4] = [Self::Agreed, Self::OnlySpec, Self::OnlyMetadata, Self::Conflict];

    /// What it is called in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::OnlySpec => "only in the spec",
            Self::OnlyMetadata => "only in the metadata",
            Self::Conflict => "in conflict",
        }
    }
}

/// Why a difference needs no attention.
#[derive(Clone, Debug)]
pub enum Known {
    /// The specification records it.
    Recorded {
        /// What the record is about.
        about: String,
        /// Where it is.
        place: Place,
    },
    /// The vendor marks the parameter as private.
    Private,
    /// Each request has the parameter; the client sets it.
    Common,
}

/// The product version of a specification.
///
/// # Errors
///
/// Everything that keeps the document from being read.
pub fn identify_spec(source: &Source) -> Result<Identity, Diagnostics> {
    read_spec(source).map(|document| identity(&document))
}

/// The product version of metadata.
///
/// # Errors
///
/// What keeps the text from being metadata.
pub fn identify_metadata(source: &Source) -> Result<Identity, Problem> {
    metadata::Metadata::new(source)?.identity()
}

/// Compares the operations of a specification, and its product, with metadata.
///
/// # Errors
///
/// Everything that keeps one of the two from being read.
pub fn compare(spec: &Source, metadata: &Source) -> Result<Comparison, Error> {
    let document = read_spec(spec).map_err(Error::Spec)?;
    let metadata_name = metadata.name.clone();
    let metadata = metadata::Metadata::new(metadata).map_err(Error::Metadata)?;
    let places = resolve::Places::new(spec);
    let mut subjects = subjects::Subjects::new(&document, &places, &metadata);
    endpoints::compare(&mut subjects);
    let unlisted = operations::compare(&mut subjects);
    Ok(Comparison {
        identity: identity(&document),
        spec: spec.name.clone(),
        metadata: metadata_name,
        subjects: subjects.into_found(),
        unlisted,
        problems: metadata.into_problems(),
    })
}

/// Why nothing was compared.
#[derive(Debug)]
pub enum Error {
    /// The specification cannot be read.
    Spec(Diagnostics),
    /// The metadata cannot be read.
    Metadata(Problem),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Spec(diagnostics) => diagnostics.fmt(f),
            Self::Metadata(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

fn read_spec(source: &Source) -> Result<spec::Document, Diagnostics> {
    let reporter = Reporter::new(source);
    match spec::parse(source, &reporter) {
        Some(document) if reporter.is_clean() => Ok(document),
        _ => Err(Diagnostics::new(reporter.into_found())),
    }
}

fn identity(document: &spec::Document) -> Identity {
    Identity { product: document.product.value.clone(), version: document.version.value.clone() }
}
