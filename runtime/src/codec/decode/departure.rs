//! Differences between a response and the specification.

use std::fmt;

/// How many departures are kept.
const KEPT: usize = 1_000;

/// How many characters of a value are shown.
const SHOWN: usize = 200;

/// How a response departs from the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DepartureKind {
    /// The value, its name, or what stands around it was spelled differently and was converted without loss.
    Converted,
    /// Something empty was spelled differently: `""`, `[]`, `{}` or `null`.
    EmptySpelling,
    /// `null` stood where the specification allows none.
    Null,
    /// One value stood where a list is declared.
    SingleElement,
    /// A bare list stood where a list inside an object is declared.
    Unwrapped,
    /// The field is not declared. Its value is not in the result.
    UnknownField,
    /// The value is not among the documented ones. It was kept.
    UnknownValue,
    /// The specification promises a field that was not there.
    MissingField,
    /// A name occurred more than once in an object. The last value was taken, or of a list inside an object all
    /// elements.
    DuplicateKey,
    /// The value could not be used and is lost.
    Unusable,
}

/// One difference between a response and the specification.
///
/// ```
/// # use alibabacloud_runtime::{DepartureKind, codegen::{Decoder, Field, FieldShape, Record, Shape, Wire, decode}};
/// # #[derive(Default)]
/// # struct Page(Vec<i64>);
/// # impl Record for Page {
/// #     const SHAPE: &'static Shape = &Shape::new("Page", &[FieldShape::new("Sizes").required()]);
/// #     fn visit(&self, visitor: &mut dyn FnMut(&[&dyn Field])) { visitor(&[&self.0]) }
/// #     fn visit_mut(&mut self, visitor: &mut dyn FnMut(&mut [&mut dyn Field])) { visitor(&mut [&mut self.0]) }
/// # }
/// let departures = decode::<Page>("DescribeSizes", br#"{"Sizes": [1, "x"]}"#)?.departures;
/// assert_eq!(departures[0].kind, DepartureKind::Unusable);
/// assert_eq!(
///     departures[0].to_string(),
///     r#"DescribeSizes: /Sizes/1: Unusable: expected an integer of 64 bits, found "x""#,
/// );
/// # Ok::<(), alibabacloud_runtime::codegen::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Departure {
    /// The operation that answered.
    pub operation: &'static str,
    /// The JSON pointer (RFC 6901) to the place. Names longer than 200 characters are cut.
    pub pointer: String,
    /// What the difference is.
    pub kind: DepartureKind,
    /// What the specification declares.
    pub expected: String,
    /// The JSON text that was found, cut to 200 characters; empty for a missing field. The whole is in
    /// [`Response::body`](crate::Response::body).
    pub found: String,
}

impl fmt::Display for Departure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, pointer, kind, expected, found } = self;
        let place = if pointer.is_empty() { "whole body" } else { pointer };
        let found = if found.is_empty() { "nothing" } else { found };
        write!(f, "{operation}: {place}: {kind:?}: expected {expected}, found {found}")
    }
}

/// The departures of one body: the first ones, and a count of the rest.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    pub(crate) departures: Vec<Departure>,
    pub(crate) omitted: usize,
}

impl Noted {
    /// Adds the departure that `make` describes, or only counts it. A lost value takes the place of a departure that
    /// lost nothing, so that no number of harmless ones hides it.
    pub(super) fn push(&mut self, make: impl FnOnce() -> Departure) {
        if self.departures.len() < KEPT {
            self.departures.push(make());
            return;
        }
        self.omitted += 1;
        let departure = make();
        if departure.kind == DepartureKind::Unusable
            && let Some(harmless) =
                self.departures.iter_mut().rfind(|kept| kept.kind != DepartureKind::Unusable)
        {
            *harmless = departure;
        }
    }
}

/// The beginning of a text.
pub(super) fn excerpt(text: &str) -> &str {
    if text.len() <= SHOWN {
        return text;
    }
    let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

/// The first ten departures in words, and how many more there are with those that were `omitted` before.
pub(crate) fn list(departures: &[Departure], omitted: usize) -> String {
    let shown: Vec<String> = departures
        .iter()
        .take(10)
        .map(|one| format!("{}: expected {}, found {}", one.pointer, one.expected, one.found))
        .collect();
    match departures.len().saturating_sub(shown.len()).saturating_add(omitted) {
        0 => shown.join("; "),
        more => format!("{}; and {more} more", shown.join("; ")),
    }
}
