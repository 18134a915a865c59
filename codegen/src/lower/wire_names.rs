//! Names on the wire that are not what they seem to be.

use super::Lowering;
use crate::prose::is_unseen;
use crate::rule;
use crate::spec::{Schema, SchemaKind, Text};

/// What a name may not have.
enum Fault {
    Outside,
    Unseen(char),
    Mixed(char),
}

impl Lowering<'_> {
    /// Reports names with blanks around them, with characters that nobody sees, or with letters that look like others.
    pub(super) fn check_wire_names(&self) {
        for (name, schema) in &self.document.schemas {
            self.check_wire_name(name);
            self.check_names_of(schema);
        }
        for operation in &self.document.operations {
            self.check_wire_name(&operation.name);
            operation.errors.iter().for_each(|error| self.check_wire_name(&error.code));
            for parameter in &operation.parameters {
                self.check_wire_name(&parameter.name);
                self.check_names_of(&parameter.schema);
            }
            operation.response.iter().for_each(|response| self.check_names_of(&response.schema));
        }
    }

    fn check_names_of(&self, schema: &Schema) {
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            match &schema.kind {
                SchemaKind::Embedded(Some(inner))
                | SchemaKind::Array { items: inner, .. }
                | SchemaKind::Map(inner) => open.push(inner),
                SchemaKind::AllOf(parts) => open.extend(parts),
                SchemaKind::Object(object) => {
                    for (name, property) in &object.properties {
                        self.check_wire_name(name);
                        open.push(property);
                    }
                }
                SchemaKind::String { list: Some(list), .. } => {
                    for value in &list.values {
                        let unseen = value.value.value.chars().find(|c| is_unseen(*c));
                        unseen.into_iter().for_each(|c| self.misleading(&value.value, &Fault::Unseen(c)));
                    }
                }
                _ => {}
            }
        }
    }

    fn check_wire_name(&self, name: &Text) {
        if let Some(fault) = fault(&name.value) {
            self.misleading(name, &fault);
        }
    }

    fn misleading(&self, name: &Text, fault: &Fault) {
        let (text, code) = (&name.value, |c: &char| format!("U+{:04X}", u32::from(*c)));
        match fault {
            Fault::Outside => {
                let message = format!("the name `{text}` begins or ends with a blank");
                self.reporter.report(&rule::MISLEADING_NAME, &name.place, message, "remove the blank");
            }
            Fault::Unseen(c) => {
                let message = format!("`{text}` has the character {}, which nobody sees", code(c));
                self.reporter.report(&rule::MISLEADING_NAME, &name.place, message, "remove the character");
            }
            Fault::Mixed(c) => {
                let message = format!("the name `{text}` has {} among Latin letters", code(c));
                let help = format!("write the Latin letter that looks like `{c}`");
                self.reporter.report(&rule::MISLEADING_NAME, &name.place, message, help);
            }
        }
    }
}

fn fault(name: &str) -> Option<Fault> {
    if name.trim() != name {
        return Some(Fault::Outside);
    }
    if let Some(c) = name.chars().find(|c| is_unseen(*c)) {
        return Some(Fault::Unseen(c));
    }
    let is_latin = name.chars().any(|c| c.is_ascii_alphabetic());
    name.chars().find(|c| is_latin && looks_latin(*c)).map(Fault::Mixed)
}

/// Scripts with letters that look like Latin ones: Greek, Cyrillic, Armenian, Cherokee, and letters for mathematics and
/// for columns of Chinese text.
fn looks_latin(c: char) -> bool {
    matches!(
        u32::from(c),
        0x370..=0x3ff | 0x400..=0x58f | 0x13a0..=0x13ff | 0x1f00..=0x1fff | 0x2100..=0x218f | 0xab70..=0xabbf
            | 0xff10..=0xff5a | 0x1d400..=0x1d7ff
    )
}
