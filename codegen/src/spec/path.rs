//! Paths: which operations one has, and whether its template and its parameters go together.

use super::object::Object;
use super::operation::{self, Route};
use super::shared::Shared;
use super::{Operation, Parameter, Style};
use crate::diagnostic::Reporter;
use crate::http::{Location, Method};
use crate::rule;
use crate::yaml::Entry;

/// Reads one entry of `paths`.
pub(super) fn read<'n>(
    entry: &'n Entry,
    style: Style,
    shared: Shared<'n>,
    reporter: &'n Reporter<'n>,
) -> Vec<Operation> {
    let Some(path) = Object::new(&entry.node, "a path", reporter) else { return Vec::new() };
    Method::ALL.iter().for_each(|method| path.ignore(method.key()));
    let method = |found: &'n Entry| Method::of_key(&found.key).map(|method| (method, found));
    let methods: Vec<_> = path.all().iter().filter_map(method).collect();
    let common = path.list("parameters");
    if methods.is_empty() {
        path.missing("post");
    }
    path.finish();
    if style == Style::Roa {
        check_template(entry, reporter);
    } else if let [_, (_, second), ..] = &*methods {
        let help = "keep `post`, or `get` where the vendor lists nothing else";
        let message = "a path of the rpc style has one operation";
        reporter.report(&rule::INVALID_PATH, &second.place, message, help);
    }
    let read = |(method, found): &(Method, &'n Entry)| {
        let route = Route { path: entry, style, method: *method, operation: found, common };
        let operation = operation::read(route, shared, reporter)?;
        check_parameters(entry, &operation.path, &operation.parameters, reporter);
        Some(operation)
    };
    methods.iter().filter_map(read).collect()
}

/// The names in braces; `None` if braces are left open, or have no name between them.
fn names(template: &str) -> Option<Vec<&str>> {
    let (mut names, mut rest) = (Vec::new(), template);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        if before.contains('}') || name.is_empty() || name.contains(['{', '/']) {
            return None;
        }
        names.push(name);
        rest = behind;
    }
    (!rest.contains('}')).then_some(names)
}

/// Whether a character stands for itself in a path.
fn is_literal(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@".contains(c)
}

fn check_template(entry: &Entry, reporter: &Reporter<'_>) {
    let template = operation::template(&entry.key);
    let names = names(template);
    let named = names.iter().flatten();
    let bare = named.fold(template.to_owned(), |bare, name| bare.replace(&format!("{{{name}}}"), "x"));
    // A slash at the end is sent as well.
    let segments = bare.strip_prefix('/').map(|rest| rest.strip_suffix('/').unwrap_or(rest));
    let segments = segments.filter(|rest| !rest.is_empty()).map(|rest| rest.split('/'));
    let is_odd = segments.into_iter().flatten().any(|segment| matches!(segment, "" | "." | ".."));
    let help = "write it as it is sent, with names in braces: `/tasks/{TaskId}/logs`";
    for (is_wrong, message) in [
        (!template.starts_with('/'), "a path begins with a slash"),
        (is_odd, "a segment of the path is empty, `.` or `..`"),
        (names.is_none(), "the braces of the path do not enclose a name each"),
    ] {
        if is_wrong {
            reporter.report(&rule::INVALID_PATH, &entry.place, message, help);
        }
    }
    if let Some(c) = bare.chars().find(|c| names.is_some() && !is_literal(*c)) {
        let message = format!("`{c}` cannot be in a path");
        reporter.report(&rule::INVALID_PATH, &entry.place, message, help);
    }
}

/// Checks that what is in braces are the parameters in the path, each once and required.
fn check_parameters(entry: &Entry, template: &str, parameters: &[Parameter], reporter: &Reporter<'_>) {
    // Braces that are wrong have been reported.
    let Some(names) = names(template) else { return };
    let declared: Vec<_> = parameters.iter().filter(|one| one.location == Location::Path).collect();
    for (at, name) in names.iter().enumerate() {
        if names.iter().take(at).any(|other| other == name) {
            let message = format!("`{{{name}}}` stands in the path twice");
            let help = "give the two names of their own";
            reporter.report(&rule::PATH_PARAMETER, &entry.place, message, help);
        } else if !declared.iter().any(|parameter| parameter.name.value == *name) {
            let message = format!("the path has `{{{name}}}`, and no parameter is called that");
            let help = format!("add a parameter `name: {name}` with `in: path` and `required: true`");
            reporter.report(&rule::PATH_PARAMETER, &entry.place, message, help);
        }
    }
    for parameter in declared {
        let name = &parameter.name;
        if !names.contains(&name.value.as_str()) {
            let message = format!("the path `{template}` has no `{}` in braces", name.value);
            let help = "write it into the path, or say where else the parameter is";
            reporter.report(&rule::PATH_PARAMETER, &name.place, message, help);
        } else if !parameter.required {
            let message = format!("`{}` is in the path, and not required", name.value);
            reporter.report(&rule::PATH_PARAMETER, &name.place, message, "add `required: true`");
        }
    }
}
