//! Temporary keys as services, files and commands write them.

use super::json::Json;
use crate::{
    signing::{Credentials, CredentialsError},
    values::Timestamp,
};

/// What the parts of a key are called.
pub(super) struct Names {
    id: &'static str,
    secret: &'static str,
    token: &'static str,
    expiration: &'static str,
}

/// In answers of services.
pub(super) const SERVICE: Names =
    Names { id: "AccessKeyId", secret: "AccessKeySecret", token: "SecurityToken", expiration: "Expiration" };

/// In the configuration of the vendor's command line, and in what its commands print.
pub(super) const CLI: Names =
    Names { id: "access_key_id", secret: "access_key_secret", token: "sts_token", expiration: "expiration" };

/// Reads a key with its token; the errors begin with `what`.
pub(super) fn temporary(json: &Json, names: &Names, what: &str) -> Result<Credentials, CredentialsError> {
    let part = |name| part(json, name, what);
    let credentials = Credentials::with_token(part(names.id)?, part(names.secret)?, part(names.token)?);
    expiring(credentials, json, names, what)
}

/// Reads a key that may have a token; the errors begin with `what`.
pub(super) fn either(json: &Json, names: &Names, what: &str) -> Result<Credentials, CredentialsError> {
    let read = if json.text(names.token).is_some() { temporary } else { permanent };
    read(json, names, what)
}

/// Reads a key that needs no token, and takes none that was left over; the errors begin with `what`.
pub(super) fn permanent(json: &Json, names: &Names, what: &str) -> Result<Credentials, CredentialsError> {
    let part = |name| part(json, name, what);
    expiring(Credentials::new(part(names.id)?, part(names.secret)?), json, names, what)
}

fn part<'j>(json: &'j Json, name: &str, what: &str) -> Result<&'j str, CredentialsError> {
    json.text(name).ok_or_else(|| match json.not_text(name) {
        Some(kind) => CredentialsError::new(format!("{what} has a field {name} that is {kind}, not a text")),
        None => CredentialsError::new(format!("{what} has no {name}")),
    })
}

fn expiring(
    credentials: Credentials,
    json: &Json,
    names: &Names,
    what: &str,
) -> Result<Credentials, CredentialsError> {
    credentials
        .validate()
        .map_err(|error| CredentialsError::new(format!("{what} cannot be used: {error}")))?;
    let moment = match json.get(names.expiration) {
        None | Some(Json::Null) => return Ok(credentials),
        Some(Json::Text(text)) if text.is_empty() => return Ok(credentials),
        Some(Json::Text(text)) => text.parse().ok().or_else(|| text.parse().ok().map(unix)),
        Some(Json::Number(number)) => Some(unix(*number)),
        Some(_) => None,
    };
    let moment = moment.ok_or_else(|| {
        CredentialsError::new(format!("{what} has a field {} that is not a moment", names.expiration))
    })?;
    Ok(credentials.expiring_at(moment))
}

/// Seconds since 1970, or milliseconds where they would be beyond the year 9999.
fn unix(count: i64) -> Timestamp {
    const LAST: i64 = 253_402_300_799;
    if count <= LAST { Timestamp::from_unix_seconds(count) } else { Timestamp::from_unix_millis(count) }
}
