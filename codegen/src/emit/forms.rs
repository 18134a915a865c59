//! The two forms of records, on the first page of the crate.

use super::documentation::Lines;
use crate::ir::{RecordField, Service, Type, TypeDefinition};

/// Adds what serde gives, and what people read; with an example, if a record has a moment to show.
pub(super) fn section(lines: Lines, services: &[Service], crate_name: &str) -> Lines {
    let lines = lines
        .paragraph("# Serialization")
        .paragraph(
            "With serde, records have the form of the wire, in both directions: names and values as the service sends them. \
             Store them like this.",
        )
        .paragraph(
            "[`Human`] shows the same records to people and other programs: Rust's names, moments as RFC 3339, percentages as \
             numbers, every field. [`HumanRow`] makes rows of a table of them, such as with the crate `csv`.",
        );
    // The same whatever the order of the products.
    match services.iter().filter_map(with_moment).min_by_key(|found| found.module) {
        Some(found) => example(lines, &found, crate_name),
        None => lines,
    }
}

/// A record that has a moment, and the path of its type in the crate.
struct Found<'s> {
    module: &'s str,
    path: String,
    record: &'s str,
    field: &'s str,
}

fn with_moment(service: &Service) -> Option<Found<'_>> {
    let module = service.module.as_str();
    let shared = service.types.iter().map(|one| ("types", one));
    let own = service
        .operations
        .iter()
        .flat_map(|operation| operation.types.iter().map(|one| (operation.module.as_str(), one)));
    shared.chain(own).find_map(|(place, definition)| {
        let TypeDefinition::Record(record) = definition else { return None };
        let is_moment = |field: &&RecordField| field.r#type == Type::Timestamp;
        let field = record.fields.iter().find(is_moment)?.name.as_str();
        let record = record.name.as_str();
        Some(Found { module, path: format!("{module}::{place}::{record}"), record, field })
    })
}

fn example(lines: Lines, found: &Found<'_>, crate_name: &str) -> Lines {
    let Found { module, path, record, field } = found;
    let shown = field.trim_start_matches("r#");
    let code = [
        "```".to_owned(),
        format!("# #[cfg(feature = \"{module}\")] {{"),
        format!("use {crate_name}::{{Human, Timestamp, {path}}};"),
        String::new(),
        format!("let mut record = {record}::default();"),
        format!("record.{field} = Some(Timestamp::from_unix_seconds(0));"),
        String::new(),
        "// To store it.".to_owned(),
        "let text = serde_json::to_string(&record)?;".to_owned(),
        format!("assert_eq!(serde_json::from_str::<{record}>(&text)?, record);"),
        String::new(),
        "// To show it.".to_owned(),
        format!("let shown = \"\\\"{shown}\\\":\\\"1970-01-01T00:00:00Z\\\"\";"),
        "assert!(Human(&record).to_string().contains(shown));".to_owned(),
        "# }".to_owned(),
        "# Ok::<(), serde_json::Error>(())".to_owned(),
        "```".to_owned(),
    ];
    code.iter().fold(lines.line(""), |lines, line| lines.line(line))
}
