//! Limits of parameters: whether every value that was accepted still is.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::ir::Rules;

/// What became of the accepted values; `Less` if there are fewer. `None` if some were lost and some were won.
pub(super) fn compare(before: &Rules, after: &Rules) -> Option<Ordering> {
    match (within(after, before), within(before, after)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        (false, false) => None,
    }
}

/// Whether all that `inner` accepts is accepted by `outer`.
fn within(inner: &Rules, outer: &Rules) -> bool {
    let counts = |inner: (Option<i64>, Option<i64>), outer: (Option<i64>, Option<i64>)| {
        let low = |bound: Option<i64>| bound.unwrap_or(0);
        let high = |bound: Option<i64>| bound.unwrap_or(i64::MAX);
        low(inner.0) >= low(outer.0) && high(inner.1) <= high(outer.1)
    };
    numbers_within(inner, outer)
        && counts((inner.min_items, inner.max_items), (outer.min_items, outer.max_items))
        && counts((inner.min_length, inner.max_length), (outer.min_length, outer.max_length))
        && (inner.ascii || !outer.ascii)
}

fn numbers_within(inner: &Rules, outer: &Rules) -> bool {
    let fits = |rules: &Rules, value: i64| {
        (rules.values.is_empty() || rules.values.contains(&value))
            && rules.minimum.is_none_or(|low| value >= low)
            && rules.maximum.is_none_or(|high| value <= high)
    };
    if !inner.values.is_empty() {
        return inner.values.iter().all(|value| !fits(inner, *value) || fits(outer, *value));
    }
    let below = outer.minimum.is_none_or(|low| inner.minimum.is_some_and(|own| own >= low));
    let above = outer.maximum.is_none_or(|high| inner.maximum.is_some_and(|own| own <= high));
    below && above && (outer.values.is_empty() || is_listed(inner, outer))
}

/// Whether every number of a range is in the other's list.
fn is_listed(range: &Rules, list: &Rules) -> bool {
    let values: BTreeSet<i64> = list.values.iter().copied().collect();
    let (Some(low), Some(high)) = (range.minimum, range.maximum) else { return false };
    let count = i128::from(high) - i128::from(low) + 1;
    i128::try_from(values.range(low.min(high)..=high).count()).is_ok_and(|listed| listed == count)
}

/// The limits of a value in words.
pub(super) fn spell(rules: &Rules) -> String {
    let mut words = Vec::new();
    if !rules.values.is_empty() {
        let values: Vec<String> = rules.values.iter().map(i64::to_string).collect();
        words.push(format!("one of {}", values.join(", ")));
    }
    words.extend(range("", rules.minimum, rules.maximum));
    words.extend(range(" items", rules.min_items, rules.max_items));
    words.extend(range(" characters", rules.min_length, rules.max_length));
    if rules.ascii {
        words.push("ASCII".to_owned());
    }
    if words.is_empty() { "no limits".to_owned() } else { words.join(", ") }
}

fn range(of: &str, low: Option<i64>, high: Option<i64>) -> Option<String> {
    match (low, high) {
        (None, None) => None,
        (Some(low), None) => Some(format!("at least {low}{of}")),
        (None, Some(high)) => Some(format!("at most {high}{of}")),
        (Some(low), Some(high)) => Some(format!("{low} to {high}{of}")),
    }
}

/// The rules of an object's fields, or of the objects in a list.
pub(super) fn fields(rules: &Rules) -> &[(String, bool, Rules)] {
    &rules.items.as_deref().unwrap_or(rules).fields
}
