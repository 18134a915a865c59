//! Random documents whose schemas refer to one another, the same in every run.

use crate::mutation::Numbers;

/// A document with some schemas, each of which may lead to any other, or to itself.
pub(crate) fn document(numbers: &mut Numbers) -> String {
    let count = 1 + numbers.below(5);
    let schemas: Vec<String> =
        (0..count).map(|at| format!("    S{at}: {}\n", schema(numbers, count, 0))).collect();
    let any = |numbers: &mut Numbers| schema(numbers, count, 2);
    let (parameter, answer) = (any(numbers), any(numbers));
    let (example, default) = (value(numbers, 0), value(numbers, 2));
    format!(
        "openapi: 3.1.0
info: {{title: T, description: D, version: '2024-01-01'}}
x-service: {{product: Demo, module: demo, style: rpc, signature: ACS3-HMAC-SHA256}}
servers: [{{url: 'https://demo.{{region}}.aliyuncs.com', description: public}}]
paths:
  /ListThings:
    post:
      operationId: ListThings
      parameters:
        - {{name: P, in: query, example: {default}, content: {{application/json: {{schema: {parameter}}}}}}}
        - {{name: Q, in: query, schema: {{$ref: '#/components/schemas/S0'}}}}
      responses:
        '200': {{description: A, content: {{application/json: {{schema: {answer}, example: {example}}}}}}}
components:
  schemas:
{}",
        schemas.concat()
    )
}

fn schema(numbers: &mut Numbers, count: usize, depth: usize) -> String {
    // One target in twenty is missing.
    let target = numbers.below(count) + if numbers.below(20) == 0 { 9 } else { 0 };
    let reference = format!("{{$ref: '#/components/schemas/S{target}'}}");
    if depth > 3 {
        return reference;
    }
    let kind = numbers.below(11);
    let mut inner = || schema(numbers, count, depth + 1);
    match kind {
        0 | 1 => reference,
        2 | 3 => format!("{{type: object, properties: {{a: {}, b: {}}}, required: [a]}}", inner(), inner()),
        4 => format!("{{type: object, properties: {{a: {}}}}}", inner()),
        5 => format!("{{allOf: [{}, {}]}}", inner(), inner()),
        6 => format!("{{allOf: [{reference}, {{type: object, properties: {{c: {}}}}}]}}", inner()),
        7 => format!("{{description: One., allOf: [{}]}}", inner()),
        8 => format!("{{type: array, items: {}}}", inner()),
        9 => format!("{{type: object, additionalProperties: {}}}", inner()),
        _ => format!("{{type: string, contentMediaType: application/json, contentSchema: {}}}", inner()),
    }
}

fn value(numbers: &mut Numbers, depth: usize) -> String {
    match numbers.below(if depth > 5 { 2 } else { 6 }) {
        0 => "x".to_owned(),
        1 => "{}".to_owned(),
        2 => format!("[{}]", value(numbers, depth + 1)),
        3 => format!("{{a: {}, b: {}}}", value(numbers, depth + 1), value(numbers, depth + 1)),
        4 => format!("{{c: {}}}", value(numbers, depth + 1)),
        _ => "'{\"a\": {\"a\": []}}'".to_owned(),
    }
}
