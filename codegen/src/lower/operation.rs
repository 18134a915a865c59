//! Operations: names, parameters, choices, the response and the documented errors.

use std::collections::BTreeMap;

use super::Lowering;
use super::types::Site;
use crate::ir::{
    self, Choice, Documentation, Effect, Enum, EnumVariant, Envelope, Operation, Parameter, Ram, Type,
    TypeDefinition, Wire,
};
use crate::names::{self, Scope, Use};
use crate::rule;
use crate::spec::{self, ErrorCode, ExactlyOne, ParameterEncoding};
use crate::yaml::Node;

/// The names that are taken among all operations of a service.
#[derive(Default)]
struct Scopes {
    modules: Scope,
    methods: Scope,
}

impl<'d> Lowering<'d> {
    /// Lowers all operations; paged responses among the shared types are marked.
    pub(super) fn operations(&self, shared: &mut [TypeDefinition]) -> Vec<Operation> {
        let mut scopes = Scopes::default();
        if let Ok(product) = names::module(&self.document.module.value) {
            self.take(&mut scopes.modules, &product, "the product", &self.document.module.place);
        }
        let lower = |operation| self.operation(operation, &mut scopes, shared);
        self.document.operations.iter().filter_map(lower).collect()
    }

    fn operation(
        &self,
        operation: &'d spec::Operation,
        scopes: &mut Scopes,
        shared: &mut [TypeDefinition],
    ) -> Option<Operation> {
        let wire = &operation.name.value;
        let place = &operation.name.place;
        if operation.rust_name.is_some() {
            self.name(names::r#type(&[wire]), operation.rust_name.as_ref(), wire, place)?;
        }
        let base = operation.base();
        let module = self.name(names::module(base), None, wire, place)?;
        let method = self.name(names::field(base, Use::Method), None, wire, place)?;
        self.take(&mut scopes.modules, &module, wire, place);
        self.take(&mut scopes.methods, &method, wire, place);
        let builder = self.type_name(&[base], None, place)?;
        let mut types = Vec::new();
        let choices =
            operation.exactly_one.iter().filter_map(|rule| self.choice(rule, operation)).collect::<Vec<_>>();
        let parameters = self.parameters(operation, &choices, &mut types);
        let response = self.response(operation, &mut types)?;
        let paging = self.paging(operation, &parameters, &response, &mut types, shared);
        Some(Operation {
            name: wire.clone(),
            pointer: operation.place.pointer.to_string(),
            place: operation.place.clone(),
            module,
            method,
            builder,
            error_code: self.error_codes(operation),
            documentation: self.operation_documentation(operation),
            deprecated: operation.deprecated,
            sources: self.cited(operation),
            // An operation that says nothing may change something.
            effect: match operation.effect {
                Some(spec::Effect::Read) => Effect::Read,
                Some(spec::Effect::Write) | None => Effect::Write,
            },
            effect_place: operation.effect_place.as_ref().unwrap_or(&operation.place).clone(),
            parameters,
            choices,
            response,
            types,
            paging,
            envelope: operation.envelope.as_ref().map(envelope),
            errors: operation.errors.iter().map(error).collect(),
            ram: operation.ram.as_ref().map(|ram| self.ram(ram, operation)),
            sample: operation.samples().first().map(|sample| sample.value.to_json()),
        })
    }

    fn operation_documentation(&self, operation: &spec::Operation) -> Documentation {
        let lines: Vec<&str> = [&operation.summary, &operation.description]
            .into_iter()
            .flatten()
            .map(|text| text.value.trim())
            .collect();
        let response = operation.samples().iter().flat_map(|sample| &sample.contradictions);
        let notes = operation.contradictions.iter().chain(response).map(|note| self.note(note)).collect();
        Documentation { text: lines.join("\n\n"), facts: Vec::new(), notes }
    }

    /// The permission, with the form of the names of its resources.
    fn ram(&self, ram: &spec::Ram, operation: &spec::Operation) -> Ram {
        let (action, resource) = (&ram.action.value, &ram.resource.value);
        let service = action.split(':').next().unwrap_or_default();
        let by_rule =
            || format!("acs:{service}:{{region}}:{{account}}:{}/{{id}}", resource.to_ascii_lowercase());
        let given = ram.arn.as_ref().map(|arn| arn.value.clone());
        let is_about_ram = |note: &&spec::Contradiction| {
            let mut words = note.about.value.split(|c: char| !c.is_ascii_alphanumeric());
            note.aspect.is_none() && words.any(|word| word == "RAM")
        };
        Ram {
            place: ram.place.clone(),
            action: action.clone(),
            access: ram.access.value.clone(),
            resource: resource.clone(),
            arn_is_documented: given.is_some(),
            arn: (resource != "*").then(|| given.unwrap_or_else(by_rule)),
            notes: operation.contradictions.iter().filter(is_about_ram).map(|note| self.note(note)).collect(),
        }
    }

    /// The titles of the sources that an operation cites.
    fn cited(&self, operation: &spec::Operation) -> Vec<String> {
        let declared = self.document.sources.iter();
        let cited =
            declared.filter(|source| operation.sources.iter().any(|cited| cited.value == source.key.value));
        cited.map(super::documentation::source).collect()
    }

    fn parameters(
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
            if let Some(first) = wire_names.insert(name.value.as_str(), &name.place) {
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
        parameters
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
        let site = Site { shared: false, path: vec![operation.base(), &name.value] };
        let (r#type, wire) = self.lower_type(&parameter.schema, &site, types);
        let wire = self.parameter_wire(parameter, &r#type, wire);
        Some(Parameter {
            name: name.value.clone(),
            place: parameter.place.clone(),
            setter,
            documentation: self.documentation(
                parameter.description.as_ref(),
                &parameter.schema,
                &parameter.contradictions,
            ),
            deprecated: parameter.deprecated || parameter.schema.deprecated,
            required: parameter.required,
            idempotency_token: parameter.idempotency_token,
            chosen,
            rules: self.rules(&parameter.schema),
            example: parameter.example.as_ref().and_then(|node| shown_example(&r#type, node.to_json())),
            r#type,
            wire,
            default: parameter.schema.default.as_ref().map(Node::to_json),
        })
    }

    fn parameter_wire(&self, parameter: &spec::Parameter, r#type: &Type, wire: Wire) -> Wire {
        let place = &parameter.name.place;
        match parameter.encoding {
            ParameterEncoding::Flattened => wire,
            ParameterEncoding::Json => Wire::Json,
            ParameterEncoding::CommaSeparated if !matches!(r#type, Type::List(_)) => {
                self.reporter.report(
                    &rule::UNSUPPORTED_PARAMETER,
                    place,
                    "`explode: false` on something else than a list",
                    "remove it",
                );
                wire
            }
            ParameterEncoding::CommaSeparated if wire != Wire::Plain => {
                let help = "declare plain items, or leave out `explode: false`";
                self.reporter.report(
                    &rule::UNSUPPORTED_PARAMETER,
                    place,
                    "a list of this format cannot be joined with commas",
                    help,
                );
                wire
            }
            ParameterEncoding::CommaSeparated => Wire::CommaSeparated,
        }
    }

    fn choice(&self, rule: &ExactlyOne, operation: &spec::Operation) -> Option<Choice> {
        let name = match names::given::<names::Type>(&rule.name.value) {
            Ok(name) => name,
            Err(help) => {
                let message = format!("`{}` is not a name that fits here", rule.name.value);
                self.reporter.report(&rule::INVALID_RUST_NAME, &rule.name.place, message, help);
                return None;
            }
        };
        self.take(&mut self.types.borrow_mut(), &name, &rule.name.value, &rule.name.place);
        let argument = names::field(&rule.name.value, Use::Method).ok()?;
        let mut scope = Scope::default();
        let mut variants = Vec::new();
        for member in &rule.of {
            let position =
                operation.parameters.iter().position(|parameter| parameter.name.value == member.value);
            let Some(position) = position else {
                let help = "name a parameter of this operation";
                self.reporter.report(
                    &rule::INVALID_CHOICE,
                    &member.place,
                    format!("the parameter `{}` does not exist", member.value),
                    help,
                );
                continue;
            };
            let variant = self.name(names::variant(&member.value), None, &member.value, &member.place)?;
            self.take(&mut scope, &variant, &member.value, &member.place);
            variants.push((variant, position));
        }
        let description = rule.description.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        let place = rule.name.place.clone();
        Some(Choice { name, place, argument, description, variants })
    }

    /// The type of the answer, which must be a record.
    fn response(&self, operation: &'d spec::Operation, types: &mut Vec<TypeDefinition>) -> Option<Type> {
        // A missing answer has been reported where it was read.
        let response = operation.response.as_ref()?;
        let site = Site { shared: false, path: vec![operation.base(), "Response"] };
        let mut own = Vec::new();
        let (r#type, _) = self.lower_type(&response.schema, &site, &mut own);
        own.append(types);
        *types = own;
        if !matches!(
            r#type,
            Type::Own(_, crate::ir::Shape::Record) | Type::Shared(_, crate::ir::Shape::Record)
        ) {
            let help = "write an object with `properties`";
            self.reporter.report(
                &rule::UNSUPPORTED_RESPONSE,
                &response.schema.place,
                "an answer that is not an object is not supported",
                help,
            );
        }
        Some(r#type)
    }

    /// The enum of the documented error codes.
    fn error_codes(&self, operation: &spec::Operation) -> Option<Enum> {
        if operation.errors.is_empty() {
            return None;
        }
        let path = [operation.base(), "ErrorCode"];
        let name = self.type_name(&path, None, &operation.name.place)?;
        let mut scope = Scope::default();
        let mut variants: Vec<EnumVariant> = Vec::new();
        for error in &operation.errors {
            let description = described_error(error);
            if let Some(known) = variants.iter_mut().find(|known| known.value == error.code.value) {
                known.description = format!("{} {description}", known.description);
                continue;
            }
            let code = &error.code;
            let rule = names::variant(&code.value);
            if let Some(name) = self.name(rule, error.rust_name.as_ref(), &code.value, &code.place) {
                self.take(&mut scope, &name, &code.value, &code.place);
                let (value, place) = (code.value.clone(), code.place.clone());
                variants.push(EnumVariant { value, place, name, description });
            }
        }
        let documentation = Documentation {
            text: format!("The documented error codes of `{}`.", operation.name.value),
            ..Documentation::default()
        };
        Some(Enum {
            name,
            place: operation.place.clone(),
            documentation,
            integer: false,
            closed: false,
            ignore_case: false,
            error_codes: true,
            variants,
        })
    }
}

fn described_error(error: &ErrorCode) -> String {
    let text = error.description.as_ref().map_or("", |text| text.value.trim());
    format!("HTTP {}. {text}", error.status).trim_end().to_owned()
}

fn error(error: &ErrorCode) -> ir::ErrorCode {
    let description = error.description.as_ref().map(|text| text.value.trim().to_owned()).unwrap_or_default();
    let (code, place) = (error.code.value.clone(), error.code.place.clone());
    ir::ErrorCode { code, place, status: error.status, description }
}

fn envelope(envelope: &spec::Envelope) -> Envelope {
    Envelope {
        place: envelope.place.clone(),
        success: envelope.success.value.clone(),
        code: envelope.code.value.clone(),
        message: envelope.message.value.clone(),
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
