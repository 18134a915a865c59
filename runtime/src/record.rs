//! What generated types are to the runtime: a table of fields and two visits over them.
//!
//! Nothing here knows of JSON text: reading is in `decode`, writing in `encode`.

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
    /// A list joined with spaces (request parameters).
    SpaceSeparated,
    /// A list joined with `|` (request parameters).
    PipeSeparated,
    /// A list inside an object that has it as its only field: `{"Backup": […]}`.
    Wrapped(&'static str),
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
}

impl FieldShape {
    /// An optional field that travels as JSON writes its type.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, wire: Wire::Plain, required: false, nullable: false }
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
    /// The fields in the order of both visits of [`Record`].
    pub fields: &'static [FieldShape],
}

/// A generated struct.
///
/// See [`decode`](crate::decode()) for an example.
pub trait Record: Default {
    /// The declared fields.
    const SHAPE: &'static Shape;
    /// Calls `visitor` once with all fields, in the order of [`Self::SHAPE`].
    fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field]));
    /// Calls `visitor` once with all fields, in the order of [`Self::SHAPE`].
    fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field]));
}

impl<T: Record> Record for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;

    fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) {
        (**self).visit(visitor);
    }

    fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) {
        (**self).visit_mut(visitor);
    }
}

/// A value that can stand in a field, a list or a parameter.
///
/// # Examples
///
/// ```
/// use alibabacloud_runtime::{Element, Wire};
///
/// assert_eq!(30.encode(Wire::Plain).to_string(), "30");
/// assert_eq!(30.encode(Wire::Quoted).to_string(), r#""30""#);
/// assert_eq!(vec![1, 2].encode(Wire::CommaSeparated).to_string(), r#""1,2""#);
/// assert_eq!(vec![1, 2].encode(Wire::Json).to_string(), r#""[1,2]""#);
/// assert_eq!(vec![1, 2].encode(Wire::Wrapped("Id")).to_string(), r#"{"Id":[1,2]}"#);
/// ```
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

/// Implements serde's `Serialize` and `Deserialize` for a [`Record`](crate::Record).
///
/// A record is written as a map of its wire names, without the fields that are absent: `None`, empty lists and empty
/// maps. Its own fields come in the order of the specification, those of records inside it in alphabetical order. It is
/// read from any self-describing format, as tolerantly as a response; differences from the specification are not
/// reported.
///
/// ```
/// use alibabacloud_runtime::{record, Field, FieldShape, Record, Shape, Wire};
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// struct Backup {
///     id: Option<String>,
///     size: Option<i64>,
/// }
///
/// impl Record for Backup {
///     const SHAPE: &'static Shape = &Shape {
///         name: "Backup",
///         fields: &[
///             FieldShape::new("BackupId").required(),
///             FieldShape::new("BackupSize").wire(Wire::Quoted),
///         ],
///     };
///     fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) {
///         visitor(&[&self.id, &self.size]);
///     }
///     fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) {
///         visitor(&mut [&mut self.id, &mut self.size]);
///     }
/// }
/// record!(Backup);
///
/// let backup = Backup { id: Some("321".to_owned()), size: Some(7) };
/// let text = serde_json::to_string(&backup)?;
/// assert_eq!(text, r#"{"BackupId":"321","BackupSize":"7"}"#);
/// assert_eq!(serde_json::from_str::<Backup>(&text)?, backup);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! record {
    ($record:ty) => {
        impl $crate::__private::serde::Serialize for $record {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize_record(self, serializer)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $record {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize_record(deserializer)
            }
        }
    };
}
