//! What the metadata says, as plain data.

use crate::metadata::{Identity, Keyword, Kind, Problem};
use crate::prose::is_unseen;

/// A product version.
pub(super) struct Document {
    pub(super) identity: Identity,
    /// `RPC` or `ROA`.
    pub(super) style: String,
    pub(super) regions: Vec<Region>,
    pub(super) operations: Vec<Operation>,
    pub(super) components: Vec<(String, Schema)>,
    /// Parts that could not be read.
    pub(super) problems: Vec<Problem>,
}

/// The hosts of a region.
pub(super) struct Region {
    pub(super) name: String,
    pub(super) public: Option<String>,
    pub(super) vpc: Option<String>,
}

/// An operation.
pub(super) struct Operation {
    pub(super) name: String,
    pub(super) methods: Vec<String>,
    pub(super) schemes: Vec<String>,
    pub(super) path: Option<String>,
    pub(super) consumes: Vec<String>,
    pub(super) produces: Vec<String>,
    /// The kinds of credentials, one of which is enough.
    pub(super) security: Vec<String>,
    pub(super) effects: Vec<String>,
    pub(super) deprecated: bool,
    pub(super) group: Option<Group>,
    pub(super) texts: Texts,
    pub(super) parameters: Vec<Parameter>,
    pub(super) answers: Vec<Answer>,
    pub(super) errors: Vec<ErrorCode>,
    pub(super) samples: Samples,
    pub(super) permissions: Vec<Permission>,
}

/// A group of operations.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) title: Option<String>,
    /// A name made of its number, which stays when the title changes.
    pub(super) number: Option<String>,
}

/// What is written for people.
#[derive(Clone, Default)]
pub(super) struct Texts {
    pub(super) title: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) description: Option<String>,
}

/// A parameter.
#[derive(Clone)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) location: String,
    pub(super) style: Option<String>,
    pub(super) schema: Schema,
    /// Whether the vendor keeps it to itself.
    pub(super) private: bool,
}

/// An answer.
pub(super) struct Answer {
    pub(super) status: String,
    pub(super) schema: Option<Schema>,
    pub(super) headers: Vec<(String, Schema)>,
}

/// An error code under one status.
pub(super) struct ErrorCode {
    pub(super) status: String,
    pub(super) code: String,
    pub(super) text: Option<String>,
}

/// The samples of an answer.
#[derive(Default)]
pub(super) struct Samples {
    pub(super) json: Option<String>,
    pub(super) has_xml: bool,
}

/// A permission.
pub(super) struct Permission {
    pub(super) action: String,
    pub(super) access: String,
    pub(super) resources: Vec<(String, String)>,
}

/// A schema.
#[derive(Clone)]
pub(super) struct Schema {
    pub(super) kind: Kind,
    pub(super) format: Option<String>,
    /// The component that it refers to.
    pub(super) target: Option<String>,
    pub(super) fields: Vec<(String, Schema)>,
    pub(super) items: Option<Box<Schema>>,
    /// The values of a map; of any type, if nothing is said of them.
    pub(super) map: Option<Option<Box<Schema>>>,
    pub(super) required: Option<bool>,
    pub(super) doc_required: Option<bool>,
    pub(super) deprecated: bool,
    pub(super) nullable: bool,
    pub(super) values: Vec<String>,
    pub(super) titles: Vec<(String, String)>,
    pub(super) default: Option<String>,
    pub(super) example: Option<String>,
    pub(super) limits: Vec<(Keyword, String)>,
    /// The bounds that do not belong to the range themselves.
    pub(super) exclusive: Vec<Keyword>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) private: bool,
    /// Whether what is inside was not read, since it is nested too deeply.
    pub(super) cut: bool,
}

impl Schema {
    /// A schema that says nothing.
    pub(super) fn unknown() -> Self {
        Self {
            kind: Kind::Unstated,
            format: None,
            target: None,
            fields: Vec::new(),
            items: None,
            map: None,
            required: None,
            doc_required: None,
            deprecated: false,
            nullable: false,
            values: Vec::new(),
            titles: Vec::new(),
            default: None,
            example: None,
            limits: Vec::new(),
            exclusive: Vec::new(),
            title: None,
            description: None,
            private: false,
            cut: false,
        }
    }

    /// Whether a value has to be there. What the documentation says counts where the service says nothing.
    pub(super) fn is_required(&self) -> bool {
        self.required.or(self.doc_required).unwrap_or(false)
    }

    /// The fields that are not the vendor's own.
    pub(super) fn public_fields(&self) -> impl Iterator<Item = &(String, Schema)> {
        self.fields.iter().filter(|(name, field)| !field.private && is_name(name))
    }
}

/// The longest name of anything: YAML has no keys of more than 1,024 characters.
const LONGEST_NAME: usize = 500;

/// Whether a text can be the name of something.
pub(super) fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= LONGEST_NAME
}

/// A name without blanks around it and without characters that nobody sees, which come along when text is copied.
pub(super) fn seen(name: &str) -> String {
    let seen: String = name.chars().filter(|c| !is_unseen(*c)).collect();
    seen.trim().to_owned()
}
