//! A document with as many operations as one asks for, each with parameters, a list of records, error codes and a sample.

use std::fmt::Write;

use alibabacloud_codegen::Source;

const HEAD: &str = r#"openapi: 3.1.0
info: {title: Scaled, version: "2024-01-01"}
x-service: {product: Scaled, module: scaled, style: rpc, signature: ACS3-HMAC-SHA256}
servers: [{url: "https://scaled.{region}.aliyuncs.com", description: public}]
paths:
"#;

/// One operation; `@` stands for its number.
const OPERATION: &str = r#"  /DescribeThings@:
    post:
      operationId: DescribeThings@
      summary: Lists the things of an instance.
      x-effect: read
      x-pagination: {style: page-number, page: PageNumber, size: PageSize, first: 1, total: TotalCount, items: Things}
      parameters:
        - {name: InstanceId, in: query, required: true, description: The instance., schema: {type: string, example: i-1}}
        - {name: Status, in: query, description: Things with this status., schema: {type: string, enum: [Running, Stopped]}}
        - {name: StartTime, in: query, description: Things made after it., schema: {type: string}}
        - {name: PageNumber, in: query, description: The page., schema: {type: integer, format: int32, minimum: 1}}
        - {name: PageSize, in: query, description: Things a page., schema: {type: integer, format: int32, minimum: 1, maximum: 100}}
      responses:
        "200":
          description: The things.
          content:
            application/json:
              schema:
                type: object
                properties:
                  RequestId: {type: string, description: The request.}
                  TotalCount: {type: integer, format: int32, description: How many things there are.}
                  Things:
                    type: object
                    properties:
                      Thing:
                        type: array
                        description: The things.
                        items:
                          type: object
                          properties:
                            ThingId: {type: string, description: The thing.}
                            ThingName: {type: string, description: Its name.}
                            CreationTime: {type: string, description: When it was made.}
                            Size: {type: integer, format: int64, description: Its size in bytes.}
                            IsLocked: {type: boolean, description: Whether it is locked.}
              examples:
                page:
                  value: {RequestId: r-1, TotalCount: 1, Things: {Thing: [{ThingId: t-1, ThingName: one, Size: 7, IsLocked: false}]}}
        "400":
          description: The request is wrong.
          x-error-codes:
            InvalidInstanceId@.NotFound: {description: There is no such instance.}
            InvalidStatus: {description: There is no such status.}
"#;

/// A document with so many operations.
pub(crate) fn scaled(operations: usize) -> Source {
    let mut text = HEAD.to_owned();
    for number in 1..=operations {
        let _ = text.write_str(&OPERATION.replace('@', &number.to_string()));
    }
    Source::new("specs/scaled.yaml", text)
}
