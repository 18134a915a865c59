//! The rules themselves: names that last, examples that are what they say, pages that are fresh.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use std::collections::BTreeSet;

use alibabacloud_codegen::{Rule, Setting, Source, lint, rule_page};
use support::expect_none;

/// What a document has unless an example says otherwise.
const DOCUMENT: &[(&str, &str)] = &[
    ("openapi", "openapi: 3.1.0"),
    ("info", "info: {title: Demo, version: \"2024-01-01\"}"),
    ("x-service", "x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}"),
    ("servers", "servers: [{url: \"https://demo.{region}.aliyuncs.com\", description: public}]"),
    ("x-sources", "x-sources: {page: {title: GetThing, language: en, date: \"2024-01-01\", kind: page}}"),
];

const OPERATION: &[(&str, &str)] = &[
    ("operationId", "operationId: GetThing"),
    ("description", "description: Returns a thing."),
    ("x-sources", "x-sources: [page]"),
    ("x-effect", "x-effect: read"),
    ("x-ram", "x-ram: {action: demo:GetThing, access: get, resource: \"*\"}"),
    ("parameters", "parameters: []"),
];

const PARAMETER: &[(&str, &str)] =
    &[("name", "name: Value"), ("in", "in: query"), ("description", "description: A value.")];

const ANSWER: &str =
    "schema: {type: object, properties: {Id: {type: string, description: The ID.}}}\nexample: {Id: t-1}";

/// The rules whose examples would be longer than a page; fixtures of `diagnostics` break them.
const LARGE: &[&str] = &["long-reference-chain", "oversized-parameter"];

/// The lines of an example, and those that belong to the root of the document.
fn split(example: &str) -> (String, String) {
    match example.split_once("\ncomponents:\n") {
        Some((own, components)) => (own.to_owned(), format!("components:\n{components}")),
        None => (example.to_owned(), String::new()),
    }
}

/// `example` with what it does not have. A comment about a key stands for its absence.
fn complete(example: &str, rest: &[(&str, &str)]) -> String {
    let has = |key: &str| {
        example.lines().any(|line| {
            let line = line.strip_prefix("# no ").map_or_else(|| line.to_owned(), |key| format!("{key}:"));
            line.starts_with(&format!("{key}:"))
        })
    };
    let missing = rest.iter().filter(|(key, _)| !has(key)).map(|(_, line)| *line);
    missing.chain([example]).collect::<Vec<_>>().join("\n")
}

fn indent(text: &str, by: usize) -> String {
    text.lines().map(|line| format!("{}{line}\n", " ".repeat(by))).collect()
}

/// A document that is right but for the example.
fn document(setting: Setting, example: &str) -> String {
    let (example, components) = split(example);
    let answer = if setting == Setting::Answer { &example } else { ANSWER };
    let responses = format!(
        "responses:\n  \"200\":\n    description: The thing.\n    content:\n      application/json:\n{}  \"400\":\n    \
         description: Refused.\n    x-error-codes: {{}}",
        indent(answer, 8)
    );
    let parameter = match setting {
        Setting::Parameter => Some(complete(&example, PARAMETER)),
        Setting::Schema => Some(complete(&format!("schema:\n{}", indent(&example, 2)), PARAMETER)),
        _ => None,
    };
    let operation = match (setting, parameter) {
        (Setting::Operation, _) => example.clone(),
        (_, Some(parameter)) => format!("parameters:\n  -\n{}", indent(&parameter, 4)),
        _ => String::new(),
    };
    let mut rest = OPERATION.to_vec();
    rest.push(("responses", &responses));
    let operation = complete(&operation, &rest);
    let paths = format!("paths:\n  /GetThing:\n    post:\n{}", indent(&operation, 6));
    let root = if setting == Setting::Document { example } else { String::new() };
    let mut rest = DOCUMENT.to_vec();
    rest.push(("paths", &paths));
    format!("{}\n{components}", complete(&root, &rest))
}

/// An overlay with one action.
fn overlay(action: &str) -> String {
    let info = "info: {title: Corrections, version: \"1\"}";
    format!("overlay: 1.0.0\n{info}\nactions:\n  -\n{}", indent(action, 4))
}

/// The names of the rules that a document breaks.
fn broken(setting: Setting, example: &str) -> (BTreeSet<&'static str>, String) {
    let text = document(setting, example);
    let source = Source::new("example.yaml", text.as_str());
    let source = match setting {
        Setting::Overlay => source.with_overlay(Source::new("example.overlay.yaml", overlay(example))),
        _ => source,
    };
    let found = lint(&[source]);
    (found.iter().map(|one| one.rule.name).collect(), format!("{text}\n{found}"))
}

#[test]
fn examples_are_what_they_say() {
    let mut complaints = Vec::new();
    for rule in Rule::all() {
        let (found, shown) = broken(rule.setting, &rule.right_example());
        if !found.is_empty() {
            complaints.push(format!("the right example of {} breaks rules\n{shown}", rule.name));
        }
        let (found, shown) = broken(rule.setting, &rule.wrong_example());
        if !LARGE.contains(&rule.name) && found != BTreeSet::from([rule.name]) {
            complaints.push(format!("the wrong example of {} breaks {found:?}\n{shown}", rule.name));
        }
    }
    expect_none(&complaints, "an example breaks its own rule, or none");
}

#[test]
fn rules_are_told_apart_and_explained() {
    let rules = Rule::all();
    let mut complaints = Vec::new();
    for rule in &rules {
        let name = rule.name;
        let kebab = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let twice = rules.iter().filter(|other| other.name == name).count() > 1;
        let line = rule.summary.ends_with('.') || rule.summary.contains('\n');
        let is_marked = |line: &str| ["  ", "- ", "+ "].iter().any(|mark| line.starts_with(mark));
        let unmarked = !rule.example.lines().skip(1).all(is_marked);
        if !kebab || twice || line || unmarked || !rule.why.ends_with('.') || Rule::find(name) != Some(rule) {
            complaints.push(name.to_owned());
        }
        assert!(
            rule_page(rule).contains(&rule.wrong_example()) && rule_page(rule).contains(rule.why),
            "{name}"
        );
    }
    expect_none(
        &complaints,
        "give each rule a name of its own in kebab-case, one line, an explanation and a diff",
    );
}

/// Names are in the settings of editors and in scripts. A rule may be added here, and none be removed or renamed.
#[test]
fn names_of_rules_last() {
    let released = include_str!("data/rules.txt");
    let now: BTreeSet<&str> = Rule::all().iter().map(|rule| rule.name).collect();
    let then: BTreeSet<&str> = released.lines().collect();
    assert_eq!(now, then, "add new rules to tests/data/rules.txt");
}
