//! How many subjects of which kind there are in each class.

use alibabacloud_codegen::compare::{Class, Comparison, Kind, Subject};
use alibabacloud_codegen::{Aspect, Place};

/// A cell: how many subjects, and how many of them are known differences.
#[derive(Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) count: usize,
    pub(super) known: usize,
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self { count: 0, .. } => f.pad("-"),
            Self { count, known: 0 } => f.pad(&count.to_string()),
            Self { count, known } => f.pad(&format!("{count} ({known} known)")),
        }
    }
}

impl Cell {
    pub(super) fn of<'s>(subjects: impl Iterator<Item = &'s Subject>, class: Class) -> Self {
        let mut cell = Self::default();
        for subject in subjects.filter(|subject| subject.class == class) {
            cell.count += 1;
            cell.known += usize::from(subject.known.is_some());
        }
        cell
    }
}

/// The cells of the classes, in their order.
pub(super) type Row = [Cell; Class::ALL.len()];

/// The operations of a comparison in their order, `None` for what belongs to the product.
pub(super) fn groups(comparison: &Comparison) -> Vec<Option<&str>> {
    let mut groups: Vec<Option<&str>> = Vec::new();
    for subject in &comparison.subjects {
        let operation = subject.operation.as_deref();
        if !groups.contains(&operation) {
            groups.push(operation);
        }
    }
    groups
}

/// The subjects of a group.
pub(super) fn of_group<'s>(
    comparison: &'s Comparison,
    group: Option<&'s str>,
) -> impl Iterator<Item = &'s Subject> + Clone {
    comparison.subjects.iter().filter(move |subject| subject.operation.as_deref() == group)
}

/// The rows that have anything in them.
pub(super) fn rows(comparison: &Comparison, group: Option<&str>) -> Vec<(&'static str, Row)> {
    let mut rows: Vec<(&'static str, Row)> = Vec::new();
    for label in LABELS {
        let subjects = of_group(comparison, group).filter(|subject| self::label(subject) == *label);
        if subjects.clone().next().is_some() {
            rows.push((label, Class::ALL.map(|class| Cell::of(subjects.clone(), class))));
        }
    }
    rows
}

const LABELS: &[&str] = &[
    "operation",
    "parameters",
    "fields",
    "types",
    "widths",
    "ranges",
    "enum values",
    "required",
    "defaults",
    "style",
    "deprecated",
    "error codes",
    "endpoints",
];

fn label(subject: &Subject) -> &'static str {
    match (subject.aspect, subject.kind) {
        (Aspect::Presence, Kind::Parameter) => "parameters",
        (Aspect::Presence, Kind::Field) => "fields",
        (Aspect::Presence, _) => "operation",
        (Aspect::Type, _) => "types",
        (Aspect::Width, _) => "widths",
        (Aspect::Range, _) => "ranges",
        (Aspect::Values, _) => "enum values",
        (Aspect::Required, _) => "required",
        (Aspect::Default, _) => "defaults",
        (Aspect::Style, _) => "style",
        (Aspect::Deprecated, _) => "deprecated",
        (Aspect::Errors, _) => "error codes",
        (Aspect::Endpoints, _) => "endpoints",
        // Nothing is compared in these respects.
        (aspect @ (Aspect::Sample | Aspect::Meaning), _) => aspect.name(),
    }
}

/// A line on the whole comparison.
pub(super) fn summary(comparison: &Comparison) -> String {
    let class = |class: Class| {
        let Cell { count, known } = Cell::of(comparison.subjects.iter(), class);
        let known = if known == 0 { String::new() } else { format!(" ({known} known)") };
        format!("{} {count}{known}", class.name())
    };
    let identity = &comparison.identity;
    format!("{} {}: {}", identity.product, identity.version, Class::ALL.map(class).join(", "))
}

/// A line on the operations that only the metadata has, if there are any.
pub(super) fn unlisted(comparison: &Comparison) -> Option<String> {
    match comparison.unlisted.len() {
        0 => None,
        1 => Some("1 operation of the metadata is not in the spec".to_owned()),
        count => Some(format!("{count} operations of the metadata are not in the spec")),
    }
}

/// No editor's line is as long, so that its columns help nobody: the file is one line.
const MAX_COLUMN: usize = 500;

/// A place: file, line, column and JSON pointer; the pointer alone in a file that is one line.
pub(super) fn at(file: &str, place: &Place) -> String {
    let file = place.file(file);
    if place.column > MAX_COLUMN {
        return format!("{file} {}", place.pointer);
    }
    format!("{file}:{}:{} {}", place.line, place.column, place.pointer).trim_end().to_owned()
}

/// What a subject is, in one line; `quote` marks names.
pub(super) fn title(subject: &Subject, quote: impl Fn(&str) -> String) -> String {
    let thing = match (subject.kind, subject.name.as_str()) {
        (Kind::Field, "") => "the answer".to_owned(),
        (Kind::Operation | Kind::Product, _) => format!("the {}", subject.kind.name()),
        (kind, name) => format!("{} {}", kind.name(), quote(name)),
    };
    let aspect = match (subject.aspect, subject.detail.as_deref()) {
        (Aspect::Presence | Aspect::Errors, _) => return thing,
        (Aspect::Endpoints, Some(which)) => which.to_owned(),
        (Aspect::Values, Some(value)) => format!("value {}", quote(value)),
        (Aspect::Range | Aspect::Style, Some(word)) => quote(word),
        (aspect, _) => aspect.name().to_owned(),
    };
    format!("{thing}, {aspect}")
}
