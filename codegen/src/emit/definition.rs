//! Structs and enums.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::documentation::{self, Lines};
use super::identifier;
use super::links;
use super::types;
use super::uses::Uses;
use crate::ir::{Enum, EnumVariant, Operation, Pages, Record, RecordField, Type, TypeDefinition};
pub(super) use crate::prose::code;
use crate::prose::span;

/// A type that the crate declares.
pub(super) fn definition(definition: &TypeDefinition, uses: &Uses) -> TokenStream {
    match definition {
        TypeDefinition::Record(record) => {
            self::record(record, &Lines::default().all(&record.documentation), uses)
        }
        TypeDefinition::Enum(r#enum) => self::r#enum(r#enum, uses),
    }
}

/// A type that an operation declares. The answer is told from the others.
pub(super) fn own(operation: &Operation, definition: &TypeDefinition, uses: &Uses) -> TokenStream {
    match (definition, &operation.response) {
        (TypeDefinition::Record(record), Type::Own(name, _)) if record.name == *name => {
            let method = links::method(operation, "super::Client", "Client::");
            let answer = format!("The answer of {method}");
            let documentation = &record.documentation;
            let lines = Lines::default().led(&answer, &documentation.text).facts(documentation);
            self::record(record, &lines, uses)
        }
        _ => self::definition(definition, uses),
    }
}

fn record(record: &Record, documentation: &Lines, uses: &Uses) -> TokenStream {
    let (name, documentation) = (&record.name, documentation.print(uses));
    let fields = record.fields.iter().map(|field| declared_field(field, uses));
    let implementation = implementation(record, uses);
    let setters = record.input.then(|| setters(record, uses));
    let paged = record.pages.as_ref().map(|pages| paged(record, pages, uses));
    let make_record = uses.runtime("record");
    // What hides nothing has the `Debug` of any struct.
    let hides = record.fields.iter().any(|field| field.sensitive);
    let (derived, shown) = if hides {
        let names = record.fields.iter().map(|field| &field.name);
        (quote!(), quote!({ #(#names),* }))
    } else {
        (quote!(Debug,), quote!())
    };
    let mut tokens = quote! {
        #documentation
        #[derive(Clone, #derived Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    };
    tokens.extend(setters);
    tokens.extend([implementation, quote!(#make_record!(#name #shown);)]);
    tokens.extend(paged);
    tokens
}

fn declared_field(field: &RecordField, uses: &Uses) -> TokenStream {
    let (name, documentation) = (&field.name, field_documentation(field).print(uses));
    let r#type = types::field(&field.r#type, uses);
    quote! {
        #documentation
        pub #name: #r#type
    }
}

/// The documentation of a field, or of its setter.
fn field_documentation(field: &RecordField) -> Lines {
    let lines = Lines::default()
        .all(&field.documentation)
        .or(&format!("`{}`; the sources say no more.", code(&field.wire_name)));
    let lines = documentation::sensitive(lines, field.sensitive);
    let lines = if field.deprecated { lines.paragraph("Deprecated.") } else { lines };
    lines.alias(&field.wire_name, field.name.as_str())
}

fn implementation(record: &Record, uses: &Uses) -> TokenStream {
    let name = &record.name;
    let text = name.as_str();
    let (trait_name, shape, list) = (uses.runtime("Record"), uses.runtime("Shape"), uses.runtime("fields"));
    let shapes = record.fields.iter().map(|field| field_shape(field, uses));
    let fields = record.fields.iter().map(|field| &field.name);
    quote! {
        impl #trait_name for #name {
            const SHAPE: &'static #shape = &#shape::new(#text, &[#(#shapes),*]);

            #list!(#(#fields)*);
        }
    }
}

fn field_shape(field: &RecordField, uses: &Uses) -> TokenStream {
    let (shape, name) = (uses.runtime("FieldShape"), &field.wire_name);
    let wire = types::wire(&field.wire, uses).map(|wire| quote!(.wire(#wire)));
    let required = field.required.then(|| quote!(.required()));
    let nullable = field.nullable.then(|| quote!(.nullable()));
    let sensitive = field.sensitive.then(|| quote!(.sensitive()));
    quote!(#shape::new(#name) #wire #required #nullable #sensitive)
}

/// Constructor and setters of a record that callers make.
fn setters(record: &Record, uses: &Uses) -> TokenStream {
    let name = &record.name;
    let setters = record.fields.iter().map(|field| {
        let (name, documentation) = (&field.name, field_documentation(field).print(uses));
        let argument = types::optional(&field.r#type, uses);
        let empty = match field.r#type {
            Type::List(_) | Type::Map(_) => quote!(.unwrap_or_default()),
            _ => quote!(),
        };
        quote! {
            #documentation
            #[must_use]
            pub fn #name(mut self, #name: #argument) -> Self {
                self.#name = #name.into_optional() #empty;
                self
            }
        }
    });
    quote! {
        impl #name {
            /// A value without any field.
            #[must_use]
            pub fn new() -> Self {
                Default::default()
            }

            #(#setters)*
        }
    }
}

fn paged(record: &Record, pages: &Pages, uses: &Uses) -> TokenStream {
    let name = &record.name;
    let (trait_name, item) = (uses.runtime("Paged"), types::element(&pages.item, uses));
    let pointer = &pages.pointer;
    let mut path = pages.path.iter();
    let first = path.next();
    let rest = path.map(|field| quote!(.unwrap_or_default().#field));
    quote! {
        impl #trait_name for #name {
            type Item = #item;

            const ITEMS: &'static str = #pointer;

            fn into_items(self) -> Vec<Self::Item> {
                self.#first #(#rest)*
            }
        }
    }
}

/// An enum of documented values.
pub(super) fn r#enum(r#enum: &Enum, uses: &Uses) -> TokenStream {
    let name = &r#enum.name;
    let lines = Lines::default().all(&r#enum.documentation).or("The documented values.");
    let lines = if r#enum.closed {
        lines
    } else {
        lines.paragraph("Values that are not documented are kept as `Unknown`.")
    };
    let documentation = lines.print(uses);
    let variants = r#enum.variants.iter().map(|variant| declared_variant(variant, uses));
    let unknown = (!r#enum.closed).then(|| unknown(r#enum, uses));
    let non_exhaustive = (!r#enum.closed).then(|| quote!(#[non_exhaustive]));
    let (values, make) = (values(r#enum), make(r#enum, uses));
    quote! {
        #documentation
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #non_exhaustive
        pub enum #name {
            #(#variants,)*
            #unknown
        }
        #values
        #make
    }
}

fn declared_variant(variant: &EnumVariant, uses: &Uses) -> TokenStream {
    let name = &variant.name;
    let value = span(&variant.value);
    let fallback = if value.is_empty() { "The empty string.".to_owned() } else { format!("{value}.") };
    let lines = Lines::default().text(&variant.description).or(&fallback);
    let documentation = lines.alias(&variant.value, name.as_str()).print(uses);
    quote! {
        #documentation
        #name
    }
}

fn unknown(r#enum: &Enum, uses: &Uses) -> TokenStream {
    let payload = uses.runtime(if r#enum.integer { "UnknownInteger" } else { "UnknownValue" });
    quote! {
        /// A value that is not documented.
        Unknown(#payload),
    }
}

/// The list of values, and what each is on the wire.
fn values(r#enum: &Enum) -> TokenStream {
    let name = &r#enum.name;
    let variants: Vec<_> = r#enum.variants.iter().map(|variant| &variant.name).collect();
    let (method, result) = if r#enum.integer { ("as_i64", quote!(i64)) } else { ("as_str", quote!(&str)) };
    let method = identifier(method);
    let wires = r#enum.variants.iter().map(|variant| match variant.value.parse::<i64>() {
        Ok(value) if r#enum.integer => {
            let value = Literal::i64_unsuffixed(value);
            quote!(#value)
        }
        _ => {
            let value = &variant.value;
            quote!(#value)
        }
    });
    let unknown = (!r#enum.closed).then(|| quote!(Self::Unknown(value) => value.#method(),));
    let is_final = is_final(r#enum);
    quote! {
        impl #name {
            /// The documented values.
            pub const VALUES: &'static [Self] = &[#(Self::#variants),*];

            /// The value as it travels.
            #[must_use]
            pub fn #method(&self) -> #result {
                match self {
                    #(Self::#variants => #wires,)*
                    #unknown
                }
            }

            #is_final
        }
    }
}

/// Whether a value is the last, for enums that say so.
fn is_final(r#enum: &Enum) -> Option<TokenStream> {
    let finals: Vec<_> = r#enum.finals().map(|variant| &variant.name).collect();
    (!finals.is_empty()).then(|| {
        quote! {
            /// Whether the value is final: what has it keeps it, even if it failed. Undocumented values are not final.
            #[must_use]
            pub fn is_final(&self) -> bool {
                matches!(self, #(Self::#finals)|*)
            }
        }
    })
}

fn make(r#enum: &Enum, uses: &Uses) -> TokenStream {
    let name = &r#enum.name;
    let openness = if r#enum.closed { "closed" } else { "open" };
    let macro_name =
        if r#enum.integer { format!("{openness}_integer_enum") } else { format!("{openness}_enum") };
    let macro_name = uses.runtime(&format_ident!("{macro_name}").to_string());
    let ignore_case = r#enum.ignore_case.then(|| quote!(, ignore_case));
    let status = r#enum.finals().next().map(|_| {
        let macro_name = uses.runtime("status");
        quote!(#macro_name!(#name);)
    });
    quote!(#macro_name!(#name #ignore_case); #status)
}
