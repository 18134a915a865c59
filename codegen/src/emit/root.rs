//! The root of the crate.

use quote::quote;

use super::documentation::Lines;
use super::uses::Uses;
use super::{features, forms, guide, layout};
use crate::Files;
use crate::ir::{Operation, Service};

/// What programs name of the runtime: types that they hold, and modules for what they seldom need.
const NAMES: &[&str] = &[
    "AccessDenied",
    "ByteStream",
    "Bytes",
    "Call",
    "CallOptions",
    "Config",
    "ConfigBuilder",
    "Decoded",
    "Departure",
    "DepartureKind",
    "EmbeddedJson",
    "EmbeddedJsonError",
    "Endpoint",
    "EndpointError",
    "Env",
    "Error",
    "ErrorKind",
    "Human",
    "HumanRow",
    "Items",
    "Network",
    "NextPage",
    "Pages",
    "Payload",
    "Percent",
    "Progress",
    "Response",
    "ResponseBuilder",
    "RetryPolicy",
    "Status",
    "Timestamp",
    "TimestampError",
    "UnknownInteger",
    "UnknownValue",
    "UnknownValueError",
    "Value",
    "WaitError",
    "Waiter",
    "credentials",
    "observe",
    "transport",
    "wait_until",
    "wait_until_final",
];

/// The text of `lib.rs`.
pub(super) fn file(services: &[Service], pages: &Files, crate_name: &str) -> String {
    let mut documentation = Lines::default()
        .line("Typed clients for Alibaba Cloud, one module and one cargo feature per product.")
        .paragraph("| module | product | API version | operations |")
        .line("|---|---|---|---|");
    for service in services {
        let module = service.module.as_str();
        let operations = operations(service);
        let (title, version) =
            (super::documentation::inert(&service.title), super::documentation::inert(&service.version));
        documentation = documentation.line(&format!("| [`{module}`] | {title} | {version} | {operations} |"));
    }
    if !pages.is_empty() {
        documentation = documentation.paragraph("The [`guide`] shows how to use them.");
    }
    let documentation = documentation
        .paragraph("Region and credentials come from the environment ([`Config::from_env`]) or from a [`Config::builder`].")
        .paragraph("Every answer decodes completely or says what it could not use: see [`Response::departures`].");
    let documentation = forms::section(documentation, services, crate_name).print_inner();
    let modules = services.iter().map(|service| {
        let (module, feature) = (&service.module, features::of_product(service));
        let title = format!(" {}", super::documentation::inert(&service.title));
        quote!(#[doc = #title] #feature #[rustfmt::skip] pub mod #module;)
    });
    let guide = guide::module(pages, services);
    let models = services.iter().map(|service| {
        let (module, feature) = (&service.module, features::of_product(service));
        quote!(#feature let builder = builder.model(#module::FAKE_MODEL)?;)
    });
    let names = NAMES.iter().map(|name| super::identifier(name));
    let tokens = quote! {
        #documentation
        #![cfg_attr(docsrs, feature(doc_cfg))]
        #[cfg(feature = "blocking")]
        pub use alibabacloud_runtime::Blocking;
        #[cfg(feature = "fake-cloud")]
        pub use alibabacloud_runtime::fake;
        #[rustfmt::skip]
        pub use alibabacloud_runtime::{#(#names),*};
        #(#modules)*
        #guide
        /// A fake cloud that knows the products of this crate; start it in tests.
        ///
        /// # Errors
        ///
        /// If a model that was generated with this crate cannot be read, which is a defect.
        #[cfg(feature = "fake-cloud")]
        pub fn fake_cloud() -> Result<fake::FakeCloudBuilder, fake::FakeCloudError> {
            let builder = fake::FakeCloud::builder();
            #(#models)*
            Ok(builder)
        }
    };
    layout::file("specs", tokens, Uses::default())
}

/// The operations of a product, or how many there are.
fn operations(service: &Service) -> String {
    const FEW: usize = 10;
    let module = service.module.as_str();
    if service.operation_count() > FEW {
        return format!("[{}]({module}::Client)", service.operation_count());
    }
    let link = |operation: &Operation| {
        let (name, home) = (super::definition::code(&operation.name), operation.module.as_str());
        format!("[`{name}`]({module}::{home}::{})", operation.builder.as_str())
    };
    service.operations.iter().map(link).collect::<Vec<_>>().join(", ")
}
