//! What is wrong with a document, as its author reads it: a fixture for every message that codegen has.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use alibabacloud_codegen::{Diagnostics, Rule, Source, check_modules, lint, lower};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use support::{difference, entries, expect_none, files_below, name, read, updating, workspace, write};

const HELP: &str =
    "if that is what you want: UPDATE_GOLDENS=1 cargo test -p tests --test diagnostics, and review the diff";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("diagnostics")
}

fn is_document(path: &Path) -> bool {
    Source::overlay_name(&name(path)).is_some()
}

/// A fixture with its overlay.
fn source(path: &Path) -> Source {
    let source = Source::new(name(path), read(path));
    let overlay = Source::overlay_name(&source.name).map(|overlay| path.with_file_name(overlay));
    match overlay.filter(|overlay| overlay.exists()) {
        Some(overlay) => source.with_overlay(Source::new(name(&overlay), read(&overlay))),
        None => source,
    }
}

/// What is wrong with each fixture.
fn fixtures() -> Vec<(PathBuf, Diagnostics)> {
    let documents = entries(&folder());
    let documents = documents.iter().filter(|path| is_document(path));
    let lowered = documents.map(|path| {
        let source = source(path);
        let wrong = lower(&source).err().unwrap_or_else(|| panic!("{}: nothing is wrong", path.display()));
        (path.clone(), wrong)
    });
    lowered.chain([(folder().join("module_taken"), taken_module())]).chain(linted()).collect()
}

/// What the rules say about documents that code can be generated from; nothing, where a false alarm is likely.
fn linted() -> Vec<(PathBuf, Diagnostics)> {
    let documents = entries(&folder().join("lint"));
    let documents = documents.iter().filter(|path| is_document(path));
    let lint = |path: &PathBuf| {
        let source = source(path);
        lower(&source).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()));
        (path.clone(), lint(&[source]))
    };
    documents.map(lint).collect()
}

/// Two products that want one module: the only thing that no single document can have wrong.
fn taken_module() -> Diagnostics {
    let text = read(&workspace().join("tests/goldens/maps/spec.yaml"));
    let sources = ["first.yaml", "second.yaml"].map(|name| Source::new(name, text.as_str()));
    let services = sources.each_ref().map(|source| lower(source).unwrap_or_else(|wrong| panic!("{wrong}")));
    check_modules(&services.each_ref(), &sources).expect_err("the module is taken")
}

#[test]
fn every_fixture_is_reported_as_its_golden_says() {
    let mut wrong = Vec::new();
    for (path, diagnostics) in fixtures() {
        let golden = path.with_extension("err");
        let found = format!("{diagnostics}\n");
        if updating() {
            write(&golden, &found);
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        wrong.extend(difference(&expected, &found).map(|shown| format!("{}: {shown}", golden.display())));
    }
    for path in files_below(&folder()) {
        let has_document = folder().join(&path).with_extension("yaml").exists() || path == "module_taken.err";
        if !has_document {
            wrong.push(format!("{path}: no document is refused like this"));
        }
    }
    expect_none(&wrong, HELP);
}

#[test]
fn diagnostics_are_sorted_and_helpful() {
    for (path, diagnostics) in fixtures() {
        let path = path.display();
        let places: Vec<_> = diagnostics.iter().map(|one| (&one.file, &one.place, &one.message)).collect();
        assert!(places.is_sorted(), "{path}");
        for one in diagnostics.iter() {
            assert!(!one.help.trim().is_empty() && !one.message.ends_with('.'), "{path}: {}", one.message);
        }
    }
    let several = fixtures().into_iter().find(|(path, _)| name(path) == "several.yaml");
    assert!(
        several.is_some_and(|(_, wrong)| wrong.iter().count() >= 6),
        "several.yaml has several things wrong"
    );
}

/// A message in the source of codegen: its fixed parts around the placeholders, and where it stands.
#[derive(Debug)]
struct Template {
    parts: Vec<String>,
    place: String,
}

impl Template {
    fn new(literal: &str, place: &str) -> Self {
        let mut parts = vec![String::new()];
        let mut open = false;
        for c in literal.chars() {
            match c {
                '{' => open = true,
                '}' => {
                    open = false;
                    parts.push(String::new());
                }
                c if !open => parts.last_mut().unwrap().push(c),
                _ => {}
            }
        }
        Self { parts, place: place.to_owned() }
    }

    fn matches(&self, message: &str) -> bool {
        let [first, middle @ .., last] = self.parts.as_slice() else { return message == self.parts[0] };
        let Some(mut rest) =
            message.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()))
        else {
            return false;
        };
        for part in middle {
            let Some(at) = rest.find(part.as_str()) else { return false };
            rest = &rest[at + part.len()..];
        }
        true
    }
}

/// Reads the messages out of the source: whatever is given to `report` as its third argument.
struct Reading<'f> {
    file: &'f str,
    found: Vec<Template>,
    /// Literals that a name was bound to, the last one last.
    bound: BTreeMap<String, Vec<String>>,
}

impl Reading<'_> {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            self.bind(&tokens, at);
            if let TokenTree::Group(group) = token {
                let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].to_string());
                if before(2).as_deref() == Some(".") && group.delimiter() == Delimiter::Parenthesis {
                    match before(1).as_deref() {
                        Some("report") => {
                            self.take(&arguments(group.stream()), 2, str::to_owned);
                        }
                        // What these report has a placeholder that is worth covering with each value.
                        Some("wrong") => {
                            self.take(&arguments(group.stream()), 2, |wanted| {
                                format!("{{}} must be {wanted}, not {{}}")
                            });
                        }
                        _ => {}
                    }
                }
                if before(1).as_deref() == Some("new_str") {
                    self.take(&arguments(group.stream()), 1, |literal| {
                        format!("this is not YAML: {literal}")
                    });
                }
                self.read(group.stream());
            }
        }
    }

    /// Remembers `let name = …;` and `for (…, name) in […]` with their literals.
    fn bind(&mut self, tokens: &[TokenTree], at: usize) {
        let is = |offset: usize, text: &str| {
            tokens.get(at + offset).is_some_and(|token| token.to_string() == text)
        };
        if is(0, "let") && is(2, "=") {
            let end =
                tokens[at..].iter().position(|token| token.to_string() == ";").unwrap_or(tokens.len() - at);
            let value: Vec<TokenTree> = tokens[at + 3..at + end].to_vec();
            self.bound.insert(tokens[at + 1].to_string(), message_literals(&value));
        }
        if is(0, "for")
            && is(2, "in")
            && let (Some(TokenTree::Group(pattern)), Some(TokenTree::Group(values))) =
                (tokens.get(at + 1), tokens.get(at + 3))
        {
            for name in pattern.stream() {
                self.bound.insert(name.to_string(), all_literals(values.stream()));
            }
        }
    }

    fn take(&mut self, arguments: &[Vec<TokenTree>], at: usize, template: impl Fn(&str) -> String) {
        let argument = &arguments[at];
        let place = format!("{}:{}", self.file, argument[0].span().start().line);
        let literals = match argument.as_slice() {
            [TokenTree::Ident(name)] if name == "wanted" => return,
            [TokenTree::Ident(name)] => self.bound.get(&name.to_string()).cloned().unwrap_or_default(),
            _ => message_literals(argument),
        };
        assert!(
            !literals.is_empty(),
            "{place}: which message this reports cannot be told; bind it with `let`"
        );
        self.found.extend(literals.iter().map(|literal| Template::new(&template(literal), &place)));
    }
}

fn arguments(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let parts = tokens.split(|token| token.to_string() == ",");
    parts.filter(|part| !part.is_empty()).map(<[TokenTree]>::to_vec).collect()
}

/// The literal of `"…"`, `format!("…", …)` or `"…".to_owned()`.
fn message_literals(tokens: &[TokenTree]) -> Vec<String> {
    match tokens {
        [TokenTree::Literal(literal), ..] => text(literal).into_iter().collect(),
        [TokenTree::Ident(name), _, TokenTree::Group(group), ..] if name == "format" => {
            group.stream().into_iter().next().and_then(|token| literal(&token)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn all_literals(tokens: TokenStream) -> Vec<String> {
    let inside = |token: TokenTree| match token {
        TokenTree::Group(group) => all_literals(group.stream()),
        token => literal(&token).into_iter().collect(),
    };
    tokens.into_iter().flat_map(inside).collect()
}

fn literal(token: &TokenTree) -> Option<String> {
    if let TokenTree::Literal(literal) = token { text(literal) } else { None }
}

fn text(literal: &proc_macro2::Literal) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|literal| literal.value())
}

/// All messages of codegen, and how often its source calls `report`.
fn templates() -> (Vec<Template>, usize) {
    let source = workspace().join("codegen/src");
    let (mut found, mut calls) = (Vec::new(), 0);
    for path in files_below(&source) {
        let text = read(&source.join(&path));
        calls += text.matches(".report(").count();
        let mut reading = Reading { file: &path, found: Vec::new(), bound: BTreeMap::new() };
        reading.read(text.parse().unwrap_or_else(|error| panic!("{path}: {error}")));
        found.extend(reading.found);
    }
    (found, calls)
}

#[test]
fn every_message_has_a_fixture() {
    let (templates, calls) = templates();
    assert!(
        calls > 60 && templates.len() >= calls,
        "{} messages of {calls} calls were read",
        templates.len()
    );
    let fixtures = fixtures();
    let messages: Vec<&str> =
        fixtures.iter().flat_map(|(_, wrong)| wrong.iter()).map(|one| one.message.as_str()).collect();
    let uncovered =
        templates.iter().filter(|template| !messages.iter().any(|message| template.matches(message)));
    let uncovered: Vec<String> =
        uncovered.map(|template| format!("{}: {}", template.place, template.parts.join("…"))).collect();
    expect_none(&uncovered, "add a fixture to tests/diagnostics for each of these messages");
}

#[test]
fn every_rule_has_a_fixture() {
    let fixtures = fixtures();
    let broken = |rule: &Rule| fixtures.iter().any(|(_, found)| found.iter().any(|one| one.rule == rule));
    let unbroken: Vec<_> =
        Rule::all().into_iter().filter(|rule| !broken(rule)).map(|rule| rule.name.to_owned()).collect();
    expect_none(&unbroken, "add a fixture to tests/diagnostics that breaks each of these rules");
}

#[test]
fn templates_match_their_messages_alone() {
    let check = |template: &str, message: &str, expected: bool| {
        assert_eq!(Template::new(template, "").matches(message), expected, "{template} and {message}");
    };
    check("`{}` is not a type", "`text` is not a type", true);
    check("`{}` is not a type", "the `text` is not a type", false);
    check("`{}` is not supported", "`oneOf` is not supported in a schema", false);
    check("{key} is {kind}, not {}", "a is b, not c", true);
    check("{key} is {kind}, not {}", "a is b", false);
    check("`enum` has no values", "`enum` has no values", true);
    check("`enum` has no values", "`enum` has no values here", false);
}
