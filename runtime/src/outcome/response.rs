//! A result with what came along with it.

use super::body::Body;
use crate::codec::{Departure, HumanForm};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serializer;
use std::ops::Deref;

/// A decoded answer, and what is known about it. The fields and methods of the answer are there without ceremony; where the
/// answer has a method of the same name, [`value`](Self::value) leads to it.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::Response;
///
/// struct Backups {
///     items: Vec<String>,
/// }
///
/// /// What is tested.
/// fn summary(response: &Response<Backups>) -> String {
///     format!("{} backups, request {}", response.items.len(), response.request_id().unwrap_or("unknown"))
/// }
///
/// let answer = Response::builder(Backups { items: vec!["123".to_owned()] }).request_id("R-1").build();
/// assert_eq!(summary(&answer), "1 backups, request R-1");
/// ```
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(crate) value: T,
    pub(crate) request_id: Option<String>,
    pub(crate) status: u16,
    pub(crate) attempts: u32,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) departures: Vec<Departure>,
    pub(crate) departures_omitted: usize,
}

impl<T> Response<T> {
    /// An answer that a program makes, to test what it does with one. Unless it is told otherwise it has HTTP 200, came
    /// after one request, and has no request id, no headers, no body and no departures.
    pub fn builder(value: T) -> ResponseBuilder<T> {
        ResponseBuilder(Self {
            value,
            request_id: None,
            status: 200,
            attempts: 1,
            headers: HeaderMap::new(),
            body: Body::default(),
            departures: Vec::new(),
            departures_omitted: 0,
        })
    }

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
            body: self.body,
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

    /// The body as it was received: what the specification does not declare is in it too, whole. The bytes are shared, so
    /// they are in memory as long as this answer is. It is empty where the body is taken piece by piece. `Debug` does not show
    /// it.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::{Response, Value};
    ///
    /// fn undeclared<T>(response: &Response<T>, name: &str) -> Option<Value> {
    ///     let body: Value = serde_json::from_slice(response.body()).ok()?;
    ///     body.get(name).cloned()
    /// }
    ///
    /// let answer = Response::builder(()).body(r#"{"BrandNew": [1, 2]}"#).build();
    /// assert_eq!(undeclared(&answer, "BrandNew").unwrap()[1], 2);
    /// ```
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body.0
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

impl<T: HumanForm> HumanForm for Response<T> {
    fn write_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.write_human(serializer)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A [`Response`] in the making, from [`Response::builder`].
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until it is built"]
pub struct ResponseBuilder<T>(Response<T>);

impl<T> ResponseBuilder<T> {
    /// The id by which the vendor's support would find the request.
    pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
        self.0.request_id = Some(request_id.into());
        self
    }

    /// The HTTP status; 200 by default.
    pub fn status(mut self, status: u16) -> Self {
        self.0.status = status;
        self
    }

    /// How many requests it took; 1 by default.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// A further header.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.append(name, value);
        self
    }

    /// The body as it was received; empty by default.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.0.body = Body(body.into());
        self
    }

    /// The answer.
    #[must_use]
    pub fn build(self) -> Response<T> {
        self.0
    }
}
