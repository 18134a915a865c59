//! What a parameter accepts, and the one function that says whether a value is accepted.
//!
//! The check runs before anything is sent; the fake cloud runs the same one on what it receives.

use serde_json::Value;
use std::fmt;

/// The limits of one value. All bounds are included.
///
/// A list that is checked must satisfy the bounds on items itself, and each of its items the bounds on
/// numbers and text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(any(feature = "dynamic", feature = "fake-cloud"), derive(serde::Deserialize))]
#[cfg_attr(any(feature = "dynamic", feature = "fake-cloud"), serde(default))]
#[non_exhaustive]
pub struct Limits<V = &'static [i64]> {
    /// The smallest number.
    pub minimum: Option<i64>,
    /// The largest number.
    pub maximum: Option<i64>,
    /// The only numbers; empty if there is no such list.
    pub values: V,
    /// The smallest number of items in a list.
    pub min_items: Option<usize>,
    /// The largest number of items in a list.
    pub max_items: Option<usize>,
    /// The smallest number of characters in a text.
    pub min_length: Option<usize>,
    /// The largest number of characters in a text.
    pub max_length: Option<usize>,
    /// Whether a text must be ASCII.
    pub ascii: bool,
}

impl Limits {
    /// Accepts everything.
    pub const NONE: Self = Self {
        minimum: None,
        maximum: None,
        values: &[],
        min_items: None,
        max_items: None,
        min_length: None,
        max_length: None,
        ascii: false,
    };
}

/// A rule of [`Limits`] that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// What is accepted, such as `only 30, 50, 100`.
    pub rule: String,
    /// What was there instead, such as `7`; at most 100 characters of the value itself are shown.
    pub found: String,
}

impl Violation {
    fn new(rule: impl Into<String>, found: impl Into<String>) -> Self {
        Self { rule: rule.into(), found: found.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (accepted: {})", self.found, self.rule)
    }
}

impl<V: AsRef<[i64]>> Limits<V> {
    /// Says which rule `value` breaks first, if any.
    ///
    /// A number inside a text counts as a number where a rule on numbers exists. What is null is not checked.
    ///
    /// # Errors
    ///
    /// The rule, and what was there instead.
    ///
    /// ```
    /// use alibabacloud_runtime::codegen::Parameter;
    ///
    /// let page_size = Parameter::new("PageSize").values(&[30, 50, 100]);
    /// let violation = page_size.limits().check(&7.into()).unwrap_err();
    /// assert_eq!((violation.rule.as_str(), violation.found.as_str()), ("only 30, 50, 100", "7"));
    /// ```
    pub fn check(&self, value: &Value) -> Result<(), Violation> {
        match value {
            Value::Array(items) => {
                self.check_count(items.len())?;
                items.iter().try_for_each(|item| self.check(item))
            }
            Value::Number(number) => self.check_number(&number.to_string()),
            Value::String(text) => {
                self.check_text(text)?;
                self.check_number(text)
            }
            Value::Null | Value::Bool(_) | Value::Object(_) => Ok(()),
        }
    }

    fn check_count(&self, count: usize) -> Result<(), Violation> {
        match bounds(self.min_items, self.max_items, count) {
            Some(rule) => {
                Err(Violation::new(plural(&rule, "item"), format!("a list of {}", counted(count, "item"))))
            }
            None => Ok(()),
        }
    }

    fn check_text(&self, text: &str) -> Result<(), Violation> {
        let length = text.chars().count();
        if let Some(rule) = bounds(self.min_length, self.max_length, length) {
            let found = format!("a text of {}, {}", counted(length, "character"), quoted(text));
            return Err(Violation::new(plural(&rule, "character"), found));
        }
        if self.ascii && !text.is_ascii() {
            return Err(Violation::new("only ASCII characters", quoted(text)));
        }
        Ok(())
    }

    fn check_number(&self, text: &str) -> Result<(), Violation> {
        let values = self.values.as_ref();
        if values.is_empty() && self.minimum.is_none() && self.maximum.is_none() {
            return Ok(());
        }
        let Ok(number) = text.parse::<f64>() else {
            return Err(Violation::new("only numbers", quoted(text)));
        };
        // Exact where possible: an f64 cannot tell neighbouring large integers apart.
        let integer = text.parse::<i64>().ok();
        let found = || shortened(text);
        if !values.is_empty() && !integer.is_some_and(|integer| values.contains(&integer)) {
            let list: Vec<String> = values.iter().map(i64::to_string).collect();
            return Err(Violation::new(format!("only {}", list.join(", ")), found()));
        }
        let below = |bound: i64| integer.map_or(number < bound as f64, |integer| integer < bound);
        let above = |bound: i64| integer.map_or(number > bound as f64, |integer| integer > bound);
        if number.is_nan() || self.minimum.is_some_and(below) || self.maximum.is_some_and(above) {
            return Err(Violation::new(range(self.minimum, self.maximum), found()));
        }
        Ok(())
    }
}

/// The rule that `count` breaks.
fn bounds(minimum: Option<usize>, maximum: Option<usize>, count: usize) -> Option<String> {
    let broken =
        minimum.is_some_and(|minimum| count < minimum) || maximum.is_some_and(|maximum| count > maximum);
    broken.then(|| range(minimum, maximum))
}

fn range<N: fmt::Display + PartialEq>(minimum: Option<N>, maximum: Option<N>) -> String {
    match (minimum, maximum) {
        (Some(minimum), Some(maximum)) if minimum == maximum => format!("exactly {minimum}"),
        (Some(minimum), Some(maximum)) => format!("{minimum} to {maximum}"),
        (Some(minimum), None) => format!("at least {minimum}"),
        (None, Some(maximum)) => format!("at most {maximum}"),
        (None, None) => "any number".to_owned(),
    }
}

fn counted(count: usize, noun: &str) -> String {
    plural(&count.to_string(), noun)
}

fn plural(rule: &str, noun: &str) -> String {
    let one = rule == "1" || rule.ends_with(" 1");
    format!("{rule} {noun}{}", if one { "" } else { "s" })
}

fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

/// The first 100 characters.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(100) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
