//! Whether a request is complete and within its limits, before anything is sent.

use crate::tables::{Operation, Parameter, shortened};
use serde_json::Value;

/// Says in one sentence what is wrong with the parameters, if anything is. `values` runs along the
/// operation's table.
pub(crate) fn check(operation: &Operation, values: &[Option<&Value>]) -> Result<(), String> {
    for (parameter, value) in operation.parameters.iter().zip(values) {
        check_required(operation, parameter, *value)?;
    }
    for names in operation.exactly_one {
        check_exactly_one(operation, names, values)?;
    }
    for (parameter, value) in operation.parameters.iter().zip(values) {
        if let Some(value) = value {
            check_value(operation, parameter.name, parameter, value)?;
        }
    }
    Ok(())
}

fn check_required(operation: &Operation, parameter: &Parameter, value: Option<&Value>) -> Result<(), String> {
    let what = match value {
        _ if !parameter.required => return Ok(()),
        None | Some(Value::Null) => "missing",
        Some(value) if is_empty(value) => "empty",
        Some(_) => return Ok(()),
    };
    Err(format!("{} is {what}, but {} requires it", parameter.name, operation.name))
}

fn check_exactly_one(operation: &Operation, names: &[&str], values: &[Option<&Value>]) -> Result<(), String> {
    let given: Vec<&str> = operation
        .parameters
        .iter()
        .zip(values)
        .filter(|(parameter, value)| names.contains(&parameter.name) && value.is_some_and(|v| !is_empty(v)))
        .map(|(parameter, _)| parameter.name)
        .collect();
    let found = match given.as_slice() {
        [_] => return Ok(()),
        [] => "none".to_owned(),
        several => several.join(" and "),
    };
    Err(format!(
        "{} requires exactly one of {}, but the request has {found}",
        operation.name,
        names.join(", ")
    ))
}

fn check_value(
    operation: &Operation,
    path: &str,
    parameter: &Parameter,
    value: &Value,
) -> Result<(), String> {
    if let Err(violation) = parameter.limits.check(value) {
        let product = operation.service.product;
        return Err(format!("{path} is {}, but {product} accepts {}", violation.found, violation.rule));
    }
    if parameter.fields.is_empty() {
        return Ok(());
    }
    match value {
        Value::Array(items) => (1_usize..).zip(items).try_for_each(|(number, item)| {
            check_fields(operation, &format!("{path}.{number}"), parameter, item)
        }),
        item => check_fields(operation, path, parameter, item),
    }
}

fn check_fields(
    operation: &Operation,
    path: &str,
    parameter: &Parameter,
    value: &Value,
) -> Result<(), String> {
    match value {
        Value::Object(fields) => parameter.fields.iter().try_for_each(|field| {
            let path = format!("{path}.{}", field.name);
            match fields.get(field.name) {
                None | Some(Value::Null) if field.required => {
                    Err(format!("{path} is missing, but {} requires it", operation.name))
                }
                Some(value) if field.required && is_empty(value) => {
                    Err(format!("{path} is empty, but {} requires it", operation.name))
                }
                None => Ok(()),
                Some(value) => check_value(operation, &path, field, value),
            }
        }),
        Value::Null => Ok(()),
        other => Err(format!("{path} is {}, but it must be an object", shortened(&other.to_string()))),
    }
}

/// Whether a value vanishes on the wire or says nothing there.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
