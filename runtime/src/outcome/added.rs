//! Headers that a program adds to requests.

use super::error::{Error, ErrorKind};
use crate::{signing::is_signed_header, tables::shortened};
use http::{HeaderName, HeaderValue, header};

/// What the client or its transport sets.
const OWN_HEADERS: [HeaderName; 11] = [
    header::ACCEPT,
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::EXPECT,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::USER_AGENT,
];

pub(crate) fn checked(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let refuse = |why: &str| {
        let message = format!("the header {:?} {why}", shortened(name));
        Error::new(ErrorKind::Configuration, message)
    };
    let name = HeaderName::try_from(name).map_err(|_| refuse("has a name that cannot be sent"))?;
    if is_signed_header(name.as_str()) || OWN_HEADERS.contains(&name) {
        return Err(refuse("is set by the client and cannot be given"));
    }
    let mut value = HeaderValue::from_str(value).map_err(|_| refuse("has a value that cannot be sent"))?;
    value.set_sensitive(true);
    Ok((name, value))
}
