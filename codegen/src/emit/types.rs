//! Types as Rust: of fields, of arguments, and how values travel.

use proc_macro2::TokenStream;
use quote::quote;

use super::uses::Uses;
use crate::ir::{Shape, Type, Wire};

/// The type of an element.
pub(super) fn element(r#type: &Type, uses: &Uses) -> TokenStream {
    match r#type {
        Type::String => quote!(String),
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::F32 => quote!(f32),
        Type::F64 => quote!(f64),
        Type::Timestamp => runtime("Timestamp", uses),
        Type::Percent => runtime("Percent", uses),
        Type::Json => runtime("Value", uses),
        Type::Bytes => runtime("Bytes", uses),
        Type::Empty => quote!(()),
        Type::Embedded(inner) => {
            let embedded = uses.runtime("EmbeddedJson");
            let inner = (**inner != Type::Json).then(|| element(inner, uses));
            inner.map_or_else(|| quote!(#embedded), |inner| quote!(#embedded<#inner>))
        }
        Type::List(inner) => {
            let inner = element(inner, uses);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let (map, inner) = (uses.map(), element(inner, uses));
            quote!(#map<String, #inner>)
        }
        Type::Own(name, shape) => {
            let name = super::identifier(name.as_str());
            boxed(quote!(#name), *shape)
        }
        Type::Shared(name, shape) => {
            let name = uses.shared(name);
            boxed(quote!(#name), *shape)
        }
    }
}

fn boxed(name: TokenStream, shape: Shape) -> TokenStream {
    if shape == Shape::BoxedRecord { quote!(Box<#name>) } else { name }
}

fn runtime(name: &str, uses: &Uses) -> TokenStream {
    let name = uses.runtime(name);
    quote!(#name)
}

/// The type of a field: absent is `None`, or empty for lists and maps.
pub(super) fn field(r#type: &Type, uses: &Uses) -> TokenStream {
    let inner = element(r#type, uses);
    match r#type {
        Type::List(_) | Type::Map(_) => inner,
        _ => quote!(Option<#inner>),
    }
}

/// The type of an argument, and the expression that makes the value of the argument `name`.
pub(super) fn argument(r#type: &Type, name: &TokenStream, uses: &Uses) -> (TokenStream, TokenStream) {
    if *r#type == Type::Bytes {
        let payload = uses.runtime("Payload");
        return (quote!(impl Into<#payload>), quote!(#name.into()));
    }
    let plain = element(r#type, uses);
    match r#type {
        Type::List(inner) => {
            let item = element(inner, uses);
            if converts(inner) {
                (
                    quote!(impl IntoIterator<Item = impl Into<#item>>),
                    quote!(#name.into_iter().map(Into::into).collect()),
                )
            } else {
                (quote!(impl IntoIterator<Item = #item>), quote!(#name.into_iter().collect()))
            }
        }
        Type::Own(_, Shape::BoxedRecord) | Type::Shared(_, Shape::BoxedRecord) => (plain, quote!(#name)),
        other if converts(other) => (quote!(impl Into<#plain>), quote!(#name.into())),
        _ => (plain, quote!(#name)),
    }
}

/// The type of an argument that may be left out.
pub(super) fn optional(r#type: &Type, uses: &Uses) -> TokenStream {
    let (optional, value) = (uses.runtime("IntoOptional"), given(r#type, uses));
    quote!(impl #optional<#value>)
}

/// The type that a request gives back.
pub(super) fn given(r#type: &Type, uses: &Uses) -> TokenStream {
    if *r#type == Type::Bytes { runtime("Payload", uses) } else { element(r#type, uses) }
}

/// What a function is allowed that only looks at an argument of the type: all arguments are taken alike.
pub(super) fn allowed(r#type: &Type) -> Option<TokenStream> {
    let copied = matches!(
        r#type,
        Type::Bool | Type::I32 | Type::I64 | Type::F32 | Type::F64 | Type::Percent | Type::List(_)
    );
    (!copied && !converts(r#type))
        .then(|| quote!(#[allow(clippy::needless_pass_by_value, reason = "arguments are given, not lent")]))
}

/// Whether callers may give something that converts into the type.
fn converts(r#type: &Type) -> bool {
    matches!(
        r#type,
        Type::String
            | Type::Timestamp
            | Type::Bytes
            | Type::Own(_, Shape::Enum)
            | Type::Shared(_, Shape::Enum)
    )
}

/// How a value travels, unless as JSON writes it.
pub(super) fn wire(wire: &Wire, uses: &Uses) -> Option<TokenStream> {
    if *wire == Wire::Plain {
        return None;
    }
    let runtime = uses.runtime("Wire");
    Some(match wire {
        Wire::Plain => quote!(#runtime::Plain),
        Wire::Quoted => quote!(#runtime::Quoted),
        Wire::UnixSeconds => quote!(#runtime::UnixSeconds),
        Wire::UnixMillis => quote!(#runtime::UnixMillis),
        Wire::Iso8601 => quote!(#runtime::Iso8601),
        Wire::Iso8601Minutes => quote!(#runtime::Iso8601Minutes),
        Wire::Percent => quote!(#runtime::Percent),
        Wire::PercentQuoted => quote!(#runtime::PercentQuoted),
        Wire::PercentSigned => quote!(#runtime::PercentSigned),
        Wire::PercentHundredths => quote!(#runtime::PercentHundredths),
        Wire::Json => quote!(#runtime::Json),
        Wire::CommaSeparated => quote!(#runtime::CommaSeparated),
        Wire::SpaceSeparated => quote!(#runtime::SpaceSeparated),
        Wire::PipeSeparated => quote!(#runtime::PipeSeparated),
        Wire::Wrapped(name) => quote!(#runtime::Wrapped(#name)),
    })
}
