//! Values that YAML reads otherwise than their author may have meant, as they are written.

use super::{Linter, inside};
use crate::diagnostic::Place;
use crate::rule;
use crate::spec::{Schema, SchemaKind, Text};
use crate::yaml::{Node, Value};

impl<'d> Linter<'d> {
    pub(super) fn check_written(&self) {
        let document = self.document;
        document.description.iter().for_each(|text| self.check_comment(text));
        for (_, schema) in &document.schemas {
            self.check_written_schema(schema);
        }
        for operation in &document.operations {
            let texts = [&operation.summary, &operation.description];
            texts.into_iter().flatten().for_each(|text| self.check_comment(text));
            for parameter in &operation.parameters {
                parameter.description.iter().for_each(|text| self.check_comment(text));
                let example = parameter.example.iter();
                example.for_each(|node| self.check_written_value(node, &parameter.schema));
                self.check_written_schema(&parameter.schema);
            }
            if let Some(response) = &operation.response {
                self.check_written_schema(&response.schema);
            }
            for error in &operation.errors {
                error.description.iter().for_each(|text| self.check_comment(text));
            }
        }
    }

    fn check_written_schema(&self, schema: &'d Schema) {
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            schema.description.iter().for_each(|text| self.check_comment(text));
            let values = schema.examples.iter().chain(&schema.default);
            values.for_each(|node| self.check_written_value(node, schema));
            if let SchemaKind::String { list: Some(list), .. } = &schema.kind {
                for value in &list.values {
                    self.check_word(&value.value.value, &value.value.place);
                    value.description.iter().for_each(|text| self.check_comment(text));
                }
            }
            open.extend(inside(schema));
        }
    }

    /// A text that ends where YAML sees a comment.
    fn check_comment(&self, text: &Text) {
        let written = self.reporter.written(&text.place);
        let behind = self.reporter.behind(&text.place);
        let comment = behind.trim_start().strip_prefix('#').filter(|_| behind.starts_with(' '));
        let is_plain = !written.starts_with(['"', '\'', '|', '>']);
        // What is to be done is no part of a text.
        let is_text =
            |comment: &&str| !comment.trim().is_empty() && !comment.trim_start().starts_with("TODO");
        if let Some(comment) = comment.filter(|_| is_plain).filter(is_text) {
            let message =
                format!("the text ends before `#{}`, which is a comment to YAML", comment.trim_end());
            let help = "quote the whole text, or put the comment on a line of its own";
            self.reporter.report(&rule::CUT_TEXT, &text.place, message, help);
        }
    }

    fn check_written_value(&self, node: &Node, schema: &'d Schema) {
        let Value::Text(text) = &node.value else { return };
        if text.contains(['“', '”', '‘', '’']) {
            let message = "the example has curly quotes, which a text processor makes of straight ones";
            let help = "write `\"` or `'`, if the service takes these";
            self.reporter.report(&rule::CURLY_QUOTES, &node.place, message, help);
        }
        // What is no text in the schema is another mistake.
        if matches!(self.resolve(schema).kind, SchemaKind::String { .. }) {
            self.check_word(text, &node.place);
        }
    }

    /// A word or digits without quotes that other readers of YAML take for something else than text.
    fn check_word(&self, text: &str, place: &Place) {
        let written = self.reporter.written(place);
        let word = matches!(text.to_ascii_lowercase().as_str(), "on" | "off" | "yes" | "no" | "y" | "n");
        let octal = text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
        if written == text && (word || octal) {
            let what = if word { "a boolean" } else { "an octal number" };
            let message = format!("`{text}` is {what} to readers of YAML 1.1");
            self.reporter.report(&rule::AMBIGUOUS_WORD, place, message, format!("quote it: `\"{text}\"`"));
        }
    }
}
