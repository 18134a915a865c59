//! Enums whose values the vendor documents (open) or promises (closed).
//!
//! An open enum keeps what it does not know, and a known value has exactly one representation: only the conversions
//! of the macros make an [`UnknownValue`], and they look for a known value first.

use std::fmt;

use crate::codec::Decoder;

/// A value that the specification does not know.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// The value as it was received or given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An integer that the specification does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    /// The value as it was received or given.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

impl fmt::Display for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value that a closed enum does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValueError {
    type_name: &'static str,
    value: String,
}

impl fmt::Display for UnknownValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a value of {}", self.value, self.type_name)
    }
}

impl std::error::Error for UnknownValueError {}

/// The value of an open enum for a text: one of the known `values`, or `unknown`.
#[must_use]
pub fn open_value<T: Clone>(
    text: &str,
    values: &[T],
    as_str: fn(&T) -> &str,
    equal: fn(&str, &str) -> bool,
    unknown: fn(UnknownValue) -> T,
) -> T {
    find(text, values, as_str, equal).cloned().unwrap_or_else(|| unknown(UnknownValue(text.into())))
}

fn find<'v, T>(
    text: &str,
    values: &'v [T],
    as_str: fn(&T) -> &str,
    equal: fn(&str, &str) -> bool,
) -> Option<&'v T> {
    values.iter().find(|known| equal(as_str(known), text))
}

/// Reads a value of an open enum.
pub fn decode_open<T: Clone>(
    decoder: &mut Decoder<'_>,
    type_name: &'static str,
    values: &[T],
    as_str: fn(&T) -> &str,
    equal: fn(&str, &str) -> bool,
    unknown: fn(UnknownValue) -> T,
) -> Option<T> {
    let mut value = None;
    let kept = decoder.open_word(type_name, &mut |text| {
        let known = find(text, values, as_str, equal);
        value = Some(known.cloned().unwrap_or_else(|| unknown(UnknownValue(text.into()))));
        known.is_some()
    });
    value.filter(|_| kept)
}

/// The variant's content for an integer that is no known value.
#[must_use]
pub fn unknown_integer(value: i64) -> UnknownInteger {
    UnknownInteger(value)
}

/// The error for a text that a closed enum does not have.
#[must_use]
pub fn unknown_text_error(type_name: &'static str, text: &str) -> UnknownValueError {
    UnknownValueError { type_name, value: format!("{text:?}") }
}

/// The error for an integer that a closed enum does not have.
#[must_use]
pub fn unknown_integer_error(type_name: &'static str, value: i64) -> UnknownValueError {
    UnknownValueError { type_name, value: value.to_string() }
}

/// Implements the conversions of an open enum: `Display`, `From<&str>`, `From<String>`, serde and
/// [`Element`](crate::codegen::Element).
///
/// The enum has `VALUES`, `as_str` and a variant `Unknown(UnknownValue)`. With `ignore_case`, known values are found
/// in any mixture of ASCII upper and lower case.
///
/// ```
/// use alibabacloud_runtime::{UnknownValue, codegen::open_enum};
///
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum BackupMode {
///     Automated,
///     Manual,
///     Unknown(UnknownValue),
/// }
///
/// impl BackupMode {
///     pub const VALUES: &'static [Self] = &[Self::Automated, Self::Manual];
///
///     pub fn as_str(&self) -> &str {
///         match self {
///             Self::Automated => "Automated",
///             Self::Manual => "Manual",
///             Self::Unknown(value) => value.as_str(),
///         }
///     }
/// }
/// open_enum!(BackupMode);
///
/// assert_eq!(BackupMode::from("Manual"), BackupMode::Manual);
/// assert_eq!(BackupMode::from("Copied").as_str(), "Copied");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        $crate::open_enum!(@with <str as ::std::cmp::PartialEq>::eq, $name);
    };
    ($name:ident, ignore_case) => {
        $crate::open_enum!(@with str::eq_ignore_ascii_case, $name);
    };
    (@with $equal:expr, $name:ident) => {
        $crate::__open_text!($equal, $name);

        impl $crate::__private::Single for $name {}
        impl $crate::__private::OpenText for $name {}

        impl $crate::codegen::Element for $name {
            fn decode(decoder: &mut $crate::codegen::Decoder<'_>, _: $crate::codegen::Wire) -> ::std::option::Option<Self> {
                $crate::__private::decode_open(
                    decoder,
                    stringify!($name),
                    Self::VALUES,
                    Self::as_str,
                    $equal,
                    Self::Unknown,
                )
            }

            fn encode(&self, wire: $crate::codegen::Wire) -> $crate::__private::Value {
                $crate::__private::encode_text(self.as_str(), wire)
            }
        }
    };
}

/// Implements the conversions of an enum of error codes: those of [`open_enum!`](crate::codegen::open_enum) but for
/// [`Element`](crate::codegen::Element), since error codes stand in no field.
///
/// Codes whose names are one in Rust are one variant: `as_str` gives one of them, the others are given here.
#[doc(hidden)]
#[macro_export]
macro_rules! error_code {
    ($name:ident $(, $spelling:literal => $variant:ident)*) => {
        $crate::__open_text!(
            |known: &str, text: &str| known
                == match text {
                    $($spelling => $name::$variant.as_str(),)*
                    other => other,
                },
            $name
        );
    };
}

/// What open enums and error codes have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_text {
    ($equal:expr, $name:ident) => {
        $crate::__text_enum!($name);

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::__private::open_value(text, Self::VALUES, Self::as_str, $equal, Self::Unknown)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::__private::deserialize_text(deserializer).map(Self::from)
            }
        }
    };
}

/// Implements the conversions of a closed enum: `Display`, `FromStr`, `TryFrom<&str>`, serde and
/// [`Element`](crate::codegen::Element).
///
/// The enum has `VALUES` and `as_str`. A value that it does not have is an [`UnknownValueError`](crate::UnknownValueError).
///
/// ```
/// use alibabacloud_runtime::codegen::closed_enum;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Mode {
///     On,
///     Off,
/// }
///
/// impl Mode {
///     pub const VALUES: &'static [Self] = &[Self::On, Self::Off];
///
///     pub fn as_str(&self) -> &str {
///         match self {
///             Self::On => "on",
///             Self::Off => "off",
///         }
///     }
/// }
/// closed_enum!(Mode);
///
/// assert_eq!("on".parse(), Ok(Mode::On));
/// assert_eq!("half".parse::<Mode>().unwrap_err().to_string(), r#""half" is not a value of Mode"#);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! closed_enum {
    ($name:ident) => {
        $crate::__text_enum!($name);

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::UnknownValueError;

            fn try_from(text: &str) -> ::std::result::Result<Self, $crate::UnknownValueError> {
                match Self::VALUES.iter().find(|known| known.as_str() == text) {
                    Some(known) => Ok(known.clone()),
                    None => Err($crate::__private::unknown_text_error(stringify!($name), text)),
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownValueError;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::UnknownValueError> {
                Self::try_from(text)
            }
        }

        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = $crate::__private::deserialize_text(deserializer)?;
                Self::try_from(text.as_str()).map_err($crate::__private::serde::de::Error::custom)
            }
        }

        impl $crate::__private::Single for $name {}

        impl $crate::codegen::Element for $name {
            fn decode(
                decoder: &mut $crate::codegen::Decoder<'_>,
                _: $crate::codegen::Wire,
            ) -> ::std::option::Option<Self> {
                let mut value = None;
                decoder.closed_word(stringify!($name), &mut |text| {
                    value = Self::try_from(text).ok();
                    value.is_some()
                });
                value
            }

            fn encode(&self, wire: $crate::codegen::Wire) -> $crate::__private::Value {
                $crate::__private::encode_text(self.as_str(), wire)
            }
        }
    };
}

/// What open and closed enums of text share.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_enum {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
