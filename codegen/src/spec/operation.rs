//! Operations: what the `x-` words say about them.

use super::contradiction::contradictions;
use super::object::{Object, key};
use super::shared::Shared;
use super::{
    Effect, Envelope, ExactlyOne, Operation, PageNumber, PageStyle, Pagination, Ram, Style, Text, body,
    parameter, response, stability,
};
use crate::diagnostic::Reporter;
use crate::http::Method;
use crate::rule;
use crate::yaml::{Entry, Node, Value};

/// How to get to an operation: the path and the method, with what operations of the path share.
#[derive(Clone, Copy)]
pub(super) struct Route<'n> {
    pub(super) path: &'n Entry,
    pub(super) style: Style,
    pub(super) method: Method,
    pub(super) operation: &'n Entry,
    pub(super) common: &'n [Node],
}

/// Reads one operation.
pub(super) fn read<'n>(
    route: Route<'n>,
    shared: Shared<'n>,
    reporter: &'n Reporter<'n>,
) -> Option<Operation> {
    let Route { style, method, .. } = route;
    let object = Object::new(&route.operation.node, "an operation", reporter)?;
    let name = object.required_text("operationId");
    let path = name.as_ref().map(|name| self::path(route.path, style, name, reporter)).unwrap_or_default();
    let (response, errors) = response::read(&object, shared);
    let lists_errors = errors.is_some();
    let mut parameters = parameter::read_all(route.common, object.list("parameters"), shared, reporter);
    let (media, inside) = body::read(&object, style, shared);
    parameters.extend(inside);
    stability::arguments(&object, &mut parameters);
    let gone = stability::gone(&object);
    // The path of the rpc style is that of the operation; others share theirs.
    let entry = if style == Style::Rpc { route.path } else { route.operation };
    let read = Operation {
        place: entry.place.clone(),
        pointer: route.operation.place.pointer.clone(),
        name: name.clone().unwrap_or_else(|| key(entry)),
        method,
        path,
        media,
        rust_name: object.text("x-rust-name"),
        summary: object.text("summary"),
        description: object.text("description"),
        deprecated: object.flag("deprecated") || gone.is_some(),
        gone,
        tags: object.texts("tags"),
        sources: object.texts("x-sources"),
        effect: effect(&object),
        effect_place: object.get("x-effect").map(|node| node.place.clone()),
        anonymous: is_anonymous(&object),
        ram: object.object("x-ram", "`x-ram`").and_then(ram),
        pagination: object.object("x-pagination", "`x-pagination`").and_then(pagination),
        envelope: object.object("x-envelope", "`x-envelope`").and_then(envelope),
        exactly_one: object
            .list("x-exactly-one")
            .iter()
            .filter_map(|node| exactly_one(node, reporter))
            .collect(),
        parameters,
        response,
        errors: errors.unwrap_or_default(),
        lists_errors,
        contradictions: contradictions(&object),
    };
    object.finish();
    name.is_some().then_some(read)
}

/// The path as it is sent; `#` and what is behind it tell operations apart that have the rest in common.
pub(super) fn template(path: &str) -> &str {
    path.split('#').next().unwrap_or_default()
}

/// The path that an operation is sent to.
fn path(entry: &Entry, style: Style, name: &Text, reporter: &Reporter<'_>) -> String {
    let (wanted, help) = match style {
        Style::Rpc => (entry.key.strip_prefix('/'), format!("write the path `/{}`", name.value)),
        Style::Roa => {
            let suffix = entry.key.split_once('#').map_or(name.value.as_str(), |(_, suffix)| suffix);
            (Some(suffix), format!("let the path end in `#{}`", name.value))
        }
    };
    if wanted != Some(name.value.as_str()) {
        let help = format!("{help}, or fix the `operationId`");
        let message = format!("the path `{}` is not its operation's name", entry.key);
        reporter.report(&rule::PATH_MISMATCH, &entry.place, message, help);
    }
    if style == Style::Rpc { "/".to_owned() } else { template(&entry.key).to_owned() }
}

fn effect(object: &Object<'_>) -> Option<Effect> {
    let effect = object.text("x-effect")?;
    match effect.value.as_str() {
        "read" => Some(Effect::Read),
        "write" => Some(Effect::Write),
        other => {
            let help = "write `read` if a repeated request changes nothing, or else `write`";
            object.reporter().report(
                &rule::UNKNOWN_WORD,
                &effect.place,
                format!("`{other}` is not an effect"),
                help,
            );
            Some(Effect::Write)
        }
    }
}

/// Whether `security` is there and empty. What else it says is for other tools: clients sign.
fn is_anonymous(object: &Object<'_>) -> bool {
    object.get("security").is_some_and(|node| node.value == Value::List(Vec::new()))
}

fn ram(object: Object<'_>) -> Option<Ram> {
    let (action, access) = (object.required_text("action"), object.required_text("access"));
    let (resource, arn) = (object.required_text("resource"), object.text("arn"));
    let conditions = object.texts("conditions");
    let (reporter, place) = (object.reporter(), object.place.clone());
    object.finish();
    if let Some(action) = action.as_ref().filter(|action| !is_action(&action.value)) {
        let message = format!("`{}` is not the form of an action", action.value);
        let help = "write `<service>:<Action>`, most often with the name of the operation";
        reporter.report(&rule::INVALID_ACTION, &action.place, message, help);
    }
    if let Some(arn) = arn.as_ref().filter(|arn| !is_arn(&arn.value)) {
        let help = "write `acs:<service>:{region}:{account}:<type>/{id}`; each placeholder may be left out or be `*`";
        reporter.report(
            &rule::INVALID_ARN,
            &arn.place,
            format!("`{}` is not the form of an ARN", arn.value),
            help,
        );
    }
    for key in conditions.iter().filter(|key| !is_condition(&key.value)) {
        let message = format!("`{}` is not the form of a condition key", key.value);
        let help = "write `<service>:<Key>`, such as `acs:ResourceTag`";
        reporter.report(&rule::INVALID_ACTION, &key.place, message, help);
    }
    let resource = resource?;
    if let Some(arn) = arn.as_ref().filter(|_| resource.value == "*") {
        let help = "name the type of resource under `resource`, or leave `arn` out";
        reporter.report(&rule::INVALID_ARN, &arn.place, "an `arn` for an action on all resources", help);
    }
    Some(Ram { place, action: action?, access: access?, resource, conditions, arn })
}

/// Whether a text is a service and an action of it.
fn is_action(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_*".contains(&byte))
    };
    text.split_once(':').is_some_and(|(service, action)| is_name(service) && is_name(action))
}

/// Whether a text is a service and a key of a condition, which may have a name of its own behind it.
fn is_condition(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_./<>{}".contains(c))
    };
    text.split_once(':').is_some_and(|(service, key)| is_name(service) && is_name(key))
}

/// Whether a text has the five parts of a resource name, with known placeholders where they belong.
fn is_arn(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(5, ':').collect();
    let ["acs", service, region, account, resource] = parts.as_slice() else { return false };
    let is_word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./*".contains(c));
    !service.is_empty()
        && service.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && matches!(*region, "{region}" | "*" | "")
        && matches!(*account, "{account}" | "*" | "")
        && !resource.is_empty()
        && is_word(&resource.replacen("{id}", "", 1))
}

fn envelope(object: Object<'_>) -> Option<Envelope> {
    let (success, code, message) = (object.text("success"), object.text("code"), object.text("message"));
    if success.is_none() && code.is_none() {
        object.missing("success");
    }
    let place = object.place.clone();
    object.finish();
    (success.is_some() || code.is_some()).then_some(Envelope { place, success, code, message })
}

fn pagination(object: Object<'_>) -> Option<Pagination> {
    let items = object.required_text("items");
    let style = object.required_text("style")?;
    let style = match style.value.as_str() {
        "page-number" => {
            let (page, size) = (object.required_text("page"), object.required_text("size"));
            let (first, total) = (object.count("first").unwrap_or(1), object.text("total"));
            let (count, pages) = (object.text("count"), object.text("pages"));
            let by_items = false;
            PageStyle::Number(PageNumber { page: page?, size: size?, first, by_items, total, count, pages })
        }
        "offset" => {
            let (page, size) = (object.required_text("offset"), object.required_text("size"));
            let (first, by_items, total) = (0, true, object.text("total"));
            let (count, pages) = (object.text("count"), object.text("pages"));
            PageStyle::Number(PageNumber { page: page?, size: size?, first, by_items, total, count, pages })
        }
        "token" => {
            let (request, response) = (object.required_text("request"), object.required_text("response"));
            PageStyle::Token { request: request?, response: response?, size: object.text("size") }
        }
        other => {
            let help = "write `page-number`, `offset` or `token`";
            object.reporter().report(
                &rule::UNKNOWN_WORD,
                &style.place,
                format!("`{other}` is not a style of paging"),
                help,
            );
            return None;
        }
    };
    let place = object.place.clone();
    object.finish();
    Some(Pagination { place, style, items: items? })
}

fn exactly_one(node: &Node, reporter: &Reporter<'_>) -> Option<ExactlyOne> {
    let object = Object::new(node, "an exactly-one rule", reporter)?;
    let (name, of) = (object.required_text("name"), object.texts("of"));
    if of.len() < 2 {
        reporter.report(
            &rule::INVALID_CHOICE,
            &node.place,
            "an exactly-one rule needs two parameters",
            "name them under `of`",
        );
    }
    let description = object.text("description");
    object.finish();
    Some(ExactlyOne { name: name?, of, description })
}
