//! How values travel, and the fields that records have.

/// How a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wire {
    /// As JSON writes the type.
    Plain,
    /// A number or a boolean inside a string.
    Quoted,
    /// Seconds since 1970-01-01T00:00:00Z.
    UnixSeconds,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    UnixMillis,
    /// `2024-05-06T07:08:09Z`.
    Iso8601,
    /// `2024-05-06T07:08Z`.
    Iso8601Minutes,
    /// Percent: 25 is 25 %.
    Percent,
    /// Percent inside a string: `"25"` is 25 %.
    PercentQuoted,
    /// Percent with its sign, inside a string: `"25%"` is 25 %.
    PercentSigned,
    /// Hundredths of a percent: 2500 is 25 %.
    PercentHundredths,
    /// A JSON document inside a string (request parameters).
    Json,
    /// A list joined with commas (request parameters).
    CommaSeparated,
    /// A list joined with spaces (request parameters).
    SpaceSeparated,
    /// A list joined with `|` (request parameters).
    PipeSeparated,
    /// A list inside an object that has it as its only field: `{"Backup": […]}`.
    Wrapped(&'static str),
    /// For people, and only in this direction: see [`Human`](crate::Human).
    Human,
}

impl Wire {
    /// How the elements of a list or a map travel that itself travels like this.
    #[must_use]
    pub fn of_elements(self) -> Self {
        match self {
            Self::Json | Self::Wrapped(_) => Self::Plain,
            other if other.separator().is_some() => Self::Plain,
            other => other,
        }
    }

    /// What stands between the elements of a list that travels as one text.
    #[must_use]
    pub const fn separator(self) -> Option<&'static str> {
        match self {
            Self::CommaSeparated => Some(","),
            Self::SpaceSeparated => Some(" "),
            Self::PipeSeparated => Some("|"),
            _ => None,
        }
    }
}

/// One field of a record as the specification declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldShape {
    /// The name on the wire.
    pub name: &'static str,
    /// How the value travels.
    pub wire: Wire,
    /// Whether the specification promises the field.
    pub required: bool,
    /// Whether the specification allows null.
    pub nullable: bool,
    /// Whether the value is never shown.
    pub sensitive: bool,
}

impl FieldShape {
    /// An optional field that travels as JSON writes its type.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, wire: Wire::Plain, required: false, nullable: false, sensitive: false }
    }

    /// Travels as `wire` says.
    #[must_use]
    pub const fn wire(mut self, wire: Wire) -> Self {
        self.wire = wire;
        self
    }

    /// Is promised by the specification.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Is never shown: departures hide what was found.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// May be null.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }
}

/// A record as the specification declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The fields in the order of both visits of [`Record`](crate::codegen::Record).
    pub fields: &'static [FieldShape],
    /// Which of the first 64 fields have a name of each group.
    groups: [u64; GROUPS],
}

impl Shape {
    /// The record `name` with these fields.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "a constant function has no `get`, and each index is within its bounds"
    )]
    pub const fn new(name: &'static str, fields: &'static [FieldShape]) -> Self {
        let mut groups = [0; GROUPS];
        let mut at = 0;
        while at < fields.len() && at < 64 {
            groups[group(fields[at].name.as_bytes())] |= 1 << at;
            at += 1;
        }
        Self { name, fields, groups }
    }

    /// The position of the field `name`.
    #[inline]
    pub(crate) fn position(&self, name: &[u8]) -> Option<usize> {
        let is_at = |at: usize| self.fields.get(at).is_some_and(|field| field.name.as_bytes() == name);
        let mut group = self.groups.get(group(name)).copied().unwrap_or_default();
        while group != 0 {
            let at = group.trailing_zeros() as usize;
            if is_at(at) {
                return Some(at);
            }
            group &= group - 1;
        }
        (64..self.fields.len()).find(|at| is_at(*at))
    }
}

/// In how many groups names are looked for.
const GROUPS: usize = 8;

/// The group of a name: a hash of its length and of three of its bytes.
#[expect(
    clippy::indexing_slicing,
    reason = "a constant function has no `get`, and half a length is within it"
)]
const fn group(name: &[u8]) -> usize {
    match name {
        [first, .., last] => {
            let (first, middle, last) = (*first as usize, name[name.len() / 2] as usize, *last as usize);
            (name.len() + first + 3 * middle + 5 * last) % GROUPS
        }
        _ => 0,
    }
}
