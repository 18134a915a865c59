//! Lists of documented values.

super::rules! {
    INVALID_ENUM_VALUE = "invalid-enum-value", Error, Schema {
        summary: "a value of an `enum` violates the schema around it",
        why: "A value of another type, or one outside the limits of the same schema, can never be sent or received. YAML reads `1` and \
              `true` as a number and a boolean; quote them in a list of strings.",
        example: "
  type: integer
- maximum: 50
+ maximum: 100
  enum: [30, 50, 100]",
    }
    DUPLICATE_ENUM_VALUE = "duplicate-enum-value", Error, Schema {
        summary: "a value stands twice in an `enum` or in `x-final`",
        why: "One of the two is most likely meant to be another value.",
        example: "
  type: string
- enum: [Full, Full]
+ enum: [Full, Incremental]",
    }
    EMPTY_ENUM = "empty-enum", Error, Schema {
        summary: "an `enum` or `x-final` has no values",
        why: "No value would be right, or final.",
        example: "
  type: string
- enum: []
+ enum: [Full]",
    }
    UNLISTED_VALUE = "unlisted-value", Error, Schema {
        summary: "`x-values` or `x-final` names a value that the `enum` does not have",
        why: "Either the value was forgotten in the list, or one of the two is misspelt.",
        example: "
  type: string
- enum: [Full]
+ enum: [Full, Incremental]
  x-values: {Incremental: {description: What has changed.}}",
    }
    ALL_VALUES_FINAL = "all-values-final", Note, Schema {
        summary: "all values of an `enum` are final",
        why: "What goes on has a value too, and the sources may have left it out of their list. Waiting goes on while a value is \
              undocumented. If the list is complete, there is nothing to wait for, which is no mistake.",
        example: "
  type: string
- enum: [Finished, Failed]
+ enum: [Running, Finished, Failed]
  x-final: [Finished, Failed]",
    }
}
