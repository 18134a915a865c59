//! Values that were replaced, wherever else they stand.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, Match, MatchKind};
use anyhow::{Context, Result};

use crate::json::Json;

/// The values that would tell something, all searched for at once: an answer may have thousands.
pub(super) struct Telling<'m> {
    masks: BTreeMap<&'m str, &'m str>,
    /// Finds the longest of several values in one place.
    longest: AhoCorasick,
    /// Finds them all.
    any: AhoCorasick,
}

impl<'m> Telling<'m> {
    pub(super) fn new(masks: impl Iterator<Item = (&'m str, &'m str)>) -> Result<Self> {
        let masks: BTreeMap<&str, &str> = masks.collect();
        let build = |kind| AhoCorasick::builder().match_kind(kind).build(masks.keys());
        let search = |kind| build(kind).context("there are too many values to mask");
        let (longest, any) = (search(MatchKind::LeftmostLongest)?, search(MatchKind::Standard)?);
        Ok(Self { masks, longest, any })
    }

    pub(super) fn are_in(&self, text: &str) -> bool {
        self.any.find_overlapping_iter(text).any(|found| is_whole(text, found))
    }

    /// The value with masks in texts and names that were kept.
    pub(super) fn replaced_in(&self, value: &Json) -> Json {
        match value {
            Json::Text(text) => Json::Text(self.replaced(text)),
            Json::List(items) => Json::List(items.iter().map(|item| self.replaced_in(item)).collect()),
            Json::Object(fields) => {
                let fields =
                    fields.iter().map(|(name, value)| (self.replaced(name), self.replaced_in(value)));
                Json::Object(fields.collect())
            }
            Json::Literal(literal) => {
                let mask = self.masks.get(literal.as_str());
                Json::Literal(mask.map_or_else(|| literal.clone(), |mask| (*mask).to_owned()))
            }
        }
    }

    fn replaced(&self, text: &str) -> String {
        let (mut replaced, mut end) = (String::new(), 0);
        for found in self.longest.find_iter(text).filter(|found| is_whole(text, *found)) {
            let mask = text.get(found.range()).and_then(|original| self.masks.get(original));
            replaced.push_str(text.get(end..found.start()).unwrap_or_default());
            replaced.push_str(mask.copied().unwrap_or_default());
            end = found.end();
        }
        replaced.push_str(text.get(end..).unwrap_or_default());
        replaced
    }
}

/// Whether what was found is the value itself: digits inside of a longer number are not.
fn is_whole(text: &str, found: Match) -> bool {
    let is_number =
        text.get(found.range()).is_some_and(|value| value.bytes().all(|byte| byte.is_ascii_digit()));
    let before = text.get(..found.start()).and_then(|before| before.chars().next_back());
    let after = text.get(found.end()..).and_then(|after| after.chars().next());
    let continues =
        before.is_some_and(|c| c.is_ascii_digit() || c == '.') || after.is_some_and(|c| c.is_ascii_digit());
    !(is_number && continues)
}
