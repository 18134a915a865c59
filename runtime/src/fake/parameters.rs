//! Whether an operation takes what a request gives.
//!
//! Parameters that the model does not know are let pass, as the vendor does.

use serde_json::Value;

use super::{
    model::{Kind, Operation, Parameter},
    paging,
    refusal::Refusal,
    tree::Tree,
};

/// The highest index of an array on the wire.
const MAX_INDEX: usize = 10_000;

/// Refuses what the operation does not take.
pub(super) fn check(operation: &Operation, given: &Tree) -> Result<(), Refusal> {
    check_fields("", &operation.parameters, given)?;
    for group in &operation.exactly_one {
        let names = group.join(", ");
        match group.iter().filter(|name| given.get(name).is_some()).count() {
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

fn check_fields(prefix: &str, parameters: &[Parameter], given: &Tree) -> Result<(), Refusal> {
    for parameter in parameters {
        let path = format!("{prefix}{}", parameter.name);
        match given.get(&parameter.name) {
            Some(value) => check_one(&path, parameter, value)?,
            None if parameter.required => return Err(Refusal::missing(&path)),
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
    if parameter.comma_separated {
        let parts: Vec<_> = given.text().split(',').map(|text| Value::String(text.to_owned())).collect();
        return check_array(path, parameter, &Tree::from_json(&Value::Array(parts)));
    }
    check_kind(path, parameter, given)
}

fn check_kind(path: &str, parameter: &Parameter, given: &Tree) -> Result<(), Refusal> {
    match parameter.kind {
        Kind::Any => Ok(()),
        Kind::Object => {
            check_fields(&format!("{path}."), parameter.fields.as_deref().unwrap_or_default(), given)
        }
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

fn check_array(path: &str, parameter: &Parameter, given: &Tree) -> Result<(), Refusal> {
    let is_index = |name: &String| name.parse().is_ok_and(|index: usize| (1..=MAX_INDEX).contains(&index));
    if !given.text().is_empty() || !given.children.keys().all(is_index) {
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
