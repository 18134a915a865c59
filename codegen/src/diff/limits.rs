//! Limits of parameters: whether every value that was accepted still is.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::change::Change;
use super::comparison::Comparison;
use super::kinds::Kind;
use super::meet::{Met, both};
use super::sides::fields;
use crate::ir::{self, Parameter, Record, RecordField, Rules, Shape, Type};

const WITHOUT_REFUSED: &str = "a request without the field is refused";
const WITHOUT_SENT: &str = "a request without the field is sent";

impl<'m> Comparison<'m> {
    /// Compares which values are sent, and which are refused.
    pub(super) fn limits(&mut self, a: &'m Parameter, b: &'m Parameter, path: &str) {
        let kind = |ordering: Option<Ordering>| match ordering {
            Some(Ordering::Equal) => None,
            Some(Ordering::Less) => Some(Kind::LimitsTightened),
            Some(Ordering::Greater) => Some(Kind::LimitsLoosened),
            None => Some(Kind::LimitsChanged),
        };
        let places = (&a.place, &b.place);
        let mut told = false;
        let (was, is) = (own_rules(&a.rules, &a.r#type), own_rules(&b.rules, &b.r#type));
        if let Some(kind) = kind(compare(&was, &is)) {
            told = true;
            let what = format!("accepted: {}, instead of {}", spell(&is), spell(&was));
            self.changed(kind, path.to_owned(), what, places);
        }
        let mut open = vec![(&a.rules, &b.rules, &a.r#type, &b.r#type)];
        while let Some((was, is, old, new)) = open.pop() {
            let records = self.before.record(old).zip(self.after.record(new));
            let Some((old, new)) = records else { continue };
            let met = fields(old, new);
            told |= self.required_fields(&met, (was, is), (old, new));
            for (x, y) in both(&met) {
                let (Some(was), Some(is)) = (rule(was, &x.wire_name), rule(is, &y.wire_name)) else {
                    continue;
                };
                let path = format!("{}::{}", self.after.type_path(&new.name), y.name.as_str());
                let places = (&x.place, &y.place);
                if was.0 != is.0 {
                    told = true;
                    let (kind, what) = if is.0 {
                        (Kind::LimitsTightened, WITHOUT_REFUSED)
                    } else {
                        (Kind::LimitsLoosened, WITHOUT_SENT)
                    };
                    self.changed(kind, path.clone(), what, places);
                }
                let (before, now) = (own_rules(was.1, &x.r#type), own_rules(is.1, &y.r#type));
                let same_type = self.types.same(&x.r#type, &y.r#type);
                if let Some(kind) = kind(compare(&before, &now)).filter(|_| same_type) {
                    told = true;
                    let what = format!("accepted: {}, instead of {}", spell(&now), spell(&before));
                    self.changed(kind, path, what, places);
                }
                open.push((was.1, is.1, &x.r#type, &y.r#type));
            }
        }
        if !told && !alike(&was, &is) {
            let what = "limits that the crate does not check are written in another way";
            self.changed(Kind::FakeCloudChanged, path.to_owned(), what, places);
        }
    }

    /// What was made without a new field must have it now, or the other way round; whether there is any.
    fn required_fields(
        &mut self,
        fields: &[Met<'m, RecordField>],
        (was, is): (&Rules, &Rules),
        (old, new): (&'m Record, &'m Record),
    ) -> bool {
        let required = |rules: &Rules, field: &RecordField| {
            rule(rules, &field.wire_name).is_some_and(|(required, _)| required)
        };
        let mut told = false;
        for met in fields {
            let (kind, what, home, field) = match *met {
                Met::New(field) if required(is, field) => {
                    (Kind::LimitsTightened, WITHOUT_REFUSED, self.after.type_path(&new.name), field)
                }
                Met::Gone(field) if required(was, field) => {
                    (Kind::LimitsLoosened, WITHOUT_SENT, self.before.type_path(&old.name), field)
                }
                _ => continue,
            };
            told = true;
            let place = |is: bool| is.then_some(&field.place);
            let change = Change::new(kind, format!("{home}::{}", field.name.as_str()), what);
            self.note(change, place(kind == Kind::LimitsLoosened), place(kind == Kind::LimitsTightened));
        }
        told
    }
}

/// The rules of a value, without the list of values that is the value's enum.
fn own_rules(rules: &Rules, r#type: &Type) -> Rules {
    let mut own = rules.clone();
    let one = if let Type::List(inner) = r#type { inner } else { r#type };
    if let Type::Own(_, Shape::Enum | Shape::ClosedEnum) | Type::Shared(_, Shape::Enum | Shape::ClosedEnum) =
        one
    {
        own.values.clear();
        own.items.iter_mut().for_each(|items| items.values.clear());
    }
    own
}

/// Whether a field inside of a value must be given, and its limits.
fn rule<'r>(rules: &'r Rules, name: &str) -> Option<(bool, &'r Rules)> {
    let found = inner(rules).iter().find(|(field, ..)| field == name);
    found.map(|(_, required, rules)| (*required, rules))
}

/// What became of the accepted values; `Less` if there are fewer. `None` if some were lost and some were won.
fn compare(before: &Rules, after: &Rules) -> Option<Ordering> {
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

/// Whether the limits are written alike, those that are not checked included. What came or went is no limit.
fn alike(before: &Rules, after: &Rules) -> bool {
    let own = |rules: &Rules| Rules { kind: ir::Kind::Any, items: None, fields: Vec::new(), ..rules.clone() };
    let items = before.items.as_deref().zip(after.items.as_deref());
    let fields = before.fields.iter().all(|(name, required, rules)| {
        let other = after.fields.iter().find(|(other, ..)| other == name);
        other.is_none_or(|(_, other, others)| required == other && alike(rules, others))
    });
    own(before) == own(after) && items.is_none_or(|(before, after)| alike(before, after)) && fields
}

/// The limits of a value in words.
fn spell(rules: &Rules) -> String {
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
fn inner(rules: &Rules) -> &[(String, bool, Rules)] {
    &rules.items.as_deref().unwrap_or(rules).fields
}
