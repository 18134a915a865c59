//! Text for people: descriptions, the facts beside them, and what to do where the sources disagree.

use super::Lowering;
use super::types::has_names;
use crate::ir;
use crate::prose::{one_line, span};
use crate::spec::{Contradiction, Gone, Limits, Schema, SchemaKind, Text};

impl Lowering<'_> {
    /// What to say about a value with this schema.
    pub(super) fn documentation(
        &self,
        description: Option<&Text>,
        schema: &Schema,
        contradictions: &[Contradiction],
    ) -> ir::Documentation {
        let target = self.resolve(schema);
        let own = description.or(schema.description.as_ref());
        let text = own.or(target.description.as_ref()).map(|text| text.value.clone()).unwrap_or_default();
        let text = [text, meanings(&target.kind)].into_iter().filter(|part| !part.is_empty());
        let text = text.collect::<Vec<_>>().join("\n\n");
        let mut facts = Vec::new();
        // The types of moments and percentages have no unit.
        let unit = schema.unit.as_ref().or(target.unit.as_ref());
        if let Some(unit) = unit.filter(|_| figures(&target.kind) == Figures::Plain) {
            facts.push(format!("Unit: {}.", unit.value));
        }
        if let Some(default) = &schema.default {
            let shown = span(&self::default(&target.kind, &default.to_json()));
            facts.push(if shown.is_empty() {
                "Default: empty.".to_owned()
            } else {
                format!("Default: {shown}.")
            });
        }
        facts.extend(limits(&target.kind));
        facts.extend(schema.gone.as_ref().map(Gone::sentence));
        let notes = contradictions.iter().chain(&schema.contradictions).filter_map(advice).collect();
        ir::Documentation { text, facts, notes }
    }

    /// A contradiction as one line.
    pub(super) fn note(&self, note: &Contradiction) -> String {
        let claim = |(source, says): &(Text, Text)| {
            format!("{}: {}", self.document.short_title(source), says.value.trim())
        };
        let claims: Vec<String> = note.claims.iter().map(claim).collect();
        format!(
            "The sources disagree about {}. {}. This crate goes with {}, because {}.",
            note.about.value.trim(),
            claims.join("; "),
            note.choice.value.trim(),
            note.because.value.trim().trim_end_matches('.'),
        )
    }
}

/// What integers mean that have no names, as a list.
fn meanings(kind: &SchemaKind) -> String {
    let SchemaKind::Integer { list: Some(list), .. } = kind else { return String::new() };
    if has_names(list) {
        return String::new();
    }
    let described = list.values.iter().filter_map(|value| {
        let text = one_line(&value.description.as_ref()?.value);
        Some(format!("- `{}`: {text}", value.value.value))
    });
    described.collect::<Vec<_>>().join("\n")
}

/// What a contradiction has users do.
pub(super) fn advice(note: &Contradiction) -> Option<String> {
    note.advice.as_ref().map(|text| text.value.trim().to_owned())
}

/// What the figures of a schema are in the terms of its type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Figures {
    Plain,
    Percent,
    Hundredths,
    Seconds,
    Milliseconds,
}

fn figures(kind: &SchemaKind) -> Figures {
    let (SchemaKind::String { format, .. }
    | SchemaKind::Integer { format, .. }
    | SchemaKind::Number { format, .. }) = kind
    else {
        return Figures::Plain;
    };
    match format.as_ref().map(|format| format.value.as_str()) {
        Some("percent") => Figures::Percent,
        Some("percent-hundredths") => Figures::Hundredths,
        Some("unix-time") => Figures::Seconds,
        Some("unix-time-ms") => Figures::Milliseconds,
        _ => Figures::Plain,
    }
}

/// A number of a schema as a value of its type.
fn figure(kind: &SchemaKind, number: i64) -> String {
    match figures(kind) {
        Figures::Plain => number.to_string(),
        Figures::Percent => format!("{number} %"),
        Figures::Hundredths => {
            let sign = if number < 0 { "-" } else { "" };
            let (whole, rest) = (number.unsigned_abs() / 100, number.unsigned_abs() % 100);
            let rest = if rest == 0 { String::new() } else { format!(".{rest:02}") };
            format!("{sign}{whole}{rest} %")
        }
        Figures::Seconds => moment(number, 0),
        Figures::Milliseconds => moment(number.div_euclid(1000), number.rem_euclid(1000)),
    }
}

/// Seconds and milliseconds since 1970 as a date and a time in UTC.
fn moment(seconds: i64, milliseconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Years begin in March here, so that the day that comes and goes is the last one.
    let (era, day) = ((days + 719_468).div_euclid(146_097), (days + 719_468).rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + next;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = if milliseconds == 0 { String::new() } else { format!(".{milliseconds:03}") };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

fn default(kind: &SchemaKind, value: &serde_json::Value) -> String {
    let text = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match value.as_i64() {
        Some(number) => figure(kind, number),
        None if figures(kind) == Figures::Percent => format!("{} %", text()),
        None => text(),
    }
}

fn limits(kind: &SchemaKind) -> Vec<String> {
    let (limits, values) = match kind {
        SchemaKind::String { limits, .. } | SchemaKind::Array { limits, .. } => (limits, None),
        SchemaKind::Integer { limits, list, .. } => (limits, list.as_ref()),
        SchemaKind::Number { range: bounds, .. } => {
            let percent = if figures(kind) == Figures::Percent { " %" } else { "" };
            let bound = |number: Option<f64>| number.map(|number| format!("{number}{percent}"));
            return range("Range", "", bound(bounds.minimum), bound(bounds.maximum)).into_iter().collect();
        }
        _ => return Vec::new(),
    };
    let mut facts = Vec::new();
    if let Some(list) = values {
        let values: Vec<_> = list.values.iter().map(|value| value.value.value.as_str()).collect();
        facts.push(format!("One of {}.", values.join(", ")));
    }
    let Limits { minimum, maximum, min_items, max_items, min_length, max_length, ascii } = limits;
    let bound = |number: &Option<i64>| number.map(|number| figure(kind, number));
    let count = |number: &Option<i64>| number.map(|number| number.to_string());
    facts.extend(range("Range", "", bound(minimum), bound(maximum)));
    facts.extend(range("Length", " items", count(min_items), count(max_items)));
    facts.extend(range("Length", " characters", count(min_length), count(max_length)));
    if *ascii {
        facts.push("ASCII characters only.".to_owned());
    }
    facts
}

fn range(what: &str, of: &str, low: Option<String>, high: Option<String>) -> Option<String> {
    match (low, high) {
        (None, None) => None,
        (Some(low), None) => {
            Some(format!("{what}: at least {low}{}.", of.trim_end_matches(if low == "1" { "s" } else { "" })))
        }
        (None, Some(high)) => Some(format!(
            "{what}: at most {high}{}.",
            of.trim_end_matches(if high == "1" { "s" } else { "" })
        )),
        (Some(low), Some(high)) => Some(format!("{what}: {low} to {high}{of}.")),
    }
}
