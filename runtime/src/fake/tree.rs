//! What a request gives, with the nesting of its names restored.

use super::{
    model::{Kind, Parameter},
    refusal::Refusal,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// How deep `A.1.B.2` may nest.
const MAX_DEPTH: usize = 16;

/// Parameters with their nesting restored: `Filters.1.Key=a` is `Filters` → `1` → `Key` → `a`.
#[derive(Debug, Default)]
pub(super) struct Tree {
    text: Option<String>,
    pub(super) children: BTreeMap<String, Tree>,
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
        Self { text, children }
    }

    /// What was given under a name, which may itself have dots in it.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let node = name.split('.').try_fold(self, |node, part| node.children.get(part))?;
        node.is_given().then_some(node)
    }

    pub(super) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }

    /// An empty value counts as none.
    pub(super) fn is_given(&self) -> bool {
        !self.text().is_empty() || !self.children.is_empty()
    }

    /// The text of a parameter, and the elements of one that is an array, whichever way it was sent.
    pub(super) fn values(&self, parameter: &Parameter) -> Vec<String> {
        let Some(node) = self.get(&parameter.name) else {
            return Vec::new();
        };
        let one = || vec![node.text().to_owned()];
        match parameter.kind {
            Kind::Array if parameter.comma_separated => node.text().split(',').map(str::to_owned).collect(),
            Kind::Array if parameter.json => serde_json::from_str(node.text())
                .map(|value| {
                    Self::from_json(&value).children.values().map(|item| item.text().to_owned()).collect()
                })
                .unwrap_or_default(),
            Kind::Array => node.children.values().map(|item| item.text().to_owned()).collect(),
            Kind::Object | Kind::Any => Vec::new(),
            _ if parameter.comma_separated => node.text().split(',').map(str::to_owned).collect(),
            _ => one(),
        }
    }

    /// The text that a parameter gives, if it gives one.
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name).map(Self::text)
    }

    /// The whole number that a parameter gives, if it gives one.
    pub(super) fn number(&self, name: &str) -> Option<i128> {
        self.text_of(name)?.parse().ok()
    }
}
