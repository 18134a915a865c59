//! The model of a product for calls without generated code: the same facts as the tables and types, as JSON.

use serde_json::{Map, Value, json};

use super::{fake, model};
use crate::ir::{
    Effect, Operation, Paging, Parameter, Rules, Sensitive, Service, Type, TypeDefinition, Wire,
};

/// The text of the model.
pub(crate) fn model(service: &Service) -> String {
    let regions = service
        .endpoints
        .iter()
        .map(|endpoint| json!({"region": endpoint.region, "public": endpoint.public, "vpc": endpoint.vpc}));
    let own = service.operations.iter().flat_map(|operation| &operation.types);
    let types: Map<String, Value> = own.chain(&service.types).map(definition).collect();
    let model = json!({
        "product": service.product,
        "version": service.version,
        "endpoints": {
            "rule": service.rule,
            "vpc_rule": service.vpc_rule,
            "regions": regions.collect::<Vec<_>>(),
        },
        "operations": service.operations.iter().map(operation).collect::<Vec<_>>(),
        "types": types,
    });
    model::text(&model)
}

fn operation(operation: &Operation) -> Value {
    let errors = operation.errors.iter().map(|error| json!({"code": error.code, "status": error.status}));
    let described = json!({
        "name": operation.name,
        "effect": match operation.effect { Effect::Read => "read", Effect::Write => "write" },
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "exactly_one": fake::exactly_one(operation),
        "pagination": operation.paging.as_ref().map(paging),
        "envelope": fake::envelope(operation),
        "errors": errors.collect::<Vec<_>>(),
        "ram": operation.ram.as_ref().map(|ram| json!({
            "action": ram.action, "access": ram.access, "resource": ram.resource,
        })),
        "response": r#type(&operation.response),
    });
    let sensitive = operation.sensitive_answer.then(|| ("sensitive_answer".to_owned(), true.into()));
    model::with(model::with(described, model::request(operation)), sensitive.into_iter().collect())
}

fn parameter(parameter: &Parameter) -> Value {
    let mut map = rules(&parameter.name, parameter.required, &parameter.rules);
    map.insert("type".into(), r#type(&parameter.r#type));
    map.insert("wire".into(), wire(&parameter.wire));
    map.insert("idempotency_token".into(), parameter.idempotency_token.into());
    match &parameter.sensitive {
        Sensitive::Nothing => {}
        Sensitive::All => drop(map.insert("sensitive".into(), true.into())),
        Sensitive::Fields(names) => drop(map.insert("sensitive".into(), names.clone().into())),
    }
    map.extend(model::place(parameter));
    Value::Object(map)
}

/// What a value must keep to, in the terms of the runtime's table.
fn rules(name: &str, required: bool, rules: &Rules) -> Map<String, Value> {
    let fields = rules.of_fields().iter();
    let fields = fields.map(|(name, required, inner)| Value::Object(self::rules(name, *required, inner)));
    Map::from_iter([
        ("name".into(), name.into()),
        ("required".into(), required.into()),
        ("limits".into(), fake::limits(rules)),
        ("fields".into(), fields.collect()),
    ])
}

fn definition(definition: &TypeDefinition) -> (String, Value) {
    match definition {
        TypeDefinition::Record(record) => {
            let fields = record.fields.iter().map(|field| {
                let described = json!({
                    "name": field.wire_name,
                    "type": r#type(&field.r#type),
                    "wire": wire(&field.wire),
                    "required": field.required,
                    "nullable": field.nullable,
                });
                let sensitive = field.sensitive.then(|| ("sensitive".to_owned(), true.into()));
                model::with(described, sensitive.into_iter().collect())
            });
            (record.name.as_str().to_owned(), json!({"record": fields.collect::<Vec<_>>()}))
        }
        TypeDefinition::Enum(list) => {
            let values: Vec<&str> = list.variants.iter().map(|variant| variant.value.as_str()).collect();
            let list_json = json!({
                "values": values, "integer": list.integer, "closed": list.closed, "ignore_case": list.ignore_case,
            });
            (list.name.as_str().to_owned(), json!({"enum": list_json}))
        }
    }
}

fn r#type(r#type: &Type) -> Value {
    match r#type {
        Type::String => "string".into(),
        Type::Bool => "bool".into(),
        Type::I32 => "i32".into(),
        Type::I64 => "i64".into(),
        Type::F32 => "f32".into(),
        Type::F64 => "f64".into(),
        Type::Timestamp => "timestamp".into(),
        Type::Percent => "percent".into(),
        Type::Json => "json".into(),
        Type::Bytes => "bytes".into(),
        Type::Empty => "empty".into(),
        Type::Embedded(inner) => json!({"embedded": self::r#type(inner)}),
        Type::List(element) => json!({"list": self::r#type(element)}),
        Type::Map(value) => json!({"map": self::r#type(value)}),
        Type::Own(name, _) | Type::Shared(name, _) => json!({"named": name.as_str()}),
    }
}

fn wire(wire: &Wire) -> Value {
    match wire {
        Wire::Plain => "plain".into(),
        Wire::Quoted => "quoted".into(),
        Wire::UnixSeconds => "unix_seconds".into(),
        Wire::UnixMillis => "unix_millis".into(),
        Wire::Iso8601 => "iso8601".into(),
        Wire::Iso8601Minutes => "iso8601_minutes".into(),
        Wire::Percent => "percent".into(),
        Wire::PercentQuoted => "percent_quoted".into(),
        Wire::PercentSigned => "percent_signed".into(),
        Wire::PercentHundredths => "percent_hundredths".into(),
        Wire::Json => "json".into(),
        Wire::CommaSeparated => "comma_separated".into(),
        Wire::SpaceSeparated => "space_separated".into(),
        Wire::PipeSeparated => "pipe_separated".into(),
        Wire::Wrapped(name) => json!({"wrapped": name}),
    }
}

fn paging(paging: &Paging) -> Value {
    match paging {
        Paging::Number(number) if number.by_items => json!({"offset": {
            "offset": number.page, "size": number.size, "total": number.total,
        }}),
        Paging::Number(number) => json!({"page_number": {
            "page": number.page, "size": number.size, "first": number.first, "total": number.total,
        }}),
        Paging::Token { request, response, size, .. } => {
            json!({"token": {"request": request, "response": response, "size": size}})
        }
    }
}
