//! Whether the text is a document at all: syntax, keys, kinds of values.

super::rules! {
    ENDPOINT_ORDER = "endpoint-order", Warning, Document {
        summary: "the regions under `x-endpoints` are not in the order of their names",
        why: "Whoever compares the table with a page, or with an older one, reads it from top to bottom.",
        example: r#"
  x-endpoints:
-   eu-west-1: {public: demo.eu-west-1.aliyuncs.com}
    cn-hangzhou: {public: demo.cn-hangzhou.aliyuncs.com}
+   eu-west-1: {public: demo.eu-west-1.aliyuncs.com}"#,
    }
    YAML_SYNTAX = "yaml-syntax", Error, Document {
        summary: "the text is not YAML",
        why: "Nothing can be read behind the mistake, so it hides all others of the file.",
        example: r#"
- info: {title: Demo, version: "2024-01-01"
+ info: {title: Demo, version: "2024-01-01"}"#,
    }
    UNSUPPORTED_YAML = "unsupported-yaml", Error, Document {
        summary: "an anchor, an alias, a tag or a second document",
        why: "A tree without these is as large as its text, and every tool reads it alike. `$ref` does what anchors do.",
        example: r#"
- info: &info {title: Demo, version: "2024-01-01"}
+ info: {title: Demo, version: "2024-01-01"}"#,
    }
    DUPLICATE_KEY = "duplicate-key", Error, Document {
        summary: "a key stands twice in a map",
        why: "YAML readers silently keep the first or the last. Which of the two was meant cannot be told.",
        example: r#"
  info:
    title: Demo
-   title: The demo
    version: "2024-01-01""#,
    }
    UNKNOWN_KEY = "unknown-key", Error, Operation {
        summary: "a key that the dialect does not have, most often a misspelt one",
        why: "A misspelt word would otherwise be passed over, and what it says would be missing in the crate. The help names the \
              nearest word that may stand there.",
        example: "
- tag: [things]
+ tags: [things]",
    }
    UNSUPPORTED_KEY = "unsupported-key", Error, Schema {
        summary: "a word of OpenAPI or JSON Schema that the dialect leaves out",
        why: "The generator would have to pass over it, and the crate would be wrong where the document is right.",
        example: "
- oneOf: [{type: string}, {type: integer}]
+ type: string",
    }
    MISSING_KEY = "missing-key", Error, Parameter {
        summary: "a key that has to be there is missing",
        why: "The generator cannot know what the author would have written.",
        example: "
  name: Size
- # no in
+ in: query
  schema: {type: integer}",
    }
    WRONG_KIND = "wrong-kind", Error, Parameter {
        summary: "a value of another kind than the key takes",
        why: "A list where a map belongs, or a number where a string does, means that something was misunderstood. YAML reads `1.0` \
              and `2024` as numbers; quote them where a string is meant.",
        example: r#"
  name: Size
- required: "yes"
+ required: true
  schema: {type: integer}"#,
    }
    EMPTY_TEXT = "empty-text", Error, Document {
        summary: "a text that has to say something is empty",
        why: "Such texts become names and headers.",
        example: r#"
- info: {title: "", version: "2024-01-01"}
+ info: {title: Demo, version: "2024-01-01"}"#,
    }
    UNKNOWN_WORD = "unknown-word", Error, Operation {
        summary: "a key with a fixed vocabulary has another value",
        why: "Each of these words makes the generator do something else; there is nothing to do for others.",
        example: "
- x-effect: none
+ x-effect: read",
    }
    ORPHAN_KEY = "orphan-key", Error, Schema {
        summary: "a key stands without the one that it belongs to",
        why: "`x-values`, `x-closed` and `x-ignore-case` say something about an `enum`, and `contentSchema` about a \
              `contentMediaType`. Alone they say nothing, and neither does the limit of another type, such as the `minimum` of a \
              string.",
        example: "
  type: string
+ enum: [Enabled, Disabled]
  x-closed: true",
    }
    NO_OPERATIONS = "no-operations", Error, Document {
        summary: "the document has no operations",
        why: "A client without operations is of no use; most likely `paths` was cut off.",
        example: r#"
- paths: {}
+ paths:
+   /GetThing:
+     post:
+       operationId: GetThing
+       description: Returns a thing.
+       x-sources: [page]
+       x-effect: read
+       x-ram: {action: demo:GetThing, access: get, resource: "*"}
+       responses:
+         "200":
+           description: The thing.
+           content:
+             application/json:
+               schema: {type: object, properties: {Id: {type: string, description: The ID.}}}
+               example: {Id: t-1}
+         "400": {description: No codes are documented., x-error-codes: {}}"#,
    }
    EMPTY_CONTRADICTION = "empty-contradiction", Error, Schema {
        summary: "a recorded contradiction without claims",
        why: "The record is worth what its claims are: which source says what.",
        example: "
  type: string
  x-contradictions:
-   - {about: the type, claims: {}, choice: a string, because: the page is newer}
+   - {about: the type, claims: {page: a string and a number}, choice: a string, because: the sample has one}",
    }
}
