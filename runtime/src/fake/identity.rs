//! Which field of an item says which item it is, and how items are told apart.
//!
//! The fields of the identity are, by the first of these rules that finds one:
//!
//! 1. `<Item>Id`, where the list is `…/<Item>`: `BackupId` in `/Items/Backup`;
//! 2. the field `<Stem>Id` with the longest stem that occurs in the operation's name or in the list's:
//!    `RestoreTaskId` in the answer of `DescribeRestoreTaskList`;
//! 3. all fields `…Id` or `…ID` that are not parameters of the request.
//!
//! An item that the sample does not have is given the first sample item's identity plus its index: `321020562` is
//! followed by `321020563`, and `s1XXXXXX` by `s1XXXXXX-1`. A request for particular items (a parameter with the name
//! of the identity) is answered with exactly these.

use serde_json::Value;

use super::{fields::in_type_of, given::Given, model::Operation};

pub(super) struct Identity {
    /// The first sample item's identity: value and name of each field.
    fields: Vec<(Value, String)>,
    asked: Vec<String>,
    samples: usize,
}

impl Identity {
    pub(super) fn of(operation: &Operation, list: &str, samples: &[Value], given: &Given<'_>) -> Self {
        let names = identity_fields(operation, list, samples.first());
        let asks = |name: &String| {
            let parameter = operation.parameters.iter().find(|parameter| parameter.name == *name);
            parameter.map(|parameter| given.values(parameter)).unwrap_or_default()
        };
        let mut asked = match names.as_slice() {
            [name] => asks(name),
            _ => Vec::new(),
        };
        asked.retain(|id| !id.is_empty());
        let with_value = |name: String| Some((samples.first()?.get(&name)?.clone(), name));
        let fields = names.into_iter().filter_map(with_value).collect();
        Self { fields, asked, samples: samples.len() }
    }

    /// How many items the answer is about, out of those there are.
    pub(super) fn count(&self, there_are: usize) -> usize {
        if self.asked.is_empty() || there_are == 0 { there_are } else { self.asked.len() }
    }

    /// Makes this item the one of this index, of `total`.
    pub(super) fn give(&self, item: &mut Value, index: usize, total: usize) {
        let Value::Object(item) = item else { return };
        for (first, name) in &self.fields {
            let value = match self.asked.get(index) {
                Some(asked) => in_type_of(first, asked),
                None if total <= self.samples => None,
                None => Some(following(first, index)),
            };
            if let Some(value) = value {
                item.insert(name.clone(), value);
            }
        }
    }
}

fn identity_fields(operation: &Operation, list: &str, item: Option<&Value>) -> Vec<String> {
    let Some(item) = item.and_then(Value::as_object) else {
        return Vec::new();
    };
    let list = list.rsplit('/').next().unwrap_or_default();
    let stem = |name: &str| name.strip_suffix("Id").or_else(|| name.strip_suffix("ID")).map(str::to_owned);
    let ids = || item.keys().filter_map(|name| Some((name, stem(name)?)));
    if let Some((name, _)) = ids().find(|(_, stem)| stem == list) {
        return vec![name.clone()];
    }
    let occurs =
        |stem: &String| !stem.is_empty() && (operation.name.contains(stem) || list.contains(stem.as_str()));
    if let Some((name, _)) = ids().filter(|(_, stem)| occurs(stem)).max_by_key(|(_, stem)| stem.len()) {
        return vec![name.clone()];
    }
    let is_parameter = |name: &String| operation.parameters.iter().any(|parameter| parameter.name == *name);
    ids().map(|(name, _)| name).filter(|name| !is_parameter(name)).cloned().collect()
}

fn following(first: &Value, index: usize) -> Value {
    let added = u64::try_from(index).unwrap_or(u64::MAX);
    match first {
        Value::Number(number) => number
            .as_u64()
            .and_then(|number| number.checked_add(added))
            .map_or_else(|| first.clone(), Value::from),
        Value::String(text) if index > 0 => {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let next =
                text.parse::<u64>().ok().filter(|_| digits).and_then(|number| number.checked_add(added));
            next.map_or_else(
                || format!("{text}-{index}"),
                |next| format!("{next:0width$}", width = text.len()),
            )
            .into()
        }
        other => other.clone(),
    }
}
