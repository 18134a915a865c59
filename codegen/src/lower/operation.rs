//! Operations: names, parameters, choices, the response and the documented errors.

use super::Lowering;
use super::documentation::advice;
use super::error_codes::CodeNames;
use crate::ir::{
    self, Choice, Documentation, Effect, Envelope, Operation, Ram, ResponseHeader, Shape, Type,
    TypeDefinition,
};
use crate::names::{self, Scope, Use};
use crate::prose::one_line;
use crate::rule;
use crate::spec::{self, ErrorCode, ExactlyOne};
use crate::yaml::Value;

/// The names that are taken among all operations of a service.
#[derive(Default)]
struct Scopes {
    modules: Scope,
    methods: Scope,
}

impl<'d> Lowering<'d> {
    /// Lowers all operations; paged responses among the shared types are marked.
    pub(super) fn operations(&self, shared: &mut [TypeDefinition], codes: &CodeNames<'_>) -> Vec<Operation> {
        let mut scopes = Scopes::default();
        if let Ok(product) = names::module(&self.document.module.value) {
            self.take(&mut scopes.modules, &product, "the product", &self.document.module.place);
        }
        let mut known = std::collections::BTreeMap::new();
        let mut operations = Vec::new();
        for operation in &self.document.operations {
            let name = &operation.name;
            if let Some(first) = known.insert(name.value.as_str(), &name.place) {
                let message =
                    format!("the operation `{}` is declared twice; first on line {}", name.value, first.line);
                let help = "keep one, or fix the `operationId`";
                self.reporter.report(&rule::NAME_COLLISION, &name.place, message, help);
                self.reporter.relate(first, "the first");
                continue;
            }
            operations.extend(self.operation(operation, &mut scopes, shared, codes));
        }
        operations
    }

    /// Reports samples of answers that are objects and samples that are none, with which nobody could answer.
    fn check_sample_form(&self, operation: &spec::Operation, response: &Type) {
        let is_object = match response {
            Type::Own(_, shape) | Type::Shared(_, shape) => {
                matches!(shape, Shape::Record | Shape::BoxedRecord)
            }
            Type::Map(_) => true,
            // An object whose fields nobody knows.
            Type::Json => operation.response.as_ref().is_some_and(|response| response.is_object),
            _ => false,
        };
        let is_none = |sample: &&spec::Sample| !matches!(sample.value.value, Value::Map(_));
        for sample in operation.samples().iter().filter(is_none).filter(|_| is_object) {
            let message = format!("the sample is {}, and the answer is an object", sample.value.value.kind());
            let help = "write the answer itself, as YAML or as JSON without quotes around it";
            self.reporter.report(&rule::SAMPLE_CONTRADICTION, &sample.value.place, message, help);
        }
    }

    fn operation(
        &self,
        operation: &'d spec::Operation,
        scopes: &mut Scopes,
        shared: &mut [TypeDefinition],
        codes: &CodeNames<'_>,
    ) -> Option<Operation> {
        let wire = &operation.name.value;
        let place = &operation.name.place;
        if operation.rust_name.is_some() {
            self.name(names::r#type(&[wire]), operation.rust_name.as_ref(), wire, place)?;
        }
        let base = operation.base();
        let module = self.name(names::module(base), None, wire, place)?;
        let method = self.name(names::field(base, Use::Operation), None, wire, place)?;
        self.take(&mut scopes.modules, &module, wire, place);
        self.take(&mut scopes.methods, &method, wire, place);
        let builder = self.type_name(&[base], None, place)?;
        let mut types = Vec::new();
        let choices =
            operation.exactly_one.iter().filter_map(|rule| self.choice(rule, operation)).collect::<Vec<_>>();
        let parameters = self.parameters(operation, &choices, &mut types);
        let response = self.answer(operation, &mut types)?;
        self.check_sample_form(operation, &response);
        let paging = self.paging(operation, &parameters, &response, &mut types, shared);
        Some(Operation {
            name: wire.clone(),
            pointer: operation.place.pointer.to_string(),
            place: operation.place.clone(),
            module,
            method,
            feature: self.feature(operation),
            builder,
            http_method: operation.method,
            path: operation.path.clone(),
            media: operation.media,
            documentation: operation_documentation(operation),
            deprecated: operation.deprecated,
            // An operation that says nothing may change something.
            effect: match operation.effect {
                Some(spec::Effect::Read) => Effect::Read,
                Some(spec::Effect::Write) | None => Effect::Write,
            },
            effect_place: operation.effect_place.as_ref().unwrap_or(&operation.place).clone(),
            parameters,
            choices,
            response,
            sensitive_answer: false,
            anonymous: operation.anonymous,
            response_headers: response_headers(operation),
            types,
            paging,
            envelope: operation.envelope.as_ref().map(envelope),
            errors: operation.errors.iter().map(|one| error(one, codes)).collect(),
            ram: operation.ram.as_ref().map(|ram| self.ram(ram, operation)),
            sample: operation.samples().first().map(|sample| sample.value.to_json()),
        })
    }

    /// The cargo feature of an operation's group. A tag that gives no name is none, so its operations need the product's.
    fn feature(&self, operation: &spec::Operation) -> Option<String> {
        let tag = operation.tags.first().filter(|_| self.document.features_by_tag)?;
        names::feature(&self.document.module.value, &tag.value).ok()
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
            conditions: ram.conditions.iter().map(|key| key.value.clone()).collect(),
            arn_is_documented: given.is_some(),
            arn: (resource != "*").then(|| given.unwrap_or_else(by_rule)),
            notes: operation.contradictions.iter().filter(is_about_ram).map(|note| self.note(note)).collect(),
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
        Some(Choice { name, place, argument, getter: None, description, variants })
    }
}

fn operation_documentation(operation: &spec::Operation) -> Documentation {
    // A summary is one line, so that no block of it goes on in the description.
    let summary = operation.summary.iter().map(|text| one_line(&text.value));
    let gone = operation.gone.as_ref().map(spec::Gone::sentence);
    let lines = summary.chain(operation.description.iter().map(|text| text.value.trim().to_owned()));
    let lines = lines.chain(gone);
    let lines: Vec<String> = lines.collect();
    let response = operation.samples().iter().flat_map(|sample| &sample.contradictions);
    let notes = operation.contradictions.iter().chain(response).filter_map(advice).collect();
    let anonymous = "Anybody may call it: no credentials are asked for, and nothing is signed.";
    let facts = operation.anonymous.then(|| anonymous.to_owned()).into_iter().collect();
    Documentation { text: lines.join("\n\n"), facts, notes }
}

fn response_headers(operation: &spec::Operation) -> Vec<ResponseHeader> {
    let headers = operation.response.iter().flat_map(|response| &response.headers);
    let header = |header: &spec::Header| ResponseHeader {
        name: header.name.value.clone(),
        description: header.description.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
    };
    headers.map(header).collect()
}

fn error(error: &ErrorCode, names: &CodeNames<'_>) -> ir::ErrorCode {
    let description = error.description.as_ref().map(|text| text.value.trim().to_owned()).unwrap_or_default();
    let (code, place) = (error.code.value.clone(), error.code.place.clone());
    // A name that will not do has been reported.
    let variant = names.get(code.as_str()).map_or_else(|| names::error_code(&code), |name| (*name).clone());
    ir::ErrorCode { code, variant, place, status: error.status, description }
}

fn envelope(envelope: &spec::Envelope) -> Envelope {
    let text = |text: &Option<spec::Text>| text.as_ref().map(|text| text.value.clone());
    Envelope {
        place: envelope.place.clone(),
        success: text(&envelope.success),
        code: text(&envelope.code),
        message: text(&envelope.message),
    }
}
