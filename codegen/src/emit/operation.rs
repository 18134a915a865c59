//! The file of an operation: its table, its request builder and its types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::arguments::{Arguments, arguments, with};
use super::definition::{self, code};
use super::documentation::{self, Lines};
use super::example::example;
use super::links::{self, From};
use super::types;
use super::uses::Uses;
use super::{error_codes, identifier, layout, reading, sending};
use crate::http::{Location, Method};
use crate::ir::{Choice, Effect, Operation, PageNumber, Paging, Parameter, Rules, Sensitive, Service, Type};

/// The text of the file.
pub(super) fn file(service: &Service, operation: &Operation, crate_name: &str) -> String {
    let uses = Uses::default();
    let table = table(operation, &uses);
    let method = method(operation, &uses);
    let builder = builder(service, operation, crate_name, &uses);
    let choices = operation.choices.iter().map(|choice| self::choice(operation, choice, &uses));
    let definitions = operation.types.iter().map(|one| definition::own(operation, one, &uses));
    // What is printed says what is imported.
    let body: Vec<_> = [table, method, builder].into_iter().chain(choices).chain(definitions).collect();
    let module = Lines::default().line(&format!("`{}`.", code(&operation.name))).print_inner();
    let own = quote!(
        use super::{Client, SERVICE};
    );
    // Moved, where `quote` would copy.
    let mut tokens = TokenStream::new();
    tokens.extend([module, uses.print(), own]);
    tokens.extend(body);
    layout::file(&format!("{}#{}", service.file, operation.pointer), tokens, uses)
}

fn table(operation: &Operation, uses: &Uses) -> TokenStream {
    let name = &operation.name;
    let documentation = format!(" What the specification says of `{}`.", code(name));
    let table = uses.runtime("Operation");
    let (at, media) = (at(operation, uses), media(operation, uses));
    let reads = (operation.effect == Effect::Read).then(|| quote!(.reads()));
    let parameters = operation.parameters.iter().map(|parameter| self::parameter(parameter, uses));
    let parameters = listed("parameters", parameters);
    let exactly_one = listed(
        "exactly_one",
        operation.choices.iter().map(|choice| {
            let names =
                choice.variants.iter().filter_map(|(_, position)| operation.parameters.get(*position));
            let names = names.map(|parameter| &parameter.name);
            quote!(&[#(#names),*])
        }),
    );
    let pagination = operation.paging.as_ref().map(|paging| {
        let paging = self::paging(paging, uses);
        quote!(.pagination(#paging))
    });
    let envelope = operation.envelope.as_ref().map(|envelope| {
        let table = uses.runtime("Envelope");
        let [success, code, message] = envelope.names();
        quote!(.envelope(#table { success: #success, code: #code, message: #message }))
    });
    let ram = operation.ram.as_ref().map(|ram| {
        let (table, action, access, resource) =
            (uses.runtime("Ram"), &ram.action, &ram.access, &ram.resource);
        quote!(.ram(#table { action: #action, access: #access, resource: #resource }))
    });
    let sensitive = operation.sensitive_answer.then(|| quote!(.sensitive_answer()));
    let anonymous = operation.anonymous.then(|| quote!(.anonymous()));
    quote! {
        #[doc = #documentation]
        pub static OPERATION: #table = #table::new(#name, &SERVICE)
            #at #media #reads #parameters #exactly_one #pagination #envelope #ram #sensitive #anonymous;
    }
}

/// The call that says where the operation is, unless it is `POST /`.
fn at(operation: &Operation, uses: &Uses) -> Option<TokenStream> {
    let (method, path) = (operation.http_method, &operation.path);
    let is_usual = method == Method::Post && path == "/";
    (!is_usual).then(|| {
        // The runtime calls its methods, bodies and places as we do.
        let (table, method) = (uses.runtime("Method"), identifier(&format!("{method:?}")));
        quote!(.at(#table::#method, #path))
    })
}

/// The call that says what a body is, if there is one.
fn media(operation: &Operation, uses: &Uses) -> Option<TokenStream> {
    operation.media.map(|media| {
        let (table, media) = (uses.runtime("Media"), identifier(&format!("{media:?}")));
        quote!(.media(#table::#media))
    })
}

/// The call that gives a table a list, unless it is empty.
fn listed(name: &str, items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let (name, items) = (identifier(name), items.collect::<Vec<_>>());
    (!items.is_empty()).then(|| quote!(.#name(&[#(#items),*])))
}

fn parameter(parameter: &Parameter, uses: &Uses) -> TokenStream {
    let (table, name) = (uses.runtime("Parameter"), &parameter.name);
    let place = (parameter.location != Location::Query).then(|| {
        let (table, place) = (uses.runtime("Place"), identifier(&format!("{:?}", parameter.location)));
        quote!(.place(#table::#place))
    });
    let wildcard = parameter.wildcard.then(|| quote!(.wildcard()));
    let required = parameter.required.then(|| quote!(.required()));
    let wire = types::wire(&parameter.wire, uses).map(|wire| quote!(.wire(#wire)));
    let token = parameter.idempotency_token.then(|| quote!(.idempotency_token()));
    let sensitive = sensitive(&parameter.sensitive, uses);
    let rules = rules(&parameter.rules, uses);
    quote!(#table::new(#name) #place #wildcard #required #wire #rules #token #sensitive)
}

/// The call that says what is never shown, if anything.
fn sensitive(sensitive: &Sensitive, uses: &Uses) -> Option<TokenStream> {
    let what = match sensitive {
        Sensitive::Nothing => return None,
        Sensitive::All => quote!(All),
        Sensitive::Fields(names) => quote!(Fields(&[#(#names),*])),
    };
    let table = uses.runtime("Sensitive");
    Some(quote!(.sensitive(#table::#what)))
}

/// The rules of a value as calls of the table's constructors.
fn rules(rules: &Rules, uses: &Uses) -> TokenStream {
    let mut calls = TokenStream::new();
    for (name, low, high) in [
        ("range", rules.minimum, rules.maximum),
        ("items", rules.min_items, rules.max_items),
        ("length", rules.min_length, rules.max_length),
    ] {
        if low.is_some() || high.is_some() {
            let (name, low, high) = (identifier(name), bound(low), bound(high));
            calls.extend(quote!(.#name(#low, #high)));
        }
    }
    if !rules.values.is_empty() {
        let values = rules.values.iter().map(|value| Literal::i64_unsuffixed(*value));
        calls.extend(quote!(.values(&[#(#values),*])));
    }
    if rules.ascii {
        calls.extend(quote!(.ascii()));
    }
    let fields = inner_fields(rules, uses);
    if !fields.is_empty() {
        calls.extend(quote!(.fields(&[#(#fields),*])));
    }
    calls
}

/// The fields with rules of an object, or of the objects in a list.
fn inner_fields(rules: &Rules, uses: &Uses) -> Vec<TokenStream> {
    let print = |(name, required, inner): &(String, bool, Rules)| {
        let required = required.then(|| quote!(.required()));
        let inner = self::rules(inner, uses);
        let table = uses.runtime("Parameter");
        (required.is_some() || !inner.is_empty()).then(|| quote!(#table::new(#name) #required #inner))
    };
    rules.of_fields().iter().filter_map(print).collect()
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

fn bound(value: Option<i64>) -> TokenStream {
    option(value.map(|value| {
        let value = Literal::i64_unsuffixed(value);
        quote!(#value)
    }))
}

fn paging(paging: &Paging, uses: &Uses) -> TokenStream {
    let table = uses.runtime("Pagination");
    let text = |text: &Option<String>| option(text.as_ref().map(|text| quote!(#text)));
    match paging {
        Paging::Number(PageNumber { page, size, by_items: true, total, .. }) => {
            let total = text(total);
            quote!(#table::Offset { offset: #page, size: #size, total: #total })
        }
        Paging::Number(PageNumber { page, size, first, total, .. }) => {
            let (first, total) = (Literal::i64_unsuffixed(*first), text(total));
            quote!(#table::PageNumber { page: #page, size: #size, first: #first, total: #total })
        }
        Paging::Token { request, response, size, .. } => {
            let size = text(size);
            quote!(#table::Token { request: #request, response: #response, size: #size })
        }
    }
}

/// The method of the client that begins a request.
fn method(operation: &Operation, uses: &Uses) -> TokenStream {
    let (method, builder) = (&operation.method, &operation.builder);
    let lines = Lines::default().first_paragraph(&operation.documentation.text);
    let lines = lines.or(&format!("The operation `{}`.", code(&operation.name)));
    let documentation = lines
        .paragraph(&format!(
            "Builder: [`{}`]. Answer: {}.",
            builder.as_str(),
            links::answer(operation, From::Operation)
        ))
        .alias(&operation.name, method.as_str())
        .print(uses);
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let arguments = arguments(operation, uses);
    let (allowed, too_many) = (&arguments.allowed, arguments.too_many(1));
    let (declared, body) = (&arguments.declared, begin(operation, &arguments, uses));
    quote! {
        impl Client {
            #documentation
            #deprecated
            #allowed
            #too_many
            pub fn #method(&self, #(#declared),*) -> #builder {
                #body
            }
        }
    }
}

/// The builder with what a request cannot do without.
fn begin(operation: &Operation, arguments: &Arguments, uses: &Uses) -> TokenStream {
    let (builder, request, values) = (&operation.builder, uses.runtime("Request"), &arguments.values);
    let chosen = operation.choices.iter().map(|choice| {
        let (argument, name) = (&choice.argument, &choice.name);
        let arms = choice.variants.iter().filter_map(|(variant, position)| {
            let parameter = operation.parameters.get(*position)?;
            let with = with(*position, parameter, &quote!(value), uses);
            Some(quote!(#name::#variant(value) => request #with))
        });
        quote!(let request = match #argument { #(#arms,)* };)
    });
    let chosen: Vec<_> = chosen.collect();
    let request = quote!(#request::new(&self.client, &OPERATION) #(#values)*);
    if chosen.is_empty() {
        quote!(#builder { request: #request })
    } else {
        quote!(let request = #request; #(#chosen)* #builder { request })
    }
}

fn builder(service: &Service, operation: &Operation, crate_name: &str, uses: &Uses) -> TokenStream {
    let name = &operation.builder;
    let documentation = builder_documentation(service, operation, crate_name).print(uses);
    let request = uses.runtime("Request");
    let free = |(_, parameter): &(usize, &Parameter)| !parameter.required && !parameter.chosen;
    let setters = operation.parameters.iter().enumerate().filter(free);
    let setters = setters.map(|(position, parameter)| setter(position, parameter, uses));
    let (getters, debug) = reading::methods(operation, uses);
    let methods = sending::methods(operation, uses);
    quote! {
        #documentation
        #[derive(Clone, PartialEq)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct #name {
            request: #request,
        }

        impl #name {
            #(#setters)*

            #getters

            #methods
        }

        #debug
    }
}

fn setter(position: usize, parameter: &Parameter, uses: &Uses) -> TokenStream {
    let name = &parameter.setter;
    let lines = Lines::default().all(&parameter.documentation);
    let lines = match parameter.location {
        Location::Body => lines.or("The body of the request."),
        _ => lines.or(&format!("Sets `{}`; the sources say no more.", code(&parameter.name))),
    };
    let lines = if parameter.idempotency_token {
        lines.paragraph("Filled in with a random token when it is not set.")
    } else {
        lines
    };
    let lines = match place_in_words(parameter) {
        Some(words) => lines.paragraph(&words),
        None => lines,
    };
    let lines = documentation::sensitive(lines, parameter.sensitive == Sensitive::All);
    let documentation = lines.alias(&parameter.name, name.as_str()).print(uses);
    let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
    let declared = types::optional(&parameter.r#type, uses);
    let set = identifier(if parameter.r#type == Type::Bytes { "set_payload" } else { "set" });
    let position = Literal::usize_unsuffixed(position);
    quote! {
        #documentation
        #deprecated
        pub fn #name(self, #name: #declared) -> Self {
            Self { request: self.request.#set(#position, #name) }
        }
    }
}

/// Where a value goes and in what form, if a user has to know it.
fn place_in_words(parameter: &Parameter) -> Option<String> {
    match parameter.location {
        Location::Header => Some(format!("Sent in the header `{}`.", code(&parameter.name))),
        Location::Body if parameter.r#type == Type::Bytes => {
            Some("Given as bytes, or as a stream of them.".to_owned())
        }
        _ => None,
    }
}

/// What the documented headers of the answer are.
fn headers(lines: Lines, operation: &Operation) -> Lines {
    if operation.response_headers.is_empty() {
        return lines;
    }
    let lines = lines.paragraph("The answer has headers, which `send_detailed` gives:").line("");
    operation.response_headers.iter().fold(lines, |lines, header| {
        let description = documentation::one_line(&header.description);
        let separator = if description.is_empty() { "" } else { ": " };
        lines.line(&format!("- `{}`{separator}{}", code(&header.name), documentation::inert(&description)))
    })
}

fn builder_documentation(service: &Service, operation: &Operation, crate_name: &str) -> Lines {
    let mut lines = Lines::default()
        .all(&operation.documentation)
        .or(&format!("The operation `{}`.", code(&operation.name)));
    if let Some(effect) = effect(operation) {
        lines = lines.paragraph(&effect);
    }
    if let Some(ram) = &operation.ram {
        let resource = if ram.resource == "*" {
            "all resources".to_owned()
        } else {
            format!("`{}`", code(&ram.resource))
        };
        let (action, access) = (code(&ram.action), code(&ram.access));
        lines = lines
            .paragraph(&format!("Needs the RAM action `{action}` (access level `{access}`) on {resource}."));
        if !ram.conditions.is_empty() {
            let keys: Vec<String> = ram.conditions.iter().map(|key| format!("`{}`", code(key))).collect();
            lines = lines.line(&format!("Conditions of a policy may ask for {}.", keys.join(", ")));
        }
    }
    let lines = headers(lines, operation);
    let lines = error_codes::documented(lines, operation);
    example(lines, service, operation, crate_name)
}

/// What a caller should know of an operation that writes.
fn effect(operation: &Operation) -> Option<String> {
    let token = operation.parameters.iter().find(|parameter| parameter.idempotency_token);
    match (operation.effect, token) {
        (Effect::Read, _) => None,
        (Effect::Write, None) => Some(
            "Writes. A call is sent once; `outcome_unknown()` of its error says if it may have been executed."
                .to_owned(),
        ),
        (Effect::Write, Some(token)) => Some(format!(
            "Writes. A call that is repeated keeps its `{}`, with which the service executes it once.",
            code(&token.name)
        )),
    }
}

/// The enum of an exactly-one rule, with a constructor for each variant.
fn choice(operation: &Operation, choice: &Choice, uses: &Uses) -> TokenStream {
    let name = &choice.name;
    let documentation =
        Lines::default().text(&choice.description).or("Exactly one of these is given.").print(uses);
    let members: Vec<_> = choice
        .variants
        .iter()
        .filter_map(|(variant, position)| Some((variant, operation.parameters.get(*position)?)))
        .collect();
    let variants = members.iter().map(|(variant, parameter)| {
        let lines = Lines::default().all(&parameter.documentation).or("Given alone.");
        let documentation = lines.alias(&parameter.name, variant.as_str()).print(uses);
        let r#type = types::element(&parameter.r#type, uses);
        quote!(#documentation #variant(#r#type))
    });
    let constructors = members.iter().map(|(variant, parameter)| {
        let argument = &parameter.setter;
        let documentation = format!(" By `{}`.", code(&parameter.name));
        let (declared, value) = types::argument(&parameter.r#type, &quote!(#argument), uses);
        quote! {
            #[doc = #documentation]
            #[must_use]
            pub fn #argument(#argument: #declared) -> Self {
                Self::#variant(#value)
            }
        }
    });
    let hides = members.iter().any(|(_, parameter)| parameter.sensitive == Sensitive::All);
    let (derived, shown) = if hides {
        let hidden = uses.runtime("hidden");
        (quote!(), quote!(#hidden!(#name);))
    } else {
        (quote!(Debug,), quote!())
    };
    quote! {
        #documentation
        #[derive(Clone, #derived PartialEq)]
        pub enum #name {
            #(#variants,)*
        }

        #shown

        impl #name {
            #(#constructors)*
        }
    }
}
