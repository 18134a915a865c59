//! The `use` lines of a file: a name is imported because it was printed.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::identifier;
use crate::names::{Module, Type};

/// The names that a file has printed.
#[derive(Default)]
pub(super) struct Uses {
    runtime: RefCell<BTreeSet<String>>,
    shared: RefCell<BTreeSet<Type>>,
    own: RefCell<BTreeSet<Type>>,
    map: RefCell<bool>,
    file: File,
}

/// Which file it is, as far as its types are concerned.
#[derive(Default)]
enum File {
    /// The file of an operation declares its own types, and has the shared ones beside it.
    #[default]
    Operation,
    /// The file of the shared types.
    Shared,
    /// The file of a product has both below it.
    Product,
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
    pub(super) fn shared(&self, name: &Type) -> Ident {
        if !matches!(self.file, File::Shared) {
            self.shared.borrow_mut().insert(name.clone());
        }
        identifier(name.as_str())
    }

    /// A type of an operation.
    pub(super) fn own(&self, name: &Type) -> Ident {
        if matches!(self.file, File::Product) {
            self.own.borrow_mut().insert(name.clone());
        }
        identifier(name.as_str())
    }

    /// The line for the types of an operation that were printed since the last one.
    pub(super) fn print_own(&self, module: &Module, declared: &[&Type]) -> TokenStream {
        let mut names: BTreeSet<&Type> = declared.iter().copied().collect();
        let printed = self.own.take();
        names.extend(&printed);
        if names.len() == 1 { quote!(#(use #module::#names;)*) } else { quote!(use #module::{#(#names),*};) }
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
        let runtime =
            (!runtime.is_empty()).then(|| quote!(use alibabacloud_runtime::codegen::{#(#names),*};));
        let shared = self.shared.borrow();
        let names = shared.iter();
        let home = if matches!(self.file, File::Product) { quote!(types) } else { quote!(super::types) };
        let shared = (!shared.is_empty()).then(|| quote!(use #home::{#(#names),*};));
        quote!(#map #runtime #shared)
    }
}
