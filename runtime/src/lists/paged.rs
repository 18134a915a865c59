//! What a page of a list is.

use crate::codec::Record;
use serde::Serialize;

/// A response that is one page of a list.
pub trait Paged: Record + Clone + Send + 'static {
    /// One item of the list. What it serializes to tells a page from another.
    type Item: Serialize + Send + 'static;
    /// Where the list is in the answer (JSON pointer).
    const ITEMS: &'static str;
    /// The items of this page.
    fn into_items(self) -> Vec<Self::Item>;
}
