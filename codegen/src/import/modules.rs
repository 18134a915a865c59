//! The Rust module of each product version of a folder.
//!
//! A product version that is there keeps its module whatever comes later. A new one has the product as its module if it is the
//! only version of the product, and else its version as well.

use std::collections::{BTreeMap, BTreeSet};

use super::file_name;
use crate::diagnostic::Reporter;
use crate::metadata::Identity;
use crate::yaml::{self, Value};
use crate::{Source, names};

/// The modules of the product versions of a folder, and of those that come into it.
///
/// ```
/// use alibabacloud_codegen::Source;
/// use alibabacloud_codegen::import::{Identity, Modules};
///
/// let of = |version: &str| Identity { product: "Demo".to_owned(), version: version.to_owned() };
/// let old = Source::new("demo-2024-01-01.yaml", "x-service: {product: Demo, module: demo, style: rpc}\n");
/// let modules = Modules::new([&old], &[of("2025-01-01")]);
/// assert_eq!(modules.of(&of("2024-01-01")), Some("demo"));
/// assert_eq!(modules.of(&of("2025-01-01")), Some("demo_2025_01_01"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Modules {
    /// By the name of the specification's file.
    modules: BTreeMap<String, String>,
}

impl Modules {
    /// The modules of specifications that are in a folder, called as their files are, and of new product versions.
    #[must_use]
    pub fn new<'s>(there: impl IntoIterator<Item = &'s Source>, new: &[Identity]) -> Self {
        let mut modules = BTreeMap::new();
        let mut products: BTreeSet<String> = BTreeSet::new();
        for source in there {
            if let Some((product, module)) = service(source) {
                products.insert(product.to_ascii_lowercase());
                modules.insert(source.name.clone(), module);
            }
        }
        let new: BTreeMap<String, &Identity> = new
            .iter()
            .map(|one| (file_name(one), one))
            .filter(|(file, _)| !modules.contains_key(file))
            .collect();
        let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
        new.values().for_each(|one| *wanted.entry(plain(one)).or_default() += 1);
        let mut taken: BTreeSet<String> = modules.values().cloned().collect();
        for (file, one) in new {
            let (plain, versioned) = (plain(one), versioned(one));
            let is_only =
                wanted.get(&plain) == Some(&1) && !products.contains(&one.product.to_ascii_lowercase());
            let numbered = (2..).map(|number| format!("{versioned}_{number}"));
            let candidates =
                is_only.then(|| plain.clone()).into_iter().chain([versioned.clone()]).chain(numbered);
            let module = candidates.into_iter().find(|module| taken.insert(module.clone()));
            modules.insert(file, module.unwrap_or(versioned));
        }
        Self { modules }
    }

    /// The module of a product version.
    #[must_use]
    pub fn of(&self, identity: &Identity) -> Option<&str> {
        self.modules.get(&file_name(identity)).map(String::as_str)
    }
}

/// The module of a product version that is the only one.
pub(super) fn plain(identity: &Identity) -> String {
    module(&identity.product)
}

fn versioned(identity: &Identity) -> String {
    module(&format!("{}_{}", identity.product, identity.version))
}

/// A text in the letters of a module.
fn module(text: &str) -> String {
    let clean = text.to_ascii_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    // The rule may change it again: two digits or a reserved name.
    let name = |text: &str| names::module(text).map(|module| module.as_str().to_owned()).unwrap_or_default();
    name(&name(&clean))
}

/// The product and the module that a specification says, read without the rest of it.
fn service(source: &Source) -> Option<(String, String)> {
    let is_inside = |line: &&str| line.is_empty() || line.starts_with([' ', '#', '}']);
    let mut lines = source.text.lines().skip_while(|line| !line.starts_with("x-service:"));
    let mut head = lines.next()?.to_owned();
    lines.take_while(is_inside).for_each(|line| head = format!("{head}\n{line}"));
    let head = Source::new(source.name.as_str(), head);
    let head = yaml::parse(&head, &Reporter::new(&head))?;
    let text = |key| match &head.get("x-service")?.get(key)?.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    Some((text("product")?, text("module")?))
}
