//! The vendor's metadata of a product version: what a comparison needs of it, read when it is needed.
//!
//! Words that nobody asks for are passed over; a word with a value of another kind is a [`Problem`] and is taken as absent.

mod json;
mod limits;
mod schema;

use std::cell::RefCell;

use crate::{Place, Source};
pub(crate) use json::Json;

pub(crate) use json::Value;
pub(crate) use limits::{Bound, Keyword};
pub(crate) use schema::{Kind, Schema};

/// A product version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity {
    /// The vendor's product code.
    pub product: String,
    /// The version.
    pub version: String,
}

impl Identity {
    /// Whether two documents are about the same product version; the letter case of product codes differs.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.product.eq_ignore_ascii_case(&other.product) && self.version == other.version
    }
}

/// What is wrong with a metadata file, or with a part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The name of the [`Source`].
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Place { line, column, pointer, .. } = &self.place;
        write!(f, "{}:{line}:{column}: {}", self.file, self.message)?;
        if pointer.is_empty() { Ok(()) } else { write!(f, " (at {pointer})") }
    }
}

impl std::error::Error for Problem {}

/// A metadata file.
pub(crate) struct Metadata<'t> {
    file: &'t str,
    json: Json<'t>,
    root: Members<'t>,
    /// The operations, and the schemas that others refer to, taken apart once.
    apis: Vec<(String, Value<'t>)>,
    components: Vec<(String, Value<'t>)>,
    problems: RefCell<Vec<Problem>>,
}

/// An object of the metadata.
pub(crate) struct Members<'t> {
    pub(crate) value: Value<'t>,
    members: Vec<(String, Value<'t>)>,
}

impl<'t> Members<'t> {
    fn into_members(self) -> Vec<(String, Value<'t>)> {
        self.members
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value<'t>> {
        self.members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (String, Value<'t>)> {
        self.members.iter()
    }
}

/// A parameter: its schema is in another object.
pub(crate) struct Parameter<'t> {
    pub(crate) value: Value<'t>,
    pub(crate) name: String,
    /// `query`, `formData`, `path`, `header`, `body`, `host`.
    pub(crate) location: Option<(String, Value<'t>)>,
    /// How a list or an object is written: `repeatList`, `flat`, `json`, `simple` …
    pub(crate) style: Option<(String, Value<'t>)>,
    pub(crate) schema: Option<Value<'t>>,
    /// Whether the vendor keeps the parameter to itself.
    pub(crate) private: bool,
    /// Whether it is a field of the object that is the body.
    field: bool,
}

impl Parameter<'_> {
    /// Whether it is a body as a whole.
    pub(crate) fn is_body(&self) -> bool {
        !self.field && self.is_at("body")
    }

    /// Whether it is a body, or in one.
    pub(crate) fn is_in_body(&self) -> bool {
        self.is_at("body") || self.is_at("formData")
    }

    fn is_at(&self, word: &str) -> bool {
        self.location.as_ref().is_some_and(|(location, _)| location == word)
    }
}

/// An error code of an operation.
pub(crate) struct ErrorCode<'t> {
    pub(crate) code: String,
    pub(crate) status: String,
    /// What it means.
    pub(crate) text: Option<String>,
    pub(crate) value: Value<'t>,
}

impl<'t> Metadata<'t> {
    /// Checks the syntax, and that there is an object to look into.
    pub(crate) fn new(source: &'t Source) -> Result<Self, Problem> {
        let problem = |message, place| Problem { file: source.name.clone(), place, message };
        let (json, value) = Json::new(&source.text)
            .map_err(|error| problem(format!("this is not JSON: {}", error.message), error.place))?;
        let Some(members) = value.members() else {
            let message = format!("metadata must be an object, not {}", value.kind());
            return Err(problem(message, json.place(&value)));
        };
        let root = Members { value, members };
        let (apis, components, problems) = (Vec::new(), Vec::new(), RefCell::default());
        let mut metadata = Self { file: &source.name, json, root, apis, components, problems };
        metadata.apis =
            metadata.object_at(&metadata.root, "apis").map_or_else(Vec::new, Members::into_members);
        let components = metadata.object_at(&metadata.root, "components");
        let components = components.and_then(|object| metadata.object_at(&object, "schemas"));
        metadata.components = components.map_or_else(Vec::new, Members::into_members);
        Ok(metadata)
    }

    /// What is wrong with the parts that were read.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort();
        problems.dedup();
        problems
    }

    pub(crate) fn place(&self, value: &Value<'_>) -> Place {
        self.json.place(value)
    }

    pub(crate) fn root(&self) -> &Members<'t> {
        &self.root
    }

    pub(crate) fn note(&self, value: &Value<'_>, message: String) {
        self.problems.borrow_mut().push(Problem {
            file: self.file.to_owned(),
            place: self.place(value),
            message,
        });
    }

    pub(crate) fn too_deep(&self, value: &Value<'_>) {
        self.note(value, "nested too deeply; what is inside is not compared".to_owned());
    }

    fn other_kind(&self, key: &str, value: &Value<'_>, wanted: &str) {
        self.note(value, format!("`{key}` must be {wanted}, not {}", value.kind()));
    }

    /// `value` as an object. A name that stands twice counts once.
    pub(crate) fn object(&self, key: &str, value: &Value<'t>) -> Option<Members<'t>> {
        let Some(members) = value.members() else {
            self.other_kind(key, value, "an object");
            return None;
        };
        let mut seen = std::collections::BTreeSet::new();
        let mut kept = Vec::with_capacity(members.len());
        for (name, member) in members {
            if seen.insert(name.clone()) {
                kept.push((name, member));
            } else {
                self.note(&member, format!("`{name}` stands twice; the first one counts"));
            }
        }
        Some(Members { value: value.clone(), members: kept })
    }

    pub(crate) fn object_at(&self, object: &Members<'t>, key: &str) -> Option<Members<'t>> {
        self.object(key, object.get(key)?)
    }

    pub(crate) fn list_at(&self, object: &Members<'t>, key: &str) -> Vec<Value<'t>> {
        let Some(value) = object.get(key) else { return Vec::new() };
        value.items().unwrap_or_else(|| {
            self.other_kind(key, value, "a list");
            Vec::new()
        })
    }

    pub(crate) fn text_at(&self, object: &Members<'t>, key: &str) -> Option<(String, Value<'t>)> {
        let value = object.get(key)?;
        let text = value.text();
        if text.is_none() {
            self.other_kind(key, value, "a string");
        }
        Some((text?, value.clone()))
    }

    pub(crate) fn boolean_at(&self, object: &Members<'t>, key: &str) -> Option<(bool, Value<'t>)> {
        let value = object.get(key)?;
        let boolean = value.boolean();
        if boolean.is_none() {
            self.other_kind(key, value, "true or false");
        }
        Some((boolean?, value.clone()))
    }

    /// The product version that the metadata is about.
    pub(crate) fn identity(&self) -> Result<Identity, Problem> {
        let info = self.root.get("info");
        let members = info.and_then(Value::members).unwrap_or_default();
        let text = |key| {
            let (_, value) = members.iter().find(|(name, _)| name == key)?;
            value.text().filter(|text| !text.is_empty())
        };
        match (text("product"), text("version")) {
            (Some(product), Some(version)) => Ok(Identity { product, version }),
            _ => Err(Problem {
                file: self.file.to_owned(),
                place: self.place(info.unwrap_or(&self.root.value)),
                message: "`info` must name the `product` and the `version`".to_owned(),
            }),
        }
    }

    /// The operation `name`.
    pub(crate) fn operation(&self, name: &str) -> Option<Members<'t>> {
        let (_, value) = self.apis.iter().find(|(known, _)| known == name)?;
        self.object(name, value)
    }

    /// The schemas that others refer to.
    pub(crate) fn components(&self) -> &[(String, Value<'t>)] {
        &self.components
    }

    /// An object without members, in the place of `value`.
    pub(crate) fn nothing(&self, value: &Value<'t>) -> Members<'t> {
        Members { value: value.clone(), members: Vec::new() }
    }

    /// The names of all operations.
    pub(crate) fn operations(&self) -> &[(String, Value<'t>)] {
        &self.apis
    }

    /// The parameters of an operation. One that stands twice in one place counts once.
    pub(crate) fn parameters(&self, operation: &Members<'t>) -> Vec<Parameter<'t>> {
        let mut parameters: Vec<Parameter<'t>> = Vec::new();
        for value in self.list_at(operation, "parameters") {
            let Some(object) = self.object("parameters", &value) else { continue };
            let Some((name, _)) = self.text_at(&object, "name") else {
                if object.get("name").is_none() {
                    self.note(&value, "the parameter has no `name`".to_owned());
                }
                continue;
            };
            let (location, style) = (self.text_at(&object, "in"), self.text_at(&object, "style"));
            let word =
                |location: &Option<(String, Value<'t>)>| location.as_ref().map(|(word, _)| word.clone());
            if parameters.iter().any(|known| known.name == name && word(&known.location) == word(&location)) {
                continue;
            }
            let visibility = self.text_at(&object, "visibility");
            let (schema, private) =
                (object.get("schema").cloned(), visibility.is_some_and(|(text, _)| text == "Private"));
            parameters.push(Parameter { value, name, location, style, schema, private, field: false });
        }
        parameters
    }

    /// The fields of a body that is an object, as parameters.
    pub(crate) fn fields(&self, body: &Parameter<'t>) -> Vec<Parameter<'t>> {
        let properties = body.schema.as_ref().and_then(|value| self.schema(value).properties);
        let field = |(name, value): (String, Value<'t>)| Parameter {
            value: value.clone(),
            name,
            location: body.location.clone(),
            style: None,
            schema: Some(value),
            private: body.private,
            field: true,
        };
        properties.map_or_else(Vec::new, Members::into_members).into_iter().map(field).collect()
    }

    /// The schema of the answer.
    pub(crate) fn response(&self, operation: &Members<'t>) -> Option<Value<'t>> {
        let responses = self.object_at(operation, "responses")?;
        let success = |(status, _): &&(String, Value<'t>)| status.starts_with('2');
        let answer = responses.get("200").or_else(|| responses.iter().find(success).map(|(_, value)| value));
        self.object("200", answer?)?.get("schema").cloned()
    }

    /// Error codes with their statuses, each pair once.
    pub(crate) fn error_codes(&self, operation: &Members<'t>) -> Vec<ErrorCode<'t>> {
        let mut codes: Vec<ErrorCode<'t>> = Vec::new();
        let Some(statuses) = self.object_at(operation, "errorCodes") else { return codes };
        for (status, _) in statuses.iter() {
            for value in self.list_at(&statuses, status) {
                let Some(object) = self.object("errorCodes", &value) else { continue };
                let Some((code, value)) = self.text_at(&object, "errorCode") else { continue };
                let known = codes.iter().any(|other| other.code == code && other.status == *status);
                if !known && !code.is_empty() {
                    let text = object.get("description").or(object.get("errorMessage")).and_then(Value::text);
                    codes.push(ErrorCode { code, status: status.clone(), text, value });
                }
            }
        }
        codes
    }
}
