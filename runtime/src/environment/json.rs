//! JSON whose texts are wiped from memory when they are dropped.

use crate::codec::without_bom;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use std::fmt;
use zeroize::Zeroizing;

/// A document that may hold secrets. Has no `Debug` on purpose.
pub(super) enum Json {
    Text(Zeroizing<String>),
    Number(i64),
    Object(Vec<(String, Json)>),
    List(Vec<Json>),
    Boolean(bool),
    Null,
    /// A number that is no integer of 64 bits.
    Other,
}

impl Json {
    /// Reads a document; the error says where it is broken and repeats nothing of it.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(without_bom(bytes))
            .map_err(|error| format!("is not JSON (line {}, column {})", error.line(), error.column()))
    }

    /// The member of an object.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a member, unless it is empty.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Self::Text(text)) if !text.is_empty() => Some(text.as_str()),
            _ => None,
        }
    }

    /// The number of a member, unless it is 0, which the vendor's tools write for nothing.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.get(name)? {
            Self::Number(number) if *number != 0 => Some(*number),
            _ => None,
        }
    }

    /// What a member is that should be a text, and is not.
    pub(super) fn not_text(&self, name: &str) -> Option<&'static str> {
        match self.get(name)? {
            Self::Text(_) | Self::Null => None,
            other => Some(other.kind()),
        }
    }

    pub(super) fn boolean(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Self::Boolean(value) => Some(*value),
            Self::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Self::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Number(_) | Self::Other => "a number",
            Self::Object(_) => "an object",
            Self::List(_) => "a list",
            Self::Boolean(_) => "a boolean",
            Self::Null => "null",
        }
    }

    /// The items of a member that is a list.
    pub(super) fn items(&self, name: &str) -> &[Self] {
        match self.get(name) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(Zeroizing::new(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(Zeroizing::new(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(i64::try_from(number).map_or(Json::Other, Json::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }
}
