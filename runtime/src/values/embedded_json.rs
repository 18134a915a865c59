//! JSON documents inside strings.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{
    codec::{Decoded, Decoder, Element, Single, decode_text, encode, is_json},
    tables::Wire,
};

/// A JSON document that travels as the content of a string.
///
/// The text is kept as it was received, and only read when it is asked for, so that a bad document never costs the
/// rest of a response. Two are equal if their texts are.
///
/// ```
/// # use alibabacloud_runtime as alibabacloud_backup;
/// use alibabacloud_backup::EmbeddedJson;
///
/// let limits: EmbeddedJson<Vec<i64>> = EmbeddedJson::new("[1, 2]");
/// assert_eq!(limits.get()?, [1, 2]);
/// assert_eq!(limits.raw(), "[1, 2]");
/// # Ok::<(), alibabacloud_backup::EmbeddedJsonError>(())
/// ```
pub struct EmbeddedJson<T = Value> {
    raw: String,
    content: PhantomData<fn() -> T>,
}

impl<T> EmbeddedJson<T> {
    /// A document that is already text. It is not checked.
    #[must_use]
    pub fn new(raw: impl Into<String>) -> Self {
        Self { raw: raw.into(), content: PhantomData }
    }

    /// The text as it was received or given.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The document as any JSON value. Text that was escaped once too often is read all the same. A number that a [`Value`]
    /// would round, such as one beyond 64 bits, is a string with its digits.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or nested more than 128 levels deep.
    pub fn value(&self) -> Result<Value, EmbeddedJsonError> {
        Ok(read::<Value>(&self.raw)?.value)
    }
}

impl<T: Element> EmbeddedJson<T> {
    /// The document as the declared type, as tolerantly as a response.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or nothing of it could be used.
    pub fn get(&self) -> Result<T, EmbeddedJsonError> {
        Ok(read(&self.raw)?.value)
    }

    /// The same with the departures: where the document differs from the declared type.
    ///
    /// ```
    /// # use alibabacloud_runtime as alibabacloud_backup;
    /// use alibabacloud_backup::EmbeddedJson;
    ///
    /// let limits: EmbeddedJson<Vec<i64>> = EmbeddedJson::new(r#"[1, "2", "many"]"#);
    /// let read = limits.get_detailed()?;
    /// assert_eq!(read.value, [1, 2]);
    /// assert_eq!(read.departures[1].pointer, "/2");
    /// # Ok::<(), alibabacloud_backup::EmbeddedJsonError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or nothing of it could be used.
    pub fn get_detailed(&self) -> Result<Decoded<T>, EmbeddedJsonError> {
        read(&self.raw)
    }

    /// The document of a value.
    #[must_use]
    pub fn from_value(value: &T) -> Self {
        Self::new(value.encode(Wire::Plain).to_string())
    }
}

/// A document inside a string that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedJsonError(String);

impl fmt::Display for EmbeddedJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text in the string could not be read: {}", self.0)
    }
}

impl std::error::Error for EmbeddedJsonError {}

fn read<T: Element>(raw: &str) -> Result<Decoded<T>, EmbeddedJsonError> {
    let decoded = decode_text("EmbeddedJson", &document(raw), Wire::Plain);
    let Decoded { value, departures, omitted } =
        decoded.map_err(|error| EmbeddedJsonError(error.to_string()))?;
    match value {
        Some(value) => Ok(Decoded { value, departures, omitted }),
        None => Err(EmbeddedJsonError(departures.last().map_or_else(String::new, |departure| {
            format!("expected {}, found {}", departure.expected, departure.found)
        }))),
    }
}

/// The JSON in a text, without the escapes that some answers add once too often.
fn document(raw: &str) -> Cow<'_, str> {
    let found = if is_json(raw) {
        // `"{\"a\":1}"`: the document as a string once more.
        serde_json::from_str(raw).ok().filter(|inner: &String| inner.trim_start().starts_with(['{', '[']))
    } else {
        // `{\"a\":1}`: what such a string contains, but not unescaped.
        serde_json::from_str(&format!("\"{raw}\"")).ok()
    };
    found.filter(|inner| is_json(inner)).map_or(Cow::Borrowed(raw), Cow::Owned)
}

impl<T> Clone for EmbeddedJson<T> {
    fn clone(&self) -> Self {
        Self::new(self.raw.as_str())
    }
}

impl<T> fmt::Debug for EmbeddedJson<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EmbeddedJson").field(&self.raw).finish()
    }
}

impl<T> PartialEq for EmbeddedJson<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T> Eq for EmbeddedJson<T> {}

/// As a string.
impl<T> Serialize for EmbeddedJson<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.raw)
    }
}

impl<'de, T> Deserialize<'de> for EmbeddedJson<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl<T> Single for EmbeddedJson<T> {}

impl<T: Element> Element for EmbeddedJson<T> {
    fn decode(decoder: &mut Decoder<'_>, _: Wire) -> Option<Self> {
        decoder.embedded_text().map(Self::new)
    }

    fn encode(&self, wire: Wire) -> Value {
        let text = || Value::from(self.raw.as_str());
        match wire {
            // The text is JSON already; a parameter that is a JSON document is exactly this string.
            Wire::Json => text(),
            Wire::Human => self.get().map_or_else(
                |_| self.value().unwrap_or_else(|_| text()),
                |content| content.encode(Wire::Human),
            ),
            wire => encode::travel(text(), wire),
        }
    }
}
