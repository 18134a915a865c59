//! What generated types are to the runtime: a table of fields and two visits over them.

use crate::decode::Decoder;

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
    /// Hundredths of a percent: 2500 is 25 %.
    PercentHundredths,
    /// A JSON document inside a string (request parameters).
    Json,
    /// A list joined with commas (request parameters).
    CommaSeparated,
    /// A list inside an object that has it as its only field: `{"Backup": […]}`.
    Wrapped(&'static str),
}

/// One field of a record as the specification declares it.
#[derive(Clone, Copy, Debug)]
pub struct FieldShape {
    /// The name on the wire.
    pub name: &'static str,
    /// How the value travels.
    pub wire: Wire,
    /// Whether the specification promises the field.
    pub required: bool,
    /// Whether the specification allows null.
    pub nullable: bool,
}

/// A record as the specification declares it.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// The fields in the order of both visits of [`Record`].
    pub fields: &'static [FieldShape],
}

/// A generated struct.
pub trait Record: Default {
    /// The declared fields.
    const SHAPE: &'static Shape;
    /// Calls `visitor` once with all fields, in the order of [`Self::SHAPE`].
    fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field]));
    /// Calls `visitor` once with all fields, in the order of [`Self::SHAPE`].
    fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field]));
}

/// A value that can stand in a field, a list or a parameter.
pub trait Element: Sized {
    /// Reads the next value; `None`, with a departure noted, if it could not be used.
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self>;
    /// The value as it travels.
    fn encode(&self, wire: Wire) -> serde_json::Value;
}

/// A field of a [`Record`].
pub trait Field {
    /// Reads the next value into the field.
    fn decode(&mut self, decoder: &mut Decoder<'_>, wire: Wire);
    /// The value as it travels; `None` if there is none.
    fn encode(&self, wire: Wire) -> Option<serde_json::Value>;
}
