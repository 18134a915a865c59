//! What the runtime cannot call: products with a gateway of their own, and single operations with other credentials or bodies.

use super::facts::{Document, Operation};

/// Why a product as a whole is refused.
pub(super) fn refuse_product(document: &Document) -> Option<String> {
    let fits = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    let identity = &document.identity;
    if !fits(&identity.product) || !fits(&identity.version) {
        return Some("its product code or version cannot be sent".to_owned());
    }
    if !is_date(&identity.version) {
        return Some("a gateway of its own: its version is no date".to_owned());
    }
    if !["rpc", "roa"].contains(&document.style.to_ascii_lowercase().as_str()) {
        return Some(format!("a gateway of its own: the style `{}`", document.style));
    }
    let is_in_host = |operation: &Operation| operation.parameters.iter().any(|one| one.location == "host");
    if document.operations.iter().any(is_in_host) {
        return Some("a gateway of its own: a parameter is a part of the host".to_owned());
    }
    let hosts = document.regions.iter().flat_map(|region| region.public.iter().chain(&region.vpc));
    let (mut count, mut foreign) = (0, None);
    for host in hosts {
        count += 1;
        if host.contains(['{', '<', '$']) {
            return Some("a gateway of its own: an account is a part of the host".to_owned());
        }
        if !host.ends_with(".aliyuncs.com") {
            foreign = foreign.or(Some((host, count)));
        }
    }
    let all_foreign = count > 0
        && document.regions.iter().all(|region| {
            region.public.iter().chain(&region.vpc).all(|host| !host.ends_with(".aliyuncs.com"))
        });
    foreign.filter(|_| all_foreign).map(|(host, _)| format!("a gateway of its own: its host is `{host}`"))
}

fn is_date(text: &str) -> bool {
    let form = |(at, c): (usize, char)| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() };
    text.len() == 10 && text.char_indices().all(form)
}

/// Kinds of credentials that the runtime does not have.
const OTHER_CREDENTIALS: &[&str] = &["BearerToken", "OIDC", "APP", "PrivateKey", "OAuth2", "Basic"];

/// Why a single operation is refused for what it is protected by, or for what it answers.
pub(super) fn refuse(operation: &Operation) -> Option<String> {
    let kinds = &operation.security;
    let is_other = |kind: &String| OTHER_CREDENTIALS.iter().any(|other| other.eq_ignore_ascii_case(kind));
    if !kinds.is_empty() && kinds.iter().all(is_other) {
        return Some(format!("its credentials are of another kind: {}", kinds.join(", ")));
    }
    let streams = operation.schemes.iter().any(|scheme| scheme == "sse")
        || operation.produces.iter().any(|media| media.starts_with("text/event-stream"));
    if streams {
        return Some("the answer is a stream of events".to_owned());
    }
    if operation.schemes.iter().any(|scheme| scheme.starts_with("ws")) {
        return Some("it is spoken to over a web socket".to_owned());
    }
    None
}

/// Whether anybody may call an operation, and nobody with an access key.
pub(super) fn is_anonymous(operation: &Operation) -> bool {
    let has = |wanted: &str| operation.security.iter().any(|kind| kind.eq_ignore_ascii_case(wanted));
    has("Anonymous") && !has("AK")
}

/// What to say of an operation that is protected by something that is not known here.
pub(super) fn note(operation: &Operation) -> Option<String> {
    let kinds = &operation.security;
    let is_signed = kinds.is_empty() || kinds.iter().any(|kind| kind.eq_ignore_ascii_case("AK"));
    (!is_signed && !is_anonymous(operation)).then(|| {
        let kinds = kinds.join(", ");
        format!(
            "it is protected by {kinds}; what that needs are parameters, and the client signs it all the same"
        )
    })
}
