//! Names in Rust, and exceptions to how they are made.

super::rules! {
    NAME_COLLISION = "name-collision", Error, Schema {
        summary: "two names on the wire become one name in Rust",
        why: "Rust would refuse the code, or one of the two would hide the other. Give one of them another name with `x-rust-name`.",
        example: "
  type: string
  enum: [fullBackup, FullBackup]
+ x-values: {fullBackup: {x-rust-name: FullBackupLowerCase}}",
    }
    NO_RUST_NAME = "no-rust-name", Error, Schema {
        summary: "a name on the wire gives no name in Rust",
        why: "Names are made of letters and digits. A property such as `-` needs a name from its author.",
        example: r#"
  type: object
  properties:
    Other:
      type: object
      description: Another.
      properties:
-       "-": {type: string, description: The rest.}
+       "-": {type: string, description: The rest., x-rust-name: rest}"#,
    }
    MISLEADING_NAME = "misleading-name", Error, Parameter {
        summary: "a name on the wire with blanks around it, or with characters that look like others or like nothing",
        why: "Such characters come along when text is copied from a page. The name in Rust would look right, and the service would \
              not know the name that is sent.",
        example: r#"
- name: "Size\u200b"
+ name: Size
  schema: {type: integer}"#,
    }
    INVALID_RUST_NAME = "invalid-rust-name", Error, Parameter {
        summary: "a name that was given for Rust is none that fits there",
        why: "Fields, methods and modules are written in snake_case, types and variants in UpperCamelCase, and keywords and the \
              names that the generated code uses itself are taken.",
        example: "
  name: Size
- x-rust-name: PageSize
+ x-rust-name: page_size
  schema: {type: integer}",
    }
    SUPERFLUOUS_EXCEPTION = "superfluous-exception", Error, Parameter {
        summary: "an exception that changes nothing",
        why: "An `x-rust-name` that the rule gives anyway, or that stands where nothing is named, and an `at` of an example that \
              points to a value with nothing wrong about it are left over from an earlier state. Each would hide the next \
              mistake at its place.",
        example: "
  name: PageSize
- x-rust-name: page_size
  schema: {type: integer}",
    }
    PARTLY_NAMED_ENUM = "partly-named-enum", Error, Schema {
        summary: "some integers of a list have names in Rust, and others have none",
        why: "A list of integers becomes an enum if each value has a name, and is a limit if none has. There is nothing between.",
        example: "
  type: integer
  enum: [0, 1]
- x-values: {0: {x-rust-name: Off}}
+ x-values: {0: {x-rust-name: Off}, 1: {x-rust-name: On}}",
    }
}
