//! What a caller needs to be allowed.

use super::facts::{Operation, Permission};
use super::yaml::Map;

/// The permission of an operation: the one that is called after it, or else the first.
pub(super) fn decide(operation: &Operation) -> Option<Map> {
    let is_own = |permission: &&Permission| {
        permission.action.split(':').nth(1).is_some_and(|action| action.eq_ignore_ascii_case(&operation.name))
    };
    let all = &operation.permissions;
    let permission = all.iter().find(is_own).or(all.first()).filter(|one| is_action(&one.action))?;
    let mut ram = Map::default().with("action", permission.action.as_str());
    for other in all.iter().filter(|other| other.action != permission.action) {
        ram.note(format!("also needs {}", other.action));
    }
    let access = if permission.access.is_empty() { "none" } else { &permission.access };
    ram.put("access", access);
    let typed = permission
        .resources
        .iter()
        .find(|(kind, arn)| kind != "All Resource" && !kind.is_empty() && arn != "*");
    match typed {
        None => ram.put("resource", "*"),
        Some((kind, arn)) => {
            ram.put("resource", kind.as_str());
            match self::arn(arn) {
                Some(arn) => ram.put("arn", arn),
                None => {
                    ram.note(format!(
                        "the form of its resources, {arn}, is not one that can be written here"
                    ));
                }
            }
        }
    }
    Some(ram)
}

fn is_action(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_*".contains(&byte))
    };
    text.split_once(':').is_some_and(|(service, action)| is_name(service) && is_name(action))
}

/// The name of a resource with the placeholders of the dialect: the last one is the resource, others may be any.
fn arn(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.splitn(5, ':').collect();
    let ["acs", service, region, account, resource] = parts.as_slice() else { return None };
    let is_service = !service.is_empty() && service.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let region = place(region, "{region}")?;
    let account = place(account, "{account}")?;
    let mut pieces = Vec::new();
    for piece in resource.split('/') {
        let is_gap = piece.starts_with('{') && piece.ends_with('}');
        let is_word = piece.chars().all(|c| c.is_ascii_alphanumeric() || "-_.*".contains(c));
        if !is_gap && !is_word {
            return None;
        }
        pieces.push(if is_gap { "*" } else { piece });
    }
    if let Some(last) = pieces.iter_mut().rfind(|piece| **piece == "*").filter(|_| resource.contains('{')) {
        *last = "{id}";
    }
    (is_service && !resource.is_empty())
        .then(|| format!("acs:{service}:{region}:{account}:{}", pieces.join("/")))
}

/// A region or an account: a placeholder, any, or none.
fn place(text: &str, name: &'static str) -> Option<&'static str> {
    match text {
        "" => Some(""),
        "*" => Some("*"),
        gap if gap.starts_with('{') && gap.ends_with('}') => Some(name),
        _ => None,
    }
}
