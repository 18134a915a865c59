//! Parameters: where each goes, and how it is written.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Operation, Parameter, Schema, is_name};
use super::names;
use super::schemas::{Position, Schemas};
use super::yaml::{Map, Yaml};
use crate::http::{Media, Method};
use crate::metadata::Kind;

/// A request, in the dialect's words.
#[derive(Default)]
pub(super) struct Request {
    pub(super) parameters: Vec<Yaml>,
    pub(super) body: Option<Map>,
    pub(super) notes: Vec<String>,
}

/// The parameters of an operation by where they go.
struct Places<'f> {
    /// Those in the query, the path and the headers, with the word for the place.
    outside: Vec<(&'static str, &'f Parameter)>,
    form: Vec<&'f Parameter>,
    body: Vec<&'f Parameter>,
    notes: Vec<String>,
}

/// Decides where the parameters go; why the request cannot be made, if that is so.
pub(super) fn decide(
    schemas: &mut Schemas<'_>,
    operation: &Operation,
    base: &str,
    (method, is_rpc): (Method, bool),
) -> Result<Request, String> {
    let places = places(operation, method, is_rpc)?;
    let mut writer = Writer { schemas, base, setters: BTreeSet::new(), shared: shared(&places) };
    let mut request = Request { notes: places.notes, ..Request::default() };
    for (place, parameter) in places.outside {
        let written = writer.outside(place, parameter);
        request.parameters.push(written.into());
    }
    request.body = if !places.form.is_empty() {
        Some(writer.form(&places.form))
    } else if !places.body.is_empty() {
        Some(writer.body(&places.body, operation)?)
    } else {
        None
    };
    Ok(request)
}

fn places(operation: &Operation, method: Method, is_rpc: bool) -> Result<Places<'_>, String> {
    let mut places = Places { outside: Vec::new(), form: Vec::new(), body: Vec::new(), notes: Vec::new() };
    for parameter in &operation.parameters {
        let name = &parameter.name;
        if !is_name(name) {
            places.notes.push("a parameter without a name, or with an endless one".to_owned());
            continue;
        }
        if parameter.private {
            places.notes.push(format!("the vendor keeps the parameter {name} to itself"));
            continue;
        }
        match parameter.location.as_str() {
            "path" if is_rpc => {
                places
                    .notes
                    .push(format!("{name} goes into the query: the path of the rpc style is not sent"));
                places.outside.push(("query", parameter));
            }
            "path" => places.outside.push(("path", parameter)),
            "query" | "" => places.outside.push(("query", parameter)),
            "header" if crate::spec::is_own_header(name) => {
                places.notes.push(format!("the client sets the header {name} itself"));
            }
            "header" if !crate::spec::is_header(name) => {
                places.notes.push(format!("{name} is not the name of a header: not sent"));
            }
            "header" => places.outside.push(("header", parameter)),
            "formData" => places.form.push(parameter),
            "body" => places.body.push(parameter),
            other => return Err(format!("a parameter in `{other}`")),
        }
    }
    let has_body = matches!(method, Method::Post | Method::Put | Method::Patch | Method::Delete);
    let crowded = !places.form.is_empty() && !places.body.is_empty();
    if !places.form.is_empty() && (crowded || !has_body) {
        if !is_rpc {
            let why = if crowded {
                "a form and another body at once"
            } else {
                "a form in a request without a body"
            };
            return Err(why.to_owned());
        }
        // The gateway of the rpc style takes a parameter from either.
        let form = std::mem::take(&mut places.form);
        places.outside.extend(form.into_iter().map(|parameter| ("query", parameter)));
    }
    if !places.body.is_empty() && !has_body {
        return Err(format!("a body in a request with the method `{}`", method.key()));
    }
    places.drop_repeated();
    Ok(places)
}

impl Places<'_> {
    /// Keeps the first of parameters with one name in one place; names of headers have no letter case.
    fn drop_repeated(&mut self) {
        let mut seen = BTreeSet::new();
        let mut keep = |place: &'static str, name: &str, notes: &mut Vec<String>| {
            let key = if place == "header" { name.to_ascii_lowercase() } else { name.to_owned() };
            let is_new = seen.insert((place, key));
            if !is_new {
                notes.push(format!("the parameter {name} stands twice in one place; the first one counts"));
            }
            is_new
        };
        let notes = &mut self.notes;
        self.outside.retain(|(place, one)| keep(place, &one.name, notes));
        self.form.retain(|one| keep("form", &one.name, notes));
        self.body.retain(|one| keep("body", &one.name, notes));
    }
}

/// The names that several parameters have.
fn shared(places: &Places<'_>) -> BTreeSet<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let body = match places.body.as_slice() {
        [only] if is_spread(only) => only.schema.public_fields().map(|(name, _)| name.as_str()).collect(),
        several => several.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
    };
    let all = places
        .outside
        .iter()
        .map(|(_, one)| one)
        .chain(&places.form)
        .map(|one| one.name.as_str())
        .chain(body);
    all.for_each(|name| *count.entry(name).or_default() += 1);
    count.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name.to_owned()).collect()
}

/// Whether the fields of a body are parameters.
fn is_spread(parameter: &Parameter) -> bool {
    let schema = &parameter.schema;
    schema.target.is_none() && schema.kind == Kind::Object && schema.public_fields().next().is_some()
}

/// Whether a body is an object of which nothing is known, or whose values alone are.
fn is_fieldless(parameter: &Parameter) -> bool {
    let schema = &parameter.schema;
    schema.target.is_none() && schema.kind == Kind::Object && schema.public_fields().next().is_none()
}

/// Whether a body is JSON, as far as the metadata says.
fn sends_json(operation: &Operation) -> bool {
    operation.consumes.is_empty() || operation.consumes.iter().any(|one| one.starts_with(Media::Json.name()))
}

struct Writer<'s, 'f> {
    schemas: &'s mut Schemas<'f>,
    base: &'s str,
    setters: BTreeSet<String>,
    shared: BTreeSet<String>,
}

/// How a value becomes text.
enum Encoding {
    /// As the place has it.
    Usual,
    Json,
    /// A list joined with something: the `style`.
    Joined(&'static str),
}

impl Writer<'_, '_> {
    /// The name of a setter, if the rule gives none, and what types inside are named after.
    fn name(&mut self, wire: &str, place: &str) -> (Option<String>, String) {
        let is_shared = self.shared.contains(wire);
        let name = names::setter(&mut self.setters, wire, is_shared.then_some(place));
        let inner = name.clone().filter(|_| is_shared).unwrap_or_else(|| wire.to_owned());
        (name, inner)
    }

    fn schema(&mut self, schema: &Schema, inner: String) -> Map {
        self.schemas.schema(schema, &mut vec![self.base.to_owned(), inner], Position::Inside)
    }

    /// A parameter in the query, the path or a header.
    fn outside(&mut self, place: &'static str, parameter: &Parameter) -> Map {
        let (name, inner) = self.name(&parameter.name, place);
        let encoding = self.encoding(parameter, place);
        let mut schema = self.schema(&parameter.schema, inner);
        let description = schema.take("description");
        // OpenAPI has no example beside `content`.
        let example = if matches!(encoding, Encoding::Json) { None } else { schema.take("example") };
        let mut map = Map::default().with("name", parameter.name.as_str()).with("in", place);
        map.flag("required", place == "path" || parameter.schema.is_required());
        schema.take_notes().into_iter().for_each(|note| map.note(note));
        map.maybe("description", description);
        map.flag("deprecated", schema.take("deprecated").is_some());
        map.maybe("x-rust-name", name);
        map.flag("x-idempotency-token", place == "query" && is_token(parameter));
        match encoding {
            Encoding::Usual => map.put("schema", schema),
            Encoding::Json => {
                let content = Map::default().with("schema", schema);
                map.put("content", Map::default().with("application/json", content));
            }
            Encoding::Joined(style) => {
                map.put("style", style);
                map.put("explode", false);
                map.put("schema", schema);
            }
        }
        map.maybe("example", example);
        map
    }

    fn encoding(&self, parameter: &Parameter, place: &str) -> Encoding {
        let schema = self.schemas.resolve(&parameter.schema);
        let is_flat = matches!(place, "query" | "form");
        let is_text = |schema: &Schema| {
            matches!(schema.kind, Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean)
        };
        let items = schema.items.as_deref().map(|items| self.schemas.resolve(items));
        let joinable = schema.kind == Kind::List
            && items
                .is_some_and(|items| is_text(items) && items.format.is_none() || items.kind == Kind::Integer);
        match (parameter.style.as_deref(), schema.kind) {
            (_, Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean) => Encoding::Usual,
            (Some("json"), _) => Encoding::Json,
            (Some("simple"), _) if is_flat && joinable => Encoding::Joined("form"),
            (Some("spaceDelimited"), _) if is_flat && joinable => Encoding::Joined("spaceDelimited"),
            (Some("pipeDelimited"), _) if is_flat && joinable => Encoding::Joined("pipeDelimited"),
            (Some("simple" | "spaceDelimited" | "pipeDelimited"), _) if is_flat => Encoding::Json,
            _ if is_flat || joinable => Encoding::Usual,
            _ => Encoding::Json,
        }
    }

    /// A form, whose fields are parameters.
    fn form(&mut self, parameters: &[&Parameter]) -> Map {
        let mut encodings = Map::spread();
        for parameter in parameters {
            match self.encoding(parameter, "form") {
                Encoding::Usual => {}
                Encoding::Json => {
                    encodings.put(&parameter.name, Map::default().with("contentType", Media::Json.name()));
                }
                Encoding::Joined(style) => {
                    encodings
                        .put(&parameter.name, Map::default().with("style", style).with("explode", false));
                }
            }
        }
        let fields = parameters.iter().map(|one| (one.name.as_str(), &one.schema));
        let schema = self.fields(fields.collect(), "form");
        let mut media = Map::default().with("schema", schema);
        if !encodings.is_empty() {
            media.put("encoding", encodings);
        }
        content(Media::Form, media)
    }

    /// An object whose fields are parameters.
    fn fields(&mut self, fields: Vec<(&str, &Schema)>, place: &str) -> Map {
        let mut map = Map::default().with("type", "object");
        let required: Vec<Yaml> = fields
            .iter()
            .filter(|(_, schema)| schema.is_required())
            .map(|(name, _)| Yaml::from(*name))
            .collect();
        if !required.is_empty() {
            map.put("required", required);
        }
        let mut properties = Map::spread();
        for (name, schema) in fields {
            let (rust_name, inner) = self.name(name, place);
            let mut property = self.schema(schema, inner);
            property.maybe("x-rust-name", rust_name);
            property.flag("x-idempotency-token", place == "form" && is_token_like(name, schema));
            properties.put(name, property);
        }
        map.put("properties", properties);
        map
    }

    fn body(&mut self, parameters: &[&Parameter], operation: &Operation) -> Result<Map, String> {
        let only = match parameters {
            // The vendor's clients send an object of unknown fields as a field with the name of the parameter.
            [only] if !is_fieldless(only) => only,
            several => {
                let fields = several.iter().map(|one| (one.name.as_str(), &one.schema)).collect();
                return Ok(content(Media::Json, Map::default().with("schema", self.fields(fields, "body"))));
            }
        };
        if is_spread(only) {
            let fields = only.schema.public_fields().map(|(name, schema)| (name.as_str(), schema)).collect();
            return Ok(content(Media::Json, Map::default().with("schema", self.fields(fields, "body"))));
        }
        let schema = self.schemas.resolve(&only.schema);
        let sends = |media: &str| operation.consumes.iter().any(|one| one.starts_with(media));
        let is_bytes = schema.format.as_deref() == Some("binary") || sends(Media::Bytes.name());
        let (name, inner) = self.name(&only.name, "body");
        let named = name.unwrap_or_else(|| only.name.clone());
        let mut body = Map::default();
        if named != "body" {
            body.put("x-name", named);
        }
        body.maybe("description", self.schemas.prose.text(only.schema.description.as_deref()));
        body.flag("required", only.schema.is_required());
        if is_bytes && schema.kind == Kind::Text {
            let bytes = Map::default().with("type", "string").with("format", "binary");
            body.put(
                "content",
                Map::default().with(Media::Bytes.name(), Map::default().with("schema", bytes)),
            );
            return Ok(body);
        }
        let mut schema = match schema.kind {
            // The text is sent as it is, and a text that is JSON is what any JSON becomes.
            Kind::Text if sends_json(operation) => self.schemas.untyped("a body that is a text of JSON"),
            Kind::Text => return Err("a body that is a bare text".to_owned()),
            _ => self.schema(&only.schema, inner),
        };
        schema.take("description");
        schema.take_notes().into_iter().for_each(|note| body.note(note));
        body.put("content", Map::default().with(Media::Json.name(), Map::default().with("schema", schema)));
        Ok(body)
    }
}

fn content(media: Media, inner: Map) -> Map {
    Map::default().with("content", Map::default().with(media.name(), inner))
}

/// Whether a parameter makes a repetition harmless.
fn is_token(parameter: &Parameter) -> bool {
    is_token_like(&parameter.name, &parameter.schema)
}

fn is_token_like(name: &str, schema: &Schema) -> bool {
    let is_text = schema.target.is_none()
        && schema.kind == Kind::Text
        && schema.values.is_empty()
        && schema.titles.is_empty();
    let letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let says = |text: &Option<String>| {
        text.as_ref()
            .is_some_and(|text| text.to_ascii_lowercase().contains("idempot") || text.contains("幂等"))
    };
    // Other spellings count only if the text says what they are for.
    is_text
        && (letters == "clienttoken"
            || (letters.contains("token") && (says(&schema.description) || says(&schema.title))))
}
