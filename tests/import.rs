//! What becomes of metadata: `import/<name>.json` beside the specification and the report of it.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "support/broken_json.rs"]
mod broken_json;
mod support;

use std::fmt::Write as _;
use std::path::PathBuf;

use alibabacloud_codegen::import::{Identity, Imported, Modules, Options, Prose, file_name, import};
use alibabacloud_codegen::{Severity, Source, lint, lower};
use broken_json::{Numbers, mutate, repeat_string, replace_value};
use support::{difference, entries, expect_none, name, read, updating, workspace, write};

fn folder() -> PathBuf {
    workspace().join("tests/import")
}

/// The metadata of all cases, called as their files are.
fn cases() -> Vec<(PathBuf, Source)> {
    let files = entries(&folder());
    let json = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    json.map(|path| (path.clone(), Source::new(name(&path), read(&path)))).collect()
}

fn imported(source: &Source, prose: Prose<'_>) -> Imported {
    import(source, &Options { prose, ..Options::default() }).unwrap()
}

fn report(imported: &Imported) -> String {
    let report = &imported.report;
    let mut out = format!(
        "operations {}, carried {}, paged {}, enveloped {}, notes {}\n",
        report.operations, report.carried, report.paged, report.enveloped, report.notes
    );
    for refusal in &report.refused {
        let _ = writeln!(out, "refused {}: {}", refusal.operation, refusal.reason);
    }
    for (why, count) in &report.unpaged {
        let _ = writeln!(out, "without pages {count}: {why}");
    }
    for (why, count) in &report.untyped {
        let _ = writeln!(out, "without a type {count}: {why}");
    }
    for problem in &report.problems {
        let _ = writeln!(out, "problem: {problem}");
    }
    out
}

#[test]
fn metadata_becomes_what_its_golden_says() {
    let mut complaints = Vec::new();
    for (path, source) in cases() {
        let prose = if source.name.starts_with("texts") { Prose::Own } else { Prose::Without };
        // Of some, code is generated and called.
        let feature = workspace().join("tests/goldens").join(path.file_stem().unwrap());
        let is_called = name(&feature).starts_with("imported_");
        let module = is_called.then_some("demo");
        let imported = import(&source, &Options { prose, module, overlay: None }).unwrap();
        let text = imported.text.clone().unwrap_or_default();
        let spec = if is_called { feature.join("spec.yaml") } else { path.with_extension("yaml") };
        for (golden, found) in [(spec, text), (path.with_extension("report"), report(&imported))] {
            if updating() {
                write(&golden, &found);
            } else if let Some(difference) = difference(&read(&golden), &found) {
                complaints.push(format!("{}: {difference}", golden.display()));
            }
        }
    }
    expect_none(
        &complaints,
        "if that is what you want: UPDATE_GOLDENS=1 cargo test -p tests --test import, and review the diff",
    );
}

#[test]
fn what_is_imported_has_no_errors_and_is_stable() {
    let mut complaints = Vec::new();
    for (_, source) in cases() {
        let text = imported(&source, Prose::Without).text;
        assert_eq!(text, imported(&source, Prose::Without).text, "{}", source.name);
        let Some(text) = text else { continue };
        let spec = Source::new("specs/demo.yaml", text);
        let errors = lint(std::slice::from_ref(&spec)).at_least(Severity::Error);
        complaints.extend(errors.iter().map(|error| format!("{}: {error}", source.name)));
        assert!(lower(&spec).is_ok(), "{}", source.name);
    }
    expect_none(&complaints, "an imported specification has a mistake");
}

#[test]
fn texts_are_carried_on_request_alone() {
    let source = Source::new("texts.json", read(&folder().join("texts.json")));
    let other = Source::new(
        "other.json",
        source.text.replace("Create a thing", "创建").replace("\"Name\"", "\"Other\""),
    );
    let without = imported(&source, Prose::Without).text.unwrap();
    assert!(
        !without.contains("The name") && !without.contains("Creates") && !without.contains("wrong"),
        "{without}"
    );
    let own = imported(&source, Prose::Own).text.unwrap();
    assert!(own.contains("The name.") && own.contains("It is wrong."), "{own}");
    // Where the other has no such parameter, there is no text, and no other structure.
    let mixed = imported(&source, Prose::Of(&other)).text.unwrap();
    assert!(mixed.contains("创建") && !mixed.contains("The name.") && !mixed.contains("Other"), "{mixed}");
}

#[test]
fn an_overlay_selects_operations() {
    let source = Source::new("names.json", read(&folder().join("names.json")));
    let all = imported(&source, Prose::Without).report.operations;
    let select = |operations: &str| {
        let overlay =
            format!("overlay: 1.0.0\ninfo: {{title: Ours, version: \"1\"}}\n{operations}\nactions: []\n");
        let overlay = Source::new("specs/names.overlay.yaml", overlay);
        import(&source, &Options { overlay: Some(&overlay), ..Options::default() })
            .map(|imported| (imported.report.operations, imported.report.left_out))
            .map_err(|problem| problem.to_string())
    };
    let found = |name: &str| format!("specs/names.overlay.yaml:3:25: {name} (at /x-import/operations/0)");
    for (patterns, expected) in [
        ("", Ok((all, 0))),
        ("x-import: {operations: ['*']}", Ok((all, 0))),
        ("x-import: {operations: [Deep]}", Ok((1, all - 1))),
        ("x-import: {operations: ['ListT*', Deep]}", Ok((3, all - 3))),
        ("x-import: {operations: ['L*g', '*-*']}", Ok((2, all - 2))),
        (
            "x-import: {operations: [ListTagFilters]}",
            Err(found("no operation is called `ListTagFilters`; did you mean `ListTagFilter`?")),
        ),
        (
            "x-import: {operations: ['Nothing*At*All']}",
            Err(found(
                "no operation is called `Nothing*At*All`; remove it, or write it as the metadata does; `*` stands for any letters",
            )),
        ),
        (
            "x-import: {}",
            Err("specs/names.overlay.yaml:3:11: what to import lacks `operations`; add `operations: …` (at /x-import)"
                .to_owned()),
        ),
    ] {
        assert_eq!(select(patterns), expected, "{patterns}");
    }
}

#[test]
fn modules_stay_whatever_comes_later() {
    let identity = |text: &str| {
        let (product, version) = text.split_once(' ').unwrap();
        Identity { product: product.to_owned(), version: version.to_owned() }
    };
    // What is in the folder, what is imported, and the modules that this gets.
    for (there, new, wanted) in [
        (vec![], vec!["Demo 2024-01-01"], vec!["demo"]),
        (vec![], vec!["Demo 2024-01-01", "demo 2025-01-01"], vec!["demo_2024_01_01", "demo_2025_01_01"]),
        (vec!["Demo 2024-01-01 demo"], vec!["demo 2025-01-01"], vec!["demo_2025_01_01"]),
        (
            vec!["Demo 2025-01-01 demo"],
            vec!["Demo 2024-01-01", "Demo 2025-01-01"],
            vec!["demo_2024_01_01", "demo"],
        ),
        (vec!["Demo 2024-01-01 mine"], vec!["Demo 2024-01-01"], vec!["mine"]),
        (vec!["Demo 2024-01-01 mine"], vec!["Demo 2025-01-01"], vec!["demo_2025_01_01"]),
        // Products that are one in the letters of a module.
        (vec!["Demo-X 2024-01-01 demo_x"], vec!["Demo.X 2024-01-01"], vec!["demo_x_2024_01_01"]),
        (
            vec![],
            vec!["Demo-X 2024-01-01", "Demo.X 2024-01-01"],
            vec!["demo_x_2024_01_01", "demo_x_2024_01_01_2"],
        ),
        (vec![], vec!["1688 2024-01-01", "crate 2024-01-01"], vec!["v1688", "crate_operation"]),
    ] {
        let spec = |line: &&str| {
            let (known, module) = line.rsplit_once(' ').unwrap();
            let text = format!(
                "openapi: 3.1.0\nx-service:\n  product: {}\n  module: {module}\npaths: {{}}\n",
                identity(known).product
            );
            Source::new(file_name(&identity(known)), text)
        };
        let there: Vec<Source> = there.iter().map(spec).collect();
        let new: Vec<Identity> = new.into_iter().map(identity).collect();
        let modules = Modules::new(&there, &new);
        assert_eq!(new.iter().map(|one| modules.of(one).unwrap()).collect::<Vec<_>>(), wanted, "{new:?}");
    }
}

#[test]
fn groups_of_large_products_have_features() {
    let lines = |count: usize| {
        let names: Vec<String> = (0..count).map(|number| format!("Op{number}")).collect();
        let apis: Vec<String> =
            names.iter().map(|name| format!(r#""{name}": {{"methods": ["post"]}}"#)).collect();
        // The first three operations are in groups, the others in none.
        let text = format!(
            r#"{{"info": {{"product": "Demo", "version": "2024-01-01"}}, "apis": {{{}}}, "directories": [
                {{"title": "Backup sets", "id": 7, "children": ["Op0"]}}, {{"title": null, "id": 8, "children": ["Op1"]}},
                {{"title": "备份", "children": ["Op2"]}}]}}"#,
            apis.join(",")
        );
        let text = imported(&Source::new("demo.json", text), Prose::Without).text.unwrap();
        let of_groups =
            |line: &&str| line.starts_with("x-service:") || line.trim_start().starts_with("tags:");
        let lines: Vec<String> = text.lines().filter(of_groups).map(|line| line.trim().to_owned()).collect();
        (lines, Source::new("specs/demo.yaml", text))
    };
    let (small, _) = lines(100);
    assert!(!small[0].contains("features"), "{small:?}");
    assert_eq!(small[1..], ["tags: [Backup sets]", "tags: [\"备份\"]"]);
    let (large, spec) = lines(101);
    assert!(large[0].ends_with("features: tags}"), "{large:?}");
    assert_eq!(large[1..], ["tags: [Backup sets]", "tags: [Group 8]", "tags: [\"备份\"]"]);
    let service = lower(&spec).unwrap();
    let features: Vec<&str> = service.features().into_iter().collect();
    assert_eq!(features, ["demo-backup-sets", "demo-bei-fen", "demo-group-8"]);
}

#[test]
fn the_module_is_that_which_is_given() {
    let source = Source::new("texts.json", read(&folder().join("texts.json")));
    let options = Options { module: Some("mine"), ..Options::default() };
    assert!(import(&source, &options).unwrap().text.unwrap().contains("module: mine,"));
}

#[test]
fn broken_metadata_says_where() {
    for (text, wanted) in [
        ("{\n  \"info\": ,", "demo.json:2:11: this is not JSON"),
        ("[]", "demo.json:1:1: metadata must be an object, not a list"),
        ("{\"apis\": {}}", "demo.json:1:1: `info` must name the `product` and the `version`"),
        ("{\"info\": {\"product\": \"D\", \"version\": 1}}", "`info` must name"),
    ] {
        let error = import(&Source::new("demo.json", text), &Options::default()).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
    let text = "{\"info\": {\"product\": \"D\", \"version\": \"2024-01-01\"}, \"apis\": {\"A\": {\"parameters\": 7}}}";
    let imported = import(&Source::new("demo.json", text), &Options::default()).unwrap();
    assert_eq!(imported.report.carried, 1);
    let problem = imported.report.problems[0].to_string();
    assert!(problem.contains("demo.json:1:82: `parameters` must be a list, not a number"), "{problem}");
}

/// Mutants of each file. The test has to stay quick without optimisation.
const MUTANTS: usize = 40;

/// What is wrong with the import of metadata; nothing, if it cannot be read.
fn mistakes(source: &Source) -> Vec<String> {
    let Ok(imported) = import(source, &Options::default()) else { return Vec::new() };
    let Some(text) = imported.text else { return Vec::new() };
    let spec = Source::new("specs/demo.yaml", text);
    let errors = lint(std::slice::from_ref(&spec)).at_least(Severity::Error);
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn whatever_metadata_says_becomes_a_right_specification() {
    let mut numbers = Numbers(1);
    let mut complaints = Vec::new();
    // Those that are called are large, and of no other kind.
    for (_, source) in cases().into_iter().filter(|(_, source)| !source.name.starts_with("imported_")) {
        for round in 0..MUTANTS {
            let change = |text: String, numbers: &mut Numbers| match numbers.below(3) {
                0 => replace_value(&text, numbers),
                _ => repeat_string(&text, numbers),
            };
            let text = match round % 4 {
                0 => mutate(&source.text, &mut numbers),
                changes => (0..changes * 3).fold(source.text.clone(), |text, _| change(text, &mut numbers)),
            };
            let mutant = Source::new(source.name.clone(), text);
            complaints
                .extend(mistakes(&mutant).into_iter().map(|mistake| format!("{}: {mistake}", source.name)));
        }
    }
    expect_none(&complaints, "broken metadata made a broken specification");
}
