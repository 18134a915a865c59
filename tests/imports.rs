//! Who may know whom, held over the source text. Each rule is an invariant of the README beside it.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod rooms;
mod support;

use proc_macro2::{TokenStream, TokenTree};
use support::{expect_none, files_below, read, workspace};

/// The Rust files below a folder of the workspace: path and text. Modules of tests don't count.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = workspace().join(folder);
    let rust = files_below(&root).into_iter().filter(|path| path.ends_with(".rs"));
    let found: Vec<_> = rust.map(|path| (format!("{folder}/{path}"), read(&root.join(path)))).collect();
    assert!(!found.is_empty(), "{folder} has no Rust files");
    found
}

/// The tokens of a file, written with one space between any two, and with no comments and no documentation.
fn code(path: &str, text: &str) -> String {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut out = String::from(" ");
    flatten(tokens, &mut out);
    out
}

fn flatten(tokens: TokenStream, out: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                // An attribute is left out if it is documentation.
                if let Some(TokenTree::Punct(_)) = tokens.peek() {
                    tokens.next();
                }
                if let Some(TokenTree::Group(group)) =
                    tokens.next_if(|next| matches!(next, TokenTree::Group(_)))
                {
                    let text = group.stream().to_string();
                    if !text.starts_with("doc") {
                        out.push_str("# ");
                        flatten(group.stream(), out);
                    }
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("( ", ") "),
                    proc_macro2::Delimiter::Brace => ("{ ", "} "),
                    proc_macro2::Delimiter::Bracket => ("[ ", "] "),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                out.push_str(open);
                flatten(group.stream(), out);
                out.push_str(close);
            }
            token => {
                out.push_str(&token.to_string());
                out.push(' ');
            }
        }
    }
}

/// Complaints about files that have one of the words; a word is one token, or several with a space between.
fn refuse(files: &[(String, String)], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        let code = code(path, text);
        let named = words.iter().filter(|word| code.contains(&format!(" {word} ")));
        found.extend(named.map(|word| format!("{path} names `{word}`")));
    }
    found
}

fn only(files: &[(String, String)], keep: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let kept: Vec<_> = files.iter().filter(|(path, _)| keep(path)).cloned().collect();
    assert!(!kept.is_empty(), "no file is meant; was it renamed?");
    kept
}

#[test]
fn emission_knows_nothing_of_the_document() {
    let emit = only(&sources("codegen/src"), |path| path.contains("/emit/"));
    let words = ["spec", "yaml", "lower", "saphyr_parser", "serde_yaml", "Reporter"];
    expect_none(&refuse(&emit, &words), "decide it in `lower`, and say it in `ir`");
}

#[test]
fn emission_cannot_fail() {
    let emit = only(&sources("codegen/src"), |path| path.contains("/emit/") && !path.ends_with("/layout.rs"));
    let words = ["unwrap", "expect", "panic", "unreachable", "todo", "unimplemented"];
    expect_none(&refuse(&emit, &words), "make the state impossible in `ir`");
}

#[test]
fn the_comparison_knows_nothing_of_rust() {
    let compare = only(&sources("codegen/src"), |path| path.contains("/compare/"));
    let words = ["lower", "ir", "emit", "heck", "rust_name", "proc_macro2", "quote", "syn"];
    expect_none(&refuse(&compare, &words), "compare what the documents say, not what becomes of it");
}

#[test]
fn the_model_is_plain_data() {
    let ir = only(&sources("codegen/src"), |path| path.ends_with("/ir.rs"));
    let words = ["spec", "yaml", "lower", "emit", "proc_macro2", "quote", "syn", "TokenStream"];
    expect_none(&refuse(&ir, &words), "`ir` owns plain data");
}

#[test]
fn the_comparison_knows_models_only() {
    let diff = only(&sources("codegen/src"), |path| path.contains("/diff/"));
    let words =
        ["spec", "yaml", "lower", "emit", "proc_macro2", "quote", "syn", "TokenStream", "Source", "unwrap"];
    expect_none(&refuse(&diff, &words), "`diff` compares what `ir` says, and cannot fail");
}

#[test]
fn libraries_have_one_user_each() {
    let all = sources("codegen/src");
    for (library, user) in [
        ("heck", "names.rs"),
        ("serde_yaml", "yaml.rs"),
        ("saphyr_parser", "yaml.rs"),
        ("prettyplease", "emit/layout.rs"),
        ("annotate_snippets", "diagnostic.rs"),
        ("regex", "lint/phrases.rs"),
        ("pulldown_cmark", "prose"),
    ] {
        let path = format!("codegen/src/{user}");
        assert!(
            !refuse(&only(&all, |other| other.starts_with(&path)), &[library]).is_empty(),
            "{user} does not use {library}"
        );
        expect_none(
            &refuse(&only(&all, |other| !other.starts_with(&path)), &[library]),
            &format!("{library} is for {user} alone"),
        );
    }
}

#[test]
fn the_generator_is_pure() {
    let words = ["fs", "net", "time", "process", "env", "Instant", "SystemTime", "println", "eprintln"];
    let all = sources("codegen/src");
    expect_none(&refuse(&all, &words), "the disk, the network and the clock are for cli");
    let others = only(&all, |path| path != "codegen/src/parallel.rs");
    expect_none(
        &refuse(&others, &["thread", "atomic", "Mutex"]),
        "threads are for parallel.rs, which keeps the order",
    );
}

#[test]
fn generated_code_is_data() {
    let generated = sources("generated/src");
    let words = ["async", "await", "loop", "while", "if", "unsafe", "macro_rules"];
    expect_none(&refuse(&generated, &words), "behaviour is for the runtime");
    for (path, text) in &generated {
        let code = code(path, text);
        // `impl Trait for Type` is the only `for`.
        let loops = code.split(" for ").skip(1).filter(|after| {
            let mut tokens = after.split(' ').skip(1);
            tokens.next() == Some("in")
        });
        assert_eq!(loops.count(), 0, "{path} loops");
    }
}

#[test]
fn generated_code_imports_the_runtime_and_its_neighbours() {
    for (path, text) in sources("generated/src") {
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let modules: Vec<String> = file
            .items
            .iter()
            .filter_map(
                |item| if let syn::Item::Mod(module) = item { Some(module.ident.to_string()) } else { None },
            )
            .collect();
        for item in &file.items {
            let syn::Item::Use(import) = item else { continue };
            let syn::UseTree::Path(tree) = &import.tree else { panic!("{path} imports a crate whole") };
            let first = tree.ident.to_string();
            let known = ["alibabacloud_runtime", "std", "super"].contains(&first.as_str());
            assert!(known || modules.contains(&first), "{path} imports from `{first}`");
        }
    }
}

#[test]
fn generated_code_allows_lints_one_by_one() {
    for (path, text) in sources("generated/src").into_iter().chain(sources("tests/goldens")) {
        assert!(
            !text.lines().any(|line| line.starts_with("#![allow") || line.starts_with("#![expect")),
            "{path} allows something for a whole file"
        );
        for line in text.lines().map(str::trim).filter(|line| line.starts_with("#[allow(")) {
            assert_eq!(line.matches("clippy::").count(), 1, "{path}: {line}");
        }
        let allowed = text.matches("#[allow(").count();
        assert_eq!(text.matches("reason = ").count(), allowed, "{path} allows something without a reason");
    }
}

/// The runtime without its examples and its unit tests.
fn runtime() -> Vec<(String, String)> {
    sources("runtime/src")
}

#[test]
fn the_runtime_knows_no_product() {
    let mut found = Vec::new();
    for (path, text) in runtime() {
        let code = code(&path, without_tests(&text)).to_lowercase();
        for word in ["rds", "dbs", "hbr", "cbs", "polardb"] {
            let whole = code.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == word);
            if whole {
                found.push(format!("{path} names the product `{word}`"));
            }
        }
    }
    expect_none(&found, "a fact about a product belongs in its specification");
}

#[test]
fn only_the_spans_know_tracing() {
    let (spans, all) = ("runtime/src/outcome/trace/on.rs", runtime());
    assert_eq!(refuse(&only(&all, |path| path == spans), &["tracing"]).len(), 1);
    expect_none(
        &refuse(&only(&all, |path| path != spans), &["tracing"]),
        "without the feature it must be gone",
    );
}

/// The text up to the unit tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

/// Every public signature of a file: the line of `pub fn`, `pub type` or `pub struct` up to its body.
fn public_signatures(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in without_tests(text).lines().map(str::trim) {
        let starts = ["pub fn ", "pub const fn ", "pub async fn ", "pub type ", "pub struct ", "impl "];
        if open.is_none() && starts.iter().any(|start| line.starts_with(start)) {
            open = Some(String::new());
        }
        if let Some(signature) = &mut open {
            signature.push_str(line);
            signature.push(' ');
            if line.ends_with(['{', ';', '}']) {
                // The content of a struct is private unless it says otherwise.
                found.extend(
                    open.take().filter(|text| !text.starts_with("pub struct") || text.contains("(pub ")),
                );
            }
        }
    }
    found
}

#[test]
fn public_signatures_keep_to_stable_crates() {
    let mut found = Vec::new();
    for (path, text) in runtime() {
        // The one file of conversions, whose every item is behind the feature of a time crate.
        if path.ends_with("/timestamp/conversions.rs") {
            continue;
        }
        for signature in public_signatures(&text) {
            let words = ["reqwest", "jiff", "chrono", "time", "hyper", "rustls", "jiter"];
            let named = words.iter().filter(|word| signature.contains(&format!("{word}::")));
            found.extend(named.map(|word| format!("{path}: `{word}` in `{}`", signature.trim())));
        }
    }
    let allowed = |complaint: &String| {
        complaint.contains("std::time::") || complaint.contains("transport/http_client.rs")
    };
    let found: Vec<String> = found.into_iter().filter(|complaint| !allowed(complaint)).collect();
    expect_none(&found, "a crate that is not 1.0 must not be in a public signature");
}

#[test]
fn rules_can_be_broken() {
    let file = |text: &str| vec![("some.rs".to_owned(), text.to_owned())];
    assert_eq!(refuse(&file("use crate::spec::Text;"), &["spec"]), ["some.rs names `spec`"]);
    assert_eq!(refuse(&file("fn f() { std::fs::read(x) }"), &["fs"]).len(), 1);
    assert_eq!(
        refuse(&file("/// The spec.\nfn inspect() { \"spec\"; } // spec"), &["spec"]),
        Vec::<String>::new()
    );
    assert_eq!(
        public_signatures("    pub fn new(\n        client: reqwest::Client,\n    ) -> Self {\n").len(),
        1
    );
}
