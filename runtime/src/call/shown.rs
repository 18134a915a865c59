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
