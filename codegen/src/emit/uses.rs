//! The `use` lines of a file: a name is imported because it was printed.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::identifier;
use crate::names;

/// The names that a file has printed.
#[derive(Default)]
pub(super) struct Uses {
    runtime: RefCell<BTreeSet<String>>,
    shared: RefCell<BTreeSet<names::Type>>,
    map: RefCell<bool>,
    file: File,
}

/// Where a file stands, seen from the shared types.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum File {
    /// Beside them.
    #[default]
    Operation,
    /// Above them.
    Product,
    /// It declares them.
    Shared,
}

impl Uses {
    /// For the file of the shared types.
    pub(super) fn of_shared() -> Self {
        Self { file: File::Shared, ..Self::default() }
    }

    /// For the file of a product.
    pub(super) fn of_product() -> Self {
        Self { file: File::Product, ..Self::default() }
    }

    /// A name of the runtime.
    pub(super) fn runtime(&self, name: &str) -> Ident {
        self.runtime.borrow_mut().insert(name.to_owned());
        identifier(name)
    }

    /// A shared type of the product.
    pub(super) fn shared(&self, name: &names::Type) -> Ident {
        if self.file != File::Shared {
            self.shared.borrow_mut().insert(name.clone());
        }
        identifier(name.as_str())
    }

    /// The map of the standard library.
    pub(super) fn map(&self) -> Ident {
        *self.map.borrow_mut() = true;
        identifier("BTreeMap")
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
        let runtime = (!runtime.is_empty()).then(|| quote!(use alibabacloud_runtime::{#(#names),*};));
        let shared = self.shared.borrow();
        let names = shared.iter();
        let home = if self.file == File::Product { quote!(types) } else { quote!(super::types) };
        let shared = (!shared.is_empty()).then(|| quote!(use #home::{#(#names),*};));
        quote!(#map #runtime #shared)
    }
}
