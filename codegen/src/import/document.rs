//! The document around the operations.

use std::collections::{BTreeMap, BTreeSet};

use super::components::Components;
use super::facts::{self, Operation, Schema};
use super::names::{ErrorNames, Names};
use super::operation::{self, Decided, Route};
use super::paging::{self, Paging};
use super::prose::Prose;
use super::report::{Refusal, Report};
use super::schemas::Schemas;
use super::yaml::{Map, Yaml};
use super::{Options, endpoints, envelope, gateway, groups, modules};
use crate::metadata::Kind;

/// The document, unless the product as a whole is refused, and what became of the metadata.
pub(super) fn decide(mut facts: facts::Document, options: &Options<'_>) -> (Option<Map>, Report) {
    let mut report = Report {
        operations: facts.operations.len(),
        problems: std::mem::take(&mut facts.problems),
        ..Report::default()
    };
    if let Some(reason) = gateway::refuse_product(&facts) {
        let refusal =
            |operation: &Operation| Refusal { operation: operation.name.clone(), reason: reason.clone() };
        report.refused = facts.operations.iter().map(refusal).collect();
        return (None, report);
    }
    let is_rpc = facts.style.eq_ignore_ascii_case("rpc");
    let components = Components::new(std::mem::take(&mut facts.components));
    let mut routed: Vec<(Operation, Route, Option<Paging>)> = Vec::new();
    for operation in std::mem::take(&mut facts.operations) {
        match operation::route(&operation, is_rpc) {
            Ok(route) => {
                let paging = match paging::decide(&operation, &components) {
                    Ok(paging) => paging,
                    Err(why) => {
                        *report.unpaged.entry(why).or_default() += 1;
                        None
                    }
                };
                let operation = match &paging {
                    Some(paging) => with_numbers(operation, paging),
                    None => operation,
                };
                routed.push((operation, route, paging));
            }
            Err(reason) => report.refused.push(Refusal { operation: operation.name, reason }),
        }
    }
    let module = options.module.map_or_else(|| modules::plain(&facts.identity), str::to_owned);
    let features = groups::have_features(routed.len());
    let mut all_names = Names::default();
    let names = all_names.operations(&module, &routed.iter().map(|(one, ..)| one).collect::<Vec<_>>());
    let mut schemas = Schemas::new(
        Prose { carried: !matches!(options.prose, super::Prose::Without) },
        all_names,
        &components,
    );
    let mut error_names = ErrorNames::default();
    let (mut paths, mut used) = (Map::spread(), BTreeSet::new());
    let keys = keys(&routed);
    let mut tree: Vec<(String, Map)> = Vec::new();
    for (((operation, route, paging), rust_name), key) in routed.iter().zip(names).zip(&keys) {
        let pagination = paging.as_ref().map(|paging| paging.words.clone());
        let envelope = envelope::decide(operation, &components);
        report.paged += usize::from(pagination.is_some());
        report.enveloped += usize::from(envelope.is_some());
        let decided = Decided { rust_name, features, pagination, envelope };
        match operation::decide(&mut schemas, &mut error_names, operation, route, decided) {
            Ok(map) => {
                used.extend(components.reached(operation.schemas()));
                report.carried += 1;
                let method = route.method.key();
                match tree.iter_mut().find(|(known, _)| known == key) {
                    Some((_, path)) => path.put(method, map),
                    None => tree.push((key.clone(), Map::spread().with(method, map))),
                }
            }
            Err(reason) => report.refused.push(Refusal { operation: operation.name.clone(), reason }),
        }
    }
    if tree.is_empty() {
        return (None, report);
    }
    tree.into_iter().for_each(|(key, path)| paths.put(&key, path));
    let printed = schemas.print_components(&used);
    report.untyped = schemas.untyped;
    let mut service = Map::default()
        .with("product", facts.identity.product.as_str())
        .with("module", module)
        .with("style", if is_rpc { "rpc" } else { "roa" })
        .with("signature", "ACS3-HMAC-SHA256");
    service.maybe("features", features.then_some("tags"));
    let document = assemble(&facts, service, paths, printed);
    report.notes = Yaml::Map(document.clone()).count_notes();
    (Some(document), report)
}

fn assemble(facts: &facts::Document, service: Map, paths: Map, components: Map) -> Map {
    let identity = &facts.identity;
    let title = format!("{} {}", identity.product, identity.version);
    let mut document = Map::spread();
    document.note("yaml-language-server: $schema=dialect.schema.json");
    document.note("Imported from the vendor's metadata. A newer import replaces this file: what people write belongs into an overlay.");
    document.put("openapi", "3.1.0");
    document
        .put("info", Map::default().with("title", title.as_str()).with("version", identity.version.as_str()));
    document.put("x-service", service);
    document.put("x-imported", true);
    let source = Map::default().with("title", title).with("kind", "metadata");
    document.put("x-sources", Map::default().with("metadata", source));
    let (servers, table) = endpoints::decide(facts);
    document.put("servers", servers);
    document.maybe("x-endpoints", table);
    document.put("paths", paths);
    if !components.is_empty() {
        document.put("components", Map::spread().with("schemas", components));
    }
    document
}

/// The key of each operation among the paths: those with one path and method are told apart by their names, and so are paths
/// that only differ in the names of their parameters, which are one path to OpenAPI.
fn keys(routed: &[(Operation, Route, Option<Paging>)]) -> Vec<String> {
    let mut count: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut first: BTreeMap<String, &str> = BTreeMap::new();
    for (_, route, _) in routed {
        if let Some(path) = &route.path {
            *count.entry((path, route.method.key())).or_default() += 1;
            first.entry(shape(path)).or_insert(path);
        }
    }
    let key = |(operation, route, _): &(Operation, Route, Option<Paging>)| match &route.path {
        None => format!("/{}", operation.name),
        Some(path)
            if count.get(&(path, route.method.key())) == Some(&1)
                && first.get(&shape(path)) == Some(&path.as_str()) =>
        {
            path.clone()
        }
        Some(path) => format!("{path}#{}", operation.name),
    };
    routed.iter().map(key).collect()
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    path.split('{')
        .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
        .collect::<Vec<_>>()
        .join("{}")
}

/// The operation, with the texts that paging reads as numbers declared so.
fn with_numbers(mut operation: Operation, paging: &Paging) -> Operation {
    for parameter in &mut operation.parameters {
        if paging.number_parameters.contains(&parameter.name) {
            as_number(&mut parameter.schema);
        }
        if parameter.location == "body" {
            parameter.schema.fields.iter_mut().for_each(|(name, field)| {
                if paging.number_parameters.contains(name) {
                    as_number(field);
                }
            });
        }
    }
    for answer in &mut operation.answers {
        let fields = answer.schema.iter_mut().flat_map(|schema| &mut schema.fields);
        for (_, field) in fields.filter(|(name, _)| paging.number_fields.contains(name)) {
            as_number(field);
        }
    }
    operation
}

fn as_number(schema: &mut Schema) {
    if schema.kind == Kind::Text && schema.target.is_none() {
        schema.format = Some("int32".to_owned());
        schema.values.clear();
        schema.titles.clear();
        schema.limits.clear();
    }
}
