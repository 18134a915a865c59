//! Values of parameters as people are shown them.

use crate::tables::{MASK, Sensitive};
use serde_json::Value;
use std::fmt;

/// A value in `Debug` output, without what is sensitive.
pub(crate) struct Shown<'v> {
    value: &'v Value,
    sensitive: Sensitive,
}

impl<'v> Shown<'v> {
    pub(crate) fn new(value: &'v Value, sensitive: Sensitive) -> Self {
        Self { value, sensitive }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sensitive {
            Sensitive::Nothing => write!(f, "{}", self.value),
            Sensitive::All => f.write_str(MASK),
            Sensitive::Fields(names) => write!(f, "{}", masked(self.value, names)),
        }
    }
}

/// The value with masks in place of the fields with these names.
fn masked(value: &Value, names: &[&str]) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| masked(item, names)).collect(),
        Value::Object(fields) => {
            let masked = fields.iter().map(|(name, value)| {
                let hidden = names.contains(&name.as_str());
                (name.clone(), if hidden { Value::from(MASK) } else { masked(value, names) })
            });
            Value::Object(masked.collect())
        }
        other => other.clone(),
    }
}

/// Adds the texts and numbers of a value that are sensitive.
pub(crate) fn sensitive_texts(value: &Value, sensitive: Sensitive, into: &mut Vec<String>) {
    match (value, sensitive) {
        (_, Sensitive::Nothing) => {}
        (Value::Array(items), _) => items.iter().for_each(|item| sensitive_texts(item, sensitive, into)),
        (Value::Object(fields), _) => {
            for (name, value) in fields {
                let inner = match sensitive {
                    Sensitive::Fields(names) if names.contains(&name.as_str()) => Sensitive::All,
                    _ => sensitive,
                };
                sensitive_texts(value, inner, into);
            }
        }
        (Value::String(text), Sensitive::All) => into.push(text.clone()),
        (Value::Number(number), Sensitive::All) => into.push(number.to_string()),
        _ => {}
    }
}
