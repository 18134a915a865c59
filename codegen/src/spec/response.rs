//! Responses: the answer of an operation, and its error codes.

use super::contradiction::contradictions;
use super::object::{Object, key};
use super::schema;
use super::shared::Shared;
use super::{ErrorCode, FormerCode, Header, Response, Sample};
use crate::http::Media;
use crate::rule;
use crate::yaml::{Entry, Value};

/// The answer, and the error codes if any response lists some.
pub(super) fn read<'n>(
    operation: &Object<'n>,
    shared: Shared<'n>,
) -> (Option<Response>, Option<Vec<ErrorCode>>) {
    let Some(responses) = operation.object("responses", "the responses") else {
        operation.missing("responses");
        return (None, None);
    };
    let reporter = operation.reporter();
    let (mut response, mut errors) = (None, None);
    let mut answers = Vec::new();
    for entry in responses.all() {
        let Some(answer) = shared.responses().resolve(&entry.node, reporter) else { continue };
        answer.ignore("description");
        match entry.key.parse::<u16>() {
            Ok(status @ (200 | 201 | 202 | 204)) => {
                answers.push(entry);
                response = success(&answer);
                if answer.get("x-error-codes").is_some() {
                    errors.get_or_insert_with(Vec::new).extend(error_codes(&answer, status));
                }
                if let Some(content) = answer.get("content").filter(|_| status == 204) {
                    let message = "an answer with the status 204 has no content";
                    let help = "remove the content, or write 200";
                    reporter.report(&rule::UNSUPPORTED_RESPONSE, &content.place, message, help);
                }
            }
            Ok(status @ 300..=599) => {
                errors.get_or_insert_with(Vec::new).extend(error_codes(&answer, status));
            }
            _ => {
                let help = "write 200, 201, 202 or 204 for the answer, or the status of documented errors (300 to 599)";
                let message = format!("the response `{}` is not supported", entry.key);
                reporter.report(&rule::UNSUPPORTED_RESPONSE, &entry.place, message, help);
            }
        }
        answer.finish();
    }
    check_answers(&responses, &answers);
    (response, errors)
}

fn check_answers(responses: &Object<'_>, answers: &[&Entry]) {
    let reporter = responses.reporter();
    if let [first, second, ..] = answers {
        let message = format!("`{}` is a second answer beside `{}`", second.key, first.key);
        let help = "keep one; an operation returns one type";
        reporter.report(&rule::UNSUPPORTED_RESPONSE, &second.place, message, help);
    }
    let has_any = responses.all().iter().any(|entry| entry.key.starts_with('2'));
    if !has_any {
        let message = "the responses lack `200`";
        reporter.report(
            &rule::MISSING_KEY,
            responses.place,
            message,
            "add `\"200\": …` with the answer's schema",
        );
    }
}

fn success(answer: &Object<'_>) -> Option<Response> {
    let (description, headers) = (answer.text("description"), headers(answer));
    let reporter = answer.reporter();
    if answer.get("content").is_none() {
        let schema = schema::empty(answer.place);
        return Some(Response { description, schema, is_object: false, samples: Vec::new(), headers });
    }
    let content = answer.object("content", "the content")?;
    if let Some(media) = content.object(Media::Bytes.name(), "a media type") {
        let (schema, samples) = (schema::bytes(&media), samples(&media));
        media.finish();
        if let Some(json) = content.get(Media::Json.name()) {
            let message = "an answer of two media types is not supported";
            reporter.report(&rule::UNSUPPORTED_RESPONSE, &json.place, message, "keep the one that is sent");
        }
        content.finish();
        return Some(Response { description, schema, is_object: false, samples, headers });
    }
    let json = content.required(Media::Json.name());
    content.finish();
    let media = Object::new(json?, "a media type", reporter)?;
    let (node, samples) = (media.required("schema"), samples(&media));
    media.finish();
    let node = node?;
    let is_object = node.get("type").is_some_and(|node| node.value == Value::Text("object".to_owned()));
    Some(Response { description, schema: schema::read(node, reporter), is_object, samples, headers })
}

/// The samples of some content.
fn samples(media: &Object<'_>) -> Vec<Sample> {
    let example = media.get("example").cloned();
    let mut samples: Vec<Sample> =
        example.map(|value| Sample { value, contradictions: Vec::new() }).into_iter().collect();
    let Some(examples) = media.object("examples", "the examples") else { return samples };
    for entry in examples.all() {
        let Some(example) = Object::new(&entry.node, "an example", media.reporter()) else { continue };
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
    samples
}

/// The documented headers of an answer.
fn headers(answer: &Object<'_>) -> Vec<Header> {
    let Some(headers) = answer.object("headers", "the headers") else { return Vec::new() };
    let read = |entry: &Entry| {
        let header = Object::new(&entry.node, "a header", answer.reporter())?;
        let description = header.text("description");
        if let Some(node) = header.get("schema") {
            schema::read(node, answer.reporter());
        }
        header.finish();
        Some(Header { name: key(entry), description })
    };
    headers.all().iter().filter_map(read).collect()
}

fn error_codes(answer: &Object<'_>, status: u16) -> Vec<ErrorCode> {
    let Some(codes) = answer.object("x-error-codes", "the error codes") else {
        answer.missing("x-error-codes");
        return Vec::new();
    };
    let known =
        |FormerCode { code, description, rust_name }| ErrorCode { code, status, description, rust_name };
    named_codes(&codes).map(known).collect()
}

/// The error codes of a map from code to what is known of it.
pub(super) fn named_codes(codes: &Object<'_>) -> impl Iterator<Item = FormerCode> {
    codes.all().iter().filter_map(|entry| {
        let object = Object::new(&entry.node, "an error code", codes.reporter())?;
        let (description, rust_name) = (object.text("description"), object.text("x-rust-name"));
        object.finish();
        Some(FormerCode { code: key(entry), description, rust_name })
    })
}
