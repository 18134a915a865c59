//! The methods of a request that send it.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::Lines;
use super::types;
use super::uses::Uses;
use crate::ir::{Operation, Type};

/// All methods but the setters.
pub(super) fn methods(operation: &Operation, uses: &Uses) -> TokenStream {
    let output = types::element(&operation.response, uses);
    let (call, response) = (uses.runtime("Call"), uses.runtime("Response"));
    let paging = operation.paging.is_some().then(|| paging(&output, uses));
    let stream = (operation.response == Type::Bytes).then(|| stream(uses));
    let options = uses.runtime("CallOptions");
    let sends = match operation.response {
        Type::Bytes => {
            "Sends the request, and gives the answer as a whole, up to the configured limit of what is kept in memory."
        }
        Type::Empty => "Sends the request, whose answer has no content.",
        _ => "Sends the request.",
    };
    let detailed = match operation.response {
        Type::Bytes => "Sends the request, and gives the status and the headers with the answer.",
        Type::Empty => "Sends the request, and gives the status and the headers of the answer.",
        _ => {
            "Sends the request, and gives the status, the headers and what departs from the specification with the answer."
        }
    };
    let [sends, detailed] = [sends, detailed].map(|line| Lines::default().line(line).print(uses));
    quote! {
        /// Settings for this request alone: time limits, retries, region, endpoint, headers.
        pub fn configure(self, options: #options) -> Self {
            Self { request: self.request.configure(options) }
        }

        #sends
        pub fn send(self) -> #call<#output> {
            self.request.send()
        }

        #detailed
        pub fn send_detailed(self) -> #call<#response<#output>> {
            self.request.send_detailed()
        }

        #stream

        #paging
    }
}

fn stream(uses: &Uses) -> TokenStream {
    let (call, response, stream) =
        (uses.runtime("Call"), uses.runtime("Response"), uses.runtime("ByteStream"));
    quote! {
        /// Sends the request, and gives the answer piece by piece, however long it is.
        pub fn stream(self) -> #call<#response<#stream>> {
            self.request.stream()
        }
    }
}

fn paging(output: &TokenStream, uses: &Uses) -> TokenStream {
    let (pages, items) = (uses.runtime("Pages"), uses.runtime("Items"));
    let lists = Lines::default().line("All pages, from the one that is set or the first.").print(uses);
    let flattens =
        Lines::default().line("The items of all pages, from the one that is set or the first.").print(uses);
    quote! {
        #lists
        pub fn pages(self) -> #pages<#output> {
            self.request.pages()
        }

        #flattens
        pub fn items(self) -> #items<#output> {
            self.request.items()
        }
    }
}
