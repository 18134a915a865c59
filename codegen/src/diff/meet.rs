//! Which of two lists' elements are the same thing, before and after.

use std::collections::BTreeMap;

/// Something in one list or in both.
#[derive(Debug)]
pub(super) enum Met<'m, T> {
    Both(&'m T, &'m T),
    Gone(&'m T),
    New(&'m T),
}

/// Pairs the elements that have the first key in common, then of the others those that have the second, and so on.
///
/// An element that shares its key with another of its list has no partner by that key.
pub(super) fn meet<'m, T>(
    before: &'m [T],
    after: &'m [T],
    keys: &[&dyn Fn(&T) -> String],
) -> Vec<Met<'m, T>> {
    let mut partners: Vec<Option<usize>> = vec![None; before.len()];
    let mut taken = vec![false; after.len()];
    for key in keys {
        let free = |at: &usize| !taken.get(*at).copied().unwrap_or(true);
        let mut found = index(after, key, free);
        let open = |at: &usize| partners.get(*at).is_some_and(Option::is_none);
        let mut pairs = Vec::new();
        for (key, at) in index(before, key, open) {
            if let (Some(old), Some(Some(new))) = (at, found.remove(&key)) {
                pairs.push((old, new));
            }
        }
        for (old, new) in pairs {
            if let (Some(partner), Some(taken)) = (partners.get_mut(old), taken.get_mut(new)) {
                (*partner, *taken) = (Some(new), true);
            }
        }
    }
    let old = before.iter().zip(&partners).map(|(old, partner)| {
        let new = partner.and_then(|at| after.get(at));
        new.map_or(Met::Gone(old), |new| Met::Both(old, new))
    });
    let new = after.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(new, _)| Met::New(new));
    old.chain(new).collect()
}

/// The positions by key; `None` for a key that two elements have.
fn index<T>(
    list: &[T],
    key: &dyn Fn(&T) -> String,
    wanted: impl Fn(&usize) -> bool,
) -> BTreeMap<String, Option<usize>> {
    let mut found = BTreeMap::new();
    for (at, element) in list.iter().enumerate().filter(|(at, _)| wanted(at)) {
        found.entry(key(element)).and_modify(|first| *first = None).or_insert(Some(at));
    }
    found
}

/// What took the place of each element that is gone: the new one that alone has its key, which no other gone one has.
pub(super) fn successors<'m, T>(
    met: &[Met<'m, T>],
    key: &dyn Fn(&T) -> Option<String>,
) -> Vec<(&'m T, &'m T)> {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for met in met {
        match met {
            Met::Gone(old) => gone.push(*old),
            Met::New(one) => new.push(*one),
            Met::Both(..) => {}
        }
    }
    let only = |list: &[&'m T], wanted: &str| {
        let mut same = list.iter().filter(|one| key(one).is_some_and(|key| key == wanted));
        same.next().copied().filter(|_| same.next().is_none())
    };
    let pair = |old: &'m T| {
        let key = key(old)?;
        only(&gone, &key)?;
        Some((old, only(&new, &key)?))
    };
    gone.iter().filter_map(|old| pair(old)).collect()
}

/// The successor of an element, if it has one.
pub(super) fn successor<'m, T>(successors: &[(&'m T, &'m T)], old: &T) -> Option<&'m T> {
    successors.iter().find(|(one, _)| std::ptr::eq(*one, old)).map(|(_, new)| *new)
}

/// The elements that both lists have.
pub(super) fn both<'m, T>(met: &[Met<'m, T>]) -> Vec<(&'m T, &'m T)> {
    let both = |met: &Met<'m, T>| if let Met::Both(old, new) = met { Some((*old, *new)) } else { None };
    met.iter().filter_map(both).collect()
}

/// Whether the elements that both lists have come in the same order.
///
/// `positions` are those in the list after the change, in the order of the list before it.
pub(super) fn same_order<'m, T>(met: &[Met<'m, T>], after: &'m [T]) -> bool {
    let position = |wanted: &T| after.iter().position(|one| std::ptr::eq(one, wanted));
    let positions: Vec<_> = both(met).iter().map(|(_, new)| position(new)).collect();
    positions.is_sorted()
}
