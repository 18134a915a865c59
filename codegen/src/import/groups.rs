//! Groups of operations: the tags of a document, and the cargo features of large products.

use super::facts::Group;
use crate::names;

/// A product with more operations than this has a cargo feature for each group of them.
const MANY: usize = 100;

/// Whether the groups of a product have cargo features.
pub(super) fn have_features(operations: usize) -> bool {
    operations > MANY
}

/// The tags of an operation. Where groups have cargo features, the first tag gives the name of one: the group's title, or
/// else its number.
pub(super) fn tags(group: &Group, features: bool) -> Vec<&str> {
    let title = group.title.as_deref();
    let names_one = title.is_some_and(|title| title.is_ascii() && names::feature("product", title).is_ok());
    let number = group.number.as_deref().filter(|_| features && !names_one);
    number.into_iter().chain(title).collect()
}
