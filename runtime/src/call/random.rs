//! Random numbers, from the operating system.

use crate::{
    outcome::{Error, ErrorKind},
    signing::hex,
};

/// 128 random bits in 32 lower-case hexadecimal digits.
pub(crate) fn random_hex() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Error::new(ErrorKind::Configuration, format!("the system gives no random numbers: {error}"))
    })?;
    Ok(hex(&bytes))
}
