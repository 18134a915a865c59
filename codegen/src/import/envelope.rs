//! Envelopes: a 200 that says whether it is a failure.

use super::facts::{Operation, Schema};
use super::schemas::Components;
use super::yaml::Map;
use crate::metadata::Kind;

const SUCCESS: &[&str] = &["success", "issuccess"];
const CODES: &[&str] = &["code", "errorcode", "errcode"];
const MESSAGES: &[&str] = &["message", "msg", "errormessage", "errormsg", "errmessage", "errmsg"];

/// The fields of an answer that say whether it is a failure.
pub(super) fn decide(operation: &Operation, components: &Components) -> Option<Map> {
    let answer = operation.answer()?.schema.as_ref()?;
    let answer = components.resolve(answer);
    let find = |names: &[&str], fits: fn(Kind) -> bool| {
        let mut wanted = names
            .iter()
            .flat_map(|wanted| answer.public_fields().filter(move |(name, _)| folded(name) == *wanted));
        wanted
            .find(|(_, field): &&(String, Schema)| fits(components.resolve(field).kind))
            .map(|(name, _)| name.clone())
    };
    let success = find(SUCCESS, |kind| matches!(kind, Kind::Boolean | Kind::Text))?;
    let scalar = |kind: Kind| matches!(kind, Kind::Text | Kind::Integer);
    let code = find(CODES, scalar)?;
    let message = find(MESSAGES, scalar)?;
    Some(Map::default().with("success", success).with("code", code).with("message", message))
}

fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}
