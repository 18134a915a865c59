//! Paging: the parameters that ask for a page, and the list that pages are made of.

use super::Lowering;
use crate::ir::{PageNumber, Pages, Paging, Parameter, Record, RecordField, Type, TypeDefinition, Wire};
use crate::rule;
use crate::spec::{Operation, PageStyle, Text};

/// What paging does with a value.
#[derive(Clone, Copy)]
enum Use {
    Number,
    Token,
}

impl Lowering<'_> {
    /// How an operation pages; its response is marked with the paged list.
    pub(super) fn paging(
        &self,
        operation: &Operation,
        parameters: &[Parameter],
        response: &Type,
        own: &mut [TypeDefinition],
        shared: &mut [TypeDefinition],
    ) -> Option<Paging> {
        let pagination = operation.pagination.as_ref()?;
        let record = find(response, own, shared)?;
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let place = pagination.place.clone();
        let (paging, r#use, fields) = match &pagination.style {
            PageStyle::Number(number) => {
                self.check_parameters(parameters, &[&number.page, &number.size], Use::Number);
                let paging = Paging::Number(PageNumber {
                    place,
                    page: number.page.value.clone(),
                    size: number.size.value.clone(),
                    first: number.first,
                    by_items: number.by_items,
                    total: text(&number.total),
                    count: text(&number.count),
                    pages: text(&number.pages),
                });
                (paging, Use::Number, [number.total.as_ref(), number.count.as_ref(), number.pages.as_ref()])
            }
            PageStyle::Token { request, response, size } => {
                self.check_parameters(parameters, &[request], Use::Token);
                self.check_parameters(parameters, &size.iter().collect::<Vec<_>>(), Use::Number);
                let (request, field) = (request.value.clone(), response.value.clone());
                let paging = Paging::Token { place, request, response: field, size: text(size) };
                (paging, Use::Token, [Some(response), None, None])
            }
        };
        for field in fields.into_iter().flatten() {
            self.check_field(record, field, r#use, (own, shared));
        }
        let pages = self.pages(&pagination.items, response, own, shared)?;
        if let Some(record) = find_mut(response, own, shared) {
            let other = record.pages.replace(pages.clone()).filter(|other| other.pointer != pages.pointer);
            if let Some(other) = other {
                let message = format!("another operation pages over {} of the same response", other.pointer);
                let help = "give the operations responses of their own";
                self.reporter.report(&rule::PAGINATION_CONFLICT, &pagination.items.place, message, help);
            }
        }
        Some(paging)
    }

    /// The help that names the nearest of some names.
    fn near<'n>(&self, name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
        self.reporter.nearest(name, known, 3).map(|known| format!("did you mean `{known}`?"))
    }

    /// A field of the answer, or one inside of it: a path joined with `/`.
    fn check_field(
        &self,
        record: &Record,
        name: &Text,
        r#use: Use,
        (own, shared): (&[TypeDefinition], &[TypeDefinition]),
    ) {
        let mut at: Option<&RecordField> = None;
        for part in name.value.split('/') {
            let record = match at {
                None => Some(record),
                Some(field) => find(&field.r#type, own, shared),
            };
            let fields = record.map_or(&[][..], |record| &record.fields);
            let Some(field) = fields.iter().find(|known| known.wire_name == part) else {
                let near = self.near(part, fields.iter().map(|field| field.wire_name.as_str()));
                let help = near.unwrap_or_else(|| {
                    "name a field of the response, or the way to it, joined with `/`".to_owned()
                });
                let message = format!("the response has no field `{}`", name.value);
                self.reporter.report(&rule::PAGINATION_FIELD, &name.place, message, help);
                return;
            };
            at = Some(field);
        }
        if let Some(field) = at {
            self.check_type("the field", name, &field.r#type, r#use);
        }
    }

    fn check_parameters(&self, parameters: &[Parameter], names: &[&Text], r#use: Use) {
        for name in names {
            match parameters.iter().find(|parameter| parameter.name == name.value) {
                None => {
                    let near = self.near(&name.value, parameters.iter().map(|one| one.name.as_str()));
                    let help = near.unwrap_or_else(|| "name a parameter of this operation".to_owned());
                    let message = format!("the parameter `{}` does not exist", name.value);
                    self.reporter.report(&rule::PAGINATION_FIELD, &name.place, message, help);
                }
                Some(parameter) => self.check_type("the parameter", name, &parameter.r#type, r#use),
            }
        }
    }

    fn check_type(&self, what: &str, name: &Text, found: &Type, r#use: Use) {
        let (right, wanted, help) = match r#use {
            Use::Number => (
                matches!(found, Type::I32 | Type::I64),
                "an integer",
                "declare `type: integer`, or `type: string` with `format: int32` for a number in a string",
            ),
            Use::Token => (
                matches!(found, Type::String),
                "a string",
                "declare `type: string`, without `format` and `enum`",
            ),
        };
        if !right {
            let message = format!("{what} `{}` is not {wanted}", name.value);
            self.reporter.report(&rule::PAGINATION_TYPE, &name.place, message, help);
        }
    }

    /// Follows the path to the paged list.
    fn pages(
        &self,
        items: &Text,
        response: &Type,
        own: &[TypeDefinition],
        shared: &[TypeDefinition],
    ) -> Option<Pages> {
        let mut path = Vec::new();
        let mut pointer = String::new();
        let mut at = response.clone();
        for name in items.value.split('/') {
            let field = find(&at, own, shared)
                .and_then(|record| record.fields.iter().find(|field| field.wire_name == name));
            let Some(field) = field else {
                let help = "write the wire names of the fields that lead to the list, joined with `/`";
                self.reporter.report(
                    &rule::PAGINATION_FIELD,
                    &items.place,
                    format!("there is no field `{name}` on the way to the list"),
                    help,
                );
                return None;
            };
            path.push(field.name.clone());
            pointer.push('/');
            pointer.push_str(&name.replace('~', "~0"));
            at = field.r#type.clone();
            if let Wire::Wrapped(inner) = &field.wire {
                pointer.push('/');
                pointer.push_str(&inner.replace('~', "~0").replace('/', "~1"));
            }
        }
        match at {
            Type::List(item) => Some(Pages { pointer, path, item: *item }),
            _ => {
                let help = "name the list that grows from page to page";
                self.reporter.report(
                    &rule::PAGINATION_TYPE,
                    &items.place,
                    format!("`{}` is not a list", items.value),
                    help,
                );
                None
            }
        }
    }
}

fn find<'t>(r#type: &Type, own: &'t [TypeDefinition], shared: &'t [TypeDefinition]) -> Option<&'t Record> {
    let (Type::Own(name, _) | Type::Shared(name, _)) = r#type else { return None };
    own.iter().chain(shared).find_map(|definition| match definition {
        TypeDefinition::Record(record) if record.name == *name => Some(record),
        _ => None,
    })
}

fn find_mut<'t>(
    r#type: &Type,
    own: &'t mut [TypeDefinition],
    shared: &'t mut [TypeDefinition],
) -> Option<&'t mut Record> {
    let (Type::Own(name, _) | Type::Shared(name, _)) = r#type else { return None };
    own.iter_mut().chain(shared).find_map(|definition| match definition {
        TypeDefinition::Record(record) if record.name == *name => Some(record),
        _ => None,
    })
}
