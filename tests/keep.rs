//! What keeps the API of a crate: each breaking change is avoided by what is proposed, or is known not to be.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

#[path = "semver/case.rs"]
mod case;
#[path = "support/mutation.rs"]
mod mutation;
mod support;

use alibabacloud_codegen::keep::{Kept, Options, keep};
use alibabacloud_codegen::{Change, Kind, Level, Source, diff, lower};
use case::{Case, Side, cases, folder};
use mutation::{Numbers, mutate};
use support::{expect_none, read, updating, workspace, write};

/// Changes that no overlay undoes, and why.
const NOT_KEPT: &[(&str, &str)] = &[
    ("api_version", "another version of an API is another product"),
    ("choice_added", CHOICE),
    ("choice_removed", CHOICE),
    ("choice_renamed", CHOICE),
    ("choice_variant_added", CHOICE),
    ("choice_variant_removed", CHOICE),
    ("choice_variant_renamed", CHOICE),
    ("enum_closed_value_added", "the promise was not kept by the vendor"),
    ("enum_finals_removed", "people say what is final"),
    ("enum_value_not_final", "people say what is final"),
    ("enum_value_renamed", "people give names"),
    ("field_boxed", "a type cannot contain itself without a box"),
    ("field_wire_name_other", "people give names"),
    ("operation_wire_name", "the name in Rust was given to another operation"),
    ("parameter_place_header", PLACE),
    ("parameter_place_limits", PLACE),
    ("parameter_place_of_twins", PLACE),
    ("type_removed", "a component that nothing refers to is written by people"),
    ("unit_changed", "figures in the old unit would be wrong"),
];
const CHOICE: &str = "people say which parameters exclude each other";
const PLACE: &str = "where a value goes is a fact about the service";

fn options(since: &str) -> Options {
    Options { since: since.to_owned(), until: Some("2026-12-01".to_owned()), let_go: false }
}

fn source(text: String) -> Source {
    Source::new("specs/base.yaml", text)
}

fn kept(before: &Source, after: &Source) -> Kept {
    keep(before, after, &options("2025-12-01")).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn sides(case: &Case) -> Option<(Source, Source)> {
    Some((source(case.document(Side::Before)?), source(case.document(Side::After)?)))
}

#[test]
fn every_case_is_kept_or_known_not_to_be() {
    let mut wrong = Vec::new();
    for case in cases() {
        let Some((before, after)) = sides(&case) else { continue };
        if case.changes().verdict() != Some(Level::Major) {
            continue;
        }
        let kept = kept(&before, &after);
        let left: Vec<String> = kept.changes.of(Level::Major).map(Change::to_string).collect();
        let known = NOT_KEPT.iter().any(|(name, _)| *name == case.name);
        if left.is_empty() == known {
            wrong.push(format!("{}: {left:?}", case.name));
        }
        let unexplained = |change: &&Change| !kept.proposals.iter().any(|one| one.avoids(change));
        let changes = case.changes();
        wrong.extend(
            changes
                .of(Level::Major)
                .filter(|_| !known)
                .filter(unexplained)
                .map(|one| format!("{}: nothing avoids {one}", case.name)),
        );
    }
    expect_none(&wrong, "keep it, or say in NOT_KEPT why that cannot be");
}

/// A document of one operation with these parameters and properties of the answer.
fn document(operations: &[(&str, &str, &str)]) -> String {
    let mut text = String::from(
        "openapi: 3.1.0
info: {title: Demo, version: \"2024-01-01\"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: \"https://demo.{region}.aliyuncs.com\", description: public}]
paths:
",
    );
    for (name, parameters, properties) in operations {
        text += &format!(
            "  /{name}:
    post:
      operationId: {name}
      parameters: [{parameters}]
      responses:
        \"200\":
          description: \"\"
          content: {{application/json: {{schema: {{type: object, properties: {{{properties}}}}}}}}}
        \"400\": {{description: \"\", x-error-codes: {{Code{name}: {{}}}}}}
"
        );
    }
    text
}

const ID: &str = "{name: Id, in: query, schema: {type: string}}";
const RELEASED: &[(&str, &str, &str)] = &[
    (
        "ListThings",
        "{name: Id, in: query, schema: {type: string}}, {name: Size, in: query, schema: {type: integer}}",
        "Name: {type: string}, State: {type: string, enum: [On, Off]}, Total: {type: string}",
    ),
    ("StopThing", "{name: Id, in: query, required: true, schema: {type: string}}", "Done: {type: boolean}"),
];
const NEWER: &[(&str, &str, &str)] = &[(
    "ListThings",
    "{name: Id, in: query, required: true, schema: {type: string}}",
    "State: {type: string, enum: [\"Off\", Paused]}, Total: {type: integer}",
)];

/// What people wrote, with a comment and a target that is gone from the newer document.
const OWN: &str = "\
overlay: 1.0.0
info: {title: Ours, version: \"1\"}
actions:
  # The name is what people gave it.
  - target: $.paths['/ListThings'].post.responses['200'].content['application/json'].schema.properties.Name
    update: {description: The name.}
  - target: $.paths['/StopThing'].post
    update: {summary: Stops a thing.}
";

fn with(document: String, overlay: &str) -> Source {
    source(document).with_overlay(Source::new("specs/base.overlay.yaml", overlay))
}

#[test]
fn what_is_written() {
    let (before, after) = (with(document(RELEASED), OWN), with(document(NEWER), OWN));
    let kept = kept(&before, &after);
    let found = kept.overlay.unwrap();
    let golden = workspace().join("tests/semver/kept.overlay.yaml");
    if updating() {
        write(&golden, &found);
    }
    assert_eq!(
        read(&golden),
        found,
        "if that is what you want: UPDATE_GOLDENS=1 cargo test -p tests --test keep"
    );
    assert_eq!(kept.changes.verdict(), Some(Level::Minor), "{:?}", kept.changes);
    assert!(
        found.ends_with(OWN.split_once("actions:\n").unwrap().1),
        "what people wrote stays to the letter"
    );
}

#[test]
fn keeping_again_changes_nothing_and_keeps_the_dates() {
    let first = kept(&source(document(RELEASED)), &source(document(NEWER))).overlay.unwrap();
    let released = with(document(NEWER), &first);
    let again = keep(&released, &released, &options("2026-03-01")).unwrap();
    assert_eq!(again.overlay.as_deref(), Some(first.as_str()));
    assert!(again.changes.is_empty() && again.expired.is_empty());
    let late = keep(&released, &released, &options("2027-01-01")).unwrap();
    let expired: Vec<&str> = late.expired.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(expired, ["Name", "On", "Size", "StopThing"]);
    assert_eq!(late.overlay.as_deref(), Some(first.as_str()), "what is over is told, and kept");
    let options = Options { let_go: true, ..options("2027-01-01") };
    let over = keep(&released, &with(document(NEWER), &first), &options).unwrap();
    assert!(over.expired.is_empty() && !over.overlay.unwrap().contains("x-gone-since"));
    assert_eq!(over.changes.verdict(), Some(Level::Major), "{:?}", over.changes);
}

#[test]
fn what_comes_back_is_no_longer_put_back() {
    let before = with(document(RELEASED), OWN);
    let gone = kept(&before, &with(document(NEWER), OWN)).overlay.unwrap();
    let again = document(RELEASED).replace("[On, Off]", "[\"On\", \"Off\", Paused]");
    let back = kept(&with(document(NEWER), &gone), &with(again, &gone));
    assert_eq!(back.overlay.as_deref(), Some(OWN));
    let kinds: Vec<Kind> = back
        .changes
        .iter()
        .map(|change| change.kind)
        .filter(|kind| kind.facts().level > Level::Patch)
        .collect();
    assert_eq!(kinds, [], "{:?}", back.changes);
}

/// Words of ours beside the actions, with and without actions of people, in each order and form.
#[test]
fn what_stands_beside_the_actions_stays() {
    let described = "x-descriptions: {names: {Total: What people say.}}\n";
    let summary = "\n  # Why.\n  - {target: $.info, update: {description: D}}\n\n";
    for (actions, words_first) in [
        ("actions: []\n", false),
        ("actions: []\n", true),
        ("actions: [\n  ]\n", false),
        (&*format!("actions:\n{summary}"), false),
    ] {
        let parts = if words_first { [described, actions] } else { [actions, "# Of names.\n"] };
        let rest = if words_first { "" } else { described };
        let head = "# Ours.\noverlay: 1.0.0\ninfo: {title: Ours, version: \"1\"}\n";
        let own = format!("{head}{}{rest}", parts.concat());
        let released = with(document(RELEASED), &own);
        let first = kept(&released, &with(document(NEWER), &own)).overlay.unwrap();
        for part in ["# Ours.\n", described, if words_first { "" } else { "# Of names.\n" }] {
            assert!(first.contains(part), "{part} in {first}");
        }
        assert!(first.contains("\nactions:\n") && first.contains("x-keep"), "{first}");
        let again = kept(&with(document(NEWER), &first), &with(document(NEWER), &first)).overlay.unwrap();
        assert_eq!(again, first);
        let documented = document(RELEASED).replace("[On, Off]", "[\"On\", \"Off\", Paused]");
        let back = kept(&with(document(NEWER), &first), &with(documented, &first)).overlay.unwrap();
        assert_eq!(back, own.replace("[\n  ]", "[]"));
    }
}

#[test]
fn nothing_to_keep_is_no_overlay() {
    let one = source(document(&[("ListThings", ID, "Name: {type: string}")]));
    let more = source(document(&[("ListThings", ID, "Name: {type: string}, Size: {type: integer}")]));
    let kept = kept(&one, &more);
    assert_eq!((kept.overlay, kept.proposals.len()), (None, 0));
}

#[test]
fn an_action_of_people_that_has_lost_its_target_is_told() {
    let own = OWN.replace("properties.Name", "properties.Owner");
    let wrong =
        keep(&source(document(RELEASED)), &with(document(NEWER), &own), &options("2025-12-01")).unwrap_err();
    assert!(wrong.to_string().contains("overlay-without-target"), "{wrong}");
}

#[test]
fn actions_on_one_line_get_lines_of_their_own() {
    let own = "overlay: 1.0.0\ninfo: {title: Ours, version: \"1\"}\nactions: [{target: $.info, update: {description: D}}]\n";
    let kept = kept(&source(document(RELEASED)), &with(document(NEWER), own));
    let overlay = kept.overlay.unwrap();
    assert!(overlay.ends_with("  - target: \"$.info\"\n    update: {description: D}\n"), "{overlay}");
    assert_eq!(kept.changes.verdict(), Some(Level::Minor), "{:?}", kept.changes);
}

/// Kinds that no overlay undoes; [`NOT_KEPT`] says why.
const NEVER_KEPT: &[Kind] = &[
    Kind::ApiVersionChanged,
    Kind::ArgumentsReordered,
    Kind::ChoiceAdded,
    Kind::ChoiceRemoved,
    Kind::ChoiceRenamed,
    Kind::ChoiceVariantAdded,
    Kind::ChoiceVariantRemoved,
    Kind::ChoiceVariantRenamed,
    Kind::ClosedValueAdded,
    Kind::FieldUnitChanged,
    Kind::FinalValuesRemoved,
    Kind::FieldWireNameChanged,
    Kind::OperationWireNameChanged,
    Kind::TypeRemoved,
    Kind::UnitChanged,
    Kind::ValueNoLongerFinal,
    Kind::ValueRenamed,
    Kind::ValueWireChanged,
];

#[test]
fn random_changes_are_kept() {
    let base = read(&folder().join("base.yaml"));
    let (before, mut numbers, mut wrong) = (source(base.clone()), Numbers::new(20_251_201), Vec::new());
    let released = lower(&before).unwrap();
    for number in 0..1_000 {
        let after = source(mutate(&base, &mut numbers));
        let Ok(service) = lower(&after) else { continue };
        let changes = diff(std::slice::from_ref(&released), std::slice::from_ref(&service));
        if changes.verdict() != Some(Level::Major) {
            continue;
        }
        match keep(&before, &after, &options("2025-12-01")) {
            Ok(kept) => {
                let left = kept.changes.of(Level::Major).filter(|change| !NEVER_KEPT.contains(&change.kind));
                wrong.extend(left.map(|change| format!("{number}: {change}")));
            }
            Err(diagnostics) => wrong.push(format!("{number}: {diagnostics}")),
        }
    }
    expect_none(&wrong, "keep it");
}
