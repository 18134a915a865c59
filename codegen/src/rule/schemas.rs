//! What a schema says about itself.

super::rules! {
    CONTRADICTORY_LIMITS = "contradictory-limits", Error, Schema {
        summary: "a lower limit is larger than the upper one",
        why: "No value would be right.",
        example: "
  type: integer
- minimum: 100
- maximum: 1
+ minimum: 1
+ maximum: 100",
    }
    UNDECLARED_REQUIRED = "undeclared-required", Error, Schema {
        summary: "`required` names a property that is not declared",
        why: "The property is misspelt, or was forgotten under `properties`.",
        example: "
  type: object
  properties: {Key: {type: string, description: What to look at.}}
- required: [Keys]
+ required: [Key]",
    }
    DUPLICATE_PROPERTY = "duplicate-property", Error, Schema {
        summary: "two parts of an `allOf` declare the same property",
        why: "A struct has one field for each name.",
        example: "
  allOf:
    - {type: object, properties: {Key: {type: string, description: What to look at.}}}
-   - {type: object, properties: {Key: {type: string, description: What to look at.}}}
+   - {type: object, properties: {Value: {type: string, description: What to find.}}}",
    }
    INVALID_DEFAULT = "invalid-default", Error, Schema {
        summary: "a `default` has another type than its schema, or is not among the values of its `enum`",
        why: "The service cannot assume a value that it does not take. One of the two was transcribed wrongly.",
        example: r#"
  type: integer
- default: "30"
+ default: 30"#,
    }
    DEFAULT_OUT_OF_RANGE = "default-out-of-range", Error, Schema {
        summary: "a `default` breaks the limits of its schema",
        why: "A client would refuse to send what the service assumes by itself. One of the two was transcribed wrongly, or the \
              sources contradict each other: then record it with the aspect `default` or `range`.",
        example: "
  type: integer
  minimum: 1
  maximum: 100
- default: 0
+ default: 10",
    }
    INVALID_EXAMPLE = "invalid-example", Error, Parameter {
        summary: "an `example` violates its schema",
        why: "The example is in the documentation, where readers copy it, and clients refuse to send it or cannot read it.",
        example: "
  name: Kind
  schema: {type: string, enum: [Full, Incremental]}
- example: Complete
+ example: Full",
    }
}
