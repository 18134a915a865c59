//! What a file collects while it is printed: its `use` lines, since a name is imported because it was printed, and its
//! documentation.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::identifier;
use crate::names::Type;

/// The names that a file has printed.
#[derive(Default)]
pub(super) struct Uses {
    runtime: RefCell<BTreeSet<String>>,
    shared: RefCell<BTreeSet<Type>>,
    map: RefCell<bool>,
    texts: RefCell<Vec<Vec<String>>>,
    /// Whether the file is that of the shared types, which other files import.
    declares_shared: bool,
}

impl Uses {
    /// For the file of the shared types.
    pub(super) fn of_shared() -> Self {
        Self { declares_shared: true, ..Self::default() }
    }

    /// A name of the runtime.
    pub(super) fn runtime(&self, name: &str) -> Ident {
        let mut names = self.runtime.borrow_mut();
        if !names.contains(name) {
            names.insert(name.to_owned());
        }
        identifier(name)
    }

    /// A shared type of the product.
    pub(super) fn shared(&self, name: &Type) -> Ident {
        if !self.declares_shared {
            self.shared.borrow_mut().insert(name.clone());
        }
        identifier(name.as_str())
    }

    /// The map of the standard library.
    pub(super) fn map(&self) -> Ident {
        *self.map.borrow_mut() = true;
        identifier("BTreeMap")
    }

    /// Keeps the lines of a text, and says which it is.
    pub(super) fn text(&self, lines: Vec<String>) -> usize {
        let mut texts = self.texts.borrow_mut();
        texts.push(lines);
        texts.len() - 1
    }

    /// The texts that the file has.
    pub(super) fn into_texts(self) -> Vec<Vec<String>> {
        self.texts.into_inner()
    }

    /// The `use` lines.
    pub(super) fn print(&self) -> TokenStream {
        let map = self.map.borrow().then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let runtime = self.runtime.borrow();
        let names = runtime.iter().map(|name| identifier(name));
        let runtime =
            (!runtime.is_empty()).then(|| quote!(use alibabacloud_runtime::codegen::{#(#names),*};));
        let shared = self.shared.borrow();
        let names = shared.iter();
        let shared = (!shared.is_empty()).then(|| quote!(use super::types::{#(#names),*};));
        quote!(#map #runtime #shared)
    }
}
