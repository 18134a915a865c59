//! What a request is made with.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types;
use super::uses::Uses;
use crate::ir::{Operation, Parameter, Type};

/// The arguments that a request cannot do without.
pub(super) struct Arguments {
    pub(super) declared: Vec<TokenStream>,
    pub(super) values: Vec<TokenStream>,
    /// What a function that takes them all is allowed.
    pub(super) allowed: Option<TokenStream>,
}

impl Arguments {
    /// Whether a function has more of them than clippy likes, `more` not counted.
    pub(super) fn too_many(&self, more: usize) -> Option<TokenStream> {
        (self.declared.len() + more > 7).then(
            || quote!(#[allow(clippy::too_many_arguments, reason = "the operation requires that many")]),
        )
    }
}

/// The required parameters and the choices, in the order of the specification.
pub(super) fn arguments(operation: &Operation, uses: &Uses) -> Arguments {
    let mut arguments = Arguments { declared: Vec::new(), values: Vec::new(), allowed: None };
    for (position, parameter) in
        operation.parameters.iter().enumerate().filter(|(_, parameter)| parameter.required)
    {
        let name = &parameter.setter;
        let (declared, value) = types::argument(&parameter.r#type, &quote!(#name), uses);
        arguments.declared.push(quote!(#name: #declared));
        arguments.allowed = arguments.allowed.or_else(|| types::allowed(&parameter.r#type));
        arguments.values.push(with(position, parameter, &value, uses));
    }
    for choice in &operation.choices {
        let (argument, name) = (&choice.argument, &choice.name);
        arguments.declared.push(quote!(#argument: #name));
    }
    arguments
}

/// The call that puts a value into the request.
pub(super) fn with(position: usize, parameter: &Parameter, value: &TokenStream, uses: &Uses) -> TokenStream {
    let position = Literal::usize_unsuffixed(position);
    match parameter.r#type {
        Type::Bytes => quote!(.with_payload(#position, #value)),
        // What is collected has to be told what it becomes; everything else is known from the argument.
        Type::List(_) => {
            let list = types::element(&parameter.r#type, uses);
            quote!(.with::<#list>(#position, &#value))
        }
        _ => quote!(.with(#position, &#value)),
    }
}
