//! What generated types are to the codec: two visits over their fields, and values that read and write themselves.

use crate::{
    codec::Decoder,
    tables::{Shape, Wire},
};

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
