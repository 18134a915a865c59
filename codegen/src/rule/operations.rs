//! What the words about an operation say together.

super::rules! {
    PATH_MISMATCH = "path-mismatch", Error, Operation {
        summary: "a path is not `/` and the name of its operation",
        why: "The rpc style has no paths; the dialect uses them for the names. Two different names for one operation would leave \
              open which one is sent.",
        example: "
- operationId: GetTheThing
+ operationId: GetThing",
    }
    INVALID_PRODUCT = "invalid-product", Error, Document {
        summary: "a product code or a version with characters that cannot be sent",
        why: "Both travel in headers of every request.",
        example: r#"
- info: {title: Demo, version: "2024/01/01"}
+ info: {title: Demo, version: "2024-01-01"}"#,
    }
    INVALID_HOST = "invalid-host", Error, Document {
        summary: "a host, a rule for hosts or a region that is none",
        why: "Signed requests go there. A host is a name alone: no scheme but in `servers`, no port, no path.",
        example: r#"
- x-endpoints: {cn-hangzhou: {public: "https://demo.aliyuncs.com/"}}
+ x-endpoints: {cn-hangzhou: {public: demo.aliyuncs.com}}"#,
    }
    INVALID_ACTION = "invalid-action", Error, Operation {
        summary: "an action of a permission that is not `<service>:<Action>`",
        why: "Policies are written with it, and one with another action permits nothing.",
        example: r#"
- x-ram: {action: GetThing, access: get, resource: "*"}
+ x-ram: {action: demo:GetThing, access: get, resource: "*"}"#,
    }
    INVALID_ARN = "invalid-arn", Error, Operation {
        summary: "a resource name of a permission in another form than the vendor's",
        why: "Policies are written with it. The vendor's names have five parts with colons between them, and only the region, the \
              account and the ID of the resource are filled in later.",
        example: r#"
- x-ram: {action: demo:GetThing, access: get, resource: Thing, arn: thing/*}
+ x-ram: {action: demo:GetThing, access: get, resource: Thing, arn: "acs:demo:{region}:{account}:thing/{id}"}"#,
    }
    MISSING_SERVER = "missing-server", Error, Document {
        summary: "no server is described as `public`",
        why: "A region that `x-endpoints` does not list would have no host.",
        example: r#"
- servers: [{url: "https://demo-vpc.{region}.aliyuncs.com", description: vpc}]
+ servers: [{url: "https://demo.{region}.aliyuncs.com", description: public}]"#,
    }
    DUPLICATE_PARAMETER = "duplicate-parameter", Error, Operation {
        summary: "a parameter is declared twice",
        why: "A request has one value for each name in a place: the query, the path, a header, the body.",
        example: "
  parameters:
    - {name: Id, in: query, description: The thing., schema: {type: string}}
-   - {name: Id, in: query, description: The thing., schema: {type: string}}",
    }
    INVALID_CHOICE = "invalid-choice", Error, Operation {
        summary: "an exactly-one rule that contradicts the parameters",
        why: "The group becomes one argument, so its members have to exist, be at least two, and none of them may be required.",
        example: "
  x-exactly-one: [{name: Scope, of: [PlanId, TaskId]}]
  parameters:
-   - {name: PlanId, in: query, required: true, description: The plan., schema: {type: string}}
+   - {name: PlanId, in: query, description: The plan., schema: {type: string}}
    - {name: TaskId, in: query, description: The task., schema: {type: string}}",
    }
    PAGINATION_FIELD = "pagination-field", Error, Operation {
        summary: "`x-pagination` names a parameter or a field that does not exist",
        why: "A list would end after its first page, or never.",
        example: r#"
  x-pagination: {style: token, request: NextToken, response: NextToken, items: Names}
- parameters: []
+ parameters:
+   - {name: NextToken, in: query, description: The page., schema: {type: string}}
  responses:
    "200":
      description: The names.
      content:
        application/json:
          schema:
            type: object
            properties:
              NextToken: {type: string, description: The next page.}
              Names: {type: array, description: The names., items: {type: string}}
          example: {NextToken: a, Names: [b]}
    "400": {description: Refused., x-error-codes: {}}"#,
    }
    PAGINATION_TYPE = "pagination-type", Error, Operation {
        summary: "a parameter or a field of paging has a type that paging cannot use",
        why: "Numbers of pages, sizes and totals are integers (or numbers in strings), tokens are strings, and items are a list. The \
              pager sends and reads nothing else.",
        example: r#"
  x-pagination: {style: token, request: NextToken, response: NextToken, items: Names}
  parameters:
-   - {name: NextToken, in: query, description: The page., schema: {type: boolean}}
+   - {name: NextToken, in: query, description: The page., schema: {type: string}}
  responses:
    "200":
      description: The names.
      content:
        application/json:
          schema:
            type: object
            properties:
              NextToken: {type: string, description: The next page.}
              Names: {type: array, description: The names., items: {type: string}}
          example: {NextToken: a, Names: [b]}
    "400": {description: Refused., x-error-codes: {}}"#,
    }
    PAGINATION_FIRST = "pagination-first", Error, Operation {
        summary: "the first page of `x-pagination` is not the one that the page parameter begins with",
        why: "A list would leave out its first page, or its first request would be refused. The first page is one that the schema of \
              the parameter allows, and it is the `default`, if there is one.",
        example: r#"
- x-pagination: {style: page-number, page: PageNumber, size: PageSize, items: Names}
+ x-pagination: {style: page-number, page: PageNumber, size: PageSize, first: 0, items: Names}
  parameters:
    - {name: PageNumber, in: query, description: The page., schema: {type: integer, minimum: 0, default: 0}}
    - {name: PageSize, in: query, description: The size., schema: {type: integer}}
  responses:
    "200":
      description: The names.
      content:
        application/json:
          schema:
            type: object
            properties:
              Names: {type: array, description: The names., items: {type: string}}
          example: {Names: [b]}
    "400": {description: Refused., x-error-codes: {}}"#,
    }
    PAGINATION_CONFLICT = "pagination-conflict", Error, Document {
        summary: "two operations page over different lists of one response",
        why: "A response type has one list that pages are made of. Give the operations responses of their own.",
        example: r##"
  paths:
    /ListNames:
      post:
        operationId: ListNames
        description: Lists them.
        x-sources: [page]
        x-effect: read
        x-ram: {action: demo:ListNames, access: list, resource: "*"}
        x-pagination: {style: token, request: Next, response: Next, items: Names}
        parameters: [{name: Next, in: query, description: The page., schema: {type: string}}]
        responses:
          "200":
            description: A page.
            content:
              application/json:
                schema: {$ref: "#/components/schemas/Page"}
                example: {Next: a, Names: [b], Ids: [c]}
          "400": {description: Refused., x-error-codes: {}}
    /ListIds:
      post:
        operationId: ListIds
        description: Lists them.
        x-sources: [page]
        x-effect: read
        x-ram: {action: demo:ListIds, access: list, resource: "*"}
-       x-pagination: {style: token, request: Next, response: Next, items: Ids}
+       x-pagination: {style: token, request: Next, response: Next, items: Names}
        parameters: [{name: Next, in: query, description: The page., schema: {type: string}}]
        responses:
          "200":
            description: A page.
            content:
              application/json:
                schema: {$ref: "#/components/schemas/Page"}
                example: {Next: a, Names: [b], Ids: [c]}
          "400": {description: Refused., x-error-codes: {}}
  components:
    schemas:
      Page:
        description: A page.
        type: object
        properties:
          Next: {type: string, description: The next page.}
          Names: {type: array, description: The names., items: {type: string}}
          Ids: {type: array, description: The IDs., items: {type: string}}"##,
    }
    ENVELOPE_FIELD = "envelope-field", Error, Operation {
        summary: "`x-envelope` names a field that the response does not have, or one that never says `false`",
        why: "An error in a 200 would not be noticed, or would have neither a code nor a message.",
        example: r#"
  x-envelope: {success: Success, code: Code, message: Message}
+ responses:
+   "200":
+     description: Done.
+     content:
+       application/json:
+         schema:
+           type: object
+           properties:
+             Success: {type: boolean, description: Whether it worked.}
+             Code: {type: string, description: The error code.}
+             Message: {type: string, description: The error message.}
+         example: {Success: true, Code: "200", Message: done}
+   "400": {description: Refused., x-error-codes: {}}"#,
    }
    OVERSIZED_PARAMETER = "oversized-parameter", Error, Parameter {
        summary: "more values are nested in a parameter than the generator has rules for",
        why: "10,000 values have rules of their own. Declare the deep parts as any JSON, `{}`.",
        example: "
  name: Deep
- # a schema with more than 10,000 fields inside of each other
- schema: {type: string}
+ schema: {}",
    }
    REQUIRED_DEFAULT = "required-default", Warning, Parameter {
        summary: "a required parameter has a default",
        why: "What has to be given is never left out, so one of the two is wrong, or the sources contradict each other and the \
              contradiction is not recorded.",
        example: "
  name: Size
- required: true
  schema: {type: integer, default: 30}",
    }
}
