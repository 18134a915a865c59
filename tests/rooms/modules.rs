//! The modules of a crate, read from its source: what each declares, and whom it names.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Item, ItemMacro, ItemMod, ItemUse, Macro, UseTree, Visibility};

/// The names that lead from the root of a crate to a module or an item.
pub(crate) type Path = Vec<String>;

/// A module: a file, or a part of one.
#[derive(Default)]
pub(crate) struct Module {
    pub(crate) file: String,
    pub(crate) mentions: Vec<Mention>,
    items: BTreeSet<String>,
    /// The names that it imports, with what they stand for.
    imports: BTreeMap<String, Path>,
    globs: Vec<Path>,
}

/// A `use` line or a qualified path.
pub(crate) struct Mention {
    pub(crate) path: Path,
    pub(crate) line: usize,
}

/// All modules of a crate but those of tests.
#[derive(Default)]
pub(crate) struct Modules(pub(crate) BTreeMap<Path, Module>);

impl Modules {
    /// Reads files: their paths, which begin with the folder of the crate and `src`, and their texts.
    pub(crate) fn read<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut modules = Self::default();
        for (file, text) in files {
            let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
            Reader { modules: &mut modules, file, at: place(file) }.module(&parsed.items);
        }
        modules
    }

    /// The module that declares what a path names, however often it is re-exported.
    pub(crate) fn home(&self, path: &[String]) -> Path {
        let mut at = Path::new();
        for (position, name) in path.iter().enumerate() {
            let below = join(&at, [name]);
            if !self.0.contains_key(&below) {
                let imported = self.imported(&at, name);
                return imported.map_or(at, |target| self.home(&join(&target, &path[position + 1..])));
            }
            at = below;
        }
        at
    }

    fn imported(&self, at: &Path, name: &String) -> Option<Path> {
        let module = self.0.get(at).filter(|module| !module.items.contains(name))?;
        let declares = |glob: &&Path| {
            let home = self.0.get(&self.home(glob));
            home.is_some_and(|home| home.items.contains(name) || home.imports.contains_key(name))
        };
        let glob = || module.globs.iter().find(declares).map(|glob| join(glob, [name]));
        module.imports.get(name).cloned().or_else(glob)
    }
}

fn join<'n>(path: &'n [String], names: impl IntoIterator<Item = &'n String>) -> Path {
    path.iter().chain(names).cloned().collect()
}

/// The path of the module that a file is.
fn place(file: &str) -> Path {
    let (_, inside) = file.split_once("/src/").expect("a file of a crate");
    let path = inside.trim_end_matches(".rs").trim_end_matches("/mod");
    let is_root = matches!(path, "lib" | "main");
    if is_root { Path::new() } else { path.split('/').map(str::to_owned).collect() }
}

/// Reads one file.
struct Reader<'r> {
    modules: &'r mut Modules,
    file: &'r str,
    at: Path,
}

impl Reader<'_> {
    fn module(&mut self, items: &[Item]) {
        let names = items.iter().filter_map(declared).map(ToString::to_string).collect();
        let module = self.here();
        module.items = names;
        for item in items {
            self.visit_item(item);
        }
    }

    fn here(&mut self) -> &mut Module {
        let module = self.modules.0.entry(self.at.clone()).or_default();
        module.file = self.file.to_owned();
        module
    }

    /// A path from the root; `None` if it begins with another crate or with an imported name.
    fn absolute(&mut self, path: &[String]) -> Option<Path> {
        let (head, rest) = path.split_first()?;
        match head.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some(join(&self.at, rest)),
            "super" => {
                let supers = path.iter().take_while(|name| *name == "super").count();
                Some(join(&self.at[..self.at.len() - supers], &path[supers..]))
            }
            _ => self.here().items.contains(head).then(|| join(&self.at, path)),
        }
    }

    fn mention(&mut self, path: &[String], line: usize) {
        if path.len() > 1
            && let Some(path) = self.absolute(path)
        {
            self.here().mentions.push(Mention { path, line });
        }
    }

    fn import(&mut self, tree: &UseTree, mut before: Path) {
        match tree {
            UseTree::Path(tree) => {
                before.push(tree.ident.to_string());
                self.import(&tree.tree, before);
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.import(tree, before.clone()));
            }
            UseTree::Glob(glob) => {
                self.mention(&before, glob.star_token.spans[0].start().line);
                let path = self.absolute(&before);
                assert!(path != Some(Path::new()), "{} imports all names of the root", self.file);
                self.here().globs.extend(path);
            }
            UseTree::Name(name) => self.import_as(&name.ident, &name.ident, before),
            UseTree::Rename(rename) => self.import_as(&rename.ident, &rename.rename, before),
        }
    }

    fn import_as(&mut self, what: &syn::Ident, name: &syn::Ident, mut path: Path) {
        if what != "self" {
            path.push(what.to_string());
        }
        let name = if name == "self" { path.last().cloned() } else { Some(name.to_string()) };
        self.mention(&path, what.span().start().line);
        let import = name.zip(self.absolute(&path)).filter(|_| path.len() > 1);
        self.here().imports.extend(import);
    }

    /// The paths in the tokens of a macro.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(head) if head == "crate" || head == "super" => {
                    let mut path = vec![head.to_string()];
                    let colon =
                        |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
                    while tokens.next_if(colon).is_some() {
                        if let Some(TokenTree::Ident(name)) =
                            tokens.next_if(|next| matches!(next, TokenTree::Ident(_)))
                        {
                            path.push(name.to_string());
                        }
                    }
                    self.mention(&path, head.span().start().line);
                }
                _ => {}
            }
        }
    }
}

impl Visit<'_> for Reader<'_> {
    fn visit_item_mod(&mut self, module: &ItemMod) {
        let is_test = module.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
        });
        if let (false, Some((_, items))) = (is_test, &module.content) {
            self.at.push(module.ident.to_string());
            self.module(items);
            self.at.pop();
        }
    }

    fn visit_item_use(&mut self, import: &ItemUse) {
        self.import(&import.tree, Path::new());
    }

    fn visit_path(&mut self, path: &syn::Path) {
        let names: Path = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let head = path.segments[0].ident.clone();
        if ["crate", "self", "super"].contains(&names[0].as_str()) {
            self.mention(&names, head.span().start().line);
        }
        visit::visit_path(self, path);
    }

    /// An exported macro is a name of the root.
    fn visit_item_macro(&mut self, item: &ItemMacro) {
        let is_exported = item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export"));
        if let Some(name) = item.ident.as_ref().filter(|_| is_exported) {
            let path = join(&self.at, [&name.to_string()]);
            self.modules.0.entry(Path::new()).or_default().imports.insert(name.to_string(), path);
        }
        visit::visit_item_macro(self, item);
    }

    fn visit_macro(&mut self, call: &Macro) {
        visit::visit_macro(self, call);
        // What is quoted is code of another crate.
        if !call.path.is_ident("quote") {
            self.tokens(call.tokens.clone());
        }
    }

    fn visit_visibility(&mut self, _: &Visibility) {}
}

fn declared(item: &Item) -> Option<&syn::Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Macro(item) => item.ident.as_ref(),
        Item::Mod(item) => Some(&item.ident),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        _ => None,
    }
}
