//! What refers to what.

super::rules! {
    DANGLING_REFERENCE = "dangling-reference", Error, Schema {
        summary: "a `$ref` to something that does not exist",
        why: "The type behind it is unknown. Most often the name is misspelt; the help has the nearest one.",
        example: r##"
- $ref: "#/components/schemas/Stauts"
+ $ref: "#/components/schemas/Status"
+ components:
+   schemas:
+     Status: {type: string, description: How it went.}"##,
    }
    CYCLIC_REFERENCE = "cyclic-reference", Error, Schema {
        summary: "a schema is defined by itself",
        why: "Following such references never ends. An object, a list or a map may contain itself; a mere reference or an `allOf` \
              may not.",
        example: r##"
  $ref: "#/components/schemas/A"
  components:
    schemas:
      A: {description: One., $ref: "#/components/schemas/B"}
-     B: {description: Two., $ref: "#/components/schemas/A"}
+     B: {description: Two., type: string}"##,
    }
    LONG_REFERENCE_CHAIN = "long-reference-chain", Error, Schema {
        summary: "more references follow one another than anyone needs",
        why: "The generator follows 100. Real documents need about five, so a longer chain is a mistake or an attack.",
        example: r##"
  $ref: "#/components/schemas/S0"
- # and 100 schemas that are references to the next
+ components:
+   schemas:
+     S0: {type: string, description: A text.}"##,
    }
    UNSUPPORTED_REFERENCE = "unsupported-reference", Error, Schema {
        summary: "a `$ref` to a place that cannot be referred to",
        why: "Only components have names of their own, and only those of the same document are read.",
        example: r#"
- $ref: "common.yaml#/Status"
+ type: string"#,
    }
    UNDECLARED_SOURCE = "undeclared-source", Error, Operation {
        summary: "a source is cited and not declared",
        why: "Whoever doubts a fact has to be able to find where it came from. Declare the source under the document's `x-sources`.",
        example: "
- x-sources: [page, page-en]
+ x-sources: [page]",
    }
    UNUSED_COMPONENT = "unused-component", Warning, Schema {
        summary: "a schema, parameter or response that no operation leads to",
        why: "A shared parameter or response that nobody uses is not even read, and an unused schema becomes a type that no call \
              takes or returns. It is left over, or its reference was forgotten.",
        example: r##"
- type: string
+ $ref: "#/components/schemas/Status"
  components:
    schemas:
      Status: {type: string, description: How it went.}"##,
    }
    UNUSED_SOURCE = "unused-source", Warning, Document {
        summary: "a declared source that nothing cites",
        why: "Either the operations that were transcribed from it do not say so, or it is left over.",
        example: "
  x-sources:
    page: {title: Demo, kind: page}
-   page-ja: {title: The demo in Japanese, kind: page}",
    }
}
