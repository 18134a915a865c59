//! What Rust will say: every name decided, every reference resolved, plain data only.
//!
//! Knows nothing of OpenAPI, of YAML or of tokens. `emit` can print every value of these types.

use std::collections::BTreeSet;

use crate::diagnostic::Place;
use crate::http::{Location, Media, Method};
use crate::names::{Field, Module, Type as TypeName, Variant};

/// One version of one product.
#[derive(Clone, Debug)]
pub struct Service {
    pub(crate) module: Module,
    /// Where the module is named.
    pub(crate) place: Place,
    pub(crate) product: String,
    pub(crate) version: String,
    pub(crate) title: String,
    pub(crate) description: String,
    /// The name of the source, for headers.
    pub(crate) file: String,
    /// The page, as Markdown, that says what the product was made from.
    pub(crate) provenance: String,
    pub(crate) rule: String,
    pub(crate) vpc_rule: Option<String>,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) operations: Vec<Operation>,
    /// The types that operations share, in the order of their names.
    pub(crate) types: Vec<TypeDefinition>,
    /// The error codes of all operations, in the order of their names.
    pub(crate) error_codes: Vec<CodeVariant>,
}

impl Service {
    /// The vendor's code of the product.
    #[must_use]
    pub fn product(&self) -> &str {
        &self.product
    }

    /// The API version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The module and cargo feature of the product.
    #[must_use]
    pub fn module(&self) -> &str {
        self.module.as_str()
    }

    /// The names of the operations, in the order of the document.
    pub fn operation_names(&self) -> impl Iterator<Item = &str> {
        self.operations.iter().map(|operation| operation.name.as_str())
    }

    /// The name of the document that it came from.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The cargo features that stand for a part of the operations, in the order of their names. The one that is called
    /// as the module stands for all.
    #[must_use]
    pub fn features(&self) -> BTreeSet<&str> {
        self.operations.iter().filter_map(|operation| operation.feature.as_deref()).collect()
    }

    /// How many operations the product has.
    #[must_use]
    pub fn operation_count(&self) -> usize {
        self.operations.len()
    }

    /// How many types the product's module declares.
    #[must_use]
    pub fn type_count(&self) -> usize {
        self.types.len() + self.operations.iter().map(|operation| operation.types.len()).sum::<usize>()
    }
}

/// The hosts of a region.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub(crate) place: Place,
    pub(crate) region: String,
    pub(crate) public: String,
    pub(crate) vpc: Option<String>,
}

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// The name on the wire.
    pub(crate) name: String,
    pub(crate) pointer: String,
    pub(crate) place: Place,
    pub(crate) module: Module,
    /// The method of the client.
    pub(crate) method: Field,
    /// The cargo feature of its group, if groups have features.
    pub(crate) feature: Option<String>,
    pub(crate) builder: TypeName,
    pub(crate) http_method: Method,
    /// The path as it is sent, with names in braces; `/` in the rpc style.
    pub(crate) path: String,
    /// What a body is, if there is one.
    pub(crate) media: Option<Media>,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: bool,
    pub(crate) effect: Effect,
    /// Where the effect is named, or else the operation.
    pub(crate) effect_place: Place,
    /// In the order of the specification; requests refer to them by position.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) choices: Vec<Choice>,
    pub(crate) response: Type,
    /// Whether the answer has something that is never shown.
    pub(crate) sensitive_answer: bool,
    /// Whether it is called without credentials.
    pub(crate) anonymous: bool,
    /// The documented headers of the answer.
    pub(crate) response_headers: Vec<ResponseHeader>,
    /// The types of this operation alone, the response first.
    pub(crate) types: Vec<TypeDefinition>,
    pub(crate) paging: Option<Paging>,
    pub(crate) envelope: Option<Envelope>,
    pub(crate) errors: Vec<ErrorCode>,
    pub(crate) ram: Option<Ram>,
    pub(crate) sample: Option<serde_json::Value>,
}

/// A documented header of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ResponseHeader {
    pub(crate) name: String,
    pub(crate) description: String,
}

/// What an operation does to what the service keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Read,
    Write,
}

/// Text for people.
#[derive(Clone, Debug, Default)]
pub(crate) struct Documentation {
    pub(crate) text: String,
    /// One line each: unit, default, range, values.
    pub(crate) facts: Vec<String>,
    /// What to do where the sources disagree.
    pub(crate) notes: Vec<String>,
}

/// A request parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// The name on the wire.
    pub(crate) name: String,
    /// Where it is declared.
    pub(crate) place: Place,
    /// Where it is in a request.
    pub(crate) location: Location,
    /// Whether its value may have slashes, which divide the path.
    pub(crate) wildcard: bool,
    pub(crate) setter: Field,
    /// The method that reads it; `None` if a setter has that name, or a choice reads it.
    pub(crate) getter: Option<Field>,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: bool,
    pub(crate) required: bool,
    /// Whether the service requires it, although the method does not take it as an argument.
    pub(crate) needed: bool,
    pub(crate) idempotency_token: bool,
    pub(crate) sensitive: Sensitive,
    /// Whether an exactly-one argument sets it.
    pub(crate) chosen: bool,
    pub(crate) r#type: Type,
    pub(crate) wire: Wire,
    pub(crate) rules: Rules,
    pub(crate) example: Option<serde_json::Value>,
    pub(crate) default: Option<serde_json::Value>,
}

/// What of a value is never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sensitive {
    Nothing,
    All,
    /// The fields with these names on the wire, however deep they are.
    Fields(Vec<String>),
}

/// What a value of a parameter must keep to, with the rules of what is inside.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rules {
    pub(crate) kind: Kind,
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) values: Vec<i64>,
    pub(crate) min_items: Option<i64>,
    pub(crate) max_items: Option<i64>,
    pub(crate) min_length: Option<i64>,
    pub(crate) max_length: Option<i64>,
    pub(crate) ascii: bool,
    /// The rules of a list's elements.
    pub(crate) items: Option<Box<Rules>>,
    /// The rules of an object's fields, with whether each is required.
    pub(crate) fields: Vec<(String, bool, Rules)>,
}

impl Rules {
    /// The rules of the fields of an object, or of the objects in a list.
    pub(crate) fn of_fields(&self) -> &[(String, bool, Self)] {
        &self.items.as_deref().unwrap_or(self).fields
    }
}

/// What a value is before it is flattened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Any,
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Object,
}

/// Parameters of which exactly one is given: an enum that is an argument.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) name: TypeName,
    pub(crate) place: Place,
    pub(crate) argument: Field,
    /// The method that reads it; `None` if a setter has that name.
    pub(crate) getter: Option<Field>,
    pub(crate) description: String,
    /// The variant, and the position of its parameter.
    pub(crate) variants: Vec<(Variant, usize)>,
}

/// A type of a field, a parameter or an element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    String,
    Bool,
    I32,
    I64,
    F32,
    F64,
    Timestamp,
    Percent,
    /// Any JSON.
    Json,
    /// JSON in a string.
    Embedded(Box<Type>),
    List(Box<Type>),
    Map(Box<Type>),
    /// Bytes that are no JSON: all of a body or an answer.
    Bytes,
    /// Nothing: an answer without content.
    Empty,
    /// A type of [`Operation::types`].
    Own(TypeName, Shape),
    /// A type of [`Service::types`].
    Shared(TypeName, Shape),
}

impl Type {
    /// The name of the type inside lists, maps and texts.
    pub(crate) fn named(&self) -> Option<&TypeName> {
        match self {
            Self::Own(name, _) | Self::Shared(name, _) => Some(name),
            Self::List(inner) | Self::Map(inner) | Self::Embedded(inner) => inner.named(),
            _ => None,
        }
    }
}

/// What a named type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Record,
    /// A record that contains itself here.
    BoxedRecord,
    Enum,
    ClosedEnum,
}

/// How a value travels.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wire {
    Plain,
    Quoted,
    UnixSeconds,
    UnixMillis,
    Iso8601,
    Iso8601Minutes,
    Percent,
    PercentQuoted,
    PercentSigned,
    PercentHundredths,
    Json,
    CommaSeparated,
    SpaceSeparated,
    PipeSeparated,
    Wrapped(String),
}

/// A type that the crate declares.
#[derive(Clone, Debug)]
pub(crate) enum TypeDefinition {
    Record(Record),
    Enum(Enum),
}

/// A struct.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) name: TypeName,
    pub(crate) place: Place,
    pub(crate) documentation: Documentation,
    pub(crate) fields: Vec<RecordField>,
    /// Whether callers make values of it for requests.
    pub(crate) input: bool,
    /// The paged list, if this is a paged response.
    pub(crate) pages: Option<Pages>,
}

/// The list that an operation pages over.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    /// The JSON pointer of the list in the response.
    pub(crate) pointer: String,
    /// The fields that lead to it.
    pub(crate) path: Vec<Field>,
    pub(crate) item: Type,
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub(crate) struct RecordField {
    /// The name on the wire.
    pub(crate) wire_name: String,
    pub(crate) place: Place,
    pub(crate) name: Field,
    pub(crate) documentation: Documentation,
    pub(crate) deprecated: bool,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    /// Whether it is never shown.
    pub(crate) sensitive: bool,
    pub(crate) r#type: Type,
    pub(crate) wire: Wire,
}

/// An enum.
#[derive(Clone, Debug)]
pub(crate) struct Enum {
    pub(crate) name: TypeName,
    pub(crate) place: Place,
    pub(crate) documentation: Documentation,
    pub(crate) integer: bool,
    pub(crate) closed: bool,
    pub(crate) ignore_case: bool,
    pub(crate) variants: Vec<EnumVariant>,
}

impl Enum {
    /// The values that whatever has them keeps; none if the sources do not say.
    pub(crate) fn finals(&self) -> impl Iterator<Item = &EnumVariant> {
        self.variants.iter().filter(|variant| variant.is_final)
    }
}

/// A documented value.
#[derive(Clone, Debug)]
pub(crate) struct EnumVariant {
    /// The value on the wire; an integer's decimal digits.
    pub(crate) value: String,
    pub(crate) place: Place,
    pub(crate) name: Variant,
    /// Whether what has the value keeps it.
    pub(crate) is_final: bool,
    pub(crate) description: String,
}

/// How an operation pages.
#[derive(Clone, Debug)]
pub(crate) enum Paging {
    Number(PageNumber),
    Token { place: Place, request: String, response: String, size: Option<String> },
}

/// Pages with numbers. Fields of the answer are named as on the wire.
#[derive(Clone, Debug)]
pub(crate) struct PageNumber {
    pub(crate) place: Place,
    pub(crate) page: String,
    pub(crate) size: String,
    pub(crate) first: i64,
    /// Whether the number is that of the page's first item, counted from 0.
    pub(crate) by_items: bool,
    /// The number of all items.
    pub(crate) total: Option<String>,
    /// The number of items on the page.
    pub(crate) count: Option<String>,
    /// The number of pages.
    pub(crate) pages: Option<String>,
}

/// The fields that make a 200 an error.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    pub(crate) place: Place,
    /// The field that is false in a failure. Without it the code says it.
    pub(crate) success: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

impl Envelope {
    /// The fields for success, code and message; empty where there is none.
    pub(crate) fn names(&self) -> [&str; 3] {
        [&self.success, &self.code, &self.message].map(|name| name.as_deref().unwrap_or_default())
    }
}

/// A variant of the enum of a product's error codes.
#[derive(Clone, Debug)]
pub(crate) struct CodeVariant {
    pub(crate) name: Variant,
    pub(crate) place: Place,
    /// The codes that have this name in Rust; the first is what the variant is as a text.
    pub(crate) codes: Vec<String>,
    /// In ascending order; none for a code that is no longer documented.
    pub(crate) statuses: Vec<u16>,
    pub(crate) description: String,
}

/// A documented error code under one of its statuses.
#[derive(Clone, Debug)]
pub(crate) struct ErrorCode {
    pub(crate) code: String,
    /// The variant of the product's enum.
    pub(crate) variant: Variant,
    pub(crate) place: Place,
    pub(crate) status: u16,
    pub(crate) description: String,
}

/// The permission that an operation needs.
#[derive(Clone, Debug)]
pub(crate) struct Ram {
    pub(crate) place: Place,
    pub(crate) action: String,
    pub(crate) access: String,
    pub(crate) resource: String,
    /// The keys that conditions of a policy may have.
    pub(crate) conditions: Vec<String>,
    /// How the name of such a resource is written, with `{region}`, `{account}` and `{id}`; `None` for all resources.
    pub(crate) arn: Option<String>,
    /// Whether the specification gives that form, or the rule.
    pub(crate) arn_is_documented: bool,
    /// What the sources disagree about.
    pub(crate) notes: Vec<String>,
}
