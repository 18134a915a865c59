//! What an operation should say and does not.

super::rules! {
    MISSING_DESCRIPTION = "missing-description", Warning, Parameter {
        summary: "an operation, a parameter, a field or a schema without a description",
        why: "The description is the documentation of the crate. A name alone seldom says what a value means, in which unit, and when \
              it is there. A reference has the description of its target.",
        example: "
  name: Size
- # no description
+ description: How many things a page holds.
  schema: {type: integer}",
    }
    MISSING_SOURCES = "missing-sources", Warning, Operation {
        summary: "an operation does not say what it was transcribed from",
        why: "Whoever doubts a fact, or learns that a page changed, has to know which document it came from.",
        example: "
- # no x-sources
+ x-sources: [page]",
    }
    MISSING_ERROR_CODES = "missing-error-codes", Warning, Operation {
        summary: "an operation says nothing about its error codes",
        why: "The codes become an enum that programs match on. If the sources document none, say so with an empty list under the \
              status that errors have.",
        example: r#"
  responses:
    "200":
      description: The thing.
      content:
        application/json:
          schema: {type: object, properties: {Id: {type: string, description: Its ID.}}}
          example: {Id: t-1}
+   "400":
+     description: No codes are documented.
+     x-error-codes: {}"#,
    }
    MISSING_RAM = "missing-ram", Warning, Operation {
        summary: "an operation does not say which RAM action permits it",
        why: "Without it nobody can write the least policy that a program needs.",
        example: r#"
- # no x-ram
+ x-ram: {action: demo:GetThing, access: get, resource: "*"}"#,
    }
    MISSING_EFFECT = "missing-effect", Warning, Operation {
        summary: "an operation does not say whether it reads or writes",
        why: "An operation that says nothing is taken for one that writes, and its requests are not repeated when the network fails. \
              Say so if that is right: `x-effect: write`.",
        example: "
- # no x-effect
+ x-effect: read",
    }
}
