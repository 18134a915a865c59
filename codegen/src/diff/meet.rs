//! Which of two lists' elements are the same thing, before and after.

use std::collections::BTreeMap;

use crate::ir::Documentation;
use crate::prose;

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

/// Pairs what is gone with what is new where it is the same under another name: both have a key that no other has, or, of what is
/// left, are alike as no others are.
pub(super) fn renamed<'m, T>(
    met: Vec<Met<'m, T>>,
    key: &dyn Fn(&T) -> Option<String>,
    alike: &dyn Fn(&T, &T) -> bool,
) -> Vec<Met<'m, T>> {
    let by_key = |old: &T, new: &T| key(old).is_some_and(|wanted| key(new).is_some_and(|key| key == wanted));
    let met = paired(met, &by_key);
    paired(met, alike)
}

/// Pairs what is gone with what is new where both fit each other alone.
fn paired<'m, T>(met: Vec<Met<'m, T>>, fit: &dyn Fn(&T, &T) -> bool) -> Vec<Met<'m, T>> {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    for met in &met {
        match met {
            Met::Gone(old) => gone.push(*old),
            Met::New(one) => new.push(*one),
            Met::Both(..) => {}
        }
    }
    let successors = |old: &T| -> Vec<&'m T> { new.iter().filter(|new| fit(old, new)).copied().collect() };
    let is_only = |new: &T| gone.iter().filter(|old| fit(old, new)).count() == 1;
    let pairs: Vec<(&'m T, &'m T)> = gone
        .iter()
        .filter_map(|old| match *successors(old) {
            [new] if is_only(new) => Some((*old, new)),
            _ => None,
        })
        .collect();
    let partner = |old: &T| pairs.iter().find(|(one, _)| std::ptr::eq(*one, old)).map(|(_, new)| *new);
    let is_taken = |new: &T| pairs.iter().any(|(_, one)| std::ptr::eq(*one, new));
    met.into_iter()
        .filter(|met| !matches!(met, Met::New(new) if is_taken(new)))
        .map(|met| match met {
            Met::Gone(old) => partner(old).map_or(Met::Gone(old), |new| Met::Both(old, new)),
            met => met,
        })
        .collect()
}

/// Whether two names are spellings of one, or one is the other with a word more.
pub(super) fn similar(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let words = |name: &str| crate::names::words(name);
    let (few, many) = (words(short), words(long));
    let is_part = few.len() >= 2 && many.len() == few.len() + 1 && few.iter().all(|word| many.contains(word));
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    // `IPv4` and `IPv6` are near, and not the same.
    digits(a) == digits(b)
        && (is_part || strsim::damerau_levenshtein(&letters(a), &letters(b)) * 6 <= long.len())
}

/// A name without what tells spellings of it apart.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

/// What tells something of a kind from others by its description, if it has one.
pub(super) fn described(kind: &str, documentation: &Documentation) -> Option<String> {
    let words = prose::lines(&documentation.text).join(" ");
    (!words.is_empty()).then(|| format!("{kind} {words}"))
}
