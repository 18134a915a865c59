//! The goldens: what the generator makes of the specifications beside them.
//!
//! Each feature is a crate of its own as far as its code can tell: it has the runtime's names and one product, `demo`.

/// Declares the features; their files are the generator's alone, so nothing else may format them.
macro_rules! goldens {
    ($($feature:ident,)+) => {$(
        #[doc = concat!("The feature `", stringify!($feature), "`.")]
        pub mod $feature {
            pub use alibabacloud_runtime::*;

            /// The product of this golden.
            pub mod demo;
        }
    )+};
}

goldens! {
    all_of,
    anonymous,
    arrays,
    closed_enums,
    contradictions,
    embedded_json,
    encoded_parameters,
    envelope,
    error_codes,
    exactly_one,
    features,
    final_values,
    form_body,
    header_parameters,
    hostile_descriptions,
    hostile_names,
    hostile_requests,
    imported_roa,
    imported_rpc,
    inline_objects,
    input_records,
    integer_enums,
    maps,
    markdown,
    nullable,
    octet_stream,
    offset_paging,
    page_number_paging,
    parameters,
    percent,
    quoted_numbers,
    recursion,
    references,
    roa_json_body,
    rpc_get,
    rust_names,
    same_names,
    scalars,
    sensitive,
    separators,
    string_enums,
    timestamps,
    token_paging,
    vendor_air_tickets,
    vendor_workspaces,
    wrapped_lists,
}

/// The code of the front pages, compiled and run with the other examples.
#[cfg(doctest)]
mod front_pages {
    #[doc = include_str!("../../README.md")]
    struct Root;

    #[doc = include_str!("../../generated/README.md")]
    struct Generated;
}
