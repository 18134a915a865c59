//! A program that uses all that generated code offers: each method with all arguments, each field read and written, each variant.
//! It is made of the printed source alone, so that it knows nothing of how changes are found.

use std::collections::BTreeMap;
use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{FnArg, ImplItem, ImplItemFn, Item, ReceiverKind, ReturnType, Type, UseTree, Visibility};

/// The text of a program, and which thing each of its lines uses.
#[derive(Default)]
pub(crate) struct Program {
    pub(crate) text: String,
    lines: BTreeMap<usize, String>,
    /// How many things it uses.
    pub(crate) uses: usize,
    count: usize,
}

impl Program {
    /// A program that uses the product `module` of the crate `proof`, whose files are given by their paths.
    pub(crate) fn of<'f>(module: &str, files: impl Iterator<Item = (&'f str, &'f str)>) -> Self {
        let mut program = Self::default();
        program.line("#![allow(dead_code, deprecated, unused_imports, unused_variables, unreachable_patterns, clippy::all)]", None);
        for (path, text) in files.filter(|(path, _)| path.ends_with(".rs")) {
            let own = path.trim_end_matches(".rs").replace('/', "::");
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            // The codes are seen under the product.
            let own = if own.ends_with("::error_code") { module.to_owned() } else { own };
            program.file(module, &own, &file);
        }
        program.line("fn main() {}", None);
        program
    }

    /// What a line of the program uses.
    pub(crate) fn used_at(&self, line: usize) -> Option<&str> {
        self.lines.get(&line).map(String::as_str)
    }

    fn line(&mut self, text: &str, uses: Option<&str>) {
        self.count += 1;
        writeln!(self.text, "{text}").unwrap();
        if let Some(path) = uses {
            self.lines.insert(self.count, path.to_owned());
        }
    }

    /// A function that uses one thing.
    fn uses(&mut self, path: &str, parameters: &str, body: &str) {
        let name = format!("u{}", self.count);
        self.uses += 1;
        self.line(&format!("    fn {name}({parameters}) {{ {body} }}"), Some(path));
    }

    fn file(&mut self, module: &str, own: &str, file: &syn::File) {
        self.line(&format!("mod m{} {{", self.count), None);
        for (name, path) in names(own, file) {
            self.line(&format!("    use {path} as {name};"), Some(path.trim_start_matches("proof::")));
        }
        for item in &file.items {
            match item {
                Item::Impl(one) if one.generics.params.is_empty() => self.r#impl(module, own, one),
                Item::Struct(one) if is_public(&one.vis) => self.r#struct(own, one),
                Item::Enum(one) if is_public(&one.vis) => self.r#enum(own, one),
                _ => {}
            }
        }
        self.line("}", None);
    }

    fn r#struct(&mut self, own: &str, one: &syn::ItemStruct) {
        let name = &one.ident;
        for field in one.fields.iter().filter(|field| is_public(&field.vis)) {
            let Some(field_name) = &field.ident else { continue };
            let declared = text(&field.ty);
            self.uses(
                &format!("{own}::{name}::{field_name}"),
                &format!("mut x: {name}"),
                &format!("let v: {declared} = x.{field_name}.clone(); x.{field_name} = v;"),
            );
        }
    }

    fn r#enum(&mut self, own: &str, one: &syn::ItemEnum) {
        let name = &one.ident;
        for variant in &one.variants {
            let pattern = if variant.fields.is_empty() { "" } else { "(..)" };
            self.uses(
                &format!("{own}::{name}::{}", variant.ident),
                &format!("x: &{name}"),
                &format!("let _ = matches!(x, {name}::{}{pattern});", variant.ident),
            );
        }
    }

    fn r#impl(&mut self, module: &str, own: &str, one: &syn::ItemImpl) {
        let owner = text(&one.self_ty);
        if let Some((path, _)) = &one.trait_ {
            if path.segments.last().is_some_and(|segment| segment.ident == "Paged") {
                let path = format!("{own}::{owner}");
                self.uses(&path, &format!("x: {owner}"), "let _ = x.into_items();");
            }
            return;
        }
        let home = if owner == "Client" { module } else { own };
        for item in &one.items {
            match item {
                ImplItem::Fn(method) if is_public(&method.vis) => self.method(home, &owner, method),
                ImplItem::Macro(getter) if getter.mac.path.is_ident("getter") => {
                    let words: Vec<TokenStream> = arguments(&getter.mac.tokens);
                    let [name, _, value] = words.as_slice() else { continue };
                    let (setter, value) = (name.to_string(), spaced(value));
                    let setter = setter.trim_start_matches("get_");
                    self.uses(
                        &format!("{home}::{owner}::{setter}"),
                        &format!("x: &{owner}"),
                        &format!("let _: Option<{value}> = x.{name}();"),
                    );
                }
                _ => {}
            }
        }
    }

    fn method(&mut self, home: &str, owner: &str, method: &ImplItemFn) {
        let signature = &method.sig;
        let (mut declared, mut given, mut receiver) = (Vec::new(), Vec::new(), None);
        for (at, input) in signature.inputs.iter().enumerate() {
            match input {
                FnArg::Receiver(one) if matches!(one.kind, ReceiverKind::Reference(..)) => {
                    receiver = Some(format!("x: &{owner}"));
                }
                FnArg::Receiver(_) => receiver = Some(format!("x: {owner}")),
                FnArg::Typed(one) => {
                    declared.push(format!("a{at}: {}", value_type(&one.ty)));
                    given.push(format!("a{at}"));
                }
            }
        }
        let name = &signature.ident;
        let callee = if receiver.is_some() { format!("x.{name}") } else { format!("{owner}::{name}") };
        let answer = match &signature.output {
            ReturnType::Default => "()".to_owned(),
            // What a reference refers to is named nowhere else.
            ReturnType::Type(_, answer) => match text(answer) {
                answer if answer.contains('&') || answer.contains("impl") => "_".to_owned(),
                answer => answer
                    .split(' ')
                    .map(|word| if word == "Self" { owner } else { word })
                    .collect::<Vec<_>>()
                    .join(" "),
            },
        };
        let parameters: Vec<String> = receiver.into_iter().chain(declared).collect();
        let path = format!("{home}::{owner}::{}", name.to_string().trim_start_matches("r#"));
        self.uses(
            &path,
            &parameters.join(", "),
            &format!("let _: {answer} = {callee}({});", given.join(", ")),
        );
    }
}

/// The names that a file uses without a path, and where they come from.
fn names(own: &str, file: &syn::File) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for item in &file.items {
        match item {
            Item::Use(one) => imported(&one.tree, &parent(own), "", &mut found),
            Item::Struct(one) if is_public(&one.vis) => {
                found.insert(one.ident.to_string(), format!("proof::{own}::{}", one.ident));
            }
            Item::Enum(one) if is_public(&one.vis) => {
                found.insert(one.ident.to_string(), format!("proof::{own}::{}", one.ident));
            }
            _ => {}
        }
    }
    // Macros are no part of a program, and what is behind a private module is seen elsewhere.
    let is_seen =
        |path: &str| ["proof::", "alibabacloud_runtime::", "std::"].iter().any(|root| path.starts_with(root));
    found.retain(|name, path| is_seen(path) && !name.starts_with(char::is_lowercase));
    found
}

fn parent(own: &str) -> String {
    own.rsplit_once("::").map_or_else(|| "proof".to_owned(), |(parent, _)| format!("proof::{parent}"))
}

fn imported(tree: &UseTree, parent: &str, path: &str, found: &mut BTreeMap<String, String>) {
    let join = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}::{name}") };
    match tree {
        UseTree::Path(one) => {
            let name = match one.ident.to_string().as_str() {
                "super" => parent.to_owned(),
                "crate" => "proof".to_owned(),
                other => other.to_owned(),
            };
            imported(&one.tree, parent, &join(&name), found);
        }
        UseTree::Name(one) => {
            found.insert(one.ident.to_string(), join(&one.ident.to_string()));
        }
        UseTree::Rename(one) => {
            found.insert(one.rename.to_string(), join(&one.ident.to_string()));
        }
        UseTree::Group(group) => {
            group.items.iter().for_each(|one| imported(one, parent, path, found));
        }
        UseTree::Glob(_) => {}
    }
}

/// The type of a value for a parameter: for what converts, what it converts into.
fn value_type(r#type: &Type) -> String {
    let spelled = text(r#type);
    let inner = |start: &str| spelled.strip_prefix(start).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("impl IntoOptional <").or_else(|| inner("impl Into <")) {
        return inner.trim().to_owned();
    }
    if let Some(item) = inner("impl IntoIterator < Item =") {
        let item = item.trim();
        let item = item.strip_prefix("impl Into <").and_then(|rest| rest.strip_suffix('>')).unwrap_or(item);
        return format!("Vec<{}>", item.trim());
    }
    spelled
}

/// The parts of a macro's arguments.
fn arguments(tokens: &TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in tokens.clone() {
        if matches!(&token, proc_macro2::TokenTree::Punct(one) if one.as_char() == ',') && parts.len() < 3 {
            parts.push(TokenStream::new());
        } else if let Some(last) = parts.last_mut() {
            last.extend([token]);
        }
    }
    parts
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn spaced(tokens: &TokenStream) -> String {
    tokens.to_string()
}
