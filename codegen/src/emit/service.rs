//! The file of a product: its table and its client. And the file of its shared types.

use proc_macro2::TokenStream;
use quote::quote;

use super::definition::definition;
use super::documentation::{Lines, inert, one_line};
use super::links::{self, From};
use super::uses::Uses;
use super::{features, layout};
use crate::ir::Service;

/// The text of the file.
pub(super) fn file(service: &Service) -> String {
    let uses = Uses::default();
    let documentation = module_documentation(service).print_inner();
    let modules = service.operations.iter().map(|operation| {
        let module = &operation.module;
        let feature = features::of_operation(service, operation);
        quote!(#feature pub mod #module;)
    });
    let table = table(service, &uses);
    let client = client(service, &uses);
    let imports = uses.print();
    let path = |file: &str| format!("{}/{file}", service.module.as_str());
    let (fake_path, sources_path) = (path("fake.json"), path("sources.md"));
    let tokens = quote! {
        #documentation
        #imports
        #(#modules)*
        mod error_code;
        pub mod types;
        /// What this module was made from, and where its sources disagree.
        ///
        #[doc = include_str!(#sources_path)]
        #[cfg(doc)]
        pub mod sources {}
        pub use error_code::ErrorCode;
        #table
        /// What the fake cloud has to know to stand in for this product.
        #[cfg(feature = "fake-cloud")]
        pub static FAKE_MODEL: &str = include_str!(#fake_path);
        #client
    };
    layout::file(&service.file, tokens, uses)
}

/// The text of the file of shared types.
pub(super) fn types_file(service: &Service) -> String {
    let uses = Uses::of_shared();
    let definitions: Vec<_> = service.types.iter().map(|one| definition(one, &uses)).collect();
    let imports = uses.print();
    let module = Lines::default().line("The types that operations share.").print_inner();
    let tokens = quote!(#module #imports #(#definitions)*);
    layout::file(&format!("{}#/components/schemas", service.file), tokens, uses)
}

/// The title stands where the module is declared; the empty line ends its paragraph.
fn module_documentation(service: &Service) -> Lines {
    let (version, module) = (inert(&service.version), service.module.as_str());
    let lines = Lines::default().line("").text(&service.description);
    // Links are resolved where the title stands.
    lines.paragraph(&format!("API version {version}.")).paragraph(&format!(
        "[`sources`]({module}::sources) says what this module was made from, and where its sources disagree."
    ))
}

fn table(service: &Service, uses: &Uses) -> TokenStream {
    let (table, endpoints) = (uses.runtime("Service"), uses.runtime("Endpoints"));
    let (product, version, rule) = (&service.product, &service.version, &service.rule);
    let some = |text: &Option<String>| text.as_ref().map_or_else(|| quote!(None), |text| quote!(Some(#text)));
    let vpc_rule = some(&service.vpc_rule);
    let regions = service.endpoints.iter().map(|endpoint| {
        let entry = uses.runtime("RegionEndpoint");
        let (region, public, vpc) = (&endpoint.region, &endpoint.public, some(&endpoint.vpc));
        quote!(#entry::new(#region, #public, #vpc))
    });
    quote! {
        /// What the specification says of the product: names, version and endpoints.
        pub static SERVICE: #table = #table {
            product: #product,
            version: #version,
            endpoints: #endpoints {
                rule: #rule,
                vpc_rule: #vpc_rule,
                regions: &[#(#regions),*],
            },
        };
    }
}

fn client(service: &Service, uses: &Uses) -> TokenStream {
    let (core, config, error) =
        (uses.runtime("ServiceClient"), uses.runtime("Config"), uses.runtime("Error"));
    let endpoint = uses.runtime("Endpoint");
    let documentation = client_documentation(service).print(uses);
    quote! {
        #documentation
        #[derive(Clone, Debug)]
        pub struct Client {
            client: #core,
        }

        impl Client {
            /// A client with the given configuration.
            ///
            /// # Errors
            ///
            /// If no endpoint can be found for the configured region and network.
            pub fn new(config: &#config) -> Result<Self, #error> {
                Ok(Self { client: #core::new(&SERVICE, config)? })
            }

            /// A client with region and credentials from the environment.
            ///
            /// # Errors
            ///
            /// If the environment lacks a region, or has a region or credentials that cannot be used.
            pub fn from_env() -> Result<Self, #error> {
                Self::new(&#config::from_env()?)
            }

            /// The region that it calls; `None` is possible only with an explicit endpoint.
            #[must_use]
            pub fn region(&self) -> Option<&str> {
                self.client.region()
            }

            /// The endpoint that it calls.
            #[must_use]
            pub fn endpoint(&self) -> &#endpoint {
                self.client.endpoint()
            }
        }
    }
}

/// What the client is, and what each of its methods gives.
fn client_documentation(service: &Service) -> Lines {
    let lines = Lines::default()
        .line(&format!("A client of {}.", inert(&one_line(&service.title))))
        .paragraph("Cheap to clone; clones share connections and credentials.")
        .paragraph("| method | answer |")
        .line("|---|---|");
    service.operations.iter().fold(lines, |lines, operation| {
        let method = links::method(operation, "Self", "");
        lines.line(&format!("| {method} | {} |", links::answer(operation, From::Product)))
    })
}
