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

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};

use crate::Files;
use crate::ir::Service;
use crate::names;

/// The files of one product.
pub(crate) fn service(service: &Service, crate_name: &str) -> Files {
    let module = service.module.as_str();
    let mut files = Files::default();
    files.insert(format!("{module}.rs"), service::file(service));
    files.insert(format!("{module}/types.rs"), service::types_file(service));
    files.insert(format!("{module}/error_code.rs"), error_codes::file(service));
    for operation in &service.operations {
        let path = format!("{module}/{}.rs", operation.module.as_str());
        files.insert(path, operation::file(service, operation, crate_name));
    }
    files.insert(format!("{module}/sources.md"), service.provenance.clone());
    files.insert(format!("{module}/fake.json"), fake::model(service));
    files
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
    format_ident!("{name}")
}
