//! The guide: pages that people wrote, as modules of the crate, so that the code in them is compiled.

use proc_macro2::TokenStream;
use quote::quote;

use crate::Files;
use crate::ir::Service;
use crate::names::{self, Module};

/// The page that the module itself shows.
const INDEX: &str = "README.md";

/// The module of the guide; nothing if there are no pages.
pub(super) fn module(guide: &Files, services: &[Service]) -> Option<TokenStream> {
    guide.get(INDEX)?;
    let pages = pages(guide).map(|(stem, module)| {
        let path = format!("guide/{stem}.md");
        quote!(#[doc = include_str!(#path)] pub mod #module {})
    });
    let features = services.iter().map(|service| service.module.as_str());
    let features = features.chain(["blocking", "fake-cloud", "reqwest"]);
    let path = format!("guide/{INDEX}");
    // The code of the pages may use every feature.
    Some(quote! {
        #[doc = include_str!(#path)]
        #[rustfmt::skip]
        #[cfg(any(not(doctest), all(#(feature = #features),*)))]
        pub mod guide { #(#pages)* }
    })
}

/// The pages as the crate has them: links between them lead to modules.
pub(super) fn files(guide: &Files) -> Files {
    let mut files = Files::default();
    for (path, text) in guide.iter() {
        let text = pages(guide).fold(text.to_owned(), |text, (stem, module)| {
            text.replace(&format!("]({stem}.md"), &format!("](crate::guide::{}", module.as_str()))
        });
        files.insert(format!("guide/{path}"), text.replace("](README.md", "](crate::guide"));
    }
    files
}

/// The names of the pages, without the index, and their modules.
fn pages(guide: &Files) -> impl Iterator<Item = (&str, Module)> {
    let stems =
        guide.iter().filter_map(|(path, _)| path.strip_suffix(".md")).filter(|stem| *stem != "README");
    stems.filter_map(|stem| Some((stem, names::module(stem).ok()?)))
}
