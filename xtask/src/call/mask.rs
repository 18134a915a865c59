//! Answers without what belongs to somebody: ids, names, addresses and secrets are replaced, in doubt everything is.
//!
//! The same value becomes the same mask, different values different ones, and the form stays: letters become `x`, digits
//! `0`, and what separates them is kept. Documented values, times, booleans and counts stay as they are.

mod words;

use std::collections::BTreeMap;
use std::net::IpAddr;

use alibabacloud_runtime::Timestamp;
use alibabacloud_runtime::dynamic::{Kind, Schema};

use crate::json::Json;
use words::{is_count, is_id, is_identity, is_kind, is_place};

/// As long as a mask is at most, in characters.
const LONGEST: usize = 2_000;
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
    nested: usize,
}

impl Masks {
    /// How often something was replaced, by field.
    pub(super) fn counts(&self) -> &BTreeMap<String, usize> {
        &self.counts
    }

    /// A value that was replaced and still stands in the text.
    pub(super) fn left_in<'m>(&'m self, text: &str) -> Option<&'m str> {
        self.telling().map(|(original, _)| original).find(|original| text.contains(original))
    }

    /// The values that would tell something, and their masks, the longest first. Some look like masks themselves.
    fn telling(&self) -> impl Iterator<Item = (&str, &str)> {
        let telling = |original: &str| {
            original.chars().count() >= 5
                && [true, false].iter().all(|is_id| form(original, *is_id) != original)
        };
        let masks = self.masks.iter().filter(move |(original, _)| telling(original));
        let mut masks: Vec<(&str, &str)> =
            masks.map(|(original, mask)| (original.as_str(), mask.as_str())).collect();
        masks.sort_by_key(|(original, _)| std::cmp::Reverse(original.len()));
        masks.into_iter()
    }

    /// The answer with masks. What was replaced in one place is replaced wherever else it stands.
    pub(super) fn mask(&mut self, answer: &Json, schema: Schema) -> Json {
        let masked = self.value(answer, "", Some(schema));
        self.again(&masked)
    }

    fn value(&mut self, value: &Json, field: &str, schema: Option<Schema>) -> Json {
        match value {
            Json::Object(fields) => self.object(fields, schema),
            Json::List(items) => {
                let element = match schema.map(Schema::kind) {
                    Some(Kind::List(element)) => Some(element),
                    _ => schema,
                };
                Json::List(items.iter().map(|item| self.value(item, field, element)).collect())
            }
            Json::Text(text) => Json::Text(self.text(text, field, schema)),
            Json::Literal(literal) => Json::Literal(self.literal(literal, field, schema)),
        }
    }

    fn object(&mut self, fields: &[(String, Json)], schema: Option<Schema>) -> Json {
        let kind = schema.map(Schema::kind);
        let masked = fields.iter().map(|(name, value)| match kind {
            Some(Kind::Map(inner)) => (self.name(name, true), self.value(value, name, Some(inner))),
            // The wrapper of a list, whose own schema goes on.
            Some(Kind::List(_)) => (name.clone(), self.value(value, name, schema)),
            _ => {
                let inner = schema.and_then(|schema| schema.fields().find(|(field, _)| field == name));
                let name_is_data = inner.is_none();
                let inner = inner.map(|(_, schema)| schema);
                (self.name(name, name_is_data && !words::is_name(name)), self.value(value, name, inner))
            }
        });
        Json::Object(masked.collect())
    }

    /// The name of a field, which is data where anything may stand.
    fn name(&mut self, name: &str, is_data: bool) -> String {
        if is_data { self.replace(name, "a name") } else { name.to_owned() }
    }

    fn text(&mut self, text: &str, field: &str, schema: Option<Schema>) -> String {
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

    /// What was replaced elsewhere, in texts that were kept.
    fn again(&self, value: &Json) -> Json {
        match value {
            Json::Text(text) => Json::Text(self.replaced(text)),
            Json::List(items) => Json::List(items.iter().map(|item| self.again(item)).collect()),
            Json::Object(fields) => {
                Json::Object(fields.iter().map(|(name, value)| (name.clone(), self.again(value))).collect())
            }
            Json::Literal(literal) => Json::Literal(self.masks.get(literal).unwrap_or(literal).clone()),
        }
    }

    fn replaced(&self, text: &str) -> String {
        self.telling().fold(text.to_owned(), |text, (original, mask)| text.replace(original, mask))
    }
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
    let is_truth = ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word));
    match schema.map(Schema::kind) {
        Some(Kind::Enum(values)) => {
            values.iter().any(|value| value.eq_ignore_ascii_case(text)) || is_word(text)
        }
        Some(Kind::Timestamp) => is_time(text) || is_number,
        Some(Kind::Boolean) => is_truth,
        Some(Kind::Percent) => is_number,
        Some(Kind::Integer | Kind::Number) => {
            is_number && (is_count(field) || !is_identity(field) && text.len() < 9)
        }
        _ => {
            is_truth
                || is_time(text)
                || is_success(text)
                || (is_number && is_count(field))
                || (is_place(field) && is_region(text))
                || (is_kind(field) && is_word(text))
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

fn is_success(text: &str) -> bool {
    ["ok", "success", "successful", "200", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// One word or a few joined ones, as products use for states and types.
fn is_word(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
        && text.bytes().filter(u8::is_ascii_digit).count() <= 2
}

fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_part = |part: &&str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    (2..=4).contains(&parts.len())
        && parts.first().is_some_and(|first| first.len() == 2)
        && parts.iter().all(is_part)
        && text.bytes().filter(u8::is_ascii_digit).count() <= 1
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

/// The form of a text: what its mask is made from.
fn form(text: &str, is_id: bool) -> String {
    match text.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => return "192.0.2.".to_owned(),
        Ok(IpAddr::V6(_)) => return "2001:db8::".to_owned(),
        Err(_) => {}
    }
    if is_uuid(text) {
        return text.chars().map(|c| letter(c, 'a', 'A')).collect();
    }
    let kept = kept_beginning(text, is_id);
    let (beginning, rest) = text.split_at(kept);
    let rest = rest.chars().take(LONGEST).map(|c| letter(c, 'x', 'X'));
    beginning.chars().chain(rest).collect()
}

fn letter(c: char, lower: char, upper: char) -> char {
    match c {
        c if c.is_uppercase() => upper,
        c if c.is_alphabetic() => lower,
        c if c.is_numeric() => '0',
        c if c.is_ascii_punctuation() || c == ' ' => c,
        _ => ' ',
    }
}

/// The length of a scheme (`https://`), or of a prefix by which the vendor tells kinds of ids apart (`rm-`).
fn kept_beginning(text: &str, is_id: bool) -> usize {
    for scheme in ["https://", "http://", "oss://", "acs:"] {
        if text.starts_with(scheme) {
            return scheme.len();
        }
    }
    match text.split_once('-') {
        Some((prefix, rest))
            if is_id
                && (1..=4).contains(&prefix.len())
                && prefix.bytes().all(|byte| byte.is_ascii_lowercase())
                && rest.len() >= 3 =>
        {
            prefix.len() + 1
        }
        _ => 0,
    }
}

/// A form with a number written into its last letters and digits.
fn numbered(form: &str, mut number: usize) -> String {
    let kept = kept_beginning(form, true);
    let mut characters: Vec<char> = form.chars().collect();
    for c in characters.iter_mut().skip(kept).rev() {
        if number == 0 {
            break;
        }
        let (first, count) = match *c {
            '0' => ('0', 10),
            'x' | 'a' => ('a', 6),
            'X' | 'A' => ('A', 6),
            _ => continue,
        };
        // A letter counts from x onward through a to e, so that the first value of a form is all x.
        let digit = number % count;
        number /= count;
        if digit > 0 {
            let step = u32::try_from(if first == '0' || *c == first { digit } else { digit - 1 })
                .unwrap_or_default();
            *c = char::from_u32(u32::from(first) + step).unwrap_or(*c);
        }
    }
    let mut text: String = characters.into_iter().collect();
    if number > 0 {
        // So many values of so short a form need more room.
        text.push_str(&number.to_string());
    }
    text
}
