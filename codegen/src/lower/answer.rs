//! Answers: which type is decoded from one.

use super::Lowering;
use super::types::Site;
use crate::ir::{Shape, Type, TypeDefinition, Wire};
use crate::rule;
use crate::spec;

impl<'d> Lowering<'d> {
    /// The type of the answer. Only the fields of a record can say how their values are written.
    pub(super) fn answer(
        &self,
        operation: &'d spec::Operation,
        types: &mut Vec<TypeDefinition>,
    ) -> Option<Type> {
        // A missing answer has been reported where it was read.
        let response = operation.response.as_ref()?;
        let site = Site { shared: false, path: vec![operation.base(), "Response"] };
        let mut own = Vec::new();
        let (r#type, wire) = self.lower_type(&response.schema, &site, &mut own);
        if let (Type::Own(..), Some(TypeDefinition::Record(record))) = (&r#type, own.first_mut())
            && record.documentation.text.is_empty()
        {
            record.documentation.text =
                response.description.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        }
        own.append(types);
        *types = own;
        let is_read_apart = matches!(
            r#type,
            Type::Embedded(_)
                | Type::Own(_, Shape::Enum | Shape::ClosedEnum)
                | Type::Shared(_, Shape::Enum | Shape::ClosedEnum)
        );
        if wire != Wire::Plain || is_read_apart {
            let message = "an answer of this format is not supported";
            let help = "leave the format or the `enum` out, and describe it in words";
            self.reporter.report(&rule::UNSUPPORTED_RESPONSE, &response.schema.place, message, help);
        }
        self.check_words(operation, &r#type);
        Some(r#type)
    }

    /// Reports words about fields of an answer that has none.
    fn check_words(&self, operation: &spec::Operation, r#type: &Type) {
        if matches!(r#type, Type::Own(_, Shape::Record) | Type::Shared(_, Shape::Record)) {
            return;
        }
        let help = "declare the answer as an object with `properties`, or remove the word";
        if let Some(pagination) = &operation.pagination {
            let message = "an answer that is no object cannot be paged";
            self.reporter.report(&rule::PAGINATION_FIELD, &pagination.place, message, help);
        }
        if let Some(envelope) = &operation.envelope {
            let message = "an answer that is no object has no envelope";
            self.reporter.report(&rule::ENVELOPE_FIELD, &envelope.place, message, help);
        }
    }
}
