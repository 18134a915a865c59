//! What a schema says about itself.

super::rules! {
    CONTRADICTORY_LIMITS = "contradictory-limits", Error, Schema {
        summary: "a lower limit is larger than the upper one",
        why: "No value would be right.",
        wrong: "type: integer\nminimum: 100\nmaximum: 1",
        right: "type: integer\nminimum: 1\nmaximum: 100",
    }
    UNDECLARED_REQUIRED = "undeclared-required", Error, Schema {
        summary: "`required` names a property that is not declared",
        why: "The property is misspelt, or was forgotten under `properties`.",
        wrong: "type: object\nproperties: {Key: {type: string, description: What to look at.}}\nrequired: [Keys]",
        right: "type: object\nproperties: {Key: {type: string, description: What to look at.}}\nrequired: [Key]",
    }
    DUPLICATE_PROPERTY = "duplicate-property", Error, Schema {
        summary: "two parts of an `allOf` declare the same property",
        why: "A struct has one field for each name.",
        wrong: "allOf:\n  - {type: object, properties: {Key: {type: string, description: What to look at.}}}\n  \
                - {type: object, properties: {Key: {type: string, description: What to look at.}}}",
        right: "allOf:\n  - {type: object, properties: {Key: {type: string, description: What to look at.}}}\n  \
                - {type: object, properties: {Value: {type: string, description: What to find.}}}",
    }
    INVALID_DEFAULT = "invalid-default", Error, Schema {
        summary: "a `default` has another type than its schema, or is not among the values of its `enum`",
        why: "The service cannot assume a value that it does not take. One of the two was transcribed wrongly.",
        wrong: "type: integer\ndefault: \"30\"",
        right: "type: integer\ndefault: 30",
    }
    DEFAULT_OUT_OF_RANGE = "default-out-of-range", Error, Schema {
        summary: "a `default` breaks the limits of its schema",
        why: "A client would refuse to send what the service assumes by itself. One of the two was transcribed wrongly, or the \
              sources contradict each other: then record it with the aspect `default` or `range`.",
        wrong: "type: integer\nminimum: 1\nmaximum: 100\ndefault: 0",
        right: "type: integer\nminimum: 1\nmaximum: 100\ndefault: 10",
    }
    INVALID_EXAMPLE = "invalid-example", Error, Parameter {
        summary: "an `example` violates its schema",
        why: "The example is in the documentation, where readers copy it, and clients refuse to send it or cannot read it.",
        wrong: "name: Kind\nschema: {type: string, enum: [Full, Incremental]}\nexample: Complete",
        right: "name: Kind\nschema: {type: string, enum: [Full, Incremental]}\nexample: Full",
    }
}
