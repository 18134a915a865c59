//! All pages of a list as a stream, and all their items.

use crate::{
    call::Call,
    cursor::{Cursor, Page},
    error::Error,
    record::Record,
    request::Request,
    response::Response,
};
use futures_core::Stream;
use serde::Serialize;
use serde_json::Value;
use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

/// A response that is one page of a list.
pub trait Paged: Record + Clone + Send + 'static {
    /// One item of the list. What it serializes to tells a page from another.
    type Item: Serialize + Send + 'static;
    /// Where the list is in the answer (JSON pointer).
    const ITEMS: &'static str;
    /// The items of this page.
    fn into_items(self) -> Vec<Self::Item>;
}

/// All pages of a list, fetched one by one as they are asked for.
///
/// A listing that cannot be followed any further is an error, never a shorter list. After an error it is
/// over.
#[must_use = "pages are not fetched until they are asked for"]
pub struct Pages<R: Paged> {
    pager: Pager<R>,
}

impl<R: Paged> Pages<R> {
    pub(crate) fn new(request: Request) -> Self {
        Self { pager: Pager::new(request) }
    }

    /// The next page; `None` after the last one. A call that is not awaited to its end continues with the
    /// next one.
    pub async fn next(&mut self) -> Option<Result<R, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// If the page could not be fetched, or the listing cannot be followed.
    pub async fn try_next(&mut self) -> Result<Option<R>, Error> {
        self.next().await.transpose()
    }
}

impl<R: Paged> Stream for Pages<R> {
    type Item = Result<R, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(fetched) = ready!(self.pager.poll_fetch(context)) else {
            return Poll::Ready(None);
        };
        Poll::Ready(Some(fetched.and_then(|response| {
            let items = response.value.clone().into_items();
            let facts = self.pager.facts(&response);
            self.pager.accept(facts, &items)?;
            Ok(response.value)
        })))
    }
}

/// The items of all pages of a list, fetched page by page as they are asked for.
///
/// A listing that cannot be followed any further is an error, never a shorter list. After an error it is
/// over.
#[must_use = "items are not fetched until they are asked for"]
pub struct Items<R: Paged> {
    pager: Pager<R>,
    fetched: vec::IntoIter<R::Item>,
}

// No item is ever pinned: they only pass through.
impl<R: Paged> Unpin for Items<R> {}

impl<R: Paged> Items<R> {
    pub(crate) fn new(request: Request) -> Self {
        Self { pager: Pager::new(request), fetched: Vec::new().into_iter() }
    }

    /// The next item; `None` after the last one. A call that is not awaited to its end continues with the
    /// next one.
    pub async fn next(&mut self) -> Option<Result<R::Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// If a page could not be fetched, or the listing cannot be followed.
    pub async fn try_next(&mut self) -> Result<Option<R::Item>, Error> {
        self.next().await.transpose()
    }
}

impl<R: Paged> Stream for Items<R> {
    type Item = Result<R::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.fetched.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let response = match ready!(self.pager.poll_fetch(context)) {
                Some(Ok(response)) => response,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            };
            let facts = self.pager.facts(&response);
            let items = response.value.into_items();
            if let Err(error) = self.pager.accept(facts, &items) {
                return Poll::Ready(Some(Err(error)));
            }
            self.fetched = items.into_iter();
        }
    }
}

/// What pages and items have in common: one call at a time, and a cursor that says which.
struct Pager<R> {
    cursor: Cursor,
    call: Option<Call<Response<R>>>,
}

impl<R: Paged> Pager<R> {
    fn new(request: Request) -> Self {
        Self { cursor: Cursor::new(request), call: None }
    }

    fn poll_fetch(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<R>, Error>>> {
        let call = match &mut self.call {
            Some(call) => call,
            None => match self.cursor.next_request() {
                Some(request) => self.call.insert(request.send_detailed()),
                None => return Poll::Ready(None),
            },
        };
        let result = ready!(Pin::new(call).poll(context));
        self.call = None;
        if result.is_err() {
            self.cursor.finish();
        }
        Poll::Ready(Some(result))
    }

    fn facts(&self, response: &Response<R>) -> Page {
        let field = |name: Option<&str>| name.and_then(|name| field(&response.value, name));
        Page {
            items: 0,
            fingerprint: None,
            total: field(self.cursor.total_field()),
            token: field(self.cursor.token_field()),
            departures: response.departures.clone(),
            request_id: response.request_id.clone(),
            status: response.status,
            attempts: response.attempts,
        }
    }

    fn accept(&mut self, mut page: Page, items: &[R::Item]) -> Result<(), Error> {
        page.items = items.len();
        page.fingerprint = crate::cursor::fingerprint(items);
        self.cursor.accept(&page, R::ITEMS)
    }
}

/// The value of a field by its wire name; a `/` descends.
fn field<R: Record>(record: &R, name: &str) -> Option<Value> {
    let mut names = name.trim_start_matches('/').split('/');
    let first = names.next()?;
    let index = R::SHAPE.fields.iter().position(|shape| shape.name == first)?;
    let wire = R::SHAPE.fields.get(index)?.wire;
    let mut value = None;
    record.visit(&mut |fields| value = fields.get(index).and_then(|field| field.encode(wire)));
    names.try_fold(value?, |value, name| value.get(name).cloned())
}

impl<R: Paged> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("cursor", &self.pager.cursor).finish_non_exhaustive()
    }
}

impl<R: Paged> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("cursor", &self.pager.cursor).finish_non_exhaustive()
    }
}
