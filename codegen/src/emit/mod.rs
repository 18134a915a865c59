//! Prints the model as Rust. Cannot fail, decides nothing, and knows nothing of OpenAPI.

mod arguments;
mod call;
mod definition;
mod documentation;
mod error_codes;
mod example;
mod fake;
mod features;
mod forms;
mod guide;
mod layout;
mod links;
mod model;
mod operation;
mod reading;
mod root;
mod samples;
mod sending;
mod service;
mod types;
mod uses;

pub(crate) use call::model as call_model;
pub(crate) use fake::model as fake_model;
pub(crate) use samples::program as sample_program;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use crate::ir::{Operation, Service};
use crate::names;
use crate::{Files, parallel};

/// The files of one product.
pub(crate) fn service(service: &Service, crate_name: &str) -> Files {
    let own = [Part::Model, Part::ErrorCodes, Part::Types, Part::Client, Part::Sources];
    let parts: Vec<_> = own.into_iter().chain(service.operations.iter().map(Part::Operation)).collect();
    let printed = parallel::map(&parts, parallel::processors(), |part| part.print(service, crate_name));
    let mut files = Files::default();
    printed.into_iter().for_each(|(path, text)| files.insert(path, text));
    files
}

/// A file of a product; each is printed alone.
enum Part<'s> {
    Model,
    ErrorCodes,
    Types,
    Client,
    Sources,
    Operation(&'s Operation),
}

impl Part<'_> {
    fn print(&self, service: &Service, crate_name: &str) -> (String, String) {
        let module = service.module.as_str();
        match self {
            Self::Model => (format!("{module}/fake.json"), fake::model(service)),
            Self::ErrorCodes => (format!("{module}/error_code.rs"), error_codes::file(service)),
            Self::Types => (format!("{module}/types.rs"), service::types_file(service)),
            Self::Client => (format!("{module}.rs"), service::file(service)),
            Self::Sources => (format!("{module}/sources.md"), service.provenance.clone()),
            Self::Operation(operation) => {
                let path = format!("{module}/{}.rs", operation.module.as_str());
                (path, operation::file(service, operation, crate_name))
            }
        }
    }
}

/// A page for each product that says what it was made from.
pub(crate) fn product_pages(services: &[Service]) -> Files {
    let mut files = Files::default();
    for service in services {
        files.insert(format!("{}.md", service.module.as_str()), service.provenance.clone());
    }
    files
}

/// The root of the crate, and its guide.
pub(crate) fn root(services: &[Service], guide: &Files, crate_name: &str) -> Files {
    let mut files = guide::files(guide);
    files.insert("lib.rs".to_owned(), root::file(services, guide, crate_name));
    files
}

macro_rules! print_as_identifier {
    ($($name:ident),+) => {$(
        impl ToTokens for names::$name {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                identifier(self.as_str()).to_tokens(tokens);
            }
        }
    )+};
}

print_as_identifier!(Field, Module, Type, Variant);

fn identifier(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
