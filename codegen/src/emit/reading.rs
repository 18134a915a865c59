//! The methods of a request that read it back, and how it looks in `Debug` output.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types;
use super::uses::Uses;
use crate::ir::{Operation, Type};

/// The getters, a line each, and the implementation of `Debug`.
pub(super) fn methods(operation: &Operation, uses: &Uses) -> (TokenStream, TokenStream) {
    let mut getters = TokenStream::new();
    for (position, parameter) in operation.parameters.iter().enumerate() {
        let Some(name) = &parameter.getter else { continue };
        let (getter, r#type) = (uses.runtime("getter"), types::given(&parameter.r#type, uses));
        let position = Literal::usize_unsuffixed(position);
        getters.extend(match parameter.r#type {
            Type::Bytes => quote!(#getter!(#name, #r#type);),
            _ => quote!(#getter!(#name, #position, #r#type);),
        });
    }
    for choice in &operation.choices {
        let Some(name) = &choice.getter else { continue };
        let (getter, r#type) = (uses.runtime("getter"), &choice.name);
        let variants = choice.variants.iter().map(|(variant, position)| {
            let position = Literal::usize_unsuffixed(*position);
            quote!(#position => #variant)
        });
        getters.extend(quote!(#getter!(#name, #r#type, #(#variants),*);));
    }
    (getters, debug(operation, uses))
}

fn debug(operation: &Operation, uses: &Uses) -> TokenStream {
    let (request, name) = (uses.runtime("request"), &operation.builder);
    let names = operation.parameters.iter().map(|parameter| {
        let name = parameter.setter.as_str();
        name.strip_prefix("r#").unwrap_or(name)
    });
    let names = names.collect::<Vec<_>>().join(" ");
    quote!(#request!(#name, #names);)
}
