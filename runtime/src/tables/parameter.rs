//! What a parameter is to the runtime: where it goes in a request, how it travels, and what it accepts.

use super::{limits::Limits, shape::Wire};

/// Where a parameter is in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(any(feature = "dynamic", feature = "fake-cloud"), derive(serde::Deserialize))]
#[cfg_attr(any(feature = "dynamic", feature = "fake-cloud"), serde(rename_all = "snake_case"))]
pub enum Place {
    /// In the query, lists and objects flattened: `Name.1.Key`.
    Query,
    /// In a form body, flattened as in the query.
    Form,
    /// In the path, in place of `{Name}`.
    Path,
    /// A header.
    Header,
    /// The whole body.
    Body,
    /// A field of the JSON object that is the body.
    BodyField,
    /// The first label of the host.
    Host,
}

/// What stands in place of what is never shown.
pub(crate) const MASK: &str = "[redacted]";

/// What of a value is never shown: in `Debug` output, in errors, in what a dry run prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitive {
    /// Nothing.
    Nothing,
    /// All of it.
    All,
    /// The fields with these names, however deep they are.
    Fields(&'static [&'static str]),
}

/// One parameter of an [`Operation`](crate::codegen::Operation), or one field of a parameter that is an object.
///
/// ```
/// use alibabacloud_runtime::codegen::{Parameter, Wire};
///
/// static PARAMETERS: &[Parameter] = &[
///     Parameter::new("DBInstanceId").required(),
///     Parameter::new("StartTime").wire(Wire::Iso8601Minutes),
///     Parameter::new("PageSize").values(&[30, 50, 100]),
///     Parameter::new("Filters")
///         .items(None, Some(5))
///         .fields(&[Parameter::new("Values").items(None, Some(500))]),
/// ];
/// assert!(PARAMETERS[0].is_required());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) wildcard: bool,
    pub(crate) wire: Wire,
    pub(crate) required: bool,
    pub(crate) idempotency_token: bool,
    pub(crate) sensitive: Sensitive,
    pub(crate) limits: Limits,
    pub(crate) fields: &'static [Parameter],
}

impl Parameter {
    /// An optional parameter of the query without limits that travels as JSON writes its type.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Query,
            wildcard: false,
            wire: Wire::Plain,
            required: false,
            idempotency_token: false,
            sensitive: Sensitive::Nothing,
            limits: Limits::NONE,
            fields: &[],
        }
    }

    /// Must be present and not empty.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Is in this place of the request.
    #[must_use]
    pub const fn place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// May have slashes in its value, which divide the path.
    #[must_use]
    pub const fn wildcard(mut self) -> Self {
        self.wildcard = true;
        self
    }

    /// Travels as `wire` says.
    #[must_use]
    pub const fn wire(mut self, wire: Wire) -> Self {
        self.wire = wire;
        self
    }

    /// The smallest and the largest number accepted, both included.
    #[must_use]
    pub const fn range(mut self, minimum: Option<i64>, maximum: Option<i64>) -> Self {
        self.limits.minimum = minimum;
        self.limits.maximum = maximum;
        self
    }

    /// The only numbers accepted.
    #[must_use]
    pub const fn values(mut self, values: &'static [i64]) -> Self {
        self.limits.values = values;
        self
    }

    /// The smallest and the largest number of list items accepted, both included.
    #[must_use]
    pub const fn items(mut self, minimum: Option<usize>, maximum: Option<usize>) -> Self {
        self.limits.min_items = minimum;
        self.limits.max_items = maximum;
        self
    }

    /// The smallest and the largest number of characters accepted, both included.
    #[must_use]
    pub const fn length(mut self, minimum: Option<usize>, maximum: Option<usize>) -> Self {
        self.limits.min_length = minimum;
        self.limits.max_length = maximum;
        self
    }

    /// Only ASCII characters are accepted.
    #[must_use]
    pub const fn ascii(mut self) -> Self {
        self.limits.ascii = true;
        self
    }

    /// The fields of an object, or of the objects in a list.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [Parameter]) -> Self {
        self.fields = fields;
        self
    }

    /// Makes a repeated request have one effect; filled with 32 random lower-case hexadecimal digits when it
    /// is absent.
    #[must_use]
    pub const fn idempotency_token(mut self) -> Self {
        self.idempotency_token = true;
        self
    }

    /// Is never shown, or has fields that are not.
    #[must_use]
    pub const fn sensitive(mut self, sensitive: Sensitive) -> Self {
        self.sensitive = sensitive;
        self
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether a request without it is refused.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// What is accepted.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }
}
