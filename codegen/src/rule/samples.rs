//! Sample responses against the schema that describes them.

super::rules! {
    SAMPLE_UNDECLARED_FIELD = "sample-undeclared-field", Error, Answer {
        summary: "a sample shows a field that the schema does not have",
        why: "The field is misspelt in one of the two places, or the list of fields that was transcribed is not complete. Programs \
              could not read it. If a source contradicts its own sample, record that.",
        example: "
- schema: {type: object, properties: {TaskId: {type: string, description: The task.}}}
+ schema:
+   type: object
+   properties:
+     TaskId: {type: string, description: The task.}
+     Progress: {type: integer, description: How far it is.}
  examples: {documented: {value: {TaskId: t-1, Progress: 5}}}",
    }
    SAMPLE_CONTRADICTION = "sample-contradiction", Error, Answer {
        summary: "a value of a sample contradicts its schema, and that is not recorded",
        why: "The sample is what was sent once; the schema is what the crate expects. If both were transcribed rightly, the source \
              contradicts itself: record that with `x-contradictions` at the field, or beside the example with the pointer of the \
              value under `at`.",
        example: r#"
  schema: {type: object, properties: {Progress: {type: integer, description: How far it is.}}}
- examples: {documented: {value: {Progress: "5%"}}}
+ examples:
+   documented:
+     value: {Progress: "5%"}
+     x-contradictions:
+       - about: the type of Progress
+         claims: {page: an integer in the table and a string in the sample}
+         choice: an integer
+         because: all other numbers are integers
+         at: [/Progress]"#,
    }
    FIELD_WITHOUT_SAMPLE = "field-without-sample", Note, Answer {
        summary: "a field of a response that no sample shows",
        why: "Nothing but a table vouches for its name and type. Look at it first when an answer departs from the document. A new \
              sample, from a page or from a call, settles it.",
        example: "
  schema:
    type: object
    properties:
      TaskId: {type: string, description: The task.}
      Progress: {type: integer, description: How far it is.}
- examples: {documented: {value: {TaskId: t-1}}}
+ examples: {documented: {value: {TaskId: t-1, Progress: 5}}}",
    }
    MISSING_SAMPLE = "missing-sample", Note, Answer {
        summary: "an operation without a sample of its answer",
        why: "The sample shows what no table tells, and is what the fake cloud answers.",
        example: "
  schema: {type: object, properties: {TaskId: {type: string, description: The task.}}}
+ examples: {documented: {value: {TaskId: t-1}}}",
    }
}
