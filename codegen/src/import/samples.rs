//! Samples of answers: the JSON ones, as they are.

use super::facts::Samples;
use super::values;
use super::yaml::{Map, Yaml};

/// The sample of an answer, and what to say if there is none that can be used.
pub(super) fn decide(samples: &Samples, is_object: bool) -> Result<Option<Map>, &'static str> {
    let Some(text) = &samples.json else {
        return if samples.has_xml { Err("the only sample is XML") } else { Ok(None) };
    };
    let value = values::json(text).ok_or("the sample is not JSON")?;
    if is_object && !matches!(value, Yaml::Map(_)) {
        return Err("the sample is no object");
    }
    if value == Yaml::Map(Map::default()) {
        return Ok(None);
    }
    Ok(Some(Map::default().with("documented", Map::default().with("value", value))))
}
