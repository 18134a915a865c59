//! All pages of a list as a stream, and all their items.

use super::{cursor::NextPage, paged::Paged, pager::Pager};
#[cfg(feature = "blocking")]
use crate::call::Blocking;
use crate::{call::Request, outcome::Error};
use futures_core::Stream;
use std::{
    fmt,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

/// All pages of a list, fetched one by one as they are asked for.
///
/// They come in the order of the list, and none is kept: in memory is the page that arrives, and a fingerprint or the token
/// of each earlier one, so that a list that goes around in circles is noticed. [`prefetch`](Self::prefetch) adds one page.
///
/// A listing that cannot be followed any further is an error, never a shorter list. After an error it is
/// over; [`next_page`](Self::next_page) says where to continue.
#[must_use = "pages are not fetched until they are asked for"]
pub struct Pages<R: Paged> {
    pager: Pager<R>,
}

impl<R: Paged> Pages<R> {
    pub(crate) fn new(request: Request) -> Self {
        Self { pager: Pager::new(request) }
    }

    /// Fetches the next page while the one that was handed out last is worked on: one page ahead, never more, and none
    /// before the first is asked for. An error of that page comes in its place.
    ///
    /// A task of the Tokio runtime does it. Dropping the stream aborts it. Outside of a runtime this has no effect.
    pub fn prefetch(self) -> Self {
        Self { pager: self.pager.prefetching() }
    }

    /// The page that comes next, which is the page that failed after an error; `None` after the last one. Whether it
    /// was prefetched does not matter.
    ///
    /// A listing continues there if a request with the same parameters names that page, as the example of
    /// [`Items::next_page`] does.
    #[must_use]
    pub fn next_page(&self) -> Option<NextPage> {
        self.pager.position()
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

    /// The pages as an iterator, for programs without an async runtime.
    #[cfg(feature = "blocking")]
    pub fn into_blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl Request {
    /// All pages from the first, or from the one that the request names.
    pub fn pages<R: Paged>(self) -> Pages<R> {
        Pages::new(self)
    }

    /// The items of all pages.
    pub fn items<R: Paged>(self) -> Items<R> {
        Items::new(self)
    }
}

impl<R: Paged> Stream for Pages<R> {
    type Item = Result<R, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let page = ready!(self.pager.poll_page(context, |page: R| (page.clone().into_items(), page)));
        Poll::Ready(page.map(|page| page.map(|(_, page)| page)))
    }
}

/// The items of all pages of a list, fetched page by page as they are asked for.
///
/// They come in the order of the list. In memory are the items of one page that were not handed out yet, and a fingerprint
/// or the token of each earlier page, so that a list that goes around in circles is noticed. [`prefetch`](Self::prefetch)
/// adds one page.
///
/// A listing that cannot be followed any further is an error, never a shorter list. After an error it is
/// over; [`next_page`](Self::next_page) says where to continue.
#[must_use = "items are not fetched until they are asked for"]
pub struct Items<R: Paged> {
    pager: Pager<R>,
    fetched: vec::IntoIter<R::Item>,
    /// How many items the page of `fetched` has.
    page_size: usize,
}

// No item is ever pinned: they only pass through.
impl<R: Paged> Unpin for Items<R> {}

impl<R: Paged> Items<R> {
    pub(crate) fn new(request: Request) -> Self {
        Self { pager: Pager::new(request), fetched: Vec::new().into_iter(), page_size: 0 }
    }

    /// Fetches the next page while the items of the present one are worked on: one page ahead, never more, and none
    /// before the first item is asked for. An error of that page comes after the items of the present one.
    ///
    /// A task of the Tokio runtime does it. Dropping the stream aborts it. Outside of a runtime this has no effect.
    ///
    /// ```no_run
    /// # async fn list<R: alibabacloud_runtime::codegen::Paged>(request: alibabacloud_runtime::codegen::Request) -> Result<(), alibabacloud_runtime::Error> {
    /// let mut items = request.items::<R>().prefetch();
    /// while let Some(item) = items.try_next().await? {
    ///     // Something slow, during which the next page arrives.
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn prefetch(self) -> Self {
        Self { pager: self.pager.prefetching(), ..self }
    }

    /// The page that the next item is on, which is the page that failed after an error; `None` after the last item.
    ///
    /// A listing continues there if a request with the same parameters names that page. Of it,
    /// [`items_taken`](Self::items_taken) were handed out already.
    ///
    /// ```no_run
    /// use alibabacloud_runtime::{Error, NextPage, codegen::{Paged, Request}};
    ///
    /// /// A generated request has a setter for this, such as `page_number`; its table has the parameter at this index.
    /// const PAGE_NUMBER: usize = 2;
    ///
    /// async fn all<R: Paged>(request: Request) -> Result<Vec<R::Item>, Error> {
    ///     let (mut found, mut items, mut is_second_try) = (Vec::new(), request.clone().items::<R>(), false);
    ///     loop {
    ///         match items.try_next().await {
    ///             Ok(Some(item)) => found.push(item),
    ///             Ok(None) => return Ok(found),
    ///             Err(error) => {
    ///                 let page = items.next_page().and_then(|page| page.number());
    ///                 let Some(page) = page.filter(|_| !is_second_try) else { return Err(error) };
    ///                 // An error comes between pages, so that no item of this one was taken.
    ///                 items = request.clone().with(PAGE_NUMBER, &page).items();
    ///                 is_second_try = true;
    ///             }
    ///         }
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn next_page(&self) -> Option<NextPage> {
        if self.fetched.len() > 0 { self.pager.accepted() } else { self.pager.position() }
    }

    /// How many items of [`next_page`](Self::next_page) were handed out already: what to skip after continuing there,
    /// if the list did not change.
    #[must_use]
    pub fn items_taken(&self) -> usize {
        if self.fetched.len() > 0 { self.page_size - self.fetched.len() } else { 0 }
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

    /// The items as an iterator, for programs without an async runtime.
    ///
    /// ```no_run
    /// # fn list<R: alibabacloud_runtime::codegen::Paged>(request: alibabacloud_runtime::codegen::Request) -> Result<(), alibabacloud_runtime::Error> {
    /// for item in request.items::<R>().into_blocking() {
    ///     let item = item?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "blocking")]
    pub fn into_blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<R: Paged> Stream for Items<R> {
    type Item = Result<R::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.fetched.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pager.poll_page(context, |page| (page.into_items(), ()))) {
                Some(Ok((items, ()))) => {
                    self.page_size = items.len();
                    self.fetched = items.into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<R: Paged> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("pager", &self.pager).finish()
    }
}

impl<R: Paged> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pager", &self.pager).finish_non_exhaustive()
    }
}
