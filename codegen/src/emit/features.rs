//! Which cargo features an item needs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Operation, Service};

/// What stands before a product: its own feature, or that of any group of its operations.
pub(super) fn of_product(service: &Service) -> TokenStream {
    let features = std::iter::once(service.module()).chain(service.features());
    let features: Vec<_> = features.map(|feature| quote!(feature = #feature)).collect();
    match features.as_slice() {
        [feature] => quote!(#[cfg(#feature)]),
        _ => quote!(#[cfg(any(#(#features),*))]),
    }
}

/// What stands before an operation, unless it is there whenever its product is. The product's feature has those of all
/// groups.
pub(super) fn of_operation(service: &Service, operation: &Operation) -> Option<TokenStream> {
    let feature = operation.feature.as_deref().unwrap_or(service.module());
    (!service.features().is_empty()).then(|| quote!(#[cfg(feature = #feature)]))
}
