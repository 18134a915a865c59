//! The enum of a product's error codes, and what the documentation of an operation says of them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::definition::code;
use super::documentation::Lines;
use super::layout;
use super::uses::Uses;
use crate::ir::{CodeVariant, ErrorCode, Operation, Service};

/// As many codes as the documentation of an operation lists; some operations have hundreds.
const LISTED: usize = 20;

/// The text of the file.
pub(super) fn file(service: &Service) -> String {
    let uses = Uses::default();
    let (unknown, make) = (uses.runtime("UnknownValue"), uses.runtime("error_code"));
    let imports = uses.print();
    let variants = &service.error_codes;
    let declared = variants.iter().map(|variant| declared(variant, &uses));
    let names: Vec<_> = variants.iter().map(|variant| &variant.name).collect();
    let texts = variants.iter().map(|variant| variant.codes.first());
    let others = variants.iter().flat_map(|variant| {
        let name = &variant.name;
        variant.codes.iter().skip(1).map(move |code| quote!(, #code => #name))
    });
    let tokens = quote! {
        //! The error codes of the product.
        #imports

        /// The error codes that operations of the product are documented to give.
        ///
        /// Others are kept as `Unknown`. A code that is no longer documented keeps its variant.
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(#declared,)*
            /// A code that is not documented.
            Unknown(#unknown),
        }

        impl ErrorCode {
            /// The documented codes.
            pub const VALUES: &'static [Self] = &[#(Self::#names),*];

            /// The code as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #texts,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        #make!(ErrorCode #(#others)*);
    };
    layout::file(&service.file, tokens, uses)
}

fn declared(variant: &CodeVariant, uses: &Uses) -> TokenStream {
    let name = &variant.name;
    let statuses: Vec<String> = variant.statuses.iter().map(u16::to_string).collect();
    let known = match statuses.as_slice() {
        [] => "No longer documented.".to_owned(),
        statuses => format!("HTTP {}.", statuses.join(", ")),
    };
    let lines = Lines::default().text(format!("{known} {}", variant.description).trim_end());
    let lines = variant.codes.iter().fold(lines, |lines, code| lines.alias(code, name.as_str()));
    let documentation = lines.print(uses);
    quote! {
        #documentation
        #name
    }
}

/// Adds the codes that an operation is documented to give, each once.
pub(super) fn documented(lines: Lines, operation: &Operation) -> Lines {
    let mut seen = BTreeSet::new();
    let codes: Vec<_> = operation.errors.iter().filter(|error| seen.insert(&error.code)).collect();
    if codes.is_empty() {
        return lines;
    }
    let link = |error: &&ErrorCode| {
        format!("[`{}`](super::ErrorCode::{})", code(&error.code), error.variant.as_str())
    };
    let links: Vec<String> = codes.iter().take(LISTED).map(link).collect();
    let end = match codes.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(", and {more} more of [`ErrorCode`](super::ErrorCode)"),
    };
    lines.paragraph(&format!("Documented error codes: {}{end}.", links.join(", ")))
}
