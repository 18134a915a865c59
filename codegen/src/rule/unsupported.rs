//! What is right OpenAPI, or right by the vendor, and cannot be generated yet.

super::rules! {
    UNSUPPORTED_VERSION = "unsupported-version", Error, Document {
        summary: "the document is of another version of OpenAPI",
        why: "The words of 2.0, 3.0 and 3.1 mean different things. The dialect is of 3.1.",
        example: "
- openapi: 3.0.3
+ openapi: 3.1.0",
    }
    UNSUPPORTED_STYLE = "unsupported-style", Error, Document {
        summary: "a style or a signature that the runtime does not speak",
        why: "Requests would be sent or signed in a way that the service does not understand.",
        example: "
- x-service: {product: Demo, module: demo, style: rest, signature: ACS3-HMAC-SHA256}
+ x-service: {product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}",
    }
    UNSUPPORTED_PARAMETER = "unsupported-parameter", Error, Parameter {
        summary: "a place or an encoding of a parameter that requests do not have",
        why: "Parameters are in the query, the path, a header or a body. What is one text there is a scalar, JSON, or a list of plain \
              values that is joined.",
        example: "
  name: Size
- in: cookie
+ in: query
  schema: {type: integer}",
    }
    UNSUPPORTED_RESPONSE = "unsupported-response", Error, Answer {
        summary: "an answer that no type is decoded from, a second one, or a status that none has",
        why: "An operation returns one type, and errors have a status of 300 to 599. What is no object has no field that could say \
              how its values are written.",
        example: "
- schema: {type: array, items: {type: integer, format: unix-time}}
- example: [0]
+ schema: {type: array, items: {type: integer}}
+ example: [0]",
    }
    UNSUPPORTED_SCHEMA = "unsupported-schema", Error, Schema {
        summary: "a schema that has no type in Rust",
        why: "A value of several types, an object with both `properties` and `additionalProperties`, an `allOf` of something else than \
              objects. Choose one and record the contradiction; decoding accepts what can be converted without loss.",
        example: r#"
- type: [string, integer]
+ type: [string, "null"]"#,
    }
    UNSUPPORTED_FORMAT = "unsupported-format", Error, Schema {
        summary: "a `format` that does not go with the type, or is unknown",
        why: "The format decides about the type in Rust: a moment, a percentage, a number in a string. The help lists those that there \
              are.",
        example: "
  type: integer
- format: date-time
+ format: unix-time",
    }
    UNSUPPORTED_PATTERN = "unsupported-pattern", Error, Schema {
        summary: "a `pattern` that clients cannot check",
        why: "The runtime has no regular expressions. The one pattern that it knows is that for ASCII; describe others in words.",
        example: r#"
  type: string
- pattern: "^[a-z]+$"
+ pattern: '^[\x00-\x7F]*$'"#,
    }
}
