//! The samples of a product's answers, as calls of a program that decodes each with the type that it is an example of.

use proc_macro2::TokenStream;
use quote::quote;

use super::uses::Uses;
use super::{identifier, layout, types};
use crate::ir::{Operation, Service, Type};

/// A function `samples` that gives each sample to a `Run`; `None` if there are none.
pub(crate) fn program(service: &Service, crate_name: &str) -> Option<String> {
    let crate_name = identifier(crate_name);
    let module = &service.module;
    let home = quote!(#crate_name::#module);
    let calls: Vec<_> = service.operations.iter().filter_map(|operation| call(operation, &home)).collect();
    let function = quote! {
        fn samples(run: &mut Run) {
            #(#calls)*
        }
    };
    (!calls.is_empty()).then(|| layout::file(&service.file, function, Uses::default()))
}

fn call(operation: &Operation, home: &TokenStream) -> Option<TokenStream> {
    let (name, sample) = (&operation.name, operation.sample.as_ref()?.to_string());
    let r#type = path(&operation.response, operation, home);
    Some(quote!(run.sample::<#r#type>(#name, #sample);))
}

/// A type as a stranger names it.
fn path(r#type: &Type, operation: &Operation, home: &TokenStream) -> TokenStream {
    let inside = |inner: &Type| path(inner, operation, home);
    match r#type {
        Type::Own(name, _) => {
            let module = &operation.module;
            quote!(#home::#module::#name)
        }
        Type::Shared(name, _) => quote!(#home::types::#name),
        Type::List(inner) => {
            let inner = inside(inner);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = inside(inner);
            quote!(std::collections::BTreeMap<String, #inner>)
        }
        Type::Embedded(inner) => {
            let inner = inside(inner);
            quote!(alibabacloud_runtime::codegen::EmbeddedJson<#inner>)
        }
        Type::Timestamp | Type::Percent | Type::Json | Type::Bytes => {
            let name = types::element(r#type, &Uses::default());
            quote!(alibabacloud_runtime::codegen::#name)
        }
        _ => types::element(r#type, &Uses::default()),
    }
}
