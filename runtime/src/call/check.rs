//! Whether a request is complete and within its limits, before anything is sent.

use crate::tables::{MASK, Operation, Parameter, Sensitive, shortened};
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
            Check { operation, sensitive: parameter.sensitive }.value(parameter.name, parameter, value)?;
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

/// The check of one parameter, with what of it no message may show.
#[derive(Clone, Copy)]
struct Check<'o> {
    operation: &'o Operation,
    sensitive: Sensitive,
}

impl Check<'_> {
    fn value(self, path: &str, parameter: &Parameter, value: &Value) -> Result<(), String> {
        let product = self.operation.service.product;
        if let Err(violation) = parameter.limits.check(value) {
            let found = self.shown(violation.found);
            return Err(format!("{path} is {found}, but {product} accepts {}", violation.rule));
        }
        if parameter.fields.is_empty() {
            return Ok(());
        }
        match value {
            Value::Array(items) => (1_usize..)
                .zip(items)
                .try_for_each(|(number, item)| self.fields(&format!("{path}.{number}"), parameter, item)),
            item => self.fields(path, parameter, item),
        }
    }

    fn fields(self, path: &str, parameter: &Parameter, value: &Value) -> Result<(), String> {
        let name = self.operation.name;
        match value {
            Value::Object(fields) => parameter.fields.iter().try_for_each(|field| {
                let path = format!("{path}.{}", field.name);
                match fields.get(field.name) {
                    None | Some(Value::Null) if field.required => {
                        Err(format!("{path} is missing, but {name} requires it"))
                    }
                    Some(value) if field.required && is_empty(value) => {
                        Err(format!("{path} is empty, but {name} requires it"))
                    }
                    None => Ok(()),
                    Some(value) => self.inside(field).value(&path, field, value),
                }
            }),
            Value::Null => Ok(()),
            other => {
                let found = self.shown(shortened(&other.to_string()));
                Err(format!("{path} is {found}, but it must be an object"))
            }
        }
    }

    fn inside(self, field: &Parameter) -> Self {
        match self.sensitive {
            Sensitive::Fields(names) if names.contains(&field.name) => {
                Self { sensitive: Sensitive::All, ..self }
            }
            _ => self,
        }
    }

    fn shown(self, found: String) -> String {
        if self.sensitive == Sensitive::All { MASK.to_owned() } else { found }
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
