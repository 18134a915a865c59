//! Tolerant decoding: a response decodes completely, or every value that could not be used is named.
//!
//! The answers drift from what is documented: numbers in strings, `""` for an empty object, one object instead of a
//! list. What can be read without losing information is read, and each difference is noted as a [`Departure`].
//! Nothing here knows of HTTP, of errors that the service reports, or of a particular product.

mod any;
mod containers;
mod decoder;
mod departure;
mod error;
mod in_strings;
mod lists;
mod number;
mod path;
mod repair;
mod scalars;
mod tokens;

pub use decoder::Decoder;
pub use departure::{Departure, DepartureKind};
pub use error::{DecodeError, DecodeErrorKind};

pub(crate) use departure::list;
pub(crate) use in_strings::is_json;
pub(crate) use lists::Elements;
pub(crate) use number::{float, scaled_integer};
pub(crate) use scalars::{Token, Verdict, boolean_in_words, number_token, verdict};

use departure::Noted;
use jiter::Peek;

use super::record::{Element, Field, Record};
use crate::tables::{Shape, Wire};

/// What a body decoded to, and where the body differs from the specification.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Decoded<R> {
    /// The decoded value.
    pub value: R,
    /// The first 1,000 differences between the body and the specification, in the order of the body.
    pub departures: Vec<Departure>,
    /// How many further differences there were.
    pub omitted: usize,
}

/// Decodes the body of a response.
///
/// `operation` is the name of the operation that was called; it is repeated in each [`Departure`].
///
/// # Errors
///
/// When the body as a whole is not the declared shape: it is empty, not UTF-8, not JSON, not an object, an object that
/// has none of the declared fields, or nested more than 64 levels deep, or it holds a number of more than 4,300 digits. One
/// bad value of another kind never is such an error.
///
/// # Examples
///
/// ```
/// use alibabacloud_runtime::{DepartureKind, codegen::{Field, FieldShape, Record, Shape, Wire, decode, record}};
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// struct Page {
///     number: Option<i32>,
/// }
///
/// impl Record for Page {
///     const SHAPE: &'static Shape = &Shape::new("Page", &[FieldShape::new("PageNumber")]);
///     fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) {
///         visitor(&[&self.number]);
///     }
///     fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) {
///         visitor(&mut [&mut self.number]);
///     }
/// }
/// record!(Page);
///
/// let decoded = decode::<Page>("DescribeBackups", br#"{"PageNumber": "3"}"#)?;
/// assert_eq!(decoded.value.number, Some(3));
/// assert_eq!(decoded.departures[0].kind, DepartureKind::Converted);
/// assert_eq!(decoded.departures[0].pointer, "/PageNumber");
/// # Ok::<(), alibabacloud_runtime::codegen::DecodeError>(())
/// ```
pub fn decode<R: Record>(operation: &'static str, body: &[u8]) -> Result<Decoded<R>, DecodeError> {
    let mut record = R::default();
    let mut noted = Ok(Noted::default());
    record.visit_mut(&mut |fields| noted = decode_body(operation, body, R::SHAPE, fields));
    let noted = noted?;
    Ok(Decoded { value: record, departures: noted.departures, omitted: noted.omitted })
}

/// The part of [`decode`] that is compiled once.
fn decode_body(
    operation: &'static str,
    body: &[u8],
    shape: &'static Shape,
    fields: &mut [&mut dyn Field],
) -> Result<Noted, DecodeError> {
    read_body(operation, body, &mut |decoder| decode_object(decoder, shape, fields))
}

/// Decodes the body of a response that is not declared as an object: a list, a map, or a single value.
pub(crate) fn decode_value<T: Element>(
    operation: &'static str,
    body: &[u8],
) -> Result<Decoded<T>, DecodeError> {
    decode_value_with(operation, body, &mut |decoder| T::decode(decoder, Wire::Plain))
}

/// The same with what reads the value.
pub(crate) fn decode_value_with<T>(
    operation: &'static str,
    body: &[u8],
    read: &mut dyn FnMut(&mut Decoder<'_>) -> Option<T>,
) -> Result<Decoded<T>, DecodeError> {
    let mut value = None;
    let noted = read_body(operation, body, &mut |mut decoder| {
        value = read(&mut decoder);
        decoder.finish()
    })?;
    let value = value.ok_or_else(|| DecodeError::wrong_type(noted.departures.first()))?;
    Ok(Decoded { value, departures: noted.departures, omitted: noted.omitted })
}

/// Reads a body, and if it is not quite JSON, a repaired one.
fn read_body(
    operation: &'static str,
    body: &[u8],
    read: &mut dyn FnMut(Decoder<'_>) -> Result<Noted, DecodeError>,
) -> Result<Noted, DecodeError> {
    let (text, skipped) = error::text_of(body)?;
    let result = read(Decoder::new(operation, text).after_mark(skipped));
    if let Err(error) = &result
        && matches!(error.kind(), DecodeErrorKind::Syntax { .. })
        && let Some(repaired) = repair::strings(text)
    {
        let mut decoder = Decoder::new(operation, &repaired.text);
        decoder.note_repair(repaired.kind);
        return read(decoder).or(result);
    }
    result
}

fn decode_object(
    mut decoder: Decoder<'_>,
    shape: &'static Shape,
    fields: &mut [&mut dyn Field],
) -> Result<Noted, DecodeError> {
    if decoder.peek() != Some(Peek::Object) {
        decoder.skip();
        decoder.finish()?;
        return Err(DecodeError::not_an_object(shape));
    }
    let known = decoder.members(shape, fields).exact();
    let noted = decoder.finish()?;
    if known == 0 && !shape.fields.is_empty() {
        return Err(DecodeError::no_known_field(shape));
    }
    Ok(noted)
}

/// Decodes the body of a response into fields that are known only at run time.
#[cfg(feature = "dynamic")]
pub(crate) fn decode_fields(
    operation: &'static str,
    body: &[u8],
    shape: &'static Shape,
    fields: &mut [&mut dyn Field],
) -> Result<Decoded<()>, DecodeError> {
    let noted = decode_body(operation, body, shape, fields)?;
    Ok(Decoded { value: (), departures: noted.departures, omitted: noted.omitted })
}

/// Decodes JSON text with `read`.
#[cfg(feature = "dynamic")]
pub(crate) fn decode_as<T>(
    operation: &'static str,
    text: &str,
    read: &mut dyn FnMut(&mut Decoder<'_>) -> T,
) -> Result<Decoded<T>, DecodeError> {
    let mut decoder = Decoder::new(operation, text);
    let value = read(&mut decoder);
    let noted = decoder.finish()?;
    Ok(Decoded { value, departures: noted.departures, omitted: noted.omitted })
}

/// Decodes any element from JSON text, as tolerantly as a response.
pub(crate) fn decode_text<T: Element>(
    operation: &'static str,
    text: &str,
    wire: Wire,
) -> Result<Decoded<Option<T>>, DecodeError> {
    let mut decoder = Decoder::new(operation, text);
    let value = T::decode(&mut decoder, wire);
    let noted = decoder.finish()?;
    Ok(Decoded { value, departures: noted.departures, omitted: noted.omitted })
}

/// Decodes a record from JSON text of our own, where even an object without fields is the record it came from.
pub(crate) fn decode_any_fields<R: Record>(text: &str) -> Result<R, DecodeError> {
    decode_text(R::SHAPE.name, text, Wire::Plain)?.value.ok_or_else(|| DecodeError::not_an_object(R::SHAPE))
}
