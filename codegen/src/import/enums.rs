//! Documented values: of `enum`, and those that only have a title.

use super::facts::Schema;
use crate::metadata::Kind;
use crate::prose::is_unseen;

/// The values of a schema.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// The values, each once, in the order of the metadata.
    pub(super) kept: Vec<String>,
    pub(super) notes: Vec<String>,
    /// Whether they are the two of a boolean in a string.
    pub(super) boolean: bool,
}

/// The values that a value of this kind is known to have.
pub(super) fn decide(schema: &Schema) -> Values {
    let mut values = Values::default();
    let titled = schema.titles.iter().map(|(value, _)| value);
    let all: Vec<&String> = schema.values.iter().chain(titled).collect();
    match schema.kind {
        Kind::Text => all.iter().for_each(|value| values.text(value)),
        Kind::Integer => all.iter().for_each(|value| values.integer(value, schema)),
        Kind::Boolean => {
            let other = |value: &&&String| !["true", "false"].contains(&value.to_ascii_lowercase().as_str());
            values.refuse(
                &all.into_iter().filter(|value| other(&value)).collect::<Vec<_>>(),
                "a boolean has two values",
            );
        }
        _ => values.refuse(&all, "a value of this type has no list"),
    }
    let is = |wanted: &str| values.kept.iter().any(|value| value == wanted);
    if schema.kind == Kind::Text && values.kept.len() == 2 && is("true") && is("false") {
        values.boolean = true;
        values.kept.clear();
    }
    values
}

impl Values {
    fn text(&mut self, value: &str) {
        let trimmed = value.trim();
        if trimmed.is_empty() {
            if !self.notes.iter().any(|note| note.starts_with("an empty value")) {
                self.notes.push("an empty value: not listed".to_owned());
            }
        } else if trimmed.len() > 500 || trimmed.chars().any(is_unseen) {
            self.notes.push(format!("value {value:?}: not listed, it cannot be shown"));
        } else {
            self.keep(trimmed);
        }
    }

    fn integer(&mut self, value: &str, schema: &Schema) {
        let fits = |number: &i64| schema.format.as_deref() != Some("int32") || i32::try_from(*number).is_ok();
        match value.trim().parse::<i64>().ok().filter(fits) {
            Some(number) => self.keep(&number.to_string()),
            None => self.notes.push(format!("value `{value}`: not listed, it is no integer")),
        }
    }

    fn keep(&mut self, value: &str) {
        if self.kept.iter().all(|known| known != value) {
            self.kept.push(value.to_owned());
        }
    }

    fn refuse(&mut self, values: &[&String], why: &str) {
        if !values.is_empty() {
            let values: Vec<&str> = values.iter().map(|value| value.as_str()).collect();
            self.notes.push(format!("values {}: not listed, {why}", values.join(", ")));
        }
    }
}
