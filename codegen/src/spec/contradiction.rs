//! What sources disagree about.

use super::Contradiction;
use super::object::{Object, key, words};
use crate::aspect::Aspect;
use crate::diagnostic::Reporter;
use crate::rule;
use crate::yaml::Node;

/// The recorded contradictions of an operation, a parameter, a schema or an example.
pub(super) fn contradictions(object: &Object<'_>) -> Vec<Contradiction> {
    object.list("x-contradictions").iter().filter_map(|node| contradiction(node, object.reporter())).collect()
}

fn contradiction(node: &Node, reporter: &Reporter<'_>) -> Option<Contradiction> {
    let object = Object::new(node, "a contradiction", reporter)?;
    let (about, choice) = (object.required_words("about"), object.required_words("choice"));
    let because = object.required_words("because");
    let mut claims = Vec::new();
    match object.object("claims", "the claims") {
        None => object.missing("claims"),
        Some(entries) => {
            for entry in entries.all() {
                match words(&entry.node) {
                    Some(claim) => claims.push((key(entry), claim)),
                    None => reporter.report(
                        &rule::WRONG_KIND,
                        &entry.node.place,
                        "a claim must be text",
                        "write what the source says",
                    ),
                }
            }
            if claims.is_empty() {
                let help = "name each source and what it says; one that contradicts itself says both";
                reporter.report(
                    &rule::EMPTY_CONTRADICTION,
                    entries.place,
                    "a contradiction needs claims",
                    help,
                );
            }
        }
    }
    let (aspect, at) = (aspect(&object), object.texts("at"));
    object.finish();
    let place = node.place.clone();
    Some(Contradiction { place, about: about?, aspect, at, claims, choice: choice?, because: because? })
}

fn aspect(object: &Object<'_>) -> Option<Aspect> {
    let text = object.text("aspect")?;
    let known = Aspect::ALL.into_iter().find(|aspect| aspect.name() == text.value);
    if known.is_none() {
        let names = Aspect::ALL.map(Aspect::name);
        let message = format!("sources do not differ in `{}`", text.value);
        object.reporter().report(
            &rule::UNKNOWN_WORD,
            &text.place,
            message,
            format!("write one of {}", names.join(", ")),
        );
    }
    known
}
