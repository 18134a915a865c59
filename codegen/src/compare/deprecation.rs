//! What both sides say of a thing that is no longer to be used.

use super::subjects::{Says, Subjects};
use crate::Place;
use crate::aspect::Aspect;
use crate::metadata::Value;

/// Notes a deprecation if one side states it.
pub(super) fn compare(
    subjects: &mut Subjects<'_, '_>,
    (spec, spec_place): (bool, Place),
    metadata: Option<&(bool, Value<'_>)>,
    near: &Value<'_>,
) {
    let stated = metadata.map(|(stated, _)| *stated);
    if !spec && stated != Some(true) {
        return;
    }
    let words = |deprecated: bool| if deprecated { "deprecated" } else { "not deprecated" }.to_owned();
    let place = subjects.place(metadata.map_or(near, |(_, value)| value));
    let says = Says { spec: (spec.then(|| words(true)), spec_place), metadata: (stated.map(words), place) };
    subjects.judge(Aspect::Deprecated, None, stated == Some(spec), says);
}
