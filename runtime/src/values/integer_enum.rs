//! Enums that travel as integers, open and closed.

/// Implements the conversions of an open enum of integers: `Display`, from and into `i64`, serde and
/// [`Element`](crate::codegen::Element).
///
/// The enum has `VALUES`, `as_i64` and a variant `Unknown(UnknownInteger)`.
///
/// ```
/// use alibabacloud_runtime::{UnknownInteger, codegen::open_integer_enum};
///
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum Availability {
///     Unavailable,
///     Available,
///     Unknown(UnknownInteger),
/// }
///
/// impl Availability {
///     pub const VALUES: &'static [Self] = &[Self::Unavailable, Self::Available];
///
///     pub fn as_i64(&self) -> i64 {
///         match self {
///             Self::Unavailable => 0,
///             Self::Available => 1,
///             Self::Unknown(value) => value.as_i64(),
///         }
///     }
/// }
/// open_integer_enum!(Availability);
///
/// assert_eq!(Availability::from(1), Availability::Available);
/// assert_eq!(Availability::from(2).to_string(), "2");
/// assert_eq!(i64::from(Availability::Available), 1);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_integer_enum {
    ($name:ident) => {
        $crate::__integer_enum!($name);

        impl ::std::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                match Self::VALUES.iter().find(|known| known.as_i64() == value) {
                    Some(known) => known.clone(),
                    None => Self::Unknown($crate::__private::unknown_integer(value)),
                }
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize_integer(deserializer).map(Self::from)
            }
        }

        impl $crate::__private::Single for $name {}
        impl $crate::__private::OpenInteger for $name {}

        impl $crate::codegen::Element for $name {
            fn decode(
                decoder: &mut $crate::codegen::Decoder<'_>,
                wire: $crate::codegen::Wire,
            ) -> ::std::option::Option<Self> {
                let mut value = None;
                decoder.open_integer(wire, stringify!($name), &mut |integer| {
                    !matches!(value.insert(Self::from(integer)), Self::Unknown(_))
                });
                value
            }

            fn encode(&self, wire: $crate::codegen::Wire) -> $crate::__private::Value {
                $crate::codegen::Element::encode(&self.as_i64(), wire)
            }
        }
    };
}

/// Implements the conversions of a closed enum of integers: `Display`, `TryFrom<i64>`, into `i64`, serde and
/// [`Element`](crate::codegen::Element).
///
/// The enum has `VALUES` and `as_i64`. A value that it does not have is an [`UnknownValueError`](crate::UnknownValueError).
///
/// ```
/// use alibabacloud_runtime::codegen::closed_integer_enum;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Level {
///     Low,
///     High,
/// }
///
/// impl Level {
///     pub const VALUES: &'static [Self] = &[Self::Low, Self::High];
///
///     pub fn as_i64(&self) -> i64 {
///         match self {
///             Self::Low => 1,
///             Self::High => 2,
///         }
///     }
/// }
/// closed_integer_enum!(Level);
///
/// assert_eq!(Level::try_from(2), Ok(Level::High));
/// assert_eq!(i64::from(Level::High), 2);
/// assert_eq!(Level::try_from(3).unwrap_err().to_string(), "3 is not a value of Level");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! closed_integer_enum {
    ($name:ident) => {
        $crate::__integer_enum!($name);

        impl ::std::convert::TryFrom<i64> for $name {
            type Error = $crate::UnknownValueError;

            fn try_from(value: i64) -> ::std::result::Result<Self, $crate::UnknownValueError> {
                match Self::VALUES.iter().find(|known| known.as_i64() == value) {
                    Some(known) => Ok(known.clone()),
                    None => Err($crate::__private::unknown_integer_error(stringify!($name), value)),
                }
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = $crate::__private::deserialize_integer(deserializer)?;
                Self::try_from(value).map_err($crate::__private::serde::de::Error::custom)
            }
        }

        impl $crate::__private::Single for $name {}

        impl $crate::codegen::Element for $name {
            fn decode(
                decoder: &mut $crate::codegen::Decoder<'_>,
                wire: $crate::codegen::Wire,
            ) -> ::std::option::Option<Self> {
                let mut value = None;
                decoder.closed_integer(wire, stringify!($name), &mut |integer| {
                    value = Self::try_from(integer).ok();
                    value.is_some()
                });
                value
            }

            fn encode(&self, wire: $crate::codegen::Wire) -> $crate::__private::Value {
                $crate::codegen::Element::encode(&self.as_i64(), wire)
            }
        }
    };
}

/// What open and closed enums of integers share.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::std::convert::From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.as_i64()
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
    };
}
