//! `ram-policy`: the least policy for operations, from what the specifications say about permissions.

mod used;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use alibabacloud_codegen::{Partly, Permission, RamRule, lower_partly, permissions, visible};
use anyhow::{Result, bail};

use crate::json::Json;
use crate::specs;
use crate::suggestion::suggestion;
use crate::terminal;

/// RAM takes no longer custom policy, in characters.
const MAX_POLICY: usize = 6_144;

/// Options of `ram-policy`.
#[derive(clap::Args)]
#[command(
    after_help = "Without operations and without --used-by, the policy is for everything in the specifications.\n\n\
                  Example: alibabacloud-codegen ram-policy DescribeBackups --resource DBInstance=rm-uf6wjk5 --account 123456789012"
)]
pub struct Arguments {
    /// Operations (DescribeBackups) or actions (rds:DescribeBackups)
    operations: Vec<String>,
    /// The operations that the Rust files below a folder call
    #[arg(long, value_name = "PATH")]
    used_by: Option<PathBuf>,
    /// Only this resource of a type; may be repeated
    #[arg(long = "resource", value_name = "TYPE=ID", value_parser = resource)]
    resources: Vec<(String, String)>,
    /// Only resources of this account, by its number
    #[arg(long, value_name = "NUMBER", value_parser = account)]
    account: Option<String>,
    /// Only resources in this region
    #[arg(long, value_name = "REGION", value_parser = region)]
    region: Option<String>,
    /// The folder with the specifications (*.yaml) [default: specs]
    #[arg(long, value_name = "DIR")]
    specs: Option<PathBuf>,
}

fn resource(text: &str) -> Result<(String, String), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_.*".contains(c);
    match text.split_once('=') {
        Some((name, id)) if !name.is_empty() && !id.is_empty() && id.chars().all(allowed) => {
            Ok((name.to_owned(), id.to_owned()))
        }
        _ => Err("write a type and an id, such as DBInstance=rm-uf6wjk5".to_owned()),
    }
}

fn account(text: &str) -> Result<String, String> {
    let is_number = !text.is_empty() && text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        Ok(text.to_owned())
    } else {
        Err("an account is a number, such as 123456789012".to_owned())
    }
}

fn region(text: &str) -> Result<String, String> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_region = (1..=64).contains(&text.len()) && text.chars().all(allowed);
    if is_region { Ok(text.to_owned()) } else { Err("a region is a name such as cn-hangzhou".to_owned()) }
}

/// An operation of a document, which may be wrong.
struct Known {
    permission: Permission,
    /// The position of the document.
    document: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let folder = arguments.specs.clone().unwrap_or_else(|| specs::workspace().join("specs"));
    let documents: Vec<Partly> = specs::read(&folder)?.iter().map(lower_partly).collect();
    let known = known(&documents);
    let wanted = wanted(arguments, &known)?;
    if !are_right(&documents, &wanted) {
        return Ok(ExitCode::FAILURE);
    }
    let (rules, lacking): (Vec<&Known>, Vec<&Known>) =
        wanted.iter().copied().partition(|one| one.permission.ram.is_some());
    for one in &lacking {
        let operation = visible(&one.permission.operation);
        anstream::eprintln!(
            "warning: {operation} has no `x-ram` in its specification; the policy does not allow it"
        );
    }
    let rules: Vec<&RamRule> = rules.into_iter().filter_map(|one| one.permission.ram.as_ref()).collect();
    if rules.is_empty() {
        bail!("there is nothing to allow");
    }
    known_types(arguments, &rules)?;
    let policy = policy(arguments, &rules).pretty();
    terminal::print(&format!("{policy}\n"))?;
    rules.iter().for_each(|rule| explain(rule, arguments));
    if policy.chars().count() > MAX_POLICY {
        anstream::eprintln!(
            "warning: the policy is longer than the {MAX_POLICY} characters that RAM accepts"
        );
    }
    let is_complete = lacking.is_empty() || (arguments.operations.is_empty() && arguments.used_by.is_none());
    Ok(if is_complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn known(documents: &[Partly]) -> Vec<Known> {
    let services = documents.iter().enumerate();
    let services = services.filter_map(|(document, partly)| Some((document, partly.service()?)));
    let known = services.flat_map(|(document, service)| {
        permissions(service).into_iter().map(move |permission| Known { permission, document })
    });
    known.collect()
}

fn wanted<'k>(arguments: &Arguments, known: &'k [Known]) -> Result<Vec<&'k Known>> {
    if arguments.operations.is_empty() && arguments.used_by.is_none() {
        return Ok(known.iter().collect());
    }
    let mut wanted: BTreeSet<usize> = BTreeSet::new();
    for name in &arguments.operations {
        wanted.extend(named(name, known)?);
    }
    if let Some(path) = &arguments.used_by {
        let permissions: Vec<&Permission> = known.iter().map(|one| &one.permission).collect();
        wanted.extend(used::operations(path, &permissions)?);
    }
    Ok(wanted.into_iter().filter_map(|position| known.get(position)).collect())
}

/// The operations of a name, or of an action.
fn named(name: &str, known: &[Known]) -> Result<Vec<usize>> {
    let is_meant = |one: &Known| {
        let action = one.permission.ram.as_ref().map(|ram| ram.action.as_str());
        one.permission.operation == name || action == Some(name)
    };
    let found: Vec<usize> =
        known.iter().enumerate().filter(|(_, one)| is_meant(one)).map(|(position, _)| position).collect();
    if found.is_empty() {
        let actions =
            known.iter().filter_map(|one| one.permission.ram.as_ref()).map(|ram| ram.action.clone());
        let names = known.iter().map(|one| one.permission.operation.clone());
        let near: Vec<String> = if name.contains(':') { actions.collect() } else { names.collect() };
        bail!("there is no operation `{}`{}", visible(name), suggestion(name, near));
    }
    if found.len() > 1 {
        anstream::eprintln!(
            "note: {} products have `{}`; the policy allows all of them",
            found.len(),
            visible(name)
        );
    }
    Ok(found)
}

/// Whether the specifications of these operations have no errors; prints those that they have.
fn are_right(documents: &[Partly], wanted: &[&Known]) -> bool {
    let mut wrong = false;
    for one in wanted {
        let Some(document) = documents.get(one.document) else { continue };
        let diagnostics = document.concerning(&one.permission.operation);
        if !diagnostics.is_empty() {
            anstream::eprintln!("{diagnostics}");
            wrong = true;
        }
    }
    for broken in documents.iter().filter(|document| document.service().is_none()) {
        anstream::eprintln!("{}", broken.diagnostics());
        anstream::eprintln!("note: the operations of this document are not known");
    }
    !wrong
}

/// Refuses to narrow what nobody has.
fn known_types(arguments: &Arguments, rules: &[&RamRule]) -> Result<()> {
    let types: BTreeSet<&str> = rules.iter().map(|rule| rule.resource.as_str()).collect();
    for (name, _) in &arguments.resources {
        if !types.contains(name.as_str()) || name == "*" {
            let types = types.iter().filter(|name| **name != "*").map(|name| (*name).to_owned());
            bail!(
                "none of the operations has resources of the type `{}`{}",
                visible(name),
                suggestion(name, types)
            );
        }
    }
    Ok(())
}

/// The names of the resources that a rule needs.
fn resources(rule: &RamRule, arguments: &Arguments) -> Vec<String> {
    let Some(arn) = &rule.arn else { return vec!["*".to_owned()] };
    let region = arguments.region.as_deref().unwrap_or("*");
    let account = arguments.account.as_deref().unwrap_or("*");
    let arn = arn.replace("{region}", region).replace("{account}", account);
    let ids = arguments.resources.iter().filter(|(name, _)| *name == rule.resource);
    let narrowed: BTreeSet<String> = ids.map(|(_, id)| arn.replace("{id}", id)).collect();
    if narrowed.is_empty() { vec![arn.replace("{id}", "*")] } else { narrowed.into_iter().collect() }
}

/// A statement for each set of resources, sorted.
fn policy(arguments: &Arguments, rules: &[&RamRule]) -> Json {
    let mut statements: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
    for rule in rules {
        statements.entry(resources(rule, arguments)).or_default().insert(&rule.action);
    }
    let texts = |texts: &mut dyn Iterator<Item = &str>| {
        Json::List(texts.map(|text| Json::Text(text.to_owned())).collect())
    };
    let statement = |(resources, actions): (&Vec<String>, &BTreeSet<&str>)| {
        Json::Object(vec![
            ("Effect".to_owned(), Json::Text("Allow".to_owned())),
            ("Action".to_owned(), texts(&mut actions.iter().copied())),
            ("Resource".to_owned(), texts(&mut resources.iter().map(String::as_str))),
        ])
    };
    Json::Object(vec![
        ("Version".to_owned(), Json::Text("1".to_owned())),
        ("Statement".to_owned(), Json::List(statements.iter().map(statement).collect())),
    ])
}

/// What a person should know about a rule.
fn explain(rule: &RamRule, arguments: &Arguments) {
    let action = visible(&rule.action);
    if let Some(arn) = rule.arn.as_ref().filter(|_| !rule.arn_is_documented) {
        let (resource, arn) = (visible(&rule.resource), visible(arn));
        anstream::eprintln!(
            "note: {action}: the specification has no `arn` for `{resource}`; {arn} is the vendor's usual form"
        );
    }
    for note in &rule.notes {
        let chosen = visible(&resources(rule, arguments).join(", "));
        anstream::eprintln!("note: {action}: {}", visible(note));
        let other =
            if rule.arn.is_some() { "if it is refused, allow it on `*`" } else { "it could be narrower" };
        anstream::eprintln!("      the policy allows it on {chosen}; {other}");
    }
}

/// Whether a folder is not worth looking into.
fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == "target" || name.starts_with('.')
}
