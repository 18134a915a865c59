//! From an answer to its value.

use super::{
    answer::Answer,
    secrets::Secrets,
    service_error::{name, response_error},
    watch::Watch,
};
use crate::{
    codec::{DecodeError, Decoded, Departure, list},
    outcome::{Body, Error, ErrorKind, Response},
};
use bytes::Bytes;

/// What reads the body of an operation's answer.
pub(crate) type Decode<'d, R> = &'d dyn Fn(&'static str, &Bytes) -> Result<Decoded<R>, DecodeError>;

/// Decodes an answer; in strict mode a departure from the specification is an error.
pub(crate) fn decoded<R>(answer: &Answer, watch: &Watch, decode: Decode<'_, R>) -> Result<Decoded<R>, Error> {
    let mut decoded =
        decode(answer.operation.name, &answer.body).map_err(|error| response_error(answer, &error))?;
    decoded.departures.iter_mut().for_each(|departure| conceal(departure, &answer.secrets));
    watch.departures(&decoded.departures, decoded.omitted);
    if answer.strict && !decoded.departures.is_empty() {
        return Err(departure_error(answer, &decoded.departures, decoded.omitted));
    }
    Ok(decoded)
}

/// Takes out a secret that the service repeats, in a value or in a name.
fn conceal(departure: &mut Departure, secrets: &Secrets) {
    departure.found = secrets.redact(&departure.found);
    let names = departure.pointer.replace("~1", "/").replace("~0", "~");
    let harmless = secrets.redact(&names);
    if harmless != names {
        departure.pointer = harmless;
    }
}

fn departure_error(answer: &Answer, departures: &[Departure], omitted: usize) -> Error {
    let message = format!("the answer departs from the specification: {}", list(departures, omitted));
    Error::new(ErrorKind::Departure, message).of(answer.operation).with(|inner| {
        inner.status = Some(answer.status.as_u16());
        inner.request_id = answer.request_id().map(|id| name(answer, &id));
        inner.departures = departures.to_vec();
    })
}

/// A result with what came along with it.
pub(crate) fn detailed<R>(
    answer: Answer,
    watch: &Watch,
    decode: Decode<'_, R>,
) -> Result<Response<R>, Error> {
    let decoded = decoded(&answer, watch, decode)?;
    Ok(Response {
        value: decoded.value,
        request_id: answer.request_id(),
        status: answer.status.as_u16(),
        attempts: answer.attempts,
        headers: answer.headers,
        body: Body(answer.body),
        departures: decoded.departures,
        departures_omitted: decoded.omitted,
    })
}
