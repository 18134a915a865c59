//! Texts for people, compared.

use super::sides::Side;
use crate::ir::{Documentation, Type, TypeDefinition};
use crate::prose::{is_visible, wrap};

/// Whether a text with its notes is another. Facts are compared where they are decided, but for the unit.
pub(super) fn differs(before: &Documentation, after: &Documentation) -> bool {
    let unit = |one: &Documentation| one.facts.iter().find(|fact| fact.starts_with("Unit: ")).cloned();
    // A note is printed as one paragraph.
    let words = |note: &String| shown(note).join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let notes = |one: &Documentation| one.notes.iter().map(words).collect::<Vec<_>>();
    shown(&before.text) != shown(&after.text) || notes(before) != notes(after) || unit(before) != unit(after)
}

/// The lines of a text as they are printed: wrapped, without what is invisible, and without space around them.
pub(super) fn shown(text: &str) -> Vec<String> {
    let seen = |c: &char| is_visible(*c);
    let lines = text.lines().map(|line| line.chars().filter(seen).collect::<String>().trim().to_owned());
    let lines: Vec<String> = lines.skip_while(String::is_empty).collect();
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines.iter().take(end).flat_map(|line| wrap(line)).map(|line| line.trim().to_owned()).collect()
}

/// The facts of a field that are told nowhere else: not its type's list of values, and the limits of answers only.
pub(super) fn facts(one: &Documentation, r#type: &Type, input: bool) -> Vec<String> {
    let own = |fact: &&String| {
        let limit = ["Range: ", "Length: ", "One of ", "ASCII "].iter().any(|start| fact.starts_with(start));
        !(limit && input || r#type.named().is_some() && fact.starts_with("One of "))
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
