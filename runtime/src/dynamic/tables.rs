//! From a model to the tables that generated code would have. They live as long as the process.

use super::model::{self, Definition, Model, Type};
use crate::tables::{
    Effect, Endpoints, Envelope, FieldShape, Limits, Method, Operation, Pagination, Parameter, Place, Ram,
    RegionEndpoint, Sensitive, Service, Shape, Wire,
};
use std::collections::BTreeMap;

/// The named types of a product.
#[derive(Debug)]
pub(crate) struct Types(BTreeMap<String, Named>);

#[derive(Debug)]
pub(crate) enum Named {
    /// The fields, and the type of each.
    Record(&'static Shape, Vec<Type>),
    Enum(&'static str, model::List),
}

impl Types {
    pub(super) fn get(&self, name: &str) -> Option<&Named> {
        self.0.get(name)
    }

    /// The first name that a type refers to and nobody has.
    fn missing<'t>(&'t self, r#type: &'t Type) -> Option<&'t str> {
        match r#type {
            Type::Embedded(inner) | Type::List(inner) | Type::Map(inner) => self.missing(inner),
            Type::Named(name) => (!self.0.contains_key(name)).then_some(name),
            _ => None,
        }
    }
}

/// An operation, and the types that its table has no place for.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(super) operation: &'static Operation,
    /// What each parameter is called: its name, or where several have one name, with its place before it.
    pub(super) names: Vec<String>,
    /// The documented error codes with their statuses.
    pub(super) errors: Vec<model::ErrorCode>,
    /// One for each parameter.
    pub(super) parameters: Vec<Type>,
    pub(super) response: Type,
    pub(super) types: &'static Types,
}

/// The tables of a product; says what the model lacks.
pub(super) fn tables(model: Model) -> Result<(&'static Service, &'static [Entry]), String> {
    let service = leak(Service {
        product: text(model.product),
        version: text(model.version),
        endpoints: endpoints(model.endpoints),
    });
    let types = model.types.into_iter().map(|(name, definition)| (name.clone(), named(name, definition)));
    let types: &'static Types = leak(Types(types.collect()));
    let entries: Vec<Entry> =
        model.operations.into_iter().map(|operation| entry(operation, service, types)).collect();
    let entries = list(entries);
    check(types, entries)?;
    Ok((service, entries))
}

fn check(types: &Types, entries: &[Entry]) -> Result<(), String> {
    let fields = types.0.values().flat_map(|named| match named {
        Named::Record(_, fields) => fields.as_slice(),
        Named::Enum(..) => &[],
    });
    let used = entries.iter().flat_map(|entry| entry.parameters.iter().chain([&entry.response]));
    if let Some(name) = fields.chain(used).find_map(|r#type| types.missing(r#type)) {
        return Err(format!("there is no type `{name}`"));
    }
    Ok(())
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(text: String) -> &'static str {
    text.leak()
}

fn list<T>(list: Vec<T>) -> &'static [T] {
    list.leak()
}

fn endpoints(endpoints: model::Endpoints) -> Endpoints {
    let region =
        |one: model::Region| RegionEndpoint::new(text(one.region), text(one.public), one.vpc.map(text));
    Endpoints {
        rule: text(endpoints.rule),
        vpc_rule: endpoints.vpc_rule.map(text),
        regions: list(endpoints.regions.into_iter().map(region).collect()),
    }
}

fn named(name: String, definition: Definition) -> Named {
    let name = text(name);
    match definition {
        Definition::Enum(values) => Named::Enum(name, values),
        Definition::Record(fields) => {
            let (shapes, types) = fields.into_iter().map(field).unzip();
            Named::Record(leak(Shape::new(name, list(shapes))), types)
        }
    }
}

fn field(field: model::Field) -> (FieldShape, Type) {
    let model::Field { required, nullable, sensitive, .. } = field;
    let (name, wire) = (text(field.name), wire(field.wire));
    (FieldShape { name, wire, required, nullable, sensitive }, field.r#type)
}

fn entry(operation: model::Operation, service: &'static Service, types: &'static Types) -> Entry {
    let (parameters, parameter_types) = operation.parameters.into_iter().map(parameter).unzip();
    let set = |names: Vec<String>| list(names.into_iter().map(text).collect());
    let table = Operation {
        name: text(operation.name),
        service,
        method: operation.method.unwrap_or(Method::Post),
        path: operation.path.map_or("/", text),
        media: operation.media,
        effect: match operation.effect {
            model::Effect::Read => Effect::Read,
            model::Effect::Write => Effect::Write,
        },
        parameters: list(parameters),
        exactly_one: list(operation.exactly_one.into_iter().map(set).collect()),
        pagination: operation.pagination.map(pagination),
        envelope: operation.envelope.map(|one| Envelope {
            success: text(one.success),
            code: text(one.code),
            message: text(one.message),
        }),
        ram: operation.ram.map(|ram| Ram {
            action: text(ram.action),
            access: text(ram.access),
            resource: text(ram.resource),
        }),
        sensitive_answer: operation.sensitive_answer,
        anonymous: operation.anonymous,
    };
    let names = names(table.parameters);
    Entry {
        operation: leak(table),
        names,
        errors: operation.errors,
        parameters: parameter_types,
        response: operation.response,
        types,
    }
}

fn names(parameters: &[Parameter]) -> Vec<String> {
    let is_shared = |name: &str| parameters.iter().filter(|one| one.name == name).count() > 1;
    let called = |one: &Parameter| match one.name {
        name if is_shared(name) => format!("{}/{name}", place(one.place)),
        name => name.to_owned(),
    };
    parameters.iter().map(called).collect()
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Query => "query",
        Place::Form => "form",
        Place::Path => "path",
        Place::Header => "header",
        Place::Body | Place::BodyField => "body",
        Place::Host => "host",
    }
}

fn parameter(parameter: model::Parameter) -> (Parameter, Type) {
    let table = rules(parameter.rules);
    let table = Parameter {
        place: parameter.r#in.unwrap_or(Place::Query),
        wildcard: parameter.wildcard,
        wire: wire(parameter.wire),
        idempotency_token: parameter.idempotency_token,
        sensitive: match parameter.sensitive {
            model::Sensitive::All(true) => Sensitive::All,
            model::Sensitive::All(false) => Sensitive::Nothing,
            model::Sensitive::Fields(names) => Sensitive::Fields(list(names.into_iter().map(text).collect())),
        },
        ..table
    };
    (table, parameter.r#type)
}

fn rules(rules: model::Rules) -> Parameter {
    let Limits { minimum, maximum, values, min_items, max_items, min_length, max_length, ascii } =
        rules.limits;
    let values = list(values);
    let limits = Limits { minimum, maximum, values, min_items, max_items, min_length, max_length, ascii };
    let fields = list(rules.fields.into_iter().map(self::rules).collect());
    Parameter { required: rules.required, limits, fields, ..Parameter::new(text(rules.name)) }
}

fn pagination(pagination: model::Pagination) -> Pagination {
    match pagination {
        model::Pagination::PageNumber { page, size, first, total } => {
            Pagination::PageNumber { page: text(page), size: text(size), first, total: total.map(text) }
        }
        model::Pagination::Offset { offset, size, total } => {
            Pagination::Offset { offset: text(offset), size: text(size), total: total.map(text) }
        }
        model::Pagination::Token { request, response, size } => {
            Pagination::Token { request: text(request), response: text(response), size: size.map(text) }
        }
    }
}

fn wire(wire: model::Wire) -> Wire {
    match wire {
        model::Wire::Plain => Wire::Plain,
        model::Wire::Quoted => Wire::Quoted,
        model::Wire::UnixSeconds => Wire::UnixSeconds,
        model::Wire::UnixMillis => Wire::UnixMillis,
        model::Wire::Iso8601 => Wire::Iso8601,
        model::Wire::Iso8601Minutes => Wire::Iso8601Minutes,
        model::Wire::Percent => Wire::Percent,
        model::Wire::PercentQuoted => Wire::PercentQuoted,
        model::Wire::PercentSigned => Wire::PercentSigned,
        model::Wire::PercentHundredths => Wire::PercentHundredths,
        model::Wire::Json => Wire::Json,
        model::Wire::CommaSeparated => Wire::CommaSeparated,
        model::Wire::SpaceSeparated => Wire::SpaceSeparated,
        model::Wire::PipeSeparated => Wire::PipeSeparated,
        model::Wire::Wrapped(name) => Wire::Wrapped(text(name)),
    }
}
