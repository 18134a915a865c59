//! Parameters: their names, their types, and how they travel from where they are.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::types::Site;
use crate::http::Location;
use crate::ir::{Choice, Documentation, Parameter, Shape, Type, TypeDefinition, Wire};
use crate::names::{self, Scope, Use};
use crate::prose::span;
use crate::rule;
use crate::spec::{self, PageStyle, ParameterEncoding, SchemaKind, Text};
use crate::yaml::Node;

impl<'d> Lowering<'d> {
    pub(super) fn parameters(
        &self,
        operation: &'d spec::Operation,
        choices: &[Choice],
        types: &mut Vec<TypeDefinition>,
    ) -> Vec<Parameter> {
        let mut setters = Scope::default();
        for (choice, rule) in choices.iter().zip(&operation.exactly_one) {
            self.take(&mut setters, &choice.argument, &rule.name.value, &rule.name.place);
        }
        let mut wire_names = BTreeMap::new();
        let mut parameters = Vec::new();
        for (position, parameter) in operation.parameters.iter().enumerate() {
            let name = &parameter.name;
            if let Some(first) = wire_names.insert(key(parameter), &name.place) {
                let message =
                    format!("the parameter `{}` is declared twice; first on line {}", name.value, first.line);
                self.reporter.report(&rule::DUPLICATE_PARAMETER, &name.place, message, "remove one");
                self.reporter.relate(first, "the first");
                continue;
            }
            let chosen =
                choices.iter().any(|choice| choice.variants.iter().any(|(_, chosen)| *chosen == position));
            parameters.extend(self.parameter(operation, parameter, chosen, &mut setters, types));
        }
        self.check_meant(operation);
        parameters
    }

    /// Reports words about a parameter that several have the name of.
    fn check_meant(&self, operation: &spec::Operation) {
        let chosen = operation.exactly_one.iter().flat_map(|rule| &rule.of);
        let paged = operation.pagination.iter().flat_map(|pagination| match &pagination.style {
            PageStyle::Number(number) => vec![&number.page, &number.size],
            PageStyle::Token { request, size, .. } => [request].into_iter().chain(size).collect(),
        });
        for name in chosen.chain(paged) {
            let called: BTreeSet<_> =
                operation.parameters.iter().filter(|one| one.name.value == name.value).map(key).collect();
            if called.len() > 1 {
                let message = format!("`{}` means several parameters", name.value);
                let help = "leave the word out; it cannot tell their places apart";
                self.reporter.report(&rule::AMBIGUOUS_PARAMETER, &name.place, message, help);
            }
        }
    }

    fn parameter(
        &self,
        operation: &'d spec::Operation,
        parameter: &'d spec::Parameter,
        chosen: bool,
        setters: &mut Scope,
        types: &mut Vec<TypeDefinition>,
    ) -> Option<Parameter> {
        let name = &parameter.name;
        let rule = names::field(&name.value, Use::Method);
        let setter = self.name(rule, parameter.rust_name.as_ref(), &name.value, &name.place)?;
        self.take(setters, &setter, &name.value, &name.place);
        if chosen && parameter.required {
            let help = "remove `required: true`; exactly one of the group is given";
            self.reporter.report(
                &rule::INVALID_CHOICE,
                &name.place,
                format!("`{}` is one of a choice and required", name.value),
                help,
            );
        }
        let site = Site { shared: false, path: vec![operation.base(), inner_name(operation, parameter)] };
        let (r#type, wire) = self.lower_type(&parameter.schema, &site, types);
        let wire = self.parameter_wire(parameter, &r#type, wire);
        self.check_place(parameter, chosen, &r#type);
        Some(Parameter {
            name: name.value.clone(),
            place: parameter.place.clone(),
            location: parameter.location,
            wildcard: parameter.wildcard,
            getter: None,
            setter,
            documentation: self.parameter_documentation(operation, parameter),
            deprecated: parameter.deprecated || parameter.schema.deprecated,
            required: parameter.required,
            needed: parameter.needed,
            idempotency_token: parameter.idempotency_token,
            sensitive: self.sensitive_parameter(parameter),
            chosen,
            rules: self.rules(&parameter.schema),
            example: parameter.example.as_ref().and_then(|node| shown_example(&r#type, node.to_json())),
            r#type,
            wire,
            default: parameter.schema.default.as_ref().map(Node::to_json),
        })
    }

    fn parameter_documentation(
        &self,
        operation: &spec::Operation,
        parameter: &spec::Parameter,
    ) -> Documentation {
        let (description, notes) = (parameter.description.as_ref(), &parameter.contradictions);
        let mut documentation = self.documentation(description, &parameter.schema, notes);
        if parameter.needed {
            documentation.facts.push("The service requires it.".to_owned());
        }
        documentation.facts.extend(parameter.gone.as_ref().map(spec::Gone::sentence));
        for (name, values) in &parameter.only_with {
            self.check_only_with(operation, name, values);
            let values: Vec<String> = values.iter().map(|value| span(&value.value)).collect();
            let being =
                if values.is_empty() { String::new() } else { format!(" being {}", values.join(" or ")) };
            documentation.facts.push(format!("Only with {}{being}.", span(&name.value)));
        }
        documentation
    }

    /// Reports a condition about a parameter, or a value of it, that does not exist.
    fn check_only_with(&self, operation: &spec::Operation, name: &Text, values: &[Text]) {
        let Some(other) = operation.parameters.iter().find(|one| one.name.value == name.value) else {
            let names = operation.parameters.iter().map(|one| one.name.value.as_str());
            let help = match self.reporter.nearest(&name.value, names, 3) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a parameter of the same operation".to_owned(),
            };
            let message = format!("`{}`, which another parameter goes with, does not exist", name.value);
            return self.reporter.report(&rule::INVALID_CHOICE, &name.place, message, help);
        };
        let (SchemaKind::String { list: Some(list), .. } | SchemaKind::Integer { list: Some(list), .. }) =
            &self.resolve(&other.schema).kind
        else {
            return;
        };
        let is_listed = |value: &&Text| list.values.iter().any(|known| known.value.value == value.value);
        for value in values.iter().filter(|value| !is_listed(value)) {
            let message = format!("`{}` never is `{}`", name.value, value.value);
            let help = "write a value of its `enum`";
            self.reporter.report(&rule::INVALID_CHOICE, &value.place, message, help);
        }
    }

    /// Checks what a place allows besides texts.
    fn check_place(&self, parameter: &spec::Parameter, chosen: bool, r#type: &Type) {
        let place = &parameter.name.place;
        if chosen && *r#type == Type::Bytes {
            let message = format!("`{}` is the bytes of a body, and one of a choice", parameter.name.value);
            let help = "leave it out of the group, and say in the description when it is given";
            self.reporter.report(&rule::INVALID_CHOICE, place, message, help);
        }
        let is_label = parameter.required
            && matches!(
                r#type,
                Type::String
                    | Type::Own(_, Shape::Enum | Shape::ClosedEnum)
                    | Type::Shared(_, Shape::Enum | Shape::ClosedEnum)
            );
        if parameter.location == Location::Host && !is_label {
            let message = "the first label of the host is a string that is required";
            let help = "write `required: true` and `schema: {type: string}`";
            self.reporter.report(&rule::UNSUPPORTED_PARAMETER, place, message, help);
        }
    }

    fn parameter_wire(&self, parameter: &spec::Parameter, r#type: &Type, wire: Wire) -> Wire {
        let is_list = matches!(r#type, Type::List(_));
        match parameter.encoding {
            ParameterEncoding::Flattened | ParameterEncoding::InJson => wire,
            ParameterEncoding::Json => Wire::Json,
            ParameterEncoding::Simple if is_text(r#type) => wire,
            ParameterEncoding::Simple if !is_list => {
                let help = "declare a scalar or a list of scalars, or write `content: {application/json: …}`";
                let message = format!("`{}` has no form as one text", parameter.name.value);
                self.reporter.report(&rule::UNSUPPORTED_PARAMETER, &parameter.name.place, message, help);
                wire
            }
            ParameterEncoding::Simple | ParameterEncoding::CommaSeparated => {
                self.joined(parameter, r#type, wire, Wire::CommaSeparated)
            }
            ParameterEncoding::SpaceSeparated => self.joined(parameter, r#type, wire, Wire::SpaceSeparated),
            ParameterEncoding::PipeSeparated => self.joined(parameter, r#type, wire, Wire::PipeSeparated),
        }
    }

    /// The wire form of a list that is joined.
    fn joined(&self, parameter: &spec::Parameter, r#type: &Type, wire: Wire, joined: Wire) -> Wire {
        let place = &parameter.name.place;
        match r#type {
            Type::List(item) if is_text(item) && wire == Wire::Plain => joined,
            Type::List(_) => {
                let message = "a list of this format cannot be joined to one text";
                let help = "declare plain items, leave out `style` and `explode`, or write `content`";
                self.reporter.report(&rule::UNSUPPORTED_PARAMETER, place, message, help);
                wire
            }
            _ => {
                let message = "only a list can be joined to one text";
                let help = "remove `style` and `explode`";
                self.reporter.report(&rule::UNSUPPORTED_PARAMETER, place, message, help);
                wire
            }
        }
    }
}

/// What types inside of a parameter are named after: the wire name, unless another parameter has it too.
fn inner_name<'d>(operation: &'d spec::Operation, parameter: &'d spec::Parameter) -> &'d str {
    let wire = &parameter.name.value;
    let is_shared = operation.parameters.iter().filter(|one| one.name.value == *wire).count() > 1;
    parameter.rust_name.as_ref().filter(|_| is_shared).map_or(wire, |name| &name.value)
}

/// What tells a parameter from others: names of headers have no letter case.
fn key(parameter: &spec::Parameter) -> (Location, String) {
    let name = &parameter.name.value;
    let is_header = parameter.location == Location::Header;
    (parameter.location, if is_header { name.to_ascii_lowercase() } else { name.clone() })
}

/// Whether values are one text each.
fn is_text(r#type: &Type) -> bool {
    match r#type {
        Type::Json | Type::List(_) | Type::Map(_) | Type::Bytes | Type::Empty => false,
        Type::Own(_, shape) | Type::Shared(_, shape) => matches!(shape, Shape::Enum | Shape::ClosedEnum),
        _ => true,
    }
}

/// The example, if the documentation can show a program with it and would show another value without it.
fn shown_example(r#type: &Type, example: serde_json::Value) -> Option<serde_json::Value> {
    let is_shown = match r#type {
        Type::String => example.as_str().is_some_and(|text| text != "example"),
        Type::Embedded(_) => example.is_string(),
        Type::I32 => example.as_i64().is_some_and(|number| number != 1 && i32::try_from(number).is_ok()),
        Type::I64 => example.as_i64().is_some_and(|number| number != 1),
        Type::List(inner) if !matches!(**inner, Type::List(_)) => return shown_example(inner, example),
        _ => false,
    };
    is_shown.then_some(example)
}
