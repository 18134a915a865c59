//! Which of the items an answer has, by page number or by token.

use serde_json::Value;

use super::{
    fields::{in_type_of, put},
    given::Given,
    model::Pagination,
    refusal::Refusal,
};

/// What the tokens of this server begin with; the index of the page's first item follows.
const TOKEN_PREFIX: &str = "page-at-";

/// Refuses pages that cannot be.
pub(super) fn check(pagination: &Pagination, given: &Given<'_>) -> Result<(), Refusal> {
    if let Some(page) = &pagination.page {
        let first = pagination.first;
        if given.number(page).is_some_and(|page| page < i128::from(first)) {
            return Err(Refusal::invalid(page, &format!("the first page is {first}")));
        }
    }
    if let Some(offset) = &pagination.offset
        && given.number(offset).is_some_and(|offset| offset < 0)
    {
        return Err(Refusal::invalid(offset, "no list begins before its first item"));
    }
    if let Some(token) = &pagination.token
        && given.text_of(token).is_some_and(|token| start_of(token).is_none())
    {
        return Err(Refusal::invalid(token, "no answer has had this token"));
    }
    match &pagination.size {
        Some(size) if given.number(size).is_some_and(|size| size < 1) => {
            Err(Refusal::invalid(size, "a page has at least one item"))
        }
        _ => Ok(()),
    }
}

fn start_of(token: &str) -> Option<usize> {
    token.strip_prefix(TOKEN_PREFIX)?.parse().ok()
}

/// A part of the items.
pub(super) struct Page {
    number: i128,
    size: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    total: usize,
}

impl Page {
    /// The page that a request asks for, or all items where there are no pages.
    pub(super) fn of(pagination: Option<&Pagination>, given: &Given<'_>, total: usize) -> Self {
        let Some(pagination) = pagination else {
            return Self { number: 0, size: total, start: 0, end: total, total };
        };
        let asked = pagination.size.as_ref().and_then(|size| given.number(size));
        let size = asked.or(pagination.default_size.map(i128::from));
        let size = size.map_or(total, |size| usize::try_from(size).unwrap_or(usize::MAX)).max(1);
        let first = i128::from(pagination.first);
        let number = pagination.page.as_ref().and_then(|page| given.number(page)).unwrap_or(first).max(first);
        let pages_before = usize::try_from(number - first).unwrap_or(usize::MAX);
        let token = pagination.token.as_ref().and_then(|token| given.text_of(token));
        let offset = pagination.offset.as_ref().and_then(|offset| given.number(offset));
        let offset = offset.map(|offset| usize::try_from(offset).unwrap_or(usize::MAX));
        let start = offset
            .or(token.and_then(start_of))
            .unwrap_or_else(|| pages_before.saturating_mul(size))
            .min(total);
        Self { number, size, start, end: start.saturating_add(size).min(total), total }
    }

    /// Puts into an answer what it says of its page, in the JSON types of the sample.
    pub(super) fn echo(&self, body: &mut Value, pagination: &Pagination) {
        let echoes = [
            (&pagination.total, self.total.to_string()),
            (&pagination.page_echo, self.number.to_string()),
            (&pagination.size_echo, self.size.to_string()),
            (&pagination.count_echo, (self.end - self.start).to_string()),
            (&pagination.pages, self.total.div_ceil(self.size.max(1)).to_string()),
        ];
        for (pointer, text) in echoes {
            let Some(pointer) = pointer else { continue };
            let value = body.pointer(pointer).and_then(|sample| in_type_of(sample, &text));
            let number = || text.parse::<u64>().map_or_else(|_| text.clone().into(), Value::from);
            put(body, pointer, value.unwrap_or_else(number));
        }
        if let Some(next) = &pagination.next {
            let token =
                if self.end < self.total { format!("{TOKEN_PREFIX}{}", self.end) } else { String::new() };
            put(body, next, token.into());
        }
    }
}
