//! The JSON Schema of the dialect against the reader: both know the same words at the same places.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml lets tests stop at the first surprise, but reaches only functions marked as tests"
)]

mod support;

use std::collections::BTreeSet;

use alibabacloud_codegen::{Source, dialect_schema, lint};
use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::{Value, json};
use support::{entries, expect_none, read, specs, workspace};

fn schema() -> Value {
    serde_json::from_str(&dialect_schema()).unwrap()
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// What the schema says against a document.
fn objections(validator: &Validator, document: &Value) -> Vec<String> {
    validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
}

#[test]
fn the_specifications_and_the_goldens_keep_to_it() {
    let validator = validator();
    let goldens = entries(&workspace().join("tests/goldens")).into_iter().map(|path| path.join("spec.yaml"));
    let goldens: Vec<_> = goldens.filter(|path| path.exists()).collect();
    assert!(goldens.len() > 10 && specs().len() >= 3);
    let texts = specs().into_iter().map(|source| (source.name, source.text));
    let texts = texts.chain(goldens.iter().map(|path| (path.display().to_string(), read(path))));
    let complaints: Vec<_> = texts
        .flat_map(|(name, text)| {
            let found = objections(&validator, &yaml(&text));
            found.into_iter().map(move |objection| format!("{name}{objection}"))
        })
        .collect();
    expect_none(&complaints, "the schema refuses what the reader accepts");
}

/// A document with everything that the dialect has words for.
fn document() -> Value {
    let note = json!([{"about": "a", "claims": {"page": "b"}, "choice": "c", "because": "d"}]);
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Demo", "version": "2024-01-01"},
        "x-service": {"product": "Demo", "module": "demo", "style": "rpc", "signature": "ACS3-HMAC-SHA256"},
        "servers": [{"url": "https://demo.{region}.aliyuncs.com", "description": "public"}],
        "x-imported": false,
        "x-endpoints": {"cn-hangzhou": {"public": "demo.aliyuncs.com"}},
        "x-sources": {"page": {"title": "Demo", "kind": "page"}},
        "paths": {
            "/ListThings": {"post": {
                "operationId": "ListThings",
                "x-ram": {"action": "demo:ListThings", "access": "list", "resource": "*"},
                "x-pagination": {"style": "page-number", "page": "Page", "size": "Size", "items": "Items"},
                "x-envelope": {"success": "Yes", "code": "Text", "message": "Text"},
                "x-exactly-one": [{"name": "Scope", "of": ["One", "Other"]}],
                "x-contradictions": note,
                "parameters": [
                    {"name": "Page", "in": "query", "schema": {"type": "integer"}},
                    {"name": "Size", "in": "query", "schema": {"type": "integer", "enum": [1], "x-values": {"1": {"x-rust-name": "One"}}}},
                    {"name": "One", "in": "query", "schema": {"type": "string", "enum": ["a"], "x-values": {"a": {"description": "A."}}}},
                    {"name": "Other", "in": "query", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                    {"$ref": "#/components/parameters/Shared"},
                ],
                "responses": {
                    "200": {"description": "Things.", "content": {"application/json": {
                        "schema": {"type": "object", "properties": {
                            "Items": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                            "Yes": {"type": "boolean"},
                            "Text": {"type": "string"},
                            "Json": {"type": "string", "contentMediaType": "application/json"},
                            "Share": {"type": "number"},
                            "Any": {},
                            "Bare": {"properties": {"A": {"type": ["string", "null"]}}},
                            "Map": {"type": "object", "additionalProperties": {"type": "string"}},
                            "Parts": {"allOf": [{"$ref": "#/components/schemas/Thing"}]},
                        }},
                        "examples": {"documented": {"value": {}}},
                    }}},
                    "400": {"description": "Refused.", "x-error-codes": {"Invalid": {"description": "Wrong."}}},
                    "403": {"$ref": "#/components/responses/Forbidden"},
                },
            }},
            "/SetThing": {"get": {
                "operationId": "SetThing",
                "requestBody": {"content": {"application/x-www-form-urlencoded": {
                    "schema": {"type": "object", "properties": {"Name": {"type": "string"}}, "required": ["Name"]},
                    "encoding": {"Name": {"contentType": "application/json"}},
                }}},
                "responses": {"200": {"$ref": "#/components/responses/Things"}},
            }},
            "/ImportThings": {"post": {
                "operationId": "ImportThings",
                "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "responses": {"200": {"$ref": "#/components/responses/Things"}},
            }},
            "/ListTokens": {"post": {
                "operationId": "ListTokens",
                "x-pagination": {"style": "token", "request": "Next", "response": "Next", "items": "Items"},
                "responses": {"200": {"$ref": "#/components/responses/Things"}},
            }},
        },
        "components": {
            "schemas": {"Thing": {"type": "object", "properties": {"Id": {"type": "string"}}}},
            "parameters": {"Shared": {"name": "Shared", "in": "query", "schema": {"type": "string"}}},
            "responses": {
                "Forbidden": {"x-error-codes": {}},
                "Things": {"content": {"application/json": {"schema": {"type": "object", "properties": {"Items": {"type": "array", "items": {}}}}}}},
            },
        },
    })
}

/// The same with paths that are sent.
fn roa_document() -> Value {
    let mut document = document();
    document["x-service"]["style"] = json!("roa");
    document["paths"] = json!({
        "/things": {
            "parameters": [{"name": "Locale", "in": "header", "schema": {"type": "string"}}],
            "get": {
                "operationId": "ListThings",
                "responses": {"200": {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}},
            },
            "post": {
                "operationId": "CreateThing",
                "requestBody": {"description": "A thing.", "content": {"application/json": {"schema": {
                    "type": "object",
                    "properties": {"Name": {"type": "string"}, "Size": {"type": "integer"}},
                }}}},
                "responses": {"201": {"headers": {"X-Id": {"schema": {"type": "string"}}}}},
            },
        },
        "/things/{Id}": {
            "put": {
                "operationId": "PutThing",
                "parameters": [{"name": "Id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "requestBody": {"$ref": "#/components/requestBodies/Thing"},
                "responses": {"204": {"description": "Done."}},
            },
        },
    });
    document["components"]["requestBodies"] = json!({
        "Thing": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
        "File": {"content": {"application/octet-stream": {"schema": {"type": "string"}}}},
    });
    document["paths"]["/files"] = json!({"patch": {
        "operationId": "PatchFiles",
        "parameters": [{"$ref": "#/components/parameters/Shared"}],
        "requestBody": {"$ref": "#/components/requestBodies/File"},
        "responses": {"200": {"$ref": "#/components/responses/Things"}, "403": {"$ref": "#/components/responses/Forbidden"}},
    }});
    document
}

/// All places in a document that are maps with words of the dialect, as pointers.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    /// Below these, keys are names on the wire, or data.
    const NAMES: &[&str] = &[
        "/paths",
        "/x-endpoints",
        "/x-sources",
        "/claims",
        "/properties",
        "/schemas",
        "/parameters",
        "/requestBodies",
        "/responses",
        "/headers",
        "/encoding",
        "/x-values",
        "/examples",
        "/x-error-codes",
        "/value",
    ];
    match value {
        Value::Object(members) => {
            if !NAMES.iter().any(|name| pointer.ends_with(name)) {
                found.push(pointer.to_owned());
            }
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(member, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(members) => {
            for (at, member) in members.iter().enumerate() {
                places(member, &format!("{pointer}/{at}"), found);
            }
        }
        _ => {}
    }
}

/// Every key that the schema has at any place, and some that it has at none.
fn words(schema: &Value, found: &mut BTreeSet<String>) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        found.extend(properties.keys().cloned());
    }
    match schema {
        Value::Object(members) => members.values().for_each(|member| words(member, found)),
        Value::Array(members) => members.iter().for_each(|member| words(member, found)),
        _ => {}
    }
}

/// A value that is right for a key, so that nothing but the key can be wrong.
fn right_value(key: &str, r#type: Option<&str>) -> Value {
    match key {
        "minimum" | "maximum" | "minItems" | "maxItems" | "minLength" | "maxLength" => json!(1),
        "format" if r#type == Some("number") => json!("double"),
        "format" => json!("int32"),
        "pattern" => json!("^[\\x00-\\x7F]*$"),
        "enum" | "x-final" => json!([1]),
        "required" | "x-contradictions" | "examples" => json!([]),
        "x-closed" | "x-ignore-case" | "additionalProperties" | "deprecated" => json!(true),
        "x-values" | "contentSchema" | "items" => json!({}),
        _ => json!("text"),
    }
}

/// The keys at `pointer` that the reader does not know.
fn unknown_to_reader(document: &Value, pointer: &str) -> BTreeSet<String> {
    let source = Source::new("document.json", document.to_string());
    let found = lint(&[source]);
    let unknown = found.iter().filter(|one| matches!(one.rule.name, "unknown-key" | "unsupported-key"));
    let key = |one: &str| {
        let key = one.strip_prefix(pointer)?.strip_prefix('/')?;
        (!key.contains('/')).then(|| key.replace("~1", "/").replace("~0", "~"))
    };
    unknown.filter_map(|one| key(&one.place.pointer)).collect()
}

/// The keys at `pointer` that the schema does not have.
fn unknown_to_schema(validator: &Validator, document: &Value, pointer: &str) -> BTreeSet<String> {
    let here = validator.iter_errors(document).filter(|error| error.instance_path().to_string() == pointer);
    let unexpected = here.flat_map(|error| match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => unexpected.clone(),
        _ => Vec::new(),
    });
    unexpected.collect()
}

#[test]
fn schema_and_reader_know_the_same_words() {
    let complaints = [document(), roa_document()].iter().flat_map(differences).collect::<Vec<_>>();
    expect_none(&complaints, "change codegen/src/dialect with codegen/src/spec");
}

/// The words that only one of the two refuses, at each place of a document that both accept.
fn differences(document: &Value) -> Vec<String> {
    let validator = validator();
    assert_eq!(objections(&validator, document), Vec::<String>::new());
    let mut all = BTreeSet::from(["nobody-has-this".to_owned(), "oneOf".to_owned(), "readOnly".to_owned()]);
    words(&schema(), &mut all);
    assert!(all.len() > 90, "{} words", all.len());
    let mut found = Vec::new();
    places(document, "", &mut found);
    assert!(found.len() > 50, "{} places", found.len());
    let mut complaints = Vec::new();
    for pointer in &found {
        let here = document.pointer(pointer).unwrap().as_object().unwrap();
        // These words decide which others there are; the document has each of their values.
        let decides = |key: &str| {
            matches!(
                key,
                "$ref"
                    | "allOf"
                    | "type"
                    | "style"
                    | "contentMediaType"
                    | "properties"
                    | "schema"
                    | "content"
                    | "x-error-codes"
            )
        };
        let mut changed = document.clone();
        let value = changed.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        for key in all.iter().filter(|key| !here.contains_key(*key) && !decides(key)) {
            let right = right_value(key, here.get("type").and_then(Value::as_str));
            value.insert(key.clone(), right);
        }
        let reader = unknown_to_reader(&changed, pointer);
        let schema = unknown_to_schema(&validator, &changed, pointer);
        assert!(reader.contains("nobody-has-this"), "{pointer}: {reader:?}");
        let differ = reader.symmetric_difference(&schema);
        complaints.extend(differ.map(|key| {
            let who = if reader.contains(key) { "reader" } else { "schema" };
            format!("{key} at {pointer}: only the {who} refuses it")
        }));
    }
    complaints
}

#[test]
fn wrong_documents_are_refused() {
    let validator = validator();
    let check = |pointer: &str, value: Value| {
        let mut document = document();
        let (above, key) = pointer.rsplit_once('/').unwrap();
        let above = document.pointer_mut(above).unwrap_or_else(|| panic!("{pointer}"));
        match above {
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
            above => above[key.replace("~1", "/")] = value,
        }
        assert!(!validator.is_valid(&document), "{pointer}");
        let source = Source::new("document.json", document.to_string());
        assert!(lint(&[source]).iter().any(|one| one.severity().as_str() == "error"), "{pointer}");
    };
    let post = "/paths/~1ListThings/post";
    check("/openapi", json!("3.0.3"));
    check("/info", json!({"title": "Demo"}));
    check("/info/version", json!(2024));
    check("/x-service/style", json!("soap"));
    check("/servers/0/description", json!("private"));
    check("/x-sources/page/kind", json!("blog"));
    check("/paths", json!({}));
    check(&format!("{post}/operationId"), json!(7));
    check(&format!("{post}/x-pagination/style"), json!("pages"));
    check(&format!("{post}/x-ram"), json!({"action": "demo:ListThings"}));
    check(&format!("{post}/x-exactly-one/0/of"), json!(["One"]));
    check(&format!("{post}/x-contradictions/0/claims"), json!({}));
    check(&format!("{post}/x-contradictions/0/advice"), json!(" "));
    check(&format!("{post}/responses/200/description"), json!(7));
    check(&format!("{post}/parameters/0/in"), json!("cookie"));
    check(&format!("{post}/parameters/0/style"), json!("deepObject"));
    check("/paths/~1ListThings", json!({"trace": {"operationId": "ListThings", "responses": {}}}));
    check("/paths/~1SetThing/get/requestBody/content", json!({"multipart/form-data": {}}));
    check(
        "/paths/~1SetThing/get/requestBody/content",
        json!({"application/octet-stream": {"schema": {"type": "object"}}}),
    );
    check(&format!("{post}/responses"), json!({"200": {"content": {}}, "400": {"x-error-codes": {}}}));
    check(&format!("{post}/parameters/0/schema/type"), json!("int"));
    check(&format!("{post}/parameters/0/schema"), json!({"type": "integer", "format": "date-time"}));
    check(&format!("{post}/parameters/0/schema"), json!({"type": "array"}));
    check(&format!("{post}/parameters/0/schema"), json!({"type": "boolean", "minimum": 1}));
    check(&format!("{post}/parameters/0/schema"), json!({"type": "integer", "minimum": "1"}));
    check(&format!("{post}/parameters/0/schema"), json!({"type": "integer", "enum": []}));
    check(&format!("{post}/parameters/0/schema"), json!({"type": "integer", "minItems": -1}));
    check(&format!("{post}/responses"), json!({"400": {"x-error-codes": {}}}));
    check(&format!("{post}/responses/400"), json!({"description": "Refused."}));
}
