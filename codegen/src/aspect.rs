//! In what respect two sources can differ: the word `aspect` of `x-contradictions`, and the rows of a comparison.

/// In what respect two sources differ. The words are those of `aspect` in `x-contradictions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Whether it exists.
    Presence,
    /// The type on the wire.
    Type,
    /// The width of a number.
    Width,
    /// Limits.
    Range,
    /// Values of an enum.
    Values,
    /// Whether it has to be there.
    Required,
    /// The value that the service assumes.
    Default,
    /// Where and in what form a parameter travels.
    Style,
    /// Whether it should no longer be used.
    Deprecated,
    /// An error code and its status.
    Errors,
    /// The host of a region.
    Endpoints,
    /// A sample beside its schema.
    Sample,
    /// What words or values mean. It is no difference that a program could find.
    Meaning,
}

impl Aspect {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 13] = [
        Self::Presence,
        Self::Type,
        Self::Width,
        Self::Range,
        Self::Values,
        Self::Required,
        Self::Default,
        Self::Style,
        Self::Deprecated,
        Self::Errors,
        Self::Endpoints,
        Self::Sample,
        Self::Meaning,
    ];

    /// The word in `x-contradictions`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Type => "type",
            Self::Width => "width",
            Self::Range => "range",
            Self::Values => "values",
            Self::Required => "required",
            Self::Default => "default",
            Self::Style => "style",
            Self::Deprecated => "deprecated",
            Self::Errors => "errors",
            Self::Endpoints => "endpoints",
            Self::Sample => "sample",
            Self::Meaning => "meaning",
        }
    }
}
