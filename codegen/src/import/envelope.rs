//! Envelopes: a 200 that says whether it is a failure.

use super::components::Components;
use super::facts::{Operation, Schema};
use super::yaml::Map;
use crate::metadata::{Json, Kind};

const SUCCESS: &[&str] = &["success", "issuccess"];
const CODES: &[&str] = &["code", "errorcode", "errcode"];
const MESSAGES: &[&str] = &["message", "msg", "errormessage", "errormsg", "errmessage", "errmsg"];

/// The fields of an answer that say whether it is a failure.
///
/// A code without a field for success counts only where the metadata shows that a success has one, too: elsewhere it may be a
/// result, or be there in failures alone.
pub(super) fn decide(operation: &Operation, components: &Components) -> Option<Map> {
    let answer = components.resolve(operation.answer()?.schema.as_ref()?);
    let shows = |code: &str| shows_success(operation, code);
    if let Some(envelope) = within(answer, components, "", &shows) {
        return Some(envelope);
    }
    // One object down only where it says so itself, and with a reason: a field may well be called like a result.
    let inner = answer.public_fields().filter(|(name, _)| !name.contains('/'));
    let mut inner = inner.filter_map(|(name, field)| {
        let envelope = within(components.resolve(field), components, &format!("{name}/"), &|_| false)?;
        (envelope.has("code") || envelope.has("message")).then_some(envelope)
    });
    inner.next().filter(|_| inner.next().is_none())
}

/// The fields of an object that say whether the answer is a failure, with the way to the object before their names.
fn within(
    object: &Schema,
    components: &Components,
    way: &str,
    shows_success: &dyn Fn(&str) -> bool,
) -> Option<Map> {
    let fields: Vec<(&String, String, Kind)> = object
        .public_fields()
        .filter(|_| object.kind == Kind::Object)
        .map(|(name, field)| (name, folded(name), components.resolve(field).kind))
        .collect();
    let find = |names: &[&str], kinds: &[Kind]| {
        let mut all =
            names.iter().flat_map(|wanted| fields.iter().filter(move |(_, known, _)| known == wanted));
        all.find(|(.., kind)| kinds.contains(kind)).map(|(name, ..)| name.as_str())
    };
    let success = find(SUCCESS, &[Kind::Boolean, Kind::Text, Kind::Integer]);
    let code = find(CODES, &[Kind::Text, Kind::Integer]);
    let message = find(MESSAGES, &[Kind::Text]);
    let decides = success.is_some() || (message.is_some() && code.is_some_and(shows_success));
    decides.then(|| {
        let mut envelope = Map::default();
        for (word, name) in [("success", success), ("code", code), ("message", message)] {
            envelope.maybe(word, name.map(|name| format!("{way}{name}")));
        }
        envelope
    })
}

/// Whether the sample has a code that only a success has.
fn shows_success(operation: &Operation, code: &str) -> bool {
    let sample = operation.samples.json.as_deref().and_then(|text| Json::new(text).ok());
    let members = sample.and_then(|(_, value)| value.members()).unwrap_or_default();
    let value = members.iter().find(|(name, _)| name == code).and_then(|(_, value)| value.scalar());
    value.is_some_and(|value| is_of_success(value.trim()))
}

/// Whether a code is one that a success has, as clients see it.
fn is_of_success(code: &str) -> bool {
    let known = ["ok", "success", "200"].iter().any(|known| code.eq_ignore_ascii_case(known));
    known || (!code.is_empty() && code.bytes().all(|byte| byte == b'0'))
}

fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}
