//! Limits of values, word by word.

use std::fmt;

/// A word that limits a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyword {
    Minimum,
    Maximum,
    MinItems,
    MaxItems,
    MinLength,
    MaxLength,
    Pattern,
}

impl Keyword {
    pub(crate) const ALL: [Self; 7] = [
        Self::Minimum,
        Self::Maximum,
        Self::MinItems,
        Self::MaxItems,
        Self::MinLength,
        Self::MaxLength,
        Self::Pattern,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
        }
    }

    /// The word that takes the bound itself out.
    pub(crate) fn exclusive(self) -> Option<&'static str> {
        match self {
            Self::Minimum => Some("exclusiveMinimum"),
            Self::Maximum => Some("exclusiveMaximum"),
            _ => None,
        }
    }

    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Self::Pattern => "a pattern",
            Self::Minimum | Self::Maximum => "a number",
            _ => "an integer of 0 or more",
        }
    }

    /// Whether the metadata writes this count to say that there is no limit: -1, and more than there are numbers.
    pub(crate) fn means_none(self, text: &str) -> bool {
        let count = text.trim().parse::<f64>();
        self.is_count() && count.is_ok_and(|count| count < 0.0 || count >= 2_f64.powi(63))
    }

    fn is_count(self) -> bool {
        !matches!(self, Self::Minimum | Self::Maximum | Self::Pattern)
    }
}

/// A limit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Bound {
    Integer(i64),
    Number(f64),
    /// The number itself does not belong to the range.
    Excluded(String),
    Pattern(String),
}

impl Bound {
    /// Reads what the metadata writes as a string or as a number.
    pub(crate) fn parse(keyword: Keyword, text: &str) -> Option<Self> {
        if keyword == Keyword::Pattern {
            return Some(Self::Pattern(text.to_owned()));
        }
        let text = text.trim();
        let integer = text.parse::<i64>().ok();
        let number = || text.parse::<f64>().ok().filter(|number| number.is_finite());
        match integer {
            Some(number) => Some(Self::Integer(number)),
            None if keyword.is_count() => None,
            None => number().map(Self::Number),
        }
    }

    /// The bound if it does not belong to the range itself.
    pub(crate) fn excluded(self, keyword: Keyword, integer: bool) -> Self {
        let step = if keyword == Keyword::Minimum { 1 } else { -1 };
        match self {
            Self::Integer(bound) if integer => Self::Integer(bound.saturating_add(step)),
            Self::Integer(_) | Self::Number(_) => Self::Excluded(self.to_string()),
            other => other,
        }
    }

    pub(crate) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            #[allow(clippy::cast_precision_loss, reason = "exact for every bound that a float can be")]
            (Self::Integer(integer), Self::Number(number))
            | (Self::Number(number), Self::Integer(integer)) => {
                (*integer as f64).to_bits() == number.to_bits()
            }
            _ => self == other,
        }
    }

    /// Whether the bound takes nothing away from what a number of this width, or any count, can be.
    pub(crate) fn is_implied(&self, keyword: Keyword, width: Option<&str>) -> bool {
        let Self::Integer(bound) = *self else { return false };
        match (keyword, width) {
            (Keyword::Minimum, Some("int32")) => bound <= i64::from(i32::MIN),
            (Keyword::Maximum, Some("int32")) => bound >= i64::from(i32::MAX),
            (Keyword::Minimum, Some("int64")) => bound == i64::MIN,
            (Keyword::Maximum, Some("int64")) => bound == i64::MAX,
            (Keyword::MinItems | Keyword::MinLength, _) => bound == 0,
            _ => false,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(bound) => write!(f, "{bound}"),
            Self::Number(bound) => write!(f, "{bound}"),
            Self::Excluded(bound) => write!(f, "{bound}, itself excluded"),
            Self::Pattern(pattern) => f.write_str(pattern),
        }
    }
}
