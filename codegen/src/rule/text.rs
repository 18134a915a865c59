//! What descriptions say and the schema does not.

super::rules! {
    CUT_TEXT = "cut-text", Warning, Parameter {
        summary: "a text without quotes ends at a `#`",
        why: "YAML takes a blank and a `#` for the beginning of a comment, and what follows is lost without a word.",
        example: r#"
  name: Size
- description: How many things a page holds, as in ticket #5.
+ description: "How many things a page holds, as in ticket #5."
  schema: {type: integer}"#,
    }
    CURLY_QUOTES = "curly-quotes", Warning, Parameter {
        summary: "an example with curly quotes",
        why: "Text processors make them of straight ones. Readers copy the example, and the service refuses it.",
        example: r#"
  name: Filter
- example: '{“Key”: “a”}'
+ example: '{"Key": "a"}'
  schema: {type: string}"#,
    }
    AMBIGUOUS_WORD = "ambiguous-word", Warning, Schema {
        summary: "`on`, `off`, `yes`, `no` or digits with a zero before them, without quotes",
        why: "They are text here. Readers of YAML 1.1, among them many tools for OpenAPI, take them for booleans and octal numbers.",
        example: r#"
  type: string
- enum: [on, off]
+ enum: ["on", "off"]"#,
    }
    TEXT_VALUES = "text-values", Warning, Parameter {
        summary: "a description lists the valid values, and there is no `enum`",
        why: "The list becomes an enum in Rust if it is one here; in a text it is only read by people. An integer list without names \
              is a limit that is checked before a request is sent.",
        example: r#"
  name: Kind
- description: "The kind of backup. Valid values: Full, Incremental."
- schema: {type: string}
+ description: The kind of backup.
+ schema: {type: string, enum: [Full, Incremental]}"#,
    }
    TEXT_DEFAULT = "text-default", Warning, Parameter {
        summary: "a description names a default that `default` does not",
        why: "The default belongs into the documentation of every setter, and the fake cloud uses that of a page size. If text and \
              word differ, one of them is wrong.",
        example: r#"
  name: Size
  description: "How many things a page holds. Default value: 30."
- schema: {type: integer}
+ schema: {type: integer, default: 30}"#,
    }
    TEXT_REQUIRED = "text-required", Warning, Parameter {
        summary: "a description says that a value is required, and `required` does not",
        why: "A required parameter is an argument in Rust, so that it cannot be forgotten; a promised field that is missing in an \
              answer is reported. If the value is needed only sometimes, say when.",
        example: "
  name: PlanId
+ required: true
  description: The plan. This parameter is required.
  schema: {type: string}",
    }
    TEXT_RANGE = "text-range", Warning, Parameter {
        summary: "a description names limits that the schema lacks, or others than it has",
        why: "Limits in the schema are checked before a request is sent; in a text they are found out by an error of the service. If \
              text and limits differ, one of them is wrong, or the sources contradict each other: then record it with the aspect \
              `range`.",
        example: "
  name: Size
  description: How many things a page holds, from 1 to 100.
- schema: {type: integer}
+ schema: {type: integer, minimum: 1, maximum: 100}",
    }
}
