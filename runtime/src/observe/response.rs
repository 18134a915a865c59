//! A result with what came along with it.

use crate::codec::Departure;
use http::HeaderMap;

/// A decoded answer, and what is known about it.
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(crate) value: T,
    pub(crate) request_id: Option<String>,
    pub(crate) status: u16,
    pub(crate) attempts: u32,
    pub(crate) headers: HeaderMap,
    pub(crate) departures: Vec<Departure>,
    pub(crate) departures_omitted: usize,
}

impl<T> Response<T> {
    /// The decoded answer.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The decoded answer alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The same about something else.
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: make(self.value),
            request_id: self.request_id,
            status: self.status,
            attempts: self.attempts,
            headers: self.headers,
            departures: self.departures,
            departures_omitted: self.departures_omitted,
        }
    }

    /// The id by which the vendor's support finds the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// How many requests it took to get the answer.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Where the answer departs from the specification. Only an unusable value is lost.
    #[must_use]
    pub fn departures(&self) -> &[Departure] {
        &self.departures
    }

    /// How many further departures there are, beyond the number that is kept.
    #[must_use]
    pub fn departures_omitted(&self) -> usize {
        self.departures_omitted
    }
}
