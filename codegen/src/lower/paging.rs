//! Paging: the parameters that ask for a page, and the list that pages are made of.

use super::Lowering;
use crate::ir::{PageNumber, Pages, Paging, Record, Type, TypeDefinition, Wire};
use crate::spec::{Operation, PageStyle, Text};

impl Lowering<'_> {
    /// How an operation pages; its response is marked with the paged list.
    pub(super) fn paging(
        &self,
        operation: &Operation,
        response: &Type,
        own: &mut [TypeDefinition],
        shared: &mut [TypeDefinition],
    ) -> Option<Paging> {
        let pagination = operation.pagination.as_ref()?;
        let record = find(response, own, shared)?;
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let place = pagination.place.clone();
        let (paging, fields) = match &pagination.style {
            PageStyle::Number(number) => {
                self.check_parameters(operation, &[&number.page, &number.size]);
                let paging = Paging::Number(PageNumber {
                    place,
                    page: number.page.value.clone(),
                    size: number.size.value.clone(),
                    first: number.first,
                    total: text(&number.total),
                    count: text(&number.count),
                    pages: text(&number.pages),
                });
                (paging, [number.total.as_ref(), number.count.as_ref(), number.pages.as_ref()])
            }
            PageStyle::Token { request, response, size } => {
                self.check_parameters(operation, &[request]);
                self.check_parameters(operation, &size.iter().collect::<Vec<_>>());
                let (request, field) = (request.value.clone(), response.value.clone());
                (
                    Paging::Token { place, request, response: field, size: text(size) },
                    [Some(response), None, None],
                )
            }
        };
        for field in fields.into_iter().flatten() {
            if !record.fields.iter().any(|known| known.wire_name == field.value) {
                let help = "name a field of the response";
                let message = format!("the response has no field `{}`", field.value);
                self.reporter.report(&field.place, message, help);
            }
        }
        let pages = self.pages(&pagination.items, response, own, shared)?;
        if let Some(record) = find_mut(response, own, shared) {
            let other = record.pages.replace(pages.clone()).filter(|other| other.pointer != pages.pointer);
            if let Some(other) = other {
                let message = format!("another operation pages over {} of the same response", other.pointer);
                let help = "give the operations responses of their own";
                self.reporter.report(&pagination.items.place, message, help);
            }
        }
        Some(paging)
    }

    fn check_parameters(&self, operation: &Operation, names: &[&Text]) {
        for name in names {
            if !operation.parameters.iter().any(|parameter| parameter.name.value == name.value) {
                let help = "name a parameter of this operation";
                self.reporter.report(
                    &name.place,
                    format!("the parameter `{}` does not exist", name.value),
                    help,
                );
            }
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
                self.reporter.report(&items.place, format!("`{}` is not a list", items.value), help);
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
