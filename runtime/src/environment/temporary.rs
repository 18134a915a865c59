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
    let part =
        |name: &str| json.text(name).ok_or_else(|| CredentialsError::new(format!("{what} has no {name}")));
    let credentials = Credentials::with_token(part(names.id)?, part(names.secret)?, part(names.token)?);
    expiring(credentials, json, names, what)
}

/// Reads a key that needs no token; the errors begin with `what`.
pub(super) fn permanent(json: &Json, names: &Names, what: &str) -> Result<Credentials, CredentialsError> {
    match json.text(names.token) {
        Some(_) => temporary(json, names, what),
        None => {
            let part = |name: &str| {
                json.text(name).ok_or_else(|| CredentialsError::new(format!("{what} has no {name}")))
            };
            expiring(Credentials::new(part(names.id)?, part(names.secret)?), json, names, what)
        }
    }
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
    let Some(text) = json.text(names.expiration) else {
        return Ok(credentials);
    };
    let moment: Timestamp = text.parse().map_err(|_| {
        CredentialsError::new(format!("{what} has a field {} that is not a moment", names.expiration))
    })?;
    Ok(credentials.expiring_at(moment))
}
