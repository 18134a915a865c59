//! Percentages.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{
    codec::{Decoder, Element, Single, encode, float, number_token, verdict},
    tables::Wire,
};

/// A percentage: 25 is 25 %, whatever the service counts in.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::Percent;
///
/// let progress = Percent::from(99.5);
/// assert_eq!(progress.to_string(), "99.5 %");
/// assert!(progress < Percent::from(100));
/// assert_eq!(Percent::from_fraction(0.25), Percent::new(25.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Percent(f64);

impl Percent {
    /// A percentage; 25.0 is 25 %.
    #[must_use]
    pub const fn new(percent: f64) -> Self {
        Self(percent)
    }

    /// A part of one: 0.25 is 25 %.
    #[must_use]
    pub const fn from_fraction(fraction: f64) -> Self {
        Self(fraction * 100.0)
    }

    /// The number before the percent sign: 25.0 of 25 %.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.0
    }

    /// The same as a part of one: 0.25 of 25 %.
    #[must_use]
    pub const fn fraction(self) -> f64 {
        self.0 / 100.0
    }
}

impl Single for Percent {}

impl From<f64> for Percent {
    fn from(percent: f64) -> Self {
        Self(percent)
    }
}

impl From<i32> for Percent {
    fn from(percent: i32) -> Self {
        Self(percent.into())
    }
}

impl From<Percent> for f64 {
    fn from(percent: Percent) -> Self {
        percent.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)?;
        f.write_str(" %")
    }
}

/// As a number: 25 is 25 %.
impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self)
    }
}

impl Element for Percent {
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self> {
        let mut value = None;
        let quoted = matches!(wire, Wire::PercentQuoted | Wire::PercentSigned | Wire::Quoted);
        decoder.scalar("a percentage", &mut |token| {
            let (text, exact) = match number_token(token, quoted) {
                Ok(found) => found,
                Err(kind) => return Some(kind),
            };
            let (text, exact) = match text.strip_suffix('%') {
                Some(number) if wire == Wire::PercentSigned => (number.trim_ascii(), exact),
                // With the sign, the unit is beyond doubt, but not in hundredths.
                Some(number) if wire != Wire::PercentHundredths => (number.trim_ascii(), false),
                _ => (text, exact && wire != Wire::PercentSigned),
            };
            let number = float(text);
            value =
                if wire == Wire::PercentHundredths { number.map(|number| number / 100.0) } else { number };
            verdict(value.is_some(), exact)
        });
        value.map(Self)
    }

    /// Hundredths are rounded to an integer.
    fn encode(&self, wire: Wire) -> Value {
        match wire {
            Wire::PercentHundredths => number((self.0 * 100.0).round()),
            Wire::PercentQuoted => encode::travel(number(self.0), Wire::Quoted),
            Wire::PercentSigned if self.0.is_finite() => format!("{}%", number(self.0)).into(),
            _ => encode::travel(number(self.0), wire),
        }
    }
}

/// A whole number is written without a fraction.
fn number(value: f64) -> Value {
    // Up to 2^53 every integer is exact in both types.
    if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
        Value::from(value as i64)
    } else {
        encode::float(value)
    }
}
