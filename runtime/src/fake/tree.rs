//! What a request gives, with the nesting of its names restored.

use super::{model::Kind, refusal::Refusal};
use serde_json::Value;
use std::collections::BTreeMap;

/// How deep `A.1.B.2` may nest.
const MAX_DEPTH: usize = 16;

/// Parameters with their nesting restored: `Filters.1.Key=a` is `Filters` → `1` → `Key` → `a`.
#[derive(Debug, Default)]
pub(super) struct Tree {
    text: Option<String>,
    pub(super) children: BTreeMap<String, Tree>,
    /// What it is as JSON; `None` for what came as text.
    pub(super) json: Option<Kind>,
}

impl Tree {
    /// The value that comes first wins where a name is sent twice.
    pub(super) fn new<'a>(parameters: impl Iterator<Item = &'a (String, String)>) -> Result<Self, Refusal> {
        let mut root = Self::default();
        for (name, value) in parameters {
            if name.split('.').count() > MAX_DEPTH {
                return Err(Refusal::bad_request(
                    "InvalidParameter",
                    "A parameter's name has too many parts.",
                ));
            }
            let node = name
                .split('.')
                .fold(&mut root, |node, part| node.children.entry(part.to_owned()).or_default());
            node.text.get_or_insert_with(|| value.clone());
        }
        Ok(root)
    }

    /// JSON in a parameter nests as well; depth is bounded by the parser.
    pub(super) fn from_json(value: &Value) -> Self {
        let children = match value {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| ((index + 1).to_string(), Self::from_json(item)))
                .collect(),
            Value::Object(fields) => {
                fields.iter().map(|(name, field)| (name.clone(), Self::from_json(field))).collect()
            }
            _ => BTreeMap::new(),
        };
        let text = match value {
            Value::Null | Value::Array(_) | Value::Object(_) => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        Self { text, children, json: Some(kind_of(value)) }
    }

    /// What was given under a name, which may itself have dots in it.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let nested = || name.split('.').try_fold(self, |node, part| node.children.get(part));
        let node = self.children.get(name).or_else(nested)?;
        node.is_given().then_some(node)
    }

    pub(super) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// An empty value counts as none.
    pub(super) fn is_given(&self) -> bool {
        !self.text().is_empty() || !self.children.is_empty()
    }
}

fn kind_of(value: &Value) -> Kind {
    match value {
        Value::Null => Kind::Any,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(number) if number.is_f64() => Kind::Number,
        Value::Number(_) => Kind::Integer,
        Value::String(_) => Kind::String,
        Value::Array(_) => Kind::Array,
        Value::Object(_) => Kind::Object,
    }
}
