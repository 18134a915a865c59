//! Where things are in a request: the path, the headers, the body.

super::rules! {
    INVALID_PATH = "invalid-path", Error, Document {
        summary: "a path that no request can have, or that has more operations than it can",
        why: "A path is sent as it is written, with values in place of the names in braces. In the rpc style it only names the one \
              operation that it has.",
        example: r##"
  x-service: {product: Demo, module: demo, style: roa, signature: ACS3-HMAC-SHA256}
  paths:
-   /things//all:
+   /things/all:
      get:
        operationId: ListThings
        description: Lists the things.
        x-sources: [page]
        x-effect: read
        x-ram: {action: demo:ListThings, access: list, resource: "*"}
        responses: {"204": {description: None.}, "400": {description: Refused., x-error-codes: {}}}"##,
    }
    PATH_PARAMETER = "path-parameter", Error, Document {
        summary: "the names in braces of a path are not its parameters, each once and required",
        why: "A name without a parameter would be sent as it is, and a parameter without its place could not be sent at all.",
        example: r##"
  x-service: {product: Demo, module: demo, style: roa, signature: ACS3-HMAC-SHA256}
  paths:
-   /things/{Id}:
+   /things/{ThingId}:
      delete:
        operationId: DeleteThing
        description: Deletes a thing.
        x-sources: [page]
        x-effect: write
        x-ram: {action: demo:DeleteThing, access: delete, resource: "*"}
-       parameters: []
+       parameters: [{name: ThingId, in: path, required: true, description: The thing., schema: {type: string}}]
        responses: {"204": {description: Done.}, "400": {description: Refused., x-error-codes: {}}}"##,
    }
    AMBIGUOUS_PARAMETER = "ambiguous-parameter", Error, Operation {
        summary: "`x-exactly-one` or `x-pagination` names a parameter that is in several places",
        why: "Parameters in different places may have one name. These words have nothing but the name, so they would mean any of them.",
        example: "
  x-exactly-one: [{name: Target, of: [Name, Id]}]
  parameters:
    - {name: Name, in: query, description: The name., schema: {type: string}}
    - {name: Id, in: query, description: The ID., schema: {type: string}}
-   - {name: Name, in: header, x-rust-name: header_name, description: Whose name., schema: {type: string}}
+   - {name: X-Name, in: header, description: Whose name., schema: {type: string}}",
    }
    INVALID_HEADER = "invalid-header", Error, Parameter {
        summary: "a header that the client sets itself, or that cannot be one",
        why: "Two headers of one name contradict each other, and the signature covers what the client has set.",
        example: "
- name: X-Acs-Date
+ name: X-Demo-Date
  in: header
  schema: {type: string}",
    }
    UNSUPPORTED_BODY = "unsupported-body", Error, Operation {
        summary: "a body of a request that cannot be made",
        why: "A body is JSON, a form with fields, or bytes. Where the vendor takes several of these, one is enough.",
        example: "
  requestBody:
    content:
-     application/x-www-form-urlencoded: {schema: {type: array, items: {type: string}}}
+     application/x-www-form-urlencoded: {schema: {type: object, properties: {Name: {type: string, description: The name.}}}}",
    }
}
