//! What setters take: a value, or an option of one.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashSet, VecDeque},
};

use serde_json::Value;

use super::Record;

/// What a setter for a `T` takes: a value, or an [`Option`] of one. `None` leaves it as the service has it.
///
/// - Text: `&str`, `String`, `&String`, `Box<str>`, `Cow<str>`, `char`.
/// - An enum of texts: its values, `&str`, `String`, `&String`.
/// - A number: one of the same type, which a literal becomes. An enum of numbers: its values, `i64`.
/// - A moment: a `Timestamp`, a `SystemTime`, and with their features those of `jiff`, `chrono` and `time`.
/// - A list: a vector, an array, a slice or a set of any of these. Collect an iterator into a `Vec`. Elements that are
///   `None` are left out.
/// - Bytes: what is a `Payload` by `into()`.
/// - Everything else, such as a struct: a value of the type.
///
/// ```
/// use alibabacloud_runtime::codegen::IntoOptional;
///
/// fn name(value: impl IntoOptional<String>) -> Option<String> {
///     value.into_optional()
/// }
///
/// assert_eq!(name("rm-1"), Some("rm-1".to_owned()));
/// assert_eq!(name(Some("rm-1")), Some("rm-1".to_owned()));
/// assert_eq!(name(None::<&str>), None);
/// ```
///
/// A type of a program's own may implement it:
///
/// ```
/// use alibabacloud_runtime::codegen::IntoOptional;
///
/// struct InstanceId(u32);
///
/// impl IntoOptional<String> for InstanceId {
///     fn into_optional(self) -> Option<String> {
///         Some(format!("rm-{}", self.0))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `{T}`, and no option of one",
    label = "write a `{T}`, or an `Option` of it",
    note = "text is also given as `&str`, a moment as `SystemTime`, a list as `Vec`, array or slice; collect an iterator into a `Vec`",
    note = "a number is converted with `into()` or `try_into()` first, and `None` needs its type: `None::<{T}>`"
)]
pub trait IntoOptional<T> {
    /// The value, if there is one.
    fn into_optional(self) -> Option<T>;
}

/// A type that setters take as it is: all but lists.
pub trait Single {}

/// An enum of texts that keeps any text.
pub trait OpenText: Single + for<'a> From<&'a str> {}

/// An enum of integers that keeps any integer.
pub trait OpenInteger: Single + From<i64> {}

macro_rules! single {
    ($($type:ty),+) => {
        $(impl Single for $type {})+
    };
}

single!(String, bool, i32, i64, f32, f64, Value);

impl<T: Record> Single for T {}

impl<T> Single for BTreeMap<String, T> {}

impl<T: Single> IntoOptional<T> for T {
    fn into_optional(self) -> Option<T> {
        Some(self)
    }
}

impl<T: Single> IntoOptional<T> for Option<T> {
    fn into_optional(self) -> Option<T> {
        self
    }
}

/// Makes a type, and options of it, what is taken for `$for`.
macro_rules! taken {
    ($([$($generic:tt)*] $from:ty => $for:ty: |$value:ident| $taken:expr;)+) => {$(
        impl<$($generic)*> $crate::codec::IntoOptional<$for> for $from {
            fn into_optional(self) -> Option<$for> {
                let $value = self;
                Some($taken)
            }
        }

        impl<$($generic)*> $crate::codec::IntoOptional<$for> for Option<$from> {
            fn into_optional(self) -> Option<$for> {
                self.and_then($crate::codec::IntoOptional::into_optional)
            }
        }
    )+};
}
pub(crate) use taken;

taken! {
    [] &str => String: |text| text.to_owned();
    [] &String => String: |text| text.clone();
    [] Box<str> => String: |text| text.into();
    [] Cow<'_, str> => String: |text| text.into_owned();
    [] char => String: |text| text.into();
    [T: OpenText] &str => T: |text| text.into();
    [T: OpenText] &String => T: |text| text.as_str().into();
    [T: OpenText] String => T: |text| text.as_str().into();
    [T: OpenInteger] i64 => T: |integer| integer.into();
    [E, V: IntoOptional<E>] Vec<V> => Vec<E>: |list| elements(list);
    [E, V: IntoOptional<E>, const N: usize] [V; N] => Vec<E>: |list| elements(list);
    [E, V: IntoOptional<E> + Clone] &[V] => Vec<E>: |list| elements(list.iter().cloned());
    [E, V: IntoOptional<E> + Clone] &Vec<V> => Vec<E>: |list| elements(list.iter().cloned());
    [E, V: IntoOptional<E> + Clone, const N: usize] &[V; N] => Vec<E>: |list| elements(list.iter().cloned());
    [E, V: IntoOptional<E>] VecDeque<V> => Vec<E>: |list| elements(list);
    [E, V: IntoOptional<E>] BTreeSet<V> => Vec<E>: |list| elements(list);
    [E, V: IntoOptional<E>, S] HashSet<V, S> => Vec<E>: |list| elements(list);
}

fn elements<E, V: IntoOptional<E>>(list: impl IntoIterator<Item = V>) -> Vec<E> {
    list.into_iter().filter_map(IntoOptional::into_optional).collect()
}
