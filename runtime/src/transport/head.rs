//! The head of an answer, of which the headers are kept that help to understand an error.

use crate::codec::printable;
use http::{HeaderMap, HeaderName, StatusCode, header};

pub(crate) const REQUEST_ID: &str = "x-acs-request-id";
/// When the service asks to be asked again.
pub(crate) const RETRY_AFTER: &str = "x-acs-retry-after";
/// The state of flow control for the caller, and for the caller and the operation.
pub(crate) const RATE_LIMITS: [&str; 2] = ["x-ratelimit-user", "x-ratelimit-user-api"];

static HEADERS_THAT_MATTER: [HeaderName; 10] = [
    header::CONTENT_TYPE,
    header::DATE,
    header::LOCATION,
    header::RETRY_AFTER,
    header::SERVER,
    header::VIA,
    HeaderName::from_static(REQUEST_ID),
    HeaderName::from_static(RETRY_AFTER),
    HeaderName::from_static(RATE_LIMITS[0]),
    HeaderName::from_static(RATE_LIMITS[1]),
];

/// A longer header helps nobody, nor does a log want it.
const HEADER_BYTES: usize = 2000;
/// As many characters as are kept of an id.
pub(crate) const ID_CHARACTERS: usize = 200;

/// The status of an answer, and the headers that help to understand it.
pub(crate) type Head = (StatusCode, HeaderMap);

pub(crate) fn headers_that_matter(all: &HeaderMap) -> HeaderMap {
    HEADERS_THAT_MATTER
        .iter()
        .filter_map(|name| Some((name, all.get(name)?)))
        .filter(|(_, value)| value.len() <= HEADER_BYTES)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The id as it is shown.
pub(crate) fn request_id_header(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    (!id.is_empty()).then(|| printable(id, ID_CHARACTERS))
}
