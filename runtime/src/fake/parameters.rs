//! Whether an operation takes what a request gives.
//!
//! Parameters that the model does not know are let pass, as the vendor does.

use serde_json::Value;

use super::{
    given::Given,
    model::{Kind, Operation, Parameter},
    paging,
    refusal::Refusal,
    tree::Tree,
};

/// The highest index of an array on the wire.
const MAX_INDEX: usize = 10_000;

/// Refuses what the operation does not take.
pub(super) fn check(operation: &Operation, given: &Given<'_>) -> Result<(), Refusal> {
    for parameter in &operation.parameters {
        match given.get(parameter) {
            Some(value) => check_one(&parameter.name, parameter, value)?,
            None if parameter.required && !given.has(parameter) => {
                return Err(Refusal::missing(&parameter.name));
            }
            None => {}
        }
    }
    for group in &operation.exactly_one {
        let names = group.join(", ");
        match group.iter().filter(|name| given.has_named(name)).count() {
            1 => {}
            0 => {
                return Err(Refusal::bad_request(
                    "MissingParameter",
                    format!("One of {names} is mandatory for this action."),
                ));
            }
            _ => {
                return Err(Refusal::bad_request(
                    "InvalidParameterCombination",
                    format!("Only one of {names} can be specified."),
                ));
            }
        }
    }
    operation.pagination.as_ref().map_or(Ok(()), |pagination| paging::check(pagination, given))
}

fn check_fields(path: &str, fields: &[Parameter], given: &Tree) -> Result<(), Refusal> {
    for field in fields {
        let path = format!("{path}.{}", field.name);
        match given.get(&field.name) {
            Some(value) => check_one(&path, field, value)?,
            None if field.required => return Err(Refusal::missing(&path)),
            None => {}
        }
    }
    Ok(())
}

fn check_one(path: &str, parameter: &Parameter, given: &Tree) -> Result<(), Refusal> {
    if parameter.json {
        let value: Value =
            serde_json::from_str(given.text()).map_err(|_| Refusal::invalid(path, "it is not JSON"))?;
        return check_kind(path, parameter, &Tree::from_json(&value));
    }
    if let Some(separator) = parameter.separator {
        check_json(path, Kind::String, given)?;
        let parts = given.text().split(separator).map(|text| Value::String(text.to_owned())).collect();
        return check_array(path, parameter, &Tree::from_json(&Value::Array(parts)));
    }
    check_kind(path, parameter, given)
}

fn check_kind(path: &str, parameter: &Parameter, given: &Tree) -> Result<(), Refusal> {
    check_json(path, parameter.kind, given)?;
    match parameter.kind {
        Kind::Any => Ok(()),
        Kind::Object => check_fields(path, parameter.fields.as_deref().unwrap_or_default(), given),
        Kind::Array => check_array(path, parameter, given),
        kind => {
            // Nothing at all is of every kind.
            if given.is_given() {
                check_scalar(path, kind, given.text())?;
            }
            check_limits(path, parameter, &given.text().into())
        }
    }
}

/// Whether something is of a JSON type that does not show in its text.
fn check_json(path: &str, kind: Kind, given: &Tree) -> Result<(), Refusal> {
    let expected = match kind {
        Kind::String => "it is not a string",
        Kind::Array => "it is not a list",
        Kind::Object => "it is not an object",
        // Inside of a string, a number is a number.
        Kind::Integer | Kind::Number | Kind::Boolean | Kind::Any => return Ok(()),
    };
    let is_other = given.json.is_some_and(|sent| sent != kind);
    if is_other && given.is_given() { Err(Refusal::invalid(path, expected)) } else { Ok(()) }
}

fn check_array(path: &str, parameter: &Parameter, given: &Tree) -> Result<(), Refusal> {
    let is_index = |name: &String| name.parse().is_ok_and(|index: usize| (1..=MAX_INDEX).contains(&index));
    let is_array = given.json.is_some() || given.text().is_empty() && given.children.keys().all(is_index);
    if !is_array {
        return Err(Refusal::invalid(path, &format!("an array is sent as {path}.1, {path}.2 and so on")));
    }
    let items = given.children.values().map(|item| Value::from(item.text())).collect();
    check_limits(path, parameter, &Value::Array(items))?;
    let Some(element) = parameter.items.as_deref() else {
        return Ok(());
    };
    given.children.iter().try_for_each(|(index, item)| check_kind(&format!("{path}.{index}"), element, item))
}

fn check_scalar(path: &str, kind: Kind, text: &str) -> Result<(), Refusal> {
    let (right, expected) = match kind {
        Kind::Integer => (text.parse::<i128>().is_ok(), "it is not a whole number"),
        Kind::Number => (text.parse().is_ok_and(f64::is_finite), "it is not a number"),
        Kind::Boolean => {
            (matches!(text, "true" | "false" | "True" | "False"), "it is neither true nor false")
        }
        Kind::String => (!text.is_empty(), "it is a single value"),
        Kind::Array | Kind::Object | Kind::Any => (true, ""),
    };
    if right { Ok(()) } else { Err(Refusal::invalid(path, expected)) }
}

/// The same rules that clients check before they send.
fn check_limits(path: &str, parameter: &Parameter, value: &Value) -> Result<(), Refusal> {
    parameter.limits.check(value).map_err(|violation| Refusal::invalid(path, &violation.to_string()))
}
