//! Names that the stable rule cannot give: two that are one in Rust, none at all, types with too long a name.
//!
//! What tells such names apart is taken from their spelling, so that it stays when others come or go.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Operation;
use crate::names::{self, Identifier, NoName, Use};

/// The longest name of a type.
const LONGEST: usize = 100;
/// How many numbers are tried behind a name; where none of them helps, the name itself is wrong.
const MANY: usize = 10_000;

/// The names of types, modules and methods of a product.
#[derive(Default)]
pub(super) struct Names {
    types: BTreeSet<String>,
    modules: BTreeSet<String>,
    methods: BTreeSet<String>,
}

impl Names {
    /// The names of operations, `x-rust-name` for those that need one.
    pub(super) fn operations(&mut self, module: &str, operations: &[&Operation]) -> Vec<Option<String>> {
        self.modules.insert(module.to_owned());
        operations.iter().map(|operation| self.operation(&operation.name)).collect()
    }

    fn operation(&mut self, wire: &str) -> Option<String> {
        if self.take_operation(wire) {
            return None;
        }
        let base = short(text(&names::r#type(&[wire]), wire, false));
        let words = spellings(wire).into_iter().map(|word| join::<names::Type>(&base, word));
        let candidates = words.chain([format!("{base}Operation")]);
        let numbered = (2..MANY).map(|number| format!("{base}{number}"));
        candidates.chain(numbered).find(|name| is_given::<names::Type>(name) && self.take_operation(name))
    }

    /// Takes all names of an operation, or none.
    fn take_operation(&mut self, base: &str) -> bool {
        let (Ok(module), Ok(method), Ok(builder)) =
            (names::module(base), names::field(base, Use::Operation), names::r#type(&[base]))
        else {
            return false;
        };
        let free = !self.modules.contains(module.text())
            && !self.methods.contains(method.text())
            && !self.types.contains(builder.text())
            && builder.text().len() <= LONGEST;
        if free {
            self.modules.insert(module.text().to_owned());
            self.methods.insert(method.text().to_owned());
            self.types.insert(builder.text().to_owned());
            // The enum of its error codes.
            self.types.insert(format!("{}ErrorCode", builder.text()));
        }
        free
    }

    /// Takes the name of the type at a place; whether there is one.
    pub(super) fn take_type(&mut self, path: &[&str]) -> bool {
        let Ok(name) = names::r#type(path) else { return false };
        name.text().len() <= LONGEST && self.types.insert(name.text().to_owned())
    }

    /// A name for a type that cannot be named after its place: after the operation and the end of the way there.
    pub(super) fn shorten(&mut self, path: &[&str]) -> String {
        let (first, rest) = path.split_first().map_or(("", path), |(first, rest)| (*first, rest));
        let last = |count: usize| rest.get(rest.len().saturating_sub(count)..).unwrap_or_default();
        let named = |count: usize| {
            let parts: Vec<&str> = [first].into_iter().chain(last(count).iter().copied()).collect();
            names::r#type(&parts).ok().map(|name| name.text().to_owned())
        };
        let short = (1..=rest.len()).filter_map(named);
        let base = named(1).filter(|name| name.len() < LONGEST).unwrap_or_else(|| {
            let text: String = first.chars().filter(char::is_ascii_alphanumeric).take(60).collect();
            format!("{text}Value")
        });
        let numbered = (2..MANY).map(|number| format!("{base}{number}"));
        let free = |name: &String| self.take_type(&[name]);
        short.chain([format!("{base}Value")]).chain(numbered).find(free).unwrap_or(base)
    }

    /// The key of a component, which others may be called like in Rust.
    pub(super) fn component(&mut self, wire: &str) -> String {
        let clean: String = wire
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' })
            .collect();
        let base = short(if names::r#type(&[&clean]).is_ok() { clean } else { spelled(wire) });
        let numbered = (2..MANY).map(|number| format!("{base}{number}"));
        let candidates =
            [base.clone(), format!("{base}Data"), format!("{base}Schema")].into_iter().chain(numbered);
        let free = |name: &String| self.take_type(&[name]);
        candidates.into_iter().find(free).unwrap_or(base.clone())
    }
}

/// The names of error codes, which are the same in all operations.
#[derive(Default)]
pub(super) struct ErrorNames {
    given: BTreeMap<String, Option<String>>,
    taken: BTreeSet<String>,
}

impl ErrorNames {
    /// The name of a code, if it needs one.
    pub(super) fn take(&mut self, code: &str) -> Option<String> {
        if let Some(known) = self.given.get(code) {
            return known.clone();
        }
        let name = distinct(&mut self.taken, &names::variant(code), code);
        self.given.insert(code.to_owned(), name.clone());
        name
    }
}

/// The names of the values of an enum, for those that need one.
pub(super) fn variants(values: &[String]) -> Vec<Option<String>> {
    let mut taken = BTreeSet::new();
    values.iter().map(|value| distinct(&mut taken, &names::variant(value), value)).collect()
}

/// The name of a field, if it needs one.
pub(super) fn field(taken: &mut BTreeSet<String>, wire: &str) -> Option<String> {
    distinct(taken, &names::field(wire, Use::Field), wire)
}

/// The name of a setter, if it needs one; parameters with the wire name of another are told apart by their place.
pub(super) fn setter(taken: &mut BTreeSet<String>, wire: &str, place: Option<&str>) -> Option<String> {
    let rule = names::field(wire, Use::Method);
    if let (Some(place), Ok(name)) = (place, &rule) {
        let given = format!("{place}_{}", bare(name.text()));
        if is_given::<names::Field>(&given) && taken.insert(given.clone()) {
            return Some(given);
        }
    }
    distinct(taken, &rule, wire)
}

/// Takes the name that the rule gives, or says which one to give instead.
fn distinct<N: Identifier>(
    taken: &mut BTreeSet<String>,
    rule: &Result<N, NoName>,
    wire: &str,
) -> Option<String> {
    if let Ok(name) = rule
        && taken.insert(name.text().to_owned())
    {
        return None;
    }
    let base = text(rule, wire, N::LOWER_CASE);
    let plain = rule.is_err().then(|| base.clone());
    let words = spellings(wire).into_iter().map(|word| join::<N>(&base, word));
    let numbered = (2..MANY)
        .map(|number| if N::LOWER_CASE { format!("{base}_{number}") } else { format!("{base}{number}") });
    plain
        .into_iter()
        .chain(words)
        .chain(numbered)
        .find(|name| is_given::<N>(name) && taken.insert(name.clone()))
}

fn is_given<N: Identifier>(name: &str) -> bool {
    names::given::<N>(name).is_ok()
}

/// What a name begins with: as the rule has it, or else the code points.
fn text<N: Identifier>(rule: &Result<N, NoName>, wire: &str, lower: bool) -> String {
    match rule {
        Ok(name) => bare(name.text()).to_owned(),
        Err(NoName) if lower => spelled(wire).to_ascii_lowercase(),
        Err(NoName) => spelled(wire),
    }
}

/// The beginning of a name that leaves room for what tells it from others.
fn short(name: String) -> String {
    if name.len() <= LONGEST { name } else { name.chars().take(LONGEST - 20).collect() }
}

fn bare(name: &str) -> &str {
    name.trim_start_matches("r#").trim_end_matches('_')
}

/// A name of the code points of a text.
fn spelled(wire: &str) -> String {
    wire.chars().take(8).map(|c| format!("U{:X}", u32::from(c))).collect()
}

fn join<N: Identifier>(base: &str, word: &str) -> String {
    if N::LOWER_CASE {
        return format!("{base}_{word}");
    }
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    format!("{base}{}{}", first.into_iter().collect::<String>(), letters.as_str())
}

/// What tells a spelling from others.
fn spellings(wire: &str) -> Vec<&'static str> {
    let letters = || wire.chars().filter(char::is_ascii_alphabetic);
    let case = if letters().all(|c| c.is_ascii_lowercase()) {
        "lowercase"
    } else if letters().all(|c| c.is_ascii_uppercase()) {
        "uppercase"
    } else if wire.starts_with(|c: char| c.is_ascii_uppercase()) {
        "capitalized"
    } else {
        "uncapitalized"
    };
    let marks = [('_', "underscored"), ('-', "dashed"), ('.', "dotted"), (' ', "spaced"), ('/', "slashed")];
    let marks = marks.into_iter().filter(|(mark, _)| wire.contains(*mark)).map(|(_, word)| word);
    marks.chain([case]).collect()
}
