//! Limits: those that fit their type, as figures; the others in a comment.

use super::facts::Schema;
use super::yaml::{Map, Yaml};
use crate::metadata::{Bound, Keyword, Kind};

/// What limits a value, as far as it can be said.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    pub(super) kept: Vec<(Keyword, Bound)>,
    pub(super) notes: Vec<String>,
}

/// The one pattern that clients check.
const ASCII: &str = r"^[\x00-\x7F]*$";

/// The limits of a schema.
pub(super) fn decide(schema: &Schema) -> Limits {
    let mut limits = Limits::default();
    for (keyword, text) in &schema.limits {
        match limit(schema, *keyword, text.trim()) {
            Ok(Some(bound)) => limits.kept.push((*keyword, bound)),
            Ok(None) => {}
            Err(why) => limits.notes.push(format!("{} {text}: not used, {why}", keyword.name())),
        }
    }
    for (low, high) in [
        (Keyword::Minimum, Keyword::Maximum),
        (Keyword::MinItems, Keyword::MaxItems),
        (Keyword::MinLength, Keyword::MaxLength),
    ] {
        limits.drop_inverted(low, high);
    }
    limits
}

fn limit(schema: &Schema, keyword: Keyword, text: &str) -> Result<Option<Bound>, &'static str> {
    if text.is_empty() || text == "null" || keyword.means_none(text) {
        return Ok(None);
    }
    if keyword == Keyword::Pattern {
        let fits = schema.kind == Kind::Text && text == ASCII;
        return if fits {
            Ok(Some(Bound::Pattern(text.to_owned())))
        } else {
            Err("clients check no patterns")
        };
    }
    let about = match keyword {
        Keyword::Minimum | Keyword::Maximum => matches!(schema.kind, Kind::Integer | Kind::Number),
        Keyword::MinItems | Keyword::MaxItems => schema.kind == Kind::List,
        _ => schema.kind == Kind::Text,
    };
    if !about {
        return Err("it says nothing about this type");
    }
    let Some(bound) = Bound::parse(keyword, text) else { return Err("it is no figure") };
    let bound = match (bound, schema.kind) {
        (Bound::Number(number), Kind::Integer) => whole(keyword, number).ok_or("no integer is so large")?,
        (bound, _) => bound,
    };
    let is_integer = schema.kind == Kind::Integer;
    let bound = if schema.exclusive.contains(&keyword) { bound.excluded(keyword, is_integer) } else { bound };
    if let Bound::Excluded(_) = bound {
        return Err("the dialect has no word for a bound that is excluded");
    }
    let width = if is_integer { Some(schema.format.as_deref().unwrap_or("int64")) } else { None };
    if bound.is_implied(keyword, width) {
        return Ok(None);
    }
    if let (Bound::Integer(bound), Some("int32")) = (&bound, width)
        && i32::try_from(*bound).is_err()
    {
        return Err("no value of 32 bits keeps to it");
    }
    Ok(Some(bound))
}

/// The integer that bounds the same integers.
fn whole(keyword: Keyword, number: f64) -> Option<Bound> {
    let whole = if keyword == Keyword::Minimum { number.ceil() } else { number.floor() };
    // Formatting is exact, where a cast might not be.
    format!("{whole:.0}").parse().ok().map(Bound::Integer)
}

impl Limits {
    fn find(&self, keyword: Keyword) -> Option<&Bound> {
        self.kept.iter().find(|(known, _)| *known == keyword).map(|(_, bound)| bound)
    }

    /// A bound as a number.
    fn number(&self, keyword: Keyword) -> Option<f64> {
        self.find(keyword).and_then(|bound| bound.to_string().parse().ok())
    }

    fn drop_inverted(&mut self, low: Keyword, high: Keyword) {
        if self.number(low).zip(self.number(high)).is_some_and(|(low, high)| low > high) {
            let say = |keyword| self.find(keyword).map(ToString::to_string).unwrap_or_default();
            let note = format!(
                "{} {} and {} {}: not used, no value keeps to both",
                low.name(),
                say(low),
                high.name(),
                say(high)
            );
            self.notes.push(note);
            self.kept.retain(|(keyword, _)| *keyword != low && *keyword != high);
        }
    }

    /// Whether a number keeps to the limits.
    pub(super) fn allow_number(&self, number: f64) -> bool {
        self.number(Keyword::Minimum).is_none_or(|low| number >= low)
            && self.number(Keyword::Maximum).is_none_or(|high| number <= high)
    }

    /// Whether a text keeps to the limits.
    pub(super) fn allow_text(&self, text: &str) -> bool {
        self.allow_count(text.chars().count(), Keyword::MinLength, Keyword::MaxLength)
            && (self.find(Keyword::Pattern).is_none() || text.is_ascii())
    }

    /// Whether a list of this length keeps to the limits.
    pub(super) fn allow_items(&self, count: usize) -> bool {
        self.allow_count(count, Keyword::MinItems, Keyword::MaxItems)
    }

    #[allow(clippy::cast_precision_loss, reason = "no text and no list is so long")]
    fn allow_count(&self, count: usize, low: Keyword, high: Keyword) -> bool {
        self.number(low).is_none_or(|low| count as f64 >= low)
            && self.number(high).is_none_or(|high| count as f64 <= high)
    }

    /// Takes the limits out, and says why.
    pub(super) fn give_up(&mut self, why: &str) {
        for (keyword, bound) in std::mem::take(&mut self.kept) {
            self.notes.push(format!("{} {bound}: not used, {why}", keyword.name()));
        }
    }

    /// Writes them into a schema.
    pub(super) fn write(self, schema: &mut Map) {
        for (keyword, bound) in &self.kept {
            let value = match bound {
                Bound::Pattern(pattern) => Yaml::Text(pattern.clone()),
                bound => Yaml::Literal(bound.to_string()),
            };
            schema.put(keyword.name(), value);
        }
        self.notes.into_iter().for_each(|note| schema.note(note));
    }
}
