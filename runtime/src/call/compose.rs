//! Where each parameter goes: into the path, the query, a header, the host or the body.

use super::payload::Measured;
use crate::{
    codec::{append, canonical_query, percent_encode},
    outcome::{Error, ErrorKind, Names},
    tables::{Media, Operation, Parameter, Place, shortened},
};
use http::{HeaderName, HeaderValue};
use serde_json::{Map, Value};

/// A longer query goes into the body if the operation takes a form: servers and what stands before them refuse long URLs.
const MAX_QUERY_BYTES: usize = 8 * 1024;

/// What the parameters of a request become.
pub(crate) struct Composed {
    /// Encoded as it is sent.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    /// What the body is made of, if it is a form.
    form: Vec<(String, String)>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// What stands before the host.
    pub(crate) host_label: Option<String>,
    pub(crate) body: Option<Body>,
    /// The parameters that are elsewhere.
    others: Vec<&'static str>,
}

/// The body of a request.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) content_type: &'static str,
    pub(crate) content: Measured,
}

impl Composed {
    /// Puts values that were checked into their places.
    pub(crate) fn new(
        operation: &'static Operation,
        given: &[(&'static Parameter, Value)],
        payload: Option<Measured>,
    ) -> Result<Self, Error> {
        let at = |place: Place| given.iter().filter(move |(parameter, _)| parameter.place == place);
        let flat = |place| {
            let mut flat = Vec::new();
            at(place).for_each(|(parameter, value)| append(parameter.name, value, &mut flat));
            flat
        };
        let (mut query, mut form) = (flat(Place::Query), flat(Place::Form));
        if operation.media == Some(Media::Form) && operation.path == "/" && is_too_long(&query) {
            form.append(&mut query);
        }
        let body = match operation.media {
            None => None,
            Some(Media::Form) if form.is_empty() && flat_only(operation) => None,
            Some(Media::Form) => Some(Body::form(&form)),
            Some(Media::Json) => Body::json(operation, given)?,
            Some(Media::Bytes) => payload.map(Body::bytes),
        };
        if operation.anonymous && operation.path == "/" && query.iter().all(|(name, _)| name != "Format") {
            // What is not signed is answered in XML otherwise.
            query.push(("Format".to_owned(), "json".to_owned()));
        }
        let headers = at(Place::Header).filter_map(|(parameter, value)| header(parameter, value));
        let host_label = at(Place::Host).find_map(|(_, value)| text(value)).map(host_label).transpose()?;
        Ok(Self {
            path: path(operation, given)?,
            query,
            headers: headers.collect::<Result<_, _>>()?,
            host_label,
            body,
            form,
            others: others(given),
        })
    }

    /// The names of the parameters as they are sent.
    pub(crate) fn names(&self) -> Names<'_> {
        Names { flat: [&self.query, &self.form], others: &self.others }
    }
}

/// Whether the form is for what does not fit into a URL, and has no parameters of its own.
fn flat_only(operation: &Operation) -> bool {
    operation.parameters.iter().all(|parameter| parameter.place != Place::Form)
}

fn is_too_long(query: &[(String, String)]) -> bool {
    // Encoding makes nothing shorter, and a name and a value have two characters beside them.
    let least: usize = query.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    least > MAX_QUERY_BYTES || (3 * least > MAX_QUERY_BYTES && canonical_query(query).len() > MAX_QUERY_BYTES)
}

/// The parameters that are neither in the query nor in a form.
fn others(given: &[(&'static Parameter, Value)]) -> Vec<&'static str> {
    let is_flat = |place| matches!(place, Place::Query | Place::Form);
    let others = given.iter().filter(|(parameter, value)| !is_flat(parameter.place) && !value.is_null());
    others.map(|(parameter, _)| parameter.name).collect()
}

impl Body {
    fn form(form: &[(String, String)]) -> Self {
        // In a form a blank is a plus.
        let content = Measured::whole(canonical_query(form).replace("%20", "+").into());
        Self { content_type: "application/x-www-form-urlencoded", content }
    }

    /// The object of all fields, or the one value that is the body.
    fn json(operation: &Operation, given: &[(&'static Parameter, Value)]) -> Result<Option<Self>, Error> {
        let whole = operation.parameters.iter().any(|parameter| parameter.place == Place::Body);
        let of_body = given.iter().filter(|(parameter, value)| {
            matches!(parameter.place, Place::Body | Place::BodyField) && !value.is_null()
        });
        let value = if whole {
            of_body.map(|(_, value)| value.clone()).next()
        } else {
            let fields = of_body.map(|(parameter, value)| (parameter.name.to_owned(), value.clone()));
            Some(Value::Object(fields.collect::<Map<_, _>>()))
        };
        let Some(value) = value else { return Ok(None) };
        let text = serde_json::to_vec(&value)
            .map_err(|error| refuse(operation.name, &format!("cannot be written as JSON: {error}")))?;
        let content = Measured::whole(text.into());
        Ok(Some(Self { content_type: "application/json; charset=utf-8", content }))
    }

    fn bytes(content: Measured) -> Self {
        Self { content_type: "application/octet-stream", content }
    }
}

fn refuse(name: &str, why: &str) -> Error {
    Error::new(ErrorKind::InvalidRequest, format!("{name} {why}"))
}

/// The text of a scalar; `None` for what is null.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The path with the values of its parameters, of which none can leave its segment.
fn path(operation: &Operation, given: &[(&'static Parameter, Value)]) -> Result<String, Error> {
    let (mut path, mut rest) = (String::new(), operation.path);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        let of_name = |parameter: &&Parameter| parameter.place == Place::Path && parameter.name == name;
        let value = given.iter().find(|(parameter, _)| of_name(parameter));
        let value = value.and_then(|(parameter, value)| Some((*parameter, text(value)?)));
        let (parameter, value) = value.ok_or_else(|| refuse(name, "is missing, but is part of the path"))?;
        path.push_str(before);
        path.push_str(&segments(parameter, &value)?);
        rest = after;
    }
    path.push_str(rest);
    // What stands beside a value in its segment may complete it to one that leads elsewhere.
    match path.split('/').find(|segment| matches!(*segment, "." | "..")) {
        Some(segment) => {
            Err(refuse("the path", &format!("would have the segment `{segment}`, which leads elsewhere")))
        }
        None => Ok(path),
    }
}

fn segments(parameter: &Parameter, value: &str) -> Result<String, Error> {
    let parts: Vec<&str> = if parameter.wildcard { value.split('/').collect() } else { vec![value] };
    let unusable = parts.iter().find(|part| matches!(**part, "" | "." | ".."));
    if let Some(part) = unusable {
        let why = match *part {
            "" => "has an empty part, but is part of the path".to_owned(),
            part => format!("has the part `{part}`, which would leave its place in the path"),
        };
        return Err(refuse(parameter.name, &why));
    }
    let encoded: Vec<String> = parts.into_iter().map(percent_encode).collect();
    Ok(encoded.join("/"))
}

fn header(parameter: &Parameter, value: &Value) -> Option<Result<(HeaderName, HeaderValue), Error>> {
    let text = text(value)?;
    let value = HeaderValue::from_str(&text).ok().filter(|_| text.is_ascii());
    Some(match (HeaderName::try_from(parameter.name), value) {
        (Ok(name), Some(mut value)) => {
            // It may be a token, and is nothing for a log in any case.
            value.set_sensitive(true);
            Ok((name, value))
        }
        (Ok(_), None) => Err(refuse(
            parameter.name,
            "has a value that cannot be sent in a header: visible ASCII is accepted",
        )),
        (Err(_), _) => Err(refuse(parameter.name, "is not the name of a header")),
    })
}

/// A value that can stand before a host without making it another one.
fn host_label(value: String) -> Result<String, Error> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is_label = (1..=63).contains(&value.len()) && value.chars().all(allowed);
    if is_label && !value.starts_with('-') && !value.ends_with('-') {
        return Ok(value);
    }
    let shown = shortened(&value);
    let why = "cannot stand before a host: 1 to 63 lower-case letters, digits and hyphens are accepted";
    Err(refuse(&format!("{shown:?}"), why))
}
