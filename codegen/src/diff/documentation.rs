//! Texts for people, compared.

use super::sides::{Side, named};
use crate::ir::{Documentation, Type, TypeDefinition};
use crate::prose;

/// Whether a text with its notes is another. Facts are compared where they are decided, but for those
/// that are told alone.
pub(super) fn differs(before: &Documentation, after: &Documentation) -> bool {
    let is_told = |fact: &&String| fact.starts_with("Unit: ") || fact.starts_with("Only with ");
    let told = |one: &Documentation| one.facts.iter().filter(is_told).cloned().collect::<Vec<_>>();
    // A note is printed as one paragraph.
    let words = |note: &String| shown(note).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let notes = |one: &Documentation| one.notes.iter().map(words).collect::<Vec<_>>();
    shown(&before.text) != shown(&after.text) || notes(before) != notes(after) || told(before) != told(after)
}

/// The lines of a text as they are printed.
pub(super) fn shown(text: &str) -> Vec<String> {
    prose::lines(text)
}

/// The facts of a field that are told nowhere else: not its type's list of values, and the limits of answers only.
pub(super) fn facts(one: &Documentation, r#type: &Type, input: bool) -> Vec<String> {
    let own = |fact: &&String| {
        let limit = ["Range: ", "Length: ", "One of ", "ASCII "].iter().any(|start| fact.starts_with(start));
        !(limit && input || named(r#type).is_some() && fact.starts_with("One of "))
    };
    one.facts.iter().filter(own).cloned().collect()
}

/// Whether both texts are those of the types, which are compared by themselves.
pub(super) fn inherited(
    before: (&Documentation, &Type, &Side<'_>),
    after: (&Documentation, &Type, &Side<'_>),
) -> bool {
    let inherits = |(own, r#type, side): (&Documentation, &Type, &Side<'_>)| {
        let definition = named(r#type).and_then(|name| side.types.get(name));
        definition.is_some_and(|declared| match declared.definition {
            TypeDefinition::Record(record) => record.documentation.text == own.text,
            TypeDefinition::Enum(r#enum) => r#enum.documentation.text == own.text,
        })
    };
    let quiet = |one: &Documentation| (one.notes.clone(), one.facts.clone());
    inherits(before) && inherits(after) && quiet(before.0) == quiet(after.0)
}
