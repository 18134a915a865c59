//! Answers without what belongs to somebody: ids, names, addresses and secrets are replaced, in doubt everything is.
//!
//! The same value becomes the same mask, different values different ones, and the form stays: letters become `x`, digits
//! `0`, and what separates them is kept. Documented values, times, booleans and counts stay as they are.

mod forms;
mod telling;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use alibabacloud_runtime::dynamic::{Kind, Schema};
use alibabacloud_runtime::{Timestamp, codegen::Wire};
use anyhow::Result;

use crate::json::Json;
use forms::{form, numbered};
use telling::Telling;
use words::{is_count, is_id, is_identity, is_kind, is_name, is_place, of_items};

/// As long as a value is, in bytes, that is searched for elsewhere: nothing that is kept is as long.
const MAX_SEARCHED: usize = 1_000;
/// As deep as JSON inside of texts is looked into.
const MAX_NESTED: usize = 3;

/// The masks of one answer.
#[derive(Default)]
pub(super) struct Masks {
    /// What was replaced by what.
    masks: BTreeMap<String, String>,
    /// How many values have a form.
    forms: BTreeMap<String, usize>,
    /// How often something was replaced, by field.
    counts: BTreeMap<String, usize>,
    /// The words of the specification that the answer has: who says one of them tells nothing.
    documented: BTreeSet<String>,
    nested: usize,
}

impl Masks {
    /// How often something was replaced, by field.
    pub(super) fn counts(&self) -> &BTreeMap<String, usize> {
        &self.counts
    }

    /// Whether a value that was replaced still stands in the text.
    pub(super) fn are_left_in(&self, text: &str) -> Result<bool> {
        Ok(self.telling()?.are_in(text))
    }

    /// The values that would tell something, and their masks. Some look like masks themselves.
    fn telling(&self) -> Result<Telling<'_>> {
        let telling = |original: &str| {
            original.chars().count() >= 5
                && original.len() <= MAX_SEARCHED
                && [true, false].iter().all(|is_id| form(original, *is_id) != original)
                && !self.documented.iter().any(|word| word.contains(original))
        };
        let masks = self.masks.iter().filter(|(original, _)| telling(original));
        Telling::new(masks.map(|(original, mask)| (original.as_str(), mask.as_str())))
    }

    /// The answer with masks. What was replaced in one place is replaced wherever else it stands.
    pub(super) fn mask(&mut self, answer: &Json, schema: Schema) -> Result<Json> {
        let masked = self.value(answer, "", Some(schema));
        Ok(self.telling()?.replaced_in(&masked))
    }

    fn value(&mut self, value: &Json, field: &str, schema: Option<Schema>) -> Json {
        match value {
            Json::Object(fields) => self.object(fields, field, schema),
            Json::List(items) => {
                let element = match schema.map(Schema::kind) {
                    Some(Kind::List(element)) => Some(element),
                    _ => schema,
                };
                let field = of_items(field);
                Json::List(items.iter().map(|item| self.value(item, field, element)).collect())
            }
            Json::Text(text) => Json::Text(self.text(text, field, schema)),
            Json::Literal(literal) => Json::Literal(self.literal(literal, field, schema)),
        }
    }

    fn object(&mut self, fields: &[(String, Json)], list: &str, schema: Option<Schema>) -> Json {
        match schema.map(|schema| (schema.kind(), schema.wire())) {
            // The wrapper of a list, whose own schema goes on.
            Some((Kind::List(_), Wire::Wrapped(wrapper)))
                if fields.iter().any(|(name, _)| name == wrapper) =>
            {
                let masked = fields.iter().map(|(name, value)| {
                    let inner = schema.filter(|_| name == wrapper);
                    let field = if is_identity(list) { list } else { name };
                    (self.name(name, inner.is_some(), false), self.value(value, field, inner))
                });
                Json::Object(masked.collect())
            }
            // One item in place of a list, or a document that is not in a text.
            Some((Kind::List(inner) | Kind::Embedded(inner), _)) => self.object(fields, list, Some(inner)),
            Some((Kind::Map(inner), _)) => {
                let masked = fields.iter().map(|(name, value)| {
                    (self.replace(name, "a name"), self.value(value, name, Some(inner)))
                });
                Json::Object(masked.collect())
            }
            kind => {
                let is_record = matches!(kind, Some((Kind::Record, _)));
                let masked = fields.iter().map(|(name, value)| {
                    let inner = schema.and_then(|schema| schema.fields().find(|(field, _)| field == name));
                    let inner = inner.map(|(_, schema)| schema);
                    (self.name(name, inner.is_some(), !is_record), self.value(value, name, inner))
                });
                Json::Object(masked.collect())
            }
        }
    }

    /// The name of a field, which is data where anything may stand.
    fn name(&mut self, name: &str, is_documented: bool, anything_may_stand: bool) -> String {
        if is_documented {
            self.documented.insert(name.to_owned());
        } else if has_secret(name) || !is_name(name, anything_may_stand) {
            return self.replace(name, "a name");
        }
        name.to_owned()
    }

    fn text(&mut self, text: &str, field: &str, schema: Option<Schema>) -> String {
        if is_documented(text, schema) {
            self.documented.insert(text.to_owned());
            return text.to_owned();
        }
        if is_harmless(text, field, schema) {
            return text.to_owned();
        }
        let inner = match schema.map(Schema::kind) {
            Some(Kind::Embedded(inner)) => Some(inner),
            _ => None,
        };
        if let Some(document) = self.document(text, field, inner) {
            return document;
        }
        self.replace(text, field)
    }

    /// A JSON document in a text, masked inside.
    fn document(&mut self, text: &str, field: &str, schema: Option<Schema>) -> Option<String> {
        if !text.trim_start().starts_with(['{', '[']) || self.nested >= MAX_NESTED {
            return None;
        }
        let inner = Json::parse(text.as_bytes()).ok()?;
        self.nested += 1;
        let masked = self.value(&inner, field, schema).inline();
        self.nested -= 1;
        Some(masked)
    }

    fn literal(&mut self, literal: &str, field: &str, schema: Option<Schema>) -> String {
        let is_number = literal.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        let is_time = matches!(schema.map(Schema::kind), Some(Kind::Timestamp | Kind::Percent));
        let digits = literal.bytes().filter(u8::is_ascii_digit).count();
        let is_kept = !is_number || is_time || is_count(field) || (!is_identity(field) && digits < 9);
        if is_kept { literal.to_owned() } else { self.replace_number(literal, field) }
    }

    fn replace(&mut self, text: &str, field: &str) -> String {
        *self.counts.entry(field.to_owned()).or_default() += 1;
        if let Some(mask) = self.masks.get(text) {
            return mask.clone();
        }
        let form = form(text, is_id(field));
        let mask = self.distinct(&form);
        self.masks.insert(text.to_owned(), mask.clone());
        mask
    }

    fn replace_number(&mut self, literal: &str, field: &str) -> String {
        let (sign, digits) = literal.strip_prefix('-').map_or(("", literal), |digits| ("-", digits));
        let whole: String = digits.chars().take_while(char::is_ascii_digit).collect();
        *self.counts.entry(field.to_owned()).or_default() += 1;
        if let Some(mask) = self.masks.get(literal) {
            return mask.clone();
        }
        // The first digit stays above 0, since a number has none before it.
        let rest = self.distinct(&"0".repeat(whole.len().saturating_sub(1)));
        let mask = format!("{sign}1{rest}");
        self.masks.insert(literal.to_owned(), mask.clone());
        mask
    }

    /// A form that no other value has.
    fn distinct(&mut self, form: &str) -> String {
        let count = self.forms.entry(form.to_owned()).or_default();
        let number = *count;
        *count += 1;
        if form.starts_with("192.0.2.") {
            return format!("192.0.2.{}", number % 254 + 1);
        }
        if form == "2001:db8::" {
            return format!("2001:db8::{:x}", number + 1);
        }
        numbered(form, number)
    }
}

/// Whether a text is one of the values that the specification lists.
fn is_documented(text: &str, schema: Option<Schema>) -> bool {
    matches!(
        schema.map(Schema::kind),
        Some(Kind::Enum(values)) if values.iter().any(|value| value.eq_ignore_ascii_case(text))
    )
}

/// Whether a text says nothing about anybody.
fn is_harmless(text: &str, field: &str, schema: Option<Schema>) -> bool {
    if text.is_empty() {
        return true;
    }
    if has_secret(text) || is_uuid(text) || text.parse::<IpAddr>().is_ok() {
        return false;
    }
    let is_number = text.len() <= 15 && text.parse::<f64>().is_ok_and(f64::is_finite);
    let is_truth = ["true", "false", "yes", "no", "on", "off", "0", "1"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    match schema.map(Schema::kind) {
        Some(Kind::Enum(_)) => is_word(text),
        Some(Kind::Timestamp) => is_time(text) || is_number,
        Some(Kind::Boolean) => is_truth,
        Some(Kind::Percent) => is_number || is_percent(text),
        Some(Kind::Integer | Kind::Number) => {
            is_number && (is_count(field) || !is_identity(field) && text.len() < 9)
        }
        _ => {
            is_truth
                || is_time(text)
                || is_success(text)
                || (is_number && is_count(field))
                || (is_version(text) && words::is_version(field))
                || (is_percent(text) && is_count(field))
                || (is_place(field) && is_region(text))
                || (is_kind(field) && is_word(text))
                // `mysql.x4.large.2c`
                || (words::is_class(field) && is_kind_of_word(text))
        }
    }
}

/// Whether a text holds what must not be passed on whatever it is called.
pub(super) fn has_secret(text: &str) -> bool {
    let long_after = |mark: &str, length: usize| {
        let is_token = |c: char| c.is_ascii_alphanumeric() || "+/=._-".contains(c);
        text.match_indices(mark).any(|(at, _)| {
            let rest = text.get(at + mark.len()..).unwrap_or_default();
            rest.chars().take_while(|c| is_token(*c)).count() >= length
        })
    };
    long_after("LTAI", 8) || long_after("STS.", 8) || long_after("CAIS", 40) || text.contains("-----BEGIN")
}

fn is_time(text: &str) -> bool {
    let is_date = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    text.parse::<Timestamp>().is_ok() || is_date
}

fn is_percent(text: &str) -> bool {
    let number = text.strip_suffix('%').filter(|number| number.len() <= 6);
    number.is_some_and(|number| number.trim_end().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}

/// A version of software, such as 5.7.1, in a field that is called so.
fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_success(text: &str) -> bool {
    ["ok", "success", "successful", "200", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// One word or a few joined ones, as products use for states and types. Small letters with dots are hosts and people.
fn is_word(text: &str) -> bool {
    let is_host = text.contains('.') && !text.bytes().any(|byte| byte.is_ascii_uppercase());
    !is_host && is_kind_of_word(text)
}

fn is_kind_of_word(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
        && text.bytes().filter(u8::is_ascii_digit).count() <= 2
}

fn is_region(text: &str) -> bool {
    const CONTINENTS: &[&str] = &["af", "ap", "cn", "eu", "me", "na", "rus", "sa", "us"];
    let parts: Vec<&str> = text.split('-').collect();
    let is_part = |part: &&str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    (2..=4).contains(&parts.len())
        && parts.first().is_some_and(|first| CONTINENTS.contains(first))
        && parts.iter().all(is_part)
        && text.bytes().filter(u8::is_ascii_digit).count() <= 1
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}
