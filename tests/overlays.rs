//! Overlays: a document with one is as the document that somebody would have written instead.

#![allow(
    clippy::panic,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

use alibabacloud_codegen::{Source, emit_service, lower};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
paths:
  /GetThing:
    post:
      operationId: GetThing
      description: Gets it.
      parameters:
        - {name: Name, in: query, required: true, schema: {type: string}}
        - {name: Size, in: query, schema: {type: integer, format: int32, minimum: 1, maximum: 50}}
        - {name: Old, in: query, schema: {type: string}}
      responses:
        "200":
          description: The thing.
          content:
            application/json:
              schema: {type: object, properties: {Kind: {type: string, enum: [A, B]}, Note: {type: string}}}
  /GetOther:
    post:
      operationId: GetOther
      responses:
        "200":
          description: The other.
          content: {application/json: {schema: {type: object, properties: {Id: {type: string}}}}}
"##;

/// What is replaced by what.
type Edits = &'static [(&'static str, &'static str)];

/// An overlay's actions, and the edits of the document that do the same.
const CASES: &[(&str, &str, Edits)] = &[
    (
        "a new key",
        "{target: \"$.paths['/GetThing'].post\", update: {x-effect: read}}",
        &[("      description: Gets it.\n", "      description: Gets it.\n      x-effect: read\n")],
    ),
    (
        "a text is replaced",
        "{target: \"$.paths['/GetThing'].post\", update: {description: Returns a thing.}}",
        &[("Gets it.", "Returns a thing.")],
    ),
    (
        "maps are merged, however deep",
        "{target: $.paths, update: {/GetThing: {post: {responses: {'200': {content: {application/json: {schema: {properties: \
         {Note: {description: A note.}}}}}}}}}}}",
        &[("Note: {type: string}", "Note: {type: string, description: A note.}")],
    ),
    (
        "lists in maps grow",
        "{target: \"$.paths['/GetThing'].post..Kind\", update: {enum: [C]}}",
        &[("[A, B]", "[A, B, C]")],
    ),
    ("a list grows by an entry", "{target: $..enum, update: C}", &[("[A, B]", "[A, B, C]")]),
    ("a list grows by a list", "{target: $..enum, update: [C, D]}", &[("[A, B]", "[A, B, C, D]")]),
    ("what is there is not added again", "{target: $..enum, update: [B, C]}", &[("[A, B]", "[A, B, C]")]),
    ("a value is replaced", "{target: $..maximum, update: 100}", &[("maximum: 50", "maximum: 100")]),
    (
        "a parameter is found by its name",
        "{target: \"$.paths['/GetThing'].post.parameters[?@.name == 'Size'].schema\", update: {default: 10}}",
        &[("maximum: 50", "maximum: 50, default: 10")],
    ),
    (
        "a part is removed",
        "{target: \"$..parameters[?@.name == 'Old']\", remove: true}",
        &[("        - {name: Old, in: query, schema: {type: string}}\n", "")],
    ),
    (
        "several parts of a list are removed",
        "{target: \"$..parameters[?@.name != 'Size']\", remove: true}",
        &[
            ("        - {name: Old, in: query, schema: {type: string}}\n", ""),
            ("        - {name: Name, in: query, required: true, schema: {type: string}}\n", ""),
        ],
    ),
    (
        "many targets, some of which are so already",
        "{target: $.paths.*.post, update: {description: Gets it.}}",
        &[("operationId: GetOther\n", "operationId: GetOther\n      description: Gets it.\n")],
    ),
    (
        "a function of JSONPath",
        "{target: \"$..parameters[?match(@.name, 'Ol.')]\", update: {deprecated: true}}",
        &[("{name: Old,", "{name: Old, deprecated: true,")],
    ),
    (
        "a name is described wherever it is",
        "{target: $.paths.*.post, update: {description: Gets it.}}\nx-descriptions:\n  names: {Id: The ID., Note: A note., Name: The name.}",
        &[
            ("operationId: GetOther\n", "operationId: GetOther\n      description: Gets it.\n"),
            ("Id: {type: string}", "Id: {type: string, description: The ID.}"),
            ("Note: {type: string}", "Note: {type: string, description: A note.}"),
            ("{name: Name, in: query,", "{name: Name, in: query, description: The name.,"),
        ],
    ),
    (
        "the longest path counts, and parameters and fields before both",
        "{target: $..enum, update: C}\nx-descriptions:\n  parameters: {Size: The size.}\n  fields: {GetOther/Id: The other.}\n  \
         names: {Old: The old one., GetThing/Kind: The kind., GetThing/Note: A note.}",
        &[
            ("[A, B]", "[A, B, C], description: The kind."),
            ("{name: Size, in: query,", "{name: Size, in: query, description: The size.,"),
            ("{name: Old, in: query,", "{name: Old, in: query, description: The old one.,"),
            ("Id: {type: string}", "Id: {type: string, description: The other.}"),
            ("Note: {type: string}", "Note: {type: string, description: A note.}"),
        ],
    ),
    (
        "what is imported is no matter of the document",
        "{target: $..maximum, update: 100}\nx-import: {operations: ['*']}",
        &[("maximum: 50", "maximum: 100")],
    ),
    (
        "an action sees what those before did",
        "{target: \"$..parameters[?@.name == 'Old']\", remove: true}\n  - {target: \"$.paths['/GetThing'].post.parameters\", update: \
         {name: New, in: query, schema: {type: string}}}\n  - {target: \"$..parameters[2]\", update: {deprecated: true}}",
        &[("{name: Old, in: query,", "{name: New, in: query, deprecated: true,")],
    ),
];

fn generated(source: &Source) -> String {
    let service = lower(source).unwrap_or_else(|wrong| panic!("{wrong}"));
    emit_service(&service, "demo").iter().map(|(path, text)| format!("== {path}\n{text}")).collect()
}

#[test]
fn an_overlay_is_an_edit() {
    for (name, actions, edits) in CASES {
        let overlay = format!(
            "overlay: 1.0.0\ninfo: {{title: Ours, version: \"1\"}}\nextends: demo.yaml\nactions:\n  - {actions}\n"
        );
        let corrected =
            Source::new("demo.yaml", DOCUMENT).with_overlay(Source::new("demo.overlay.yaml", overlay));
        let edited = edits.iter().fold(DOCUMENT.to_owned(), |text, (from, to)| {
            assert_eq!(text.matches(from).count(), 1, "{name}: {from}");
            text.replace(from, to)
        });
        assert_ne!(generated(&corrected), generated(&Source::new("demo.yaml", DOCUMENT)), "{name}");
        assert_eq!(generated(&corrected), generated(&Source::new("demo.yaml", edited)), "{name}");
    }
}
