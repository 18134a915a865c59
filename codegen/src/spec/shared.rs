//! Components that operations refer to, other than schemas.

use super::object::Object;
use crate::rule;
use crate::yaml::{Entry, Node};

/// What operations may refer to.
#[derive(Clone, Copy, Default)]
pub(super) struct Shared<'n> {
    pub(super) schemas: &'n [Entry],
    pub(super) parameters: &'n [Entry],
    pub(super) bodies: &'n [Entry],
    pub(super) responses: &'n [Entry],
}

/// A kind of component: the key under `components`, what one is called, and those that there are.
#[derive(Clone, Copy)]
pub(super) struct Components<'n> {
    key: &'static str,
    what: &'static str,
    article: &'static str,
    entries: &'n [Entry],
}

impl<'n> Shared<'n> {
    pub(super) fn parameters(self) -> Components<'n> {
        let (what, article) = ("parameter", "a parameter");
        Components { key: "parameters", what, article, entries: self.parameters }
    }

    pub(super) fn bodies(self) -> Components<'n> {
        let (what, article) = ("request body", "a request body");
        Components { key: "requestBodies", what, article, entries: self.bodies }
    }

    pub(super) fn responses(self) -> Components<'n> {
        let (what, article) = ("response", "a response");
        Components { key: "responses", what, article, entries: self.responses }
    }

    /// The schema that a reference leads to.
    pub(super) fn schema(self, reference: &str) -> Option<&'n Node> {
        let name = reference.strip_prefix("#/components/schemas/")?;
        self.schemas.iter().find(|entry| entry.key == name).map(|entry| &entry.node)
    }
}

impl<'n> Components<'n> {
    /// The map of a node, or of the component that its `$ref` leads to.
    pub(super) fn resolve(
        self,
        node: &'n Node,
        reporter: &'n crate::diagnostic::Reporter<'n>,
    ) -> Option<Object<'n>> {
        let object = Object::new(node, self.article, reporter)?;
        let Some(target) = object.text("$ref") else { return Some(object) };
        object.finish();
        let Self { key, what, .. } = self;
        let name = target.value.strip_prefix(&format!("#/components/{key}/"));
        let Some(entry) = self.entries.iter().find(|entry| Some(entry.key.as_str()) == name) else {
            let help = format!("write `#/components/{key}/<name>` and declare it there");
            let message = format!("`{}` does not exist", target.value);
            reporter.report(&rule::DANGLING_REFERENCE, &target.place, message, help);
            return None;
        };
        let object = Object::new(&entry.node, self.article, reporter)?;
        let Some(again) = object.text("$ref") else { return Some(object) };
        let help = format!("declare the {what} under `components`, and refer to it from operations");
        let message = format!("a shared {what} cannot refer to another");
        reporter.report(&rule::UNSUPPORTED_REFERENCE, &again.place, message, help);
        None
    }
}
