//! An operation as a whole.

use super::effect;
use super::errors;
use super::facts::{Answer, Operation, Schema, is_name};
use super::gateway;
use super::groups;
use super::names::ErrorNames;
use super::parameters::{self, Request};
use super::permissions;
use super::samples;
use super::schemas::{Position, Schemas};
use super::yaml::{Map, Yaml};
use crate::http::{Media, Method};
use crate::metadata::Kind;

impl Operation {
    /// The answer that is no error.
    pub(super) fn answer(&self) -> Option<&Answer> {
        let is_answer = |answer: &&Answer| answer.status.starts_with('2');
        self.answers
            .iter()
            .find(|answer| answer.status == "200")
            .or_else(|| self.answers.iter().find(is_answer))
    }

    /// The schemas that the operation is made of.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let parameters = self.parameters.iter().filter(|one| !one.private).map(|one| &one.schema);
        let answer = self.answer();
        let headers = answer.into_iter().flat_map(|answer| answer.headers.iter().map(|(_, schema)| schema));
        parameters.chain(answer.and_then(|answer| answer.schema.as_ref())).chain(headers)
    }
}

/// Which way an operation is called.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) method: Method,
    /// The path as it is sent; none in the rpc style.
    pub(super) path: Option<String>,
}

/// The method and the path; why there is no way, otherwise.
pub(super) fn route(operation: &Operation, is_rpc: bool) -> Result<Route, String> {
    if !is_name(&operation.name) {
        return Err("it has no name, or an endless one".to_owned());
    }
    if let Some(why) = gateway::refuse(operation) {
        return Err(why);
    }
    let methods: Vec<Method> = operation.methods.iter().filter_map(|method| Method::of_key(method)).collect();
    let first = methods.first().copied();
    if is_rpc {
        // A long query fits into the body of a post.
        let method = if methods.contains(&Method::Post) { Some(Method::Post) } else { first };
        return Ok(Route { method: method.unwrap_or(Method::Post), path: None });
    }
    let Some(path) = &operation.path else { return Err("it has no path".to_owned()) };
    let Some(method) = first else { return Err("it has no method that is known".to_owned()) };
    Ok(Route { method, path: Some(template(operation, path)?) })
}

/// The path with braces; why it cannot be sent, otherwise.
fn template(operation: &Operation, path: &str) -> Result<String, String> {
    let path = path.replace('[', "{").replace(']', "}");
    let (mut names, mut rest, mut bare) = (Vec::new(), path.as_str(), String::new());
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        names.push(name);
        bare.push_str(before);
        bare.push('x');
        rest = behind;
    }
    bare.push_str(rest);
    let fits = |c: char| c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@".contains(c);
    let is_lost = |segment: &str| matches!(segment, "." | "..");
    if !path.starts_with('/')
        || !bare.chars().all(fits)
        || bare.contains("//")
        || bare.split('/').any(is_lost)
    {
        return Err(format!("its path `{path}` cannot be sent"));
    }
    if let Some(name) = names.iter().find(|name| names.iter().filter(|other| other == name).count() > 1) {
        return Err(format!("its path has `{{{name}}}` twice"));
    }
    let declared =
        |name: &&str| operation.parameters.iter().any(|one| one.location == "path" && one.name == **name);
    if let Some(name) = names.iter().find(|name| !declared(name)) {
        return Err(format!("its path has `{{{name}}}`, and no parameter is called that"));
    }
    let is_lost =
        |one: &&super::facts::Parameter| one.location == "path" && !names.contains(&one.name.as_str());
    if let Some(lost) = operation.parameters.iter().find(is_lost) {
        return Err(format!("its path has no place for the parameter {}", lost.name));
    }
    Ok(path)
}

/// What is decided about an operation elsewhere.
pub(super) struct Decided {
    pub(super) rust_name: Option<String>,
    /// Whether the groups of the product have cargo features.
    pub(super) features: bool,
    pub(super) pagination: Option<Map>,
    pub(super) envelope: Option<Map>,
}

/// An operation in the dialect's words; why it cannot be carried, otherwise.
pub(super) fn decide(
    schemas: &mut Schemas<'_>,
    error_names: &mut ErrorNames,
    operation: &Operation,
    route: &Route,
    decided: Decided,
) -> Result<Map, String> {
    let base = decided.rust_name.clone().unwrap_or_else(|| operation.name.clone());
    let is_rpc = route.path.is_none();
    let prose = schemas.prose;
    let Request { parameters, body, notes } =
        parameters::decide(schemas, operation, &base, (route.method, is_rpc))?;
    let has_query = !parameters.is_empty();
    let mut answer = answer(schemas, operation, &base)?;
    let mut map = Map::spread().with("operationId", operation.name.as_str());
    notes.into_iter().chain(gateway::note(operation)).for_each(|note| map.note(note));
    map.maybe("x-rust-name", decided.rust_name);
    let texts = &operation.texts;
    let summary = prose.line(&[texts.title.as_ref(), texts.summary.as_ref()]);
    map.maybe("summary", summary);
    let long = texts.description.as_deref().or(texts.summary.as_deref());
    map.maybe("description", prose.text(long));
    let tag = operation.group.as_ref().and_then(|group| groups::tag(group, decided.features));
    map.maybe("tags", tag.map(|tag| vec![Yaml::from(tag)]));
    map.flag("deprecated", operation.deprecated);
    map.maybe("security", gateway::is_anonymous(operation).then(Vec::new));
    map.put("x-effect", effect::decide(operation, route.method, !is_rpc));
    map.maybe("x-ram", permissions::decide(operation));
    map.maybe("x-pagination", decided.pagination);
    map.maybe("x-envelope", decided.envelope);
    if !parameters.is_empty() {
        map.put("parameters", parameters);
    }
    match body {
        Some(body) => map.put("requestBody", body),
        None if is_rpc && route.method == Method::Post && has_query => {
            let bare = Map::default().with("schema", Map::default().with("type", "object"));
            map.put(
                "requestBody",
                Map::default().with("content", Map::default().with(Media::Form.name(), bare)),
            );
        }
        None => {}
    }
    let mut failures = errors::decide(operation, error_names, prose);
    if let Some(mut within) = failures.remove("200") {
        within.take_notes().into_iter().for_each(|note| answer.note(note));
        answer.maybe("x-error-codes", within.take("x-error-codes"));
    }
    let mut responses = Map::spread();
    responses.put("200", answer);
    for (status, mut response) in failures {
        response.prepend("description", "");
        responses.put(&status, response);
    }
    map.put("responses", responses);
    Ok(map)
}

/// The answer: its schema, and a sample.
fn answer(schemas: &mut Schemas<'_>, operation: &Operation, base: &str) -> Result<Map, String> {
    let mut map = Map::default().with("description", "");
    let answer = operation.answer();
    let makes = |media: &str| operation.produces.iter().any(|one| one.starts_with(media));
    if !operation.produces.is_empty()
        && !makes("application/json")
        && (makes("application/xml") || makes("text/xml"))
    {
        return Err("the answer is XML".to_owned());
    }
    let schema = answer.and_then(|answer| answer.schema.as_ref());
    let headers = answer.map_or(&[][..], |answer| &answer.headers);
    if !headers.is_empty() {
        let mut printed = Map::spread();
        for (name, schema) in headers {
            let mut header = Map::default();
            header.maybe("description", schemas.prose.text(schema.description.as_deref()));
            let plain =
                Map::default().with("type", if schema.kind == Kind::Integer { "integer" } else { "string" });
            printed.put(name, header.with("schema", plain));
        }
        map.put("headers", printed);
    }
    let plain = schema.and_then(|schema| schemas.without_format(schema));
    if plain.is_some() {
        map.note("a format, or a list of values: not used, only fields have one");
    }
    let schema = plain.as_ref().or(schema);
    let resolved = schema.map(|schema| schemas.resolve(schema));
    let is_bytes = resolved
        .is_some_and(|schema| schema.kind == Kind::Text && schema.format.as_deref() == Some("binary"))
        || makes(Media::Bytes.name());
    if is_bytes {
        let bytes = Map::default().with("type", "string").with("format", "binary");
        map.put("content", Map::default().with(Media::Bytes.name(), Map::default().with("schema", bytes)));
        return Ok(map);
    }
    let sample =
        samples::decide(&operation.samples, resolved.is_some_and(|schema| schema.kind == Kind::Object));
    let schema = match schema {
        Some(schema) => {
            schemas.schema(schema, &mut vec![base.to_owned(), "Response".to_owned()], Position::Inside)
        }
        None if matches!(sample, Ok(Some(_))) => {
            *schemas.untyped.entry("an answer with a sample and without a schema").or_default() += 1;
            Map::default()
        }
        None => return Ok(map),
    };
    let mut media = Map::default().with("schema", schema);
    match sample {
        Ok(sample) => media.maybe("examples", sample),
        Err(why) => media.note(why),
    }
    map.put("content", Map::default().with(Media::Json.name(), media));
    Ok(map)
}
