//! Operations: parameters, responses and what the `x-` words say about them.

use super::object::{Object, key};
use super::schema::{self, contradictions};
use super::{
    Effect, Envelope, ErrorCode, ExactlyOne, Operation, PageNumber, PageStyle, Pagination, Parameter,
    ParameterEncoding, Ram, Response, Sample,
};
use crate::diagnostic::Reporter;
use crate::rule;
use crate::yaml::{Entry, Node, Value};

/// What operations may refer to.
#[derive(Clone, Copy, Default)]
pub(super) struct Shared<'n> {
    pub(super) parameters: &'n [Entry],
    pub(super) responses: &'n [Entry],
}

/// Reads one entry of `paths`.
pub(super) fn read<'n>(
    entry: &'n Entry,
    shared: Shared<'n>,
    reporter: &'n Reporter<'n>,
) -> Option<Operation> {
    let path = Object::new(&entry.node, "a path", reporter)?;
    let post = path.object("post", "an operation");
    if post.is_none() {
        path.missing("post");
    }
    path.finish();
    let object = post?;
    let name = object.required_text("operationId");
    if let Some(name) = name.as_ref().filter(|name| entry.key.strip_prefix('/') != Some(&name.value)) {
        let help = format!("write the path `/{}`, or mend the `operationId`", name.value);
        let message = format!("the path `{}` is not its operation's name", entry.key);
        reporter.report(&rule::PATH_MISMATCH, &entry.place, message, help);
    }
    let (response, errors) = responses(&object, shared);
    let lists_errors = errors.is_some();
    let read = Operation {
        place: entry.place.clone(),
        name: name.clone().unwrap_or_else(|| key(entry)),
        rust_name: object.text("x-rust-name"),
        summary: object.text("summary"),
        description: object.text("description"),
        deprecated: object.flag("deprecated"),
        sources: object.texts("x-sources"),
        effect: effect(&object),
        effect_place: object.get("x-effect").map(|node| node.place.clone()),
        ram: object.object("x-ram", "`x-ram`").and_then(ram),
        pagination: object.object("x-pagination", "`x-pagination`").and_then(pagination),
        envelope: object.object("x-envelope", "`x-envelope`").and_then(envelope),
        exactly_one: object
            .list("x-exactly-one")
            .iter()
            .filter_map(|node| exactly_one(node, reporter))
            .collect(),
        parameters: object
            .list("parameters")
            .iter()
            .filter_map(|node| parameter(node, shared, reporter))
            .collect(),
        response,
        errors: errors.unwrap_or_default(),
        lists_errors,
        contradictions: contradictions(&object),
    };
    for ignored in ["tags", "security"] {
        object.ignore(ignored);
    }
    object.finish();
    name.is_some().then_some(read)
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

fn ram(object: Object<'_>) -> Option<Ram> {
    let (action, access) = (object.required_text("action"), object.required_text("access"));
    let (resource, arn) = (object.required_text("resource"), object.text("arn"));
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
    let resource = resource?;
    if let Some(arn) = arn.as_ref().filter(|_| resource.value == "*") {
        let help = "name the type of resource under `resource`, or leave `arn` out";
        reporter.report(&rule::INVALID_ARN, &arn.place, "an `arn` for an action on all resources", help);
    }
    Some(Ram { place, action: action?, access: access?, resource, arn })
}

/// Whether a text is a service and an action of it.
fn is_action(text: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_*".contains(&byte))
    };
    text.split_once(':').is_some_and(|(service, action)| is_name(service) && is_name(action))
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
    let (success, code) = (object.required_text("success"), object.required_text("code"));
    let message = object.required_text("message");
    let place = object.place.clone();
    object.finish();
    Some(Envelope { place, success: success?, code: code?, message: message? })
}

fn pagination(object: Object<'_>) -> Option<Pagination> {
    let items = object.required_text("items");
    let style = object.required_text("style")?;
    let style = match style.value.as_str() {
        "page-number" => {
            let (page, size) = (object.required_text("page"), object.required_text("size"));
            let (first, total) = (object.count("first").unwrap_or(1), object.text("total"));
            let (count, pages) = (object.text("count"), object.text("pages"));
            PageStyle::Number(PageNumber { page: page?, size: size?, first, total, count, pages })
        }
        "token" => {
            let (request, response) = (object.required_text("request"), object.required_text("response"));
            PageStyle::Token { request: request?, response: response?, size: object.text("size") }
        }
        other => {
            let help = "write `page-number` or `token`";
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

/// What `$ref` leads to, if there is one: a parameter or a response under `components`.
fn referred<'n>(object: Object<'n>, what: &'static str, shared: &'n [Entry]) -> Option<Object<'n>> {
    let Some(target) = object.text("$ref") else { return Some(object) };
    let reporter = object.reporter();
    object.finish();
    let name = target.value.strip_prefix(&format!("#/components/{what}s/"));
    let Some(entry) = shared.iter().find(|entry| Some(entry.key.as_str()) == name) else {
        let help = format!("write `#/components/{what}s/<name>` and declare it there");
        reporter.report(
            &rule::DANGLING_REFERENCE,
            &target.place,
            format!("`{}` does not exist", target.value),
            help,
        );
        return None;
    };
    let object =
        Object::new(&entry.node, if what == "response" { "a response" } else { "a parameter" }, reporter)?;
    if let Some(again) = object.text("$ref") {
        let help = format!("declare the {what} under `components`, and refer to it from operations");
        reporter.report(
            &rule::UNSUPPORTED_REFERENCE,
            &again.place,
            format!("a shared {what} cannot refer to another"),
            help,
        );
        return None;
    }
    Some(object)
}

fn parameter<'n>(node: &'n Node, shared: Shared<'n>, reporter: &'n Reporter<'n>) -> Option<Parameter> {
    let object = referred(Object::new(node, "a parameter", reporter)?, "parameter", shared.parameters)?;
    let name = object.required_text("name");
    if let Some(place) = object.required_text("in").filter(|place| place.value != "query") {
        let help = "write `in: query`; the rpc style sends every parameter there";
        reporter.report(
            &rule::UNSUPPORTED_PARAMETER,
            &place.place,
            format!("a parameter in `{}` is not supported", place.value),
            help,
        );
    }
    let shape = parameter_schema(&object);
    let (rust_name, description) = (object.text("x-rust-name"), object.text("description"));
    let (required, deprecated) = (object.flag("required"), object.flag("deprecated"));
    let example = object.get("example").cloned();
    let idempotency_token = object.flag("x-idempotency-token");
    let contradictions = contradictions(&object);
    let place = object.place.clone();
    object.finish();
    let (schema, encoding) = shape?;
    Some(Parameter {
        place,
        name: name?,
        rust_name,
        description,
        required,
        deprecated,
        example,
        idempotency_token,
        encoding,
        schema,
        contradictions,
    })
}

fn parameter_schema(object: &Object<'_>) -> Option<(super::Schema, ParameterEncoding)> {
    let reporter = object.reporter();
    let (style, explode) = (object.text("style"), object.get("explode").cloned());
    let content = object.object("content", "the content");
    match (object.get("schema"), content) {
        (Some(node), None) => {
            let joined = matches!(explode, Some(Node { value: Value::Bool(false), .. }));
            if let Some(style) = style.filter(|style| style.value != "form") {
                let help = "leave it out, or write `style: form` with `explode: false` for a list joined with commas";
                reporter.report(
                    &rule::UNSUPPORTED_PARAMETER,
                    &style.place,
                    format!("the style `{}` is not supported", style.value),
                    help,
                );
            }
            let encoding =
                if joined { ParameterEncoding::CommaSeparated } else { ParameterEncoding::Flattened };
            Some((schema::read(node, reporter), encoding))
        }
        (None, Some(content)) => {
            let (media, node) = json(content)?;
            media.finish();
            Some((schema::read(node?, reporter), ParameterEncoding::Json))
        }
        (None, None) => {
            object.missing("schema");
            None
        }
        (Some(_), Some(content)) => {
            reporter.report(
                &rule::UNSUPPORTED_PARAMETER,
                content.place,
                "a parameter with both `schema` and `content`",
                "keep one of the two",
            );
            None
        }
    }
}

/// The answer, and the error codes if any response lists some.
fn responses<'n>(object: &Object<'n>, shared: Shared<'n>) -> (Option<Response>, Option<Vec<ErrorCode>>) {
    let Some(responses) = object.object("responses", "the responses") else {
        object.missing("responses");
        return (None, None);
    };
    let reporter = object.reporter();
    let (mut response, mut errors) = (None, None);
    for entry in responses.all() {
        let Some(answer) = Object::new(&entry.node, "a response", reporter) else { continue };
        let Some(answer) = referred(answer, "response", shared.responses) else { continue };
        answer.ignore("description");
        match entry.key.parse::<u16>() {
            Ok(200) => response = success(&answer),
            Ok(status @ 300..=599) => {
                errors.get_or_insert_with(Vec::new).extend(error_codes(&answer, status));
            }
            _ => {
                let help = "write 200 for the answer, or the status of documented errors (300 to 599)";
                reporter.report(
                    &rule::UNSUPPORTED_RESPONSE,
                    &entry.place,
                    format!("the response `{}` is not supported", entry.key),
                    help,
                );
            }
        }
        answer.finish();
    }
    if !responses.all().iter().any(|entry| entry.key == "200") {
        reporter.report(
            &rule::MISSING_KEY,
            responses.place,
            "the responses lack `200`",
            "add `\"200\": …` with the answer's schema",
        );
    }
    (response, errors)
}

/// The JSON of some content, and its schema.
fn json<'n>(content: Object<'n>) -> Option<(Object<'n>, Option<&'n Node>)> {
    let media = content.object("application/json", "a media type");
    if media.is_none() {
        content.missing("application/json");
    }
    content.finish();
    let media = media?;
    let node = media.get("schema");
    if node.is_none() {
        media.missing("schema");
    }
    Some((media, node))
}

fn success(answer: &Object<'_>) -> Option<Response> {
    let (media, node) = json(answer.object("content", "the content")?)?;
    let example = media.get("example").cloned();
    let mut samples: Vec<Sample> =
        example.map(|value| Sample { value, contradictions: Vec::new() }).into_iter().collect();
    if let Some(examples) = media.object("examples", "the examples") {
        for entry in examples.all() {
            let Some(example) = Object::new(&entry.node, "an example", answer.reporter()) else { continue };
            let contradictions = contradictions(&example);
            match example.get("value").cloned() {
                Some(value) => samples.push(Sample { value, contradictions }),
                None => example.missing("value"),
            }
            for ignored in ["summary", "description"] {
                example.ignore(ignored);
            }
            example.finish();
        }
    }
    media.finish();
    Some(Response { schema: schema::read(node?, answer.reporter()), samples })
}

fn error_codes(answer: &Object<'_>, status: u16) -> Vec<ErrorCode> {
    let Some(codes) = answer.object("x-error-codes", "the error codes") else {
        answer.missing("x-error-codes");
        return Vec::new();
    };
    let read = |entry: &Entry| {
        let object = Object::new(&entry.node, "an error code", answer.reporter())?;
        let (description, rust_name) = (object.text("description"), object.text("x-rust-name"));
        object.finish();
        Some(ErrorCode { code: key(entry), status, description, rust_name })
    };
    codes.all().iter().filter_map(read).collect()
}
