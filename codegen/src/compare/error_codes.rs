//! Error codes and the statuses that they come with.

use std::collections::BTreeMap;

use crate::Place;
use crate::spec::Operation;

use super::subjects::{Says, Subjects};
use crate::aspect::Aspect;
use crate::metadata::Members;

/// Where each side has a code, by status.
#[derive(Default)]
struct Statuses {
    spec: BTreeMap<String, Place>,
    metadata: BTreeMap<String, Place>,
}

pub(super) fn compare(subjects: &mut Subjects<'_, '_>, operation: &Operation, found: &Members<'_>) {
    let mut codes: BTreeMap<String, Statuses> = BTreeMap::new();
    for error in &operation.errors {
        let statuses = codes.entry(error.code.value.clone()).or_default();
        statuses.spec.insert(error.status.to_string(), error.code.place.clone());
    }
    for error in subjects.metadata.error_codes(found) {
        let place = subjects.place(&error.value);
        codes.entry(error.code).or_default().metadata.insert(error.status, place);
    }
    let near = (
        subjects.places.in_operation(operation, "/responses"),
        subjects.place(found.get("errorCodes").unwrap_or(&found.value)),
    );
    for (code, statuses) in codes {
        subjects.within(Some(code), [], |subjects| compare_one(subjects, statuses, &near));
    }
}

fn compare_one(subjects: &mut Subjects<'_, '_>, mut statuses: Statuses, near: &(Place, Place)) {
    let words = |status: &String| format!("status {status}");
    let shared: Vec<String> =
        statuses.spec.keys().filter(|status| statuses.metadata.contains_key(*status)).cloned().collect();
    for status in shared {
        if let Some((spec, metadata)) = statuses.spec.remove(&status).zip(statuses.metadata.remove(&status)) {
            let says =
                Says { spec: (Some(words(&status)), spec), metadata: (Some(words(&status)), metadata) };
            subjects.judge(Aspect::Errors, None, true, says);
        }
    }
    // What is left on both sides contradicts each other; what is left on one stands alone.
    let (mut spec, mut metadata) = (statuses.spec.iter(), statuses.metadata.iter());
    loop {
        let (ours, theirs) = (spec.next(), metadata.next());
        if ours.is_none() && theirs.is_none() {
            return;
        }
        let says = Says {
            spec: ours.map_or((None, near.0.clone()), |(status, place)| (Some(words(status)), place.clone())),
            metadata: theirs
                .map_or((None, near.1.clone()), |(status, place)| (Some(words(status)), place.clone())),
        };
        subjects.judge(Aspect::Errors, None, false, says);
    }
}
