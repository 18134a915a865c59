//! Groups of operations: the tags of a document, and the cargo features of large products.

use super::facts::Group;

/// A product with more operations than this has a cargo feature for each group of them.
const MANY: usize = 100;

/// Whether the groups of a product have cargo features.
pub(super) fn have_features(operations: usize) -> bool {
    operations > MANY
}

/// The tag of a group: its title, or else its number where the tag gives a feature its name.
pub(super) fn tag(group: &Group, features: bool) -> Option<&str> {
    group.title.as_deref().or(group.number.as_deref().filter(|_| features))
}
