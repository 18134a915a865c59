//! The types of required parameters are arguments of a client's methods: the product's file imports them.

#![allow(missing_docs)]

use alibabacloud_codegen::{Source, emit_service, lower};

const SPECIFICATION: &str = r##"
openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
paths:
  /ChangeThing:
    post:
      operationId: ChangeThing
      parameters:
        - {name: Mode, in: query, required: true, schema: {type: string, enum: [Soft, Hard]}}
        - name: Part
          in: query
          required: true
          schema: {type: array, items: {type: object, properties: {Id: {type: string}}}}
        - {name: Kind, in: query, required: true, schema: {$ref: "#/components/schemas/ThingKind"}}
        - {name: Level, in: query, schema: {type: string, enum: [Low, High]}}
      responses:
        "200": {description: Done., content: {application/json: {schema: {$ref: "#/components/schemas/Done"}}}}
components:
  schemas:
    Done: {type: object, properties: {RequestId: {type: string}}}
    ThingKind: {type: string, enum: [Small, Large]}
"##;

#[test]
fn the_types_of_arguments_are_imported() -> Result<(), Box<dyn std::error::Error>> {
    let service = lower(&Source::new("specs/demo.yaml", SPECIFICATION))?;
    let files = emit_service(&service, "demo_crate");
    let client = files.get("demo.rs").ok_or("no file for the product")?;
    assert!(client.contains("use types::ThingKind;"), "{client}");
    assert!(
        client.contains("use change_thing::{ChangeThing, ChangeThingMode, ChangeThingPart};"),
        "{client}"
    );
    Ok(())
}
