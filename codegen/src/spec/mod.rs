//! A document as its author wrote it, with positions.
//!
//! Reading checks form: keys, kinds of values, required words. What a document means in Rust is decided in `lower`.

mod body;
mod contradiction;
mod document;
mod limits;
mod merge;
mod object;
mod operation;
mod outline;
mod overlay;
mod parameter;
mod path;
mod response;
mod schema;
mod shared;
mod stability;
mod unused;
mod wording;

use std::sync::Arc;

use crate::Source;
use crate::aspect::Aspect;
use crate::diagnostic::{Place, Reporter};
use crate::http::{Location, Media, Method};
use crate::yaml::Node;
pub(crate) use contradiction::{Noted, Part, noted};
pub(crate) use outline::operations;
pub(crate) use overlay::{read, selection};
pub(crate) use parameter::{is_header, is_own_header};

/// A string and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    pub(crate) value: String,
    pub(crate) place: Place,
}

/// One document: one version of one product.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) title: Text,
    pub(crate) description: Option<Text>,
    pub(crate) version: Text,
    pub(crate) product: Text,
    pub(crate) module: Text,
    pub(crate) style: Style,
    /// Whether the operations of each tag have a cargo feature of their own.
    pub(crate) features_by_tag: bool,
    pub(crate) rule: Text,
    pub(crate) vpc_rule: Option<Text>,
    pub(crate) endpoints: Vec<Endpoint>,
    /// The keys of the sources that list the hosts.
    pub(crate) endpoint_sources: Vec<Text>,
    pub(crate) sources: Vec<SourceDocument>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) schemas: Vec<(Text, Schema)>,
    pub(crate) former_codes: Vec<FormerCode>,
    /// The components that no operation leads to, with what each is.
    pub(crate) unused: Vec<(Text, &'static str)>,
    pub(crate) contradictions: Vec<Contradiction>,
}

/// The hosts of a region.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) region: Text,
    pub(crate) public: Text,
    pub(crate) vpc: Option<Text>,
}

/// A document that the specification was transcribed from.
#[derive(Debug)]
pub(crate) struct SourceDocument {
    pub(crate) key: Text,
    pub(crate) title: Text,
    pub(crate) language: Option<Text>,
    pub(crate) date: Option<Text>,
    pub(crate) kind: Text,
}

impl SourceDocument {
    /// The title, with the language that tells two translations apart.
    fn short_title(&self) -> String {
        let title = self.title.value.trim();
        match &self.language {
            Some(language) if self.kind.value == "page" => format!("{title} ({})", language.value),
            _ => title.to_owned(),
        }
    }
}

impl Document {
    /// What a source is called; its key, if it is not declared.
    pub(crate) fn short_title(&self, key: &Text) -> String {
        let declared = self.sources.iter().find(|known| known.key.value == key.value);
        declared.map_or_else(|| key.value.clone(), SourceDocument::short_title)
    }
}

/// How requests of a product are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// The path only says which operation it is.
    #[default]
    Rpc,
    /// The path is sent.
    Roa,
}

impl Style {
    pub(crate) const ALL: [Self; 2] = [Self::Rpc, Self::Roa];

    /// The word for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rpc => "rpc",
            Self::Roa => "roa",
        }
    }
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) place: Place,
    /// The pointer of the map that it is.
    pub(crate) pointer: Arc<str>,
    pub(crate) name: Text,
    pub(crate) method: Method,
    /// The path as it is sent, with names in braces.
    pub(crate) path: String,
    /// What a body is, if there is one.
    pub(crate) media: Option<Media>,
    pub(crate) rust_name: Option<Text>,
    pub(crate) summary: Option<Text>,
    pub(crate) description: Option<Text>,
    pub(crate) deprecated: bool,
    pub(crate) gone: Option<Gone>,
    pub(crate) tags: Vec<Text>,
    pub(crate) sources: Vec<Text>,
    pub(crate) effect: Option<Effect>,
    /// Where the effect is named, if it is.
    pub(crate) effect_place: Option<Place>,
    /// Whether `security` says that nothing is needed.
    pub(crate) anonymous: bool,
    pub(crate) ram: Option<Ram>,
    pub(crate) pagination: Option<Pagination>,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) exactly_one: Vec<ExactlyOne>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) response: Option<Response>,
    pub(crate) errors: Vec<ErrorCode>,
    /// Whether a response says which codes errors have, if only that none are documented.
    pub(crate) lists_errors: bool,
    pub(crate) contradictions: Vec<Contradiction>,
}

impl Operation {
    /// What names in Rust are made from.
    pub(crate) fn base(&self) -> &str {
        self.rust_name.as_ref().map_or(&self.name.value, |name| &name.value)
    }

    /// The samples of the answer.
    pub(crate) fn samples(&self) -> &[Sample] {
        self.response.as_ref().map_or(&[], |response| &response.samples)
    }
}

/// Something that the vendor no longer documents, and that is kept so that programs go on compiling.
#[derive(Clone, Debug)]
pub(crate) struct Gone {
    pub(crate) since: Text,
    pub(crate) until: Option<Text>,
}

impl Gone {
    /// What the documentation says of it.
    pub(crate) fn sentence(&self) -> String {
        let kept =
            self.until.as_ref().map_or_else(String::new, |until| format!("; kept until {}", until.value));
        format!("No longer documented by the vendor since {}{kept}.", self.since.value)
    }
}

/// The permission that an operation needs.
#[derive(Debug)]
pub(crate) struct Ram {
    pub(crate) place: Place,
    pub(crate) action: Text,
    pub(crate) access: Text,
    pub(crate) resource: Text,
    /// The keys that conditions of a policy may have.
    pub(crate) conditions: Vec<Text>,
    /// How the vendor writes the name of such a resource, where the rule gives another.
    pub(crate) arn: Option<Text>,
}

/// How an operation pages.
#[derive(Debug)]
pub(crate) struct Pagination {
    pub(crate) place: Place,
    pub(crate) style: PageStyle,
    pub(crate) items: Text,
}

/// The styles of paging.
#[derive(Debug)]
pub(crate) enum PageStyle {
    Number(PageNumber),

    Token { request: Text, response: Text, size: Option<Text> },
}

/// Pages with numbers.
#[derive(Debug)]
pub(crate) struct PageNumber {
    pub(crate) page: Text,
    pub(crate) size: Text,
    pub(crate) first: i64,
    /// Whether the number is that of the page's first item.
    pub(crate) by_items: bool,
    /// The field with the number of all items.
    pub(crate) total: Option<Text>,
    /// The field with the number of items on the page.
    pub(crate) count: Option<Text>,
    /// The field with the number of pages.
    pub(crate) pages: Option<Text>,
}

/// The fields that make a 200 an error.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) place: Place,
    /// The field that is false in a failure. Without it the code says it.
    pub(crate) success: Option<Text>,
    pub(crate) code: Option<Text>,
    pub(crate) message: Option<Text>,
}

/// What an operation does to what the service keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Read,
    Write,
}

/// Parameters of which exactly one is given.
#[derive(Debug)]
pub(crate) struct ExactlyOne {
    pub(crate) name: Text,
    pub(crate) of: Vec<Text>,
    pub(crate) description: Option<Text>,
}

/// A request parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Where the map stands that declares it.
    pub(crate) place: Place,
    pub(crate) name: Text,
    pub(crate) location: Location,
    /// Whether the value may have slashes.
    pub(crate) wildcard: bool,
    pub(crate) rust_name: Option<Text>,
    pub(crate) description: Option<Text>,
    pub(crate) required: bool,
    /// Whether the service requires it, although the method does not take it as an argument.
    pub(crate) needed: bool,
    pub(crate) deprecated: bool,
    pub(crate) gone: Option<Gone>,
    pub(crate) example: Option<Node>,
    pub(crate) idempotency_token: bool,
    pub(crate) encoding: ParameterEncoding,
    pub(crate) schema: Schema,
    /// The parameters that it goes with, and the values that they have then; any, if there are none.
    pub(crate) only_with: Vec<(Text, Vec<Text>)>,
    pub(crate) contradictions: Vec<Contradiction>,
}

/// How a parameter's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterEncoding {
    /// `Name`, `Name.1`, `Name.1.Key`.
    Flattened,
    /// One text; a list is joined with commas.
    Simple,
    /// A list joined with commas.
    CommaSeparated,
    /// A list joined with spaces.
    SpaceSeparated,
    /// A list joined with `|`.
    PipeSeparated,
    /// A JSON document.
    Json,
    /// As it is in the JSON around it, or as the whole body.
    InJson,
}

/// The answer to an operation.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) description: Option<Text>,
    pub(crate) schema: Schema,
    /// Whether it is an object, if only one without declared properties.
    pub(crate) is_object: bool,
    /// The first is the sample of the operation.
    pub(crate) samples: Vec<Sample>,
    pub(crate) headers: Vec<Header>,
}

/// A documented header of an answer.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) name: Text,
    pub(crate) description: Option<Text>,
}

/// A sample of an answer.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) value: Node,
    pub(crate) contradictions: Vec<Contradiction>,
}

/// A documented error code.
#[derive(Debug)]
pub(crate) struct ErrorCode {
    pub(crate) code: Text,
    pub(crate) status: u16,
    pub(crate) description: Option<Text>,
    pub(crate) rust_name: Option<Text>,
}

/// An error code that is no longer documented, and keeps its name in Rust.
#[derive(Debug)]
pub(crate) struct FormerCode {
    pub(crate) code: Text,
    pub(crate) description: Option<Text>,
    pub(crate) rust_name: Option<Text>,
}

/// What sources disagree about, and what was chosen.
#[derive(Debug)]
pub(crate) struct Contradiction {
    pub(crate) place: Place,
    pub(crate) about: Text,
    /// The one kind of difference that it covers; all kinds, if there is none.
    pub(crate) aspect: Option<Aspect>,
    /// The names below the place that it covers; the place itself, if there are none.
    pub(crate) at: Vec<Text>,
    pub(crate) claims: Vec<(Text, Text)>,
    pub(crate) choice: Text,
    pub(crate) because: Text,
    /// What users have to do about it, if anything.
    pub(crate) advice: Option<Text>,
}

/// A schema.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) place: Place,
    pub(crate) kind: SchemaKind,
    pub(crate) description: Option<Text>,
    pub(crate) rust_name: Option<Text>,
    pub(crate) nullable: bool,
    pub(crate) deprecated: bool,
    pub(crate) gone: Option<Gone>,
    /// Whether the value is never shown, if that is said.
    pub(crate) sensitive: Option<bool>,
    pub(crate) default: Option<Node>,
    pub(crate) examples: Vec<Node>,
    pub(crate) unit: Option<Text>,
    pub(crate) contradictions: Vec<Contradiction>,
}

/// What a schema allows.
#[derive(Debug)]
pub(crate) enum SchemaKind {
    /// A component's name.
    Ref(Text),
    String {
        format: Option<Text>,
        list: Option<EnumList>,
        limits: Limits,
    },
    /// A JSON document in a string.
    Embedded(Option<Box<Schema>>),
    Integer {
        format: Option<Text>,
        list: Option<EnumList>,
        limits: Limits,
    },
    Number {
        format: Option<Text>,
        range: Range,
    },
    Boolean,
    Array {
        items: Box<Schema>,
        limits: Limits,
    },
    Object(ObjectSchema),
    Map(Box<Schema>),
    AllOf(Vec<Schema>),
    Any,
    /// Bytes that are no JSON: all of a body or an answer.
    Bytes,
    /// Nothing at all: an answer without content.
    Empty,
}

/// An object with named properties.
#[derive(Debug, Default)]
pub(crate) struct ObjectSchema {
    pub(crate) properties: Vec<(Text, Schema)>,
    pub(crate) required: Vec<Text>,
}

/// A list of documented values.
#[derive(Debug)]
pub(crate) struct EnumList {
    pub(crate) values: Vec<EnumValue>,
    /// Where the final values are listed, if they are.
    pub(crate) finals: Option<Place>,
    pub(crate) closed: bool,
    pub(crate) ignore_case: bool,
}

/// A documented value.
#[derive(Debug)]
pub(crate) struct EnumValue {
    /// The value; an integer's decimal digits.
    pub(crate) value: Text,
    /// What is written: a string or an integer.
    pub(crate) kind: &'static str,
    /// Whether what has the value keeps it.
    pub(crate) is_final: bool,
    pub(crate) description: Option<Text>,
    pub(crate) rust_name: Option<Text>,
    pub(crate) gone: Option<Gone>,
}

/// The bounds of a number. They are told, and not checked before a request is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Range {
    pub(crate) minimum: Option<f64>,
    pub(crate) maximum: Option<f64>,
}

/// What a value must keep to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Limits {
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) min_items: Option<i64>,
    pub(crate) max_items: Option<i64>,
    pub(crate) min_length: Option<i64>,
    pub(crate) max_length: Option<i64>,
    pub(crate) ascii: bool,
}

impl Limits {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads the document; `None` if there is nothing to go on with. Whatever is wrong has been reported.
pub(crate) fn parse(source: &Source, reporter: &Reporter<'_>) -> Option<Document> {
    let root = read(source, reporter)?;
    document::read(&root, reporter)
}
