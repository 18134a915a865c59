//! What an operation should say and does not.

super::rules! {
    MISSING_DESCRIPTION = "missing-description", Warning, Parameter {
        summary: "an operation, a parameter, a field or a schema without a description",
        why: "The description is the documentation of the crate. A name alone seldom says what a value means, in which unit, and when \
              it is there. A reference has the description of its target.",
        wrong: r#"name: Size
# no description
schema: {type: integer}"#,
        right: r#"name: Size
description: How many things a page holds.
schema: {type: integer}"#,
    }
    MISSING_SOURCES = "missing-sources", Warning, Operation {
        summary: "an operation does not say what it was transcribed from",
        why: "Whoever doubts a fact, or learns that a page changed, has to know which document it came from.",
        wrong: "# no x-sources",
        right: "x-sources: [page]",
    }
    MISSING_ERROR_CODES = "missing-error-codes", Warning, Operation {
        summary: "an operation says nothing about its error codes",
        why: "The codes become an enum that programs match on. If the sources document none, say so with an empty list under the \
              status that errors have.",
        wrong: r#"responses:
  "200":
    description: The thing.
    content:
      application/json:
        schema: {type: object, properties: {Id: {type: string, description: Its ID.}}}
        example: {Id: t-1}"#,
        right: r#"responses:
  "200":
    description: The thing.
    content:
      application/json:
        schema: {type: object, properties: {Id: {type: string, description: Its ID.}}}
        example: {Id: t-1}
  "400":
    description: No codes are documented.
    x-error-codes: {}"#,
    }
    MISSING_RAM = "missing-ram", Warning, Operation {
        summary: "an operation does not say which RAM action permits it",
        why: "Without it nobody can write the least policy that a program needs.",
        wrong: "# no x-ram",
        right: "x-ram: {action: demo:GetThing, access: get, resource: \"*\"}",
    }
    MISSING_EFFECT = "missing-effect", Warning, Operation {
        summary: "an operation does not say whether it reads or writes",
        why: "An operation that says nothing is taken for one that writes, and its requests are not repeated when the network fails. \
              Say so if that is right: `x-effect: write`.",
        wrong: "# no x-effect",
        right: "x-effect: read",
    }
}
