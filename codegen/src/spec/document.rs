//! The document around the operations.

use super::contradiction::contradictions;
use super::object::{Object, key};
use super::shared::Shared;
use super::{Document, Endpoint, SourceDocument, Style, Text, path, response, schema, unused};
use crate::diagnostic::Reporter;
use crate::rule;
use crate::yaml::{Entry, Node};

/// Reads the root of a document.
pub(super) fn read(root: &Node, reporter: &Reporter<'_>) -> Option<Document> {
    let object = Object::new(root, "the document", reporter)?;
    if object.flag("x-imported") {
        reporter.set_imported();
    }
    if let Some(version) = object.required_text("openapi").filter(|version| !is_supported(&version.value)) {
        reporter.report(
            &rule::UNSUPPORTED_VERSION,
            &version.place,
            format!("OpenAPI {} is not supported", version.value),
            "write `openapi: 3.1.0`",
        );
    }
    let info = object.object("info", "`info`");
    if info.is_none() {
        object.missing("info");
    }
    let info = info.map(read_info);
    let service = object.object("x-service", "`x-service`");
    if service.is_none() {
        object.missing("x-service");
    }
    let service = service.map(read_service);
    let style = service.as_ref().map_or(Style::Rpc, |service| service.style);
    let (rule, vpc_rule) = read_servers(&object);
    let components = object.object("components", "the components");
    let (schemas, shared) = components.map(read_components).unwrap_or_default();
    let paths = object.object("paths", "the paths");
    if paths.is_none() {
        object.missing("paths");
    }
    if let Some(paths) = paths.as_ref().filter(|paths| paths.all().is_empty()) {
        reporter.report(
            &rule::NO_OPERATIONS,
            paths.place,
            "the document has no operations",
            "add a path with `post`",
        );
    }
    let entries = paths.map_or(&[][..], |paths| paths.all());
    let operations = entries.iter().flat_map(|entry| path::read(entry, style, shared, reporter)).collect();
    let (endpoints, sources) = (read_endpoints(&object), read_sources(&object));
    let (endpoint_sources, contradictions) = (object.texts("x-endpoint-sources"), contradictions(&object));
    let former = object.object("x-former-error-codes", "the former error codes");
    let former_codes = former.iter().flat_map(response::named_codes).collect();
    for ignored in ["security", "tags"] {
        object.ignore(ignored);
    }
    object.finish();
    // What is missing has been reported; the rest is read on, so that all mistakes are found at once.
    let absent = |text: Option<Text>| {
        text.unwrap_or_else(|| Text { value: "absent".to_owned(), place: root.place.clone() })
    };
    let (title, description, version) = info.unwrap_or_default();
    let service = service.unwrap_or_default();
    Some(Document {
        title: absent(title),
        description,
        version: absent(version),
        product: absent(service.product),
        module: absent(service.module),
        style,
        features_by_tag: service.features_by_tag,
        rule: absent(rule),
        vpc_rule,
        endpoints,
        endpoint_sources,
        sources,
        operations,
        schemas,
        former_codes,
        unused: unused::components(root, reporter),
        contradictions,
    })
}

fn is_supported(version: &str) -> bool {
    let patch = version.strip_prefix("3.1.");
    patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}

fn read_info(object: Object<'_>) -> (Option<Text>, Option<Text>, Option<Text>) {
    let title = object.required_text("title");
    let version = object.required_text("version");
    check_code(version.as_ref(), object.reporter());
    let description = object.text("description");
    for ignored in ["summary", "license", "contact", "termsOfService"] {
        object.ignore(ignored);
    }
    object.finish();
    (title, description, version)
}

/// What `x-service` says.
#[derive(Default)]
struct Service {
    product: Option<Text>,
    module: Option<Text>,
    style: Style,
    features_by_tag: bool,
}

fn read_service(object: Object<'_>) -> Service {
    let (product, module) = (object.required_text("product"), object.required_text("module"));
    check_code(product.as_ref(), object.reporter());
    let (style, signature) = (object.required_text("style"), object.required_text("signature"));
    let known = |text: &Text| Style::ALL.into_iter().find(|style| style.name() == text.value);
    let read = style.as_ref().and_then(known);
    let features = object.text("features");
    let is_not = |wanted: &'static str| move |text: &&Text| text.value != wanted;
    for (word, wrong, supported) in [
        ("style", style.as_ref().filter(|_| read.is_none()), "rpc` or `style: roa"),
        ("signature", signature.as_ref().filter(is_not("ACS3-HMAC-SHA256")), "ACS3-HMAC-SHA256"),
        ("features", features.as_ref().filter(is_not("tags")), "tags"),
    ] {
        if let Some(text) = wrong {
            let message = format!("the {word} `{}` is not supported", text.value);
            let help = format!("write `{word}: {supported}`");
            object.reporter().report(&rule::UNSUPPORTED_STYLE, &text.place, message, help);
        }
    }
    object.finish();
    Service { product, module, style: read.unwrap_or_default(), features_by_tag: features.is_some() }
}

/// Product codes and versions are sent in headers and printed on terminals.
fn check_code(text: Option<&Text>, reporter: &Reporter<'_>) {
    let fits =
        |text: &&Text| text.value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    if let Some(text) = text.filter(|text| !fits(text)) {
        let help = "write letters, digits, hyphens, dots and underscores";
        reporter.report(
            &rule::INVALID_PRODUCT,
            &text.place,
            "this cannot be a product code or a version",
            help,
        );
    }
}

/// The product's rules for public and VPC hosts.
fn read_servers(object: &Object<'_>) -> (Option<Text>, Option<Text>) {
    if object.get("servers").is_none() {
        object.missing("servers");
    }
    let (mut public, mut vpc) = (None, None);
    let mut has_public = false;
    for node in object.list("servers") {
        let Some(server) = Object::new(node, "a server", object.reporter()) else { continue };
        let (url, description) = (server.required_text("url"), server.required_text("description"));
        server.ignore("variables");
        server.finish();
        let (Some(mut url), Some(description)) = (url, description) else { continue };
        has_public |= description.value == "public";
        match url.value.strip_prefix("https://").filter(|host| is_host(&host.replace("{region}", "region"))) {
            Some(host) => url.value = host.to_owned(),
            None => {
                let help = "write `https://<host>`, with {region} where the region stands";
                object.reporter().report(
                    &rule::INVALID_HOST,
                    &url.place,
                    format!("`{}` is not a rule for hosts", url.value),
                    help,
                );
                continue;
            }
        }
        match description.value.as_str() {
            "public" => public = Some(url),
            "vpc" => vpc = Some(url),
            _ => object.reporter().report(
                &rule::UNKNOWN_WORD,
                &description.place,
                "unknown kind of server",
                "write `public` or `vpc`",
            ),
        }
    }
    if !has_public && object.get("servers").is_some() {
        object.reporter().report(
            &rule::MISSING_SERVER,
            object.place,
            "no server is described as `public`",
            "add one with the product's rule",
        );
    }
    (public, vpc)
}

fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

fn read_endpoints(object: &Object<'_>) -> Vec<Endpoint> {
    let Some(table) = object.object("x-endpoints", "the endpoints") else { return Vec::new() };
    let mut endpoints: Vec<Endpoint> =
        table.all().iter().filter_map(|entry| read_endpoint(entry, object)).collect();
    endpoints.sort_by(|a, b| a.region.value.cmp(&b.region.value));
    endpoints
}

fn read_endpoint(entry: &Entry, object: &Object<'_>) -> Option<Endpoint> {
    let hosts = Object::new(&entry.node, "an endpoint", object.reporter())?;
    let (public, vpc) = (hosts.required_text("public"), hosts.text("vpc"));
    hosts.finish();
    let region = key(entry);
    if !is_host(&format!("{}.x", region.value)) || region.value.contains('.') {
        let help = "write lower-case letters, digits and hyphens";
        object.reporter().report(
            &rule::INVALID_HOST,
            &region.place,
            format!("`{}` is not a region", region.value),
            help,
        );
    }
    for host in [&public, &vpc].into_iter().flatten().filter(|host| !is_host(&host.value)) {
        let help = "write the name alone, without scheme, port or path";
        object.reporter().report(
            &rule::INVALID_HOST,
            &host.place,
            format!("`{}` is not a host", host.value),
            help,
        );
    }
    Some(Endpoint { region, public: public?, vpc })
}

fn read_sources(object: &Object<'_>) -> Vec<SourceDocument> {
    let Some(table) = object.object("x-sources", "the sources") else { return Vec::new() };
    table.all().iter().filter_map(|entry| read_source(entry, object.reporter())).collect()
}

fn read_source(entry: &Entry, reporter: &Reporter<'_>) -> Option<SourceDocument> {
    let object = Object::new(&entry.node, "a source", reporter)?;
    let (title, kind) = (object.required_text("title"), object.required_text("kind"));
    let (language, date) = (object.text("language"), object.text("date"));
    object.finish();
    if let Some(kind) =
        kind.as_ref().filter(|kind| !["page", "metadata", "sdk"].contains(&kind.value.as_str()))
    {
        reporter.report(
            &rule::UNKNOWN_WORD,
            &kind.place,
            format!("`{}` is not a kind of source", kind.value),
            "write page, metadata or sdk",
        );
    }
    Some(SourceDocument { key: key(entry), title: title?, language, date, kind: kind? })
}

fn read_components<'n>(object: Object<'n>) -> (Vec<(Text, super::Schema)>, Shared<'n>) {
    let reporter = object.reporter();
    let entries = |key, what| object.object(key, what).map_or(&[][..], |map: Object<'n>| map.all());
    let schemas = entries("schemas", "the schemas");
    let shared = Shared {
        schemas,
        parameters: entries("parameters", "the shared parameters"),
        bodies: entries("requestBodies", "the shared request bodies"),
        responses: entries("responses", "the shared responses"),
    };
    object.ignore("securitySchemes");
    object.finish();
    (schemas.iter().map(|entry| (key(entry), schema::read(&entry.node, reporter))).collect(), shared)
}
