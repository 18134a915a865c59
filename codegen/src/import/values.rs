//! Defaults, examples and samples, which metadata writes as text, as values of their type.

use super::components::Components;
use super::enums::{self, Values};
use super::facts::Schema;
use super::formats::{is_moment, text_format};
use super::limits::{self, Limits};
use super::yaml::{Map, Yaml};
use crate::metadata::{Json, Kind, Value};

/// A text as a value of a type; why it is none, otherwise.
pub(super) fn typed(
    schema: &Schema,
    text: &str,
    values: &Values,
    limits: &Limits,
) -> Result<Yaml, &'static str> {
    let trimmed = text.trim();
    match schema.kind {
        Kind::Text => {
            if values.boolean {
                return if ["true", "false"].contains(&trimmed) {
                    Ok(trimmed.into())
                } else {
                    Err("it is no boolean")
                };
            }
            formatted(schema, trimmed)?;
            let is_listed = values.kept.is_empty() || values.kept.iter().any(|known| known == trimmed);
            let text = if values.kept.is_empty() { text } else { trimmed };
            if !is_listed {
                Err("it is not among the values")
            } else if !limits.allow_text(text) {
                Err("it breaks the limits")
            } else {
                Ok(text.into())
            }
        }
        Kind::Integer => {
            let number: i64 = trimmed.parse().map_err(|_| "it is no integer")?;
            if schema.format.as_deref() == Some("int32") && i32::try_from(number).is_err() {
                return Err("it has more than 32 bits");
            }
            listed(&number.to_string(), values)?;
            #[allow(clippy::cast_precision_loss, reason = "compared with figures of documents")]
            let allowed = limits.allow_number(number as f64);
            if allowed { Ok(number.into()) } else { Err("it breaks the limits") }
        }
        Kind::Number => {
            let number: f64 = trimmed.parse().map_err(|_| "it is no number")?;
            if !number.is_finite() {
                return Err("it is no number");
            }
            if limits.allow_number(number) {
                Ok(Yaml::Literal(literal(number)))
            } else {
                Err("it breaks the limits")
            }
        }
        Kind::Boolean => match trimmed.to_ascii_lowercase().as_str() {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            _ => Err("it is no boolean"),
        },
        Kind::List => {
            let value = json(trimmed).ok_or("it is no list")?;
            match &value {
                Yaml::List(items) if limits.allow_items(items.len()) => Ok(value),
                Yaml::List(_) => Err("it breaks the limits"),
                _ => Err("it is no list"),
            }
        }
        Kind::Object => json(trimmed).filter(|value| matches!(value, Yaml::Map(_))).ok_or("it is no object"),
        Kind::Any | Kind::Unstated => Ok(json(trimmed).unwrap_or_else(|| text.into())),
    }
}

/// Whether a text is what its format says.
fn formatted(schema: &Schema, text: &str) -> Result<(), &'static str> {
    let (fits, why) = match text_format(schema) {
        Some("int32") => (text.parse::<i32>().is_ok(), "it is no integer"),
        Some("int64") => (text.parse::<i64>().is_ok(), "it is no integer"),
        Some("double") => (text.parse::<f64>().is_ok_and(f64::is_finite), "it is no number"),
        Some("boolean") => (["true", "false"].contains(&text), "it is no boolean"),
        Some("uuid") => (has_form(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"), "it is no UUID"),
        Some("date") => (has_form(text, "0000-00-00"), "it is no date"),
        Some("byte") => (is_base64(text), "it is no Base64"),
        Some("date-time") => (is_moment(text), "it is no moment in UTC"),
        _ => (true, ""),
    };
    if fits { Ok(()) } else { Err(why) }
}

/// Whether a text has digits where the form has `0`, and those of hexadecimal numbers where it has `x`.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(c, wanted): (char, char)| match wanted {
        '0' => c.is_ascii_digit(),
        'x' => c.is_ascii_hexdigit(),
        _ => c == wanted,
    };
    text.len() == form.len() && text.chars().zip(form.chars()).all(fits)
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4) && text.len() - digits.len() <= 2 && digits.bytes().all(fits)
}

/// Whether a value is as declared, whatever is inside of it.
pub(super) fn fits(schema: &Schema, value: &Yaml, components: &Components) -> bool {
    let target = components.resolve(schema);
    let scalar = |text: &str| typed(target, text, &enums::decide(target), &limits::decide(target)).is_ok();
    match (target.kind, value) {
        (Kind::Any | Kind::Unstated, _) => true,
        (Kind::Text, Yaml::Text(text)) => scalar(text),
        (Kind::Integer | Kind::Number | Kind::Boolean, Yaml::Literal(text)) => scalar(text),
        (Kind::List, Yaml::List(items)) => {
            let each = |item| target.items.as_ref().is_none_or(|schema| fits(schema, item, components));
            limits::decide(target).allow_items(items.len()) && items.iter().all(each)
        }
        (Kind::Object, Yaml::Map(map)) => map.entries().all(|(name, value)| {
            let field = target.public_fields().find(|(known, _)| known == name);
            match (field, &target.map) {
                (Some((_, field)), _) => fits(field, value, components),
                (None, Some(Some(values))) => fits(values, value, components),
                (None, _) => target.public_fields().next().is_none(),
            }
        }),
        _ => false,
    }
}

fn listed(text: &str, values: &Values) -> Result<(), &'static str> {
    let is_listed = values.kept.is_empty() || values.kept.iter().any(|known| known == text);
    if is_listed { Ok(()) } else { Err("it is not among the values") }
}

/// A number as every reader of YAML takes it.
fn literal(number: f64) -> String {
    serde_json::Number::from_f64(number).map(|number| number.to_string()).unwrap_or_default()
}

/// How deep a sample may be.
const MAX_DEPTH: usize = 40;

/// JSON as a value, in its order; of two members with one name the first.
pub(super) fn json(text: &str) -> Option<Yaml> {
    let (_, value) = Json::new(text).ok()?;
    from_json(&value, 0)
}

fn from_json(value: &Value<'_>, depth: usize) -> Option<Yaml> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value.kind() {
        "an object" => {
            let mut map = Map::default();
            let mut seen = std::collections::BTreeSet::new();
            for (name, value) in value.members()? {
                if !is_key(&name) {
                    return None;
                }
                let value = from_json(&value, depth + 1)?;
                if seen.insert(name.clone()) {
                    map.put(&name, value);
                }
            }
            Some(map.into())
        }
        "a list" => value
            .items()?
            .iter()
            .map(|item| from_json(item, depth + 1))
            .collect::<Option<Vec<_>>>()
            .map(Yaml::List),
        "a string" => value.text().map(Yaml::Text),
        "a number" => Some(Yaml::Literal(number(value.raw()))),
        _ => Some(Yaml::Literal(value.raw().to_owned())),
    }
}

/// Whether YAML can have a key of this length.
fn is_key(name: &str) -> bool {
    name.len() <= 500
}

/// A number of JSON in YAML: an exponent needs a point and a sign there.
fn number(raw: &str) -> String {
    if !raw.contains(['e', 'E']) {
        return raw.to_owned();
    }
    raw.parse::<f64>().ok().map_or_else(|| raw.to_owned(), literal)
}
