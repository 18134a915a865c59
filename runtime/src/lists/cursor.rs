//! Which page comes next, when the last one was there, and how to notice that a list leads nowhere.
//!
//! Knows counts, totals, tokens and fingerprints; knows nothing of items, records or waiting.

use super::progress::{After, Before, Progress};
use crate::{
    call::Request,
    codec::{Departure, DepartureKind, list, scaled_integer},
    outcome::{Error, ErrorKind},
    tables::Pagination,
};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet},
    io,
};

type Fingerprint = [u8; 32];

/// What the cursor wants to know about a page that arrived.
pub(crate) struct Page {
    pub(crate) items: usize,
    pub(crate) fingerprint: Option<Fingerprint>,
    pub(crate) total: Option<Value>,
    pub(crate) token: Option<Value>,
    /// How many items the answer says that a page has.
    pub(crate) size: Option<Value>,
    /// Whether the answer has a list at all, be it empty.
    pub(crate) has_list: bool,
    pub(crate) departures: Vec<Departure>,
    pub(crate) request_id: Option<String>,
    pub(crate) status: u16,
    pub(crate) attempts: u32,
}

/// A page to continue a list with, from `next_page` of [`Pages`](crate::Pages) or [`Items`](crate::Items).
///
/// Set it as the parameter that the operation pages with, in a request whose other parameters, the page size among them,
/// are the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NextPage {
    /// The first one, which has no token.
    First,
    /// The one with this number, as the operation counts.
    Number(i64),
    /// The one that this token stands for. Tokens may expire.
    Token(String),
}

impl NextPage {
    /// The number, if the operation has pages with numbers.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The token, if the operation has pages with tokens and this is not the first one.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        if let Self::Token(token) = self { Some(token) } else { None }
    }
}

/// A position in a listing.
#[derive(Debug)]
pub(crate) struct Cursor {
    request: Request,
    next: Next,
    /// Whether an error ended the listing. `next` then still says where.
    failed: bool,
    /// How many pages arrived.
    pages: i64,
    progress: Progress,
    fingerprints: HashMap<Fingerprint, i64>,
    tokens: HashSet<String>,
}

#[derive(Debug)]
enum Next {
    Number(i64),
    Token(Option<String>),
    /// The operation does not page: one request is all.
    Single,
    Nothing,
}

impl Cursor {
    pub(crate) fn new(request: Request) -> Self {
        let next = match request.operation().pagination {
            None => Next::Single,
            Some(Pagination::Token { request: name, .. }) => Next::Token(request.value(name).and_then(text)),
            Some(Pagination::PageNumber { page, first, .. }) => {
                Next::Number(request.value(page).and_then(integer).unwrap_or(first))
            }
            Some(Pagination::Offset { offset, .. }) => {
                Next::Number(request.value(offset).and_then(integer).unwrap_or(0))
            }
        };
        let tokens = match &next {
            Next::Token(Some(token)) => HashSet::from([token.clone()]),
            _ => HashSet::new(),
        };
        Self {
            request,
            next,
            failed: false,
            pages: 0,
            progress: Progress::default(),
            fingerprints: HashMap::new(),
            tokens,
        }
    }

    /// The request for the next page; `None` if the list is over.
    pub(crate) fn next_request(&self) -> Option<Request> {
        if self.failed {
            return None;
        }
        let request = self.request.clone();
        Some(match (&self.next, self.request.operation().pagination) {
            (Next::Number(number), Some(Pagination::PageNumber { page, .. })) => {
                request.with_named(page, Value::from(*number))
            }
            (Next::Number(number), Some(Pagination::Offset { offset, .. })) => {
                request.with_named(offset, Value::from(*number))
            }
            (Next::Token(Some(token)), Some(Pagination::Token { request: name, .. })) => {
                request.with_named(name, Value::from(token.as_str()))
            }
            (Next::Token(None) | Next::Single, _) => request,
            _ => return None,
        })
    }

    /// Ends the listing before the page that is next.
    pub(crate) fn fail(&mut self) {
        self.failed = true;
    }

    /// The page that is next, or that an error kept from arriving; `None` after the last one.
    pub(crate) fn position(&self) -> Option<NextPage> {
        match &self.next {
            Next::Number(number) => Some(NextPage::Number(*number)),
            Next::Token(Some(token)) => Some(NextPage::Token(token.clone())),
            Next::Token(None) | Next::Single => Some(NextPage::First),
            Next::Nothing => None,
        }
    }

    /// The field with the total of items.
    pub(crate) fn total_field(&self) -> Option<&'static str> {
        match self.request.operation().pagination? {
            Pagination::PageNumber { total, .. } | Pagination::Offset { total, .. } => total,
            Pagination::Token { .. } => None,
        }
    }

    /// The parameter with the number of items on a page, which some answers repeat.
    pub(crate) fn size_field(&self) -> Option<&'static str> {
        match self.request.operation().pagination? {
            Pagination::PageNumber { size, .. } | Pagination::Offset { size, .. } => Some(size),
            Pagination::Token { .. } => None,
        }
    }

    /// The field with the token of the next page.
    pub(crate) fn token_field(&self) -> Option<&'static str> {
        match self.request.operation().pagination? {
            Pagination::Token { response, .. } => Some(response),
            Pagination::PageNumber { .. } | Pagination::Offset { .. } => None,
        }
    }

    /// Takes note of a page that arrived; whether it is a part of the list. After an error the listing is over.
    pub(crate) fn accept(&mut self, page: &Page, items: &str) -> Result<bool, Error> {
        let next = self.advance(page, items);
        let number = self.number();
        if let Some(fingerprint) = page.fingerprint.filter(|_| page.items > 0) {
            self.fingerprints.entry(fingerprint).or_insert(number);
        }
        self.pages += 1;
        match next {
            Ok(Some(next)) => {
                self.next = next;
                Ok(true)
            }
            Ok(None) => {
                self.next = Next::Nothing;
                Ok(false)
            }
            Err(message) => {
                self.fail();
                Err(Error::new(ErrorKind::Pagination, message).of(self.request.operation()).with(|inner| {
                    inner.status = Some(page.status);
                    inner.attempts = page.attempts;
                    inner.request_id.clone_from(&page.request_id);
                    inner.departures.clone_from(&page.departures);
                }))
            }
        }
    }

    /// What comes after a page; `None` if the page is the one before once more, which the list ended with.
    fn advance(&mut self, page: &Page, items: &str) -> Result<Option<Next>, String> {
        self.refuse_losses(page, items)?;
        if self.is_repeated(page) {
            return if self.progress.may_be_over { Ok(None) } else { Err(self.repetition(page)) };
        }
        match (&self.next, self.request.operation().pagination) {
            (Next::Number(number), Some(Pagination::PageNumber { size, first, .. })) => {
                let (number, asked) = (*number, self.request.value(size).and_then(integer));
                self.after_number(page, number, asked, first).map(Some)
            }
            (Next::Number(number), Some(Pagination::Offset { size, .. })) => {
                let (number, asked) = (*number, self.request.value(size).and_then(integer));
                self.after_offset(page, number, asked).map(Some)
            }
            (Next::Token(_), Some(Pagination::Token { .. })) => self.after_token(page).map(Some),
            _ => Ok(Some(Next::Nothing)),
        }
    }

    fn after_number(
        &mut self,
        page: &Page,
        number: i64,
        asked: Option<i64>,
        first: i64,
    ) -> Result<Next, String> {
        if self.pages == 0 {
            let pages = u64::try_from(number.saturating_sub(first)).unwrap_or(0);
            self.progress.before = Before::Pages(pages);
        }
        self.after(page, asked, number.checked_add(1))
    }

    fn after_offset(&mut self, page: &Page, number: i64, asked: Option<i64>) -> Result<Next, String> {
        if self.pages == 0 {
            self.progress.before = Before::Items(u64::try_from(number).unwrap_or(0));
        }
        let items = i64::try_from(page.items).ok();
        self.after(page, asked, items.and_then(|items| number.checked_add(items)))
    }

    /// The page with the number `next`, unless this one is the last.
    fn after(&mut self, page: &Page, asked: Option<i64>, next: Option<i64>) -> Result<Next, String> {
        let said = page.size.as_ref().and_then(integer).filter(|said| *said > 0);
        let size = said.or(asked).and_then(|size| u64::try_from(size).ok());
        let total = page.total.as_ref().and_then(integer).and_then(|total| u64::try_from(total).ok());
        match self.progress.after(page.items as u64, size, total) {
            After::Another => Ok(next.map_or(Next::Nothing, Next::Number)),
            After::Nothing => Ok(Next::Nothing),
            After::Missing(missing) => Err(format!(
                "{} has no items, and by the total of the answer {missing} are still to come; \
                 start again with a narrower query{}",
                self.here(),
                self.and_page(0).replace(" and", " or with"),
            )),
        }
    }

    fn after_token(&mut self, page: &Page) -> Result<Next, String> {
        let Some(token) = page.token.as_ref().and_then(text) else {
            return Ok(Next::Nothing);
        };
        if !self.tokens.insert(token.clone()) {
            return Err(format!(
                "{} names a page that was fetched before as the next one, so the list has no end; \
                 start again with a narrower query",
                self.here()
            ));
        }
        Ok(Next::Token(Some(token)))
    }

    /// A list that could not be read must not look like one that is shorter. A bad field inside an item costs that
    /// field alone, as everywhere.
    fn refuse_losses(&self, page: &Page, items: &str) -> Result<(), String> {
        let pointer = |name: &str| format!("/{}", name.trim_start_matches('/'));
        let (token, total) = (self.token_field().map(pointer), self.total_field().map(pointer));
        let is_empty = page.items == 0;
        let is_lost = |departure: &&Departure| match departure.kind {
            DepartureKind::Unusable => {
                let place = Some(&departure.pointer);
                let is_total = is_empty && self.pages == 0 && total.as_ref() == place;
                loses_items(&departure.pointer, items) || token.as_ref() == place || is_total
            }
            // The list may be here under another name.
            DepartureKind::UnknownField if is_empty => {
                let is_list = departure.found.starts_with('[') && departure.found != "[]";
                stands_beside(&departure.pointer, items) || (!page.has_list && is_list)
            }
            _ => false,
        };
        let lost: Vec<Departure> = page.departures.iter().filter(is_lost).cloned().collect();
        let what = if !lost.is_empty() {
            format!("has values that could not be read: {}", list(&lost, 0))
        } else if is_empty && !page.has_list && total.is_some() && page.total.is_none() {
            "has neither items nor a total, so that nothing says whether the list is empty".to_owned()
        } else {
            return Ok(());
        };
        Err(format!(
            "{} {what}; send_detailed() with the same parameters{} gives what could be",
            self.here(),
            self.and_page(0),
        ))
    }

    /// Whether a page has the same items as an earlier one.
    fn is_repeated(&self, page: &Page) -> bool {
        page.items > 0 && page.fingerprint.is_some_and(|print| self.fingerprints.contains_key(&print))
    }

    fn repetition(&self, page: &Page) -> String {
        let earlier = page.fingerprint.and_then(|print| self.fingerprints.get(&print)).copied();
        format!(
            "{} has the same items as page {}, so the list does not advance; \
             to go on, start again with a narrower query{}",
            self.here(),
            earlier.unwrap_or_default(),
            self.and_page(1).replace(" and", " or with"),
        )
    }

    /// The page that was asked for, as the operation counts, or else as they arrived.
    fn number(&self) -> i64 {
        match self.next {
            Next::Number(number) => number,
            _ => self.pages + 1,
        }
    }

    fn here(&self) -> String {
        format!("page {}", self.number())
    }

    /// How to ask for the page that was asked for, or one `later`.
    fn and_page(&self, later: i64) -> String {
        match (&self.next, self.request.operation().pagination) {
            (Next::Number(number), Some(Pagination::Offset { offset, .. })) if later == 0 => {
                format!(" and {offset} = {number}")
            }
            (Next::Number(number), Some(Pagination::PageNumber { page, .. })) => {
                format!(" and {page} = {}", number.saturating_add(later))
            }
            _ => String::new(),
        }
    }
}

/// Whether what cannot be used at `pointer` is the list at `items`, what holds it, or one of its elements.
fn loses_items(pointer: &str, items: &str) -> bool {
    let holds = items.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let element = pointer.strip_prefix(items).and_then(|rest| rest.strip_prefix('/'));
    (holds && !pointer.is_empty()) || element.is_some_and(|rest| !rest.contains('/'))
}

/// Whether `pointer` is a sibling of the list at `items` inside an object that holds the list.
fn stands_beside(pointer: &str, items: &str) -> bool {
    let parent = |pointer: &str| pointer.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    parent(pointer).is_some_and(|found| !found.is_empty() && Some(found) == parent(items))
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => scaled_integer(&number.to_string(), 0)?.try_into().ok(),
        Value::String(text) => scaled_integer(text.trim(), 0)?.try_into().ok(),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A hash of what the items serialize to; `None` if one cannot be serialized.
pub(crate) fn fingerprint<T: Serialize>(items: &[T]) -> Option<Fingerprint> {
    let mut hasher = Hasher(Sha256::new());
    serde_json::to_writer(&mut hasher, items).ok()?;
    Some(hasher.0.finalize().into())
}

struct Hasher(Sha256);

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
