//! What descriptions say and the schema does not.

super::rules! {
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
