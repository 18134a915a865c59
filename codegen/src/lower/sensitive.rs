//! What is never shown: what the specification says, or else the name of a text.

use std::collections::{BTreeMap, BTreeSet};

use super::records::only_property;
use super::{Lowering, MAX_CHAIN};
use crate::ir::{Operation, Sensitive, Type, TypeDefinition};
use crate::names;
use crate::spec::{self, Schema, SchemaKind};

/// What a name has in it that is a secret wherever it stands.
const SECRETS: &[&str] = &["password", "passwd", "passphrase", "passcode"];

/// The last words of names of secrets.
const ENDINGS: &[&[&str]] = &[
    &["access", "key"],
    &["api", "key"],
    &["authorization"],
    &["credential"],
    &["key", "material"],
    &["otp"],
    &["plaintext"],
    &["private", "key"],
    &["pwd"],
    &["secret"],
    &["secret", "data"],
    &["secret", "key"],
    &["secret", "value"],
    &["token"],
];

/// What stands before `token` where it names a page or a repetition.
const HARMLESS_TOKENS: &[&str] =
    &["client", "continuation", "idempotency", "idempotent", "next", "page", "pagination"];

impl Lowering<'_> {
    /// Whether the value of a property is never shown.
    pub(super) fn is_sensitive(&self, name: &str, schema: &Schema) -> bool {
        let (said, kind) = self.inmost(schema);
        let (name, said, kind) = match only_property(schema) {
            // A wrapped list is named twice.
            Some((inner, list)) if said.is_none() && !is_secret(name) => {
                let (said, kind) = self.inmost(list);
                (inner.value.as_str(), said, kind)
            }
            _ => (name, said, kind),
        };
        said.unwrap_or_else(|| is_password(kind) || is_text(kind) && is_secret(name))
    }

    pub(super) fn sensitive_parameter(&self, parameter: &spec::Parameter) -> Sensitive {
        let said = parameter.schema.sensitive.is_some() || !parameter.idempotency_token;
        let all = said && self.is_sensitive(&parameter.name.value, &parameter.schema);
        if all { Sensitive::All } else { Sensitive::Nothing }
    }

    /// What values consist of behind references, lists and maps, and what is said on the way there.
    fn inmost<'s>(&'s self, schema: &'s Schema) -> (Option<bool>, &'s SchemaKind) {
        let (mut schema, mut said) = (schema, None);
        // A circle has been reported; the bound keeps it from being followed forever.
        for _ in 0..MAX_CHAIN {
            let resolved = self.resolve(schema);
            said = said.or(schema.sensitive).or(resolved.sensitive);
            match &resolved.kind {
                SchemaKind::Array { items: inner, .. } | SchemaKind::Map(inner) => schema = inner,
                kind => return (said, kind),
            }
        }
        (said, &schema.kind)
    }
}

/// Whether values are texts that may be anything.
fn is_text(kind: &SchemaKind) -> bool {
    matches!(
        kind,
        SchemaKind::String { list: None, .. } | SchemaKind::Embedded(_) | SchemaKind::Any | SchemaKind::Bytes
    )
}

fn is_password(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::String { format: Some(format), .. } if format.value == "password")
}

/// Whether the name of a text is that of a secret.
fn is_secret(name: &str) -> bool {
    let whole = name.to_ascii_lowercase();
    if SECRETS.iter().any(|secret| whole.contains(secret)) {
        return true;
    }
    let may_end = |ending: &&[&str]| ending.last().is_some_and(|last| whole.contains(last));
    if whole.is_ascii() && !ENDINGS.iter().any(may_end) {
        return false;
    }
    let mut words = names::words(name);
    // `Passwords`, `Token2`
    while words.last().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        words.pop();
    }
    if let Some(last) = words.last_mut() {
        *last = last.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('s').to_owned();
    }
    let ends = |ending: &&[&str]| {
        words.len() >= ending.len()
            && words.iter().rev().zip(ending.iter().rev()).all(|(word, wanted)| word == wanted)
    };
    let before = words.iter().rev().nth(1);
    let is_page = before.is_some_and(|word| HARMLESS_TOKENS.contains(&word.as_str()));
    ENDINGS.iter().any(ends) && !is_page
}

/// Marks what has secrets inside: parameters with the names of such fields, and documents in texts as a whole.
pub(super) fn mark(operations: &mut [Operation], shared: &mut [TypeDefinition]) {
    let hiding = hiding(operations, shared);
    let own = operations.iter_mut().flat_map(|operation| &mut operation.types);
    for definition in own.chain(shared) {
        if let TypeDefinition::Record(record) = definition {
            for field in &mut record.fields {
                field.sensitive |= hides_in_text(&field.r#type, &hiding);
            }
        }
    }
    for operation in operations {
        operation.sensitive_answer = inside(&operation.response, &hiding) != Sensitive::Nothing;
        for parameter in &mut operation.parameters {
            if parameter.sensitive == Sensitive::Nothing {
                parameter.sensitive = inside(&parameter.r#type, &hiding);
            }
        }
    }
}

/// The records with secrets inside, however deep, and the names of these on the wire.
type Hiding = BTreeMap<names::Type, BTreeSet<String>>;

fn hiding(operations: &[Operation], shared: &[TypeDefinition]) -> Hiding {
    let own = operations.iter().flat_map(|operation| &operation.types);
    let records: Vec<_> = own
        .chain(shared)
        .filter_map(|definition| match definition {
            TypeDefinition::Record(record) => Some(record),
            TypeDefinition::Enum(_) => None,
        })
        .collect();
    let mut hiding = Hiding::new();
    loop {
        let mut grown = false;
        for record in &records {
            let mut names = hiding.get(&record.name).cloned().unwrap_or_default();
            let before = names.len();
            for field in &record.fields {
                if field.sensitive || hides_in_text(&field.r#type, &hiding) {
                    names.insert(field.wire_name.clone());
                } else if let Some(inner) = field.r#type.named().and_then(|name| hiding.get(name)) {
                    names.extend(inner.iter().cloned());
                }
            }
            if names.len() > before {
                grown = true;
                hiding.insert(record.name.clone(), names);
            }
        }
        if !grown {
            return hiding;
        }
    }
}

/// Whether a type is a document in a text, or consists of them, with secrets inside.
fn hides_in_text(r#type: &Type, hiding: &Hiding) -> bool {
    match r#type {
        Type::Embedded(inner) => inner.named().is_some_and(|name| hiding.contains_key(name)),
        Type::List(inner) | Type::Map(inner) => hides_in_text(inner, hiding),
        _ => false,
    }
}

fn inside(r#type: &Type, hiding: &Hiding) -> Sensitive {
    if hides_in_text(r#type, hiding) {
        return Sensitive::All;
    }
    let names = r#type.named().and_then(|name| hiding.get(name));
    names.map_or(Sensitive::Nothing, |names| Sensitive::Fields(names.iter().cloned().collect()))
}
