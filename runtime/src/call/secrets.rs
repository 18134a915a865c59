//! What no error and no preview repeats: the secrets of the credentials, and the sensitive values of the request.

use super::shown::sensitive_texts;
use crate::{
    codec::percent_encode,
    signing::Credentials,
    tables::{MASK, Parameter},
};
use serde_json::Value;
use std::sync::Arc;

/// What is shorter would be found in texts that do not repeat it.
const SHORTEST: usize = 4;

/// The sensitive values of a request, in the spellings that travel.
#[derive(Clone)]
pub(crate) struct Hidden(Arc<[String]>);

impl Hidden {
    pub(crate) fn new<'v>(given: impl Iterator<Item = (&'static Parameter, &'v Value)>) -> Self {
        let mut texts = Vec::new();
        given.for_each(|(parameter, value)| sensitive_texts(value, parameter.sensitive, &mut texts));
        texts.retain(|text| text.chars().count() >= SHORTEST);
        let mut spellings: Vec<String> = texts.iter().flat_map(|text| spellings(text)).collect();
        // One may be part of another, which is to be found first.
        spellings.sort_by_key(|text| std::cmp::Reverse(text.len()));
        spellings.dedup();
        Self(spellings.into())
    }

    pub(crate) fn redact(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret, MASK))
    }
}

/// A text as it is, as in JSON, and both as in a URL.
fn spellings(text: &str) -> [String; 4] {
    let quoted = Value::from(text).to_string();
    let escaped = quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned();
    [percent_encode(text), percent_encode(&escaped), text.to_owned(), escaped]
}

/// All that a call keeps to itself.
#[derive(Clone)]
pub(crate) struct Secrets {
    credentials: Option<Credentials>,
    hidden: Hidden,
}

impl Secrets {
    pub(crate) fn new(credentials: Option<Credentials>, hidden: Hidden) -> Self {
        Self { credentials, hidden }
    }

    /// Replaces secrets wherever a text repeats them, as a service's answer may.
    pub(crate) fn redact(&self, text: &str) -> String {
        match &self.credentials {
            Some(credentials) => self.hidden.redact(&credentials.redact(text)),
            None => self.hidden.redact(text),
        }
    }
}
