//! What pages and items have in common: one page at a time, or that and the next one.

use super::{
    cursor::{Cursor, NextPage, Page, fingerprint},
    paged::Paged,
};
use crate::{
    call::{Call, Request},
    codec::{Record, body},
    config::{CallOptions, ListLimit},
    outcome::{Error, Response},
};
use serde_json::Value;
use std::{
    fmt,
    future::Future,
    panic::resume_unwind,
    pin::Pin,
    task::{Context, Poll, ready},
};
use tokio::{runtime::Handle, task::JoinHandle};

/// One call at a time, and a cursor that says which.
pub(crate) struct Pager<R> {
    cursor: Cursor,
    fetch: Option<Fetch<R>>,
    prefetch: bool,
    /// Since the first page was asked for.
    limit: Option<ListLimit>,
    /// The page that was accepted last.
    accepted: Option<NextPage>,
}

/// `None` after the end of the list.
type Fetched<T> = Option<Result<T, Error>>;

/// A page under way.
enum Fetch<R> {
    Here(Call<Response<R>>),
    Ahead(Ahead<R>),
}

/// A page that is fetched by a task, so that it proceeds while nobody asks for it. The task ends with this.
struct Ahead<R>(JoinHandle<Result<Response<R>, Error>>);

impl<R> Drop for Ahead<R> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<R: Paged> Pager<R> {
    pub(crate) fn new(request: Request) -> Self {
        Self { cursor: Cursor::new(request), fetch: None, prefetch: false, limit: None, accepted: None }
    }

    pub(crate) fn prefetching(self) -> Self {
        Self { prefetch: true, ..self }
    }

    /// The page that is next.
    pub(crate) fn position(&self) -> Option<NextPage> {
        self.cursor.position()
    }

    /// The page before.
    pub(crate) fn accepted(&self) -> Option<NextPage> {
        self.accepted.clone()
    }

    /// The items of the next page and what `split` keeps of it, after the cursor took note of it.
    pub(crate) fn poll_page<T>(
        &mut self,
        context: &mut Context<'_>,
        split: impl FnOnce(R) -> (Vec<R::Item>, T),
    ) -> Poll<Fetched<(Vec<R::Item>, T)>> {
        let fetched = ready!(self.poll_fetch(context));
        let Some(fetched) = fetched else { return Poll::Ready(None) };
        let page = fetched.and_then(|response| {
            let facts = self.facts(&response);
            let (items, rest) = split(response.value);
            Ok(self.accept(facts, &items)?.then_some((items, rest)))
        });
        Poll::Ready(page.transpose())
    }

    fn poll_fetch(&mut self, context: &mut Context<'_>) -> Poll<Fetched<Response<R>>> {
        loop {
            let fetch = match &mut self.fetch {
                Some(fetch) => fetch,
                None => match self.next_request() {
                    Some(request) => self.fetch.insert(Fetch::Here(request.send_detailed())),
                    None => return Poll::Ready(None),
                },
            };
            let result = ready!(fetch.poll(context));
            self.fetch = None;
            let Some(result) = result else { continue };
            if result.is_err() {
                self.cursor.fail();
            }
            return Poll::Ready(Some(result));
        }
    }

    fn next_request(&mut self) -> Option<Request> {
        let request = self.cursor.next_request()?;
        self.limit = self.limit.or_else(|| request.options().list_limit(request.client().config()));
        Some(request.configure(CallOptions::new().within_list(self.limit)))
    }

    fn facts(&self, response: &Response<R>) -> Page {
        let field = |name: Option<&str>| name.and_then(|name| field(&response.value, name));
        Page {
            items: 0,
            fingerprint: None,
            total: field(self.cursor.total_field()),
            token: field(self.cursor.token_field()),
            size: field(self.cursor.size_field()),
            has_list: has_member(response.body(), R::ITEMS),
            departures: response.departures.clone(),
            request_id: response.request_id.clone(),
            status: response.status,
            attempts: response.attempts,
        }
    }

    /// Whether the page is a part of the list.
    fn accept(&mut self, mut page: Page, items: &[R::Item]) -> Result<bool, Error> {
        page.items = items.len();
        page.fingerprint = fingerprint(items);
        let here = self.cursor.position();
        let is_part = self.cursor.accept(&page, R::ITEMS)?;
        self.accepted = here;
        if self.prefetch {
            self.fetch = self.begin_ahead();
        }
        Ok(is_part)
    }

    /// Outside of a Tokio runtime nothing can proceed by itself.
    fn begin_ahead(&mut self) -> Option<Fetch<R>> {
        let runtime = Handle::try_current().ok()?;
        let request = self.next_request()?;
        Some(Fetch::Ahead(Ahead(runtime.spawn(request.send_detailed()))))
    }
}

impl<R: Paged> Fetch<R> {
    /// The answer; `None` if the runtime of the task has ended, so that it has to be asked for again.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<R>, Error>>> {
        Poll::Ready(match self {
            Self::Here(call) => Some(ready!(Pin::new(call).poll(context))),
            Self::Ahead(task) => match ready!(Pin::new(&mut task.0).poll(context)) {
                Ok(result) => Some(result),
                Err(error) => match error.try_into_panic() {
                    Ok(panic) => resume_unwind(panic),
                    Err(_) => None,
                },
            },
        })
    }
}

impl<R> fmt::Debug for Pager<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("cursor", &self.cursor).field("prefetch", &self.prefetch).finish()
    }
}

/// Whether the object of a body has the first member of a pointer, and not null.
fn has_member(body: &[u8], pointer: &str) -> bool {
    let name = pointer.trim_start_matches('/').split('/').next().unwrap_or_default();
    body::has_value(body, name)
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
