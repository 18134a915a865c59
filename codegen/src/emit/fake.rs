//! The model of a product for the fake cloud: the same facts as the tables, as JSON.

use serde_json::{Map, Value, json};

use super::model;
use crate::ir::{
    Choice, CodeVariant, Kind, Operation, Paging, Record, Rules, Service, Type, TypeDefinition, Wire,
};

/// The text of the model.
pub(crate) fn model(service: &Service) -> String {
    let operations: Vec<Value> = service.operations.iter().map(|one| operation(one, service)).collect();
    let is_former = |variant: &&CodeVariant| variant.statuses.is_empty();
    let former = service.error_codes.iter().filter(is_former).flat_map(|variant| &variant.codes);
    let former: Vec<Value> = former.map(|code| code.as_str().into()).collect();
    let former = (!former.is_empty()).then(|| ("former_error_codes".to_owned(), former.into()));
    let model = json!({
        "product": service.product,
        "module": service.module.as_str(),
        "version": service.version,
        "operations": operations,
    });
    let model = model::with(model, former.into_iter().collect());
    model::text(&model)
}

fn operation(operation: &Operation, service: &Service) -> Value {
    let parameters = operation.parameters.iter().map(|parameter| {
        let mut shape = shape(&parameter.name, parameter.required, &parameter.rules);
        shape.extend(model::place(parameter));
        shape.extend(written(&parameter.wire));
        Value::Object(shape)
    });
    let errors = operation
        .errors
        .iter()
        .map(|error| json!({"code": error.code, "status": error.status, "description": error.description}));
    let described = json!({
        "name": operation.name,
        "parameters": parameters.collect::<Vec<_>>(),
        "exactly_one": exactly_one(operation),
        "pagination": pagination(operation, service),
        "envelope": envelope(operation),
        "errors": errors.collect::<Vec<_>>(),
        "times": times(operation, service),
        "sample": operation.sample,
    });
    let mut members = model::request(operation);
    members.extend(answer(&operation.response));
    model::with(described, members)
}

/// What an answer is that is no JSON.
fn answer(response: &Type) -> Option<(String, Value)> {
    let answer = match response {
        Type::Empty => "empty",
        Type::Bytes => "bytes",
        _ => return None,
    };
    Some(("answer".into(), answer.into()))
}

/// How a value becomes one text, if it is a list or a document.
fn written(wire: &Wire) -> Option<(String, Value)> {
    let separator = match wire {
        Wire::CommaSeparated => ",",
        Wire::SpaceSeparated => " ",
        Wire::PipeSeparated => "|",
        Wire::Json => return Some(("json".into(), true.into())),
        _ => return None,
    };
    Some(("separator".into(), separator.into()))
}

/// The names of the parameters of each choice.
pub(super) fn exactly_one(operation: &Operation) -> Vec<Vec<&str>> {
    let name = |at: usize| Some(operation.parameters.get(at)?.name.as_str());
    let names = |choice: &Choice| choice.variants.iter().filter_map(|(_, at)| name(*at)).collect();
    operation.choices.iter().map(names).collect()
}

pub(super) fn envelope(operation: &Operation) -> Option<Value> {
    operation.envelope.as_ref().map(|envelope| {
        let [success, code, message] = envelope.names();
        json!({"success": success, "code": code, "message": message})
    })
}

/// The fields of the answer's items that hold times, and how.
fn times(operation: &Operation, service: &Service) -> Map<String, Value> {
    let record = |r#type: &Type| record_of(r#type, operation, service);
    let fields = record(&operation.response).into_iter().flat_map(|response| &response.fields);
    let items = fields.filter_map(|field| match &field.r#type {
        Type::List(item) => record(item),
        _ => None,
    });
    let form = |wire: &Wire| match wire {
        Wire::UnixSeconds => Some("seconds"),
        Wire::UnixMillis => Some("millis"),
        Wire::Iso8601 => Some("date-time"),
        Wire::Iso8601Minutes => Some("date-time-minutes"),
        _ => None,
    };
    let fields = items.flat_map(|item| &item.fields);
    fields.filter_map(|field| Some((field.wire_name.clone(), form(&field.wire)?.into()))).collect()
}

fn record_of<'s>(r#type: &Type, operation: &'s Operation, service: &'s Service) -> Option<&'s Record> {
    let (Type::Own(name, _) | Type::Shared(name, _)) = r#type else { return None };
    operation.types.iter().chain(&service.types).find_map(|definition| match definition {
        TypeDefinition::Record(record) if record.name == *name => Some(record),
        _ => None,
    })
}

fn shape(name: &str, required: bool, rules: &Rules) -> Map<String, Value> {
    let kind = match rules.kind {
        Kind::Any => "any",
        Kind::String => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
        Kind::Array => "array",
        Kind::Object => "object",
    };
    let mut map = Map::new();
    map.insert("name".into(), name.into());
    map.insert("required".into(), required.into());
    map.insert("kind".into(), kind.into());
    map.insert("limits".into(), limits(rules));
    if let Some(items) = &rules.items {
        map.insert("items".into(), Value::Object(shape("", false, items)));
    }
    if !rules.fields.is_empty() {
        let fields =
            rules.fields.iter().map(|(name, required, rules)| Value::Object(shape(name, *required, rules)));
        map.insert("fields".into(), fields.collect());
    }
    map
}

pub(super) fn limits(rules: &Rules) -> Value {
    let mut map = Map::new();
    for (name, value) in [
        ("minimum", rules.minimum),
        ("maximum", rules.maximum),
        ("min_items", rules.min_items),
        ("max_items", rules.max_items),
        ("min_length", rules.min_length),
        ("max_length", rules.max_length),
    ] {
        if let Some(value) = value {
            map.insert(name.into(), value.into());
        }
    }
    if !rules.values.is_empty() {
        map.insert("values".into(), rules.values.clone().into());
    }
    if rules.ascii {
        map.insert("ascii".into(), true.into());
    }
    Value::Object(map)
}

fn pagination(operation: &Operation, service: &Service) -> Option<Value> {
    let record = record_of(&operation.response, operation, service)?;
    let pages = record.pages.as_ref()?;
    let has = |wire_name: &str| record.fields.iter().any(|field| field.wire_name == wire_name);
    let echo = |name: &str| has(name).then(|| format!("/{name}"));
    let pointer = |field: &Option<String>| field.as_ref().map(|field| format!("/{field}"));
    let default_size = |size: &str| {
        let parameter = operation.parameters.iter().find(|parameter| parameter.name == size)?;
        parameter.default.as_ref()?.as_i64()
    };
    Some(match operation.paging.as_ref()? {
        Paging::Number(number) => json!({
            if number.by_items { "offset" } else { "page" }: number.page,
            "size": number.size, "first": number.first,
            "default_size": default_size(&number.size),
            "items": pages.pointer,
            "total": pointer(&number.total), "count_echo": pointer(&number.count), "pages": pointer(&number.pages),
            "page_echo": if number.by_items { None } else { echo(&number.page) }, "size_echo": echo(&number.size),
        }),
        Paging::Token { request, response, size, .. } => json!({
            "token": request, "next": format!("/{response}"), "size": size,
            "default_size": size.as_ref().and_then(|size| default_size(size)),
            "items": pages.pointer,
        }),
    })
}
