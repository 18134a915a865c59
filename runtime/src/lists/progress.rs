//! How far a list with page numbers has come, and whether that is its end.
//!
//! A page is the last one only if a total says so that can be one, or if the next page is empty: a short page proves nothing,
//! since services give fewer items than they are asked for.

/// Counts of items.
#[derive(Debug, Default)]
pub(super) struct Progress {
    /// What there is before the page that the caller started from.
    pub(super) before: Before,
    /// How many items arrived since.
    arrived: u64,
    /// The most items that a page had.
    largest: u64,
    /// A total says that the list is over, but it may be that of the page.
    pub(super) may_be_over: bool,
}

/// What a list leaves out at its beginning.
#[derive(Clone, Copy, Debug)]
pub(super) enum Before {
    Pages(u64),
    Items(u64),
}

impl Default for Before {
    fn default() -> Self {
        Self::Items(0)
    }
}

/// What comes after a page.
pub(super) enum After {
    Another,
    Nothing,
    /// Nothing comes, but so many items should.
    Missing(u64),
}

impl Progress {
    /// What comes after a page of so many items, of which a full one has `size` if that is known.
    pub(super) fn after(&mut self, items: u64, size: Option<u64>, total: Option<u64>) -> After {
        self.arrived = self.arrived.saturating_add(items);
        self.largest = self.largest.max(items);
        // Counted in pages as large as the largest: if it is the short last one, that costs one request and no item.
        let before = match self.before {
            Before::Pages(pages) => pages.saturating_mul(size.unwrap_or(self.largest)),
            Before::Items(items) => items,
        };
        let seen = before.saturating_add(self.arrived);
        if items == 0 {
            let is_missing = |total: &u64| *total > seen && !(size.is_none() && self.fits(*total));
            return total.filter(is_missing).map_or(After::Nothing, |total| After::Missing(total - seen));
        }
        let is_over = total == Some(seen);
        // The vendor's pages have ten items, or a multiple of it, unless something says otherwise.
        let is_full = size.map_or(items.is_multiple_of(10), |size| items >= size);
        self.may_be_over = is_over && is_full && total == Some(items);
        if is_over && !self.may_be_over { After::Nothing } else { After::Another }
    }

    /// Whether the pages before the caller's first one, all of one size that nobody knows, have what is left of a total.
    fn fits(&self, total: u64) -> bool {
        let Before::Pages(pages) = self.before else { return false };
        let left = total.saturating_sub(self.arrived);
        match (left.checked_rem(pages), left.checked_div(pages)) {
            (Some(rest), Some(size)) => self.arrived == 0 || (rest == 0 && size >= self.largest),
            _ => false,
        }
    }
}
