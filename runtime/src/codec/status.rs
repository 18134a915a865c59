//! What says whether a thing is done.

/// A status: of some values it is known that a thing keeps them, so that there is nothing to wait for.
///
/// Enums that know this from their specification implement it; it may be implemented for others. An absent status is not
/// final, and neither is an undocumented one.
pub trait Status {
    /// Whether whatever has the status keeps it. That it failed is final too.
    fn is_final(&self) -> bool;
}

impl<S: Status> Status for Option<S> {
    fn is_final(&self) -> bool {
        self.as_ref().is_some_and(S::is_final)
    }
}

/// Implements [`Status`](crate::Status) for an enum with a method `is_final`.
///
/// ```
/// use alibabacloud_runtime::{Status, codegen::status};
///
/// pub enum State {
///     Running,
///     Done,
/// }
///
/// impl State {
///     pub fn is_final(&self) -> bool {
///         matches!(self, Self::Done)
///     }
/// }
/// status!(State);
///
/// fn ended<S: Status>(state: &S) -> bool {
///     state.is_final()
/// }
/// assert!(ended(&State::Done) && !ended(&Some(State::Running)));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! status {
    ($name:ident) => {
        impl $crate::Status for $name {
            fn is_final(&self) -> bool {
                Self::is_final(self)
            }
        }
    };
}
