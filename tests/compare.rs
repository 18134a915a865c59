//! Broken metadata, and specifications beside it that are broken in the same way: the comparison says what it found or why
//! it found nothing, and never panics. What it says of sound ones is in `tests/compare`, and `xtask/tests` looks at that.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "support/broken_json.rs"]
mod broken_json;
mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};

use alibabacloud_codegen::Source;
use alibabacloud_codegen::compare::{Class, Comparison, Error, compare, identify_metadata};
use broken_json::{Numbers, mutate, replace_value};
use support::{entries, expect_none, name, read, workspace};

/// Mutants of each file. The test has to stay quick without optimisation.
const MUTANTS: usize = 30;

/// The fixtures whose two sides can be compared. Not the specifications: whoever edits one would get other mutants.
fn pairs() -> Vec<(Source, Source)> {
    let pair = |folder: std::path::PathBuf| {
        let file = |file: &str| Source::new(format!("{}/{file}", name(&folder)), read(&folder.join(file)));
        (file("spec.yaml"), file("metadata.json"))
    };
    let folders = entries(&workspace().join("tests/compare")).into_iter().filter(|path| path.is_dir());
    folders.map(pair).filter(|(spec, metadata)| compare(spec, metadata).is_ok()).collect()
}

/// Whether the two could be compared, and what is wrong with the result.
fn run(spec: &Source, metadata: &Source) -> (bool, Option<String>) {
    let compared = catch_unwind(AssertUnwindSafe(|| {
        let _ = identify_metadata(metadata);
        compare(spec, metadata)
    }));
    match compared {
        Err(_) => (false, Some("panics".to_owned())),
        Ok(Err(Error::Metadata(problem))) => (false, outside(metadata, problem.place.line, "a problem")),
        Ok(Err(Error::Spec(diagnostics))) => {
            (false, diagnostics.to_string().is_empty().then(|| "fails without a reason".to_owned()))
        }
        Ok(Ok(comparison)) => (true, misplaced(&comparison, spec, metadata)),
    }
}

fn misplaced(comparison: &Comparison, spec: &Source, metadata: &Source) -> Option<String> {
    let problems = &mut comparison.problems.iter();
    problems.find_map(|problem| outside(metadata, problem.place.line, &problem.message)).or_else(|| {
        comparison.subjects.iter().find_map(|subject| {
            let silent = match subject.class {
                Class::Conflict => subject.spec.says.is_none() || subject.metadata.says.is_none(),
                Class::OnlySpec => subject.spec.says.is_none() || subject.metadata.says.is_some(),
                Class::OnlyMetadata => subject.spec.says.is_some() || subject.metadata.says.is_none(),
                Class::Agreed => subject.spec.says.is_none() && subject.metadata.says.is_none(),
            };
            if silent {
                return Some(format!("{subject:?}"));
            }
            outside(spec, subject.spec.place.line, &subject.name)
                .or_else(|| outside(metadata, subject.metadata.place.line, &subject.name))
        })
    })
}

fn outside(source: &Source, line: usize, what: &str) -> Option<String> {
    let lines = source.text.split('\n').count();
    (line < 1 || line > lines).then(|| format!("line {line} of {lines} in {}: {what}", source.name))
}

#[test]
fn no_metadata_surprises_the_comparison() {
    let mut complaints = Vec::new();
    let (mut compared, mut refused) = (0, 0);
    for (spec, sound) in pairs() {
        let mut numbers = Numbers(20_240_601);
        for number in 0..MUTANTS {
            let text = match number % 3 {
                0 => mutate(&sound.text, &mut numbers),
                1 => replace_value(&sound.text, &mut numbers),
                _ => replace_value(&replace_value(&sound.text, &mut numbers), &mut numbers),
            };
            let mutant = Source::new(sound.name.clone(), text);
            let (sound_enough, complaint) = run(&spec, &mutant);
            if sound_enough {
                compared += 1;
            } else {
                refused += 1;
            }
            complaints.extend(complaint.map(|what| format!("{} {number}: {what}", sound.name)));
        }
    }
    expect_none(&complaints, "fix codegen/src/compare; the mutants are the same in every run");
    assert!(compared > 80 && refused > 30, "the mutants test little: {compared} compared, {refused} refused");
}

#[test]
fn no_specification_surprises_the_comparison() {
    let mut complaints = Vec::new();
    for (sound, metadata) in pairs() {
        let mut numbers = Numbers(20_240_602);
        for number in 0..MUTANTS / 3 {
            let mutant = Source::new(sound.name.clone(), mutate(&sound.text, &mut numbers));
            complaints
                .extend(run(&mutant, &metadata).1.map(|what| format!("{} {number}: {what}", sound.name)));
        }
    }
    expect_none(&complaints, "fix codegen/src/compare; the mutants are the same in every run");
}

/// Texts that are nothing but strange, beside a sound specification.
#[test]
fn strange_metadata_is_refused_or_read() {
    let spec = doubling_spec();
    let info = "\"info\": {\"product\": \"Dbs\", \"version\": \"2019-03-06\"}";
    let api = |schema: &str| {
        format!(
            "{{{info}, \"apis\": {{\"ListThings\": {{\"responses\": {{\"200\": {{\"schema\": {schema}}}}}}}}}}}"
        )
    };
    let deep =
        "{\"type\": \"object\", \"properties\": {\"Items\": ".repeat(5_000) + "{}" + &"}}".repeat(5_000);
    let wide =
        format!("{{\"type\": \"object\", \"properties\": {{{}}}}}", vec!["\"Items\": {}"; 20_000].join(","));
    let brackets = "[".repeat(200_000);
    for text in [
        "",
        "\u{feff}{}",
        "{",
        "nul",
        "{}",
        "[]",
        "\"a\"",
        "1",
        "{\"apis\": []}",
        &brackets,
        &api(&deep),
        &api(&wide),
    ] {
        let source = Source::new("strange.json", text);
        let start: String = text.chars().take(30).collect();
        assert_eq!(run(&spec, &source).1, None, "{start}");
    }
    // A level of references in two fields each doubles what there is to see; the same pair is looked at once.
    let level = |at: usize| {
        let fields = format!("{{\"$ref\": \"#/components/schemas/L{}\"}}", at + 1);
        format!("\"L{at}\": {{\"type\": \"object\", \"properties\": {{\"A\": {fields}, \"B\": {fields}}}}}")
    };
    let levels: Vec<String> = (0..60).map(level).collect();
    let doubling = format!(
        "{{{info}, \"components\": {{\"schemas\": {{{}}}}}, \"apis\": {{\"ListThings\": {{\"responses\": {{\"200\": {{\"schema\": \
         {{\"$ref\": \"#/components/schemas/L0\"}}}}}}}}}}}}",
        levels.join(",")
    );
    assert_eq!(run(&spec, &Source::new("doubling.json", doubling.as_str())), (true, None));
    let comparison = compare(&spec, &Source::new("doubling.json", doubling)).unwrap();
    assert!((100..2_000).contains(&comparison.subjects.len()), "{}", comparison.subjects.len());
}

fn doubling_spec() -> Source {
    let level = |at: usize| {
        let field = format!("{{$ref: \"#/components/schemas/L{}\"}}", at + 1);
        format!("    L{at}: {{type: object, properties: {{A: {field}, B: {field}}}}}\n")
    };
    let levels: String = (0..59).map(level).collect();
    Source::new(
        "doubling.yaml",
        format!(
            "openapi: 3.1.0
info: {{title: Demo, version: \"2019-03-06\"}}
x-service: {{product: Dbs, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}}
servers: [{{url: \"https://demo.{{region}}.aliyuncs.com\", description: public}}]
paths:
  /ListThings:
    post:
      operationId: ListThings
      responses:
        \"200\":
          description: x
          content: {{application/json: {{schema: {{$ref: \"#/components/schemas/L0\"}}}}}}
components:
  schemas:
{levels}    L59: {{type: object, properties: {{A: {{type: string}}}}}}
"
        ),
    )
}
