//! Texts for people, compared.

use super::sides::Side;
use crate::ir::{Documentation, Type, TypeDefinition};
use crate::prose;

pub(super) const UNIT: &str = "Unit: ";
pub(super) const DEFAULT: &str = "Default: ";
const CONDITION: &str = "Only with ";

/// What is said under a word, if it is documented.
fn said<'d>(one: &'d Documentation, word: &str) -> Option<&'d str> {
    one.facts.iter().find_map(|fact| fact.strip_prefix(word)).map(|rest| rest.trim_end_matches('.'))
}

/// What is said under a word before and after, if both say something and it differs.
pub(super) fn restated<'d>(
    before: &'d Documentation,
    after: &'d Documentation,
    word: &str,
) -> Option<(&'d str, &'d str)> {
    said(before, word).zip(said(after, word)).filter(|(was, is)| was != is)
}

/// Whether a text with its notes is another, or a unit or a condition became known. Other facts are compared where they are
/// decided.
pub(super) fn differs(before: &Documentation, after: &Documentation) -> bool {
    // A note is printed as one paragraph.
    let words = |note: &String| shown(note).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let notes = |one: &Documentation| one.notes.iter().map(words).collect::<Vec<_>>();
    shown(&before.text) != shown(&after.text)
        || notes(before) != notes(after)
        || said(before, UNIT).is_some() != said(after, UNIT).is_some()
        || said(before, CONDITION) != said(after, CONDITION)
}

/// The lines of a text as they are printed.
pub(super) fn shown(text: &str) -> Vec<String> {
    prose::lines(text)
}

/// The facts of a field that are told nowhere else: not its type's list of values, and the limits of answers only.
pub(super) fn facts(one: &Documentation, r#type: &Type, input: bool) -> Vec<String> {
    let own = |fact: &&String| {
        let limit = ["Range: ", "Length: ", "One of ", "ASCII "].iter().any(|start| fact.starts_with(start));
        !(fact.starts_with(UNIT) || limit && input || r#type.named().is_some() && fact.starts_with("One of "))
    };
    one.facts.iter().filter(own).cloned().collect()
}

/// Whether both texts are those of the types, which are compared by themselves.
pub(super) fn inherited(
    before: (&Documentation, &Type, &Side<'_>),
    after: (&Documentation, &Type, &Side<'_>),
) -> bool {
    let inherits = |(own, r#type, side): (&Documentation, &Type, &Side<'_>)| {
        let definition = r#type.named().and_then(|name| side.types.get(name));
        definition.is_some_and(|declared| match declared.definition {
            TypeDefinition::Record(record) => record.documentation.text == own.text,
            TypeDefinition::Enum(r#enum) => r#enum.documentation.text == own.text,
        })
    };
    let quiet = |one: &Documentation| (one.notes.clone(), one.facts.clone());
    inherits(before) && inherits(after) && quiet(before.0) == quiet(after.0)
}
