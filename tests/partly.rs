//! Documents of which one operation is wanted: mistakes in another do not concern it, though they share a path.

use alibabacloud_codegen::{Partly, Source, lower_partly};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: Demo, version: "2024-01-01"}
x-service: {product: Demo, module: demo, style: roa, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]
paths:
  /things/{Id}:
    parameters: [{name: Id, in: path, required: true, schema: {$ref: "#/components/schemas/Id"}}]
    get: {operationId: GetThing, responses: {"200": {content: {application/octet-stream: {}}}}}
    put:
      operationId: PutThing
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    Id: {type: string}
    Thing: {type: object, properties: {Name: {type: string}}}
"##;

fn concerned(document: &str) -> Vec<&'static str> {
    let partly: Partly = lower_partly(&Source::new("demo.yaml", document));
    let is_concerned = |name: &&str| !partly.concerning(name).is_empty();
    ["GetThing", "PutThing"].into_iter().filter(is_concerned).collect()
}

#[test]
fn mistakes_concern_the_operations_that_they_are_in() {
    let none: [&str; 0] = [];
    assert_eq!(concerned(DOCUMENT), none);
    assert_eq!(concerned(&DOCUMENT.replace("description: Done.", "descripton: Done.")), ["PutThing"]);
    assert_eq!(concerned(&DOCUMENT.replace("octet-stream", "octets")), ["GetThing"]);
    assert_eq!(concerned(&DOCUMENT.replace("Name: {type: string}", "Name: {type: text}")), ["PutThing"]);
}

#[test]
fn mistakes_of_a_path_concern_all_of_its_operations() {
    let both = ["GetThing", "PutThing"];
    assert_eq!(concerned(&DOCUMENT.replace("Id: {type: string}", "Id: {type: text}")), both);
    assert_eq!(concerned(&DOCUMENT.replace("required: true, ", "")), both);
    assert_eq!(concerned(&DOCUMENT.replace("/things/{Id}:", "/things//{Id}:")), both);
    assert_eq!(concerned(&DOCUMENT.replace("    get:", "    trace: {}\n    get:")), both);
}
