//! Words that keep an API stable: what is gone and kept, and which parameters are arguments.

use super::object::Object;
use super::{Gone, Parameter, Text};
use crate::rule;

/// Since when something is no longer documented, and until when it is kept.
pub(super) fn gone(object: &Object<'_>) -> Option<Gone> {
    let (since, until) = (date(object, "x-gone-since"), date(object, "x-kept-until"));
    if let (None, Some(until)) = (&since, &until) {
        let message = "`x-kept-until` without `x-gone-since`";
        let help = "say since when it is no longer documented, or remove it";
        object.reporter().report(&rule::ORPHAN_KEY, &until.place, message, help);
    }
    Some(Gone { since: since?, until })
}

fn date(object: &Object<'_>, word: &'static str) -> Option<Text> {
    let found = object.text(word)?;
    let is_part =
        |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = found.value.split('-').collect();
    if !matches!(*parts, [year, month, day] if is_part(year, 4) && is_part(month, 2) && is_part(day, 2)) {
        let message = format!("`{}` is not a date", found.value);
        let help = "write year, month and day: \"2025-12-01\"";
        object.reporter().report(&rule::UNKNOWN_WORD, &found.place, message, help);
    }
    Some(found)
}

/// Makes the parameters under `x-arguments` the arguments of the method, in that order, and all others setters.
pub(super) fn arguments(object: &Object<'_>, parameters: &mut [Parameter]) {
    if object.peek("x-arguments").is_none() {
        return;
    }
    let listed = object.texts("x-arguments");
    let called = |parameter: &Parameter, name: &str| {
        parameter.rust_name.as_ref().is_some_and(|given| given.value == name) || parameter.name.value == name
    };
    for name in &listed {
        let count = parameters.iter().filter(|one| called(one, &name.value)).count();
        if count != 1 {
            let state = if count == 0 { "does not exist" } else { "is the name of several" };
            let message = format!("the parameter `{}` {state}", name.value);
            let help = "name a parameter of this operation, by its `x-rust-name` if others have its name";
            object.reporter().report(&rule::INVALID_CHOICE, &name.place, message, help);
        }
    }
    let position = |parameter: &Parameter| listed.iter().position(|name| called(parameter, &name.value));
    for parameter in parameters.iter_mut() {
        let is_argument = position(parameter).is_some();
        parameter.needed = parameter.required && !is_argument;
        parameter.required = is_argument;
    }
    parameters.sort_by_key(|parameter| position(parameter).unwrap_or(usize::MAX));
}
