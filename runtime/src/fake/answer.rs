//! What an operation answers: its sample, with as many items as asked for and everything that repeats the request
//! agreeing with it.

use serde_json::{Map, Value};

use super::{
    fields::{in_type_of, put},
    given::Given,
    identity::Identity,
    model::{Operation, Parameter},
    paging::Page,
    times::put_apart,
};

/// The body of a successful answer. `items` is how many items there are in all, if a test has said so.
pub(super) fn answer(
    operation: &Operation,
    given: &Given<'_>,
    items: Option<usize>,
    request_id: &str,
) -> Value {
    let mut body = match &operation.sample {
        Value::Null => Value::Object(Map::new()),
        sample => sample.clone(),
    };
    // A parameter may have the name of a field that says how the call went.
    let says_how = |name: &str| operation.envelope.as_ref().is_some_and(|envelope| envelope.has(name));
    let repeated = operation.parameters.iter().filter(|parameter| !says_how(&parameter.name));
    repeat_parameters(&mut body, repeated, given, 0);
    if let Some(list) = list_pointer(operation) {
        fill(&mut body, operation, &list, given, items);
    }
    if let Value::Object(fields) = &mut body {
        fields.insert("RequestId".to_owned(), request_id.into());
    }
    body
}

/// Where the items are: where the model says, or the answer itself, or the first list of objects that the sample has.
fn list_pointer(operation: &Operation) -> Option<String> {
    if let Some(pagination) = &operation.pagination {
        return Some(pagination.items.clone());
    }
    if operation.sample.is_array() {
        return Some(String::new());
    }
    let is_list = |value: &Value| value.as_array().is_some_and(|items| items.iter().any(Value::is_object));
    let fields = operation.sample.as_object()?;
    let plain =
        fields.iter().filter(|(_, value)| is_list(value)).map(|(name, _)| format!("/{}", escape(name)));
    let wrapped = fields.iter().filter_map(|(outer, value)| {
        let (inner, _) = value.as_object()?.iter().find(|(_, value)| is_list(value))?;
        Some(format!("/{}/{}", escape(outer), escape(inner)))
    });
    plain.chain(wrapped).next()
}

/// Whether the sample has an item, of which others can be made.
pub(super) fn can_have_items(operation: &Operation) -> bool {
    let list = list_pointer(operation).and_then(|list| operation.sample.pointer(&list)?.as_array());
    list.is_some_and(|items| !items.is_empty())
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn fill(body: &mut Value, operation: &Operation, list: &str, given: &Given<'_>, items: Option<usize>) {
    let samples = body.pointer(list).and_then(Value::as_array).cloned().unwrap_or_default();
    let identity = Identity::of(operation, list, &samples, given);
    // Of nothing, nothing can be made.
    let there_are = if samples.is_empty() { 0 } else { items.unwrap_or(samples.len()) };
    let total = identity.count(there_are);
    let page = Page::of(operation.pagination.as_ref(), given, total);
    let make = |index: usize| {
        let mut item = samples.get(index.checked_rem(samples.len())?)?.clone();
        repeat_parameters(&mut item, operation.parameters.iter(), given, index);
        identity.give(&mut item, index, total);
        put_apart(&mut item, &operation.times, index);
        Some(item)
    };
    let made = (page.start..page.end).filter_map(make).collect();
    put(body, list, Value::Array(made));
    if let Some(pagination) = &operation.pagination {
        page.echo(body, pagination);
    }
}

/// Where the request says what a field of the answer says, the answer repeats it.
fn repeat_parameters<'a>(
    object: &mut Value,
    parameters: impl Iterator<Item = &'a Parameter>,
    given: &Given<'_>,
    index: usize,
) {
    let Value::Object(fields) = object else {
        return;
    };
    for parameter in parameters {
        let field = fields.get_mut(&parameter.name).filter(|field| is_scalar(field));
        let Some(field) = field else { continue };
        let values = given.values(parameter);
        let asked = index.checked_rem(values.len()).and_then(|index| values.get(index));
        if let Some(value) = asked.and_then(|asked| in_type_of(field, asked)) {
            *field = value;
        }
    }
}

fn is_scalar(value: &Value) -> bool {
    matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_))
}
