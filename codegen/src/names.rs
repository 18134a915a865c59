//! The names of Rust: the only place that turns a wire name into an identifier, and the only user of `heck`.
//!
//! The types here can be made by this file alone, so nothing else can print an identifier of its own. A [`Scope`]
//! refuses two equal names in one place.

mod spelling;

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

macro_rules! identifier {
    ($(#[$meta:meta] $name:ident: $lower:literal),+ $(,)?) => {$(
        #[$meta]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(String);

        impl $name {
            /// The identifier as Rust source, `r#` included where it is needed.
            pub(crate) fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Identifier for $name {
            const LOWER_CASE: bool = $lower;

            fn wrap(text: String) -> Self {
                Self(text)
            }

            fn text(&self) -> &str {
                &self.0
            }
        }
    )+};
}

identifier! {
    /// A field, argument or method: `db_instance_id`.
    Field: true,
    /// A module and its file: `describe_backups`.
    Module: true,
    /// A type: `DescribeBackups`.
    Type: false,
    /// A variant of an enum: `Success`.
    Variant: false,
}

/// What the kinds of identifiers have in common.
pub(crate) trait Identifier: Sized + PartialEq {
    /// Whether the name is written in `snake_case`.
    const LOWER_CASE: bool;
    #[doc(hidden)]
    fn wrap(text: String) -> Self;
    #[doc(hidden)]
    fn text(&self) -> &str;
}

/// Spellings that `heck` would tear apart, and the word that they are.
const WORDS: &[(&str, &str)] = &[
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("MariaDB", "Mariadb"),
    ("MongoDB", "Mongodb"),
    ("MySQL", "Mysql"),
    ("OAuth", "Oauth"),
    ("PolarDB", "Polardb"),
    ("PostgreSQL", "Postgresql"),
    ("VSwitch", "Vswitch"),
    ("vCPU", "Vcpu"),
    ("vSwitch", "Vswitch"),
    ("GiB", "Gib"),
    ("MiB", "Mib"),
    ("KiB", "Kib"),
    ("TiB", "Tib"),
    ("ARNs", "Arns"),
    ("IDs", "Ids"),
    ("IPs", "Ips"),
    ("URLs", "Urls"),
];

/// Names that the emitted code uses itself, and what is put after a wire name that would be one of them.
const RESERVED_TYPES: &[&str] = &[
    "Box",
    "BTreeMap",
    "ByteStream",
    "Bytes",
    "Call",
    "CallOptions",
    "Client",
    "Config",
    "Default",
    "Effect",
    "Element",
    "EmbeddedJson",
    "Endpoint",
    "Endpoints",
    "Envelope",
    "Err",
    "Error",
    "ErrorCode",
    "Field",
    "FieldShape",
    "FnMut",
    "From",
    "Into",
    "IntoIterator",
    "IntoOptional",
    "Items",
    "Media",
    "Method",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Paged",
    "Pages",
    "Pagination",
    "Parameter",
    "Payload",
    "Percent",
    "Place",
    "Ram",
    "Record",
    "RegionEndpoint",
    "Request",
    "Response",
    "Result",
    "Self",
    "Sensitive",
    "Service",
    "ServiceClient",
    "Shape",
    "Some",
    "String",
    "Timestamp",
    "UnknownInteger",
    "UnknownValue",
    "Value",
    "Vec",
    "Wire",
];
/// Crates that the emitted code and its examples use, or that every crate has.
const RESERVED_CRATES: &[&str] = &["alibabacloud_runtime", "alloc", "core", "proc_macro", "std", "test"];
/// Methods, and the argument of every constructor, of what callers build requests with.
const RESERVED_METHODS: &[&str] =
    &["client", "configure", "from_env", "items", "pages", "send", "send_detailed", "stream"];
/// What a client has beside its operations.
const RESERVED_OPERATIONS: &[&str] = &["endpoint", "region"];
/// Methods of records, and those that Rust expects from a trait of operators.
const RESERVED_FIELDS: &[&str] =
    &["add", "bitand", "bitor", "bitxor", "clone", "div", "mul", "new", "rem", "shl", "shr", "sub"];
const RESERVED_MODULES: &[&str] = &[
    "alibabacloud_runtime",
    "aux",
    "client",
    "con",
    "core",
    "error_code",
    "fake",
    "lib",
    "main",
    "mod",
    "nul",
    "prn",
    "runtime",
    "sources",
    "std",
    "test",
    "tests",
    "types",
];

/// What an identifier names; decides what it may collide with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// A field of a struct.
    Field,
    /// A method of a builder.
    Method,
    /// A method of a client.
    Operation,
}

/// Why a wire name has no identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoName;

/// The field or method for a wire name.
pub(crate) fn field(wire: &str, r#use: Use) -> Result<Field, NoName> {
    let mut name = snake(wire)?;
    let reserved = RESERVED_FIELDS.contains(&name.as_str())
        || r#use != Use::Field && RESERVED_METHODS.contains(&name.as_str())
        || r#use == Use::Operation && RESERVED_OPERATIONS.contains(&name.as_str());
    if reserved {
        name.push_str("_value");
    }
    Ok(Field(keyword(name)))
}

/// The method that reads what the method `setter` sets.
pub(crate) fn getter(setter: &Field) -> Field {
    let name = setter.as_str();
    Field(format!("get_{}", name.strip_prefix("r#").unwrap_or(name)))
}

/// The words of a wire name, in lower case.
pub(crate) fn words(wire: &str) -> Vec<String> {
    snake(wire).map(|name| name.split('_').map(str::to_owned).collect()).unwrap_or_default()
}

/// The module for an operation or a product.
pub(crate) fn module(wire: &str) -> Result<Module, NoName> {
    let mut name = snake(wire)?;
    if RESERVED_MODULES.contains(&name.as_str()) || is_device(&name) || !is_identifier(&name) {
        name.push_str("_operation");
    }
    Ok(Module(name))
}

/// The type for a wire name, or for the path of wire names that leads to its place.
pub(crate) fn r#type(path: &[&str]) -> Result<Type, NoName> {
    let mut name = String::new();
    for part in path {
        name.push_str(&camel(part)?);
    }
    if RESERVED_TYPES.contains(&name.as_str()) {
        name.push_str("Data");
    }
    Ok(Type(name))
}

/// The variant for a wire value. `Unknown` is what every open enum has for values that are not documented.
pub(crate) fn variant(wire: &str) -> Result<Variant, NoName> {
    let mut name = camel(&spelling::signs(wire))?;
    if name == "Unknown" || name == "Self" {
        name.push_str("Value");
    }
    Ok(Variant(name))
}

/// The cargo feature of a group of a product's operations.
pub(crate) fn feature(module: &str, group: &str) -> Result<String, NoName> {
    Ok(format!("{module}-{}", snake(group)?.replace('_', "-")))
}

/// The variant for an error code, which any code has. What other codes there are makes no difference to it.
pub(crate) fn error_code(wire: &str) -> Variant {
    let variant = variant(wire);
    match variant {
        Ok(variant) if wire.is_ascii() => variant,
        // What is not ASCII is left out of a name, so that names tell too little.
        found => {
            let beginning = found.map_or_else(|NoName| "Code".to_owned(), |Variant(name)| name);
            Variant(format!("{beginning}X{:08x}", fnv(wire)))
        }
    }
}

/// FNV-1a, whose value will never change.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Checks a name that the specification gives itself; what to write instead, if it will not do.
pub(crate) fn given<N: Identifier>(text: &str) -> Result<N, String> {
    let (example, right) = if N::LOWER_CASE {
        ("snake_case", text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))
    } else {
        let upper = text.starts_with(|c: char| c.is_ascii_uppercase());
        ("UpperCamelCase", upper && text.bytes().all(|b| b.is_ascii_alphanumeric()))
    };
    if !right || text.trim_matches('_').contains("__") || !is_identifier(text) {
        return Err(format!("write an identifier in {example} that is not a keyword"));
    }
    let reserved: &[&[&str]] =
        if N::LOWER_CASE { &[RESERVED_METHODS, RESERVED_FIELDS] } else { &[RESERVED_TYPES, &["Unknown"]] };
    if reserved.iter().any(|names| names.contains(&text)) {
        return Err(format!("`{text}` is taken by the emitted code; choose another name"));
    }
    Ok(N::wrap(text.to_owned()))
}

/// Checks the name of a crate, as `use` spells it; what to write instead, if it will not do.
pub(crate) fn check_crate(text: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if text.contains('-') && check_crate(&text.replace('-', "_")).is_ok() {
        return Err(format!("in Rust it is spelt `{}`", text.replace('-', "_")));
    }
    if !text.chars().all(fits) || !is_identifier(text) {
        return Err("write a name that Rust takes for a crate, such as my_crate".to_owned());
    }
    if RESERVED_CRATES.contains(&text) {
        return Err("another crate has this name; write one such as my_crate".to_owned());
    }
    Ok(())
}

/// `text` with the spellings of [`WORDS`] made single words, and everything else than ASCII letters and digits a gap.
fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut previous = ' ';
    while let Some(c) = rest.chars().next() {
        let same_case = (previous.is_ascii_uppercase() && c.is_ascii_uppercase())
            || (previous.is_ascii_lowercase() && c.is_ascii_lowercase());
        let ends = |after: &str| !after.starts_with(|c: char| c.is_ascii_lowercase());
        let begins = |(spelling, _): &&(&str, &str)| rest.strip_prefix(*spelling).is_some_and(ends);
        let word = if same_case { None } else { WORDS.iter().find(begins) };
        if let Some((spelling, word)) = word {
            out.push(' ');
            out.push_str(word);
            out.push(' ');
            rest = &rest[spelling.len()..];
            previous = 's';
            continue;
        }
        let next = &rest[c.len_utf8()..];
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if previous.is_ascii_digit() && next.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(" _ ");
        } else {
            out.push(' ');
        }
        previous = c;
        rest = next;
    }
    out
}

/// Joins the words of a name; `_` keeps two numbers apart, so that `1.5` is not `15`.
fn join(text: &str, convert: fn(&str) -> String, gap: &str) -> Result<String, NoName> {
    let normal = normalise(&spelling::letters(text));
    let mut name = if normal.contains('_') {
        let parts = normal.split('_').map(convert).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("_")
    } else {
        convert(&normal)
    };
    if gap == "_" && name.contains("__") {
        name = name.replace("__", "_");
    }
    match name.chars().next() {
        None => Err(NoName),
        Some(c) if c.is_ascii_digit() => Ok(format!("{}{name}", if gap == "_" { "v" } else { "V" })),
        Some(_) => Ok(name),
    }
}

fn snake(wire: &str) -> Result<String, NoName> {
    join(wire, ToSnakeCase::to_snake_case, "_")
}

fn camel(wire: &str) -> Result<String, NoName> {
    join(wire, ToUpperCamelCase::to_upper_camel_case, "")
}

/// Whether `text` can stand in the code as it is.
fn is_identifier(text: &str) -> bool {
    // A keyword since the edition of 2024, which syn does not know.
    text != "gen" && syn::parse_str::<syn::Ident>(text).is_ok()
}

/// Whether Windows takes a file of this name for a device: `com1`, `lpt9`.
fn is_device(name: &str) -> bool {
    let number = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    number.is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn keyword(name: String) -> String {
    if is_identifier(&name) {
        name
    } else if matches!(name.as_str(), "self" | "super" | "crate" | "_") {
        format!("{name}_")
    } else {
        format!("r#{name}")
    }
}

/// The names that are taken in one place, with the wire name that took each.
#[derive(Debug, Default)]
pub(crate) struct Scope(BTreeMap<String, String>);

impl Scope {
    /// Takes `name` for `wire`, or says which wire name has it.
    pub(crate) fn take<N: Identifier>(&mut self, name: &N, wire: &str) -> Result<(), String> {
        match self.0.get(name.text()) {
            Some(taken) => Err(taken.clone()),
            None => {
                self.0.insert(name.text().to_owned(), wire.to_owned());
                Ok(())
            }
        }
    }
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Named {
    /// An operation: a method of the client.
    Operation,
    /// A parameter: a method of a request.
    Parameter,
    /// A property: a field.
    Property,
    /// A schema: a type.
    Schema,
    /// A value of an `enum`, or an error code: a variant.
    Value,
}

/// The name in Rust that the rule gives to a name on the wire, or that `x-rust-name` replaces; `None` if it gives none.
///
/// It depends on nothing but the name on the wire.
#[must_use]
pub fn rust_name(wire: &str, of: Named) -> Option<String> {
    let name = match of {
        Named::Operation => field(wire, Use::Operation).ok()?.0,
        Named::Parameter => field(wire, Use::Method).ok()?.0,
        Named::Property => field(wire, Use::Field).ok()?.0,
        Named::Schema => r#type(&[wire]).ok()?.0,
        Named::Value => variant(wire).ok()?.0,
    };
    Some(name)
}

/// A name for a value that tells all of its signs, for `x-rust-name` where the rule gives none, or gives one name to two
/// values: `a-b` is `AMinusB`, and nothing is `Empty`.
#[must_use]
pub fn spelt_value(wire: &str) -> Option<String> {
    variant(&spelling::gaps(wire)).ok().map(|name| name.0)
}
