//! What generated types are to the codec: two visits over their fields, and values that read and write themselves.

use serde::{Serialize, Serializer};

use crate::{
    codec::Decoder,
    tables::{Shape, Wire},
};

/// A generated struct.
///
/// With serde it has the form of the wire, both ways: fields have the names of the specification, and values travel as the
/// service sends them, such as a time in seconds or a number inside a string. [`record!`](crate::codegen::record!) says the rest.
/// [`Human`](crate::Human) shows it to people.
///
/// See [`decode`](crate::codegen::decode()) for an example.
pub trait Record: Default {
    /// The declared fields.
    const SHAPE: &'static Shape;
    /// Their names in Rust as source has them, in the same order, with spaces between them; empty if these are the names
    /// of the wire.
    const NAMES: &'static str = "";
    /// Calls `visitor` once with all fields, in the order of [`Self::SHAPE`].
    fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field]));
    /// Calls `visitor` once with all fields, in the order of [`Self::SHAPE`].
    fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field]));
}

impl<T: Record> Record for Box<T> {
    const SHAPE: &'static Shape = T::SHAPE;
    const NAMES: &'static str = T::NAMES;

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
/// use alibabacloud_runtime::codegen::{Element, Wire};
///
/// assert_eq!(30.encode(Wire::Plain).to_string(), "30");
/// assert_eq!(30.encode(Wire::Quoted).to_string(), r#""30""#);
/// assert_eq!(vec![1, 2].encode(Wire::CommaSeparated).to_string(), r#""1,2""#);
/// assert_eq!(vec![1, 2].encode(Wire::Json).to_string(), r#""[1,2]""#);
/// assert_eq!(vec![1, 2].encode(Wire::Wrapped("Id")).to_string(), r#"{"Id":[1,2]}"#);
/// ```
pub trait Element: Sized {
    /// The declared fields, of a record: they tell one from everything else that may stand in a list.
    #[doc(hidden)]
    const FIELDS: Option<&'static Shape> = None;
    /// Reads the next value; `None`, with a departure noted, if it could not be used.
    fn decode(decoder: &mut Decoder<'_>, wire: Wire) -> Option<Self>;
    /// The value as it travels.
    fn encode(&self, wire: Wire) -> serde_json::Value;
    /// Writes the value in its [human form](crate::Human).
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn serialize_human<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.encode(Wire::Human).serialize(serializer)
    }
}

/// A field of a [`Record`].
pub trait Field {
    /// Reads the next value into the field.
    fn decode(&mut self, decoder: &mut Decoder<'_>, wire: Wire);
    /// The value as it travels; `None` if there is none.
    fn encode(&self, wire: Wire) -> Option<serde_json::Value>;
}
